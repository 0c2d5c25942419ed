import type { Realm } from '../realm';
import { toText } from '../values/convert';
import type { Encoding } from '../values/encodings';
import { decode, encode, incompleteTail } from '../values/encodings';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { nodeError, typeError } from '../values/throw';
import { ArrayBufferObject, TypedArrayObject } from '../values/typed_array';
import { Unknown } from '../values/unknown';
import { makeBytes, typedArrayOf } from './typed_array';

/** The labels of the Encoding Standard that people write, with the name and the bytes of each encoding. */
const encodings: readonly { name: string; labels: readonly string[]; encoding: Encoding }[] = [
  { name: 'utf-8', labels: ['utf-8', 'utf8', 'unicode-1-1-utf-8'], encoding: 'utf8' },
  { name: 'utf-16le', labels: ['utf-16le', 'utf-16', 'ucs-2', 'unicode'], encoding: 'utf16le' },
  {
    name: 'windows-1252',
    labels: ['latin1', 'ascii', 'us-ascii', 'iso-8859-1', 'windows-1252'],
    encoding: 'latin1',
  },
];

class TextDecoderObject extends JSObject {
  /** Bytes of a character that the next chunk of a stream has to complete. */
  held: number[] = [];

  constructor(
    proto: JSObject,
    readonly about: (typeof encodings)[number],
    readonly fatal: boolean,
    readonly ignoreBOM: boolean,
  ) {
    super(proto);
  }
}

function decoderOf(self: Value): TextDecoderObject {
  if (self instanceof TextDecoderObject) return self;
  throw typeError('Value of "this" must be of type TextDecoder');
}

function bytesOf(source: Value): Uint8Array {
  if (source === undefined) return new Uint8Array();
  if (source instanceof ArrayBufferObject) return new Uint8Array(source.buffer);
  return typedArrayOf(source).bytes;
}

/** TextEncoder, TextDecoder, btoa and atob (Node: lib/internal/encoding.js). */
export function installTextEncoding(realm: Realm): void {
  installTextEncoder(realm);
  const flag = (options: Value, name: string): boolean =>
    options instanceof JSObject && realm.truth(options.get(name));
  const decodeWith = (decoder: TextDecoderObject, source: Value, stream: boolean): string => {
    const { encoding, name } = decoder.about;
    const all = [...decoder.held, ...bytesOf(source)];
    const whole = all.length - (stream ? incompleteTail(all, encoding) : 0);
    const bytes = all.slice(0, whole);
    decoder.held = all.slice(whole);
    const text = decode(bytes, encoding);
    if (decoder.fatal && decode(encode(text, encoding), 'latin1') !== decode(bytes, 'latin1'))
      throw nodeError(
        'TypeError',
        'ERR_ENCODING_INVALID_ENCODED_DATA',
        `The encoded data was not valid for encoding ${name}`,
      );
    return !decoder.ignoreBOM && text.startsWith('\ufeff') ? text.slice(1) : text;
  };
  realm.class('TextDecoder', {
    construct: ([label, options], newTarget) => {
      const wanted = label === undefined ? 'utf-8' : toText(label).trim().toLowerCase();
      const about = encodings.find(({ labels }) => labels.includes(wanted));
      if (!about)
        throw nodeError(
          'RangeError',
          'ERR_ENCODING_NOT_SUPPORTED',
          `The "${toText(label)}" encoding is not supported`,
        );
      const proto = realm.prototypeFor(newTarget, 'TextDecoder');
      return new TextDecoderObject(
        proto,
        about,
        flag(options, 'fatal'),
        flag(options, 'ignoreBOM'),
      );
    },
    prototype: {
      'get encoding': (self) => decoderOf(self).about.name,
      'get fatal': (self) => decoderOf(self).fatal,
      'get ignoreBOM': (self) => decoderOf(self).ignoreBOM,
      decode: (self, [source, options]) =>
        source instanceof Unknown
          ? new Unknown(`decoder.decode(${source.name})`)
          : decodeWith(decoderOf(self), source, flag(options, 'stream')),
    },
  });
  realm.methods(realm.global, {
    btoa: (_self, [text]) => decode(encode(toText(text), 'latin1'), 'base64'),
    atob: (_self, [text]) => decode(encode(toText(text), 'base64'), 'latin1'),
  });
}

function installTextEncoder(realm: Realm): void {
  realm.class('TextEncoder', {
    construct: (_args, newTarget) => new JSObject(realm.prototypeFor(newTarget, 'TextEncoder')),
    prototype: {
      'get encoding': () => 'utf-8',
      encode: (_self, [text]) =>
        makeBytes(
          realm,
          realm.prototype('Uint8Array'),
          encode(text === undefined ? '' : toText(text), 'utf8'),
        ),
      encodeInto: (_self, [text, target]) => {
        if (!(target instanceof TypedArrayObject))
          throw typeError('The "dest" argument must be an instance of Uint8Array.');
        const { bytes } = target;
        let read = 0;
        let written = 0;
        for (const character of toText(text)) {
          const added = encode(character, 'utf8');
          if (written + added.length > bytes.length) break;
          bytes.set(added, written);
          written += added.length;
          read += character.length;
        }
        return realm.object().put('read', read).put('written', written);
      },
    },
  });
}
