import type { SyntaxNode } from '../../../syntax/document';
import { partIndex } from '../../../syntax/nodes';
import { alternativesOf, either } from '../either';
import type { Value } from '../value';
import { isKnown } from '../value';
import { nameOfParameter, parameterOf, typeOf } from './bindings';
import { declaredParameter, declaredReturn } from './declarations';
import type { JavaScriptParts } from './parts';

/**
 * What the place says of a function that stands in it: `const handler: Handler = async (request) => …` gives its parameters
 * types that it does not write itself. Facts from TypeScript's handbook, "Type Inference", "Contextual Typing".
 */

/** What the place of a function gives one of its parameters; null if it says nothing of it. */
export function contextualParameter(
  javascript: JavaScriptParts,
  index: number,
  position: number,
): Value | null {
  const node = javascript.source.functionNode(index);
  if (!node || !/^(?:arrow_function|function_expression|method_definition)$/.test(node.type))
    return null;
  const expected = contextOf(javascript, node);
  const all = expected?.kind === 'either' ? expected.of : expected ? [expected] : [];
  for (const one of all) {
    const called = one.kind === 'shape' ? one.member('()') : one;
    const value = called.kind === 'callable' ? called.parameter?.(position) : null;
    if (value && isKnown(value)) return value;
  }
  return null;
}

/** What the place of an expression expects of it; null if it says nothing. */
function contextOf(javascript: JavaScriptParts, node: SyntaxNode): Value | null {
  const { parent } = node;
  switch (parent?.type) {
    case 'parenthesized_expression':
      return contextOf(javascript, parent);
    case 'variable_declarator':
    case 'public_field_definition':
      return annotationOf(javascript, parent);
    case 'as_expression':
    case 'satisfies_expression': {
      const type = parent.namedChild(1);
      return type && javascript.annotated(type.text, type.startIndex);
    }
    case 'pair':
    case 'object': {
      const record = parent.type === 'pair' ? parent.parent : parent;
      const name = (parent.type === 'pair' ? parent : node)
        .childForFieldName(parent.type === 'pair' ? 'key' : 'name')
        ?.text.replace(/^['"]|['"]$/g, '');
      const whole = record && name !== undefined ? contextOf(javascript, record) : null;
      return whole && javascript.property(whole, name ?? '');
    }
    case 'array': {
      const list = contextOf(javascript, parent);
      return list?.kind === 'list' ? list.element : null;
    }
    case 'arguments':
      return ofArgument(javascript, parent, node);
    case 'return_statement':
    case 'arrow_function':
      return ofReturn(javascript, node);
    default:
      return null;
  }
}

function annotationOf(javascript: JavaScriptParts, node: SyntaxNode): Value | null {
  const text = typeOf(node);
  return text === null ? null : javascript.annotated(text, node.startIndex);
}

/** What the function around expects of what it returns: of an async one, what its promise is of. */
function ofReturn(javascript: JavaScriptParts, node: SyntaxNode): Value | null {
  const index = javascript.source.functionAround(node.startIndex - 1);
  const around = index === null ? null : javascript.source.functionNode(index);
  if (index === null || !around) return null;
  const written = around.childForFieldName('return_type')?.text.replace(/^\s*:\s*/, '');
  const type =
    written === undefined
      ? (declaredReturn(javascript, index) ?? returnedBy(contextOf(javascript, around)))
      : javascript.annotated(written, around.startIndex);
  const isAsync = javascript.source.suspensions.functions[index]?.async === true;
  return type && isAsync ? javascript.awaited(type) : type;
}

/** What a call of what a place expects gives; null if it expects no function. */
function returnedBy(expected: Value | null): Value | null {
  return expected?.kind === 'callable' ? expected.returns : null;
}

/** What a call expects of one of its arguments. */
function ofArgument(javascript: JavaScriptParts, list: SyntaxNode, node: SyntaxNode): Value | null {
  const callee = list.parent?.childForFieldName('function');
  const position = partIndex(list, node);
  const target = callee && javascript.evaluate(callee, null);
  const said = target
    ? alternativesOf(target).flatMap((one) => parameterOfCalled(javascript, one, position) ?? [])
    : [];
  return said.length > 0 ? either(said) : null;
}

/** What something that is called says of one of its parameters; null if nothing. */
function parameterOfCalled(
  javascript: JavaScriptParts,
  target: Value,
  position: number,
): Value | null {
  if (target.kind === 'shape') {
    const signatures = alternativesOf(target.member('()'));
    const said = signatures.flatMap((one) =>
      one.kind === 'callable' ? (one.parameter?.(position) ?? []) : [],
    );
    return said.length > 0 ? either(said) : null;
  }
  if (target.kind === 'callable') return target.parameter?.(position) ?? null;
  if (target.kind !== 'function') return null;
  const home = javascript.at(target.home.source.document.root);
  const called = home.source.functionNode(target.function);
  return (
    called &&
    (typeOfParameter(home, called, position) ??
      declaredParameter(home, target.function, position, nameOfParameter(called, position)))
  );
}

/** What a function or signature writes of a parameter; null if nothing. */
export function typeOfParameter(
  javascript: JavaScriptParts,
  node: SyntaxNode,
  position: number,
): Value | null {
  const parameter = parameterOf(node, position);
  return parameter ? annotationOf(javascript, parameter) : null;
}
