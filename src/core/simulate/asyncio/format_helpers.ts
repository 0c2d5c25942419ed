import { PyBuiltin, PyFunction, PyMethod } from '../python/objects/functions';
import type { Value } from '../python/objects/object';
import { PyClass, typeOf } from '../python/objects/object';

/* Lib/asyncio/format_helpers.py: how callbacks are called in what people read. */

export function callableName(func: Value): string {
  if (func instanceof PyFunction) return func.qualname;
  if (func instanceof PyMethod) {
    const { self, func: inner } = func;
    if (inner instanceof PyBuiltin) return `${typeOf(self).name}.${inner.name}`;
    return callableName(inner);
  }
  if (func instanceof PyBuiltin) return func.name;
  if (func instanceof PyClass) return func.qualname;
  return typeOf(func).name;
}
