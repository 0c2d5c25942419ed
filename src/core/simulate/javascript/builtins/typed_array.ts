import type { Methods, Realm } from '../realm';
import { isCallable, toInteger, toNumber, toText } from '../values/convert';
import type { FunctionObject, NativeCode } from '../values/function';
import { describeWithType, makeIterator } from '../values/iterate';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { rangeError, typeError } from '../values/throw';
import type { HostView } from '../values/typed_array';
import { ArrayBufferObject, TypedArrayObject } from '../values/typed_array';
import { listFrom } from './array';

type HostClass = new (buffer: ArrayBuffer, byteOffset?: number, length?: number) => HostView;

const hostClasses: Readonly<Record<string, HostClass>> = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
};

export function typedArrayOf(self: Value): TypedArrayObject {
  if (self instanceof TypedArrayObject) return self;
  throw typeError('this is not a typed array.');
}

/** A typed array of the same class over a part of the same buffer. */
function over(self: TypedArrayObject, view: HostView): TypedArrayObject {
  return new TypedArrayObject(self.proto, view, self.buffer);
}

export function makeBytes(
  realm: Realm,
  proto: JSObject,
  bytes: Iterable<number>,
): TypedArrayObject {
  const view = new Uint8Array(Uint8Array.from(bytes).buffer);
  return new TypedArrayObject(
    proto,
    view,
    new ArrayBufferObject(realm.prototype('ArrayBuffer'), view.buffer),
  );
}

/** ArrayBuffer, the typed arrays and DataView (ECMA-262 23.2, 25.1, 25.3); BigInt elements and sharing are not there. */
export function installTypedArrays(realm: Realm): void {
  realm.class('ArrayBuffer', {
    arity: 1,
    construct: ([length], newTarget) =>
      new ArrayBufferObject(
        realm.prototypeFor(newTarget, 'ArrayBuffer'),
        new ArrayBuffer(toInteger(length)),
      ),
    prototype: {
      'get byteLength': (self) =>
        self instanceof ArrayBufferObject ? self.buffer.byteLength : undefined,
      slice: (self, [start, end]) => {
        if (!(self instanceof ArrayBufferObject)) throw typeError('Receiver is not an ArrayBuffer');
        const part = self.buffer.slice(
          toInteger(start),
          end === undefined ? undefined : toInteger(end),
        );
        return new ArrayBufferObject(realm.prototype('ArrayBuffer'), part);
      },
    },
    statics: { isView: (_self, [value]) => value instanceof TypedArrayObject },
  });
  realm.prototype('ArrayBuffer').hide(Symbol.toStringTag, 'ArrayBuffer');
  const parent = installParent(realm);
  for (const [name, Host] of Object.entries(hostClasses)) installView(realm, parent, name, Host);
  installDataView(realm);
}

function installView(realm: Realm, parent: FunctionObject, name: string, Host: HostClass): void {
  const width = new Host(new ArrayBuffer(0)).BYTES_PER_ELEMENT;
  const construct = ([source, offset, length]: Value[], proto: JSObject): TypedArrayObject => {
    if (source instanceof ArrayBufferObject) {
      const view = new Host(
        source.buffer,
        toInteger(offset),
        length === undefined ? undefined : toInteger(length),
      );
      return new TypedArrayObject(proto, view, source);
    }
    const items = source instanceof JSObject ? listFrom(realm, source).map(toNumber) : [];
    const count = source instanceof JSObject ? items.length : toInteger(source);
    if (count < 0) throw rangeError(`Invalid typed array length: ${count}`);
    const buffer = new ArrayBuffer(count * width);
    const view = new Host(buffer);
    view.set(items);
    const object = new ArrayBufferObject(realm.prototype('ArrayBuffer'), buffer);
    return new TypedArrayObject(proto, view, object);
  };
  const made = (items: Value[]): TypedArrayObject =>
    construct([realm.array(items)], realm.prototype(name));
  const constructor = realm.class(name, {
    arity: 3,
    parent,
    construct: (args, newTarget) => construct(args, realm.prototypeFor(newTarget, name)),
    statics: {
      of: (_self, args) => made(args),
      from: (_self, [source, callback]) => {
        const items = listFrom(realm, source);
        return made(
          callback === undefined
            ? items
            : items.map((item, index) => realm.call(callback, undefined, [item, index])),
        );
      },
    },
  });
  for (const holder of [constructor, realm.prototype(name)])
    holder.hide('BYTES_PER_ELEMENT', width);
}

