import { PyBuiltin, PyFunction, PyMethod } from '../python/objects/functions';
import type { Value } from '../python/objects/object';
import { typeOf } from '../python/objects/object';

/* Lib/asyncio/format_helpers.py: how callbacks are called in what people read. */

export function callableName(func: Value): string {
  if (func instanceof PyFunction) return func.qualname;
  if (func instanceof PyMethod) {
    const { self, func: inner } = func;
    if (inner instanceof PyBuiltin) return `${typeOf(self).name}.${inner.name}`;
    return callableName(inner);
  }
  if (func instanceof PyBuiltin) return func.name;
  return typeOf(func).name;
}
