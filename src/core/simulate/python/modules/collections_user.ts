import type { PyTuple } from '../objects/containers';
import { PyDict, PyList } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyClass, PyInstance } from '../objects/object';
import type { Value } from '../objects/object';
import { binary } from '../operations/arithmetic';
import { callMethod, callSpecial, getAttribute } from '../operations/attributes';
import { compareEqual } from '../operations/compare';
import { call } from '../operations/call';
import { makeDict, makeSet } from '../operations/hash';
import { contains, deleteItem, getItem, length, setItem } from '../operations/items';
import { items, iterate, overIterable } from '../operations/iterate';
import { define, defineGetters } from '../operations/native';
import { repr } from '../operations/repr';
import { namedOf } from './contextvars';
import { abstractClass, pairs } from './collections_abc';

/* Lib/collections/__init__.py: UserDict, UserList and ChainMap, which are made of the abstract classes' methods. */

function data(self: Value): Value {
  return getAttribute(self, 'data');
}

function userClass(name: string, base: string): PyClass {
  const cls = new PyClass(name, [abstractClass(base)], abstractClass(base).cls);
  cls.module = 'collections';
  return cls;
}

function withData(cls: PyClass, value: Value): Value {
  const made = new PyInstance(cls);
  made.attributes = new Map([['data', value]]);
  return made;
}

export const userDictClass = userClass('UserDict', 'MutableMapping');
define(userDictClass, {
  '__init__(self, dict=None, /, **kwargs)': (self: PyInstance, given: Value, named: PyDict) => {
    (self.attributes ??= new Map<string, Value>()).set('data', new PyDict());
    if (given !== null) callMethod(self, 'update', given);
    if (named.size > 0) call(getAttribute(self, 'update'), [], namedOf(named));
  },
  '__len__(self)': (self: Value) => length(data(self)),
  '__getitem__(self, key)': (self: PyInstance, key: Value) => {
    const known = data(self);
    if (contains(known, key) === true) return getItem(known, key);
    return callSpecial(self, '__missing__', [key]) ?? raise('KeyError', key);
  },
  '__setitem__(self, key, item)': (self: Value, key: Value, item: Value) => {
    setItem(data(self), key, item);
  },
  '__delitem__(self, key)': (self: Value, key: Value) => {
    deleteItem(data(self), key);
  },
  '__iter__(self)': (self: Value) => iterate(data(self)),
  '__contains__(self, key)': (self: Value, key: Value) => contains(data(self), key),
  '__repr__(self)': (self: Value) => repr(data(self)),
  '__or__(self, other)': (self: PyInstance, other: Value) =>
    withData(self.cls, makeDict([...pairs(data(self)), ...pairs(other)])),
  'copy(self)': (self: PyInstance) => withData(self.cls, makeDict(pairs(data(self)))),
});

export const userListClass = userClass('UserList', 'MutableSequence');
define(userListClass, {
  '__init__(self, initlist=())': (self: PyInstance, given: Value) => {
    (self.attributes ??= new Map<string, Value>()).set('data', new PyList([...items(given)]));
  },
  '__len__(self)': (self: Value) => length(data(self)),
  '__getitem__(self, i)': (self: Value, index: Value) => getItem(data(self), index),
  '__setitem__(self, i, item)': (self: Value, index: Value, item: Value) => {
    setItem(data(self), index, item);
  },
  '__delitem__(self, i)': (self: Value, index: Value) => {
    deleteItem(data(self), index);
  },
  '__repr__(self)': (self: Value) => repr(data(self)),
  '__eq__(self, other)': (self: Value, other: Value) =>
    compareEqual(data(self), other instanceof PyInstance ? data(other) : other),
  '__add__(self, other)': (self: PyInstance, other: Value) =>
    withData(self.cls, binary('+', data(self), new PyList([...items(other)]))),
  'insert(self, i, item)': (self: Value, index: Value, item: Value) => {
    callMethod(data(self), 'insert', index, item);
  },
  'sort(self, /, *args, **kwds)': (self: Value, args: PyTuple, named: PyDict) =>
    call(getAttribute(data(self), 'sort'), args.items, namedOf(named)),
});

function maps(self: Value): readonly Value[] {
  return items(getAttribute(self, 'maps'));
}

function chain(cls: PyClass, all: readonly Value[]): Value {
  const made = new PyInstance(cls);
  made.attributes = new Map([['maps', new PyList([...all])]]);
  return made;
}

/** Where writes go. */
function front(self: Value): Value {
  return maps(self)[0] ?? null;
}

export const chainMapClass = userClass('ChainMap', 'MutableMapping');
define(chainMapClass, {
  '__init__(self, *maps)': (self: PyInstance, given: PyTuple) => {
    const all = given.items.length > 0 ? [...given.items] : [new PyDict()];
    self.attributes = new Map([['maps', new PyList(all)]]);
  },
  '__getitem__(self, key)': (self: Value, key: Value) => {
    const holder = maps(self).find((map) => contains(map, key) === true);
    return holder === undefined
      ? (callSpecial(self, '__missing__', [key]) ?? raise('KeyError', key))
      : getItem(holder, key);
  },
  '__setitem__(self, key, value)': (self: Value, key: Value, value: Value) => {
    setItem(front(self), key, value);
  },
  '__delitem__(self, key)': (self: Value, key: Value) => {
    if (contains(front(self), key) !== true) {
      raise('KeyError', `Key not found in the first mapping: ${repr(key)}`);
    }
    deleteItem(front(self), key);
  },
  // The keys of the last mapping come first.
  '__iter__(self)': (self: Value) =>
    overIterable(items(makeDict([...maps(self)].reverse().flatMap((map) => pairs(map))))),
  '__len__(self)': (self: Value) => makeSet(maps(self).flatMap((map) => items(map))).size,
  '__contains__(self, key)': (self: Value, key: Value) =>
    maps(self).some((map) => contains(map, key) === true),
  '__repr__(self)': (self: PyInstance) => `${self.cls.name}(${maps(self).map(repr).join(', ')})`,
  'new_child(self, m=None, **kwargs)': (self: PyInstance, map: Value, named: PyDict) =>
    chain(self.cls, [map ?? named, ...maps(self)]),
  'copy(self)': (self: PyInstance) =>
    chain(self.cls, [callMethod(front(self), 'copy'), ...maps(self).slice(1)]),
});
defineGetters(chainMapClass, {
  parents: (self: PyInstance) => chain(self.cls, maps(self).slice(1)),
});
