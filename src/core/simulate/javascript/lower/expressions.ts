import { hasToken, partsOf } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import type { Argument, Expression, ObjectMember } from '../ast';
import type { Lower } from './context';
import { placeOf } from './context';
import { numberValue, stringValue, templateParts } from './literals';
import { lowerKey } from './patterns';

/** `into`: the name that receives the value, for anonymous functions and for what an await gives. */
type Lowering = (lower: Lower, node: SyntaxNode, into: string | null) => Expression;

const inner: Lowering = (lower, node, into) => lower.expression(partsOf(node)[0], into);

/** Errors name a callee or property as the source has it, on one line. */
function sourceOf(node: SyntaxNode): string {
  return node.text.replace(/\s+/g, ' ');
}

function lowerArguments(lower: Lower, node: SyntaxNode | null): Argument[] {
  return node ? partsOf(node).map((child) => lowerArgument(lower, child)) : [];
}

function lowerArgument(lower: Lower, node: SyntaxNode): Argument {
  return node.type === 'spread_element'
    ? { type: 'spread', argument: lower.expression(partsOf(node)[0]) }
    : lower.expression(node);
}

function isOptional(node: SyntaxNode): boolean {
  return node.children.some((child) => child.type === 'optional_chain' || child.type === '?.');
}

/** Wraps the outermost link of a chain that has a `?.` in it. */
function chained(node: SyntaxNode, expression: Expression): Expression {
  if (!linksOptionally(node)) return expression;
  let { parent } = node;
  while (parent?.type === 'non_null_expression') parent = parent.parent;
  const continues =
    parent !== null &&
    chainTypes.has(parent.type) &&
    (parent.childForFieldName('object') ?? parent.childForFieldName('function'))?.startIndex ===
      node.startIndex;
  return continues ? expression : { type: 'chain', expression };
}

const chainTypes = new Set(['member_expression', 'subscript_expression', 'call_expression']);

function linksOptionally(node: SyntaxNode): boolean {
  let link: SyntaxNode | null = node;
  while (link) {
    if (link.type === 'non_null_expression') link = partsOf(link)[0] ?? null;
    else if (!chainTypes.has(link.type)) return false;
    else if (isOptional(link)) return true;
    else link = link.childForFieldName('object') ?? link.childForFieldName('function');
  }
  return false;
}

const member: Lowering = (lower, node) => {
  const object = node.childForFieldName('object');
  const property = node.childForFieldName('property');
  const index = node.childForFieldName('index');
  const key = property
    ? lowerKey(lower, property)
    : ({ type: 'computed', expression: lower.expression(index) } as const);
  const place = placeOf(node);
  if (object?.type === 'super') return { type: 'superMember', key, place };
  return chained(node, {
    type: 'member',
    object: lower.expression(object),
    key,
    optional: isOptional(node),
    place,
    text: sourceOf(node),
  });
};

const call: Lowering = (lower, node) => {
  const callee = node.childForFieldName('function');
  const argumentsNode = node.childForFieldName('arguments');
  const place = placeOf(node);
  if (argumentsNode?.type === 'template_string') {
    return {
      type: 'taggedTemplate',
      tag: lower.expression(callee),
      parts: templateParts(argumentsNode, lower),
      place,
    };
  }
  const list = lowerArguments(lower, argumentsNode);
  if (callee?.type === 'super') return { type: 'superCall', arguments: list, place };
  if (callee?.type === 'import') {
    const [source] = list;
    return {
      type: 'importCall',
      source: source && source.type !== 'spread' ? source : { type: 'literal', value: undefined },
      place,
    };
  }
  return chained(node, {
    type: 'call',
    callee: lower.expression(callee),
    arguments: list,
    optional: isOptional(node),
    place,
    text: callee ? sourceOf(callee) : '',
  });
};

const object: Lowering = (lower, node) => {
  const members: ObjectMember[] = [];
  for (const child of partsOf(node)) {
    switch (child.type) {
      case 'pair': {
        const keyNode = child.childForFieldName('key');
        if (!keyNode) break;
        const key = lowerKey(lower, keyNode);
        const name = key.type === 'name' ? key.name : null;
        members.push({
          type: 'pair',
          key,
          value: lower.expression(child.childForFieldName('value'), name),
        });
        break;
      }
      case 'shorthand_property_identifier':
        members.push({
          type: 'pair',
          key: { type: 'name', name: child.text },
          value: { type: 'identifier', name: child.text, place: placeOf(child) },
        });
        break;
      case 'spread_element':
        members.push({ type: 'spread', argument: lower.expression(partsOf(child)[0]) });
        break;
      case 'method_definition': {
        const nameNode = child.childForFieldName('name');
        if (!nameNode) break;
        const key = lowerKey(lower, nameNode);
        const kind = hasToken(child, 'get')
          ? 'getter'
          : hasToken(child, 'set')
            ? 'setter'
            : 'method';
        const name = key.type === 'computed' ? '' : key.name;
        members.push({ type: 'method', key, function: lower.function(child, kind, name) });
        break;
      }
    }
  }
  return { type: 'object', members };
};

const array: Lowering = (lower, node) => {
  const elements: (Argument | null)[] = [];
  let expectsElement = true;
  for (const child of node.children) {
    if (child.type === 'comment' || child.type === '[' || child.type === ']') continue;
    if (child.type === ',') {
      if (expectsElement) elements.push(null);
      expectsElement = true;
    } else {
      expectsElement = false;
      elements.push(lowerArgument(lower, child));
    }
  }
  return { type: 'array', elements };
};

