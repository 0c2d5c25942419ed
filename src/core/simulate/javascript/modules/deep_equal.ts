import { ArrayObject } from '../values/array';
import { DateObject, MapObject, SetObject } from '../values/collections';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';

/** Node's strict deep equality (lib/internal/util/comparisons.js), for data without cycles through other paths. */
export function isDeepEqual(a: Value, b: Value, seen = new Map<JSObject, JSObject>()): boolean {
  if (Object.is(a, b)) return true;
  if (!(a instanceof JSObject) || !(b instanceof JSObject)) return false;
  if (a.proto !== b.proto || a.kind !== b.kind) return false;
  if (seen.get(a) === b) return true;
  seen.set(a, b);
  if (a instanceof DateObject && b instanceof DateObject && a.time !== b.time) return false;
  if (a instanceof ArrayObject && b instanceof ArrayObject && a.items.length !== b.items.length)
    return false;
  if (a instanceof MapObject && b instanceof MapObject) {
    if (a.entries.size !== b.entries.size) return false;
    for (const [key, value] of a.entries) {
      const other = b.entries.has(key)
        ? b.entries.get(key)
        : [...b.entries].find(([each]) => isDeepEqual(key, each, seen))?.[1];
      if (!isDeepEqual(value, other, seen)) return false;
    }
  }
  if (a instanceof SetObject && b instanceof SetObject) {
    if (a.values.size !== b.values.size) return false;
    for (const value of a.values) {
      if (!b.values.has(value) && ![...b.values].some((each) => isDeepEqual(value, each, seen)))
        return false;
    }
  }
  const keys = a.ownKeys().filter((key) => a.getOwn(key)?.enumerable);
  const others = b.ownKeys().filter((key) => b.getOwn(key)?.enumerable);
  return (
    keys.length === others.length &&
    keys.every((key) => b.getOwn(key) !== undefined && isDeepEqual(a.get(key), b.get(key), seen))
  );
}
