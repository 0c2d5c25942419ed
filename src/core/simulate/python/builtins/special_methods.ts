import {
  PyDict,
  PyList,
  PySet,
  PyTuple,
  bytearrayClass,
  bytesClass,
  dictClass,
  frozensetClass,
  listClass,
  rangeClass,
  setClass,
  tupleClass,
} from '../objects/containers';
import { exceptionClass, isRaised } from '../objects/exceptions';
import { builtinClass, functionClass, methodClass } from '../objects/functions';
import type { Native } from '../objects/functions';
import {
  dictItemsClass,
  dictKeysClass,
  dictValuesClass,
  iteratorClass,
} from '../objects/iterators';
import {
  PyInstance,
  boolClass,
  floatClass,
  intClass,
  objectClass,
  strClass,
  typeOf,
} from '../objects/object';
import type { PyClass, Value } from '../objects/object';
import { binary, unary } from '../operations/arithmetic';
import { specialMethods } from '../operations/attributes';
import { call } from '../operations/call';
import { compareEqual, compareOrder, notImplemented } from '../operations/compare';
import { format } from '../operations/format';
import { hashNumber } from '../operations/hash';
import { contains, getItem, length } from '../operations/items';
import { iterate } from '../operations/iterate';
import { native } from '../operations/native';
import { repr, str } from '../operations/repr';
import { truth } from '../operations/truth';
import { namedOf } from '../modules/contextvars';

/*
 * The special methods of the built-in classes by name (`(3).__add__`, `super().__len__()`, `str.__len__`). Operators do
 * not go through them: the evaluator has those built in.
 */

/** The value without what a subclass of the program has changed. */
function plain(value: Value): Value {
  if (value instanceof PyInstance && value.payload !== undefined) return value.payload;
  if (value instanceof PyList) return new PyList(value.items);
  if (value instanceof PyTuple) return new PyTuple(value.items);
  if (value instanceof PyDict) return new PyDict(dictClass, value.entries);
  if (!(value instanceof PySet)) return value;
  const copy = new PySet(value.cls.isSubclassOf(frozensetClass) ? frozensetClass : setClass);
  for (const [key, item] of value.entries) copy.entries.set(key, item);
  return copy;
}

/** What does not know the other operand's type gives NotImplemented. */
function attempt(run: () => Value): Value {
  try {
    return run();
  } catch (thrown) {
    if (isRaised(thrown, exceptionClass('TypeError'))) return notImplemented;
    throw thrown;
  }
}

function operators(names: Readonly<Record<string, string>>): Record<string, Native> {
  const made: Record<string, Native> = {};
  for (const [name, op] of Object.entries(names)) {
    made[`__${name}__(self, value, /)`] = (self: Value, other: Value) =>
      attempt(() => binary(op, plain(self), other));
    made[`__r${name}__(self, value, /)`] = (self: Value, other: Value) =>
      attempt(() => binary(op, other, plain(self)));
  }
  return made;
}

const everything: Record<string, Native> = {
  '__repr__(self, /)': (self: Value) => repr(plain(self)),
  '__str__(self, /)': (self: Value) => str(plain(self)),
  '__format__(self, format_spec, /)': (self: Value, spec: string) => format(plain(self), spec),
  '__eq__(self, value, /)': (self: Value, other: Value) =>
    typeOf(self).isSubclassOf(typeOf(other)) ||
    typeOf(other).isSubclassOf(typeOf(self)) ||
    isNumber(self, other)
      ? compareEqual(plain(self), plain(other))
      : notImplemented,
  '__ne__(self, value, /)': (self: Value, other: Value) => !truth(compareEqual(self, other)),
  '__hash__(self, /)': (self: Value) => hashNumber(plain(self)),
};

function isNumber(...values: readonly Value[]): boolean {
  return values.every((value) =>
    typeOf(value).mro.some((cls) => cls === intClass || cls === floatClass),
  );
}

const orders: Record<string, Native> = Object.fromEntries(
  (
    [
      ['lt', '<'],
      ['le', '<='],
      ['gt', '>'],
      ['ge', '>='],
    ] as const
  ).map(([name, op]) => [
    `__${name}__(self, value, /)`,
    (self: Value, other: Value) => attempt(() => compareOrder(op, plain(self), plain(other))),
  ]),
);

const numeric: Record<string, Native> = {
  ...operators({
    add: '+',
    sub: '-',
    mul: '*',
    truediv: '/',
    floordiv: '//',
    mod: '%',
    pow: '**',
  }),
  ...orders,
  '__neg__(self, /)': (self: Value) => unary('-', plain(self)),
  '__pos__(self, /)': (self: Value) => unary('+', plain(self)),
  '__abs__(self, /)': (self: Value) =>
    truth(compareOrder('<', plain(self), 0)) ? unary('-', plain(self)) : plain(self),
  '__bool__(self, /)': (self: Value) => truth(plain(self)),
  '__int__(self, /)': (self: Value) => call(intClass, [plain(self)]),
  '__float__(self, /)': (self: Value) => call(floatClass, [plain(self)]),
};

const integral: Record<string, Native> = {
  ...operators({ and: '&', or: '|', xor: '^', lshift: '<<', rshift: '>>' }),
  '__index__(self, /)': plain,
  '__invert__(self, /)': (self: Value) => unary('~', plain(self)),
};

const sized: Record<string, Native> = {
  '__len__(self, /)': (self: Value) => length(plain(self)),
  '__contains__(self, key, /)': (self: Value, key: Value) => contains(plain(self), key),
  '__iter__(self, /)': (self: Value) => iterate(plain(self)),
};

const indexed: Record<string, Native> = {
  '__getitem__(self, key, /)': (self: Value, key: Value) => getItem(plain(self), key),
};

const sequence: Record<string, Native> = {
  ...sized,
  ...indexed,
  ...orders,
  '__add__(self, value, /)': (self: Value, other: Value) => binary('+', plain(self), plain(other)),
  '__mul__(self, value, /)': (self: Value, other: Value) => binary('*', plain(self), other),
  '__rmul__(self, value, /)': (self: Value, other: Value) => binary('*', plain(self), other),
};

const setLike: Record<string, Native> = {
  ...sized,
  ...orders,
  ...operators({ and: '&', or: '|', sub: '-', xor: '^' }),
};

const callable: Record<string, Native> = {
  '__call__(self, /, *args, **kwargs)': (self: Value, args: PyTuple, named: PyDict) =>
    call(self, args.items, namedOf(named)),
};

const tables: readonly (readonly [PyClass, Record<string, Native>])[] = [
  [objectClass, {}],
  [intClass, { ...numeric, ...integral }],
  [boolClass, {}],
  [floatClass, numeric],
  [strClass, { ...sequence, ...operators({ mod: '%' }) }],
  [bytesClass, sequence],
  [bytearrayClass, sequence],
  [listClass, sequence],
  [tupleClass, sequence],
  [rangeClass, { ...sized, ...indexed }],
  [dictClass, { ...sized, ...indexed, ...operators({ or: '|' }) }],
  [setClass, setLike],
  [frozensetClass, setLike],
  [dictKeysClass, setLike],
  [dictItemsClass, setLike],
  [dictValuesClass, sized],
  [iteratorClass, {}],
  [functionClass, callable],
  [builtinClass, callable],
  [methodClass, callable],
];

for (const [cls, natives] of tables) {
  const methods = new Map<string, Value>();
  for (const [signature, run] of Object.entries({ ...everything, ...natives })) {
    const method = native(signature, run);
    method.owner = cls;
    methods.set(method.name, method);
  }
  specialMethods.set(cls, methods);
}
