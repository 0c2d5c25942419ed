import type { PyTuple } from '../objects/containers';
import { PyDict, PySet } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyClass, PyObject } from '../objects/object';
import type { Value } from '../objects/object';
import { WeakHolder } from '../objects/weak';
import { callMethod } from '../operations/attributes';
import { dictGet, dictSet, hashKey, setAdd, setHas } from '../operations/hash';
import { items, overDict, overIterable } from '../operations/iterate';
import { watch } from '../operations/lifetime';
import { define } from '../operations/native';
import { abstractClass } from './collections_abc';

/* The containers of Lib/weakref.py and Lib/_weakrefset.py, made of the abstract classes' methods: an item goes with its object. */

function weakClass(name: string, base: string, allocate: (cls: PyClass) => PyObject): PyClass {
  const cls = new PyClass(name, [abstractClass(base)], abstractClass(base).cls);
  cls.module = 'weakref';
  cls.allocate = allocate;
  return cls;
}

class WeakSet extends WeakHolder {
  readonly data = new PySet();

  add(value: Value): void {
    setAdd(this.data, value);
    if (value instanceof PyObject) {
      watch(value, () => {
        this.discard(value);
      });
    }
  }

  discard(value: Value): void {
    this.data.entries.delete(hashKey(value));
  }
}

export const weakSetClass = weakClass('WeakSet', 'MutableSet', (cls) => new WeakSet(cls));

define(weakSetClass, {
  '__init__(self, data=(), /)': (self: WeakSet, values: Value) => {
    for (const value of items(values)) self.add(value);
  },
  'add(self, item)': (self: WeakSet, value: Value) => {
    self.add(value);
  },
  'discard(self, item)': (self: WeakSet, value: Value) => {
    self.discard(value);
  },
  'pop(self)': (self: WeakSet) => {
    const [value] = self.data.entries.values();
    if (value === undefined) raise('KeyError', 'pop from empty WeakSet');
    self.discard(value);
    return value;
  },
  'update(self, other)': (self: WeakSet, values: Value) => {
    for (const value of items(values)) self.add(value);
  },
  'copy(self)': (self: WeakSet) => callMethod(self.cls, '__call__', self),
  'union(self, other)': (self: WeakSet, other: Value) => callMethod(self, '__or__', other),
  'difference(self, other)': (self: WeakSet, other: Value) => callMethod(self, '__sub__', other),
  'intersection(self, other)': (self: WeakSet, other: Value) => callMethod(self, '__and__', other),
  'issubset(self, other)': (self: WeakSet, other: Value) => callMethod(self, '__le__', other),
  'issuperset(self, other)': (self: WeakSet, other: Value) => callMethod(self, '__ge__', other),
  '__contains__(self, item)': (self: WeakSet, value: Value) => setHas(self.data, value),
  '__iter__(self)': (self: WeakSet) => overIterable([...self.data.entries.values()]),
  '__len__(self)': (self: WeakSet) => self.data.size,
});

class WeakDictionary extends WeakHolder {
  readonly data = new PyDict();

  constructor(
    cls: PyClass,
    private readonly weak: 'key' | 'value',
  ) {
    super(cls);
  }

  put(key: Value, value: Value): void {
    dictSet(this.data, key, value);
    const watched = this.weak === 'key' ? key : value;
    if (!(watched instanceof PyObject)) return;
    const hash = hashKey(key);
    watch(watched, () => {
      // Another value may stand under the key by now.
      if (this.weak === 'key' || this.data.get(hash) === watched) this.data.entries.delete(hash);
    });
  }

  override *strong(): Iterable<unknown> {
    const other = this.weak === 'key' ? 'value' : 'key';
    for (const entry of this.data.entries.values()) yield entry[other];
  }
}

export const weakKeyDictionaryClass = weakClass(
  'WeakKeyDictionary',
  'MutableMapping',
  (cls) => new WeakDictionary(cls, 'key'),
);
export const weakValueDictionaryClass = weakClass(
  'WeakValueDictionary',
  'MutableMapping',
  (cls) => new WeakDictionary(cls, 'value'),
);

for (const cls of [weakKeyDictionaryClass, weakValueDictionaryClass]) {
  define(cls, {
    '__init__(self, other=(), /, **kwargs)': (
      self: WeakDictionary,
      given: PyTuple,
      named: PyDict,
    ) => {
      callMethod(self, 'update', given);
      callMethod(self, 'update', named);
    },
    '__getitem__(self, key)': (self: WeakDictionary, key: Value) =>
      dictGet(self.data, key) ?? raise('KeyError', key),
    '__setitem__(self, key, value)': (self: WeakDictionary, key: Value, value: Value) => {
      self.put(key, value);
    },
    '__delitem__(self, key)': (self: WeakDictionary, key: Value) => {
      if (!self.data.entries.delete(hashKey(key))) raise('KeyError', key);
    },
    '__contains__(self, key)': (self: WeakDictionary, key: Value) =>
      self.data.entries.has(hashKey(key)),
    '__iter__(self)': (self: WeakDictionary) => overDict(self.data, 'keys'),
    '__len__(self)': (self: WeakDictionary) => self.data.size,
  });
}
