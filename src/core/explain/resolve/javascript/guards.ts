import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import { partsOf } from '../../../syntax/nodes';
import type { Value } from '../value';
import { isKnown, unknown } from '../value';
import { returnTypeOf } from './bindings';
import type { JavaScriptParts } from './parts';

/**
 * What the conditions around a place say of a name there: `if (value instanceof Reader)`, `if (isPromise(value))` where
 * the function's type is `value is Promise<T>`, `if (typeof value.then === 'function')`. Facts from TypeScript's handbook,
 * "Narrowing".
 */

/** What a guard around a use of a name says that it is; null if there is none, or the name may have changed since. */
export function guardedType(
  javascript: JavaScriptParts,
  name: string,
  offset: number,
): Value | null {
  const bounds = javascript.bindings.visible(name, javascript.bindings.scopeAround(offset));
  let child = javascript.source.nodeAt({ start: offset, end: offset + name.length });
  for (let parent = child?.parent; child && parent; child = parent, parent = parent.parent) {
    // Inside a function that runs later, only a name that is never set again is still what the guard saw.
    if (/function|arrow|method_definition/.test(parent.type) && bounds.length > 1) return null;
    const condition = conditionBefore(parent, child);
    const type = condition && saidBy(javascript, condition, name);
    if (!condition || !type || !isKnown(type)) continue;
    const isSetAgain = bounds.some(
      (bound) =>
        bound.offset > condition.endIndex &&
        bound.offset < offset &&
        !(bound.binding.kind === 'value' && isAround(bound.binding.node, offset)),
    );
    return isSetAgain ? null : type;
  }
  return null;
}

function isAround(node: SyntaxNode | null, offset: number): boolean {
  return node !== null && node.startIndex <= offset && offset < node.endIndex;
}

/** The condition that holds where a part of a statement or expression runs; null if there is none. */
function conditionBefore(parent: SyntaxNode, child: SyntaxNode): SyntaxNode | null {
  const is = (field: string) => parent.childForFieldName(field)?.id === child.id;
  switch (parent.type) {
    case 'if_statement':
    case 'ternary_expression':
      return is('consequence') ? parent.childForFieldName('condition') : null;
    case 'while_statement':
      return is('body') ? parent.childForFieldName('condition') : null;
    case 'binary_expression':
      return is('right') && operatorOf(parent) === '&&' ? parent.childForFieldName('left') : null;
    default:
      return null;
  }
}

function operatorOf(node: SyntaxNode): string {
  return node.childForFieldName('operator')?.type ?? '';
}

/** What a condition that holds says of a name; null if nothing. */
function saidBy(javascript: JavaScriptParts, condition: SyntaxNode, name: string): Value | null {
  if (condition.type === 'parenthesized_expression') {
    const [inner] = partsOf(condition);
    return inner ? saidBy(javascript, inner, name) : null;
  }
  if (condition.type === 'call_expression') return saidByCall(javascript, condition, name);
  const left = condition.childForFieldName('left');
  const right = condition.childForFieldName('right');
  if (condition.type !== 'binary_expression' || !left || !right) return null;
  switch (operatorOf(condition)) {
    case '&&':
      return saidBy(javascript, right, name) ?? saidBy(javascript, left, name);
    case 'instanceof':
      return left.text === name ? objectOf(javascript, right) : null;
    case '===':
    case '==': {
      const isThenable =
        /^typeof\s+/.test(left.text) &&
        left.text.replace(/^typeof\s+/, '').replace('?.', '.') === `${name}.then` &&
        /^['"]function['"]$/.test(right.text);
      return isThenable
        ? { kind: 'promise', of: unknown(l10n.t('its result is not typed')) }
        : null;
    }
    default:
      return null;
  }
}

/** An object of the class that `instanceof` asks for. */
function objectOf(javascript: JavaScriptParts, right: SyntaxNode): Value | null {
  if (right.text === 'Promise')
    return { kind: 'promise', of: unknown(l10n.t('its result is not typed')) };
  const value = javascript.evaluate(right, null);
  if (value.kind === 'class') return { kind: 'object', class: value.class };
  return value.kind === 'reference' && javascript.catalog.isClass(value.name)
    ? { kind: 'instance', type: value.name }
    : null;
}

/** What `isPromise(value)` says, if the type of the function is `value is Promise<T>`. */
function saidByCall(javascript: JavaScriptParts, call: SyntaxNode, name: string): Value | null {
  const list = call.childForFieldName('arguments');
  const callee = call.childForFieldName('function');
  if (!callee || !list || partsOf(list)[0]?.text !== name) return null;
  const target = javascript.evaluate(callee, null);
  const node =
    target.kind === 'callable'
      ? (target.signature ?? null)
      : target.kind === 'function'
        ? target.home.source.functionNode(target.function)
        : null;
  const type = /^[\w$]+\s+is\s+([^]+)$/.exec((node && returnTypeOf(node)) ?? '')?.[1];
  return node && type !== undefined ? javascript.at(node).annotated(type, node.startIndex) : null;
}
