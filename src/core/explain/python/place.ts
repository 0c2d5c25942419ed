import type { SyntaxNode } from '../../syntax/document';
import { oneLine } from '../words';
import type { Place, Use } from '../place';

/**
 * Where a Python suspension point stands; `node` is the await expression or the statement itself,
 * `before` the text of its function up to it, and beyond it what stands around it on its line.
 */
export function placeInPython(node: SyntaxNode, before: string): Place {
  // Going up the tree is slow: it is only done where a loop can be around.
  return { ...useOf(node), inLoop: /\b(?:for|while)\b/.test(before) && isInLoop(node) };
}

function useOf(node: SyntaxNode): { use: Use; target: string | null } {
  let child = node;
  let parent = node.parent;
  while (parent?.type === 'parenthesized_expression') {
    child = parent;
    parent = parent.parent;
  }
  switch (parent?.type) {
    case 'expression_statement':
      return { use: 'dropped', target: null };
    case 'return_statement':
      return { use: 'returned', target: null };
    case 'assignment':
      return { use: 'assigned', target: targetsOf(parent) };
    case 'augmented_assignment':
      return { use: 'assigned', target: parent.childForFieldName('left')?.text ?? null };
    case 'named_expression':
      return parent.childForFieldName('value')?.id === child.id
        ? { use: 'assigned', target: parent.childForFieldName('name')?.text ?? null }
        : { use: 'used', target: null };
    default:
      return { use: 'used', target: null };
  }
}

/** `a = b = await …` gives the value to both. */
function targetsOf(assignment: SyntaxNode): string | null {
  const targets: string[] = [];
  for (let at: SyntaxNode | null = assignment; at?.type === 'assignment'; at = at.parent) {
    const left = at.childForFieldName('left');
    if (left) targets.unshift(oneLine(left.text));
  }
  return targets.length > 0 ? targets.join(' = ') : null;
}

function isInLoop(node: SyntaxNode): boolean {
  let child = node;
  for (let parent = node.parent; parent; child = parent, parent = parent.parent) {
    switch (parent.type) {
      case 'for_statement':
        // What the loop goes through is evaluated once, and its `else` runs once.
        if (parent.childForFieldName('body')?.id === child.id) return true;
        break;
      case 'while_statement':
        if (parent.childForFieldName('alternative')?.id !== child.id) return true;
        break;
      case 'list_comprehension':
      case 'set_comprehension':
      case 'dictionary_comprehension':
      case 'generator_expression':
        if (child.type !== 'for_in_clause') return true;
        break;
      case 'function_definition':
      case 'lambda':
      case 'class_definition':
        return false;
    }
  }
  return false;
}
