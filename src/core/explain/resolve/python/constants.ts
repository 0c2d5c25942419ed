import type { SyntaxNode } from '../../../syntax/document';
import { arithmetic } from '../evaluator';
import type { Frame } from '../value';
import { givenFor } from './arguments';
import type { PythonParts } from './parts';

/** The number that an expression is fixed to by the source; null if it is not. */
export function numberOf(
  python: PythonParts,
  node: SyntaxNode | null,
  frame: Frame | null,
  depth = 0,
): number | null {
  if (!node || depth > 8) return null;
  switch (node.type) {
    case 'integer':
    case 'float': {
      const value = Number(node.text.replaceAll('_', ''));
      return Number.isFinite(value) ? value : null;
    }
    case 'parenthesized_expression':
      return numberOf(python, node.namedChild(0), frame, depth + 1);
    case 'unary_operator': {
      if (node.childForFieldName('operator')?.text !== '-') return null;
      const value = numberOf(python, node.childForFieldName('argument'), frame, depth + 1);
      return value === null ? null : -value;
    }
    case 'binary_operator': {
      const left = numberOf(python, node.childForFieldName('left'), frame, depth + 1);
      if (left === null) return null;
      const right = numberOf(python, node.childForFieldName('right'), frame, depth + 1);
      return right === null
        ? null
        : arithmetic(node.childForFieldName('operator')?.text, left, right);
    }
    case 'attribute':
      return python.constantOf(python.evaluate(node, frame));
    case 'identifier':
      return numberOfName(python, node, frame, depth);
    default:
      return null;
  }
}

function numberOfName(
  python: PythonParts,
  node: SyntaxNode,
  frame: Frame | null,
  depth: number,
): number | null {
  for (let at = frame; at; at = at.outer ?? null) {
    const given = givenFor(python, node, at);
    if (given) return python.constant(given, at.site?.frame ?? null);
  }
  const scope = python.bindings.scopeAround(node.startIndex);
  const parameter = python.bindings
    .in(node.text, scope)
    .find(({ binding }) => binding.kind === 'parameter');
  if (parameter?.binding.kind === 'parameter') {
    // Where the call gives nothing, its default holds; of a parameter of any call no number is known.
    const isOfCall = frame?.site && frame.function === scope;
    return isOfCall ? numberOf(python, parameter.binding.default, null, depth + 1) : null;
  }
  // A name that is assigned more than once has no fixed value.
  const [only, ...others] = python.bindings.of(node.text);
  if (others.length > 0) return null;
  if (only?.binding.kind === 'import') return python.constantOf(python.evaluate(node, frame));
  if (only?.binding.kind !== 'value' || only.path.length > 0) return null;
  if (isChanged(python, node.text)) return null;
  return numberOf(python, only.binding.node, frame, depth + 1);
}

/** Whether an augmented assignment, such as `n += 1`, changes a name anywhere in the file. */
function isChanged(python: PythonParts, name: string): boolean {
  return new RegExp(`(?<![\\w.])${name}\\s*(?:[-+*/%|&^]|//|\\*\\*|<<|>>)=`).test(
    python.source.text,
  );
}
