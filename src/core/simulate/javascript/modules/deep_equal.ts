import { ArrayObject } from '../values/array';
import { DateObject, MapObject, SetObject } from '../values/collections';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { looseEquals } from '../values/operators';

/** Node's strict deep equality (lib/internal/util/comparisons.js), for data without cycles through other paths. */
export function isDeepEqual(a: Value, b: Value, seen = new Map<JSObject, JSObject>()): boolean {
  return equal(a, b, true, seen);
}

/** The loose one (`assert.deepEqual`): primitives compare with `==`, and prototypes do not count. */
export function isLooselyDeepEqual(a: Value, b: Value): boolean {
  return equal(a, b, false, new Map());
}

function equal(a: Value, b: Value, strict: boolean, seen: Map<JSObject, JSObject>): boolean {
  if (Object.is(a, b)) return true;
  if (!(a instanceof JSObject) || !(b instanceof JSObject)) {
    if (strict || a instanceof JSObject || b instanceof JSObject) return false;
    return looseEquals(a, b) === true || (Number.isNaN(a) && Number.isNaN(b));
  }
  if (a.kind !== b.kind || (strict && a.proto !== b.proto)) return false;
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
        : [...b.entries].find(([each]) => equal(key, each, strict, seen))?.[1];
      if (!equal(value, other, strict, seen)) return false;
    }
  }
  if (a instanceof SetObject && b instanceof SetObject) {
    if (a.values.size !== b.values.size) return false;
    for (const value of a.values) {
      if (!b.values.has(value) && ![...b.values].some((each) => equal(value, each, strict, seen)))
        return false;
    }
  }
  const keys = a.ownKeys().filter((key) => a.getOwn(key)?.enumerable);
  const others = b.ownKeys().filter((key) => b.getOwn(key)?.enumerable);
  return (
    keys.length === others.length &&
    keys.every((key) => b.getOwn(key) !== undefined && equal(a.get(key), b.get(key), strict, seen))
  );
}
