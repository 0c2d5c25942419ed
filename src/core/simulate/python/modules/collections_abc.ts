import {
  PyTuple,
  bytearrayClass,
  bytesClass,
  dictClass,
  frozensetClass,
  listClass,
  rangeClass,
  setClass,
  tupleClass,
} from '../objects/containers';
import { exceptionClass, isRaised, raise } from '../objects/exceptions';
import {
  PyClassMethod,
  asyncGeneratorClass,
  builtinClass,
  coroutineClass,
  functionClass,
  generatorClass,
  methodClass,
} from '../objects/functions';
import {
  dictItemsClass,
  dictKeysClass,
  dictValuesClass,
  iteratorClass,
} from '../objects/iterators';
import { PyClass, objectClass, strClass } from '../objects/object';
import type { Value } from '../objects/object';
import { callMethod, findAttribute } from '../operations/attributes';
import { compareEqual, equal, notImplemented } from '../operations/compare';
import { makeDict } from '../operations/hash';
import { contains, deleteItem, getItem, length, setItem } from '../operations/items';
import { items, iterate, overIterable } from '../operations/iterate';
import { define, makeModule, native } from '../operations/native';
import type { Natives } from '../operations/native';
import { abcMeta, makeAbstract, register } from './abc';

/* Lib/_collections_abc.py: the abstract classes of containers, with the methods that they give away. */

interface Abstract {
  readonly bases?: string;
  /** Methods that a class must define. */
  readonly abstract?: string;
  readonly mixins?: Natives;
  /** Built-in classes that are registered. */
  readonly registered?: readonly PyClass[];
  /** Whether having the abstract methods is enough to be an instance. */
  readonly structural?: true;
}

/** The items of an object that has `__getitem__` and `__len__`. */
function* sequenceItems(self: Value): Generator<Value, void> {
  for (let index = 0; ; index++) {
    try {
      yield getItem(self, index);
    } catch (thrown) {
      if (isRaised(thrown, exceptionClass('IndexError'))) return;
      throw thrown;
    }
  }
}

const sequence: Natives = {
  '__iter__(self)': (self: Value) => overIterable(sequenceItems(self)),
  '__contains__(self, value)': (self: Value, value: Value) =>
    items(self).some((item) => equal(item, value)),
  '__reversed__(self)': (self: Value) => {
    const count = Number(length(self));
    return overIterable(Array.from({ length: count }, (_, i) => getItem(self, count - 1 - i)));
  },
  'index(self, value, start=0, stop=None)': (self: Value, value: Value) => {
    const index = items(self).findIndex((item) => equal(item, value));
    return index < 0 ? raise('ValueError') : index;
  },
  'count(self, value)': (self: Value, value: Value) =>
    items(self).filter((item) => equal(item, value)).length,
};

const mutableSequence: Natives = {
  'append(self, value)': (self: Value, value: Value) => {
    callMethod(self, 'insert', length(self), value);
  },
  'extend(self, values)': (self: Value, values: Value) => {
    for (const value of [...items(values)]) callMethod(self, 'append', value);
  },
  'pop(self, index=-1)': (self: Value, index: Value) => {
    const value = getItem(self, index);
    deleteItem(self, index);
    return value;
  },
  'remove(self, value)': (self: Value, value: Value) => {
    deleteItem(self, callMethod(self, 'index', value));
  },
  'clear(self)': (self: Value) => {
    while (length(self) !== 0) callMethod(self, 'pop');
  },
  'reverse(self)': (self: Value) => {
    const reversed = [...items(self)].reverse();
    for (const [index, item] of reversed.entries()) setItem(self, index, item);
  },
  '__iadd__(self, values)': (self: Value, values: Value) => {
    callMethod(self, 'extend', values);
    return self;
  },
};

function getOr(self: Value, key: Value, fallback: Value): Value {
  try {
    return getItem(self, key);
  } catch (thrown) {
    if (isRaised(thrown, exceptionClass('KeyError'))) return fallback;
    throw thrown;
  }
}

/** The pairs of a mapping of the program's own. */
export function pairs(self: Value): [Value, Value][] {
  return items(self).map((key) => [key, getItem(self, key)]);
}

const mapping: Natives = {
  'get(self, key, default=None)': getOr,
  '__contains__(self, key)': (self: Value, key: Value) => {
    try {
      getItem(self, key);
      return true;
    } catch (thrown) {
      if (isRaised(thrown, exceptionClass('KeyError'))) return false;
      throw thrown;
    }
  },
  'keys(self)': (self: Value) => callMethod(makeDict(pairs(self)), 'keys'),
  'items(self)': (self: Value) => callMethod(makeDict(pairs(self)), 'items'),
  'values(self)': (self: Value) => callMethod(makeDict(pairs(self)), 'values'),
  '__eq__(self, other)': (self: Value, other: Value) =>
    findAttribute(other, 'keys') === undefined
      ? notImplemented
      : compareEqual(makeDict(pairs(self)), makeDict(pairs(other))),
};

