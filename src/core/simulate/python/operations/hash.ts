import { PyBytes, PyDict, PyList, PySet, PyTuple, frozensetClass } from '../objects/containers';
import type { HashKey } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyBuiltin, PyFunction, PyMethod } from '../objects/functions';
import { Float, PyInstance, typeOf } from '../objects/object';
import type { Value, PyObject } from '../objects/object';
import { perWalkthrough } from '../machine';
import { call } from './call';
import { equal } from './compare';

/** The key under which a value is found in a dict or set; equal values have the same. TypeError if unhashable. */
export function hashKey(value: Value): HashKey {
  switch (typeof value) {
    case 'string':
      return value.startsWith('\0') ? `\0s${value}` : value;
    case 'boolean':
      return value ? 1 : 0;
    case 'number':
    case 'bigint':
      return value;
    default:
      return value === null ? null : objectKey(value);
  }
}

function objectKey(value: PyObject): HashKey {
  if (value instanceof Float) return floatKey(value.value);
  if (value instanceof PyTuple) return `\0t${value.items.map(part).join('\0,')}\0)`;
  if (value instanceof PyBytes) return `\0b${value.bytes.join(',')}`;
  if (value instanceof PySet && value.cls.isSubclassOf(frozensetClass)) {
    return `\0f${[...value.entries.keys()].map(keyPart).sort().join('\0,')}\0)`;
  }
  if (value instanceof PyList || value instanceof PyDict || value instanceof PySet) {
    if (!(value.cls.lookup('__hash__') instanceof PyFunction)) unhashable(value);
  }
  if (value instanceof PyMethod)
    return `\0m${keyPart(hashKey(value.self))}\0.${identity(value.func as PyObject)}`;
  if (value instanceof PyInstance && value.payload !== undefined) return hashKey(value.payload);
  const hash = value.cls.lookup('__hash__');
  if (hash === null) unhashable(value);
  if (hash instanceof PyFunction || hash instanceof PyBuiltin) return ownKey(value, hash);
  const eq = value.cls.lookup('__eq__');
  if (eq instanceof PyFunction && hash === undefined) unhashable(value);
  return value;
}

function floatKey(value: number): HashKey {
  // Beyond 2**53 a float can equal a bigint; below, floats and ints share JavaScript's numbers.
  return Number.isInteger(value) && !Number.isSafeInteger(value) ? BigInt(value) : value;
}

function unhashable(value: Value): never {
  raise('TypeError', `unhashable type: '${typeOf(value).name}'`);
}

/** Objects with a `__hash__` of their own are found by it, then by `__eq__`: the first equal one stands for all. */
const buckets = perWalkthrough(() => new Map<HashKey, PyObject[]>());

function ownKey(value: PyObject, hash: Value): HashKey {
  const number = call(hash, [value]);
  const key = hashKey(number);
  // A number of the library (Decimal, Fraction) is found under the int or float that it equals.
  if (hash instanceof PyBuiltin && equal(value, number)) return key;
  const bucket = buckets().get(key);
  if (!bucket) {
    buckets().set(key, [value]);
    return value;
  }
  const same = bucket.find((other) => other === value || equal(other, value));
  if (same) return same;
  bucket.push(value);
  return value;
}

/** Given out in order, so that every walkthrough of a program prints the same addresses. */
const identities = perWalkthrough(() => ({ of: new WeakMap<PyObject, number>(), last: 0 }));

/** A number that is the object's alone, as `id()` gives; an address as CPython would print it. */
export function identity(value: PyObject): number {
  const known = identities();
  let id = known.of.get(value);
  if (id === undefined) {
    id = 0x7f0000000000 + ++known.last * 48;
    known.of.set(value, id);
  }
  return id;
}

function part(value: Value): string {
  return keyPart(hashKey(value));
}

function keyPart(key: HashKey): string {
  switch (typeof key) {
    case 'string':
      return `"${key.length}:${key}`;
    case 'object':
      return key === null ? 'None' : `@${identity(key)}`;
    default:
      return String(key);
  }
}

/** `hash(value)` as a number: an int's own value, something stable for anything else. */
export function hashNumber(value: Value): number | bigint {
  const key = hashKey(value);
  if (typeof key === 'number' && Number.isInteger(key)) return key === -1 ? -2 : key;
  if (typeof key === 'bigint') return key % ((1n << 61n) - 1n);
  const text = keyPart(key);
  let hash = 7;
  for (let index = 0; index < text.length; index++) {
    hash = (hash * 31 + text.charCodeAt(index)) % 2_147_483_647;
  }
  return hash;
}

export function dictGet(dict: PyDict, key: Value): Value | undefined {
  return dict.get(hashKey(key));
}

export function dictSet(dict: PyDict, key: Value, value: Value): void {
  dict.set(hashKey(key), key, value);
}

export function setAdd(set: PySet, value: Value): void {
  const key = hashKey(value);
  if (!set.entries.has(key)) set.entries.set(key, value);
}

export function setHas(set: PySet, value: Value): boolean {
  return set.entries.has(hashKey(value));
}

export function makeDict(entries: Iterable<readonly [Value, Value]>): PyDict {
  const dict = new PyDict();
  for (const [key, value] of entries) dictSet(dict, key, value);
  return dict;
}

export function makeFrozenSet(values: Iterable<Value>): PySet {
  const set = new PySet(frozensetClass);
  for (const value of values) setAdd(set, value);
  return set;
}

export function makeSet(values: Iterable<Value>): PySet {
  const set = new PySet();
  for (const value of values) setAdd(set, value);
  return set;
}
