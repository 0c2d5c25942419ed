import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import { partsOf } from '../../../syntax/nodes';
import type { Frame, Value } from '../value';
import { unknown } from '../value';
import type { JavaScriptParts } from './parts';

const attributes = new Set(['get', 'set', 'value', 'enumerable', 'configurable', 'writable']);

/**
 * What `this` is in a method of a property descriptor: the object that gets the property, not the descriptor. Null where the
 * object literal is none.
 */
export function thisOfDescriptor(
  javascript: JavaScriptParts,
  literal: SyntaxNode,
  frame: Frame | null,
): Value | null {
  if (!isDescriptor(literal)) return null;
  const receiver = receiverOf(literal);
  return receiver
    ? javascript.evaluate(receiver, frame)
    : unknown(l10n.t('what this is depends on the caller'));
}

/** A getter takes nothing: what has only a `get(key)` and a `set(key, value)` is a store of some kind. */
function isDescriptor(literal: SyntaxNode): boolean {
  let isSure = false;
  for (const part of partsOf(literal)) {
    const key = (part.childForFieldName('key') ?? part.childForFieldName('name'))?.text ?? '';
    if (!attributes.has(key)) return false;
    const parameters = part.childForFieldName('parameters');
    isSure ||= parameters
      ? key === 'get' && partsOf(parameters).length === 0
      : key.endsWith('able');
  }
  return isSure;
}

/** The object in `Object.defineProperty(object, name, literal)` and in `Object.defineProperties(object, { name: literal })`. */
function receiverOf(literal: SyntaxNode): SyntaxNode | null {
  const all = literal.parent?.type === 'pair' ? literal.parent.parent : null;
  const list = (all ?? literal).parent;
  const call = list?.type === 'arguments' ? list.parent : null;
  const callee = call?.childForFieldName('function')?.text;
  const isDefined = all
    ? callee === 'Object.defineProperties'
    : callee === 'Object.defineProperty' || callee === 'Reflect.defineProperty';
  return (isDefined && list && partsOf(list)[0]) || null;
}