const mutableMapping: Natives = {
  'pop(self, key, default=...)': (self: Value, key: Value, fallback?: Value) => {
    if (fallback !== undefined && contains(self, key) === false) return fallback;
    const value = getItem(self, key);
    deleteItem(self, key);
    return value;
  },
  'popitem(self)': (self: Value) => {
    const key = iterate(self).next();
    if (key === undefined) raise('KeyError');
    const value = getItem(self, key);
    deleteItem(self, key);
    return new PyTuple([key, value]);
  },
  'clear(self)': (self: Value) => {
    for (const key of [...items(self)]) deleteItem(self, key);
  },
  'update(self, other=(), /, **kwds)': (self: Value, other: Value, named: Value) => {
    const isMapping = findAttribute(other, 'keys') !== undefined;
    const given = isMapping ? pairs(other) : items(other).map((pair) => items(pair));
    for (const [key = null, value = null] of [...given, ...pairs(named)]) setItem(self, key, value);
  },
  'setdefault(self, key, default=None)': (self: Value, key: Value, fallback: Value) => {
    if (contains(self, key) === true) return getItem(self, key);
    setItem(self, key, fallback);
    return fallback;
  },
};

/** `_from_iterable` of `Set`: what a set operation gives is of the class's own kind. */
function like(self: Value, values: readonly Value[]): Value {
  return callMethod(self, '_from_iterable', overIterable(values));
}

function isIn(container: Value, value: Value): boolean {
  return contains(container, value) === true;
}

const set: Natives = {
  '@classmethod _from_iterable(cls, it)': (cls: Value, values: Value) =>
    callMethod(cls, '__call__', values),
  '__and__(self, other)': (self: Value, other: Value) =>
    like(
      self,
      items(other).filter((value) => isIn(self, value)),
    ),
  '__or__(self, other)': (self: Value, other: Value) =>
    like(self, [...items(self), ...items(other)]),
  '__sub__(self, other)': (self: Value, other: Value) =>
    like(
      self,
      items(self).filter((value) => !isIn(other, value)),
    ),
  '__le__(self, other)': (self: Value, other: Value) =>
    items(self).every((value) => isIn(other, value)),
  '__ge__(self, other)': (self: Value, other: Value) =>
    items(other).every((value) => isIn(self, value)),
  '__eq__(self, other)': (self: Value, other: Value) =>
    length(self) === length(other) && items(self).every((value) => isIn(other, value)),
  'isdisjoint(self, other)': (self: Value, other: Value) =>
    !items(other).some((value) => isIn(self, value)),
};

const mutableSet: Natives = {
  'remove(self, value)': (self: Value, value: Value) => {
    if (!isIn(self, value)) raise('KeyError', value);
    callMethod(self, 'discard', value);
  },
  'clear(self)': (self: Value) => {
    for (const value of [...items(self)]) callMethod(self, 'discard', value);
  },
  '__ior__(self, it)': (self: Value, values: Value) => {
    for (const value of [...items(values)]) callMethod(self, 'add', value);
    return self;
  },
};

const self: Natives = { '__iter__(self)': (given: Value) => given };

