import { AsyncCall } from '../async_call';
import type { Site, Steps } from '../compile/code';
import { pause } from '../compile/code';
import type { Realm } from '../realm';
import { asyncIteratorOf } from '../values/async_iterate';
import { getProperty, setProperty } from '../values/access';
import { ArrayObject } from '../values/array';
import { isCallable, toInteger, toNumber, toText, toTextOrUnknown } from '../values/convert';
import { describe, describeWithType } from '../values/describe';
import { makeIterator, toList } from '../values/iterate';
import type { Value } from '../values/object';
import { JSObject, Property } from '../values/object';
import { sameValueZero } from '../values/operators';
import { isArray } from '../values/proxy';
import { rangeError, Thrown, typeError } from '../values/throw';
import { Unknown } from '../values/unknown';

type Visit = (value: Value, index: number, array: Value[]) => Value;

/** The elements of the receiver: an array's own, or a copy of an array-like's. */
function itemsOf(realm: Realm, self: Value): Value[] {
  if (self instanceof ArrayObject) return self.items;
  if (typeof self === 'string') return [...self];
  if (!(self instanceof JSObject))
    throw typeError('Array.prototype method called on null or undefined');
  const length = toInteger(self.get('length'));
  const items: Value[] = [];
  items.length = length;
  for (let n = 0; n < length; n++)
    if (self.has(String(n))) items[n] = getProperty(realm, self, String(n));
  return items;
}

function comparator(realm: Realm, compare: Value): (a: Value, b: Value) => number {
  if (compare instanceof Unknown) return () => 0;
  if (compare !== undefined && !isCallable(compare)) {
    throw typeError(
      `The comparison function must be either a function or undefined: ${describe(compare)}`,
    );
  }
  if (isCallable(compare)) {
    return (a, b) => {
      realm.step();
      return toNumber(compare.call(undefined, [a, b])) || 0;
    };
  }
  return (a, b) => {
    const [x, y] = [toText(a), toText(b)];
    return x < y ? -1 : x > y ? 1 : 0;
  };
}

