import {
  PyDict,
  PyList,
  PyRange,
  PySet,
  PySlice,
  PyTuple,
  dictClass,
  frozensetClass,
  listClass,
  rangeClass,
  setClass,
  sliceClass,
  tupleClass,
} from '../objects/containers';
import { exceptionClass, isRaised, raise } from '../objects/exceptions';
import { PyDictView, dictItemsClass, dictKeysClass, dictValuesClass } from '../objects/iterators';
import { Float, typeOf } from '../objects/object';
import type { Value, PyClass } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { callMethod, callSpecial, findAttribute } from '../operations/attributes';
import { equal, numberOf } from '../operations/compare';
import { dictGet, dictSet, hashKey, setAdd, setHas } from '../operations/hash';
import { contains, deleteItem, getItem, setItem, sliceIndices } from '../operations/items';
import { items, iterate, overDict, setOrder } from '../operations/iterate';
import { define, defineGetters } from '../operations/native';
import { repr } from '../operations/repr';
import { sorted } from './functions';

/* The library reference's "Sequence Types", "Set Types" and "Mapping Types". */

function position(
  list: readonly Value[],
  value: Value,
  start: number,
  stop: number,
  what: string,
): number {
  const from = start < 0 ? Math.max(0, start + list.length) : start;
  const to = Math.min(stop < 0 ? stop + list.length : stop, list.length);
  for (let index = from; index < to; index++) {
    if (equal(list[index] ?? null, value)) return index;
  }
  return raise('ValueError', what);
}

function count(list: readonly Value[], value: Value): number {
  return list.filter((item) => equal(item, value)).length;
}

const forever = Number.MAX_SAFE_INTEGER;

define(listClass, {
  '__init__(self, iterable=(), /)': (self: PyList, iterable: Value) => {
    self.items = [...items(iterable)];
  },
  'append(self, object, /)': (self: PyList, value: Value) => {
    self.items.push(value);
  },
  'extend(self, iterable, /)': (self: PyList, iterable: Value) => {
    self.items.push(...items(iterable));
  },
  'insert(self, index, object, /)': (self: PyList, index: number, value: Value) => {
    self.items.splice(index, 0, value);
  },
  'pop(self, index=-1, /)': (self: PyList, index: number) => {
    if (self.items.length === 0) raise('IndexError', 'pop from empty list');
    const place = index < 0 ? index + self.items.length : index;
    const [value] = place < 0 ? [] : self.items.splice(place, 1);
    return value ?? (value === null ? null : raise('IndexError', 'pop index out of range'));
  },
  'remove(self, value, /)': (self: PyList, value: Value) => {
    self.items.splice(position(self.items, value, 0, forever, 'list.remove(x): x not in list'), 1);
  },
  'clear(self, /)': (self: PyList) => {
    self.items = [];
  },
  'copy(self, /)': (self: PyList) => new PyList([...self.items]),
  'count(self, value, /)': (self: PyList, value: Value) => count(self.items, value),
  'index(self, value, start=0, stop=9007199254740991, /)': (
    self: PyList,
    value: Value,
    start: number,
    stop: number,
  ) => position(self.items, value, start, stop, `${repr(value)} is not in list`),
  'reverse(self, /)': (self: PyList) => {
    self.items.reverse();
  },
  'sort(self, /, *, key=None, reverse=False)': (self: PyList, key: Value, reverse: Value) => {
    self.items = sorted(new PyList(self.items), key, reverse);
  },
  '__getitem__(self, key, /)': (self: PyList, key: Value) => getItem(new PyList(self.items), key),
  '__setitem__(self, key, value, /)': (self: PyList, key: Value, value: Value) => {
    const plain = new PyList(self.items);
    setItem(plain, key, value);
    self.items = plain.items;
  },
  '__delitem__(self, key, /)': (self: PyList, key: Value) => {
    deleteItem(self, key);
  },
  '__iter__(self, /)': (self: PyList) => iterate(new PyList(self.items)),
  '__len__(self, /)': (self: PyList) => self.items.length,
  '@classmethod __class_getitem__(cls, item)': (cls: Value) => cls,
});
listClass.set('__hash__', null);

