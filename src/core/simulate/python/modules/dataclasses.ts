import { PyDict, PyList, PySet, PyTuple } from '../objects/containers';
import { exceptionClass, raise } from '../objects/exceptions';
import { PyClass, PyObject, typeClass, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { classAnnotations } from '../operations/annotations';
import { getAttribute, setOwnAttribute } from '../operations/attributes';
import { call } from '../operations/call';
import { compareEqual, compareOrder, notImplemented } from '../operations/compare';
import { hashNumber, makeDict } from '../operations/hash';
import { items } from '../operations/iterate';
import { define, makeModule, native, nativeClass } from '../operations/native';
import type { Natives } from '../operations/native';
import { repr, str } from '../operations/repr';
import { truth } from '../operations/truth';
import { newClass } from '../compile/classes';
import { namedOf } from './contextvars';

/* Lib/dataclasses.py: a class decorator that adds methods from the annotated fields. */

const fieldClass = nativeClass('Field', 'dataclasses');
const missing = new PyObject(new PyClass('_MISSING_TYPE'));

interface FieldOptions {
  readonly fallback: Value | undefined;
  readonly factory: Value | undefined;
  readonly init: boolean;
  readonly repr: boolean;
  readonly compare: boolean;
  readonly hash: boolean;
  readonly keywordOnly: boolean;
  readonly metadata: Value;
}

class Field extends PyObject {
  name = '';
  /** The class whose body annotates it. */
  owner: PyClass | null = null;
  initOnly = false;

  constructor(readonly options: FieldOptions) {
    super(fieldClass);
  }
}

const plainOptions: FieldOptions = {
  fallback: undefined,
  factory: undefined,
  init: true,
  repr: true,
  compare: true,
  hash: true,
  keywordOnly: false,
  metadata: null,
};

/** The fields of each dataclass, its bases' first. */
const fieldsOf = new WeakMap<PyClass, readonly Field[]>();

function fieldsFor(cls: PyClass): readonly Field[] {
  const owner = cls.mro.find((each) => fieldsOf.has(each));
  return (owner && fieldsOf.get(owner)) ?? [];
}

function collect(cls: PyClass, allKeywordOnly: boolean): Field[] {
  const fields = new Map<string, Field>();
  for (const base of [...cls.mro].slice(1).reverse()) {
    for (const field of fieldsOf.get(base) ?? []) fields.set(field.name, field);
  }
  const annotations = cls.dict.get('__annotations__');
  let keywordOnly = allKeywordOnly;
  const entries = annotations instanceof PyDict ? [...annotations.entries.values()] : [];
  for (const { key, value } of entries) {
    const name = str(key);
    const type = str(value);
    if (/^['"]?(typing\.)?ClassVar\b/.test(type)) continue;
    if (/\bKW_ONLY$/.test(type)) {
      keywordOnly = true;
      continue;
    }
    const field = makeField(cls, name, keywordOnly);
    field.owner = cls;
    field.initOnly = /\bInitVar\b/.test(type);
    fields.set(name, field);
  }
  return [...fields.values()];
}

function makeField(cls: PyClass, name: string, keywordOnly: boolean): Field {
  const given = cls.dict.get(name);
  const field =
    given instanceof Field
      ? new Field({ ...given.options, keywordOnly: given.options.keywordOnly || keywordOnly })
      : new Field({ ...plainOptions, fallback: given, keywordOnly });
  field.name = name;
  if (given instanceof PyList || given instanceof PyDict || given instanceof PySet) {
    raise(
      'ValueError',
      `mutable default ${repr(typeOf(given))} for field ${name} is not allowed: use default_factory`,
    );
  }
  if (given instanceof Field) {
    if (given.options.fallback === undefined) cls.delete(name);
    else cls.set(name, given.options.fallback);
  }
  return field;
}

function setField(self: PyObject, name: string, value: Value): void {
  setOwnAttribute(self, name, value);
}

function initializer(
  cls: PyClass,
  fields: readonly Field[],
): (self: PyObject, args: PyTuple, named: PyDict) => void {
  const taken = fields.filter((field) => field.options.init);
  const positional = taken.filter((field) => !field.options.keywordOnly);
  checkOrder(positional);
  return (self, args, named) => {
    const title = `${cls.qualname}.__init__()`;
    if (args.items.length > positional.length) {
      raise(
        'TypeError',
        `${title} takes ${positional.length + 1} positional argument${positional.length === 0 ? '' : 's'} but ${args.items.length + 1} were given`,
      );
    }
    for (const { key } of named.entries.values()) {
      const index = taken.findIndex((field) => field.name === key);
      if (index < 0)
        raise('TypeError', `${title} got an unexpected keyword argument '${str(key)}'`);
      if (positional.indexOf(taken[index] ?? new Field(plainOptions)) in args.items) {
        raise('TypeError', `${title} got multiple values for argument '${str(key)}'`);
      }
    }
    const absent: Field[] = [];
    const initOnly: Value[] = [];
    for (const field of fields) {
      const index = positional.indexOf(field);
      const given =
        index >= 0 && index < args.items.length ? args.items[index] : named.get(field.name);
      const value = given === undefined ? defaultOf(field) : given;
      if (value === undefined) {
        if (field.options.init) absent.push(field);
      } else if (field.initOnly) {
        initOnly.push(value);
      } else {
        setField(self, field.name, value);
      }
    }
    if (absent.length > 0) missingFields(title, absent);
    const after = self.cls.lookup('__post_init__');
    if (after !== undefined) call(after, [self, ...initOnly]);
  };
}

function missingFields(title: string, absent: readonly Field[]): never {
  // Positional arguments are asked for first (Python/ceval.c, `initialize_locals`).
  const positional = absent.filter(({ options }) => !options.keywordOnly);
  const kind = positional.length > 0 ? 'positional' : 'keyword-only';
  const names = positional.length > 0 ? positional : absent;
  const quoted = names.map(({ name }) => `'${name}'`);
  const last = quoted.pop() ?? '';
  const listed =
    quoted.length === 0 ? last : `${quoted.join(', ')}${quoted.length > 1 ? ',' : ''} and ${last}`;
  const plural = names.length === 1 ? '' : 's';
  raise(
    'TypeError',
    `${title} missing ${names.length} required ${kind} argument${plural}: ${listed}`,
  );
}

function checkOrder(fields: readonly Field[]): void {
  let seen: string | null = null;
  for (const { name, options } of fields) {
    const hasDefault = options.fallback !== undefined || options.factory !== undefined;
    if (hasDefault) seen = name;
    else if (seen !== null) {
      raise('TypeError', `non-default argument '${name}' follows default argument '${seen}'`);
    }
  }
}

function defaultOf({ options }: Field): Value | undefined {
  return options.factory === undefined ? options.fallback : call(options.factory, []);
}

function values(self: Value, fields: readonly Field[]): PyTuple {
  return new PyTuple(fields.map(({ name }) => getAttribute(self, name)));
}

interface Options {
  readonly init: boolean;
  readonly repr: boolean;
  readonly eq: boolean;
  readonly order: boolean;
  readonly frozen: boolean;
  readonly unsafeHash: boolean;
  readonly keywordOnly: boolean;
  readonly slots: boolean;
}

function process(cls: PyClass, options: Options): PyClass {
  const all = collect(cls, options.keywordOnly);
  fieldsOf.set(cls, all);
  const fields = all.filter((field) => !field.initOnly);
  const compared = fields.filter((field) => field.options.compare);
  const natives: Record<string, Natives[string]> = {};
  const own = (name: string): boolean => cls.dict.has(name);
  if (options.init && !own('__init__')) {
    natives['__init__(self, /, *args, **kwargs)'] = bracket(initializer(cls, all));
  }
  if (options.repr && !own('__repr__')) {
    const shown = fields.filter((field) => field.options.repr);
    natives['__repr__(self)'] = (self: PyObject) =>
      `${self.cls.qualname}(${shown.map(({ name }) => `${name}=${repr(getAttribute(self, name))}`).join(', ')})`;
  }
  if (options.eq && !own('__eq__')) {
    natives['__eq__(self, other)'] = (self: PyObject, other: Value) =>
      typeOf(other) === self.cls
        ? compareEqual(values(self, compared), values(other, compared))
        : notImplemented;
  }
  if (options.order) {
    for (const [name, op] of [
      ['__lt__', '<'],
      ['__le__', '<='],
      ['__gt__', '>'],
      ['__ge__', '>='],
    ] as const) {
      natives[`${name}(self, other)`] = (self: PyObject, other: Value) =>
        typeOf(other) === self.cls
          ? compareOrder(op, values(self, compared), values(other, compared))
          : notImplemented;
    }
  }

  const hashed = compared.filter((field) => field.options.hash);
  if (!own('__hash__')) {
    if (options.unsafeHash || (options.eq && options.frozen)) {
      natives['__hash__(self)'] = (self: PyObject) => hashNumber(values(self, hashed));
    } else if (options.eq) {
      cls.set('__hash__', null);
    }
  }
  define(cls, natives);
  if (options.frozen) freeze(cls);
  if (!own('__match_args__')) {
    const names = all.filter(({ options: given }) => given.init && !given.keywordOnly);
    cls.set('__match_args__', new PyTuple(names.map(({ name }) => name)));
  }
  if (options.slots) addSlots(cls, fields);
  cls.set('__dataclass_fields__', makeDict(fields.map((field) => [field.name, field])));
  return cls;
}

/** `slots=True`: a slot for every field that no base has one for, in the class itself, where CPython makes another. */
function addSlots(cls: PyClass, fields: readonly Field[]): void {
  if (cls.dict.has('__slots__')) raise('TypeError', `${cls.name} already specifies __slots__`);
  const inherited = cls.mro.slice(1).flatMap((base) => {
    const slots = base.dict.get('__slots__');
    return slots === undefined ? [] : typeof slots === 'string' ? [slots] : items(slots);
  });
  const names = fields.map(({ name }) => name).filter((name) => !inherited.includes(name));
  for (const name of names) cls.delete(name);
  cls.set('__slots__', new PyTuple(names));
}

function bracket(run: (self: PyObject, args: PyTuple, named: PyDict) => void): Natives[string] {
  return (self: PyObject, args: PyTuple, named: PyDict) => {
    run(self, args, named);
    return null;
  };
}

const frozenError = new PyClass('FrozenInstanceError', [exceptionClass('AttributeError')]);
frozenError.module = 'dataclasses';

/** Assignments from outside are refused; the methods above set fields past this. */
function freeze(cls: PyClass): void {
  const refuse = (what: string) => (_: PyObject, name: Value) =>
    raise(frozenError, `cannot ${what} field ${repr(name)}`);
  define(cls, {
    '__setattr__(self, name, value)': refuse('assign to'),
    '__delattr__(self, name)': refuse('delete'),
  });
}

function toDict(value: Value): Value {
  if (value instanceof PyObject && fieldsFor(value.cls).length > 0) {
    return makeDict(
      instanceFields(value).map(({ name }) => [name, toDict(getAttribute(value, name))]),
    );
  }
  if (value instanceof PyList) return new PyList(value.items.map(toDict));
  if (value instanceof PyTuple) return new PyTuple(value.items.map(toDict), value.cls);
  if (value instanceof PyDict) {
    return makeDict([...value.entries.values()].map((entry) => [entry.key, toDict(entry.value)]));
  }
  return value;
}

function toTuple(value: Value): Value {
  if (value instanceof PyObject && fieldsFor(value.cls).length > 0) {
    return new PyTuple(instanceFields(value).map(({ name }) => toTuple(getAttribute(value, name))));
  }
  if (value instanceof PyList) return new PyList(value.items.map(toTuple));
  if (value instanceof PyTuple) return new PyTuple(value.items.map(toTuple), value.cls);
  if (value instanceof PyDict) {
    return makeDict([...value.entries.values()].map((entry) => [entry.key, toTuple(entry.value)]));
  }
  return value;
}

/** The fields that an instance has: those that only `__init__` takes are none. */
function instanceFields(value: Value): readonly Field[] {
  return fieldsFor(value instanceof PyClass ? value : typeOf(value)).filter(
    (field) => !field.initOnly,
  );
}

function isDataclass(value: Value): boolean {
  const cls = value instanceof PyClass ? value : typeOf(value);
  return cls.mro.some((each) => fieldsOf.has(each));
}

export const dataclassesModule = makeModule(
  'dataclasses',
  {
    'dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False)':
      (
        cls: Value,
        init: Value,
        shown: Value,
        eq: Value,
        order: Value,
        unsafeHash: Value,
        frozen: Value,
        _: Value,
        keywordOnly: Value,
        slots: Value,
      ) => {
        const options: Options = {
          init: truth(init),
          repr: truth(shown),
          eq: truth(eq),
          order: truth(order),
          frozen: truth(frozen),
          unsafeHash: truth(unsafeHash),
          keywordOnly: truth(keywordOnly),
          slots: truth(slots),
        };
        if (cls instanceof PyClass) return process(cls, options);
        return native('wrap(cls)', (given: Value) =>
          given instanceof PyClass ? process(given, options) : given,
        );
      },
    'field(*, default=..., default_factory=..., init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=False)':
      (
        fallback: Value | undefined,
        factory: Value | undefined,
        init: Value,
        shown: Value,
        hash: Value,
        compare: Value,
        metadata: Value,
        keywordOnly: Value,
      ) =>
        new Field({
          fallback,
          factory,
          init: truth(init),
          repr: truth(shown),
          compare: truth(compare),
          hash: hash === null ? truth(compare) : truth(hash),
          keywordOnly: truth(keywordOnly),
          metadata,
        }),
    'make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False, weakref_slot=False, module=None)':
      (
        name: string,
        fields: Value,
        bases: PyTuple,
        namespace: Value,
        init: Value,
        shown: Value,
        eq: Value,
        order: Value,
        unsafeHash: Value,
        frozen: Value,
        _: Value,
        keywordOnly: Value,
        slots: Value,
      ) => {
        const annotations = new PyDict();
        const names: [string, Value][] = [['__annotations__', annotations]];
        for (const field of items(fields)) {
          const [key = '', type = 'typing.Any', fallback] =
            typeof field === 'string' ? [field] : items(field);
          annotations.set(str(key), key, type instanceof PyClass ? type.name : type);
          if (fallback !== undefined) names.push([str(key), fallback]);
        }
        if (namespace instanceof PyDict) {
          for (const { key, value } of namespace.entries.values()) names.push([str(key), value]);
        }
        const classes = bases.items.filter((base) => base instanceof PyClass);
        return process(newClass(name, classes, names, typeClass, new Map()), {
          init: truth(init),
          repr: truth(shown),
          eq: truth(eq),
          order: truth(order),
          frozen: truth(frozen),
          unsafeHash: truth(unsafeHash),
          keywordOnly: truth(keywordOnly),
          slots: truth(slots),
        });
      },
    'fields(class_or_instance)': (value: Value) => new PyTuple(instanceFields(value)),
    'asdict(obj, *, dict_factory=None)': toDict,
    'astuple(obj)': (value: Value) => toTuple(value),
    'is_dataclass(obj)': isDataclass,
    'replace(obj, /, **changes)': (object: Value, changes: PyDict) => {
      const named = new Map(namedOf(changes) ?? []);
      for (const { name, options } of fieldsFor(typeOf(object))) {
        if (options.init && !named.has(name)) named.set(name, getAttribute(object, name));
      }
      return call(typeOf(object), [], named);
    },
  },
  {
    Field: fieldClass,
    MISSING: missing,
    FrozenInstanceError: frozenError,
    KW_ONLY: missing,
    InitVar: missing,
  },
);

define(fieldClass, {
  '__repr__(self)': (self: Field) => `Field(name=${repr(self.name)})`,
});
fieldClass.set(
  '__getattr__',
  native('__getattr__(self, name)', (self: Field, name: string) => {
    if (name === 'name') return self.name;
    if (name === 'type') return self.owner && (classAnnotations(self.owner).get(self.name) ?? null);
    if (name === 'default_factory') return self.options.factory ?? missing;
    if (name === 'init') return self.options.init;
    if (name === 'repr') return self.options.repr;
    if (name === 'compare') return self.options.compare;
    if (name === 'kw_only') return self.options.keywordOnly;
    if (name === 'default') return self.options.fallback ?? missing;
    if (name === 'metadata') return self.options.metadata ?? makeDict([]);
    return raise('AttributeError', `'Field' object has no attribute '${name}'`);
  }),
);
