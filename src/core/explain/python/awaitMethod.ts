import type { SyntaxNode } from '../../syntax/document';
import type { FunctionRef } from '../resolve/value';

/** What the `__await__()` of a class of the program does: it gives up control itself, or goes on to that of another object. */

/** The `yield`s of a generator function if none gives anything, which is a turn of the loop each; null of others. */
export function bareYields({
  home: { source },
  function: index,
}: FunctionRef): readonly SyntaxNode[] | null {
  const extent = source.functions[index];
  const found: SyntaxNode[] = [];
  for (const offset of extent ? source.occurrences('yield', extent) : []) {
    const node = source.nodeAt({ start: offset, end: offset + 5 })?.parent;
    if (node?.type !== 'yield' || node.text !== 'yield') return null;
    found.push(node);
  }
  return found.length > 0 ? found : null;
}

/** The object whose `__await__()` a class's own `__await__` goes on to. */
export function delegateOf({ home: { source }, function: index }: FunctionRef): SyntaxNode | null {
  const extent = source.functions[index];
  if (!extent) return null;
  for (const offset of source.occurrences('__await__', extent)) {
    const attribute = source.nodeAt({ start: offset, end: offset + 9 })?.parent;
    if (attribute?.type === 'attribute') return attribute.childForFieldName('object');
  }
  return null;
}
