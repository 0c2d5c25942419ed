import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import type { Site, Value } from '../value';
import { isKnown, never, plain } from '../value';
import { oneOf } from './alternatives';
import { argumentsOf } from './arguments';
import { elementOf } from './awaiting';
import { classOf } from './classes';
import { plainText } from './collections';
import { attributeNamed } from './dynamic';
import type { PythonParts } from './parts';

/** Built-in functions that give a collection of the elements of their first argument. */
const copyFunctions = new Set([
  'list',
  'tuple',
  'set',
  'frozenset',
  'sorted',
  'reversed',
  'iter',
  'aiter',
]);
/** Those of them that make an empty one of nothing, and `dict`. */
const empties = new Set(['list', 'tuple', 'set', 'frozenset', 'dict']);
/** Those that give one of these elements. */
const picks = new Set(['min', 'max', 'next']);
const lookedThrough = new Set([
  ...copyFunctions,
  ...picks,
  'dict',
  'range',
  'enumerate',
  'zip',
  'super',
  'map',
  'getattr',
  'type',
]);

/** Whether what a call of a built-in function gives may be known from its arguments. */
export function isBuiltin(name: string): boolean {
  return lookedThrough.has(name);
}

/** The standard library's functions that do what a built-in one does with what its elements are. */
const alike: Readonly<Record<string, string>> = {
  'random.choice': 'next',
  'random.sample': 'list',
  'random.choices': 'list',
  'collections.deque': 'list',
  'collections.OrderedDict': 'dict',
  'weakref.WeakSet': 'set',
  'weakref.WeakKeyDictionary': 'dict',
  'weakref.WeakValueDictionary': 'dict',
  'copy.copy': 'list',
  'collections.defaultdict': 'defaultdict',
  'itertools.starmap': 'starmap',
};

/** What a call of a built-in function, or one of the standard library, gives; null where its arguments do not tell. */
export function builtinCall(python: PythonParts, fullName: string, site: Site): Value | null {
  const name = alike[fullName] ?? /^builtins\.(.+)$/.exec(fullName)?.[1];
  if (name === undefined) return null;
  const first = python.argument(site, 0);
  if (name === 'defaultdict') return first && madeWhereMissing(python, first, site);
  if (empties.has(name) && isGivenNothing(python, site)) return empty(name === 'dict');
  if (copyFunctions.has(name) && first) return copied(python, first, site);
  if (picks.has(name) && first) return picked(python, name, first, site);
  if (name === 'range') {
    const count = python.constant(first, site.frame);
    return {
      kind: 'list',
      elements: null,
      element: plain,
      count: python.argument(site, 1) ? null : count,
    };
  }
  if (name === 'enumerate' && first) {
    const inner = python.evaluate(first, site.frame);
    const element = elementOf(python, inner, false);
    const pair: Value = { kind: 'list', elements: [plain, element], element: plain, count: 2 };
    return {
      kind: 'list',
      elements: null,
      element: pair,
      count: inner.kind === 'list' ? inner.count : null,
    };
  }
  if (name === 'zip') {
    const lists = argumentsOf(python, site.node).positional.map((one) =>
      elementOf(python, python.evaluate(one, site.frame), false),
    );
    const tuple: Value = { kind: 'list', elements: lists, element: plain, count: lists.length };
    return { kind: 'list', elements: null, element: tuple, count: null };
  }
  if ((name === 'map' || name === 'starmap') && first) {
    const element = python.called(python.evaluate(first, site.frame), { ...site, node: first });
    return { kind: 'list', elements: null, element, count: mappedCount(python, site) };
  }
  if (name === 'type' && first && !python.argument(site, 1)) {
    const value = python.evaluate(first, site.frame);
    return value.kind === 'object' ? classOf(value) : null;
  }
  if (name === 'getattr') {
    const key = python.argument(site, 1);
    const other = python.argument(site, 2);
    if (!first || !key) return null;
    const object = python.evaluate(first, site.frame);
    const isWritten = key.type === 'string' && !/^\w*f\w*['"]/i.test(key.text);
    const value = isWritten
      ? python.property(object, plainText(key))
      : attributeNamed(python, object, key);
    if (!value) return null;
    return other ? oneOf([value, python.evaluate(other, site.frame)]) : value;
  }
  if (name === 'super') return superOf(python, site);
  return null;
}

/** Whether a call makes a collection of nothing: `deque(maxlen=3)` does. */
function isGivenNothing(python: PythonParts, { node }: Site): boolean {
  const { positional, named } = argumentsOf(python, node);
  return positional.length === 0 && [...named.keys()].every((name) => name === 'maxlen');
}

function empty(isDictionary: boolean): Value {
  const element = never(
    isDictionary
      ? l10n.t('the dictionary is empty here')
      : l10n.t('what is put into the collection is not known'),
  );
  return {
    kind: 'list',
    elements: isDictionary ? null : [],
    element,
    count: isDictionary ? null : 0,
  };
}

/** How often `map` calls its function, if it goes through one collection whose length is known. */
function mappedCount(python: PythonParts, site: Site): number | null {
  const over = python.argument(site, 1);
  const inner = over && !python.argument(site, 2) ? python.evaluate(over, site.frame) : null;
  return inner?.kind === 'list' ? inner.count : null;
}

/** The dictionary whose values the first argument of `defaultdict` makes; null where these are nothing that is awaited. */
function madeWhereMissing(python: PythonParts, factory: SyntaxNode, { frame }: Site): Value | null {
  const element = python.called(python.evaluate(factory, frame), { node: factory, frame });
  return /^(?:instance|object|list)$/.test(element.kind)
    ? { kind: 'list', elements: null, element, count: null }
    : null;
}

/** A collection of what a value gives to whoever goes through it. */
function copied(python: PythonParts, first: SyntaxNode, site: Site): Value {
  const value = python.evaluate(first, site.frame);
  if (value.kind !== 'call') return value;
  const element = elementOf(python, value, false);
  return isKnown(element) ? { kind: 'list', elements: null, element, count: null } : value;
}

/** One element of a collection; for `min` and `max`, one of the arguments where there are several. */
function picked(python: PythonParts, name: string, first: SyntaxNode, site: Site): Value {
  const { positional } = argumentsOf(python, site.node);
  const [, ...others] = positional.map((one) => python.evaluate(one, site.frame));
  const value = python.evaluate(first, site.frame);
  if (name === 'next' || others.length === 0)
    return oneOf([elementOf(python, value, false), ...others]);
  return oneOf([value, ...others]);
}

/** What `super()` gives: the object itself, its members looked for after the class that the call stands in, or names. */
function superOf(python: PythonParts, site: Site): Value | null {
  const named = python.argument(site, 0);
  const type = named && python.evaluate(named, site.frame);
  const after = named
    ? type?.kind === 'class' && type.class
    : python.bindings.classAround(site.node.startIndex);
  if (!after) return null;
  for (let at = site.frame; at; at = at.outer ?? null) {
    const isMethod = at.home === python && python.bindings.ownerOf(at.function) === after;
    if (isMethod && at.on?.kind === 'object') return { ...at.on, after };
  }
  return { kind: 'object', class: after, after };
}