define(tupleClass, {
  '__new__(cls, iterable=(), /)': (cls: PyClass, iterable: Value) =>
    new PyTuple([...items(iterable)], cls),
  '__init__(self, *args, **kwargs)': () => null,
  'count(self, value, /)': (self: PyTuple, value: Value) => count(self.items, value),
  'index(self, value, start=0, stop=9007199254740991, /)': (
    self: PyTuple,
    value: Value,
    start: number,
    stop: number,
  ) => position(self.items, value, start, stop, 'tuple.index(x): x not in tuple'),
  '@classmethod __class_getitem__(cls, item)': (cls: Value) => cls,
});

define(rangeClass, {
  '__new__(cls, start, stop=None, step=1, /)': (
    _: Value,
    start: Value,
    stop: Value,
    step: Value,
  ) => {
    const [first, last, by] = [start, stop ?? start, step].map((bound) => {
      if (bound instanceof Unknown) return 2;
      const given = bound instanceof Float ? undefined : numberOf(bound);
      const number = given ?? numberOf(callSpecial(bound, '__index__') ?? null);
      if (number === undefined) {
        raise('TypeError', `'${typeOf(bound).name}' object cannot be interpreted as an integer`);
      }
      return Number(number);
    });
    if (by === 0) raise('ValueError', 'range() arg 3 must not be zero');
    return new PyRange(stop === null ? 0 : (first ?? 0), last ?? 0, by ?? 1);
  },
  '__init__(self, *args)': () => null,
  'count(self, value, /)': (self: PyRange, value: Value) =>
    contains(self, value) === true ? 1 : 0,
  'index(self, value, /)': (self: PyRange, value: Value) =>
    position(items(self), value, 0, forever, 'value is not in range'),
});
defineGetters(rangeClass, {
  start: (self: PyRange) => self.start,
  stop: (self: PyRange) => self.stop,
  step: (self: PyRange) => self.step,
});

define(sliceClass, {
  '__new__(cls, start, stop=..., step=None, /)': (
    _: Value,
    start: Value,
    stop: Value | undefined,
    step: Value,
  ) => (stop === undefined ? new PySlice(null, start, null) : new PySlice(start, stop, step)),
  '__init__(self, *args)': () => null,
  'indices(self, len, /)': (self: PySlice, length: number) => {
    const { start, stop, step } = sliceIndices(self, length);
    return new PyTuple([start, stop, step]);
  },
});
defineGetters(sliceClass, {
  start: (self: PySlice) => self.start,
  stop: (self: PySlice) => self.stop,
  step: (self: PySlice) => self.step,
});

/** `dict.update` and the constructor: from a mapping, or from pairs. */
function pairOf(value: Value, index: number): readonly Value[] {
  try {
    return items(value);
  } catch (thrown) {
    if (!isRaised(thrown, exceptionClass('TypeError'))) throw thrown;
    return raise(
      'TypeError',
      `cannot convert dictionary update sequence element #${index} to a sequence`,
    );
  }
}

export function updateDict(dict: PyDict, source: Value, named: PyDict | null): void {
  if (source instanceof PyDict) {
    for (const [hash, { key, value }] of source.entries) dict.set(hash, key, value);
  } else if (!(source instanceof Unknown)) {
    const keys = findAttribute(source, 'keys');
    if (keys !== undefined) {
      for (const key of items(callMethod(source, 'keys'))) dictSet(dict, key, getItem(source, key));
    } else {
      for (const [index, pair] of items(source).entries()) {
        const [key, value, ...more] = pairOf(pair, index);
        if (key === undefined || value === undefined || more.length > 0) {
          raise(
            'ValueError',
            `dictionary update sequence element #${index} has length ${items(pair).length}; 2 is required`,
          );
        }
        dictSet(dict, key, value);
      }
    }
  }
  for (const [hash, { key, value }] of named?.entries ?? []) dict.set(hash, key, value);
}

