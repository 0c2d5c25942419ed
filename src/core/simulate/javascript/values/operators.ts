import { isCallable, toKey, toNumber, toNumeric, toPrimitive, toText, typeOf } from './convert';
import type { FunctionObject } from './function';
import type { Value } from './object';
import { JSObject } from './object';
import { typeError } from './throw';
import { Unknown } from './unknown';

type Binary = (left: Value, right: Value) => Value;

/** How an operand shows in the name of an unknown result. */
function operand(value: Value): string {
  if (value instanceof Unknown) return value.name;
  if (typeof value === 'string') return `'${value}'`;
  if (typeof value === 'symbol') return value.toString();
  return value instanceof JSObject ? 'object' : String(value);
}

function unknownResult(
  operator: string,
  left: Value,
  right: Value,
  type: 'number' | 'boolean' | null,
  plausible = true,
): Unknown {
  const name = `${operand(left)} ${operator} ${operand(right)}`;
  return new Unknown(name, undefined, type, false, plausible);
}

function arithmetic(
  operator: string,
  numbers: (a: number, b: number) => number,
  bigints: (a: bigint, b: bigint) => bigint,
): Binary {
  return (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return numbers(left, right);
    const a = toNumeric(left);
    const b = toNumeric(right);
    if (a instanceof Unknown || b instanceof Unknown)
      return unknownResult(operator, a, b, 'number');
    if (typeof a === 'bigint' && typeof b === 'bigint') return bigints(a, b);
    if (typeof a === 'bigint' || typeof b === 'bigint') {
      throw typeError('Cannot mix BigInt and other types, use explicit conversions');
    }
    return numbers(a, b);
  };
}

function relation(
  operator: string,
  compare: (a: number | bigint | string, b: number | bigint | string) => boolean,
): Binary {
  return (left, right) => {
    if (typeof left === 'number' && typeof right === 'number') return compare(left, right);
    const a = toPrimitive(left, 'number');
    const b = toPrimitive(right, 'number');
    if (a instanceof Unknown || b instanceof Unknown)
      return unknownResult(operator, a, b, 'boolean');
    if (typeof a === 'string' && typeof b === 'string') return compare(a, b);
    return compare(
      typeof a === 'bigint' ? a : toNumber(a),
      typeof b === 'bigint' ? b : toNumber(b),
    );
  };
}

export const add: Binary = (left, right) => {
  if (typeof left === 'number' && typeof right === 'number') return left + right;
  if (typeof left === 'string' && typeof right === 'string') return left + right;
  const a = toPrimitive(left);
  const b = toPrimitive(right);
  if (a instanceof Unknown || b instanceof Unknown) {
    const text = typeof a === 'string' || typeof b === 'string' || isText(a) || isText(b);
    return text ? Unknown.text(toText(a) + toText(b)) : unknownResult('+', a, b, null);
  }
  if (typeof a === 'string' || typeof b === 'string') return toText(a) + toText(b);
  return plus(a, b);
};

const plus = arithmetic(
  '+',
  (a, b) => a + b,
  (a, b) => a + b,
);

function isText(value: Value): boolean {
  return value instanceof Unknown && value.type === 'string';
}

export function strictEquals(left: Value, right: Value): boolean | Unknown {
  if (left === right) return true;
  if (left instanceof Unknown || right instanceof Unknown)
    return unknownEquality('===', left, right);
  return false;
}

/** An unknown of a known type is never equal to a value of another. */
function unknownEquality(operator: string, left: Value, right: Value): boolean | Unknown {
  const [a, b] = [typeOf(left), typeOf(right)];
  if (typeof a === 'string' && typeof b === 'string' && a !== b && operator === '===') return false;
  const usual = ![left, right].some(isEmptyValue);
  return unknownResult(operator, left, right, 'boolean', usual);
}

/** Values that code compares with to find that there is nothing. */
function isEmptyValue(value: Value): boolean {
  return value === null || value === undefined || value === 0 || value === -1 || value === '';
}

export function looseEquals(left: Value, right: Value): boolean | Unknown {
  if (left === right) return true;
  if (left instanceof Unknown || right instanceof Unknown)
    return unknownEquality('==', left, right);
  if (left === null || left === undefined || right === null || right === undefined) {
    return (left ?? null) === (right ?? null);
  }
  if (left instanceof JSObject && right instanceof JSObject) return false;
  const a = toPrimitive(left);
  const b = toPrimitive(right);
  if (a instanceof Unknown || b instanceof Unknown) return unknownEquality('==', a, b);
  // Both are primitives of the host now, whose own rule is the language's.
  // eslint-disable-next-line eqeqeq -- It is this very operator.
  return a == b;
}

