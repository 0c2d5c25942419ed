import type { SyntaxNode } from '../../../syntax/document';
import type { Value } from '../value';
import type { JavaScriptParts } from './parts';

/** Names that a program goes through as texts, to give an object a member for each: `for (const verb of ['get', 'put'])`. */

/** Whether an index is a text, or a variable that goes through texts that are written out, and this is one of them. */
export function goesThrough(javascript: JavaScriptParts, index: SyntaxNode, name: string): boolean {
  if (index.type === 'string') return index.text.slice(1, -1) === name;
  if (index.type !== 'identifier') return false;
  const scope = javascript.bindings.scopeAround(index.startIndex);
  return javascript.bindings.visible(index.text, scope).some(({ binding }) => {
    const list =
      binding.kind === 'element'
        ? binding.node
        : binding.kind === 'parameter' && binding.position === 0
          ? listOfCallback(javascript, binding.function)
          : binding.kind === 'value'
            ? listOfIndex(binding.node)
            : null;
    return list !== null && hasText(javascript.evaluate(list, null), name);
  });
}

/** What an element is taken out of by an index that counts: `names` of `const name = names[i]`; null for any other value. */
function listOfIndex(value: SyntaxNode | null): SyntaxNode | null {
  const index = value?.type === 'subscript_expression' ? value.childForFieldName('index') : null;
  return index?.type === 'identifier' ? (value?.childForFieldName('object') ?? null) : null;
}

/** What a function is called for each element of: `names` of `names.forEach((name) => …)`; null for any other. */
function listOfCallback(javascript: JavaScriptParts, index: number): SyntaxNode | null {
  const list = javascript.source.functionNode(index)?.parent;
  const callee = list?.type === 'arguments' ? list.parent?.childForFieldName('function') : null;
  const isEach = callee?.childForFieldName('property')?.text === 'forEach';
  return isEach ? (callee.childForFieldName('object') ?? null) : null;
}

function hasText(list: Value, text: string): boolean {
  const elements = list.kind === 'list' ? (list.elements ?? []) : [];
  return elements.some(
    (one) =>
      one.kind === 'plain' && one.node?.type === 'string' && one.node.text.slice(1, -1) === text,
  );
}
