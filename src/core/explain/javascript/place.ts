import type { SyntaxNode } from '../../syntax/document';
import { sameValueAround } from '../../syntax/javascript';
import type { Place, Use } from '../place';
import { oneLine } from '../words';

/**
 * Where a JavaScript suspension point stands; `node` is the expression, statement or declaration.
 * Going up the tree is slow: `mayLoop` tells whether a loop can be around at all.
 */
export function placeInJavaScript(node: SyntaxNode, mayLoop: boolean): Place {
  return {
    ...useOf(node),
    inLoop: mayLoop && isInLoop(node),
    isElement: mayLoop && isElement(node),
  };
}

function useOf(node: SyntaxNode): { use: Use; target: string | null } {
  const child = sameValueAround(node);
  const { parent } = child;
  const target = (field: string) => {
    const left = parent?.childForFieldName(field);
    return left ? oneLine(left.text) : null;
  };
  switch (parent?.type) {
    case 'expression_statement':
      return { use: 'dropped', target: null };
    case 'unary_expression':
      return parent.text.startsWith('void')
        ? { use: 'dropped', target: null }
        : { use: 'used', target: null };
    case 'return_statement':
      return { use: 'returned', target: null };
    case 'arrow_function':
      return {
        use: parent.childForFieldName('body')?.id === child.id ? 'returned' : 'used',
        target: null,
      };
    case 'variable_declarator':
      return { use: 'assigned', target: target('name') };
    case 'assignment_expression':
    case 'augmented_assignment_expression':
      return { use: 'assigned', target: target('left') };
    default:
      return { use: 'used', target: null };
  }
}

const functions = new Set([
  'arrow_function',
  'function_declaration',
  'function_expression',
  'generator_function',
  'generator_function_declaration',
  'method_definition',
  'class_body',
]);

/** Whether what is awaited is the variable of the innermost loop around it. */
function isElement(node: SyntaxNode): boolean {
  for (let at = node.parent; at && !functions.has(at.type); at = at.parent)
    if (/^(?:for|for_in|while|do)_statement$/.test(at.type))
      return at.childForFieldName('left')?.text === node.firstNamedChild?.text;
  return false;
}

function isInLoop(node: SyntaxNode): boolean {
  let child = node;
  for (let parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (functions.has(parent.type)) return false;
    switch (parent.type) {
      case 'for_in_statement':
        // What the loop goes through is evaluated once.
        if (parent.childForFieldName('body')?.id === child.id) return true;
        break;
      case 'for_statement':
        if (parent.childForFieldName('initializer')?.id !== child.id) return true;
        break;
      case 'while_statement':
      case 'do_statement':
        return true;
    }
  }
  return false;
}
