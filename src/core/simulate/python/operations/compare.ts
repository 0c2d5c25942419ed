import { PyBytes, PyDict, PyList, PyRange, PySet, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyMethod } from '../objects/functions';
import { PyDictView } from '../objects/iterators';
import { Float, PyInstance, PyObject, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { callSpecial } from './attributes';
import { truth } from './truth';

/** The number behind an int, bool, float or an instance of a subclass of one; else undefined. */
export function numberOf(value: Value): number | bigint | undefined {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Float) return value.value;
  if (value instanceof PyInstance && value.payload !== undefined) return numberOf(value.payload);
  return undefined;
}

/** The text behind a str or an instance of a subclass of it. */
export function textOf(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  if (value instanceof PyInstance && typeof value.payload === 'string') return value.payload;
  return undefined;
}

/** `a != b`. */
export function notEqual(a: Value, b: Value): Value {
  const own = callSpecial(a, '__ne__', [b]);
  if (own !== undefined && own !== notImplemented) return own;
  const result = compareEqual(a, b);
  return result instanceof Unknown ? new Unknown(result.name.replace('==', '!=')) : !truth(result);
}

/** `a is b`. An unknown is most likely not the other object: not None, not a sentinel. */
export function identical(a: Value, b: Value): Value {
  const isUnknown = a !== b && (a instanceof Unknown || b instanceof Unknown);
  return isUnknown ? new Unknown(`${label(a)} is ${label(b)}`, null, false) : a === b;
}

/** `a == b` as the program's own containers test it: identical things are equal. */
export function equal(a: Value, b: Value): boolean {
  return a === b || truth(compareEqual(a, b));
}

/** The value of `a == b`. */
export function compareEqual(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a === b;
  if (typeof a === 'string' && typeof b === 'string') return a === b;
  if (a instanceof Unknown || b instanceof Unknown) {
    return a === b ? true : new Unknown(`${label(a)} == ${label(b)}`);
  }
  if (!(a instanceof PyObject) && !(b instanceof PyObject)) return primitiveEqual(a, b);
  return dunderCompare(a, b, '__eq__', '__eq__') ?? nativeEqual(a, b);
}

// JavaScript's == on a number and a bigint, or two of the same kind, is Python's.
function primitiveEqual(a: Value, b: Value): boolean {
  const left = numberOf(a);
  const right = numberOf(b);
  if (left !== undefined && right !== undefined) return numbersEqual(left, right);
  return a === b;
}

function numbersEqual(a: number | bigint, b: number | bigint): boolean {
  if (typeof a === typeof b) return a === b;
  return !(a < b) && !(a > b);
}

/** How an operand is named in an unknown's own name. */
export function label(value: Value): string {
  if (value instanceof Unknown) return value.name;
  if (typeof value === 'string') return `'${value}'`;
  const number = numberOf(value);
  if (number !== undefined && typeof value !== 'boolean') return String(number);
  if (value === null) return 'None';
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : typeOf(value).name;
}

/** Both sides' dunder methods, the subclass's first; undefined if neither knows. */
function dunderCompare(a: Value, b: Value, name: string, reflected: string): Value | undefined {
  const first = typeOf(a);
  const second = typeOf(b);
  const swap = second !== first && second.isSubclassOf(first);
  const tries: (readonly [Value, string, Value])[] = swap
    ? [
        [b, reflected, a],
        [a, name, b],
      ]
    : [
        [a, name, b],
        [b, reflected, a],
      ];
  for (const [self, method, other] of tries) {
    const result = callSpecial(self, method, [other]);
    if (result !== undefined && result !== notImplemented) return result;
  }
  return undefined;
}

/** The singleton `NotImplemented`. */
export const notImplemented: PyObject = new PyInstance(typeOf(null));

