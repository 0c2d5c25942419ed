import {
  PyDict,
  PyTuple,
  dictClass,
  frozensetClass,
  listClass,
  setClass,
  tupleClass,
} from '../objects/containers';
import { GenericAlias, UnionType } from '../objects/aliases';
import { PyClass, PyObject, noneClass, typeClass } from '../objects/object';
import type { Value } from '../objects/object';
import { TypeParameter, typeAliasClass } from '../objects/type_parameters';
import { classAnnotations, functionAnnotations } from '../operations/annotations';
import { define, makeModule, native, nativeClass } from '../operations/native';
import { str } from '../operations/repr';
import { makeNamedTuple } from './collections';
import { functionOf } from './inspect_signature';
import { dictGet } from '../operations/hash';
import { genericClass } from './typing_generic';
import { makeCheckable, protocolClass } from './typing_protocol';

/* typing: annotations mean nothing at run time, so almost everything here only has to be there. */

const formClass = nativeClass('_SpecialForm', 'typing');

/** `Optional`, `Union[int, str]`, `TypeVar('T')`: subscripted or called, it stays what it is. */
class Form extends PyObject {
  constructor(readonly name: string) {
    super(formClass);
  }
}

define(formClass, {
  '__getitem__(self, parameters)': (self: Form, given: Value) => {
    const title = `typing.${self.name}`;
    const parts = given instanceof PyTuple ? given.items : [given];
    const types = self.name === 'Union' ? parts.map((part) => part ?? noneClass) : parts;
    return new GenericAlias(self, types, title);
  },
  '__call__(self, *args, **kwargs)': (self: Form) => self,
  '__or__(self, other)': (self: Form, other: Value) => new UnionType([self, other]),
  '__ror__(self, other)': (self: Form, other: Value) => new UnionType([other, self]),
  '__repr__(self)': (self: Form) => `typing.${self.name}`,
  '__mro_entries__(self, bases)': () => new PyTuple([]),
});

const forms =
  'Any Optional Union Callable Literal Final ClassVar Annotated TypeAlias NoReturn Never Self Concatenate Unpack Required NotRequired Awaitable Coroutine AsyncIterator AsyncIterable AsyncGenerator Iterator Iterable Generator Sequence MutableSequence Mapping MutableMapping Collection Container Hashable Sized ContextManager AsyncContextManager Type Deque DefaultDict Counter OrderedDict SupportsInt SupportsFloat Text AnyStr TypeGuard LiteralString Pattern Match IO TextIO BinaryIO';

const unionForm = new Form('Union');

const namedTupleMeta = new PyClass('NamedTupleMeta', [typeClass]);
define(namedTupleMeta, {
  '__new__(cls, typename, bases, ns, /, **kwds)': (
    _: Value,
    name: string,
    __: Value,
    names: PyDict,
  ) => {
    const annotations = dictGet(names, '__annotations__');
    const fields =
      annotations instanceof PyDict
        ? [...annotations.entries.values()].map(({ key }) => str(key))
        : [];
    const defaults = fields.flatMap((field) => {
      const value = dictGet(names, field);
      return value === undefined ? [] : [value];
    });
    const cls = makeNamedTuple(name, fields, defaults);
    if (annotations instanceof PyDict) cls.set('__annotations__', annotations);
    for (const { key, value } of names.entries.values()) {
      if (typeof key === 'string' && !fields.includes(key) && !key.startsWith('__qualname')) {
        cls.set(key, value);
      }
    }
    return cls;
  },
});
const namedTupleClass = new PyClass('NamedTuple', undefined, namedTupleMeta);

const typedDictMeta = new PyClass('_TypedDictMeta', [typeClass]);
define(typedDictMeta, {
  '__new__(cls, name, bases, ns, /, **kwds)': (
    _: Value,
    name: string,
    __: Value,
    names: PyDict,
    keywords: PyDict,
  ) => {
    const made = new PyClass(name, [dictClass]);
    made.module = '__main__';
    made.set('__annotations__', dictGet(names, '__annotations__') ?? new PyDict());
    made.set('__total__', keywords.get('total') ?? true);
    return made;
  },
});
const typedDictClass = new PyClass('TypedDict', undefined, typedDictMeta);

export const typingModule = makeModule(
  'typing',
  {
    'cast(typ, val)': (_: Value, value: Value) => value,
    'NewType(name, tp)': (name: string) => native(`${name}(value)`, (value: Value) => value),
    'overload(func)': (func: Value) => func,
    'final(f)': (func: Value) => func,
    'override(f)': (func: Value) => func,
    'runtime_checkable(cls)': makeCheckable,
    'no_type_check(arg)': (value: Value) => value,
    'get_type_hints(obj, globalns=None, localns=None, include_extras=False)': (value: Value) => {
      if (value instanceof PyClass) return classAnnotations(value, true);
      const func = functionOf(value);
      return func ? functionAnnotations(func, true) : new PyDict();
    },
    'assert_never(arg)': () => null,
    'reveal_type(obj)': (value: Value) => value,
    'TypeVar(name, *constraints, **kwargs)': (name: string) =>
      new TypeParameter('TypeVar', name, `~${name}`),
    'get_origin(tp)': (type: Value) => (type instanceof GenericAlias ? originOf(type) : null),
    'get_args(tp)': (type: Value) =>
      new PyTuple(type instanceof GenericAlias || type instanceof UnionType ? type.args : []),
    'ParamSpec(name, **kwargs)': (name: string) => new TypeParameter('ParamSpec', name, `~${name}`),
    'TypeVarTuple(name, **kwargs)': (name: string) => new TypeParameter('TypeVarTuple', name),
  },
  {
    ...Object.fromEntries(forms.split(' ').map((name) => [name, new Form(name)])),
    Union: unionForm,
    List: listClass,
    Dict: dictClass,
    Set: setClass,
    FrozenSet: frozensetClass,
    Tuple: tupleClass,
    Generic: genericClass,
    Protocol: protocolClass,
    NamedTuple: namedTupleClass,
    TypedDict: typedDictClass,
    TYPE_CHECKING: false,
    TypeAliasType: typeAliasClass,
  },
);

/** `typing.Optional[int]` is a union, as `typing.get_origin` tells. */
function originOf({ origin }: GenericAlias): Value {
  return origin instanceof Form && origin.name === 'Optional' ? unionForm : origin;
}
