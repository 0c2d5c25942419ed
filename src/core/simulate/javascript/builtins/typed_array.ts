import type { Realm } from '../realm';
import { isCallable, toInteger, toNumber, toText } from '../values/convert';
import type { FunctionObject } from '../values/function';
import { describeWithType } from '../values/describe';
import { makeIterator } from '../values/iterate';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { rangeError, typeError } from '../values/throw';
import type { Element, HostView } from '../values/typed_array';
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
  BigInt64Array,
  BigUint64Array,
};

export function typedArrayOf(self: Value): TypedArrayObject {
  if (self instanceof TypedArrayObject) return self;
  throw typeError('this is not a typed array.');
}

/** A typed array of the same class over a part of the same buffer. */
function over(self: TypedArrayObject, view: HostView): TypedArrayObject {
  return new TypedArrayObject(self.proto, view, self.buffer);
}

/** Stores values as elements, from an index on. */
function write(array: TypedArrayObject, values: readonly Value[], start: number): void {
  const { view } = array;
  for (const [n, value] of values.entries()) view[start + n] = array.element(value);
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

/** The typed arrays (ECMA-262 23.2). */
export function installTypedArrays(realm: Realm): void {
  const parent = installParent(realm);
  for (const [name, Host] of Object.entries(hostClasses)) installView(realm, parent, name, Host);
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
    const items = source instanceof JSObject ? listFrom(realm, source) : [];
    const count = source instanceof JSObject ? items.length : toInteger(source);
    if (count < 0) throw rangeError(`Invalid typed array length: ${count}`);
    const buffer = new ArrayBuffer(count * width);
    const object = new ArrayBufferObject(realm.prototype('ArrayBuffer'), buffer);
    const array = new TypedArrayObject(proto, new Host(buffer), object);
    write(array, items, 0);
    return array;
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

/** %TypedArray%: what all the classes share. Callbacks get primitives, so the host's own methods of arrays serve. */
function installParent(realm: Realm): FunctionObject {
  const view = (self: Value): HostView => typedArrayOf(self).view;
  const visitor = (self: Value, callback: Value) => {
    if (!isCallable(callback)) throw typeError(`${describeWithType(callback)} is not a function`);
    return (value: Element, index: number): Value => {
      realm.step();
      return callback.call(undefined, [value, index, self]);
    };
  };
  const test = (self: Value, callback: Value) => {
    const visit = visitor(self, callback);
    return (value: Element, index: number): boolean => realm.truth(visit(value, index));
  };
  const list = (self: Value): Element[] => [...view(self)];
  const items = (self: Value): Value[] => list(self);
  const folder =
    (self: Value, callback: Value) =>
    (sum: Value, value: Value, index: number): Value =>
      realm.call(callback, undefined, [sum, value, index, self]);
  const sorted = (self: Value, compare: Value): Element[] =>
    isCallable(compare)
      ? list(self).sort((a, b) => toNumber(compare.call(undefined, [a, b])))
      : [...view(self).slice().sort()];
  const same = (self: Value, items: readonly Element[]): Value => {
    const object = typedArrayOf(self);
    const constructor = object.get('constructor');
    return isCallable(constructor) && constructor.name !== 'Buffer'
      ? constructor.construct([realm.array([...items])], constructor)
      : makeBytes(realm, object.proto ?? realm.prototype('Uint8Array'), items.map(Number));
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
        const array = typedArrayOf(self);
        const element = array.element(value);
        const part = over(array, array.view.subarray(toInteger(start), end(stop)));
        write(part, new Array<Value>(part.view.length).fill(element), 0);
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
      includes: (self, [value]) => items(self).includes(value),
      indexOf: (self, [value, from]) => items(self).indexOf(value, toInteger(from)),
      join: (self, [separator]) =>
        list(self).join(separator === undefined ? ',' : toText(separator)),
      keys: (self) => iterator(self, (index) => index),
      lastIndexOf: (self, [value, ...from]) =>
        from.length > 0
          ? items(self).lastIndexOf(value, toInteger(from[0]))
          : items(self).lastIndexOf(value),
      map: (self, [callback]) => {
        const visit = visitor(self, callback);
        const array = typedArrayOf(self);
        return same(
          self,
          list(self).map((value, index) => array.element(visit(value, index))),
        );
      },
      reduce: (self, [callback, ...initial]) => {
        const visit = folder(self, callback);
        return initial.length > 0
          ? items(self).reduce(visit, initial[0])
          : items(self).reduce(visit);
      },
      reduceRight: (self, [callback, ...initial]) => {
        const visit = folder(self, callback);
        return initial.length > 0
          ? items(self).reduceRight(visit, initial[0])
          : items(self).reduceRight(visit);
      },
      reverse: (self) => {
        view(self).reverse();
        return self;
      },
      set: (self, [source, offset]) => {
        const values = listFrom(realm, source);
        const start = toInteger(offset);
        if (start < 0 || start + values.length > view(self).length)
          throw rangeError('offset is out of bounds');
        write(typedArrayOf(self), values, start);
        return undefined;
      },
      slice: (self, [start, stop]) => same(self, list(self).slice(toInteger(start), end(stop))),
      some: (self, [callback]) => list(self).some(test(self, callback)),
      sort: (self, [compare]) => {
        write(typedArrayOf(self), sorted(self, compare), 0);
        return self;
      },
      subarray: (self, [start, stop]) =>
        over(typedArrayOf(self), view(self).subarray(toInteger(start), end(stop))),
      toReversed: (self) => same(self, list(self).reverse()),
      toSorted: (self, [compare]) => same(self, sorted(self, compare)),
      toString: (self: Value) => list(self).join(','),
      values,
      with: (self, [index, value]) => {
        const elements = list(self);
        const asked = toInteger(index);
        const at = asked < 0 ? elements.length + asked : asked;
        const element = typedArrayOf(self).element(value);
        if (!(at in elements)) throw rangeError('Invalid typed array index');
        return same(self, elements.with(at, element));
      },
    },
  });
  realm.prototype('TypedArray').hide(Symbol.iterator, realm.prototype('TypedArray').get('values'));
  return parent;
}
