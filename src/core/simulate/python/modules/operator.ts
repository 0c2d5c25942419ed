import type { PyDict, PyTuple } from '../objects/containers';
import { Raised, raise } from '../objects/exceptions';
import { PyIterator } from '../objects/iterators';
import { Float, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { absolute, augmented, binary, unary } from '../operations/arithmetic';
import { callSpecial, findAttribute } from '../operations/attributes';
import { call } from '../operations/call';
import {
  compareEqual,
  compareOrder,
  equal,
  identical,
  notEqual,
  numberOf,
} from '../operations/compare';
import { contains, deleteItem, getItem, length, setItem } from '../operations/items';
import { items } from '../operations/iterate';
import { makeModule, native } from '../operations/native';
import type { Natives } from '../operations/native';
import { truth } from '../operations/truth';
import { namedOf } from './contextvars';
import { attributeGetterClass, itemGetterClass, methodCallerClass } from './operator_getters';

/* Modules/_operator.c. */

const symbols = {
  add: '+',
  sub: '-',
  mul: '*',
  truediv: '/',
  floordiv: '//',
  mod: '%',
  pow: '**',
  matmul: '@',
  and_: '&',
  or_: '|',
  xor: '^',
  lshift: '<<',
  rshift: '>>',
} as const;

const arithmetic: Natives = Object.fromEntries(
  Object.entries(symbols).flatMap(([name, op]) => [
    [`${name}(a, b, /)`, (a: Value, b: Value) => binary(op, a, b)],
    [`i${name.replace('_', '')}(a, b, /)`, (a: Value, b: Value) => augmented(op, a, b)],
  ]),
);

/** `a + b` of sequences: numbers are refused. */
function concatenate(add: typeof binary, a: Value, b: Value): Value {
  if (!(a instanceof Unknown) && findAttribute(a, '__getitem__') === undefined) {
    raise('TypeError', `'${typeOf(a).name}' object can't be concatenated`);
  }
  return add('+', a, b);
}

/** The items that `countOf` and `indexOf` look through. */
function searched(sequence: Value): readonly Value[] {
  try {
    return items(sequence);
  } catch (thrown) {
    if (!(thrown instanceof Raised) || thrown.exception.cls.name !== 'TypeError') throw thrown;
    raise('TypeError', `argument of type '${typeOf(sequence).name}' is not iterable`);
  }
}

function wholeNumber(value: Value): Value {
  if (value instanceof Unknown) return new Unknown(`operator.index(${value.name})`);
  if (!(value instanceof Float) && numberOf(value) !== undefined) return value;
  return (
    callSpecial(value, '__index__') ??
    raise('TypeError', `'${typeOf(value).name}' object cannot be interpreted as an integer`)
  );
}

function lengthHint(value: Value, fallback: Value): Value {
  if (typeof fallback !== 'number') {
    raise('TypeError', `'${typeOf(fallback).name}' object cannot be interpreted as an integer`);
  }
  // How much is left of an iterator of the library is not known before it ends.
  if (value instanceof PyIterator || value instanceof Unknown) {
    return new Unknown('operator.length_hint()');
  }
  if (findAttribute(value, '__len__') !== undefined) return length(value);
  return callSpecial(value, '__length_hint__') ?? fallback;
}

const functions: Natives = {
  ...arithmetic,
  'neg(a, /)': (a: Value) => unary('-', a),
  'pos(a, /)': (a: Value) => unary('+', a),
  'inv(a, /)': (a: Value) => unary('~', a),
  'invert(a, /)': (a: Value) => unary('~', a),
  'abs(a, /)': absolute,
  'index(a, /)': wholeNumber,
  'eq(a, b, /)': compareEqual,
  'ne(a, b, /)': notEqual,
  'lt(a, b, /)': (a: Value, b: Value) => compareOrder('<', a, b),
  'le(a, b, /)': (a: Value, b: Value) => compareOrder('<=', a, b),
  'gt(a, b, /)': (a: Value, b: Value) => compareOrder('>', a, b),
  'ge(a, b, /)': (a: Value, b: Value) => compareOrder('>=', a, b),
  'is_(a, b, /)': identical,
  'is_not(a, b, /)': (a: Value, b: Value) => !truth(identical(a, b)),
  'not_(a, /)': (a: Value) => !truth(a),
  'truth(a, /)': truth,
  'concat(a, b, /)': (a: Value, b: Value) => concatenate(binary, a, b),
  'iconcat(a, b, /)': (a: Value, b: Value) => concatenate(augmented, a, b),
  'contains(a, b, /)': contains,
  'countOf(a, b, /)': (a: Value, b: Value) => searched(a).filter((item) => equal(item, b)).length,
  'indexOf(a, b, /)': (a: Value, b: Value) => {
    const index = searched(a).findIndex((item) => equal(item, b));
    return index < 0 ? raise('ValueError', 'sequence.index(x): x not in sequence') : index;
  },
  'getitem(a, b, /)': getItem,
  'setitem(a, b, c, /)': (a: Value, b: Value, c: Value) => {
    setItem(a, b, c);
    return null;
  },
  'delitem(a, b, /)': (a: Value, b: Value) => {
    deleteItem(a, b);
    return null;
  },
};

/** `operator.__add__` is `operator.add`: all of these have such a second name. */
function withSpecialNames(natives: Natives): Record<string, Value> {
  const named = Object.entries(natives).map(([signature, run]) => native(signature, run));
  return Object.fromEntries(
    named
      .filter(({ name }) => !['countOf', 'indexOf', 'is_', 'is_not', 'truth'].includes(name))
      .flatMap((func) => [[`__${func.name.replace('_', '')}__`, func]]),
  );
}

export const operatorModule = makeModule(
  'operator',
  {
    'length_hint(obj, default=0, /)': lengthHint,
    'call(obj, /, *args, **kwargs)': (func: Value, args: PyTuple, named: PyDict) =>
      call(func, args.items, namedOf(named)),
    ...functions,
  },
  {
    ...withSpecialNames(functions),
    itemgetter: itemGetterClass,
    attrgetter: attributeGetterClass,
    methodcaller: methodCallerClass,
  },
);
