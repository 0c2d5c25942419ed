import { PyDict, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { UnionType } from '../objects/aliases';
import { PyFunction, PyMethod } from '../objects/functions';
import { PyClass, PyObject, typeOf } from '../objects/object';
import type { Kwargs, Value } from '../objects/object';
import { functionAnnotations } from '../operations/annotations';
import { callSpecial, findAttribute, setAttribute } from '../operations/attributes';
import { call } from '../operations/call';
import { numberOf } from '../operations/compare';
import { hashKey, makeDict } from '../operations/hash';
import type { HashKey } from '../objects/containers';
import { iterate } from '../operations/iterate';
import { define, defineGetters, makeModule, native, nativeClass } from '../operations/native';
import { repr } from '../operations/repr';
import { truth } from '../operations/truth';
import { makeNamedTuple } from './collections';
import { namedOf } from './contextvars';

const partialClass = nativeClass('partial', 'functools');

class Partial extends PyObject {
  constructor(
    readonly func: Value,
    readonly args: readonly Value[],
    readonly kwargs: Kwargs | null,
  ) {
    super(partialClass);
  }
}

function merged(a: Kwargs | null, b: Kwargs | null): Kwargs | null {
  if (!a || !b) return a ?? b;
  return new Map([...a, ...b]);
}

define(partialClass, {
  '__new__(cls, func, /, *args, **keywords)': (
    _: Value,
    func: Value,
    args: PyTuple,
    named: PyDict,
  ) => new Partial(func, args.items, namedOf(named)),
  '__init__(self, *args, **kwargs)': () => null,
  '__call__(self, /, *args, **keywords)': (self: Partial, args: PyTuple, named: PyDict) =>
    call(self.func, [...self.args, ...args.items], merged(self.kwargs, namedOf(named))),
  '__repr__(self)': (self: Partial) => {
    const named = [...(self.kwargs ?? [])].map(([key, value]) => `${key}=${repr(value)}`);
    return `functools.partial(${[repr(self.func), ...self.args.map(repr), ...named].join(', ')})`;
  },
});
defineGetters(partialClass, {
  func: (self: Partial) => self.func,
  args: (self: Partial) => new PyTuple(self.args),
  keywords: (self: Partial) => {
    const dict = new PyDict();
    for (const [key, value] of self.kwargs ?? []) dict.set(key, key, value);
    return dict;
  },
});

const partialMethodClass = nativeClass('partialmethod', 'functools');

class PartialMethod extends PyObject {
  constructor(readonly partial: Partial) {
    super(partialMethodClass);
  }
}

define(partialMethodClass, {
  '__new__(cls, func, /, *args, **keywords)': (
    _: Value,
    func: Value,
    args: PyTuple,
    named: PyDict,
  ) => new PartialMethod(new Partial(func, args.items, namedOf(named))),
  '__init__(self, *args, **kwargs)': () => null,
  '__get__(self, instance, owner=None, /)': ({ partial }: PartialMethod, instance: Value) =>
    instance === null
      ? native(
          'method(self, /, *args, **keywords)',
          (self: Value, args: PyTuple, named: PyDict) => {
            const bound = new Partial(partial.func, [self, ...partial.args], partial.kwargs);
            return call(bound, args.items, namedOf(named));
          },
        )
      : new Partial(partial.func, [instance, ...partial.args], partial.kwargs),
});

const cacheClass = nativeClass('_lru_cache_wrapper', 'functools');

class Cache extends PyObject {
  readonly results = new Map<HashKey, Value>();
  hits = 0;
  misses = 0;

  constructor(
    readonly func: Value,
    readonly maxsize: number | null,
    readonly typed = false,
  ) {
    super(cacheClass);
    updateWrapper(this, func);
  }

  call(args: readonly Value[], kwargs: Kwargs | null): Value {
    const named = [...(kwargs ?? [])].flatMap(([key, value]) => [key, value]);
    const key = hashKey(new PyTuple([...args, ...(named.length > 0 ? [new PyTuple(named)] : [])]));
    const known = this.results.get(key);
    if (known !== undefined) {
      this.hits++;
      this.results.delete(key);
      this.results.set(key, known);
      return known;
    }
    this.misses++;
    const result = call(this.func, args, kwargs);
    this.results.set(key, result);
    if (this.maxsize !== null && this.results.size > this.maxsize) {
      const [oldest] = this.results.keys();
      if (oldest !== undefined) this.results.delete(oldest);
    }
    return result;
  }
}

define(cacheClass, {
  '__call__(self, /, *args, **kwargs)': (self: Cache, args: PyTuple, named: PyDict) =>
    self.call(args.items, namedOf(named)),
  '__get__(self, instance, owner=None, /)': (self: Cache, instance: Value) =>
    instance === null ? self : new PyMethod(instance, self),
  'cache_clear(self)': (self: Cache) => {
    self.results.clear();
    self.hits = 0;
    self.misses = 0;
  },
  'cache_info(self)': ({ hits, misses, maxsize, results }: Cache) =>
    new PyTuple([hits, misses, maxsize, results.size], cacheInfoClass),
  'cache_parameters(self)': ({ maxsize, typed }: Cache) =>
    makeDict([
      ['maxsize', maxsize],
      ['typed', typed],
    ]),
});

const cacheInfoClass = makeNamedTuple(
  'CacheInfo',
  ['hits', 'misses', 'maxsize', 'currsize'],
  [],
  'functools',
);

/** `functools.update_wrapper`. */
export function updateWrapper(wrapper: Value, wrapped: Value): Value {
  for (const name of ['__module__', '__name__', '__qualname__', '__doc__']) {
    const value = findAttribute(wrapped, name);
    if (value === undefined) continue;
    if (wrapper instanceof PyFunction && name === '__module__') continue;
    setAttribute(wrapper, name, value);
  }
  if (wrapped instanceof PyFunction && wrapper instanceof PyObject) {
    for (const [key, value] of wrapped.attributes ?? []) setAttribute(wrapper, key, value);
  }
  setAttribute(wrapper, '__wrapped__', wrapped);
  return wrapper;
}

const cachedPropertyClass = nativeClass('cached_property', 'functools');

class CachedProperty extends PyObject {
  name = '';

  constructor(readonly func: Value) {
    super(cachedPropertyClass);
  }
}

define(cachedPropertyClass, {
  '__new__(cls, func)': (_: Value, func: Value) => new CachedProperty(func),
  '__init__(self, func)': () => null,
  '__set_name__(self, owner, name)': (self: CachedProperty, _: Value, name: string) => {
    self.name = name;
  },
  '__get__(self, instance, owner=None)': (self: CachedProperty, instance: Value) => {
    if (!(instance instanceof PyObject)) return self;
    const value = call(self.func, [instance]);
    (instance.attributes ??= new Map()).set(self.name, value);
    return value;
  },
});

const singleDispatchClass = nativeClass('singledispatch', 'functools');

class SingleDispatch extends PyObject {
  readonly registry = new Map<PyClass, Value>();

  constructor(readonly func: Value) {
    super(singleDispatchClass);
    updateWrapper(this, func);
  }

  dispatch(type: PyClass): Value {
    const cls = type.mro.find((each) => this.registry.has(each));
    return (cls && this.registry.get(cls)) ?? this.func;
  }

  /** `register(cls)(func)`, `register(cls, func)`, or `register(func)` where the first parameter is annotated. */
  register(given: Value, func: Value, place: number): Value {
    const classes = classesOf(given);
    if (classes.length === 0) return this.add(classesOf(annotation(given, place)), given);
    if (func !== null) return this.add(classes, func);
    return native('register(func)', (later: Value) => this.add(classes, later));
  }

  private add(classes: readonly PyClass[], func: Value): Value {
    for (const cls of classes) this.registry.set(cls, func);
    return func;
  }
}

/** A class, or those of a union. */
function classesOf(type: Value): PyClass[] {
  if (type instanceof UnionType) return type.args.flatMap(classesOf);
  return type instanceof PyClass ? [type] : [];
}

/** What annotates a function's parameter, counted from 0. */
function annotation(func: Value, place: number): Value {
  if (!(func instanceof PyFunction)) return null;
  const types = [...functionAnnotations(func, true).entries.values()];
  return types.filter(({ key }) => key !== 'return')[place]?.value ?? null;
}

define(singleDispatchClass, {
  '__new__(cls, func)': (_: Value, func: Value) => new SingleDispatch(func),
  '__init__(self, func)': () => null,
  '__call__(self, /, *args, **kwargs)': (self: SingleDispatch, args: PyTuple, named: PyDict) =>
    call(self.dispatch(typeOf(args.items[0] ?? null)), args.items, namedOf(named)),
  'dispatch(self, cls)': (self: SingleDispatch, cls: PyClass) => self.dispatch(cls),
  'register(self, cls, func=None)': (self: SingleDispatch, cls: Value, func: Value) =>
    self.register(cls, func, 0),
});

const singleDispatchMethodClass = nativeClass('singledispatchmethod', 'functools');

class SingleDispatchMethod extends PyObject {
  readonly dispatcher: SingleDispatch;

  constructor(func: Value) {
    super(singleDispatchMethodClass);
    this.dispatcher = new SingleDispatch(func);
  }
}

define(singleDispatchMethodClass, {
  '__new__(cls, func)': (_: Value, func: Value) => new SingleDispatchMethod(func),
  '__init__(self, func)': () => null,
  '__get__(self, instance, owner=None, /)': (self: SingleDispatchMethod, instance: Value) =>
    native('method(*args, **kwargs)', (args: PyTuple, named: PyDict) => {
      const func = self.dispatcher.dispatch(typeOf(args.items[0] ?? null));
      // Read from the class, it is called with the object first.
      const first = instance === null ? [] : [instance];
      return call(func, [...first, ...args.items], namedOf(named));
    }),
  'register(self, cls, method=None)': (self: SingleDispatchMethod, cls: Value, func: Value) =>
    self.dispatcher.register(cls, func, 0),
});

/** The comparisons that `total_ordering` derives from `__lt__` and `__eq__`. */
function totalOrdering(cls: PyClass): PyClass {
  const less = (a: Value, b: Value): boolean => truth(callSpecial(a, '__lt__', [b]) ?? null);
  const same = (a: Value, b: Value): boolean => truth(callSpecial(a, '__eq__', [b]) ?? a === b);
  const methods: Readonly<Record<string, (a: Value, b: Value) => boolean>> = cls.lookup('__lt__')
    ? {
        __gt__: (a, b) => !less(a, b) && !same(a, b),
        __le__: (a, b) => less(a, b) || same(a, b),
        __ge__: (a, b) => !less(a, b),
      }
    : {
        __lt__: (a, b) => truth(callSpecial(b, '__gt__', [a]) ?? null),
        __le__: (a, b) => !truth(callSpecial(a, '__gt__', [b]) ?? null),
        __ge__: (a, b) => truth(callSpecial(a, '__gt__', [b]) ?? null) || same(a, b),
      };
  for (const [name, run] of Object.entries(methods)) {
    if (cls.lookup(name) !== undefined) continue;
    const method = native(`${name}(self, other)`, run);
    method.owner = cls;
    cls.set(name, method);
  }
  return cls;
}

export const functoolsModule = makeModule(
  'functools',
  {
    'wraps(wrapped, assigned=None, updated=None)': (wrapped: Value) =>
      native('wraps(wrapper)', (wrapper: Value) => updateWrapper(wrapper, wrapped)),
    'update_wrapper(wrapper, wrapped, assigned=None, updated=None)': updateWrapper,
    'reduce(function, iterable, initial=..., /)': (
      func: Value,
      iterable: Value,
      initial?: Value,
    ) => {
      const iterator = iterate(iterable);
      let total = initial ?? iterator.next();
      if (total === undefined)
        raise('TypeError', 'reduce() of empty iterable with no initial value');
      for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
        total = call(func, [total, item]);
      }
      return total;
    },
    'cache(user_function, /)': (func: Value) => new Cache(func, null),
    'lru_cache(maxsize=128, typed=False)': (maxsize: Value, typed: Value) => {
      const size = numberOf(maxsize);
      if (maxsize !== null && size === undefined) return new Cache(maxsize, 128);
      const limit = size === undefined ? null : Number(size);
      return native(
        'decorating_function(func)',
        (func: Value) => new Cache(func, limit, truth(typed)),
      );
    },
    'total_ordering(cls)': totalOrdering,
    'cmp_to_key(mycmp)': (compare: Value) =>
      native('K(obj)', (object: Value) => new CompareKey(compare, object)),
  },
  {
    partial: partialClass,
    cached_property: cachedPropertyClass,
    partialmethod: partialMethodClass,
    singledispatch: singleDispatchClass,
    singledispatchmethod: singleDispatchMethodClass,
  },
);

const compareKeyClass = nativeClass('KeyWrapper', 'functools');

class CompareKey extends PyObject {
  constructor(
    readonly compare: Value,
    readonly object: Value,
  ) {
    super(compareKeyClass);
  }
}

define(compareKeyClass, {
  '__lt__(self, other)': (self: CompareKey, other: CompareKey) =>
    Number(call(self.compare, [self.object, other.object])) < 0,
  '__eq__(self, other)': (self: CompareKey, other: CompareKey) =>
    Number(call(self.compare, [self.object, other.object])) === 0,
});
