import type { Realm } from '../realm';
import { toInteger } from '../values/convert';
import type { Value } from '../values/object';
import { rangeError, typeError } from '../values/throw';
import { ArrayBufferObject, DataViewObject, TypedArrayObject } from '../values/typed_array';

/** ArrayBuffer and SharedArrayBuffer (ECMA-262 25.1, 25.2), of a fixed length. */
export function installArrayBuffers(realm: Realm): void {
  const declare = (name: 'ArrayBuffer' | 'SharedArrayBuffer', shared: boolean) => {
    const bufferOf = (self: Value): ArrayBufferObject => {
      if (self instanceof ArrayBufferObject && self.shared === shared) return self;
      throw typeError(`Receiver is not ${shared ? 'a' : 'an'} ${name}`);
    };
    const transfer = (self: Value, [length]: Value[]): Value => {
      const moved = moveBytes(realm, bufferOf(self));
      if (length === undefined) return moved;
      const bytes = new Uint8Array(toInteger(length));
      bytes.set(new Uint8Array(moved.buffer).subarray(0, bytes.length));
      return new ArrayBufferObject(realm.prototype('ArrayBuffer'), bytes.buffer);
    };
    realm.class(name, {
      arity: 1,
      construct: ([length], newTarget) => {
        const bytes = toInteger(length);
        if (bytes < 0) throw rangeError('Array buffer allocation failed');
        return new ArrayBufferObject(
          realm.prototypeFor(newTarget, name),
          new ArrayBuffer(bytes),
          shared,
        );
      },
      call: () => {
        throw typeError(`Constructor ${name} requires 'new'`);
      },
      prototype: {
        'get byteLength': (self) => bufferOf(self).buffer.byteLength,
        'get maxByteLength': (self) => bufferOf(self).buffer.byteLength,
        [`get ${shared ? 'growable' : 'resizable'}`]: () => false,
        slice: (self, [start, end]) => {
          const part = bufferOf(self).buffer.slice(
            toInteger(start),
            end === undefined ? undefined : toInteger(end),
          );
          return new ArrayBufferObject(realm.prototype(name), part, shared);
        },
        ...(shared
          ? {}
          : {
              'get detached': (self: Value) => bufferOf(self).detached,
              transfer,
              transferToFixedLength: transfer,
            }),
      },
      statics: shared
        ? {}
        : {
            isView: (_self, [value]) =>
              value instanceof TypedArrayObject || value instanceof DataViewObject,
          },
    });
    realm.prototype(name).hide(Symbol.toStringTag, name);
  };
  declare('ArrayBuffer', false);
  declare('SharedArrayBuffer', true);
}

/** A new buffer with the bytes of another, which is detached (DetachArrayBuffer, 25.1.3.5). */
export function moveBytes(realm: Realm, from: ArrayBufferObject): ArrayBufferObject {
  if (from.detached)
    throw typeError('Cannot perform ArrayBuffer.prototype.transfer on a detached ArrayBuffer');
  const moved = new ArrayBufferObject(realm.prototype('ArrayBuffer'), from.buffer);
  from.detached = true;
  return moved;
}
