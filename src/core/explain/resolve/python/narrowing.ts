import * as l10n from '@vscode/l10n';
import type { Bound } from '../bindings';
import { alternativesOf, eachOf } from '../either';
import type { Value } from '../value';
import { isKnown, unknown } from '../value';
import { oneOf } from './alternatives';
import type { PythonBinding } from './bindings';
import { libraryBase, resolutionOrder } from './classes';
import { isInside } from './flow';
import type { Narrowing } from './guards';
import { narrowed } from './guards';
import type { PythonParts } from './parts';

/** What a name is where conditions say more of it than its bindings do. */
export function narrowedValue(
  python: PythonParts,
  value: Value,
  name: string,
  offset: number,
  bindings: readonly Bound<PythonBinding>[],
): Value {
  let found = value;
  for (const said of narrowed(python.source, name, offset)) {
    const { start, end } = said.extent;
    const isSetAgain = bindings.some(
      (bound) =>
        start <= bound.offset &&
        bound.offset < end &&
        // `name = await name` sets it after the use, which only another turn of a loop sees.
        (end > offset || !isInside(bound, offset)),
    );
    if (!isSetAgain) found = narrowedBy(python, found, said, name);
  }
  return found;
}

function narrowedBy(python: PythonParts, value: Value, said: Narrowing, name: string): Value {
  switch (said.kind) {
    case 'awaitable':
      return eachOf(value, (one) => (isAwaitable(one) ? one : onlyAwaitable(name)));
    case 'coroutine function':
      return eachOf(value, (one) =>
        one.kind === 'unknown' ? { kind: 'callable', returns: onlyAwaitable(name) } : one,
      );
    case 'type':
    case 'other type': {
      const text = said.node.text.replace(/^\(|\)$/g, '').replaceAll(',', ' |');
      const type = python.annotated(text, said.node.startIndex);
      if (!isKnown(type) || type.kind === 'plain') return value;
      return said.kind === 'type'
        ? ofType(python, value, type)
        : notOfType(python, value, alternativesOf(type));
    }
  }
}

function onlyAwaitable(name: string): Value {
  return {
    kind: 'promise',
    of: unknown(l10n.t('only that {0} can be awaited is known', name)),
  };
}

/** Whether awaiting a value may wait for something that is known; a number or a list cannot be awaited. */
function isAwaitable({ kind }: Value): boolean {
  return kind !== 'unknown' && kind !== 'plain' && kind !== 'list';
}

/** What of a value is of a type: what may be, but is not known to, is that. */
function ofType(python: PythonParts, value: Value, type: Value): Value {
  const types = alternativesOf(type);
  const kept = alternativesOf(value).flatMap((one) => {
    if (types.some((other) => isOfType(python, one, other))) return [one];
    return types.some((other) => mayBeOfType(python, one, other)) ? [type] : [];
  });
  return kept.length > 0 ? oneOf(kept) : value;
}

/** What of a value is left where it is none of several types. */
function notOfType(python: PythonParts, value: Value, types: readonly Value[]): Value {
  const all = alternativesOf(value);
  const left = all.filter((one) => !types.some((type) => isOfType(python, one, type)));
  return left.length > 0 && left.length < all.length ? oneOf(left) : value;
}

/** Whether all that a value may be is of a type. */
function isOfType(python: PythonParts, one: Value, type: Value): boolean {
  if (type.kind === 'object')
    return one.kind === 'object' && resolutionOrder(python, one.class).includes(type.class);
  if (type.kind !== 'instance') return false;
  const own = one.kind === 'object' ? libraryBase(python, one.class) : null;
  const name = one.kind === 'instance' ? one.type : own;
  return name !== null && python.catalog.isBelow(name, type.type);
}

/** Whether a value of which less is known may be of a type. */
function mayBeOfType(python: PythonParts, one: Value, type: Value): boolean {
  if (one.kind === 'unknown' || one.kind === 'plain' || one.kind === 'list') return true;
  if (one.kind === 'promise' || one.kind === type.kind) {
    if (one.kind === 'object' && type.kind === 'object')
      return one.exact !== true && resolutionOrder(python, type.class).includes(one.class);
    if (one.kind === 'instance' && type.kind === 'instance')
      return python.catalog.isBelow(type.type, one.type);
    return one.kind !== 'promise' || type.kind === 'instance';
  }
  return (
    one.kind === 'instance' &&
    type.kind === 'object' &&
    libraryBase(python, type.class) === one.type
  );
}
