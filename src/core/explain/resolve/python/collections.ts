import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import { partsOf } from '../../../syntax/nodes';
import type { Entry } from '../../catalog/schema';
import type { Frame, Site, Value } from '../value';
import { never, plain } from '../value';
import { oneOf } from './alternatives';
import type { PythonParts } from './parts';

/** Of longer collections, what the first elements are stands for all. */
export const mostElements = 12;

/** Methods of collections whose result is, or holds, one of their elements. */
const elementMethods = new Set(['pop', 'popleft', 'get', 'setdefault', 'popitem']);
const copyMethods = new Set(['copy', 'values']);

/** A list, tuple or set that is written out. */
export function valueOfCollection(
  python: PythonParts,
  node: SyntaxNode,
  frame: Frame | null,
): Value {
  const elements: Value[] = [];
  let count: number | null = 0;
  for (const child of partsOf(node)) {
    if (child.type === 'list_splat') {
      const inner = child.namedChild(0);
      const spread = inner ? python.evaluate(inner, frame) : plain;
      if (spread.kind !== 'list') {
        count = null;
        elements.push(spread);
        continue;
      }
      count = count === null || spread.count === null ? null : count + spread.count;
      elements.push(...(spread.elements ?? [spread.element]));
      continue;
    }
    if (count !== null) count++;
    elements.push(python.evaluate(child, frame));
  }
  const element =
    elements.length > 0
      ? oneOf(elements.slice(0, mostElements))
      : never(l10n.t('what is put into the collection is not known'));
  return { kind: 'list', elements: count === elements.length ? elements : null, element, count };
}

/** A dictionary that is written out, as the collection of its values, and the value of each key that is a text. */
export function valueOfDictionary(
  python: PythonParts,
  node: SyntaxNode,
  frame: Frame | null,
): Value {
  const keys = new Map<string, Value>();
  const values: Value[] = [];
  for (const pair of node.namedChildren.slice(0, mostElements)) {
    const value = pair.type === 'pair' ? pair.childForFieldName('value') : null;
    if (!value) continue;
    const given = python.evaluate(value, frame);
    const key = pair.childForFieldName('key');
    if (key?.type === 'string') keys.set(plainText(key), given);
    values.push(given);
  }
  const element = values.length > 0 ? oneOf(values) : never(l10n.t('the dictionary is empty here'));
  return { kind: 'list', elements: null, element, count: null, keys };
}

/** The text of a string without a prefix, between its quotes. */
export function plainText(string: SyntaxNode): string {
  return string.text.replace(/^(?:"""|'''|['"])|(?:"""|'''|['"])$/g, '');
}

/** A comprehension, one of a dictionary as its values; how many it has is only known where nothing is filtered out. */
export function valueOfComprehension(
  python: PythonParts,
  node: SyntaxNode,
  frame: Frame | null,
): Value {
  const part = node.childForFieldName('body');
  const body = part?.type === 'pair' ? part.childForFieldName('value') : part;
  const clauses = node.namedChildren.filter((child) => child.type === 'for_in_clause');
  const filtered = node.namedChildren.some((child) => child.type === 'if_clause');
  const right = clauses.length === 1 ? clauses[0]?.childForFieldName('right') : null;
  const iterable = right && !filtered ? python.evaluate(right, frame) : null;
  if (node.type === 'generator_expression' && isAsynchronous(node)) {
    const of = body ? python.evaluate(body, frame) : plain;
    return { kind: 'instance', type: 'collections.abc.AsyncGenerator', of };
  }
  return {
    kind: 'list',
    elements: null,
    element: body ? python.evaluate(body, frame) : plain,
    count: iterable?.kind === 'list' ? iterable.count : null,
  };
}

/**
 * Whether a generator expression makes an asynchronous generator: the reference's chapter on generator expressions. What
 * it goes through first is evaluated at once, outside it.
 */
function isAsynchronous(node: SyntaxNode): boolean {
  const first = node.namedChildren.find((child) => child.type === 'for_in_clause');
  const outside = first?.childForFieldName('right');
  const { startIndex, text } = node;
  const inside = outside
    ? text.slice(0, outside.startIndex - startIndex) + text.slice(outside.endIndex - startIndex)
    : text;
  return /\bawait\b|\basync\s+for\b/.test(inside);
}

/** The positional arguments of a call as one collection. */
function positionalArguments(python: PythonParts, list: SyntaxNode, frame: Frame | null): Value {
  const elements: Value[] = [];
  let count: number | null = 0;
  for (const child of partsOf(list)) {
    if (child.type === 'keyword_argument' || child.type === 'dictionary_splat') continue;
    const inner = child.type === 'list_splat' ? child.namedChild(0) : null;
    const value = python.evaluate(inner ?? child, frame);
    if (inner && value.kind === 'list') {
      elements.push(...(value.elements ?? [value.element]));
      count = count === null || value.count === null ? null : count + value.count;
    } else {
      elements.push(value);
      count = count === null || inner ? null : count + 1;
    }
  }
  const element = elements.length > 0 ? oneOf(elements.slice(0, mostElements)) : plain;
  return { kind: 'list', elements: count === elements.length ? elements : null, element, count };
}

/** The awaitables that a call takes, as its entry tells them. */
export function awaitablesOf(python: PythonParts, entry: Entry, site: Site): Value {
  const list = site.node.childForFieldName('arguments');
  if (!list) return plain;
  if (entry.awaitables === 'arguments') {
    if (list.type === 'generator_expression') return python.evaluate(list, site.frame);
    return positionalArguments(python, list, site.frame);
  }
  const first = python.argument(site, 0);
  return first ? python.evaluate(first, site.frame) : plain;
}

/** Whether a method of a collection gives something that its elements tell. */
export function isCollectionMethod(name: string): boolean {
  return elementMethods.has(name) || copyMethods.has(name) || name === 'items';
}

/** What a call of a method of a collection gives; `name` begins with `list.`. */
export function collectionMethod(
  python: PythonParts,
  name: string,
  on: Extract<Value, { kind: 'list' }>,
): Value {
  const method = name.slice('list.'.length);
  if (elementMethods.has(method)) return on.element;
  if (method !== 'items') return on;
  const pair: Value = { kind: 'list', elements: [plain, on.element], element: plain, count: 2 };
  return { kind: 'list', elements: null, element: pair, count: on.count };
}