const functionExpression: Lowering = (lower, node, into) => ({
  type: 'function',
  function: lower.function(node, node.type === 'arrow_function' ? 'arrow' : 'function', into ?? ''),
});

const binary: Lowering = (lower, node) => {
  const operator = node.childForFieldName('operator')?.text ?? '';
  const leftNode = node.childForFieldName('left');
  const right = lower.expression(node.childForFieldName('right'));
  if (leftNode?.type === 'private_property_identifier') {
    return { type: 'privateIn', name: leftNode.text, right };
  }
  const left = lower.expression(leftNode);
  return operator === '&&' || operator === '||' || operator === '??'
    ? { type: 'logical', operator, left, right }
    : { type: 'binary', operator, left, right };
};

const assignment: Lowering = (lower, node) => {
  const left = node.childForFieldName('left');
  const operator = node.childForFieldName('operator')?.text ?? '=';
  if (!left) return inner(lower, node, null);
  const target = lower.pattern(left);
  const into = target.type === 'identifier' || target.type === 'member' ? left.text : null;
  const value = lower.expression(node.childForFieldName('right'), into);
  // `a.b = () => {}` gives the function no name; only a plain name does.
  return {
    type: 'assign',
    operator,
    target,
    value: target.type === 'identifier' ? value : anonymous(value),
  };
};

function anonymous(value: Expression): Expression {
  if (value.type !== 'function' || value.function.selfName || value.function.name === '')
    return value;
  return { ...value, function: { ...value.function, name: '' } };
}

const yieldExpression: Lowering = (lower, node, into) => {
  const [argument] = partsOf(node);
  return {
    type: 'yield',
    argument: argument ? lower.expression(argument) : null,
    delegate: hasToken(node, '*'),
    place: placeOf(node),
    into,
  };
};

const lowerings: Readonly<Record<string, Lowering>> = {
  identifier: (_, node) => ({ type: 'identifier', name: node.text, place: placeOf(node) }),
  undefined: (_, node) => ({ type: 'identifier', name: 'undefined', place: placeOf(node) }),
  this: () => ({ type: 'this' }),
  true: () => ({ type: 'literal', value: true }),
  false: () => ({ type: 'literal', value: false }),
  null: () => ({ type: 'literal', value: null }),
  number: (_, node) => ({ type: 'literal', value: numberValue(node.text) }),
  string: (_, node) => ({ type: 'literal', value: stringValue(node) }),
  template_string: (lower, node) => ({ type: 'template', parts: templateParts(node, lower) }),
  regex: (_, node) => ({
    type: 'regexp',
    pattern: node.childForFieldName('pattern')?.text ?? '',
    flags: node.childForFieldName('flags')?.text ?? '',
  }),
  object,
  array,
  arrow_function: functionExpression,
  function_expression: functionExpression,
  generator_function: functionExpression,
  class: (lower, node, into) => {
    const lowered = lower.class(node);
    return {
      type: 'class',
      class: lowered.name === null && into !== null ? { ...lowered, name: into } : lowered,
    };
  },
  call_expression: call,
  new_expression: (lower, node) => {
    const callee = node.childForFieldName('constructor');
    return {
      type: 'new',
      callee: lower.expression(callee),
      arguments: lowerArguments(lower, node.childForFieldName('arguments')),
      place: placeOf(node),
      text: callee ? sourceOf(callee) : '',
    };
  },
  member_expression: member,
  subscript_expression: member,
  assignment_expression: assignment,
  augmented_assignment_expression: assignment,
  update_expression: (lower, node) => {
    const operator = node.childForFieldName('operator');
    const argument = node.childForFieldName('argument');
    return {
      type: 'update',
      operator: operator?.text === '--' ? '--' : '++',
      prefix: operator !== null && argument !== null && operator.startIndex < argument.startIndex,
      target: lower.expression(argument),
    };
  },
  unary_expression: (lower, node) => ({
    type: 'unary',
    operator: node.childForFieldName('operator')?.text ?? '',
    argument: lower.expression(node.childForFieldName('argument')),
  }),
  binary_expression: binary,
  ternary_expression: (lower, node, into) => ({
    type: 'conditional',
    test: lower.expression(node.childForFieldName('condition')),
    yes: lower.expression(node.childForFieldName('consequence'), into),
    no: lower.expression(node.childForFieldName('alternative'), into),
  }),
  await_expression: (lower, node, into) => ({
    type: 'await',
    argument: lower.expression(partsOf(node)[0]),
    place: placeOf(node),
    into,
  }),
  yield_expression: yieldExpression,
  sequence_expression: (lower, node) => ({
    type: 'sequence',
    expressions: partsOf(node).map((child) => lower.expression(child)),
  }),
  parenthesized_expression: inner,
  as_expression: inner,
  satisfies_expression: inner,
  non_null_expression: inner,
  instantiation_expression: inner,
  type_assertion: (lower, node, into) => lower.expression(partsOf(node).at(-1), into),
  meta_property: (_, node) => ({ type: node.text === 'new.target' ? 'newTarget' : 'importMeta' }),
};

export function lowerExpression(lower: Lower, node: SyntaxNode, into: string | null): Expression {
  const lowering = lowerings[node.type];
  if (lowering) return lowering(lower, node, into);
  return { type: 'unsupported', what: node.type.replace(/_/g, ' '), place: placeOf(node) };
}
