import type { SyntaxNode } from '../../../syntax/document';
import type { Arguments, Frame } from '../value';
import type { PythonParts } from './parts';

/** The arguments of a call; `*args` ends those whose places are known. */
export function argumentsOf(call: SyntaxNode): Arguments {
  const list = call.childForFieldName('arguments');
  const positional: SyntaxNode[] = [];
  const named = new Map<string, SyntaxNode>();
  if (list?.type === 'generator_expression') return { positional: [list], named };
  let spread = false;
  for (const child of list?.namedChildren ?? []) {
    switch (child.type) {
      case 'comment':
        break;
      case 'keyword_argument': {
        const name = child.childForFieldName('name');
        const value = child.childForFieldName('value');
        if (name && value) named.set(name.text, value);
        break;
      }
      case 'list_splat':
      case 'dictionary_splat':
        spread = true;
        break;
      default:
        if (!spread) positional.push(child);
    }
  }
  return { positional, named };
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
  return python.argument(frame.site, bound.binding.position - shift, node.text);
}
