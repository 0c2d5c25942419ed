import { FunctionObject } from './function';
import type { PropertyKey, Value } from './object';
import { JSObject } from './object';
import { typeError } from './throw';
import { Unknown } from './unknown';

/** The abstract operations of ECMA-262's chapter 7.1, over our values. */

export function isCallable(value: Value): value is FunctionObject {
  return value instanceof FunctionObject;
}

export function typeOf(value: Value): string | Unknown {
  if (value === null) return 'object';
  if (value instanceof Unknown)
    return value.type ?? new Unknown(`typeof ${value.name}`, undefined, 'string');
  if (value instanceof JSObject) return value instanceof FunctionObject ? 'function' : 'object';
  return typeof value;
}

type Primitive = Exclude<Value, JSObject>;

/** `toPrimitive` of ECMA-262 7.1.1. */
export function toPrimitive(
  value: Value,
  hint: 'default' | 'number' | 'string' = 'default',
): Primitive {
  if (!(value instanceof JSObject)) return value;
  const exotic = value.get(Symbol.toPrimitive);
  if (isCallable(exotic)) {
    const result = exotic.call(value, [hint]);
    if (!(result instanceof JSObject)) return result;
    throw typeError('Cannot convert object to primitive value');
  }
  for (const name of hint === 'string' ? ['toString', 'valueOf'] : ['valueOf', 'toString']) {
    const method = value.get(name);
    if (!isCallable(method)) continue;
    const result = method.call(value, []);
    if (!(result instanceof JSObject)) return result;
  }
  throw typeError('Cannot convert object to primitive value');
}

export function toText(value: Value): string {
  if (typeof value === 'string') return value;
  const primitive = toPrimitive(value, 'string');
  if (primitive instanceof Unknown) return primitive.text;
  if (typeof primitive === 'symbol') throw typeError('Cannot convert a Symbol value to a string');
  return String(primitive);
}

/** Text for a template or a concatenation: an unknown stays one, with the known text around its name. */
export function toTextOrUnknown(value: Value): string | Unknown {
  if (typeof value === 'string') return value;
  const primitive = toPrimitive(value, 'string');
  return primitive instanceof Unknown ? primitive : toText(primitive);
}

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value;
  const primitive = toPrimitive(value, 'number');
  if (primitive instanceof Unknown) return NaN;
  if (typeof primitive === 'symbol') throw typeError('Cannot convert a Symbol value to a number');
  if (typeof primitive === 'bigint') throw typeError('Cannot convert a BigInt value to a number');
  return Number(primitive);
}

export function toNumeric(value: Value): number | bigint | Unknown {
  const primitive = toPrimitive(value, 'number');
  if (primitive instanceof Unknown || typeof primitive === 'bigint') return primitive;
  return toNumber(primitive);
}

/** ToBigInt (ECMA-262 7.1.13): a number is refused. */
export function toBigInt(value: Value): bigint {
  const primitive = toPrimitive(value, 'number');
  if (
    typeof primitive === 'bigint' ||
    typeof primitive === 'string' ||
    typeof primitive === 'boolean'
  )
    return BigInt(primitive);
  throw typeError(
    `Cannot convert ${primitive instanceof Unknown ? primitive.text : String(primitive)} to a BigInt`,
  );
}

export function toInteger(value: Value, whenUndefined = 0): number {
  if (value === undefined) return whenUndefined;
  const number = toNumber(value);
  return Number.isNaN(number) ? 0 : Math.trunc(number);
}

export function toKey(value: Value): PropertyKey {
  if (typeof value === 'string' || typeof value === 'symbol') return value;
  const primitive = toPrimitive(value, 'string');
  return typeof primitive === 'symbol' ? primitive : toText(primitive);
}

/** A key in an error message: `Symbol(x)` or the text. */
export function keyText(key: PropertyKey): string {
  return typeof key === 'symbol' ? key.toString() : key;
}