define(dictClass, {
  '__init__(self, mapping=(), /, **kwargs)': (self: PyDict, source: Value, named: PyDict) => {
    updateDict(self, source, named);
  },
  'get(self, key, default=None, /)': (self: PyDict, key: Value, fallback: Value) => {
    if (key instanceof Unknown) return new Unknown(`dict.get(${key.name})`);
    const value = dictGet(self, key);
    return value === undefined ? fallback : value;
  },
  'keys(self, /)': (self: PyDict) => new PyDictView(self, 'keys'),
  'values(self, /)': (self: PyDict) => new PyDictView(self, 'values'),
  'items(self, /)': (self: PyDict) => new PyDictView(self, 'items'),
  'pop(self, key, default=..., /)': (self: PyDict, key: Value, fallback?: Value) => {
    const hash = hashKey(key);
    const value = self.get(hash);
    if (value === undefined) return fallback === undefined ? raise('KeyError', key) : fallback;
    self.entries.delete(hash);
    return value;
  },
  'popitem(self, /)': (self: PyDict) => {
    const last = [...self.entries].at(-1);
    if (!last) raise('KeyError', 'popitem(): dictionary is empty');
    self.entries.delete(last[0]);
    return new PyTuple([last[1].key, last[1].value]);
  },
  'setdefault(self, key, default=None, /)': (self: PyDict, key: Value, fallback: Value) => {
    const hash = hashKey(key);
    const value = self.get(hash);
    if (value !== undefined) return value;
    self.set(hash, key, fallback);
    return fallback;
  },
  'update(self, mapping=(), /, **kwargs)': (self: PyDict, source: Value, named: PyDict) => {
    updateDict(self, source, named);
  },
  'clear(self, /)': (self: PyDict) => {
    self.entries.clear();
  },
  'copy(self, /)': (self: PyDict) => {
    const copy = self.cls.allocate(self.cls);
    if (!(copy instanceof PyDict)) return null;
    updateDict(copy, self, null);
    copy.attributes = self.attributes && new Map(self.attributes);
    return copy;
  },
  '__getitem__(self, key, /)': (self: PyDict, key: Value) => {
    const value = dictGet(self, key);
    if (value === undefined) raise('KeyError', key);
    return value;
  },
  '__setitem__(self, key, value, /)': (self: PyDict, key: Value, value: Value) => {
    dictSet(self, key, value);
  },
  '__delitem__(self, key, /)': (self: PyDict, key: Value) => {
    if (!self.entries.delete(hashKey(key))) raise('KeyError', key);
  },
  '__contains__(self, key, /)': (self: PyDict, key: Value) => self.entries.has(hashKey(key)),
  '__iter__(self, /)': (self: PyDict) => overDict(self, 'keys'),
  '__len__(self, /)': (self: PyDict) => self.size,
  '@classmethod fromkeys(cls, iterable, value=None, /)': (
    _: Value,
    iterable: Value,
    value: Value,
  ) => {
    const dict = new PyDict();
    for (const key of items(iterable)) dictSet(dict, key, value);
    return dict;
  },
  '@classmethod __class_getitem__(cls, item)': (cls: Value) => cls,
  '__reversed__(self, /)': (self: PyDict) => iterate(new PyList([...items(self)].reverse())),
});
dictClass.set('__hash__', null);

for (const cls of [dictKeysClass, dictValuesClass, dictItemsClass]) {
  define(cls, {
    '__reversed__(self, /)': (self: PyDictView) => iterate(new PyList([...items(self)].reverse())),
  });
}

