import { PyBytes, PyDict, PyList, PySet, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { UnionType } from '../objects/aliases';
import { PyDictView } from '../objects/iterators';
import { Float, PyClass, PyInstance, boolClass, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { callSpecial } from './attributes';
import { label, notImplemented, numberOf, textOf } from './compare';
import { makeSet } from './hash';
import { contains } from './items';
import { items } from './iterate';
import { formatPercent } from './percent';

/** A JavaScript integer as a Python int, exact beyond 2**53. */
export function makeInt(value: number | bigint): number | bigint {
  if (typeof value === 'number') return value;
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

const dunders: Readonly<Record<string, string>> = {
  '+': 'add',
  '-': 'sub',
  '*': 'mul',
  '/': 'truediv',
  '//': 'floordiv',
  '%': 'mod',
  '**': 'pow',
  '@': 'matmul',
  '&': 'and',
  '|': 'or',
  '^': 'xor',
  '<<': 'lshift',
  '>>': 'rshift',
};

/** `a op b`; a TypeError tells it as it is written. */
export function binary(
  op: string,
  a: Value,
  b: Value,
  written = op === '**' ? '** or pow()' : op,
): Value {
  if (typeof a === 'number' && typeof b === 'number') {
    const small = smallIntegers(op, a, b);
    if (small !== undefined) return small;
  }
  if (a instanceof Unknown || b instanceof Unknown) return unknownResult(op, a, b);
  const own = dunder(op, a, b);
  if (own !== undefined) return own;
  const result = numbers(op, a, b) ?? sequences(op, a, b) ?? sets(op, a, b);
  if (result !== undefined) return result;
  if (op === '*' && (isSequence(a) || isSequence(b))) {
    const other = isSequence(a) ? b : a;
    raise('TypeError', `can't multiply sequence by non-int of type '${typeOf(other).name}'`);
  }
  raise(
    'TypeError',
    `unsupported operand type(s) for ${written}: '${typeOf(a).name}' and '${typeOf(b).name}'`,
  );
}

/** A text as it is, an unknown by its name. */
function shown(value: Value): string {
  return value instanceof Unknown ? value.toString() : (textOf(value) ?? label(value));
}

function isSequence(value: Value): boolean {
  return textOf(value) !== undefined || value instanceof PyList || value instanceof PyTuple;
}

/** A text with an unknown in it stays a text; anything else becomes unknown. */
function unknownResult(op: string, a: Value, b: Value): Value {
  if (op === '+' && (typeof a === 'string' || typeof b === 'string')) {
    return shown(a) + shown(b);
  }
  if (op === '%' && typeof a === 'string') return formatPercent(a, b);
  return new Unknown(`${label(a)} ${op} ${label(b)}`);
}

/** `a op= b`: the in-place method where there is one. */
export function augmented(op: string, a: Value, b: Value): Value {
  if (op === '+' && a instanceof PyList) {
    if (b instanceof PyList || b instanceof PyTuple) {
      a.items.push(...b.items);
      return a;
    }
    callSpecial(a, 'extend', [b]);
    return a;
  }
  if (op === '*' && a instanceof PyList && typeof b === 'number') {
    // The same list goes on, so that other names of it see the items too.
    const once = [...a.items];
    a.items.length = 0;
    for (let times = 0; times < b; times++) a.items.push(...once);
    return a;
  }
  if (a instanceof PyDict || a instanceof PySet) {
    const own = inPlace(op, a, b);
    if (own) return own;
  }
  const name = dunders[op];
  const result = callSpecial(a, `__i${name ?? ''}__`, [b]);
  return result === undefined || result === notImplemented ? binary(op, a, b, `${op}=`) : result;
}

function inPlace(op: string, a: PyDict | PySet, b: Value): Value | null {
  // Unlike `|`, `|=` takes what `dict.update` takes (Objects/dictobject.c, `dict_ior`).
  if (
    op === '|' &&
    a instanceof PyDict &&
    a.cls.lookup('__ior__') === undefined &&
    a.cls.lookup('__or__') === undefined &&
    !(b instanceof PyDict)
  ) {
    callSpecial(a, 'update', [b]);
    return a;
  }
  const combined = a instanceof PyDict ? merged(op, a, b) : sets(op, a, b);
  if (combined === undefined) return null;
  if (a instanceof PyDict && combined instanceof PyDict) {
    a.entries.clear();
    for (const [key, entry] of combined.entries) a.entries.set(key, entry);
    return a;
  }
  if (a instanceof PySet && combined instanceof PySet) {
    a.entries.clear();
    for (const [key, entry] of combined.entries) a.entries.set(key, entry);
    return a;
  }
  return null;
}

function dunder(op: string, a: Value, b: Value): Value | undefined {
  const name = dunders[op];
  if (name === undefined) return undefined;
  const first = typeOf(a);
  const second = typeOf(b);
  const reflectedFirst = first !== second && second.isSubclassOf(first);
  if (reflectedFirst) {
    const result = callSpecial(b, `__r${name}__`, [a]);
    if (result !== undefined && result !== notImplemented) return result;
  }
  const result = callSpecial(a, `__${name}__`, [b]);
  if (result !== undefined && result !== notImplemented) return result;
  if (reflectedFirst || first === second) return undefined;
  const reflected = callSpecial(b, `__r${name}__`, [a]);
  return reflected === notImplemented ? undefined : reflected;
}

function isFloat(value: Value): boolean {
  if (value instanceof PyInstance && value.payload !== undefined) return isFloat(value.payload);
  return value instanceof Float;
}

function numbers(op: string, a: Value, b: Value): Value | undefined {
  const left = numberOf(a);
  const right = numberOf(b);
  if (left === undefined || right === undefined) return undefined;
  if (isFloat(a) || isFloat(b)) {
    const result = floats(op, Number(left), Number(right));
    return result === undefined ? undefined : new Float(result);
  }
  if (typeOf(a) === boolClass && typeOf(b) === boolClass && /^[&|^]$/.test(op)) {
    return op === '&' ? !!left && !!right : op === '|' ? !!left || !!right : left !== right;
  }
  return integers(op, left, right);
}

function floats(op: string, a: number, b: number): number | undefined {
  switch (op) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      if (b === 0) raise('ZeroDivisionError', 'float division by zero');
      return a / b;
    case '//':
      if (b === 0) raise('ZeroDivisionError', 'float floor division by zero');
      return Math.round((a - floatModulo(a, b)) / b);
    case '%':
      if (b === 0) raise('ZeroDivisionError', 'float modulo');
      return floatModulo(a, b);
    case '**':
      if (a === 0 && b < 0) raise('ZeroDivisionError', 'zero to a negative power');
      return a ** b;
    default:
      return undefined;
  }
}

/** Python's remainder has the sign of the divisor. */
function floatModulo(a: number, b: number): number {
  const rest = a % b;
  return rest !== 0 && rest < 0 !== b < 0 ? rest + b : rest;
}

function integers(op: string, a: number | bigint, b: number | bigint): Value | undefined {
  if (typeof a === 'number' && typeof b === 'number') {
    const small = smallIntegers(op, a, b);
    if (small !== undefined) return small;
  }
  return bigIntegers(op, BigInt(a), BigInt(b));
}

function smallIntegers(op: string, a: number, b: number): Value | undefined {
  let result: number;
  switch (op) {
    case '+':
      result = a + b;
      break;
    case '-':
      result = a - b;
      break;
    case '*':
      result = a * b;
      break;
    case '/':
      if (b === 0) raise('ZeroDivisionError', 'division by zero');
      return new Float(a / b);
    case '//':
      if (b === 0) raise('ZeroDivisionError', 'integer division or modulo by zero');
      result = Math.floor(a / b);
      break;
    case '%':
      if (b === 0) raise('ZeroDivisionError', 'integer modulo by zero');
      result = floatModulo(a, b);
      break;
    case '**':
      if (b < 0) return new Float(floats('**', a, b) ?? 0);
      result = a ** b;
      break;
    default:
      return undefined;
  }
  // Adding zero turns JavaScript's -0 into 0.
  return Number.isSafeInteger(result) ? result + 0 : undefined;
}

function bigIntegers(op: string, a: bigint, b: bigint): Value | undefined {
  switch (op) {
    case '+':
      return makeInt(a + b);
    case '-':
      return makeInt(a - b);
    case '*':
      return makeInt(a * b);
    case '/':
      if (b === 0n) raise('ZeroDivisionError', 'division by zero');
      return new Float(Number(a) / Number(b));
    case '//': {
      if (b === 0n) raise('ZeroDivisionError', 'integer division or modulo by zero');
      const quotient = a / b;
      return makeInt(a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient);
    }
    case '%': {
      if (b === 0n) raise('ZeroDivisionError', 'integer modulo by zero');
      const rest = a % b;
      return makeInt(rest !== 0n && rest < 0n !== b < 0n ? rest + b : rest);
    }
    case '**':
      if (b < 0n) return new Float(Number(a) ** Number(b));
      if (b > 100_000n) raise('OverflowError', 'the power is too large to work out');
      return makeInt(a ** b);
    case '&':
      return makeInt(a & b);
    case '|':
      return makeInt(a | b);
    case '^':
      return makeInt(a ^ b);
    case '<<':
      if (b < 0n) raise('ValueError', 'negative shift count');
      if (b > 1_000_000n) raise('OverflowError', 'shift count is too large');
      return makeInt(a << b);
    case '>>':
      if (b < 0n) raise('ValueError', 'negative shift count');
      return makeInt(a >> b);
    default:
      return undefined;
  }
}

function sequences(op: string, a: Value, b: Value): Value | undefined {
  const text = textOf(a);
  if (op === '%' && text !== undefined) return formatPercent(text, b);
  if (op === '+') return concatenated(a, b);
  if (op === '*') return repeated(a, b) ?? repeated(b, a);
  return undefined;
}

function concatenated(a: Value, b: Value): Value | undefined {
  const text = textOf(a);
  if (text !== undefined) {
    const other = textOf(b);
    if (other !== undefined) return text + other;
    raise('TypeError', `can only concatenate str (not "${typeOf(b).name}") to str`);
  }
  if (a instanceof PyList) {
    if (b instanceof PyList) return new PyList([...a.items, ...b.items]);
    raise('TypeError', `can only concatenate list (not "${typeOf(b).name}") to list`);
  }
  if (a instanceof PyTuple) {
    if (b instanceof PyTuple) return new PyTuple([...a.items, ...b.items]);
    raise('TypeError', `can only concatenate tuple (not "${typeOf(b).name}") to tuple`);
  }
  if (a instanceof PyBytes) {
    if (b instanceof PyBytes) return new PyBytes(Uint8Array.of(...a.bytes, ...b.bytes), a.cls);
    raise('TypeError', `can't concat ${typeOf(b).name} to ${typeOf(a).name}`);
  }
  return undefined;
}

function repeated(sequence: Value, times: Value): Value | undefined {
  if (isFloat(times)) return undefined;
  const number = numberOf(times);
  if (number === undefined) return undefined;
  const count = Math.max(0, Number(number));
  const text = textOf(sequence);
  if (text !== undefined) {
    if (text.length * count > 100_000_000) raise('MemoryError');
    return text.repeat(count);
  }
  if (sequence instanceof PyList) return new PyList(repeatItems(sequence.items, count));
  if (sequence instanceof PyTuple) return new PyTuple(repeatItems(sequence.items, count));
  if (sequence instanceof PyBytes) {
    return new PyBytes(
      Uint8Array.from(repeatItems([...sequence.bytes], count) as number[]),
      sequence.cls,
    );
  }
  return undefined;
}

function repeatItems(items: readonly Value[], count: number): Value[] {
  if (items.length * count > 50_000_000) raise('MemoryError');
  const result: Value[] = [];
  for (let turn = 0; turn < count; turn++) for (const item of items) result.push(item);
  return result;
}

function merged(op: string, a: PyDict, b: Value): Value | undefined {
  if (op !== '|' || !(b instanceof PyDict)) return undefined;
  const result = new PyDict();
  for (const dict of [a, b]) {
    for (const [hash, { key, value }] of dict.entries) result.set(hash, key, value);
  }
  return result;
}

function asSet(value: Value): PySet | undefined {
  if (value instanceof PySet) return value;
  if (!(value instanceof PyDictView) || value.kind === 'values') return undefined;
  return makeSet(items(value));
}

function isType(value: Value): boolean {
  return value === null || value instanceof PyClass;
}

function sets(op: string, a: Value, b: Value): Value | undefined {
  if (a instanceof PyDict) return merged(op, a, b);
  if (op === '|' && (a instanceof PyClass || b instanceof PyClass)) {
    return isType(a) && isType(b) ? new UnionType([a, b]) : undefined;
  }
  if (op === '&' && a instanceof PyDictView && a.kind !== 'values') {
    return makeSet(items(b).filter((item) => contains(a, item) === true));
  }
  const left = asSet(a);
  const right = asSet(b);
  if (!left || !right || !/^[-&|^]$/.test(op)) return undefined;
  const result = new PySet(a instanceof PySet ? a.cls : undefined);
  for (const [key, value] of left.entries) {
    const shared = right.entries.has(key);
    if (op === '|' || (op === '&' ? shared : !shared)) result.entries.set(key, value);
  }
  if (op === '|' || op === '^') {
    for (const [key, value] of right.entries) {
      if (!left.entries.has(key)) result.entries.set(key, value);
    }
  }
  return result;
}

export function unary(op: string, a: Value): Value {
  if (a instanceof Unknown) return new Unknown(`${op}${a.name}`);
  const name = { '-': '__neg__', '+': '__pos__', '~': '__invert__' }[op] ?? '';
  const own = callSpecial(a, name);
  if (own !== undefined) return own;
  const number = numberOf(a);
  if (number !== undefined) {
    if (isFloat(a)) {
      if (op !== '~') return new Float(op === '-' ? -Number(number) : Number(number));
    } else if (op === '-') {
      return typeof number === 'bigint' ? makeInt(-number) : 0 - number;
    } else {
      return op === '+' ? number : makeInt(~BigInt(number));
    }
  }
  raise('TypeError', `bad operand type for unary ${op}: '${typeOf(a).name}'`);
}

/** `abs(value)`. */
export function absolute(value: Value): Value {
  const own = callSpecial(value, '__abs__');
  if (own !== undefined) return own;
  const number = numberOf(value);
  if (number === undefined) {
    if (value instanceof Unknown) return new Unknown(`abs(${value.name})`);
    raise('TypeError', `bad operand type for abs(): '${typeOf(value).name}'`);
  }
  return number < 0 ? unary('-', value) : unary('+', value);
}
