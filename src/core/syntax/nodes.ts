import type { SyntaxNode } from './node';

/** Of these types tree-sitter's grammars let nodes stand anywhere: none is part of the program. */
const extras = new Set(['comment', 'line_continuation']);

/** The named children that are part of the program: no comments, no line continuations. */
export function partsOf(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.filter(isPart);
}

/** Whether a named node is part of the program. */
export function isPart(node: SyntaxNode): boolean {
  return !extras.has(node.type);
}

/** The place of a child among the parts of its parent; -1 for another node. */
export function partIndex(parent: SyntaxNode, child: SyntaxNode): number {
  return partsOf(parent).findIndex(({ id }) => id === child.id);
}

/** The first child of this type, named or not: `childOfType(node, 'async')`. */
export function childOfType(node: SyntaxNode, type: string): SyntaxNode | undefined {
  return node.children.find((child) => child.type === type);
}

/** Whether one of the node's own tokens is this one. */
export function hasToken(node: SyntaxNode, token: string): boolean {
  return childOfType(node, token) !== undefined;
}