/** `a !== b` where the equality is not known. */
function different(operator: string, equal: boolean | Unknown, a: Value, b: Value): Value {
  if (!(equal instanceof Unknown)) return !equal;
  return unknownResult(operator, a, b, 'boolean', !equal.plausible);
}

export function isInstance(value: Value, target: Value): boolean | Unknown {
  if (value instanceof Unknown || target instanceof Unknown) {
    return unknownResult('instanceof', value, target, 'boolean');
  }
  if (!(target instanceof JSObject))
    throw typeError("Right-hand side of 'instanceof' is not an object");
  const custom = target.get(Symbol.hasInstance);
  if (isCallable(custom)) return Boolean(custom.call(target, [value]));
  if (!isCallable(target)) throw typeError("Right-hand side of 'instanceof' is not callable");
  return hasInPrototypeChain(value, target);
}

export function hasInPrototypeChain(value: Value, target: FunctionObject): boolean {
  if (!(value instanceof JSObject)) return false;
  const prototype = target.get('prototype');
  for (let link = value.proto; link; link = link.proto) if (link === prototype) return true;
  return false;
}

const binaries: Readonly<Record<string, Binary>> = {
  '+': add,
  '-': arithmetic(
    '-',
    (a, b) => a - b,
    (a, b) => a - b,
  ),
  '*': arithmetic(
    '*',
    (a, b) => a * b,
    (a, b) => a * b,
  ),
  '/': arithmetic('/', (a, b) => a / b, divide),
  '%': arithmetic(
    '%',
    (a, b) => a % b,
    (a, b) => a % b,
  ),
  '**': arithmetic(
    '**',
    (a, b) => a ** b,
    (a, b) => a ** b,
  ),
  '&': arithmetic(
    '&',
    (a, b) => a & b,
    (a, b) => a & b,
  ),
  '|': arithmetic(
    '|',
    (a, b) => a | b,
    (a, b) => a | b,
  ),
  '^': arithmetic(
    '^',
    (a, b) => a ^ b,
    (a, b) => a ^ b,
  ),
  '<<': arithmetic(
    '<<',
    (a, b) => a << b,
    (a, b) => a << b,
  ),
  '>>': arithmetic(
    '>>',
    (a, b) => a >> b,
    (a, b) => a >> b,
  ),
  '>>>': arithmetic(
    '>>>',
    (a, b) => a >>> b,
    () => {
      throw typeError('BigInts have no unsigned right shift, use >> instead');
    },
  ),
  '<': relation('<', (a, b) => a < b),
  '>': relation('>', (a, b) => a > b),
  '<=': relation('<=', (a, b) => a <= b),
  '>=': relation('>=', (a, b) => a >= b),
  '===': strictEquals,
  '!==': (a, b) => different('!==', strictEquals(a, b), a, b),
  '==': looseEquals,
  '!=': (a, b) => different('!=', looseEquals(a, b), a, b),
  instanceof: isInstance,
  in: (key, object) => {
    if (object instanceof Unknown) return unknownResult('in', key, object, 'boolean');
    if (!(object instanceof JSObject)) {
      throw typeError(
        `Cannot use 'in' operator to search for '${toText(key)}' in ${toText(object)}`,
      );
    }
    return object.has(toKey(key));
  },
};

function divide(a: bigint, b: bigint): bigint {
  return a / b;
}

export function binaryOperator(operator: string): Binary | undefined {
  return binaries[operator];
}

export function unaryOperator(operator: string): ((value: Value) => Value) | undefined {
  return unaries[operator];
}

const unaries: Readonly<Record<string, (value: Value) => Value>> = {
  '!': (value) =>
    value instanceof Unknown
      ? new Unknown(`!${value.name}`, undefined, 'boolean', false, !value.plausible)
      : !value,
  '-': (value) => {
    const number = toNumeric(value);
    return number instanceof Unknown
      ? new Unknown(`-${number.name}`, undefined, 'number')
      : -number;
  },
  '+': (value) => {
    const number = toPrimitive(value, 'number');
    return number instanceof Unknown
      ? new Unknown(`+${number.name}`, undefined, 'number')
      : toNumber(number);
  },
  '~': (value) => {
    const number = toNumeric(value);
    return number instanceof Unknown
      ? new Unknown(`~${number.name}`, undefined, 'number')
      : ~number;
  },
  typeof: typeOf,
  void: () => undefined,
};

/** `sameValueZero` of ECMA-262 7.2.11: what Map, Set and includes go by. Host primitives and identities serve. */
export function sameValueZero(a: Value, b: Value): boolean {
  return a === b || (a !== a && b !== b);
}