function asSet(value: Value): PySet {
  if (value instanceof PySet) return value;
  const set = new PySet();
  for (const item of items(value)) setAdd(set, item);
  return set;
}

function like(self: PySet, values: Iterable<Value>): PySet {
  const set = new PySet(self.cls.isSubclassOf(frozensetClass) ? frozensetClass : setClass);
  for (const value of values) setAdd(set, value);
  return set;
}

function union(self: PySet, others: PyTuple): PySet {
  return like(self, [
    ...self.entries.values(),
    ...others.items.flatMap((other) => [...items(other)]),
  ]);
}

function difference(self: PySet, others: PyTuple): PySet {
  const sets = others.items.map(asSet);
  return like(
    self,
    [...self.entries.values()].filter((value) => !sets.some((set) => setHas(set, value))),
  );
}

function intersection(self: PySet, others: PyTuple): PySet {
  const sets = others.items.map(asSet);
  return like(
    self,
    [...self.entries.values()].filter((value) => sets.every((set) => setHas(set, value))),
  );
}

function assign(self: PySet, from: PySet): void {
  const entries = [...from.entries];
  self.entries.clear();
  for (const [key, value] of entries) self.entries.set(key, value);
}

for (const cls of [setClass, frozensetClass]) {
  define(cls, {
    'union(self, /, *others)': union,
    'difference(self, /, *others)': difference,
    'intersection(self, /, *others)': intersection,
    'symmetric_difference(self, other, /)': (self: PySet, other: Value) => {
      const right = asSet(other);
      return union(
        difference(self, new PyTuple([right])),
        new PyTuple([difference(right, new PyTuple([self]))]),
      );
    },
    'issubset(self, other, /)': (self: PySet, other: Value) => {
      const set = asSet(other);
      return [...self.entries.values()].every((value) => setHas(set, value));
    },
    'issuperset(self, other, /)': (self: PySet, other: Value) =>
      items(other).every((value) => setHas(self, value)),
    'isdisjoint(self, other, /)': (self: PySet, other: Value) =>
      !items(other).some((value) => setHas(self, value)),
    'copy(self, /)': (self: PySet) => like(self, self.entries.values()),
    '__len__(self, /)': (self: PySet) => self.size,
    '@classmethod __class_getitem__(cls, item)': (given: Value) => given,
  });
}

define(setClass, {
  '__init__(self, iterable=(), /)': (self: PySet, iterable: Value) => {
    self.entries.clear();
    for (const item of items(iterable)) setAdd(self, item);
  },
  'add(self, object, /)': (self: PySet, value: Value) => {
    setAdd(self, value);
  },
  'discard(self, object, /)': (self: PySet, value: Value) => {
    self.entries.delete(hashKey(value));
  },
  'remove(self, object, /)': (self: PySet, value: Value) => {
    if (!self.entries.delete(hashKey(value))) raise('KeyError', value);
  },
  'pop(self, /)': (self: PySet) => {
    const [first] = setOrder(self);
    if (first === undefined) raise('KeyError', 'pop from an empty set');
    self.entries.delete(hashKey(first));
    return first;
  },
  'clear(self, /)': (self: PySet) => {
    self.entries.clear();
  },
  'update(self, /, *others)': (self: PySet, others: PyTuple) => {
    for (const other of others.items) for (const item of items(other)) setAdd(self, item);
  },
  'difference_update(self, /, *others)': (self: PySet, others: PyTuple) => {
    assign(self, difference(self, others));
  },
  'intersection_update(self, /, *others)': (self: PySet, others: PyTuple) => {
    assign(self, intersection(self, others));
  },
});
setClass.set('__hash__', null);

define(frozensetClass, {
  '__new__(cls, iterable=(), /)': (cls: PyClass, iterable: Value) => {
    const set = new PySet(cls);
    for (const item of items(iterable)) setAdd(set, item);
    return set;
  },
  '__init__(self, *args)': () => null,
});
