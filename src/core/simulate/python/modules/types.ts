import type { PyDict } from '../objects/containers';
import {
  asyncGeneratorClass,
  builtinClass,
  coroutineClass,
  functionClass,
  generatorClass,
  methodClass,
  moduleClass,
} from '../objects/functions';
import { PyClass, PyInstance, noneClass } from '../objects/object';
import type { Value, PyObject } from '../objects/object';
import { define, makeModule, nativeClass } from '../operations/native';
import { repr, str } from '../operations/repr';

const namespaceClass = nativeClass('SimpleNamespace', 'types', (cls) => new PyInstance(cls));
define(namespaceClass, {
  '__init__(self, /, **kwargs)': (self: PyObject, named: PyDict) => {
    self.attributes = new Map();
    for (const { key, value } of named.entries.values()) self.attributes.set(str(key), value);
  },
  '__repr__(self)': (self: PyObject) =>
    `namespace(${[...(self.attributes ?? [])].map(([key, value]) => `${key}=${repr(value)}`).join(', ')})`,
  '__eq__(self, other)': (self: PyObject, other: PyObject) => repr(self) === repr(other),
});

export const typesModule = makeModule(
  'types',
  {
    'coroutine(func)': (func: Value) => func,
    'MappingProxyType(mapping)': (mapping: Value) => mapping,
  },
  {
    SimpleNamespace: namespaceClass,
    FunctionType: functionClass,
    LambdaType: functionClass,
    MethodType: methodClass,
    BuiltinFunctionType: builtinClass,
    GeneratorType: generatorClass,
    CoroutineType: coroutineClass,
    AsyncGeneratorType: asyncGeneratorClass,
    ModuleType: moduleClass,
    NoneType: noneClass,
    TracebackType: new PyClass('traceback'),
  },
);