function nativeEqual(a: Value, b: Value): boolean {
  if (a === b) return true;
  const left = numberOf(a);
  const right = numberOf(b);
  if (left !== undefined || right !== undefined) {
    return left !== undefined && right !== undefined && numbersEqual(left, right);
  }
  const text = textOf(a);
  if (text !== undefined) return text === textOf(b);
  if (a instanceof PyList && b instanceof PyList) return sequencesEqual(a.items, b.items);
  if (a instanceof PyTuple && b instanceof PyTuple) return sequencesEqual(a.items, b.items);
  if (a instanceof PyDict && b instanceof PyDict) return dictsEqual(a, b);
  const set = asSet(a);
  if (set) {
    const other = asSet(b);
    return !!other && set.size === other.size && [...set].every((key) => other.has(key));
  }
  if (a instanceof PyBytes && b instanceof PyBytes) {
    return a.bytes.length === b.bytes.length && a.bytes.every((byte, i) => byte === b.bytes[i]);
  }
  if (a instanceof PyRange && b instanceof PyRange) {
    return a.length === b.length && (a.length === 0 || (a.start === b.start && a.step === b.step));
  }
  if (a instanceof PyMethod && b instanceof PyMethod) return a.self === b.self && a.func === b.func;
  return false;
}

function sequencesEqual(a: readonly Value[], b: readonly Value[]): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    if (!equal(a[index] ?? null, b[index] ?? null)) return false;
  }
  return true;
}

function dictsEqual(a: PyDict, b: PyDict): boolean {
  if (a.size !== b.size) return false;
  for (const [key, { value }] of a.entries) {
    const other = b.get(key);
    if (other === undefined || !equal(value, other)) return false;
  }
  return true;
}

/** The keys of a set, or of a view that compares like one. */
function asSet(value: Value): ReadonlySet<unknown> | undefined {
  if (value instanceof PySet) return new Set(value.entries.keys());
  if (value instanceof PyDictView && value.kind === 'keys') {
    return new Set(value.dict.entries.keys());
  }
  return undefined;
}

type Order = '<' | '<=' | '>' | '>=';

const dunderOf: Readonly<Record<Order, readonly [string, string]>> = {
  '<': ['__lt__', '__gt__'],
  '<=': ['__le__', '__ge__'],
  '>': ['__gt__', '__lt__'],
  '>=': ['__ge__', '__le__'],
};

/** The value of `a < b` and its kin. */
export function compareOrder(op: Order, a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return ordered(op, a, b);
  if (a instanceof Unknown || b instanceof Unknown) {
    return new Unknown(`${label(a)} ${op} ${label(b)}`);
  }
  const [name, reflected] = dunderOf[op];
  const own = dunderCompare(a, b, name, reflected);
  if (own !== undefined) return own;
  const left = numberOf(a);
  const right = numberOf(b);
  if (left !== undefined && right !== undefined) return ordered(op, left, right);
  const text = textOf(a);
  const otherText = textOf(b);
  if (text !== undefined && otherText !== undefined) return ordered(op, text, otherText);
  if (
    (a instanceof PyList && b instanceof PyList) ||
    (a instanceof PyTuple && b instanceof PyTuple)
  ) {
    return compareSequences(op, a.items, b.items);
  }
  if (a instanceof PyBytes && b instanceof PyBytes) {
    return compareSequences(op, [...a.bytes], [...b.bytes]);
  }
  const set = asSet(a);
  const otherSet = asSet(b);
  if (set && otherSet) return compareSets(op, set, otherSet);
  raise(
    'TypeError',
    `'${op}' not supported between instances of '${typeOf(a).name}' and '${typeOf(b).name}'`,
  );
}

function ordered(op: Order, a: number | bigint | string, b: number | bigint | string): boolean {
  switch (op) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
  }
}

function compareSequences(op: Order, a: readonly Value[], b: readonly Value[]): Value {
  const shared = Math.min(a.length, b.length);
  for (let index = 0; index < shared; index++) {
    const left = a[index] ?? null;
    const right = b[index] ?? null;
    if (!equal(left, right)) return compareOrder(op, left, right);
  }
  return ordered(op, a.length, b.length);
}

function compareSets(op: Order, a: ReadonlySet<unknown>, b: ReadonlySet<unknown>): boolean {
  if (op === '>' || op === '>=') return compareSets(op === '>' ? '<' : '<=', b, a);
  return (op === '<' ? a.size < b.size : a.size <= b.size) && [...a].every((key) => b.has(key));
}

/** Orders two values for a stable sort, as `list.sort` does with `<` alone. */
export function sortOrder(a: Value, b: Value): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (truth(compareOrder('<', a, b))) return -1;
  return truth(compareOrder('<', b, a)) ? 1 : 0;
}
