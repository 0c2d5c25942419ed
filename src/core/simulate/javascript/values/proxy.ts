import { ArrayObject } from './array';
import type { Value } from './object';
import { JSObject } from './object';

/** What each proxy stands for: it is printed as its target is, without asking its traps (`getProxyDetails` of Node). */
export const proxyTargets = new WeakMap<JSObject, JSObject>();

/** IsArray (ECMA-262 7.2.2): an array, or a proxy of one. */
export function isArray(value: Value): boolean {
  if (value instanceof ArrayObject) return true;
  const target = value instanceof JSObject ? proxyTargets.get(value) : undefined;
  return target !== undefined && isArray(target);
}