/** Array (ECMA-262 23.1): the host's own methods on the element list, so that holes and indices behave as they do there. */
export function installArray(realm: Realm): void {
  const array = (items: Value[]): ArrayObject => realm.array(items);
  /** A result of the receiver's own class, if that extends Array (ArraySpeciesCreate). */
  const like = (self: Value, items: Value[]): Value => {
    const own =
      self instanceof ArrayObject && self.proto !== realm.arrayPrototype
        ? self.get('constructor')
        : undefined;
    const species = own instanceof JSObject ? own.get(Symbol.species) : undefined;
    return isCallable(species) && species.isConstructor
      ? fill(species.construct([], species), items)
      : array(items);
  };
  const fill = (target: JSObject, items: readonly Value[]): JSObject => {
    items.forEach((item, index) => target.put(String(index), item));
    return target;
  };
  const visitor = (callback: Value, self: Value, receiver: Value): Visit => {
    if (!isCallable(callback)) throw typeError(`${describeWithType(callback)} is not a function`);
    return (value, index) => {
      realm.step();
      return callback.call(self, [value, index, receiver]);
    };
  };
  const predicate = (callback: Value, self: Value, receiver: Value) => {
    const visit = visitor(callback, self, receiver);
    return (value: Value, index: number, all: Value[]): boolean =>
      realm.truth(visit(value, index, all));
  };
  /** Changes an array's elements; those of a proxy or an array-like are written back one by one. */
  const change = <Result>(self: Value, code: (items: Value[]) => Result): Result => {
    if (self instanceof ArrayObject && self.fixed)
      throw typeError('Cannot add property 0, object is not extensible');
    const items = itemsOf(realm, self);
    if (self instanceof ArrayObject || !(self instanceof JSObject)) return code(items);
    const before = [...items];
    const result = code(items);
    items.forEach((item, index) => {
      if (item !== before[index] || !(index in before))
        setProperty(realm, self, String(index), item, true);
    });
    for (let n = before.length - 1; n >= items.length; n--) self.delete(String(n));
    setProperty(realm, self, 'length', items.length, true);
    return result;
  };
  const at = (value: Value, otherwise: number): number => toInteger(value, otherwise);
  const flatten = (items: Value[], depth: number): Value[] =>
    items.flatMap((item) =>
      item instanceof ArrayObject && depth > 0 ? flatten(item.items, depth - 1) : [item],
    );
  const iterator = (self: Value, pick: (index: number) => Value): JSObject => {
    let index = 0;
    return makeIterator(realm, 'Array', () => {
      const length = self instanceof ArrayObject ? self.items.length : itemsOf(realm, self).length;
      return index < length ? { value: pick(index++) } : undefined;
    });
  };
  const element = (self: Value, index: number): Value =>
    self instanceof ArrayObject ? self.items[index] : getProperty(realm, self, String(index));
  const collected = (self: Value, items: Value[]): Value =>
    isCallable(self) && self.isConstructor && self !== constructor
      ? fill(self.construct([], self), items)
      : array(items);
  const values = (self: Value): JSObject => iterator(self, (index) => element(self, index));

  const constructor = realm.class('Array', {
    arity: 1,
    construct: (args, newTarget) => {
      const made = new ArrayObject(realm.prototypeFor(newTarget, 'Array'), []);
      const [length] = args;
      if (args.length === 1 && typeof length === 'number') {
        if (!Number.isInteger(length) || length < 0 || length > 4294967295)
          throw rangeError('Invalid array length');
        made.items.length = length;
      } else made.items.push(...args);
      return made;
    },
    call: (_self, args) => constructor.construct(args, constructor),
    prototype: {
      at: (self, [index]) => itemsOf(realm, self).at(at(index, 0)),
      concat: (self, args) => {
        const all = [...itemsOf(realm, self)];
        for (const each of args) {
          const spread = each instanceof JSObject ? each.get(Symbol.isConcatSpreadable) : undefined;
          if (spread === undefined ? isArray(each) : realm.truth(spread))
            all.push(...itemsOf(realm, each));
          else all.push(each);
        }
        return like(self, all);
      },
      copyWithin: (self, [target, start, end]) => {
        const last = end === undefined ? undefined : at(end, 0);
        change(self, (items) => items.copyWithin(at(target, 0), at(start, 0), last));
        return self;
      },
      entries: (self) => iterator(self, (index) => array([index, element(self, index)])),
      every: (self, [callback, that]) =>
        itemsOf(realm, self).every(predicate(callback, that, self)),
      fill: (self, [value, start, end]) => {
        const last = end === undefined ? undefined : at(end, 0);
        change(self, (items) => items.fill(value, at(start, 0), last));
        return self;
      },
      filter: (self, [callback, that]) =>
        like(self, itemsOf(realm, self).filter(predicate(callback, that, self))),
      find: (self, [callback, that]) => itemsOf(realm, self).find(predicate(callback, that, self)),
      findIndex: (self, [callback, that]) =>
        itemsOf(realm, self).findIndex(predicate(callback, that, self)),
      findLast: (self, [callback, that]) =>
        itemsOf(realm, self).findLast(predicate(callback, that, self)),
      findLastIndex: (self, [callback, that]) =>
        itemsOf(realm, self).findLastIndex(predicate(callback, that, self)),
      flat: (self, [depth]) => like(self, flatten(itemsOf(realm, self), at(depth, 1))),
      flatMap: (self, [callback, that]) => {
        const visit = visitor(callback, that, self);
        return like(self, flatten(itemsOf(realm, self).map(visit), 1));
      },
      forEach: (self, [callback, that]) => {
        itemsOf(realm, self).forEach(visitor(callback, that, self));
        return undefined;
      },
      includes: (self, [value, from]) =>
        // Unlike `some`, a loop sees holes, as undefined.
        Array.from(itemsOf(realm, self).slice(at(from, 0))).some((each) =>
          sameValueZero(each, value),
        ),
      indexOf: (self, [value, from]) => itemsOf(realm, self).indexOf(value, at(from, 0)),
      join: (self, [separator]) => {
        const between = separator === undefined ? ',' : toText(separator);
        const texts = Array.from(itemsOf(realm, self), (each) =>
          each === undefined || each === null ? '' : toTextOrUnknown(each),
        );
        const text = texts
          .map((each) => (each instanceof Unknown ? each.text : each))
          .join(between);
        return texts.some((each) => each instanceof Unknown) ? Unknown.text(text) : text;
      },
      keys: (self) => iterator(self, (index) => index),
      lastIndexOf: (self, [value]) => itemsOf(realm, self).lastIndexOf(value),
      map: (self, [callback, that]) =>
        like(self, itemsOf(realm, self).map(visitor(callback, that, self))),
      pop: (self) => change(self, (items) => items.pop()),
      push: (self, args) => {
        if (self instanceof ArrayObject) {
          if (self.fixed)
            throw typeError(`Cannot add property ${self.items.length}, object is not extensible`);
          return self.items.push(...args);
        }
        if (!(self instanceof JSObject))
          throw typeError('Array.prototype.push called on null or undefined');
        let length = toInteger(self.get('length'));
        for (const each of args) setProperty(realm, self, String(length++), each, true);
        setProperty(realm, self, 'length', length, true);
        return length;
      },
      reduce: (self, [callback, ...initial]) =>
        reduce(itemsOf(realm, self), callback, initial, self, false),
      reduceRight: (self, [callback, ...initial]) =>
        reduce(itemsOf(realm, self), callback, initial, self, true),
      reverse: (self) => {
        change(self, (items) => items.reverse());
        return self;
      },
      shift: (self) => change(self, (items) => items.shift()),
      slice: (self, [start, end]) =>
        like(
          self,
          itemsOf(realm, self).slice(at(start, 0), end === undefined ? undefined : at(end, 0)),
        ),
      some: (self, [callback, that]) => itemsOf(realm, self).some(predicate(callback, that, self)),
      sort: (self, [compare]) => {
        if (self instanceof ArrayObject && self.frozen)
          throw typeError("Cannot assign to read only property '0' of object '[object Array]'");
        const order = comparator(realm, compare);
        if (self instanceof ArrayObject) self.items.sort(order);
        else change(self, (items) => items.sort(order));
        return self;
      },
      splice: (self, args) => {
        const [start, count, ...added] = args;
        if (args.length === 0) return like(self, []);
        const taken = change(self, (items) =>
          args.length === 1
            ? items.splice(at(start, 0))
            : items.splice(at(start, 0), at(count, 0), ...added),
        );
        return like(self, taken);
      },
      toReversed: (self) => array([...itemsOf(realm, self)].reverse()),
      toSorted: (self, [compare]) =>
        array([...itemsOf(realm, self)].sort(comparator(realm, compare))),
      toSpliced: (self, args) => {
        const [start, count, ...added] = args;
        const items = [...itemsOf(realm, self)];
        if (args.length > 0)
          items.splice(at(start, 0), args.length === 1 ? items.length : at(count, 0), ...added);
        return array(items);
      },
      toString: (self: Value) => realm.call(getProperty(realm, self, 'join'), self, []),
      toLocaleString: (self: Value) =>
        itemsOf(realm, self)
          .map((each) =>
            each === undefined || each === null
              ? ''
              : toText(realm.call(getProperty(realm, each, 'toLocaleString'), each, [])),
          )
          .join(','),
      unshift: (self, args) => change(self, (items) => items.unshift(...args)),
      values,
      with: (self, [index, value]) => {
        const items = [...itemsOf(realm, self)];
        const position = at(index, 0);
        const target = position < 0 ? items.length + position : position;
        if (target < 0 || target >= items.length)
          throw rangeError('Invalid index : ' + String(position));
        items[target] = value;
        return array(items);
      },
    },
    statics: {
      isArray: (_self, [value]) =>
        value instanceof Unknown
          ? new Unknown(`Array.isArray(${value.name})`, undefined, 'boolean')
          : isArray(value),
      of: (self, args) => collected(self, [...args]),
      fromAsync: (_self, [source, callback]) => fromAsync(realm, source, callback),
      from: (self, [source, callback, that]) => {
        const list = listFrom(realm, source);
        if (callback === undefined) return collected(self, list);
        if (!isCallable(callback))
          throw typeError(`${describeWithType(callback)} is not a function`);
        return collected(
          self,
          list.map((value, index) => {
            realm.step();
            return callback.call(that, [value, index]);
          }),
        );
      },
    },
  });
  realm.arrayPrototype.hide(Symbol.iterator, realm.arrayPrototype.get('values'));
  constructor.define(
    Symbol.species,
    Property.accessor(
      realm.function('get [Symbol.species]', (self) => self),
      undefined,
      false,
    ),
  );

  function reduce(
    items: Value[],
    callback: Value,
    initial: readonly Value[],
    receiver: Value,
    right: boolean,
  ): Value {
    if (!isCallable(callback)) throw typeError(`${describeWithType(callback)} is not a function`);
    const visit = (sum: Value, value: Value, index: number): Value => {
      realm.step();
      return callback.call(undefined, [sum, value, index, receiver]);
    };
    if (initial.length > 0)
      return right ? items.reduceRight(visit, initial[0]) : items.reduce(visit, initial[0]);
    if (Object.keys(items).length === 0)
      throw typeError('Reduce of empty array with no initial value');
    return right ? items.reduceRight(visit) : items.reduce(visit);
  }
}

