import type { SyntaxNode } from '../../../syntax/document';
import type { Frame, Site } from '../value';
import type { JavaScriptParts } from './parts';

/** The argument of a call; null if it is not given or cannot be told. */
export function argumentOf(site: Site, position: number | null): SyntaxNode | null {
  const list = site.node.childForFieldName('arguments');
  if (!list) return null;
  let index = 0;
  for (const child of list.namedChildren) {
    if (child.type === 'comment') continue;
    // What a spread stands for, and all after it, cannot be counted.
    if (child.type === 'spread_element') return null;
    if (index++ === position) return child;
  }
  return null;
}

/** What a method is called on: `orders` in `orders.take()`. */
export function receiverOf(call: SyntaxNode): SyntaxNode | null {
  const callee = call.childForFieldName('function');
  return callee?.type === 'member_expression' ? callee.childForFieldName('object') : null;
}

/** What the call of a frame gives for the parameter that `node` names; null if it names none. */
export function givenFor(
  javascript: JavaScriptParts,
  node: SyntaxNode,
  frame: Frame,
): SyntaxNode | null {
  if (!frame.site || node.type !== 'identifier') return null;
  const bound = javascript.bindings
    .of(node.text)
    .find(
      ({ scope, binding, path }) =>
        scope === frame.function && binding.kind === 'parameter' && path.length === 0,
    );
  if (bound?.binding.kind !== 'parameter' || bound.binding.position < 0) return null;
  return argumentOf(frame.site, bound.binding.position);
}
