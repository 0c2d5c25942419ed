import type { SyntaxNode } from '../../../syntax/document';
import type { Site } from './ast';

/* What lowering asks of tree-sitter's nodes. */

/** The children that are part of the program: no comments, no line continuations. */
export function parts(node: SyntaxNode): SyntaxNode[] {
  return node.namedChildren.filter(
    (child) => child.type !== 'comment' && child.type !== 'line_continuation',
  );
}

export function siteOf(node: SyntaxNode): Site {
  const { startPosition: start, endPosition: end } = node;
  return {
    line: start.row + 1,
    column: start.column + 1,
    endLine: end.row + 1,
    endColumn: end.column + 1,
    start: node.startIndex,
    end: node.endIndex,
  };
}

/** Whether the node begins with that keyword, or has it among its own tokens. */
export function hasToken(node: SyntaxNode, token: string): boolean {
  return node.children.some((child) => child.type === token);
}
