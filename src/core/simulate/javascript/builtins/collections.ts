import type { Realm } from '../realm';
import { getProperty } from '../values/access';
import { ArrayObject } from '../values/array';
import {
  MapObject,
  SetObject,
  WeakMapObject,
  WeakRefObject,
  WeakSetObject,
} from '../values/collections';
import { toNumber } from '../values/convert';
import { describe } from '../values/describe';
import { assumedElements, forEachOf, iteratorItems, makeIterator } from '../values/iterate';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { typeError } from '../values/throw';
import { Unknown } from '../values/unknown';

function receiver<T extends JSObject>(
  self: Value,
  type: abstract new (...args: never[]) => T,
  method: string,
): T {
  if (self instanceof type) return self;
  throw typeError(`Method ${method} called on incompatible receiver ${describe(self)}`);
}

/** A live host iterator as one of the program's: a map that grows meanwhile shows what it got. */
function hostIterator<T>(
  realm: Realm,
  kind: string,
  walk: () => Iterable<T>,
  pick: (element: T) => Value,
  pairs = false,
): JSObject {
  const iterator = walk()[Symbol.iterator]();
  let given = 0;
  const next = (): { value: Value } | undefined => {
    const step = iterator.next();
    if (step.done) return undefined;
    given++;
    return { value: pick(step.value) };
  };
  return makeIterator(realm, kind, next, { pairs, list: () => [...walk()].slice(given).map(pick) });
}

/** Map, Set and their weak kin (ECMA-262 24). */
export function installCollections(realm: Realm): void {
  installMap(realm);
  installSet(realm);
  installWeak(realm);
}

/** Adds through the instance's own method, which a subclass may have overridden. */
function addAll(
  realm: Realm,
  target: JSObject,
  method: string,
  iterable: Value,
  pairs: boolean,
): void {
  if (iterable === undefined || iterable === null) return;
  const add = target.get(method);
  forEachOf(realm, iterable, (value) => {
    if (!pairs) realm.call(add, target, [value]);
    else {
      if (!(value instanceof JSObject))
        throw typeError(`Iterator value ${describe(value)} is not an entry object`);
      realm.call(add, target, [getProperty(realm, value, '0'), getProperty(realm, value, '1')]);
    }
  });
}

function installMap(realm: Realm): void {
  const of = (self: Value, method: string): Map<Value, Value> =>
    receiver(self, MapObject, `Map.prototype.${method}`).entries;
  // Keys -0 and 0 are the same key; the host's map sees to it.
  realm.class('Map', {
    construct: ([iterable], newTarget) => {
      const map = new MapObject(realm.prototypeFor(newTarget, 'Map'));
      addAll(realm, map, 'set', iterable, true);
      return map;
    },
    prototype: {
      get: (self, [key]) => of(self, 'get').get(key),
      set: (self, [key, value]) => {
        of(self, 'set').set(key, value);
        return self;
      },
      has: (self, [key]) => of(self, 'has').has(key),
      delete: (self, [key]) => of(self, 'delete').delete(key),
      clear: (self) => {
        of(self, 'clear').clear();
        return undefined;
      },
      'get size': (self) => of(self, 'size').size,
      forEach: (self, [callback, that]) => {
        for (const [key, value] of of(self, 'forEach'))
          realm.call(callback, that, [value, key, self]);
        return undefined;
      },
      keys: (self) =>
        hostIterator(
          realm,
          'Map',
          () => of(self, 'keys').keys(),
          (key) => key,
        ),
      values: (self) =>
        hostIterator(
          realm,
          'Map',
          () => of(self, 'values').values(),
          (value) => value,
        ),
      entries: (self) =>
        hostIterator(
          realm,
          'Map',
          () => of(self, 'entries').entries(),
          ([key, value]) => realm.array([key, value]),
          true,
        ),
      getOrInsert: (self, [key, value]) => {
        const map = of(self, 'getOrInsert');
        if (!map.has(key)) map.set(key, value);
        return map.get(key);
      },
      getOrInsertComputed: (self, [key, callback]) => {
        const map = of(self, 'getOrInsertComputed');
        if (!map.has(key)) map.set(key, realm.call(callback, undefined, [key]));
        return map.get(key);
      },
    },
    statics: {
      groupBy: (_self, [iterable, callback]) => {
        const map = new MapObject(realm.prototype('Map'));
        let index = 0;
        forEachOf(realm, iterable, (value) => {
          const key = realm.call(callback, undefined, [value, index++]);
          const group = map.entries.get(key);
          if (group instanceof ArrayObject) group.items.push(value);
          else map.entries.set(key, realm.array([value]));
        });
        return map;
      },
    },
  });
  const prototype = realm.prototype('Map');
  prototype.hide(Symbol.iterator, prototype.get('entries')).hide(Symbol.toStringTag, 'Map');
}

