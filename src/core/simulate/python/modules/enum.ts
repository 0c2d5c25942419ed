import type { PyDict } from '../objects/containers';
import { PyList, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import {
  Namespace,
  PyBuiltin,
  PyFunction,
  PyGetSet,
  PyProperty,
  PyStaticMethod,
  PyClassMethod,
} from '../objects/functions';
import {
  PyClass,
  PyInstance,
  PyObject,
  intClass,
  strClass,
  typeClass,
  typeOf,
} from '../objects/object';
import type { Value } from '../objects/object';
import { binary } from '../operations/arithmetic';
import { call } from '../operations/call';
import { compareEqual, equal, notImplemented, numberOf } from '../operations/compare';
import { items, overIterable } from '../operations/iterate';
import { define, makeModule, nativeClass } from '../operations/native';
import { repr, str } from '../operations/repr';
import { newClass } from '../compile/classes';
import { makeDict } from '../operations/hash';

/* Lib/enum.py. */

const enumMeta = new PyClass('EnumType', [typeClass]);
enumMeta.module = 'enum';

/** The members of each enumeration by name, aliases included. */
const membersOf = new WeakMap<PyClass, Map<string, PyInstance>>();

class Auto extends PyObject {}

const autoClass = nativeClass('auto', 'enum', (cls) => new Auto(cls));

function members(cls: PyClass): Map<string, PyInstance> {
  return membersOf.get(cls) ?? new Map<string, PyInstance>();
}

/** The members in order of definition, without aliases. */
function distinct(cls: PyClass): PyInstance[] {
  return [...new Set(members(cls).values())];
}

function isMember(name: string, value: Value): boolean {
  if (/^_.*_$/.test(name) || name === '_ignore_') return false;
  if (!(value instanceof PyObject)) return true;
  if (value instanceof PyFunction || value instanceof PyBuiltin || value instanceof PyProperty)
    return false;
  if (value instanceof PyStaticMethod || value instanceof PyClassMethod) return false;
  return value.cls.lookup('__get__') === undefined;
}

/** The value of `auto()`: one more than the last, the next bit of a flag, or the name of a StrEnum in lower case. */
function nextValue(
  bases: readonly PyClass[],
  name: string,
  values: readonly Value[],
  own: Value | undefined,
): Value {
  const generate = own ?? bases[0]?.lookup('_generate_next_value_');
  if (generate !== undefined) {
    const func = generate instanceof PyStaticMethod ? generate.func : generate;
    return call(func, [name, 1, values.length, new PyList([...values])]);
  }
  const derives = (from: PyClass): boolean => bases.some((base) => base.isSubclassOf(from));
  if (derives(strClass)) return name.toLowerCase();
  const numbers = values.map((value) => Number(numberOf(value) ?? 0));
  const most = Math.max(0, ...numbers);
  if (derives(flagClass)) return most === 0 ? 1 : 2 ** (Math.floor(Math.log2(most)) + 1);
  return most + 1;
}

/** The names of an enumeration's body: `auto()` gets its value where it is assigned. */
class EnumNames extends Namespace {
  private readonly given: Value[] = [];

  constructor(private readonly bases: readonly PyClass[]) {
    super();
  }

  override set(name: string, given: Value): this {
    if (!isMember(name, given)) return super.set(name, given);
    const value =
      given instanceof Auto
        ? nextValue(this.bases, name, this.given, this.get('_generate_next_value_'))
        : given;
    this.given.push(value);
    return super.set(name, value);
  }
}

enumMeta.prepare = (bases) => new EnumNames(bases);

export function build(name: string, bases: PyTuple, dict: PyDict): PyClass {
  const entries = [...dict.entries.values()].map(({ key, value }): [string, Value] => [
    str(key),
    value,
  ]);
  const classes = bases.items.filter((base) => base instanceof PyClass);
  const extended = classes.find((base) => members(base).size > 0);
  if (extended) {
    raise('TypeError', `<enum '${name}'> cannot extend ${repr(extended)}`);
  }
  const plain = entries.filter(([key, value]) => !isMember(key, value));
  const cls = newClass(name, classes, plain, enumMeta, new Map());
  const byName = new Map<string, PyInstance>();
  membersOf.set(cls, byName);
  for (const [key, given] of entries) {
    if (!isMember(key, given)) continue;
    const value = given;
    const alias = [...byName.values()].find((member) =>
      equal(member.attributes?.get('_value_') ?? null, value),
    );
    const member = alias ?? makeMember(cls, key, value);
    byName.set(key, member);
    cls.set(key, member);
  }
  return cls;
}

function makeMember(cls: PyClass, name: string, value: Value): PyInstance {
  const parts = value instanceof PyTuple ? value.items : [value];
  const make = cls.lookup('__new__');
  const own = make instanceof PyStaticMethod ? make.func : make;
  const made = own instanceof PyFunction ? call(own, [cls, ...parts]) : null;
  const member = made instanceof PyInstance ? made : new PyInstance(cls);
  if (made !== member && (cls.isSubclassOf(intClass) || cls.isSubclassOf(strClass))) {
    member.payload = value;
  }
  const attributes = (member.attributes ??= new Map<string, Value>());
  attributes.set('_name_', name);
  // A `__new__` of the program may have set another value than what is assigned.
  if (!attributes.has('_value_')) attributes.set('_value_', member.payload ?? value);
  const init = cls.lookup('__init__');
  if (init instanceof PyFunction) {
    call(init, [member, ...parts]);
  }
  return member;
}

function byValue(cls: PyClass, value: Value): Value {
  const found = distinct(cls).find(
    (member) => member === value || equal(member.attributes?.get('_value_') ?? null, value),
  );
  if (found) return found;
  const missing = cls.lookup('_missing_');
  if (missing instanceof PyClassMethod) {
    const made = call(missing.func, [cls, value]);
    if (made !== null) return made;
  }
  if (cls.isSubclassOf(flagClass)) return combination(cls, Number(numberOf(value)));
  return raise('ValueError', `${repr(value)} is not a valid ${cls.qualname}`);
}

/** The members of one bit that are set in `value`: those that iterating over a flag gives. */
function singleFlags(cls: PyClass, value: number): PyInstance[] {
  return distinct(cls).filter((member) => {
    const bit = Number(numberOf(member.attributes?.get('_value_') ?? 0));
    return bit !== 0 && (bit & (bit - 1)) === 0 && (value & bit) === bit;
  });
}

/** Several flags at once: a member without a name of its own. */
function combination(cls: PyClass, value: number): Value {
  const known = distinct(cls).find((member) => member.attributes?.get('_value_') === value);
  if (known) return known;
  const names = singleFlags(cls, value).map((member) =>
    str(member.attributes?.get('_name_') ?? ''),
  );
  return makeMember(cls, names.join('|'), value);
}

/** What iterating over the class gives: of flags those of one bit. */
function listed(cls: PyClass): PyInstance[] {
  if (!cls.isSubclassOf(flagClass)) return distinct(cls);
  return singleFlags(cls, -1);
}

define(enumMeta, {
  '__new__(metacls, cls, bases, classdict, /, **kwds)': (
    _: Value,
    name: string,
    bases: PyTuple,
    dict: PyDict,
  ) => build(name, bases, dict),
  '__call__(cls, value, names=None, *args, **kwds)': (cls: PyClass, value: Value, names: Value) => {
    if (names === null) return byValue(cls, value);
    const given =
      typeof names === 'string' ? names.split(/[\s,]+/).filter(Boolean) : items(names).map(str);
    return build(
      str(value),
      new PyTuple([cls]),
      makeDict([
        ['__module__', '__main__'],
        ...given.map((name, index): [Value, Value] => [name, index + 1]),
      ]),
    );
  },
  '__iter__(cls)': (cls: PyClass) => overIterable(listed(cls)),
  '__len__(cls)': (cls: PyClass) => listed(cls).length,
  '__getitem__(cls, name)': (cls: PyClass, name: string) =>
    members(cls).get(name) ?? raise('KeyError', name),
  '__contains__(cls, value)': (cls: PyClass, value: Value) =>
    distinct(cls).some(
      (member) => member === value || equal(member.attributes?.get('_value_') ?? null, value),
    ),
  '__reversed__(cls)': (cls: PyClass) => overIterable(distinct(cls).reverse()),
  '__bool__(cls)': () => true,
  '__setattr__(cls, name, value)': (cls: PyClass, name: string, value: Value) => {
    if (members(cls).has(name)) raise('AttributeError', `cannot reassign member '${name}'`);
    cls.set(name, value);
  },
  '__repr__(cls)': (cls: PyClass) => `<enum '${cls.qualname}'>`,
});
enumMeta.set(
  '__members__',
  new PyGetSet('__members__', (cls: PyClass) => makeDict(members(cls)), null),
);

function makeEnum(name: string, bases: readonly PyClass[] = []): PyClass {
  const cls = new PyClass(name, bases.length > 0 ? bases : undefined, enumMeta);
  cls.module = 'enum';
  return cls;
}

const enumClass = makeEnum('Enum');
const flagClass = makeEnum('Flag', [enumClass]);
export const intEnumClass = makeEnum('IntEnum', [intClass, enumClass]);
const intFlagClass = makeEnum('IntFlag', [intClass, flagClass]);
export const strEnumClass = makeEnum('StrEnum', [strClass, enumClass]);

function nameOf(self: PyObject): string {
  return str(self.attributes?.get('_name_') ?? '');
}

function valueOf(self: PyObject): Value {
  return self.attributes?.get('_value_') ?? null;
}

for (const [name, get] of Object.entries({ name: nameOf, value: valueOf })) {
  const refuse = (): void => {
    raise('AttributeError', `<enum 'Enum'> cannot set attribute '${name}'`);
  };
  enumClass.set(name, new PyGetSet(name, get, refuse));
}
define(enumClass, {
  '__repr__(self)': (self: PyObject) =>
    `<${self.cls.qualname}.${nameOf(self)}: ${repr(valueOf(self))}>`,
  '__str__(self)': (self: PyObject) => `${self.cls.qualname}.${nameOf(self)}`,
  // A member that is a str or an int as well compares as that: the mixed-in class comes first in the order.
  '__hash__(self)': (self: PyObject) =>
    self instanceof PyInstance && self.payload !== undefined ? self.payload : nameOf(self),
  '__eq__(self, other)': (self: PyObject, other: Value) =>
    self === other ||
    (self instanceof PyInstance &&
      self.payload !== undefined &&
      compareEqual(
        self.payload,
        other instanceof PyInstance && other.payload !== undefined ? other.payload : other,
      )),
});
for (const cls of [intEnumClass, intFlagClass, strEnumClass]) {
  define(cls, {
    '__str__(self)': (self: PyObject) => str(valueOf(self)),
  });
}
/** A flag without a name, as no flags at once, is told by its value. */
function flagText(self: PyObject): string {
  const name = nameOf(self);
  return name === ''
    ? `${self.cls.qualname}(${repr(valueOf(self))})`
    : `${self.cls.qualname}.${name}`;
}

define(flagClass, {
  '__str__(self)': flagText,
  '__repr__(self)': (self: PyObject) =>
    nameOf(self) === ''
      ? `<${self.cls.qualname}: ${repr(valueOf(self))}>`
      : `<${self.cls.qualname}.${nameOf(self)}: ${repr(valueOf(self))}>`,
  '__or__(self, other)': (self: PyObject, other: PyObject) => flags(self, other, '|'),
  '__and__(self, other)': (self: PyObject, other: PyObject) => flags(self, other, '&'),
  '__xor__(self, other)': (self: PyObject, other: PyObject) => flags(self, other, '^'),
  '__invert__(self)': (self: PyObject) => {
    const all = distinct(self.cls).reduce(
      (bits, member) => bits | Number(numberOf(valueOf(member))),
      0,
    );
    return combination(self.cls, all & ~Number(numberOf(valueOf(self))));
  },
  '__contains__(self, other)': (self: PyObject, other: PyObject) =>
    equal(binary('&', valueOf(self), valueOf(other)), valueOf(other)),
  '__bool__(self)': (self: PyObject) => valueOf(self) !== 0,
  '__len__(self)': (self: PyObject) =>
    singleFlags(self.cls, Number(numberOf(valueOf(self)))).length,
  '__iter__(self)': (self: PyObject) =>
    overIterable(singleFlags(self.cls, Number(numberOf(valueOf(self))))),
});

function flags(self: PyObject, other: Value, op: string): Value {
  if (!(other instanceof PyObject) || other.cls !== self.cls) {
    return typeOf(other).isSubclassOf(intClass) ? binary(op, valueOf(self), other) : notImplemented;
  }
  return combination(self.cls, Number(numberOf(binary(op, valueOf(self), valueOf(other)))));
}

export const enumModule = makeModule(
  'enum',
  {
    'unique(enumeration)': (cls: PyClass) => {
      const aliases = [...members(cls)].filter(([name, member]) => nameOf(member) !== name);
      const [first] = aliases;
      if (first) {
        raise(
          'ValueError',
          `duplicate values found in <enum '${cls.name}'>: ${first[0]} -> ${nameOf(first[1])}`,
        );
      }
      return cls;
    },
  },
  {
    Enum: enumClass,
    EnumMeta: enumMeta,
    EnumType: enumMeta,
    Flag: flagClass,
    IntEnum: intEnumClass,
    IntFlag: intFlagClass,
    StrEnum: strEnumClass,
    auto: autoClass,
  },
);