/** What `Array.from` takes: an iterable, or something with a length. */
export function listFrom(realm: Realm, source: Value): Value[] {
  if (source === undefined || source === null) throw typeError(`${String(source)} is not iterable`);
  if (source instanceof JSObject && !isCallable(source.get(Symbol.iterator))) {
    const length = Math.max(0, toInteger(source.get('length')));
    return Array.from({ length }, (_, index) => source.get(String(index)));
  }
  if (typeof source === 'number' || typeof source === 'boolean') return [];
  return toList(realm, source);
}

/**
 * `Array.fromAsync`: each value of the source, mapped and awaited. After an exception V8 closes the iterator, even one whose
 * own `next` failed, and waits for that (deps/v8/src/builtins/array-from-async.tq).
 */
function fromAsync(realm: Realm, source: Value, callback: Value): Value {
  const at = realm.context.place ?? { line: 1, column: 1 };
  const place = { endLine: at.line, endColumn: at.column, ...at };
  const site: Site = { keyword: 'for await', place, into: null };
  const items: Value[] = [];
  const iterable =
    !(source instanceof JSObject) ||
    isCallable(source.get(Symbol.asyncIterator)) ||
    isCallable(source.get(Symbol.iterator));
  function* add(value: Value): Steps<void> {
    items.push(
      isCallable(callback)
        ? yield* pause('await', callback.call(undefined, [value, items.length]), site)
        : value,
    );
  }
  function* collect(iterator: JSObject): Steps<Value> {
    for (;;) {
      const result = yield* pause('await', realm.call(iterator.get('next'), iterator, []), site);
      if (!(result instanceof JSObject))
        throw typeError(`Iterator result ${describe(result)} is not an object`);
      if (realm.truth(result.get('done'))) return realm.array(items);
      yield* add(result.get('value'));
    }
  }
  function* collectAndClose(): Steps<Value> {
    const iterator = asyncIteratorOf(realm, source);
    try {
      return yield* collect(iterator);
    } catch (error) {
      const reason = realm.caught(error);
      const close = iterator.get('return');
      try {
        if (isCallable(close)) yield* pause('await', close.call(iterator, []), site);
      } catch (second) {
        // The first exception counts; whatever is not the program's goes on up.
        realm.caught(second);
      }
      throw new Thrown(reason);
    }
  }
  function* collectArrayLike(): Steps<Value> {
    for (const value of listFrom(realm, source)) yield* add(yield* pause('await', value, site));
    return realm.array(items);
  }
  const call = new AsyncCall(realm, { name: 'fromAsync', qualifiedName: 'Array.fromAsync', place });
  return call.start(() => ({ steps: iterable ? collectAndClose() : collectArrayLike() }));
}
