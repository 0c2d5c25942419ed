import { PyDict, PyList, PyTuple, dictClass, listClass, tupleClass } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyGetSet } from '../objects/functions';
import { PyClass } from '../objects/object';
import type { Value } from '../objects/object';
import { binary } from '../operations/arithmetic';
import { call } from '../operations/call';
import { numberOf } from '../operations/compare';
import { dictGet, dictSet, hashKey, makeDict } from '../operations/hash';
import { items, overIterable } from '../operations/iterate';
import { define, makeModule, nativeClass } from '../operations/native';
import { repr, reprBuiltin, str } from '../operations/repr';
import { updateDict } from '../builtins/containers';
import { abstractClass, collectionsAbcModule } from './collections_abc';
import { chainMapClass, userDictClass, userListClass } from './collections_user';
import { register } from './abc';

const dequeClass = nativeClass('deque', 'collections', (cls) => new Deque([], cls), [listClass]);

/** A deque is a list with a bound; its ends are those of a JavaScript array. */
class Deque extends PyList {
  maxlen: number | null = null;

  constructor(items: Value[], cls: PyClass = dequeClass) {
    super(items, cls);
  }

  add(value: Value, left: boolean): void {
    if (left) this.items.unshift(value);
    else this.items.push(value);
    if (this.maxlen === null || this.items.length <= this.maxlen) return;
    if (left) this.items.pop();
    else this.items.shift();
  }
}

define(dequeClass, {
  '__init__(self, iterable=(), maxlen=None)': (
    self: Deque,
    iterable: Value,
    maxlen: number | null,
  ) => {
    self.maxlen = maxlen;
    self.items = [];
    for (const item of items(iterable)) self.add(item, false);
  },
  'append(self, x, /)': (self: Deque, value: Value) => {
    self.add(value, false);
  },
  'appendleft(self, x, /)': (self: Deque, value: Value) => {
    self.add(value, true);
  },
  'extend(self, iterable, /)': (self: Deque, iterable: Value) => {
    for (const item of [...items(iterable)]) self.add(item, false);
  },
  'extendleft(self, iterable, /)': (self: Deque, iterable: Value) => {
    for (const item of [...items(iterable)]) self.add(item, true);
  },
  'pop(self)': (self: Deque) => {
    if (self.items.length === 0) raise('IndexError', 'pop from an empty deque');
    return self.items.pop() ?? null;
  },
  'popleft(self)': (self: Deque) => {
    if (self.items.length === 0) raise('IndexError', 'pop from an empty deque');
    return self.items.shift() ?? null;
  },
  'rotate(self, n=1, /)': (self: Deque, by: number) => {
    const size = self.items.length;
    if (size === 0) return;
    const cut = (((size - by) % size) + size) % size;
    self.items = [...self.items.slice(cut), ...self.items.slice(0, cut)];
  },
  'copy(self)': (self: Deque) => {
    const copy = new Deque([...self.items]);
    copy.maxlen = self.maxlen;
    return copy;
  },
  '__repr__(self)': (self: Deque) => {
    const bound = self.maxlen === null ? '' : `, maxlen=${self.maxlen}`;
    return `deque(${repr(new PyList(self.items))}${bound})`;
  },
});
dequeClass.set('maxlen', new PyGetSet('maxlen', (self: Deque) => self.maxlen, null));

const defaultdictClass = nativeClass('defaultdict', 'collections', (cls) => new DefaultDict(cls), [
  dictClass,
]);

class DefaultDict extends PyDict {
  factory: Value = null;
}

define(defaultdictClass, {
  '__init__(self, default_factory=None, /, *args, **kwargs)': (
    self: DefaultDict,
    factory: Value,
    args: PyTuple,
    named: PyDict,
  ) => {
    self.factory = factory;
    updateDict(self, args.items[0] ?? new PyTuple([]), named);
  },
  '__missing__(self, key, /)': (self: DefaultDict, key: Value) => {
    if (self.factory === null) raise('KeyError', key);
    const value = call(self.factory, []);
    dictSet(self, key, value);
    return value;
  },
  '__repr__(self)': (self: DefaultDict) =>
    `defaultdict(${repr(self.factory)}, ${reprBuiltin(makeDict(pairs(self)))})`,
  'copy(self)': (self: DefaultDict) => {
    const copy = new DefaultDict(self.cls);
    copy.factory = self.factory;
    updateDict(copy, self, null);
    return copy;
  },
});
defaultdictClass.set(
  'default_factory',
  new PyGetSet(
    'default_factory',
    (self: DefaultDict) => self.factory,
    (self: DefaultDict, value) => {
      self.factory = value;
    },
  ),
);

