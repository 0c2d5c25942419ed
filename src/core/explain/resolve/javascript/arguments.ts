import { partsOf } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import type { Arguments, Call, Frame } from '../value';
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

/** Whether a function has parameters that the arguments of a call are for, or asks for all of them. */
export function takesArguments({ source }: JavaScriptParts, { function: index }: Call): boolean {
  const node = source.functionNode(index);
  const extent = source.functions[index];
  if (!node || !extent || node.childForFieldName('parameter')) return true;
  const parameters = node.childForFieldName('parameters');
  return (parameters?.namedChildren.length ?? 0) > 0 || source.hasWord(['arguments'], extent);
}
