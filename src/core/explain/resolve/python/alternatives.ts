import type { SyntaxNode } from '../../../syntax/document';
import { either } from '../either';
import type { Frame, Value } from '../value';
import type { PythonParts } from './parts';

/**
 * One of several values, of which only a run decides which it is. What nobody can await, such as a number or a text, is
 * no alternative to what one can: it stands for "not yet", or is asked for before.
 */
export function oneOf(values: readonly Value[]): Value {
  const [only] = values;
  if (only && values.length === 1) return only;
  const solid = values.filter(({ kind }) => kind !== 'plain');
  return either(solid.length > 0 ? solid : values);
}

/** One of several expressions. */
export function alternatives(
  python: PythonParts,
  nodes: readonly (SyntaxNode | null)[],
  frame: Frame | null,
): Value {
  return oneOf(nodes.flatMap((node) => (node ? [python.evaluate(node, frame)] : [])));
}