function pairs(dict: PyDict): [Value, Value][] {
  return [...dict.entries.values()].map(({ key, value }) => [key, value]);
}

const orderedDictClass = nativeClass('OrderedDict', 'collections', null, [dictClass]);
define(orderedDictClass, {
  'move_to_end(self, key, last=True)': (self: PyDict, key: Value, last: boolean) => {
    const hash = hashKey(key);
    const value = self.get(hash);
    if (value === undefined) raise('KeyError', key);
    self.entries.delete(hash);
    if (last) {
      self.set(hash, key, value);
      return;
    }
    const rest = [...self.entries];
    self.entries.clear();
    self.set(hash, key, value);
    for (const [other, entry] of rest) self.entries.set(other, entry);
  },
  'popitem(self, last=True)': (self: PyDict, last: boolean) => {
    const all = [...self.entries];
    const entry = last ? all.at(-1) : all[0];
    if (!entry) raise('KeyError', 'dictionary is empty');
    self.entries.delete(entry[0]);
    return new PyTuple([entry[1].key, entry[1].value]);
  },
  '__repr__(self)': (self: PyDict) =>
    self.size === 0 ? 'OrderedDict()' : `OrderedDict(${reprBuiltin(makeDict(pairs(self)))})`,
});

const counterClass = nativeClass('Counter', 'collections', null, [dictClass]);

function countInto(counter: PyDict, source: Value, sign: number): void {
  const add = (key: Value, by: Value): void => {
    dictSet(counter, key, binary('+', dictGet(counter, key) ?? 0, binary('*', by, sign)));
  };
  if (source instanceof PyDict) for (const [key, value] of pairs(source)) add(key, value);
  else for (const item of items(source)) add(item, 1);
}

function mostCommon(counter: PyDict): [Value, Value][] {
  return pairs(counter).sort(([, a], [, b]) => Number(numberOf(b)) - Number(numberOf(a)));
}

/** `+`, `-`, `|` and `&` of counters keep positive counts only. */
function combineCounters(a: PyDict, b: PyDict, by: (x: number, y: number) => number): PyDict {
  const result = new PyDict(counterClass);
  const keys = [...pairs(a), ...pairs(b)].map(([key]) => key);
  for (const key of keys) {
    const count = by(Number(dictGet(a, key) ?? 0), Number(dictGet(b, key) ?? 0));
    if (count > 0) dictSet(result, key, count);
  }
  return result;
}

define(counterClass, {
  '__init__(self, iterable=(), /, **kwds)': (self: PyDict, source: Value, named: PyDict) => {
    countInto(self, source, 1);
    countInto(self, named, 1);
  },
  'update(self, iterable=(), /, **kwds)': (self: PyDict, source: Value, named: PyDict) => {
    countInto(self, source, 1);
    countInto(self, named, 1);
  },
  'subtract(self, iterable=(), /, **kwds)': (self: PyDict, source: Value, named: PyDict) => {
    countInto(self, source, -1);
    countInto(self, named, -1);
  },
  '__missing__(self, key)': () => 0,
  'most_common(self, n=None)': (self: PyDict, count: number | null) =>
    new PyList(
      mostCommon(self)
        .slice(0, count ?? undefined)
        .map((pair) => new PyTuple(pair)),
    ),
  'elements(self)': (self: PyDict) =>
    overIterable(
      pairs(self).flatMap(([key, count]) => new Array<Value>(Math.max(0, Number(count))).fill(key)),
    ),
  'total(self)': (self: PyDict) =>
    pairs(self).reduce<Value>((total, [, count]) => binary('+', total, count), 0),
  '__add__(self, other)': (self: PyDict, other: PyDict) =>
    combineCounters(self, other, (x, y) => x + y),
  '__sub__(self, other)': (self: PyDict, other: PyDict) =>
    combineCounters(self, other, (x, y) => x - y),
  '__or__(self, other)': (self: PyDict, other: PyDict) => combineCounters(self, other, Math.max),
  '__and__(self, other)': (self: PyDict, other: PyDict) => combineCounters(self, other, Math.min),
  '__pos__(self)': (self: PyDict) => combineCounters(self, new PyDict(), (x) => x),
  '__neg__(self)': (self: PyDict) => combineCounters(self, new PyDict(), (x) => -x),
  '__repr__(self)': (self: PyDict) =>
    self.size === 0 ? 'Counter()' : `Counter(${reprBuiltin(makeDict(mostCommon(self)))})`,
});

