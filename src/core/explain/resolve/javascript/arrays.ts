import * as l10n from '@vscode/l10n';
import { partsOf } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import { either } from '../either';
import { giving } from '../frames';
import type { Frame, Site, Value } from '../value';
import { isBarePromise, isKnown, plain, unknown, tooDeep } from '../value';
import { pairOf } from './awaiting';
import { holding } from './collections';
import { maybeSettled } from './kept';
import type { JavaScriptParts } from './parts';

/** Array methods that give an array of just as many of the same elements. */
const sameCount = new Set(['reverse', 'sort', 'toSorted', 'toReversed', 'values']);
/** Array methods that give an array of some of the same elements, or of more. */
const sameElements = new Set(['filter', 'slice', 'concat', 'splice', 'flat']);
/** Array methods that give one element. */
const oneElement = new Set(['pop', 'shift', 'at', 'find', 'findLast']);
/** Methods of arrays, sets and maps that give a number, a text, a truth value or nothing. */
const plainResult = new Set(
  'push unshift join indexOf lastIndexOf findIndex findLastIndex includes some every has delete clear forEach toString'.split(
    ' ',
  ),
);
/** Those that give what they are called on. */
const givesItself = new Set(['set', 'add', 'fill', 'copyWithin']);
const mapping = new Set(['map', 'flatMap']);
/** Array methods that call back with what they were given for the element before. */
export const folding: ReadonlySet<string> = new Set(['reduce', 'reduceRight']);

/** An array that is written out. */
export function valueOfArray(
  javascript: JavaScriptParts,
  node: SyntaxNode,
  frame: Frame | null,
): Value {
  const elements: Value[] = [];
  let count: number | null = 0;
  for (const child of partsOf(node)) {
    const inner = child.type === 'spread_element' ? child.namedChild(0) : null;
    const value = javascript.evaluate(inner ?? child, frame);
    if (inner && value.kind === 'list') {
      elements.push(...(value.elements ?? [value.element]));
      count = count === null || value.count === null ? null : count + value.count;
    } else {
      elements.push(value);
      count = count === null || inner ? null : count + 1;
    }
  }
  const element =
    elements.length > 0
      ? either(elements)
      : unknown(l10n.t('what is put into the collection is not known'));
  return { kind: 'list', elements: count === elements.length ? elements : null, element, count };
}