/** What the methods of sets ask of the other one. */
interface Keys {
  readonly size: number;
  readonly has: (key: Value) => boolean;
  readonly list: () => Value[];
}

/** A set, a map, or what has their `size`, `has` and `keys` (GetSetRecord, ECMA-262 24.2.1.2). */
function keysOf(realm: Realm, value: Value, method: string): Keys {
  if (value instanceof SetObject || value instanceof MapObject) {
    const held = value instanceof SetObject ? value.values : value.entries;
    return { size: held.size, has: (key) => held.has(key), list: () => [...held.keys()] };
  }
  if (value instanceof Unknown) {
    const held = new Set(assumedElements(realm, value));
    return { size: held.size, has: (key) => held.has(key), list: () => [...held] };
  }
  if (!(value instanceof JSObject))
    throw typeError(`Set.prototype.${method} argument must be an object`);
  const size = toNumber(value.get('size'));
  if (Number.isNaN(size)) throw typeError('The .size property is NaN');
  const [has, keys] = [value.get('has'), value.get('keys')];
  return {
    size,
    has: (key) => realm.truth(realm.call(has, value, [key], 'has')),
    list: () => iteratorItems(realm, realm.call(keys, value, [], 'keys')),
  };
}

function installSet(realm: Realm): void {
  const of = (self: Value, method: string): Set<Value> =>
    receiver(self, SetObject, `Set.prototype.${method}`).values;
  const made = (values: Iterable<Value>): SetObject => {
    const set = new SetObject(realm.prototype('Set'));
    for (const value of values) set.values.add(value);
    return set;
  };
  const other = (value: Value, method: string): Keys => keysOf(realm, value, method);
  realm.class('Set', {
    construct: ([iterable], newTarget) => {
      const set = new SetObject(realm.prototypeFor(newTarget, 'Set'));
      addAll(realm, set, 'add', iterable, false);
      return set;
    },
    prototype: {
      add: (self, [value]) => {
        of(self, 'add').add(value);
        return self;
      },
      has: (self, [value]) => of(self, 'has').has(value),
      delete: (self, [value]) => of(self, 'delete').delete(value),
      clear: (self) => {
        of(self, 'clear').clear();
        return undefined;
      },
      'get size': (self) => of(self, 'size').size,
      forEach: (self, [callback, that]) => {
        for (const value of of(self, 'forEach')) realm.call(callback, that, [value, value, self]);
        return undefined;
      },
      values: (self) =>
        hostIterator(
          realm,
          'Set',
          () => of(self, 'values').values(),
          (value) => value,
        ),
      entries: (self) =>
        hostIterator(
          realm,
          'Set',
          () => of(self, 'entries').values(),
          (value) => realm.array([value, value]),
          true,
        ),
      union: (self, [set]) => made([...of(self, 'union'), ...other(set, 'union').list()]),
      intersection: (self, [set]) => {
        const left = of(self, 'intersection');
        const right = other(set, 'intersection');
        return made(
          left.size <= right.size
            ? [...left].filter((value) => right.has(value))
            : right.list().filter((value) => left.has(value)),
        );
      },
      difference: (self, [set]) => {
        const right = other(set, 'difference');
        return made([...of(self, 'difference')].filter((value) => !right.has(value)));
      },
      symmetricDifference: (self, [set]) => {
        const left = of(self, 'symmetricDifference');
        const right = other(set, 'symmetricDifference').list();
        const both = new Set(right.filter((value) => left.has(value)));
        return made([
          ...[...left].filter((value) => !both.has(value)),
          ...right.filter((value) => !both.has(value)),
        ]);
      },
      isSubsetOf: (self, [set]) => {
        const left = of(self, 'isSubsetOf');
        const right = other(set, 'isSubsetOf');
        return left.size <= right.size && [...left].every((value) => right.has(value));
      },
      isSupersetOf: (self, [set]) => {
        const left = of(self, 'isSupersetOf');
        const right = other(set, 'isSupersetOf');
        return left.size >= right.size && right.list().every((value) => left.has(value));
      },
      isDisjointFrom: (self, [set]) => {
        const right = other(set, 'isDisjointFrom');
        return ![...of(self, 'isDisjointFrom')].some((value) => right.has(value));
      },
    },
  });
  const prototype = realm.prototype('Set');
  const values = prototype.get('values');
  prototype.hide('keys', values).hide(Symbol.iterator, values).hide(Symbol.toStringTag, 'Set');
}

