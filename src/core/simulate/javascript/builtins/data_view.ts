import type { Methods, Realm } from '../realm';
import { toBigInt, toInteger, toNumber } from '../values/convert';
import type { NativeCode } from '../values/function';
import type { Value } from '../values/object';
import { rangeError, typeError } from '../values/throw';
import { ArrayBufferObject, DataViewObject } from '../values/typed_array';

/** DataView (ECMA-262 25.3): its numbers are big-endian unless told otherwise. */
export function installDataView(realm: Realm): void {
  const viewOf = (self: Value): DataViewObject => {
    if (self instanceof DataViewObject) return self;
    throw typeError('Receiver is not a DataView');
  };
  const of = (self: Value): DataView => viewOf(self).view;
  realm.class('DataView', {
    arity: 1,
    construct: ([source, offset, length], newTarget) => {
      if (!(source instanceof ArrayBufferObject))
        throw typeError('First argument to DataView constructor must be an ArrayBuffer');
      const start = toInteger(offset);
      if (start < 0 || start > source.buffer.byteLength)
        throw rangeError(`Start offset ${start} is outside the bounds of the buffer`);
      const end = length === undefined ? undefined : toInteger(length);
      const view = new DataView(source.buffer, start, end);
      return new DataViewObject(realm.prototypeFor(newTarget, 'DataView'), view, source);
    },
    prototype: {
      'get buffer': (self) => viewOf(self).buffer,
      'get byteLength': (self) => of(self).byteLength,
      'get byteOffset': (self) => of(self).byteOffset,
      ...elementMethods(realm, of),
    },
  });
  realm.prototype('DataView').hide(Symbol.toStringTag, 'DataView');
}

/** Numbers that a DataView reads and writes; the host's methods of the same names do it. */
const elements = [
  'Int8',
  'Uint8',
  'Int16',
  'Uint16',
  'Int32',
  'Uint32',
  'Float32',
  'Float64',
] as const;

function elementMethods(realm: Realm, of: (self: Value) => DataView): Methods {
  const methods: Record<string, NativeCode> = {};
  for (const name of elements) {
    methods[`get${name}`] = (self, [at, little]) =>
      of(self)[`get${name}`](toInteger(at), realm.truth(little));
    methods[`set${name}`] = (self, [at, value, little]) => {
      of(self)[`set${name}`](toInteger(at), toNumber(value), realm.truth(little));
      return undefined;
    };
  }
  for (const name of ['BigInt64', 'BigUint64'] as const) {
    methods[`get${name}`] = (self, [at, little]) =>
      of(self)[`get${name}`](toInteger(at), realm.truth(little));
    methods[`set${name}`] = (self, [at, value, little]) => {
      of(self)[`set${name}`](toInteger(at), toBigInt(value), realm.truth(little));
      return undefined;
    };
  }
  return methods;
}
