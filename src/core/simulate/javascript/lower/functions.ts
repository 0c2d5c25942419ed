import type { SyntaxNode } from '../../../syntax/document';
import type { FunctionNode, Parameter, Statement } from '../ast';
import type { FunctionKind, Lower } from './context';
import { hasToken, parts, placeOf, startsStrict } from './context';

export function lowerFunction(
  lower: Lower,
  node: SyntaxNode,
  kind: FunctionKind,
  name: string,
): FunctionNode {
  const strictOutside = lower.strict;
  const body = node.childForFieldName('body');
  if (body?.type === 'statement_block' && startsStrict(body)) lower.strict = true;
  const own =
    node.type === 'function_expression' || node.type === 'generator_function'
      ? node.childForFieldName('name')
      : null;
  const lowered: FunctionNode = {
    name: own?.text ?? name,
    async: hasToken(node, 'async'),
    generator: node.type.startsWith('generator_function') || hasToken(node, '*'),
    kind,
    parameters: lowerParameters(lower, node),
    body: lowerBody(lower, body),
    place: placeOf(node),
    selfName: own !== null,
    source: node.text,
    strict: lower.strict,
  };
  lower.strict = strictOutside;
  return lowered;
}

function lowerBody(lower: Lower, body: SyntaxNode | null): Statement[] {
  if (!body || body.type === 'statement_block') return lower.block(body);
  return [{ type: 'return', argument: lower.expression(body), place: placeOf(body) }];
}

function lowerParameters(lower: Lower, node: SyntaxNode): Parameter[] {
  const single = node.childForFieldName('parameter');
  if (single) {
    return [{ target: lower.pattern(single), initial: null, rest: false, property: null }];
  }
  const list = node.childForFieldName('parameters');
  const parameters: Parameter[] = [];
  for (const child of list ? parts(list) : []) {
    const parameter = lowerParameter(lower, child);
    if (parameter) parameters.push(parameter);
  }
  return parameters;
}

function lowerParameter(lower: Lower, node: SyntaxNode): Parameter | null {
  if (node.type === 'required_parameter' || node.type === 'optional_parameter') {
    const pattern = node.childForFieldName('pattern') ?? node.childForFieldName('name');
    // `this: Type` is a type only.
    if (!pattern || pattern.type === 'this') return null;
    const rest = pattern.type === 'rest_pattern';
    const target = rest ? parts(pattern)[0] : pattern;
    if (!target) return null;
    const value = node.childForFieldName('value');
    const isProperty = node.children.some(
      (child) =>
        child.type === 'accessibility_modifier' ||
        child.type === 'override_modifier' ||
        child.type === 'readonly',
    );
    return {
      target: lower.pattern(target),
      initial: value && lower.expression(value),
      rest,
      property: isProperty ? target.text : null,
    };
  }
  if (node.type === 'assignment_pattern') {
    const left = node.childForFieldName('left');
    if (!left) return null;
    return {
      target: lower.pattern(left),
      initial: lower.expression(node.childForFieldName('right')),
      rest: false,
      property: null,
    };
  }
  if (node.type === 'rest_pattern') {
    const [target] = parts(node);
    return target
      ? { target: lower.pattern(target), initial: null, rest: true, property: null }
      : null;
  }
  if (node.type === 'ERROR') return null;
  return { target: lower.pattern(node), initial: null, rest: false, property: null };
}
