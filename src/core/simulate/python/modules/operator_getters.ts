import { PyTuple } from '../objects/containers';
import type { PyDict } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyObject } from '../objects/object';
import type { Kwargs, PyClass, Value } from '../objects/object';
import { getAttribute } from '../operations/attributes';
import { call } from '../operations/call';
import { getItem } from '../operations/items';
import { define, nativeClass } from '../operations/native';
import { repr, str } from '../operations/repr';
import { namedOf } from './contextvars';

/* The callables of Modules/_operator.c. */

export const itemGetterClass = nativeClass('itemgetter', 'operator');
export const attributeGetterClass = nativeClass('attrgetter', 'operator');
export const methodCallerClass = nativeClass('methodcaller', 'operator');

/** `itemgetter(*items)` or `attrgetter(*attrs)`: of several keys it gives a tuple. */
class Getter extends PyObject {
  constructor(
    cls: PyClass,
    readonly keys: readonly Value[],
  ) {
    super(cls);
  }
}

class MethodCaller extends PyObject {
  constructor(
    readonly name: string,
    readonly args: readonly Value[],
    readonly kwargs: Kwargs | null,
  ) {
    super(methodCallerClass);
  }
}

/** What the callables say of a wrong number of arguments. */
function expectOne(name: string, { items }: PyTuple): Value {
  if (items.length !== 1) raise('TypeError', `${name} expected 1 argument, got ${items.length}`);
  return items[0] ?? null;
}

function dotted(object: Value, key: Value): Value {
  return str(key)
    .split('.')
    .reduce((value, part) => getAttribute(value, part), object);
}

for (const [cls, get] of [
  [itemGetterClass, getItem],
  [attributeGetterClass, dotted],
] as const) {
  define(cls, {
    '__new__(cls, /, *keys)': (_: Value, keys: PyTuple) => {
      if (keys.items.length === 0) expectOne(cls.name, keys);
      if (cls === attributeGetterClass && keys.items.some((key) => typeof key !== 'string')) {
        raise('TypeError', 'attribute name must be a string');
      }
      return new Getter(cls, keys.items);
    },
    '__init__(self, /, *keys)': () => null,
    '__call__(self, /, *objects)': (self: Getter, objects: PyTuple) => {
      const object = expectOne(cls.name, objects);
      const [first = null, ...more] = self.keys.map((key) => get(object, key));
      return more.length === 0 ? first : new PyTuple([first, ...more]);
    },
    '__repr__(self)': (self: Getter) => `operator.${cls.name}(${self.keys.map(repr).join(', ')})`,
  });
}

define(methodCallerClass, {
  '__new__(cls, /, *args, **kwargs)': (_: Value, given: PyTuple, named: PyDict) => {
    const [name, ...args] = given.items;
    if (name === undefined) {
      raise('TypeError', 'methodcaller needs at least one argument, the method name');
    }
    if (typeof name !== 'string') raise('TypeError', 'method name must be a string');
    return new MethodCaller(name, args, namedOf(named));
  },
  '__init__(self, /, *args, **kwargs)': () => null,
  '__call__(self, /, *objects)': (self: MethodCaller, objects: PyTuple) =>
    call(getAttribute(expectOne('methodcaller', objects), self.name), self.args, self.kwargs),
  '__repr__(self)': ({ name, args, kwargs }: MethodCaller) => {
    const named = [...(kwargs ?? [])].map(([key, value]) => `${key}=${repr(value)}`);
    return `operator.methodcaller(${[name, ...args].map(repr).concat(named).join(', ')})`;
  },
});
