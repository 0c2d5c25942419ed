import { encodingFrom } from '../builtins/buffer';
import type { Realm } from '../realm';
import { toText } from '../values/convert';
import type { Encoding } from '../values/encodings';
import { decode, encode, incompleteTail } from '../values/encodings';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { typeError } from '../values/throw';
import { TypedArrayObject } from '../values/typed_array';

class DecoderObject extends JSObject {
  /** Bytes of a character that is not whole yet. */
  held: number[] = [];

  constructor(
    proto: JSObject,
    readonly encoding: Encoding,
  ) {
    super(proto);
    this.put('encoding', encoding);
  }

  feed(bytes: readonly number[]): string {
    const all = [...this.held, ...bytes];
    const whole = all.length - incompleteTail(all, this.encoding);
    this.held = all.slice(whole);
    return decode(all.slice(0, whole), this.encoding);
  }

  finish(): string {
    return decode(this.held.splice(0), this.encoding);
  }
}

/** node:string_decoder (src/string_decoder.cc): a character that is cut by the end of a chunk waits for the next. */
export function makeStringDecoder(realm: Realm): JSObject {
  const decoderOf = (self: Value): DecoderObject => {
    if (self instanceof DecoderObject) return self;
    throw typeError('Value of "this" must be of type StringDecoder');
  };
  const bytesOf = (chunk: Value, encoding: Encoding): readonly number[] =>
    chunk instanceof TypedArrayObject ? [...chunk.bytes] : encode(toText(chunk), encoding);
  const StringDecoder = realm.class('StringDecoder', {
    arity: 1,
    hidden: true,
    construct: ([encoding], newTarget) =>
      new DecoderObject(realm.prototypeFor(newTarget, 'StringDecoder'), encodingFrom(encoding)),
    prototype: {
      write: (self, [chunk]) => {
        const decoder = decoderOf(self);
        return typeof chunk === 'string' ? chunk : decoder.feed(bytesOf(chunk, decoder.encoding));
      },
      end: (self, [chunk]) => {
        const decoder = decoderOf(self);
        const last = chunk === undefined ? '' : decoder.feed(bytesOf(chunk, decoder.encoding));
        return last + decoder.finish();
      },
    },
  });
  return realm.object().put('StringDecoder', StringDecoder);
}
