import type { SyntaxNode } from '../../../syntax/document';
import type { Frame, Site } from '../value';
import type { PythonParts } from './parts';

/** The argument of a call; null if it is not given or cannot be told. */
export function argumentOf(
  site: Site,
  position: number | null,
  keyword?: string,
): SyntaxNode | null {
  const list = site.node.childForFieldName('arguments');
  if (!list) return null;
  if (list.type === 'generator_expression') return position === 0 ? list : null;
  let index = 0;
  let splat = false;
  for (const child of list.namedChildren) {
    if (child.type === 'comment') continue;
    if (child.type === 'keyword_argument') {
      if (keyword !== undefined && child.childForFieldName('name')?.text === keyword) {
        return child.childForFieldName('value');
      }
      continue;
    }
    if (child.type === 'list_splat' || child.type === 'dictionary_splat') splat = true;
    else if (!splat && index++ === position) return child;
  }
  return null;
}

/** What a method is called on: `orders` in `orders.get()`. */
export function receiverOf(call: SyntaxNode): SyntaxNode | null {
  const callee = call.childForFieldName('function');
  return callee?.type === 'attribute' ? callee.childForFieldName('object') : null;
}

/** What the call of a frame gives for the parameter that `node` names; null if it names none. */
export function givenFor(python: PythonParts, node: SyntaxNode, frame: Frame): SyntaxNode | null {
  if (!frame.site || node.type !== 'identifier') return null;
  const bound = python.bindings
    .of(node.text)
    .find(({ scope, binding }) => scope === frame.function && binding.kind === 'parameter');
  if (bound?.binding.kind !== 'parameter' || bound.binding.position < 0) return null;
  const shift = frame.on !== null && python.bindings.ownerOf(frame.function) ? 1 : 0;
  return argumentOf(frame.site, bound.binding.position - shift, node.text);
}
