import type { SyntaxNode } from '../../../syntax/document';
import { valueInside } from '../../../syntax/javascript';
import { either } from '../either';
import type { Value } from '../value';
import { plain } from '../value';
import { isAwaitable } from './awaiting';
import type { JavaScriptParts } from './parts';
import { isAlwaysBefore } from './reaching';

/**
 * Promises that a program keeps and hands out again: `cached ??= load()`, `if (!cached) cached = load(); return cached`,
 * `loads.get(key) ?? load(key)`. One that is kept from another call is mostly settled by then.
 */

/** A value that is kept from another time, if it is a promise: that, or one that is settled. */
export function maybeSettled(value: Value): Value {
  return isAwaitable(value) ? either([value, plain]) : value;
}

/** Whether an expression names what was there before the function that it stands in was called. */
export function isFromBefore(javascript: JavaScriptParts, node: SyntaxNode): boolean {
  const inner = valueInside(node);
  if (inner.type !== 'identifier') return /^(?:member|subscript)_expression$/.test(inner.type);
  const scope = javascript.source.functionAround(inner.startIndex);
  return isDeclaredOutside(javascript, inner.text, scope);
}

/** What a function returns under a name which it sets itself, but not on every way there: so what another call of it has set. */
export function returnedFromBefore(
  javascript: JavaScriptParts,
  expression: SyntaxNode,
  index: number,
  value: Value,
): Value {
  const node = valueInside(expression);
  if (!/^(?:identifier|member_expression)$/.test(node.type) || !isAwaitable(value)) return value;
  if (node.type === 'identifier' && !isDeclaredOutside(javascript, node.text, index)) return value;
  const sets = setsOf(javascript, node, index);
  const isNew = sets.some(
    ({ type, startIndex }) =>
      type === 'assignment_expression' &&
      startIndex < node.startIndex &&
      isAlwaysBefore(javascript, startIndex, node.startIndex),
  );
  return sets.length > 0 && !isNew ? maybeSettled(value) : value;
}

function isDeclaredOutside(
  { bindings }: JavaScriptParts,
  name: string,
  scope: number | null,
): boolean {
  const bounds = scope === null ? [] : bindings.visible(name, scope);
  return (
    bounds.length > 0 &&
    !bounds.some(
      ({ scope: own, binding }) => own === scope && !(binding.kind === 'value' && binding.assigned),
    )
  );
}

/** The assignments of a function that set what a name or a chain of members stands for. */
function setsOf(
  { source }: JavaScriptParts,
  node: SyntaxNode,
  index: number,
): readonly SyntaxNode[] {
  const extent = source.functions[index];
  const word = node.childForFieldName('property')?.text ?? node.text;
  return (extent ? source.occurrences(word, extent) : []).flatMap((offset) => {
    if (source.functionAround(offset) !== index) return [];
    const name = source.nodeAt({ start: offset, end: offset + word.length });
    const set = node.type === 'identifier' ? name : name?.parent;
    const assignment = set?.parent;
    return assignment?.type.endsWith('assignment_expression') &&
      assignment.childForFieldName('left')?.id === set?.id &&
      set?.text === node.text
      ? [assignment]
      : [];
  });
}
