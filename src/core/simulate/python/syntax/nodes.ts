import type { SyntaxNode } from '../../../syntax/document';
import type { Site } from './ast';

/* What lowering asks of tree-sitter's nodes. */

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
