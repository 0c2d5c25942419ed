import { isCallable } from './convert';
import type { Value } from './object';
import { JSObject } from './object';
import { Unknown } from './unknown';

function nameOf(value: JSObject): string {
  const name = value.get('name');
  return typeof name === 'string' ? name : '';
}

/** How V8 writes a value in a message where no more than its kind matters. */
export function describe(value: Value): string {
  if (value instanceof Unknown) return value.name;
  if (value instanceof JSObject) return isCallable(value) ? nameOf(value) : '#<Object>';
  return typeof value === 'symbol' ? value.toString() : String(value);
}

/** How V8 writes a value for which it has no source (`BuildDefaultCallSite`): `number 5`, `object null`. */
export function describeWithType(value: Value): string {
  if (value instanceof Unknown) return value.name;
  if (value === undefined) return 'undefined';
  if (value instanceof JSObject) return isCallable(value) ? 'function' : 'object';
  if (typeof value === 'string') return `string "${value}"`;
  if (value === null) return 'object null';
  return typeof value === 'symbol' ? 'symbol' : `${typeof value} ${String(value)}`;
}
