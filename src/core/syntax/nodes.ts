import type { Node } from 'web-tree-sitter';

/** The named children without comments, which tree-sitter lets stand anywhere. */
export function partsOf(node: Node): Node[] {
  return node.namedChildren.filter((child) => child.type !== 'comment');
}

/** The first child of this type, named or not: `childOfType(node, 'async')`. */
export function childOfType(node: Node, type: string): Node | undefined {
  return node.children.find((child) => child.type === type);
}
