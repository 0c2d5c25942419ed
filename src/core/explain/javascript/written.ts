import type { SyntaxNode } from '../../syntax/document';
import { valueInside } from '../../syntax/javascript';

/** How what is awaited is written: as a call, a chain of them, or a name that a promise is kept under. */

/** What the callbacks of a chain are put on: `load()` of `load().catch(…)`. */
export function chained(node: SyntaxNode): SyntaxNode {
  const callee = node.type === 'call_expression' ? node.childForFieldName('function') : null;
  const method = callee?.childForFieldName('property')?.text ?? '';
  const object = callee?.childForFieldName('object');
  return object && /^(?:then|catch|finally)$/.test(method) ? chained(object) : node;
}

/** What a call without a named function calls, as written. */
export function writtenName(call: SyntaxNode): string | null {
  const callee = call.childForFieldName('function')?.text ?? '';
  return /^[\w$.#]+$/.test(callee) ? callee : null;
}

/** Whether a node is a part of what a call is given: `load()` in `track(load())`. */
export function isAmongArguments(call: SyntaxNode, node: SyntaxNode | undefined): boolean {
  const list = call.type === 'call_expression' ? call.childForFieldName('arguments') : null;
  return (
    list !== null &&
    node?.tree === list.tree &&
    list.startIndex <= node.startIndex &&
    node.endIndex <= list.endIndex
  );
}

/** Whether an expression names a promise that was kept, and makes none. */
export function isKept(node: SyntaxNode): boolean {
  return /^(?:identifier|member_expression|subscript_expression)$/.test(valueInside(node).type);
}
