import type { SyntaxNode } from './node';

/** What may stand around an expression of JavaScript or TypeScript without changing its value. */
const transparent = new Set([
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
  'type_assertion',
]);

/** The expression inside `(f as Task)!` that gives its value: `f`. */
export function valueInside(node: SyntaxNode): SyntaxNode {
  let inner = node;
  while (transparent.has(inner.type)) {
    const at = inner.type === 'type_assertion' ? inner.lastNamedChild : inner.namedChild(0);
    if (!at) break;
    inner = at;
  }
  return inner;
}

/** The largest expression around `node` that has its value: `(f as Task)!` for `f`; `node` itself if there is none. */
export function sameValueAround(node: SyntaxNode): SyntaxNode {
  let outermost = node;
  while (outermost.parent && transparent.has(outermost.parent.type)) outermost = outermost.parent;
  return outermost;
}
