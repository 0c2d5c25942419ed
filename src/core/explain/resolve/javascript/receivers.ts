import type { SyntaxNode } from '../../../syntax/document';
import { partsOf } from '../../../syntax/nodes';
import type { Frame, Value } from '../value';
import { isKnown } from '../value';
import { thisOfDescriptor } from './descriptors';
import type { JavaScriptParts } from './parts';
import { copies } from './prototypes';

/** What `this` is in a function that is no member of a class and no arrow function, as far as the place where it stands tells. */

/** The object that a function stands in, or is put on: `api` of `api.load = function () {…}`. Null for any other function. */
export function thisOfPlace(
  javascript: JavaScriptParts,
  node: SyntaxNode,
  frame: Frame | null,
): Value | null {
  const { parent } = node;
  if (parent?.type === 'assignment_expression') {
    const left = parent.childForFieldName('left');
    const object = left?.type === 'member_expression' ? left.childForFieldName('object') : null;
    return object && parent.childForFieldName('right')?.id === node.id
      ? known(javascript.evaluate(object, null))
      : null;
  }
  const literal = parent?.type === 'pair' ? parent.parent : parent;
  if (literal?.type !== 'object') return null;
  const target = copiedTo(literal);
  const on = target && known(javascript.evaluate(target, null));
  return (
    on ??
    thisOfDescriptor(javascript, literal, frame) ?? { kind: 'record', node: literal, frame: null }
  );
}

/** What the members of an object that is written out are copied into. */
function copiedTo({ parent }: SyntaxNode): SyntaxNode | undefined {
  const call = parent?.type === 'arguments' ? parent.parent : null;
  const copied = parent && copies.test(call?.childForFieldName('function')?.text ?? '');
  return copied ? partsOf(parent)[0] : undefined;
}

function known(value: Value): Value | null {
  return isKnown(value) ? value : null;
}

/**
 * Whether a function is called with the `this` of the code around it: `run(function () {…}.bind(this))`,
 * `items.forEach(function () {…}, this)`, `function inner() {…} inner.call(this)`.
 */
export function keepsThis({ text }: { readonly text: string }, node: SyntaxNode): boolean {
  const name = node.type.endsWith('declaration') ? node.childForFieldName('name')?.text : null;
  if (name)
    return new RegExp(
      `(?<![\\w$.])${name.replaceAll('$', '\\$')}\\.(?:call|apply|bind)\\(this\\b`,
    ).test(text);
  const { parent } = node;
  if (parent?.type === 'arguments') return partsOf(parent).some(({ type }) => type === 'this');
  const list =
    parent?.type === 'member_expression' ? parent.parent?.childForFieldName('arguments') : null;
  return list ? partsOf(list)[0]?.type === 'this' : false;
}
