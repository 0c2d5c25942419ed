import { hasToken, partsOf } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import type { FunctionNode, Parameter, Statement } from '../ast';
import type { FunctionKind, Lower } from './context';
import { placeOf, startsStrict } from './context';

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
    body: withParameterProperties(node, kind, lowerBody(lower, body)),
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

/**
 * TypeScript's `constructor(private x)` assigns `this.x = x` first of all, in a derived class after the call of `super`.
 */
function withParameterProperties(
  node: SyntaxNode,
  kind: FunctionKind,
  body: Statement[],
): Statement[] {
  if (kind !== 'constructor' && kind !== 'derivedConstructor') return body;
  const assignments = parameterProperties(node).map(assignToThis);
  if (assignments.length === 0) return body;
  const superAt = body.findIndex(
    (statement) => statement.type === 'expression' && statement.expression.type === 'superCall',
  );
  return body.toSpliced(superAt + 1, 0, ...assignments);
}

/** The names of a method's parameters that TypeScript makes properties of: those with a modifier. */
export function parameterProperties(node: SyntaxNode): SyntaxNode[] {
  const list = node.childForFieldName('parameters');
  return (list ? partsOf(list) : []).flatMap((parameter) => {
    const target = parameter.childForFieldName('pattern');
    const modified = parameter.children.some(
      ({ type }) =>
        type === 'accessibility_modifier' || type === 'override_modifier' || type === 'readonly',
    );
    return target && modified ? [target] : [];
  });
}

function assignToThis(node: SyntaxNode): Statement {
  const { text: name } = node;
  const place = placeOf(node);
  return {
    type: 'expression',
    expression: {
      type: 'assign',
      operator: '=',
      target: {
        type: 'member',
        object: { type: 'this' },
        key: { type: 'name', name },
        optional: false,
        place,
        text: `this.${name}`,
      },
      value: { type: 'identifier', name, place },
    },
    place,
  };
}

function lowerParameters(lower: Lower, node: SyntaxNode): Parameter[] {
  const single = node.childForFieldName('parameter');
  if (single) {
    return [{ target: lower.pattern(single), initial: null, rest: false }];
  }
  const list = node.childForFieldName('parameters');
  const parameters: Parameter[] = [];
  for (const child of list ? partsOf(list) : []) {
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
    const target = rest ? partsOf(pattern)[0] : pattern;
    if (!target) return null;
    const value = node.childForFieldName('value');
    return {
      target: lower.pattern(target),
      initial: value && lower.expression(value),
      rest,
    };
  }
  if (node.type === 'assignment_pattern') {
    const left = node.childForFieldName('left');
    if (!left) return null;
    return {
      target: lower.pattern(left),
      initial: lower.expression(node.childForFieldName('right')),
      rest: false,
    };
  }
  if (node.type === 'rest_pattern') {
    const [target] = partsOf(node);
    return target ? { target: lower.pattern(target), initial: null, rest: true } : null;
  }
  if (node.type === 'ERROR') return null;
  return { target: lower.pattern(node), initial: null, rest: false };
}