/** In the order of their bases. */
const classes: Readonly<Record<string, Abstract>> = {
  Container: { abstract: '__contains__', structural: true },
  Hashable: { abstract: '__hash__', structural: true },
  Iterable: { abstract: '__iter__', structural: true },
  Sized: { abstract: '__len__', structural: true },
  Callable: {
    abstract: '__call__',
    structural: true,
    registered: [functionClass, builtinClass, methodClass],
  },
  Awaitable: { abstract: '__await__', structural: true, registered: [coroutineClass] },
  Coroutine: {
    bases: 'Awaitable',
    abstract: 'send throw close',
    structural: true,
  },
  AsyncIterable: { abstract: '__aiter__', structural: true },
  AsyncIterator: {
    bases: 'AsyncIterable',
    abstract: '__anext__',
    structural: true,
    mixins: { '__aiter__(self)': (given: Value) => given },
  },
  AsyncGenerator: {
    bases: 'AsyncIterator',
    abstract: 'asend athrow',
    registered: [asyncGeneratorClass],
  },
  Iterator: {
    bases: 'Iterable',
    abstract: '__next__',
    structural: true,
    mixins: self,
    registered: [iteratorClass, generatorClass],
  },
  Generator: { bases: 'Iterator', abstract: 'send throw', registered: [generatorClass] },
  Reversible: {
    bases: 'Iterable',
    abstract: '__reversed__',
    structural: true,
    registered: [dictClass, rangeClass, dictKeysClass, dictValuesClass, dictItemsClass],
  },
  Collection: { bases: 'Sized Iterable Container', structural: true },
  Sequence: {
    bases: 'Reversible Collection',
    abstract: '__getitem__',
    mixins: sequence,
    registered: [tupleClass, strClass, rangeClass, bytesClass],
  },
  MutableSequence: {
    bases: 'Sequence',
    abstract: '__setitem__ __delitem__ insert',
    mixins: mutableSequence,
    registered: [listClass, bytearrayClass],
  },
  Set: {
    bases: 'Collection',
    mixins: set,
    registered: [frozensetClass, dictKeysClass, dictItemsClass],
  },
  MutableSet: { bases: 'Set', abstract: 'add discard', mixins: mutableSet, registered: [setClass] },
  Mapping: { bases: 'Collection', abstract: '__getitem__', mixins: mapping },
  MutableMapping: {
    bases: 'Mapping',
    abstract: '__setitem__ __delitem__',
    mixins: mutableMapping,
    registered: [dictClass],
  },
  MappingView: { bases: 'Sized', registered: [dictKeysClass, dictItemsClass, dictValuesClass] },
  KeysView: { bases: 'MappingView Set', registered: [dictKeysClass] },
  ItemsView: { bases: 'MappingView Set', registered: [dictItemsClass] },
  ValuesView: { bases: 'MappingView Collection', registered: [dictValuesClass] },
};

/** The container classes that are iterated and measured by the evaluator itself, without methods of that name. */
const containers = [
  listClass,
  tupleClass,
  dictClass,
  setClass,
  frozensetClass,
  strClass,
  bytesClass,
  bytearrayClass,
  rangeClass,
  dictKeysClass,
  dictValuesClass,
  dictItemsClass,
];

const made = new Map<string, PyClass>();

function make(
  name: string,
  { bases = '', abstract = '', mixins, registered = [], structural }: Abstract,
): void {
  const parents = bases.split(' ').flatMap((base) => made.get(base) ?? []);
  const cls = new PyClass(name, parents.length > 0 ? parents : [objectClass], abcMeta);
  cls.module = 'collections.abc';
  for (const method of abstract.split(' ').filter(Boolean)) {
    if (mixins && Object.keys(mixins).some((signature) => signature.startsWith(`${method}(`)))
      continue;
    cls.set(method, makeAbstract(native(`${method}(self, *args, **kwargs)`, () => null)));
  }
  define(cls, mixins ?? {});
  define(cls, { '@classmethod __class_getitem__(cls, item)': (given: Value) => given });
  const needed = structural ? methodsOf(name) : [];
  cls.set(
    '__subclasshook__',
    new PyClassMethod(
      native('__subclasshook__(cls, C)', (asked: PyClass, given: PyClass) => {
        if (asked !== cls || needed.length === 0) return notImplemented;
        return needed.every((method) => has(given, method)) ? true : notImplemented;
      }),
    ),
  );
  made.set(name, cls);
  register(cls, ...registered);
  if (['Sized', 'Iterable', 'Container', 'Collection'].includes(name)) register(cls, ...containers);
  for (const parent of parents) registerAbove(parent, registered);
}

/** The built-in classes whose values change, and so have no hash. */
const unhashable = new Set('bytearray dict dict_items dict_keys list set'.split(' '));

function has(cls: PyClass, method: string): boolean {
  const found = cls.lookup(method);
  if (method !== '__hash__' || found !== undefined) return found !== undefined && found !== null;
  // A class that defines `__eq__` alone has no hash; otherwise it is that of `object`, which is no entry of the class.
  const definer = cls.mro.find((each) => each.dict.has('__eq__') || unhashable.has(each.name));
  return definer === undefined;
}

/** What is registered for a class counts for those that it inherits from. */
function registerAbove(cls: PyClass, classes: readonly PyClass[]): void {
  for (const each of cls.mro) if (each.cls === abcMeta) register(each, ...classes);
}

/** The abstract methods of a class and of those it inherits from. */
function methodsOf(name: string): string[] {
  const { bases = '', abstract = '' } = classes[name] ?? {};
  return [
    ...bases.split(' ').filter(Boolean).flatMap(methodsOf),
    ...abstract.split(' ').filter(Boolean),
  ];
}

for (const [name, described] of Object.entries(classes)) make(name, described);

/** The abstract class of that name. */
export function abstractClass(name: string): PyClass {
  const cls = made.get(name);
  if (!cls) throw new Error(`No abstract class ${name}`);
  return cls;
}

export const collectionsAbcModule = makeModule('collections.abc', {}, Object.fromEntries(made));
