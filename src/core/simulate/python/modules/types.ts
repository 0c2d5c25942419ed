import { updateDict } from '../builtins/containers';
import type { PyDict, PyTuple } from '../objects/containers';
import {
  asyncGeneratorClass,
  builtinClass,
  coroutineClass,
  functionClass,
  generatorClass,
  methodClass,
  moduleClass,
  PyGenerator,
  PyCoroutine,
} from '../objects/functions';
import { genericAliasClass, unionTypeClass } from '../objects/aliases';
import { PyClass, PyInstance, PyObject, isInstance, noneClass } from '../objects/object';
import type { Value } from '../objects/object';
import { binary } from '../operations/arithmetic';
import { attributeDict, callMethod } from '../operations/attributes';
import { call } from '../operations/call';
import { compareEqual, notImplemented } from '../operations/compare';
import { contains, getItem, length } from '../operations/items';
import { iterate } from '../operations/iterate';
import { define, makeModule, native, nativeClass } from '../operations/native';
import { repr, str } from '../operations/repr';
import { namedOf } from './contextvars';
import { functionOf } from './inspect_signature';

/** Objects/namespaceobject.c: of two namespaces, the attributes are compared; only its own class is shown as `namespace`. */
const namespaceClass = nativeClass('SimpleNamespace', 'types', (cls) => new PyInstance(cls));
define(namespaceClass, {
  '__init__(self, mapping_or_iterable=(), /, **kwargs)': (
    self: PyObject,
    given: Value,
    named: PyDict,
  ) => {
    updateDict(attributeDict(self), given, named);
  },
  '__repr__(self)': (self: PyObject) => {
    const name = self.cls === namespaceClass ? 'namespace' : self.cls.name;
    return `${name}(${[...(self.attributes ?? [])].map(([key, value]) => `${key}=${repr(value)}`).join(', ')})`;
  },
  '__eq__(self, other)': (self: PyObject, other: Value) =>
    other instanceof PyObject && isInstance(other, namespaceClass)
      ? compareEqual(attributeDict(self), attributeDict(other))
      : notImplemented,
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

/** `types.coroutine`: what the generator function gives can be awaited. */
function generatorBased(func: Value): Value {
  const code = functionOf(func)?.code;
  if (code?.kind !== 'generator') return func;
  return native(`${code.name}(*args, **kwargs)`, (args: PyTuple, named: PyDict) => {
    const made = call(func, args.items, namedOf(named));
    if (!(made instanceof PyGenerator)) return made;
    return new PyCoroutine(made.name, made.qualname, made.steps, made.frame);
  });
}

export const typesModule = makeModule(
  'types',
  {
    'coroutine(func)': generatorBased,
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
