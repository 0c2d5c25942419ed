import { partsOf } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import type { Key, Pattern, PatternElement } from '../ast';
import type { Lower } from './context';
import { placeOf } from './context';
import { cook, numberValue, stringValue } from './literals';

export function lowerKey(lower: Lower, node: SyntaxNode): Key {
  switch (node.type) {
    case 'computed_property_name':
      return { type: 'computed', expression: lower.expression(partsOf(node)[0]) };
    case 'string':
      return { type: 'name', name: stringValue(node) };
    case 'number':
      return { type: 'name', name: String(numberValue(node.text)) };
    case 'private_property_identifier':
      return { type: 'private', name: node.text };
    default:
      return { type: 'name', name: cook(node.text) ?? node.text };
  }
}

/** A binding or assignment target; in an assignment the grammar gives array and object expressions. */
export function lowerPattern(lower: Lower, node: SyntaxNode): Pattern {
  switch (node.type) {
    case 'identifier':
    case 'shorthand_property_identifier_pattern':
    case 'shorthand_property_identifier':
    case 'undefined':
    case 'type_identifier':
      return { type: 'identifier', name: node.text, place: placeOf(node) };
    case 'array_pattern':
    case 'array':
      return lowerArrayPattern(lower, node);
    case 'object_pattern':
    case 'object':
      return lowerObjectPattern(lower, node);
    case 'parenthesized_expression':
    case 'non_null_expression':
    case 'as_expression':
    case 'satisfies_expression': {
      const [inner] = partsOf(node);
      if (inner) return lowerPattern(lower, inner);
      break;
    }
    case 'member_expression':
    case 'subscript_expression': {
      const expression = lower.expression(node);
      if (expression.type === 'member' || expression.type === 'superMember') return expression;
      break;
    }
  }
  return { type: 'unsupported', what: node.text.slice(0, 40), place: placeOf(node) };
}

function lowerElement(lower: Lower, node: SyntaxNode): PatternElement {
  if (
    node.type === 'assignment_pattern' ||
    node.type === 'object_assignment_pattern' ||
    node.type === 'assignment_expression'
  ) {
    const left = node.childForFieldName('left');
    if (left) {
      const target = lower.pattern(left);
      const name = target.type === 'identifier' ? target.name : null;
      return { target, initial: lower.expression(node.childForFieldName('right'), name) };
    }
  }
  return { target: lower.pattern(node), initial: null };
}

const restTypes = new Set(['rest_pattern', 'spread_element']);

function lowerArrayPattern(lower: Lower, node: SyntaxNode): Pattern {
  const elements: (PatternElement | null)[] = [];
  let rest: Pattern | null = null;
  let expectsElement = true;
  for (const child of node.children) {
    if (child.type === 'comment' || child.type === '[' || child.type === ']') continue;
    if (child.type === ',') {
      if (expectsElement) elements.push(null);
      expectsElement = true;
      continue;
    }
    expectsElement = false;
    if (restTypes.has(child.type)) {
      const [target] = partsOf(child);
      if (target) rest = lower.pattern(target);
    } else elements.push(lowerElement(lower, child));
  }
  return { type: 'arrayPattern', elements, rest };
}

function lowerObjectPattern(lower: Lower, node: SyntaxNode): Pattern {
  const properties: { key: Key; element: PatternElement }[] = [];
  let rest: Pattern | null = null;
  for (const child of partsOf(node)) {
    if (restTypes.has(child.type)) {
      const [target] = partsOf(child);
      if (target) rest = lower.pattern(target);
      continue;
    }
    if (child.type === 'pair_pattern' || child.type === 'pair') {
      const key = child.childForFieldName('key');
      const value = child.childForFieldName('value');
      if (key && value) {
        properties.push({ key: lowerKey(lower, key), element: lowerElement(lower, value) });
      }
      continue;
    }
    const element = lowerElement(lower, child);
    if (element.target.type === 'identifier') {
      properties.push({ key: { type: 'name', name: element.target.name }, element });
    }
  }
  return { type: 'objectPattern', properties, rest, place: placeOf(node) };
}
