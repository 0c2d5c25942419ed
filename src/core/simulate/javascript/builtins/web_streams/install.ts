import type { Realm } from '../../realm';
import type { Value } from '../../values/object';
import { JSObject } from '../../values/object';
import { typeError } from '../../values/throw';
import { installReadable } from './readable';
import { installTextStreams } from './text';
import { installTransform } from './transform';
import { installWritable } from './writable';

/** ReadableStream, WritableStream and TransformStream with their default controllers; byte streams are read as the others are. */
export function installWebStreams(realm: Realm): void {
  installReadable(realm);
  installWritable(realm);
  installTransform(realm);
  installTextStreams(realm);
  for (const [name, sizeOf] of Object.entries(strategies)) {
    const size = realm.function('size', (_self, [chunk]) => sizeOf(chunk), 1);
    realm.class(name, {
      arity: 1,
      construct: ([options], newTarget) => {
        if (!(options instanceof JSObject))
          throw typeError('The "init" argument must be of type object.');
        const made = new JSObject(realm.prototypeFor(newTarget, name));
        return made.hide('highWaterMark', options.get('highWaterMark')).hide('size', size);
      },
    });
  }
}

const strategies: Readonly<Record<string, (chunk: Value) => Value>> = {
  CountQueuingStrategy: () => 1,
  ByteLengthQueuingStrategy: (chunk) =>
    chunk instanceof JSObject ? chunk.get('byteLength') : undefined,
};
