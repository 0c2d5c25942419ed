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
import { genericAliasClass, unionTypeClass } from '../objects/aliases';
import { PyClass, PyInstance, PyObject, noneClass } from '../objects/object';
import type { Value } from '../objects/object';
import { binary } from '../operations/arithmetic';
import { callMethod } from '../operations/attributes';
import { compareEqual } from '../operations/compare';
import { contains, getItem, length } from '../operations/items';
import { iterate } from '../operations/iterate';
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

/** A view of a mapping that cannot be written through. */
class MappingProxy extends PyObject {
  constructor(readonly mapping: Value) {
    super(proxyClass);
  }
}

const proxyClass = nativeClass('mappingproxy', 'builtins');
define(proxyClass, {
  '__new__(cls, mapping, /)': (_: PyClass, mapping: Value) => new MappingProxy(mapping),
  '__init__(self, *args)': () => null,
  '__getitem__(self, key, /)': (self: MappingProxy, key: Value) => getItem(self.mapping, key),
  '__len__(self, /)': (self: MappingProxy) => length(self.mapping),
  '__iter__(self, /)': (self: MappingProxy) => iterate(self.mapping),
  '__contains__(self, key, /)': (self: MappingProxy, key: Value) => contains(self.mapping, key),
  '__eq__(self, value, /)': (self: MappingProxy, other: Value) =>
    compareEqual(self.mapping, other instanceof MappingProxy ? other.mapping : other),
  '__or__(self, value, /)': (self: MappingProxy, other: Value) => binary('|', self.mapping, other),
  '__repr__(self, /)': (self: MappingProxy) => `mappingproxy(${repr(self.mapping)})`,
  '__str__(self, /)': (self: MappingProxy) => str(self.mapping),
  'get(self, key, default=None, /)': (self: MappingProxy, key: Value, fallback: Value) =>
    callMethod(self.mapping, 'get', key, fallback),
});
for (const name of ['keys', 'values', 'items', 'copy']) {
  define(proxyClass, {
    [`${name}(self, /)`]: (self: MappingProxy) => callMethod(self.mapping, name),
  });
}

export const typesModule = makeModule(
  'types',
  {
    'coroutine(func)': (func: Value) => func,
  },
  {
    SimpleNamespace: namespaceClass,
    MappingProxyType: proxyClass,
    FunctionType: functionClass,
    LambdaType: functionClass,
    MethodType: methodClass,
    BuiltinFunctionType: builtinClass,
    GeneratorType: generatorClass,
    CoroutineType: coroutineClass,
    AsyncGeneratorType: asyncGeneratorClass,
    ModuleType: moduleClass,
    NoneType: noneClass,
    GenericAlias: genericAliasClass,
    UnionType: unionTypeClass,
    TracebackType: new PyClass('traceback'),
  },
);