function installWeak(realm: Realm): void {
  const key = (value: Value, use = 'as weak map key'): JSObject => {
    if (value instanceof JSObject) return value;
    throw typeError(`Invalid value used ${use}`);
  };
  realm.class('WeakMap', {
    construct: ([iterable], newTarget) => {
      const map = new WeakMapObject(realm.prototypeFor(newTarget, 'WeakMap'));
      addAll(realm, map, 'set', iterable, true);
      return map;
    },
    prototype: {
      get: (self, [object]) =>
        object instanceof JSObject
          ? receiver(self, WeakMapObject, 'get').entries.get(object)
          : undefined,
      set: (self, [object, value]) => {
        receiver(self, WeakMapObject, 'set').entries.set(key(object), value);
        return self;
      },
      has: (self, [object]) =>
        object instanceof JSObject && receiver(self, WeakMapObject, 'has').entries.has(object),
      delete: (self, [object]) =>
        object instanceof JSObject &&
        receiver(self, WeakMapObject, 'delete').entries.delete(object),
    },
  });
  realm.prototype('WeakMap').hide(Symbol.toStringTag, 'WeakMap');
  realm.class('WeakSet', {
    construct: ([iterable], newTarget) => {
      const set = new WeakSetObject(realm.prototypeFor(newTarget, 'WeakSet'));
      addAll(realm, set, 'add', iterable, false);
      return set;
    },
    prototype: {
      add: (self, [object]) => {
        receiver(self, WeakSetObject, 'add').values.add(key(object, 'in weak set'));
        return self;
      },
      has: (self, [object]) =>
        object instanceof JSObject && receiver(self, WeakSetObject, 'has').values.has(object),
      delete: (self, [object]) =>
        object instanceof JSObject && receiver(self, WeakSetObject, 'delete').values.delete(object),
    },
  });
  realm.prototype('WeakSet').hide(Symbol.toStringTag, 'WeakSet');
  // Nothing is collected while a walkthrough lasts.
  realm.class('WeakRef', {
    construct: ([target], newTarget) =>
      new WeakRefObject(realm.prototypeFor(newTarget, 'WeakRef'), target),
    prototype: { deref: (self) => receiver(self, WeakRefObject, 'deref').target },
  });
  realm.class('FinalizationRegistry', {
    construct: (_args, newTarget) =>
      new JSObject(realm.prototypeFor(newTarget, 'FinalizationRegistry')),
    prototype: { register: () => undefined, unregister: () => false },
  });
}