register(abstractClass('MutableSequence'), dequeClass);

/** `namedtuple`, and what `typing.NamedTuple` makes. */
export function makeNamedTuple(
  name: string,
  fields: readonly string[],
  defaults: readonly Value[],
  module = '__main__',
): PyClass {
  const cls = new PyClass(name, [tupleClass]);
  cls.module = module;
  cls.set('_fields', new PyTuple(fields));
  cls.set('__match_args__', new PyTuple(fields));
  cls.set(
    '_field_defaults',
    makeDict(
      fields.slice(fields.length - defaults.length).map((field, i) => [field, defaults[i] ?? null]),
    ),
  );
  for (const [index, field] of fields.entries()) {
    const get = (self: PyTuple): Value => self.items[index] ?? null;
    cls.set(field, new PyGetSet(field, get, () => raise('AttributeError', "can't set attribute")));
  }
  define(cls, {
    '__new__(cls, /, *args, **kwargs)': (made: PyClass, args: PyTuple, named: PyDict) =>
      new PyTuple(bindFields(name, fields, defaults, args.items, named), made),
    '_replace(self, /, **kwds)': (self: PyTuple, named: PyDict) =>
      new PyTuple(
        fields.map((field, index) => {
          const given = named.get(field);
          return given === undefined ? (self.items[index] ?? null) : given;
        }),
        self.cls,
      ),
    '_asdict(self)': (self: PyTuple) =>
      makeDict(fields.map((field, index): [Value, Value] => [field, self.items[index] ?? null])),
    '@classmethod _make(cls, iterable)': (made: PyClass, iterable: Value) =>
      new PyTuple([...items(iterable)], made),
    '__repr__(self)': (self: PyTuple) =>
      `${self.cls.name}(${fields.map((field, i) => `${field}=${repr(self.items[i] ?? null)}`).join(', ')})`,
  });
  return cls;
}

function bindFields(
  name: string,
  fields: readonly string[],
  defaults: readonly Value[],
  args: readonly Value[],
  named: PyDict,
): Value[] {
  if (args.length > fields.length) {
    raise(
      'TypeError',
      `${name}.__new__() takes ${fields.length + 1} positional arguments but ${args.length + 1} were given`,
    );
  }
  for (const { key } of named.entries.values()) {
    if (!fields.includes(str(key))) {
      raise('TypeError', `${name}.__new__() got an unexpected keyword argument '${str(key)}'`);
    }
  }
  return fields.map((field, index) => {
    const value = args[index] ?? (args[index] === null ? null : named.get(field));
    if (value !== undefined) return value;
    const fallback = defaults[index - fields.length + defaults.length];
    if (fallback !== undefined) return fallback;
    return raise(
      'TypeError',
      `${name}.__new__() missing 1 required positional argument: '${field}'`,
    );
  });
}

export const collectionsModule = makeModule(
  'collections',
  {
    'namedtuple(typename, field_names, *, rename=False, defaults=None, module=None)': (
      name: string,
      names: Value,
      _: Value,
      defaults: Value,
    ) => {
      const fields =
        typeof names === 'string' ? names.split(/[\s,]+/).filter(Boolean) : items(names).map(str);
      return makeNamedTuple(name, fields, defaults === null ? [] : items(defaults));
    },
  },
  {
    deque: dequeClass,
    defaultdict: defaultdictClass,
    OrderedDict: orderedDictClass,
    Counter: counterClass,
    ChainMap: chainMapClass,
    UserDict: userDictClass,
    UserList: userListClass,
  },
);

collectionsModule.names.set('abc', collectionsAbcModule);
