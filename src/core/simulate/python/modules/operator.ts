import { PyTuple } from '../objects/containers';
import type { Value } from '../objects/object';
import { binary, unary } from '../operations/arithmetic';
import { callMethod, getAttribute } from '../operations/attributes';
import { compareEqual, compareOrder } from '../operations/compare';
import { contains, getItem } from '../operations/items';
import { makeModule, native } from '../operations/native';
import type { Natives } from '../operations/native';
import { str } from '../operations/repr';
import { truth } from '../operations/truth';

const symbols = {
  add: '+',
  sub: '-',
  mul: '*',
  truediv: '/',
  floordiv: '//',
  mod: '%',
  pow: '**',
  and_: '&',
  or_: '|',
  xor: '^',
  lshift: '<<',
  rshift: '>>',
} as const;

const arithmetic: Natives = Object.fromEntries(
  Object.entries(symbols).map(([name, op]) => [
    `${name}(a, b, /)`,
    (a: Value, b: Value) => binary(op, a, b),
  ]),
);

function getters(keys: PyTuple, get: (object: Value, key: Value) => Value): Value {
  const [only] = keys.items;
  return native('getter(obj)', (object: Value) =>
    keys.items.length === 1 && only !== undefined
      ? get(object, only)
      : new PyTuple(keys.items.map((key) => get(object, key))),
  );
}

export const operatorModule = makeModule('operator', {
  ...arithmetic,
  'neg(a, /)': (a: Value) => unary('-', a),
  'eq(a, b, /)': compareEqual,
  'ne(a, b, /)': (a: Value, b: Value) => !truth(compareEqual(a, b)),
  'lt(a, b, /)': (a: Value, b: Value) => compareOrder('<', a, b),
  'le(a, b, /)': (a: Value, b: Value) => compareOrder('<=', a, b),
  'gt(a, b, /)': (a: Value, b: Value) => compareOrder('>', a, b),
  'ge(a, b, /)': (a: Value, b: Value) => compareOrder('>=', a, b),
  'not_(a, /)': (a: Value) => !truth(a),
  'truth(a, /)': truth,
  'contains(a, b, /)': contains,
  'getitem(a, b, /)': getItem,
  'itemgetter(*items)': (keys: PyTuple) => getters(keys, getItem),
  'attrgetter(*attrs)': (names: PyTuple) =>
    getters(names, (object, name) =>
      str(name)
        .split('.')
        .reduce((value, part) => getAttribute(value, part), object),
    ),
  'methodcaller(name, /, *args)': (name: string, args: PyTuple) =>
    native('caller(obj)', (object: Value) => callMethod(object, name, ...args.items)),
});