/** %TypedArray%: what all the classes share. Callbacks get numbers, so the host's own methods on the view serve. */
function installParent(realm: Realm): FunctionObject {
  const view = (self: Value): HostView => typedArrayOf(self).view;
  const visitor = (self: Value, callback: Value) => {
    if (!isCallable(callback)) throw typeError(`${describeWithType(callback)} is not a function`);
    return (value: number, index: number): Value => {
      realm.step();
      return callback.call(undefined, [value, index, self]);
    };
  };
  const test = (self: Value, callback: Value) => {
    const visit = visitor(self, callback);
    return (value: number, index: number): boolean => realm.truth(visit(value, index));
  };
  const list = (self: Value): number[] => Array.from(view(self));
  const folder =
    (self: Value, callback: Value) =>
    (sum: Value, value: Value, index: number): Value =>
      realm.call(callback, undefined, [sum, value, index, self]);
  const order = (compare: Value): ((a: number, b: number) => number) | undefined =>
    isCallable(compare) ? (a, b) => toNumber(compare.call(undefined, [a, b])) : undefined;
  const same = (self: Value, items: readonly number[]): Value => {
    const object = typedArrayOf(self);
    const constructor = object.get('constructor');
    return isCallable(constructor) && constructor.name !== 'Buffer'
      ? constructor.construct([realm.array([...items])], constructor)
      : makeBytes(realm, object.proto ?? realm.prototype('Uint8Array'), items);
  };
  const end = (value: Value): number | undefined =>
    value === undefined ? undefined : toInteger(value);
  const iterator = (self: Value, pick: (index: number) => Value): JSObject => {
    let index = 0;
    return makeIterator(realm, 'Array', () =>
      index < view(self).length ? { value: pick(index++) } : undefined,
    );
  };
  const values = (self: Value): JSObject => iterator(self, (index) => view(self)[index]);
  const parent = realm.class('TypedArray', {
    hidden: true,
    construct: () => {
      throw typeError('Abstract class TypedArray not directly constructable');
    },
    prototype: {
      'get length': (self) => view(self).length,
      'get byteLength': (self) => view(self).byteLength,
      'get byteOffset': (self) => view(self).byteOffset,
      'get buffer': (self) => typedArrayOf(self).buffer,
      'get @@toStringTag': (self) => (self instanceof TypedArrayObject ? self.kind : undefined),
      at: (self, [index]) => list(self).at(toInteger(index)),
      copyWithin: (self, [target, start, stop]) => {
        view(self).copyWithin(toInteger(target), toInteger(start), end(stop));
        return self;
      },
      entries: (self) => iterator(self, (index) => realm.array([index, view(self)[index]])),
      every: (self, [callback]) => list(self).every(test(self, callback)),
      fill: (self, [value, start, stop]) => {
        view(self).fill(toNumber(value), toInteger(start), end(stop));
        return self;
      },
      filter: (self, [callback]) => same(self, list(self).filter(test(self, callback))),
      find: (self, [callback]) => list(self).find(test(self, callback)),
      findIndex: (self, [callback]) => list(self).findIndex(test(self, callback)),
      findLast: (self, [callback]) => list(self).findLast(test(self, callback)),
      findLastIndex: (self, [callback]) => list(self).findLastIndex(test(self, callback)),
      forEach: (self, [callback]) => {
        list(self).forEach(visitor(self, callback));
        return undefined;
      },
      includes: (self, [value]) => list(self).includes(toNumber(value)),
      indexOf: (self, [value]) => list(self).indexOf(toNumber(value)),
      join: (self, [separator]) =>
        list(self).join(separator === undefined ? ',' : toText(separator)),
      keys: (self) => iterator(self, (index) => index),
      lastIndexOf: (self, [value, ...from]) => {
        const wanted = toNumber(value);
        return from.length > 0
          ? list(self).lastIndexOf(wanted, toInteger(from[0]))
          : list(self).lastIndexOf(wanted);
      },
      map: (self, [callback]) => {
        const visit = visitor(self, callback);
        return same(
          self,
          list(self).map((value, index) => toNumber(visit(value, index))),
        );
      },
      reduce: (self, [callback, ...initial]) => {
        const visit = folder(self, callback);
        const items: Value[] = list(self);
        return initial.length > 0 ? items.reduce(visit, initial[0]) : items.reduce(visit);
      },
      reduceRight: (self, [callback, ...initial]) => {
        const visit = folder(self, callback);
        const items: Value[] = list(self);
        return initial.length > 0 ? items.reduceRight(visit, initial[0]) : items.reduceRight(visit);
      },
      reverse: (self) => {
        view(self).reverse();
        return self;
      },
      set: (self, [source, offset]) => {
        view(self).set(listFrom(realm, source).map(toNumber), toInteger(offset));
        return undefined;
      },
      slice: (self, [start, stop]) => same(self, list(self).slice(toInteger(start), end(stop))),
      some: (self, [callback]) => list(self).some(test(self, callback)),
      sort: (self, [compare]) => {
        view(self).sort(order(compare));
        return self;
      },
      subarray: (self, [start, stop]) =>
        over(typedArrayOf(self), view(self).subarray(toInteger(start), end(stop))),
      toReversed: (self) => same(self, list(self).reverse()),
      toSorted: (self, [compare]) => same(self, [...view(self).slice().sort(order(compare))]),
      toString: (self: Value) => list(self).join(','),
      values,
      with: (self, [index, value]) => {
        const items = list(self);
        const asked = toInteger(index);
        const at = asked < 0 ? items.length + asked : asked;
        const item = toNumber(value);
        if (!(at in items)) throw rangeError('Invalid typed array index');
        return same(self, items.with(at, item));
      },
    },
  });
  realm.prototype('TypedArray').hide(Symbol.iterator, realm.prototype('TypedArray').get('values'));
  return parent;
}

/** A DataView's numbers are big-endian unless told otherwise. */
function installDataView(realm: Realm): void {
  const views = new WeakMap<JSObject, DataView>();
  const of = (self: Value): DataView => {
    const view = self instanceof JSObject ? views.get(self) : undefined;
    if (view) return view;
    throw typeError('Receiver is not a DataView');
  };
  realm.class('DataView', {
    arity: 1,
    construct: ([source, offset, length], newTarget) => {
      if (!(source instanceof ArrayBufferObject))
        throw typeError('First argument to DataView constructor must be an ArrayBuffer');
      const object = new JSObject(realm.prototypeFor(newTarget, 'DataView'));
      const end = length === undefined ? undefined : toInteger(length);
      views.set(object, new DataView(source.buffer, toInteger(offset), end));
      return object;
    },
    prototype: {
      'get byteLength': (self) => of(self).byteLength,
      ...elementMethods(realm, of),
    },
  });
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
      if (typeof value !== 'bigint') throw typeError(`Cannot convert ${toText(value)} to a BigInt`);
      of(self)[`set${name}`](toInteger(at), value, realm.truth(little));
      return undefined;
    };
  }
  return methods;
}
