import { partsOf } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import type { Arguments, Frame } from '../value';
import type { JavaScriptParts } from './parts';

/** The arguments of a call; what a spread stands for, and all after it, cannot be counted. */
export function argumentsOf(call: SyntaxNode): Arguments {
  const positional: SyntaxNode[] = [];
  const list = call.childForFieldName('arguments');
  for (const child of list ? partsOf(list) : []) {
    if (child.type === 'spread_element') break;
    positional.push(child);
  }
  return { positional, named: new Map() };
}

/** What a method is called on: `orders` in `orders.take()` and `orders[Symbol.asyncDispose]()`. */
export function receiverOf(call: SyntaxNode): SyntaxNode | null {
  const callee = call.childForFieldName('function');
  return /^(?:member|subscript)_expression$/.test(callee?.type ?? '')
    ? (callee?.childForFieldName('object') ?? null)
    : null;
}

/** What the call of a frame gives for the parameter that `node` names; null if it names none. */
export function givenFor(
  javascript: JavaScriptParts,
  node: SyntaxNode,
  frame: Frame,
): SyntaxNode | null {
  if (!frame.site || node.type !== 'identifier') return null;
  const bound = javascript.bindings
    .in(node.text, frame.function)
    .find(({ binding, path }) => binding.kind === 'parameter' && path.length === 0);
  if (bound?.binding.kind !== 'parameter' || bound.binding.position < 0) return null;
  return javascript.argument(frame.site, bound.binding.position);
}
