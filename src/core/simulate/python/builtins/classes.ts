import { PyDict, PyList, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import type { PyAsyncGenerator, PyCoroutine, PyFunction } from '../objects/functions';
import {
  PyBuiltin,
  PyClassMethod,
  PyGenerator,
  PyGetSet,
  PyMethod,
  PyProperty,
  PyStaticMethod,
  asyncGeneratorClass,
  builtinClass,
  classmethodClass,
  coroutineClass,
  functionClass,
  generatorClass,
  methodClass,
  propertyClass,
  staticmethodClass,
} from '../objects/functions';
import { iteratorClass } from '../objects/iterators';
import type { PyIterator } from '../objects/iterators';
import { PyClass, PyInstance, PyObject, objectClass, typeClass, typeOf } from '../objects/object';
import type { Steps, Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { machine } from '../machine';
import {
  PySuper,
  findAttribute,
  missingAttribute,
  objectDefaults,
  getOwnAttribute,
  setOwnAttribute,
  superClass,
} from '../operations/attributes';
import { classAnnotations, functionAnnotations } from '../operations/annotations';
import { awaitValue, checkReceives } from '../operations/awaiting';
import { call, close, send, throwInto } from '../operations/call';
import { compareEqual, notImplemented } from '../operations/compare';
import { format } from '../operations/format';
import { hashNumber, identity, makeDict, makeFrozenSet } from '../operations/hash';
import { truth } from '../operations/truth';
import { iterate } from '../operations/iterate';
import { watch } from '../operations/lifetime';
import { define, defineGetters, native } from '../operations/native';
import type { Natives } from '../operations/native';
import { defaultRepr, reprBuiltin, str } from '../operations/repr';
import { abstractMethods } from '../modules/abc';
import { atExit, once } from '../modules/atexit';
import { namedOf } from '../modules/contextvars';
import { newClass, subclassesOf } from '../compile/classes';
import type { PyException } from '../objects/exceptions';

/* object, type, property, classmethod, staticmethod, super, functions and generators. */

/** Calling a class: `__new__`, then `__init__` if that gave an instance. */
function instantiate(
  cls: PyClass,
  args: readonly Value[],
  kwargs: ReadonlyMap<string, Value> | null,
): Value {
  const make = cls.lookup('__new__');
  let object: Value;
  if (make === undefined) object = cls.allocate(cls);
  else object = call(make instanceof PyStaticMethod ? make.func : make, [cls, ...args], kwargs);
  if (!typeOf(object).isSubclassOf(cls)) return object;
  const finalizer = typeOf(object).lookup('__del__');
  if (finalizer !== undefined && object instanceof PyObject) finalize(object, finalizer);
  const init = typeOf(object).lookup('__init__');
  if (init !== undefined) call(init, [object, ...args], kwargs);
  else if (make === undefined && (args.length > 0 || kwargs))
    raise('TypeError', `${cls.name}() takes no arguments`);
  return object;
}

/** `__del__`: called when nothing refers to the object any more, or else when the program ends. */
function finalize(object: PyObject, finalizer: Value): void {
  const run = once(() => void call(finalizer, [object]));
  watch(object, run);
  atExit(run);
}

define(typeClass, {
  '__call__(cls, /, *args, **kwargs)': (cls: PyClass, args: PyTuple, kwargs: PyDict) => {
    const [only] = args.items;
    if (cls === typeClass && only !== undefined && args.items.length === 1) return typeOf(only);
    checkAbstract(cls);
    return instantiate(cls, args.items, namedOf(kwargs));
  },
  '__new__(cls, name, bases, dict, /, **kwargs)': (
    meta: PyClass,
    name: Value,
    bases: PyTuple,
    dict: PyDict,
    kwargs: PyDict,
  ) => {
    const names = [...dict.entries.values()].map(({ key, value }): [string, Value] => [
      str(key),
      value,
    ]);
    const classes = bases.items.filter((base) => base instanceof PyClass);
    return newClass(str(name), classes, names, meta, namedOf(kwargs) ?? new Map());
  },
  '__init__(self, *args, **kwargs)': () => null,
  'mro(self)': (self: PyClass) => new PyTuple(self.mro),
  '__subclasses__(self)': (self: PyClass) => {
    const found = subclassesOf(self);
    return found ? new PyList([...found]) : new Unknown(`${self.name}.__subclasses__()`);
  },
  '__prepare__(name, bases, **kwds)': () => new PyDict(),
});
defineGetters(typeClass, {
  __mro__: (self: PyClass) => new PyTuple(self.mro),
  __bases__: (self: PyClass) => new PyTuple(self.bases),
  __base__: (self: PyClass) => self.bases[0] ?? null,
  __dict__: (self: PyClass) => makeDict(self.dict),
  __module__: (self: PyClass) => self.module,
  __abstractmethods__: (self: PyClass) => makeFrozenSet(abstractMethods(self)),
});
typeClass.set(
  '__name__',
  new PyGetSet(
    '__name__',
    (self: PyClass) => self.name,
    (self: PyClass, value) => {
      self.name = str(value);
    },
  ),
);
typeClass.set(
  '__qualname__',
  new PyGetSet(
    '__qualname__',
    (self: PyClass) => self.qualname,
    (self: PyClass, value) => {
      self.qualname = str(value);
    },
  ),
);
typeClass.set(
  '__annotations__',
  new PyGetSet('__annotations__', classAnnotations, (self: PyClass, value) => {
    self.set('__annotations__', value);
  }),
);
typeClass.set(
  '__doc__',
  new PyGetSet(
    '__doc__',
    (self: PyClass) => self.dict.get('__doc__') ?? null,
    (self: PyClass, value) => {
      self.set('__doc__', value);
    },
  ),
);

/** A class with abstract methods left has no instances. */
function checkAbstract(cls: PyClass): void {
  if (!cls.cls.lookup('__abstract__')) return;
  const left = abstractMethods(cls);
  if (left.length === 0) return;
  const listed = left.map((name) => `'${name}'`).join(', ');
  const plural = left.length === 1 ? '' : 's';
  raise(
    'TypeError',
    `Can't instantiate abstract class ${cls.name} without an implementation for abstract method${plural} ${listed}`,
  );
}

define(objectClass, {
  '@classmethod __init_subclass__(cls, **kwargs)': () => null,
  '@classmethod __subclasshook__(cls, subclass)': () => null,
});
const objectMethods: Natives = {
  '__new__(cls, /, *args, **kwargs)': (cls: PyClass) => cls.allocate(cls),
  '__init__(self, /, *args, **kwargs)': () => null,
  '__setattr__(self, name, value, /)': (self: Value, name: string, value: Value) => {
    setOwnAttribute(self, name, value);
  },
  '__getattribute__(self, name, /)': getOwnAttribute,
  '__delattr__(self, name, /)': (self: Value, name: string) => {
    if (!(self instanceof PyObject) || !self.attributes?.delete(name)) missingAttribute(self, name);
  },
  '__repr__(self, /)': (self: Value) => (self instanceof PyObject ? builtinRepr(self) : str(self)),
  '__str__(self, /)': (self: Value) => str(self),
  '__eq__(self, other, /)': (self: Value, other: Value) => self === other || notImplemented,
  '__ne__(self, other, /)': (self: Value, other: Value) => !truth(compareEqual(self, other)),
  '__hash__(self, /)': (self: Value) =>
    self instanceof PyObject ? identity(self) : hashNumber(self),
  '__format__(self, format_spec, /)': (self: Value, spec: string) => format(self, spec),
};

function builtinRepr(value: PyObject): string {
  return value instanceof PyInstance ? defaultRepr(value) : reprBuiltin(value);
}

for (const [signature, run] of Object.entries(objectMethods)) {
  const method = native(signature, run);
  objectDefaults.set(method.name, method.name === '__new__' ? new PyStaticMethod(method) : method);
  if (method.name !== '__new__') method.owner = objectClass;
}

defineGetters(functionClass, {
  __code__: (self: PyFunction) => self,
  co_name: (self: PyFunction) => self.code.name,
  __closure__: () => null,
  __module__: (self: PyFunction) => self.module,
  __defaults__: (self: PyFunction) =>
    self.defaults.length > 0 ? new PyTuple(self.defaults) : null,
  __kwdefaults__: (self: PyFunction) =>
    self.keywordDefaults && self.keywordDefaults.size > 0 ? makeDict(self.keywordDefaults) : null,
  __type_params__: (self: PyFunction) => new PyTuple(self.typeParameters),
  __globals__: (self: PyFunction) => makeDict(self.globals),
  co_argcount: (self: PyFunction) =>
    self.code.parameters.filter(({ kind }) => kind === 'positional' || kind === 'ordinary').length,
  co_firstlineno: (self: PyFunction) => self.code.site.line,
  co_filename: () => machine.file,
});
for (const [name, field] of [
  ['__name__', 'name'],
  ['__qualname__', 'qualname'],
] as const) {
  functionClass.set(
    name,
    new PyGetSet(
      name,
      (self: PyFunction) => self[field],
      (self: PyFunction, value) => {
        self[field] = str(value);
      },
    ),
  );
}
functionClass.set(
  '__annotations__',
  new PyGetSet(
    '__annotations__',
    (self: PyFunction) => {
      const attributes = (self.attributes ??= new Map<string, Value>());
      const known = functionAnnotations(self);
      attributes.set('__annotations__', known);
      return known;
    },
    (self: PyFunction, value) => {
      (self.attributes ??= new Map<string, Value>()).set('__annotations__', value);
    },
  ),
);
functionClass.set(
  '__doc__',
  new PyGetSet(
    '__doc__',
    (self: PyFunction) => self.doc,
    (self: PyFunction, value) => {
      self.doc = value;
    },
  ),
);
define(functionClass, {
  '__get__(self, instance, owner=None, /)': (self: PyFunction, instance: Value) =>
    instance === null ? self : new PyMethod(instance, self),
  '__call__(self, /, *args, **kwargs)': (self: PyFunction, args: PyTuple, kwargs: PyDict) =>
    call(self, args.items, namedOf(kwargs)),
});
defineGetters(builtinClass, {
  __name__: (self: PyBuiltin) => self.name,
  __qualname__: (self: PyBuiltin) => (self.owner ? `${self.owner.name}.${self.name}` : self.name),
  __doc__: () => null,
  __module__: () => 'builtins',
});
methodClass.set(
  '__getattr__',
  new PyBuiltin(
    '__getattr__',
    false,
    (args) => [...args],
    (self: PyMethod, name: string) =>
      findAttribute(self.func, name) ?? missingAttribute(self, name),
  ),
);
defineGetters(methodClass, {
  __self__: (self: PyMethod) => self.self,
  __func__: (self: PyMethod) => self.func,
  __name__: (self: PyMethod) => findAttribute(self.func, '__name__') ?? null,
  __qualname__: (self: PyMethod) => findAttribute(self.func, '__qualname__') ?? null,
  __doc__: (self: PyMethod) => findAttribute(self.func, '__doc__') ?? null,
});

define(propertyClass, {
  '__new__(cls, fget=None, fset=None, fdel=None, doc=None)': (
    cls: PyClass,
    getter: Value,
    setter: Value,
    deleter: Value,
  ) => new PyProperty(getter, setter, deleter, cls),
  '__init__(self, *args, **kwargs)': () => null,
  'getter(self, fget, /)': (self: PyProperty, getter: Value) =>
    new PyProperty(getter, self.setter, self.deleter, self.cls),
  'setter(self, fset, /)': (self: PyProperty, setter: Value) =>
    new PyProperty(self.getter, setter, self.deleter, self.cls),
  'deleter(self, fdel, /)': (self: PyProperty, deleter: Value) =>
    new PyProperty(self.getter, self.setter, deleter, self.cls),
});
defineGetters(propertyClass, { fget: (self: PyProperty) => self.getter });
define(staticmethodClass, {
  '__new__(cls, function, /)': (_: Value, func: Value) => new PyStaticMethod(func),
  '__init__(self, *args)': () => null,
});
define(classmethodClass, {
  '__new__(cls, function, /)': (_: Value, func: Value) => new PyClassMethod(func),
  '__init__(self, *args)': () => null,
});
define(superClass, {
  '__new__(cls, type, object_or_type, /)': (_: Value, start: PyClass, self: Value) =>
    new PySuper(start, self),
  '__init__(self, *args)': () => null,
});

function thrown(type: Value, value: Value): PyException {
  return (
    type instanceof PyClass ? call(type, value === null ? [] : [value]) : type
  ) as PyException;
}

const frameClass = new PyClass('frame');
defineGetters(
  frameClass,
  Object.fromEntries(
    ['f_back', 'f_code', 'f_globals', 'f_lasti', 'f_lineno', 'f_locals'].map((name) => [
      name,
      () => new Unknown(name),
    ]),
  ),
);

/** `gi_frame`: there is one until the end; what is in it is not modelled. */
function frameOf(generator: PyGenerator | PyAsyncGenerator): Value {
  return generator.state === 'closed' ? null : new PyObject(frameClass);
}

/** A step made by hand: StopIteration carries what the generator returns. */
function stepped({ done, value }: IteratorResult<Value, Value>): Value {
  if (!done) return value;
  return value === null ? raise('StopIteration') : raise('StopIteration', value);
}

for (const cls of [generatorClass, coroutineClass]) {
  define(cls, {
    'send(self, value, /)': (self: PyGenerator, value: Value) => {
      checkReceives(self, value);
      return stepped(send(self, value));
    },
    'throw(self, typ, val=None, tb=None, /)': (self: PyGenerator, type: Value, value: Value) =>
      stepped(throwInto(self, thrown(type, value))),
    'close(self)': (self: PyGenerator) => {
      close(self);
    },
  });
  defineGetters(cls, {
    __name__: (self: PyGenerator) => self.name,
    __qualname__: (self: PyGenerator) => self.qualname,
  });
}
defineGetters(generatorClass, {
  gi_running: (self: PyGenerator) => self.state === 'running',
  gi_suspended: (self: PyGenerator) => self.state === 'suspended',
  gi_frame: (self: PyGenerator) => frameOf(self),
  gi_yieldfrom: () => null,
});
define(generatorClass, {
  '__next__(self)': (self: PyGenerator) => stepped(send(self, null)),
  '__iter__(self)': (self: PyGenerator) => self,
});
define(coroutineClass, {
  '__await__(self)': (self: PyCoroutine) => {
    const steps: Steps = awaitValue(self);
    const generator = new PyGenerator('__await__', 'coroutine.__await__', steps, null);
    generator.awaiting = self;
    return generator;
  },
});
defineGetters(coroutineClass, {
  cr_running: (self: PyCoroutine) => self.state === 'running',
  cr_suspended: (self: PyCoroutine) => self.state === 'suspended',
  cr_frame: (self: PyCoroutine) => frameOf(self),
  cr_await: (self: PyCoroutine) => self.frame?.awaiting ?? self.awaiting,
});
defineGetters(asyncGeneratorClass, {
  ag_running: (self: PyAsyncGenerator) => self.state === 'running',
  ag_frame: (self: PyAsyncGenerator) => frameOf(self),
  __name__: (self: PyAsyncGenerator) => self.name,
  __qualname__: (self: PyAsyncGenerator) => self.qualname,
});
define(iteratorClass, {
  '__next__(self)': (self: PyIterator) => {
    const item = self.next();
    return item === undefined ? raise('StopIteration') : item;
  },
  '__iter__(self)': (self: PyIterator) => iterate(self),
});
