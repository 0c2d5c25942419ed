import type { SyntaxNode } from '../../../syntax/document';
import { partsOf } from '../../../syntax/nodes';
import { oneLine } from '../../words';
import type { WrittenTogether } from '../evaluator';
import type { Site } from '../value';

/** How a call of Python's names the awaitables that it takes together. */

const named = /^(?:identifier|attribute|subscript)$/;
const comprehension = /^(?:list_comprehension|set_comprehension|generator_expression)$/;
const display = /^(?:list|tuple|set)$/;

/** The awaitables of a call that takes them one by one, `gather(*tasks)`, or where `inFirst` in its first argument: `wait(tasks)`. */
export function writtenTogether({ node }: Site, inFirst: boolean): WrittenTogether | null {
  const list = node.childForFieldName('arguments');
  if (!list) return null;
  // A generator expression that is the only argument has the parentheses of the call.
  const given = comprehension.test(list.type)
    ? [list]
    : partsOf(list).filter(({ type }) => type !== 'keyword_argument');
  const [first] = given;
  if (inFirst) return first ? writtenIn(first) : null;
  if (given.length > 1) return each(given);
  const all = first?.type === 'list_splat' ? first.namedChild(0) : null;
  return all && writtenIn(all);
}

/** How a collection of awaitables is written. */
function writtenIn(collection: SyntaxNode): WrittenTogether | null {
  if (display.test(collection.type)) return each(partsOf(collection));
  const copied = copiedFrom(collection);
  if (copied) return writtenIn(copied);
  const name = comprehension.test(collection.type)
    ? nameOf(collection.childForFieldName('body'))
    : mapped(collection);
  const clause = collection.namedChildren.find(({ type }) => type === 'for_in_clause');
  // `[create_task(one) for one in all]` has those in `all`.
  const source = clause?.childForFieldName('right');
  if (name !== null && source && clause?.childForFieldName('left')?.text === name)
    return writtenIn(source);
  if (name !== null) return name.endsWith('()') ? { kind: 'calls', name } : null;
  return named.test(collection.type) ? { kind: 'kept', node: collection } : null;
}

/** The collection that `list(tasks)` or `tasks.values()` has the elements of. */
function copiedFrom(node: SyntaxNode): SyntaxNode | null {
  const callee = node.type === 'call' ? node.childForFieldName('function') : null;
  const [first, ...others] = node.childForFieldName('arguments')?.namedChildren ?? [];
  if (callee?.type === 'attribute')
    return callee.childForFieldName('attribute')?.text === 'values' && !first
      ? callee.childForFieldName('object')
      : null;
  const isCopy = /^(?:list|tuple|set|sorted|reversed)$/.test(callee?.text ?? '');
  return isCopy && others.length === 0 ? (first ?? null) : null;
}

function each(elements: readonly SyntaxNode[]): WrittenTogether | null {
  return elements.some(({ type }) => type === 'list_splat')
    ? null
    : { kind: 'each', names: elements.map(nameOf) };
}

/** What `map(load, keys)` calls for each of the keys. */
function mapped(node: SyntaxNode): string | null {
  if (node.type !== 'call' || node.childForFieldName('function')?.text !== 'map') return null;
  const mapper = node.childForFieldName('arguments')?.namedChild(0);
  return mapper && named.test(mapper.type) ? `${oneLine(mapper.text)}()` : null;
}

/** The name that something goes by, a call by what it calls, what makes a task by what the task runs; null for what has none. */
function nameOf(node: SyntaxNode | null): string | null {
  if (!node) return null;
  if (named.test(node.type)) return oneLine(node.text);
  const callee = node.type === 'call' ? node.childForFieldName('function') : null;
  if (!callee || !named.test(callee.type)) return null;
  const inner = node.childForFieldName('arguments')?.namedChild(0);
  if (/(?:^|[._])(?:create_task|ensure_future)$/.test(callee.text)) return nameOf(inner ?? null);
  return `${oneLine(callee.text)}()`;
}
