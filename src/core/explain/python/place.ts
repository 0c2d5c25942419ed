import type { SyntaxNode } from '../../syntax/document';
import type { Point } from '../explainer';
import type { Place, Use } from '../place';
import { oneLine } from '../words';

/**
 * Where a suspension point stands. Going up the tree is slow: `mayLoop` tells whether a loop can
 * be around at all.
 */
export function placeInPython({ info, node, operands }: Point, mayLoop: boolean): Place {
  switch (info.keyword) {
    case 'async with': {
      const names = operands.flatMap((operand) => aliasOf(operand) ?? []);
      return { ...received(names.join(', ')), inLoop: mayLoop && isInLoop(node) };
    }
    case 'async for':
      return { ...received(targetText(node)), inLoop: mayLoop && isInLoop(node) };
    case 'async comprehension':
      return { ...received(targetText(node)), inLoop: false };
    default:
      return {
        ...useOf(node),
        inLoop: mayLoop && isInLoop(node),
        isElement: mayLoop && isElement(node, operands[0]?.text ?? ''),
      };
  }
}

/** The name after `as` of an item of a `with` statement. */
export function aliasOf(item: SyntaxNode): string | null {
  const pattern = item.parent;
  if (pattern?.type !== 'as_pattern') return null;
  const alias = pattern.childForFieldName('alias');
  return alias && oneLine(alias.text);
}

function received(target: string): { use: Use; target: string | null } {
  return target === '' ? { use: 'dropped', target: null } : { use: 'assigned', target };
}

/** The names that each step of `async for` gives values to. */
function targetText(node: SyntaxNode): string {
  const left = node.childForFieldName('left');
  return left ? oneLine(left.text) : '';
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

/** Whether a name is the variable of the innermost loop around a node. */
function isElement(node: SyntaxNode, name: string): boolean {
  for (let at = node.parent; at && !/^(?:function|class)_definition$/.test(at.type); at = at.parent)
    if (/^(?:for|while)_statement$/.test(at.type)) return leftOf(at) === name;
    else if (/(?:_comprehension|^generator_expression)$/.test(at.type))
      return at.children.some(
        (clause) => clause.type === 'for_in_clause' && leftOf(clause) === name,
      );
  return false;
}

function leftOf(loop: SyntaxNode): string | undefined {
  return loop.childForFieldName('left')?.text;
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