/** The methods that put something into a collection, and which of their arguments it is. */
const putsIn = /^\.(?:push|unshift|add|(set))\(/;
/** How an element is set by its index. */
const setsAt = /^\[[^[\]\n]*\]\s*=(?![=>])/;
/** What adds elements to a collection under a name, or takes some from it. */
const changes =
  /^\]?(?:\.(?:push|unshift|splice|pop|shift|add|delete)\(|\[[^[\]\n]*\]\s*=(?![=>]))/;
/** How far after the name these are looked for, in UTF-16 code units. */
const longestChange = 40;
/** How many places that add to a field are looked at. */
const mostAdded = 6;

/** A collection that starts empty holds what is put into it. */
export function pushed(
  javascript: JavaScriptParts,
  value: Value,
  offset: number,
  frame: Frame | null,
): Value {
  if (value.kind === 'object')
    return holding(javascript, value, (list) => pushed(javascript, list, offset, frame));
  if (value.kind !== 'list') return value;
  const name = javascript.source.wordAt(offset);
  if (!isUntold(value.element)) return grown(javascript, value, name);
  const scope = javascript.source.functionAround(offset);
  const extent = scope === null ? javascript.source.whole : javascript.source.functions[scope];
  if (!extent) return value;
  for (const use of javascript.source.occurrences(name, extent)) {
    const after = use + name.length;
    const added = addedAt(javascript, after);
    const element = added && javascript.evaluate(added, frame);
    if (element && !isUntold(element))
      return { kind: 'list', elements: null, element, count: null };
  }
  return grown(javascript, value, name);
}

/** Whether what is put into a collection tells more of its elements: nothing is known of them, or only that they are promises. */
function isUntold(element: Value): boolean {
  return !isKnown(element) || isBarePromise(element);
}

/** A collection that a field begins with empty, with what the methods of its file put into it. */
export function filled(javascript: JavaScriptParts, value: Value, name: string): Value {
  if (value.kind === 'object')
    return holding(javascript, value, (list) => filled(javascript, list, name));
  if (value.kind !== 'list' || !isUntold(value.element)) return value;
  const { source } = javascript;
  const added: Value[] = [];
  for (const use of source.occurrences(name, source.whole)) {
    if (source.text[use - 1] !== '.' || added.length >= mostAdded) continue;
    const node = addedAt(javascript, use + name.length);
    if (node) added.push(javascript.evaluate(node, null));
  }
  const element = either(added);
  return added.length > 0 && isKnown(element)
    ? { kind: 'list', elements: null, element, count: null }
    : value;
}

/** What is put into a collection by what follows its name: `.push(job)`, `[index] = job`; null if nothing is. */
function addedAt({ source }: JavaScriptParts, after: number): SyntaxNode | null {
  const rest = source.text.slice(after, after + longestChange);
  const call = putsIn.exec(rest);
  if (call) {
    const open = after + call[0].length - 1;
    const list = source.nodeAt({ start: open, end: open + 1 })?.parent;
    return list?.type === 'arguments' ? list.namedChild(call[1] === undefined ? 0 : 1) : null;
  }
  if (!setsAt.test(rest)) return null;
  const assignment = source.nodeAt({ start: after, end: after + 1 })?.parent?.parent;
  return assignment?.type === 'assignment_expression'
    ? assignment.childForFieldName('right')
    : null;
}

/**
 * A collection under a name (`jobs`, `this.jobs`, `this[jobs]`), without how many elements it has where they are added or
 * taken from it anywhere in the file.
 */
export function grown(javascript: JavaScriptParts, value: Value, name: string): Value {
  if (value.kind !== 'list') return value;
  for (const offset of javascript.source.occurrences(name, javascript.source.whole)) {
    const after = offset + name.length;
    if (changes.test(javascript.source.text.slice(after, after + longestChange)))
      return { ...value, count: null, elements: null };
  }
  return value;
}

/** What a call of a method of an array gives. */
export function arrayMethod(
  javascript: JavaScriptParts,
  method: string,
  on: Extract<Value, { kind: 'list' }>,
  site: Site,
): Value {
  if (method === 'get') return maybeSettled(on.element);
  if (oneElement.has(method)) return on.element;
  if (plainResult.has(method)) return plain;
  if (method === 'entries') {
    return { kind: 'list', elements: null, element: pairOf(on.element), count: on.count };
  }
  const { keyed: _, ...values } = on;
  if (sameElements.has(method)) return { ...values, elements: null, count: null };
  if (givesItself.has(method)) return on;
  if (sameCount.has(method)) return { ...values, elements: null };
  const callback = javascript.argument(site, 0);
  if (folding.has(method) && callback) return reduced(javascript, callback, on, site);
  if (!mapping.has(method) || !callback) {
    return unknown(l10n.t('what {0}() of an array gives is not known', method));
  }
  return {
    kind: 'list',
    elements: null,
    element: callbackResult(javascript, callback, site),
    count: method === 'map' ? on.count : null,
  };
}

/** What `things.map(…)` gives where it must be an array though nothing is known of `things`; null for another expression. */
export function mappedArray(
  javascript: JavaScriptParts,
  node: SyntaxNode,
  frame: Frame | null,
): Value | null {
  return ofUnknownArray(javascript, { node, frame }, mapping);
}

/** The same for `things.reduce(step, begin)`. */
export function reducedArray(javascript: JavaScriptParts, site: Site): Value | null {
  const isWhole = javascript.argument(site, 1) !== null;
  const value = isWhole ? ofUnknownArray(javascript, site, folding) : null;
  return value && isKnown(value) ? value : null;
}

function ofUnknownArray(
  javascript: JavaScriptParts,
  { node, frame }: Site,
  methods: ReadonlySet<string>,
): Value | null {
  const callee = node.childForFieldName('function');
  const method = callee?.childForFieldName('property')?.text ?? '';
  if (!methods.has(method)) return null;
  const element = unknown(l10n.t('the elements of the array are not known'));
  const on = { kind: 'list', elements: null, element, count: null } as const;
  return arrayMethod(javascript, method, on, { node, frame });
}

/** What `reduce` makes of an array, from the value that it begins with: step by step where it is written out. */
function reduced(
  javascript: JavaScriptParts,
  callback: SyntaxNode,
  { elements }: Extract<Value, { kind: 'list' }>,
  site: Site,
): Value {
  const target = javascript.evaluate(callback, site.frame);
  const first = javascript.argument(site, 1);
  const rest = first ? elements : elements?.slice(1);
  let value = first ? javascript.evaluate(first, site.frame) : elements?.[0];
  if (target.kind !== 'function' || !value) {
    return unknown(l10n.t('what {0}() of an array gives is not known', 'reduce'));
  }
  if (!rest) {
    const call = javascript.frame(target, null, target.on ?? null);
    return call ? either([value, call.home.invoked(call)]) : value;
  }
  for (const element of rest) {
    const call = javascript.frame(target, null, target.on ?? null);
    if (!call) return unknown(tooDeep());
    value = call.home.invoked(giving(call, [value, element]));
  }
  return value;
}

/** What a callback gives for each element. */
function callbackResult(javascript: JavaScriptParts, callback: SyntaxNode, site: Site): Value {
  const target = javascript.evaluate(callback, site.frame);
  if (target.kind === 'reference') return javascript.libraryCall(target.name, site, target.on);
  const inner =
    target.kind === 'function' ? javascript.frame(target, null, target.on ?? null) : null;
  return inner
    ? inner.home.invoked(inner)
    : unknown(l10n.t('the function that is called for each element is not known'));
}

/** What `Array.from(…)` gives. */
export function arrayFrom(javascript: JavaScriptParts, site: Site): Value {
  const first = javascript.argument(site, 0);
  const callback = javascript.argument(site, 1);
  const from = first ? javascript.evaluate(first, site.frame) : plain;
  let count = from.kind === 'list' ? from.count : null;
  if (from.kind === 'record') {
    const length = from.node.namedChildren.find(
      (pair) => pair.childForFieldName('key')?.text === 'length',
    );
    count = javascript.constant(length?.childForFieldName('value') ?? null, site.frame);
  }
  const element = callback
    ? callbackResult(javascript, callback, site)
    : from.kind === 'list'
      ? from.element
      : unknown(l10n.t('the elements of the array are not known'));
  return { kind: 'list', elements: null, element, count };
}

/** One of several expressions: which, and so how many elements a collection has, only the program knows. */
export function alternatives(
  javascript: JavaScriptParts,
  fields: readonly string[],
  node: SyntaxNode,
  frame: Frame | null,
): Value {
  const values = fields.flatMap((field) => {
    const child = node.childForFieldName(field);
    return child ? [javascript.evaluate(child, frame)] : [];
  });
  const list = values.find(({ kind }) => kind === 'list');
  return list?.kind === 'list' ? { ...list, elements: null, count: null } : either(values);
}
