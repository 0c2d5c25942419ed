import type { SyntaxNode } from '../../../syntax/document';
import { partsOf } from '../../../syntax/nodes';
import type { Arguments, Call, Frame, Value } from '../value';
import { isOfClass, isStatic } from './functions';
import type { PythonParts } from './parts';

/** The arguments of a call; `*args` ends those whose places are known, unless it is a tuple that is written out. */
export function argumentsOf(python: PythonParts, call: SyntaxNode): Arguments {
  const list = call.childForFieldName('arguments');
  const positional: SyntaxNode[] = [];
  const named = new Map<string, SyntaxNode>();
  if (list?.type === 'generator_expression') return { positional: [list], named };
  let spread = false;
  for (const child of list ? partsOf(list) : []) {
    switch (child.type) {
      case 'keyword_argument': {
        const name = child.childForFieldName('name');
        const value = child.childForFieldName('value');
        if (name && value) named.set(name.text, value);
        break;
      }
      case 'list_splat': {
        const elements = spread ? null : writtenOut(python, child.namedChild(0));
        if (elements) positional.push(...elements);
        else spread = true;
        break;
      }
      case 'dictionary_splat':
        break;
      default:
        if (!spread) positional.push(child);
    }
  }
  return { positional, named };
}

/** The elements of a tuple that is written out, where it stands or under a name that is bound only once; null of others. */
function writtenOut(python: PythonParts, node: SyntaxNode | null): readonly SyntaxNode[] | null {
  let tuple = node;
  if (node?.type === 'identifier') {
    const scope = python.bindings.scopeAround(node.startIndex);
    const [bound, ...others] = python.bindings.in(node.text, scope);
    const isOnly = others.length === 0 && bound?.path.length === 0;
    tuple = isOnly && bound.binding.kind === 'value' ? bound.binding.node : null;
  }
  if (tuple?.type !== 'tuple') return null;
  const elements = partsOf(tuple);
  return elements.some(({ type }) => type === 'list_splat') ? null : elements;
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
    .in(node.text, frame.function)
    .find(({ binding }) => binding.kind === 'parameter');
  if (bound?.binding.kind !== 'parameter' || bound.binding.position < 0) return null;
  const shift = boundParameters(python, frame.function, frame.on);
  return python.argument(frame.site, bound.binding.position - shift, node.text);
}

/** How many parameters of a function no argument is for: the one for the object that a method is called on, or for its class. */
export function boundParameters(python: PythonParts, index: number, on: Value | null): number {
  const start = python.source.functions[index]?.start ?? 0;
  if (python.bindings.ownerOf(index) === null || isStatic(python.source, start)) return 0;
  return on !== null || isOfClass(python.source, index) ? 1 : 0;
}

/** Whether a function has parameters that the arguments of a call are for. */
export function takesArguments(python: PythonParts, { function: index, on, alias }: Call): boolean {
  if (alias !== undefined) return true;
  const parameters = python.source.functionNode(index)?.childForFieldName('parameters');
  return (parameters ? partsOf(parameters) : []).length > boundParameters(python, index, on);
}
