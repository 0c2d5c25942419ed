import type { Realm } from '../../realm';
import { isCallable, toText } from '../../values/convert';
import type { FunctionObject } from '../../values/function';
import type { Value } from '../../values/object';
import { JSObject } from '../../values/object';
import { typeError } from '../../values/throw';

/** The stream that does the work, and the codec that it calls. */
class TextStreamObject extends JSObject {
  constructor(
    proto: JSObject,
    readonly transform: JSObject,
    readonly codec: JSObject,
  ) {
    super(proto);
  }
}

function globalClass(realm: Realm, name: string): FunctionObject {
  const constructor = realm.global.get(name);
  if (isCallable(constructor)) return constructor;
  throw typeError(`${name} is not a constructor`);
}

/** TextEncoderStream and TextDecoderStream (lib/internal/webstreams/encoding.js): a TransformStream around the codec. */
export function installTextStreams(realm: Realm): void {
  const call = (object: Value, name: string, ...args: Value[]): Value =>
    object instanceof JSObject ? realm.call(object.get(name), object, args) : undefined;
  const declare = (
    name: string,
    codecName: string,
    transformer: (codec: JSObject) => JSObject,
    shown: readonly string[],
  ): void => {
    const of = (self: Value): TextStreamObject => {
      if (self instanceof TextStreamObject) return self;
      throw typeError(`Value of "this" must be of type ${name}`);
    };
    realm.class(name, {
      construct: (args, newTarget) => {
        const codecClass = globalClass(realm, codecName);
        const codec = codecClass.construct(args, codecClass);
        const streamClass = globalClass(realm, 'TransformStream');
        const transform = streamClass.construct([transformer(codec)], streamClass);
        return new TextStreamObject(realm.prototypeFor(newTarget, name), transform, codec);
      },
      prototype: {
        'get readable': (self) => of(self).transform.get('readable'),
        'get writable': (self) => of(self).transform.get('writable'),
        ...Object.fromEntries(
          shown.map((key) => [`get ${key}`, (self: Value) => of(self).codec.get(key)]),
        ),
      },
    });
  };
  declare(
    'TextDecoderStream',
    'TextDecoder',
    (decoder) => {
      const enqueue = (controller: Value, text: Value): void => {
        if (text !== '') call(controller, 'enqueue', text);
      };
      return realm.methods(realm.object(), {
        transform: (_self, [chunk, controller]) => {
          const options = realm.object().put('stream', true);
          enqueue(controller, call(decoder, 'decode', chunk, options));
          return undefined;
        },
        flush: (_self, [controller]) => {
          enqueue(controller, call(decoder, 'decode'));
          return call(controller, 'terminate');
        },
      });
    },
    ['encoding', 'fatal', 'ignoreBOM'],
  );
  declare(
    'TextEncoderStream',
    'TextEncoder',
    (encoder) => {
      // The first half of a character of which a chunk has no more.
      let half = '';
      return realm.methods(realm.object(), {
        transform: (_self, [chunk, controller]) => {
          const text = half + toText(chunk);
          half = /[\ud800-\udbff]$/.exec(text)?.[0] ?? '';
          const whole = text.slice(0, text.length - half.length);
          return whole === ''
            ? undefined
            : call(controller, 'enqueue', call(encoder, 'encode', whole));
        },
        flush: (_self, [controller]) =>
          half === '' ? undefined : call(controller, 'enqueue', call(encoder, 'encode', half)),
      });
    },
    ['encoding'],
  );
}
