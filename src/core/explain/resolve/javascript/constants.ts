import type { SyntaxNode } from '../../../syntax/document';
import { arithmetic } from '../evaluator';
import type { Frame } from '../value';
import { givenFor } from './arguments';
import type { JavaScriptParts } from './parts';

/** The number that an expression is fixed to by the source; null if it is not. */
export function numberOf(
  javascript: JavaScriptParts,
  node: SyntaxNode | null,
  frame: Frame | null,
  depth = 0,
): number | null {
  if (!node || depth > 8) return null;
  switch (node.type) {
    case 'number': {
      const value = Number(node.text.replaceAll('_', ''));
      return Number.isFinite(value) ? value : null;
    }
    case 'parenthesized_expression':
      return numberOf(javascript, node.namedChild(0), frame, depth + 1);
    case 'binary_expression': {
      const left = numberOf(javascript, node.childForFieldName('left'), frame, depth + 1);
      if (left === null) return null;
      const right = numberOf(javascript, node.childForFieldName('right'), frame, depth + 1);
      return right === null
        ? null
        : arithmetic(node.childForFieldName('operator')?.type, left, right);
    }
    case 'member_expression':
      return javascript.constantOf(javascript.evaluate(node, frame));
    case 'identifier': {
      const given = frame && givenFor(javascript, node, frame);
      if (given) return javascript.constant(given, frame.site?.frame ?? null);
      const bounds = javascript.bindings.of(node.text);
      const only = bounds.length === 1 ? bounds[0] : undefined;
      if (only?.binding.kind === 'parameter') {
        return numberOf(javascript, only.binding.default, null, depth + 1);
      }
      if (only?.binding.kind === 'import')
        return javascript.constantOf(javascript.evaluate(node, frame));
      if (only?.binding.kind !== 'value' || only.path.length > 0) return null;
      // Only a `const` cannot be counted up or down later.
      const declaration = only.binding.node?.parent?.parent;
      if (declaration?.firstChild?.type !== 'const') return null;
      return numberOf(javascript, only.binding.node, frame, depth + 1);
    }
    default:
      return null;
  }
}
