import {
  PyDict,
  PyTuple,
  dictClass,
  frozensetClass,
  listClass,
  setClass,
  tupleClass,
} from '../objects/containers';
import { PyClass, PyObject, typeClass } from '../objects/object';
import type { Value } from '../objects/object';
import { define, makeModule, native, nativeClass } from '../operations/native';
import { str } from '../operations/repr';
import { makeNamedTuple } from './collections';
import { dictGet } from '../operations/hash';

/* typing: annotations mean nothing at run time, so almost everything here only has to be there. */

const formClass = nativeClass('_SpecialForm', 'typing');

/** `Optional`, `Union[int, str]`, `TypeVar('T')`: subscripted or called, it stays what it is. */
class Form extends PyObject {
  constructor(readonly name: string) {
    super(formClass);
  }
}

define(formClass, {
  '__getitem__(self, parameters)': (self: Form) => self,
  '__call__(self, *args, **kwargs)': (self: Form) => self,
  '__or__(self, other)': (self: Form) => self,
  '__ror__(self, other)': (self: Form) => self,
  '__repr__(self)': (self: Form) => `typing.${self.name}`,
  '__mro_entries__(self, bases)': () => new PyTuple([]),
});

const forms =
  'Any Optional Union Callable Literal Final ClassVar Annotated TypeAlias NoReturn Never Self Concatenate Unpack Required NotRequired Awaitable Coroutine AsyncIterator AsyncIterable AsyncGenerator Iterator Iterable Generator Sequence MutableSequence Mapping MutableMapping Collection Container Hashable Sized ContextManager AsyncContextManager Type Deque DefaultDict Counter OrderedDict SupportsInt SupportsFloat Text AnyStr TypeGuard LiteralString Pattern Match IO TextIO BinaryIO';

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
  '__new__(cls, name, bases, ns, /, **kwds)': (_: Value, name: string) => {
    const made = new PyClass(name, [dictClass]);
    made.module = '__main__';
    return made;
  },
});
const typedDictClass = new PyClass('TypedDict', undefined, typedDictMeta);

const genericClass = nativeClass('Generic', 'typing');
const protocolClass = nativeClass('Protocol', 'typing', null, [genericClass]);
genericClass.set('__slots__', new PyTuple([]));
define(genericClass, { '@classmethod __class_getitem__(cls, item)': (cls: Value) => cls });

export const typingModule = makeModule(
  'typing',
  {
    'cast(typ, val)': (_: Value, value: Value) => value,
    'NewType(name, tp)': (name: string) => native(`${name}(value)`, (value: Value) => value),
    'overload(func)': (func: Value) => func,
    'final(f)': (func: Value) => func,
    'override(f)': (func: Value) => func,
    'runtime_checkable(cls)': (cls: Value) => cls,
    'no_type_check(arg)': (value: Value) => value,
    'get_type_hints(obj)': () => new PyDict(),
    'assert_never(arg)': () => null,
    'reveal_type(obj)': (value: Value) => value,
    'TypeVar(name, *constraints, **kwargs)': (name: string) => new Form(name),
    'ParamSpec(name, **kwargs)': (name: string) => new ParamSpec(name),
    'TypeVarTuple(name, **kwargs)': (name: string) => new Form(name),
  },
  {
    ...Object.fromEntries(forms.split(' ').map((name) => [name, new Form(name)])),
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
  },
);

/** `P.args` and `P.kwargs` appear in annotations alone. */
class ParamSpec extends Form {
  override attributes = new Map<string, Value>([
    ['args', null],
    ['kwargs', null],
  ]);
}
