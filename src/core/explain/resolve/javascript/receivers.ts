import type { SyntaxNode } from '../../../syntax/document';
import { partsOf } from '../../../syntax/nodes';
import type { Source } from '../source';
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
  if (parent?.type === 'arguments') return setByLibrary(javascript, parent, node);
  const literal = parent?.type === 'pair' ? parent.parent : parent;
  if (literal?.type !== 'object') return null;
  const target = copiedTo(literal);
  const on = target && known(javascript.evaluate(target, null));
  return (
    on ??
    thisOfDescriptor(javascript, literal, frame) ?? { kind: 'record', node: literal, frame: null }
  );
}

/** What a library sets `this` to in a function that it is given after a text: `schema.pre('save', function () {…})`. */
function setByLibrary(
  javascript: JavaScriptParts,
  list: SyntaxNode,
  node: SyntaxNode,
): Value | null {
  const [text, given] = partsOf(list);
  const callee = list.parent?.childForFieldName('function');
  if (text?.type !== 'string' || given?.id !== node.id || !callee) return null;
  const method = javascript.evaluate(callee, null);
  const type =
    method.kind === 'reference'
      ? javascript.catalog.receiver(method.name, text.text.slice(1, -1))
      : null;
  return type === null ? null : javascript.typed(type, undefined);
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
 * Where the code stands whose `this` a function is called with: `run(function () {…}.bind(this))`,
 * `items.forEach(function () {…}, this)`, `function inner() {…} inner.call(this)`. Null where it gets another.
 */
export function passesThis(source: Source, node: SyntaxNode): number | null {
  const name = node.type.endsWith('declaration') ? node.childForFieldName('name')?.text : null;
  if (name) {
    const call = /^\.(?:call|apply|bind)\(this\b/;
    const isCalled = (at: number) =>
      (at < node.startIndex || at >= node.endIndex) &&
      call.test(source.text.slice(at + name.length, at + name.length + 12));
    return source.occurrences(name, source.whole).find(isCalled) ?? null;
  }
  const { parent } = node;
  const isGiven =
    parent?.type === 'arguments'
      ? partsOf(parent).some(({ type }) => type === 'this')
      : parent?.type === 'member_expression' && firstArgument(parent.parent)?.type === 'this';
  return isGiven ? node.startIndex - 1 : null;
}

function firstArgument(call: SyntaxNode | null): SyntaxNode | undefined {
  const list = call?.childForFieldName('arguments');
  return list ? partsOf(list)[0] : undefined;
}
