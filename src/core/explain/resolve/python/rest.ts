import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import { partsOf } from '../../../syntax/nodes';
import type { Site, Value } from '../value';
import { isKnown, never } from '../value';
import { typeOnly } from '../either';
import { oneOf } from './alternatives';
import { elementOf } from './awaiting';
import type { PythonBinding } from './bindings';
import { callsOf } from './callers';
import { isStatic } from './functions';
import type { PythonParts } from './parts';

/** What the parameters `*args` and `**kwargs` of a function hold. */

type Parameter = Extract<PythonBinding, { kind: 'parameter' }>;
type Rest = NonNullable<Parameter['rest']>;
type List = Extract<Value, { kind: 'list' }>;

/** What one call gives them; `before` is how many of its arguments, or parameters, are for others. */
export function restOfCall(
  python: PythonParts,
  { function: index }: Parameter,
  rest: Rest,
  site: Site,
  before: number,
): List {
  const list = site.node.childForFieldName('arguments');
  const parts = list?.type === 'argument_list' ? partsOf(list) : [];
  return rest.kind === 'named'
    ? namedArguments(python, index, parts, site)
    : positionalArguments(python, parts, site, rest.from - before);
}

function positionalArguments(
  python: PythonParts,
  parts: readonly SyntaxNode[],
  site: Site,
  from: number,
): List {
  const given = [...(site.bound?.positional ?? []), ...parts].filter(
    ({ type }) => type !== 'keyword_argument' && type !== 'dictionary_splat',
  );
  const firstSpread = given.findIndex(({ type }) => type === 'list_splat');
  // From a `*args` on, places are not known.
  const held = given.slice(firstSpread < 0 ? from : Math.min(from, firstSpread));
  const elements = held.map((node) => {
    const inner = node.type === 'list_splat' ? node.namedChild(0) : null;
    const value = python.evaluate(inner ?? node, site.frame);
    return inner ? elementOf(python, value, false) : value;
  });
  const isWhole = firstSpread < 0;
  return listOf(elements, isWhole ? elements : null);
}

function namedArguments(
  python: PythonParts,
  index: number,
  parts: readonly SyntaxNode[],
  site: Site,
): List {
  const keys = new Map<string, Value>();
  for (const part of parts) {
    const name =
      part.type === 'keyword_argument' ? part.childForFieldName('name')?.text : undefined;
    const value = part.childForFieldName('value');
    if (name === undefined || !value || isParameter(python, index, name)) continue;
    keys.set(name, python.evaluate(value, site.frame));
  }
  return { ...listOf([...keys.values()], null), keys };
}

function isParameter(python: PythonParts, index: number, name: string): boolean {
  return python.bindings.in(name, index).some(({ binding }) => binding.kind === 'parameter');
}

function listOf(all: readonly Value[], elements: readonly Value[] | null): List {
  const element = all.length > 0 ? oneOf(all) : never(l10n.t('nothing is given for it'));
  return { kind: 'list', elements, element, count: elements?.length ?? null };
}

/** What all calls of a function give them, each element one of these; null where nothing is known of any. */
export function restOfCallers(
  python: PythonParts,
  parameter: Parameter,
  rest: Rest,
  name: string,
): List | null {
  const { function: index } = parameter;
  const owner = python.bindings.ownerOf(index);
  const start = python.source.functions[index]?.start ?? 0;
  const shift = owner && !isStatic(python.source, start) ? 1 : 0;
  const elements: Value[] = [];
  for (const { user, call, before = 0 } of callsOf(python, index, owner)) {
    const site = { node: call, frame: null };
    const { element } = restOfCall(user, parameter, rest, site, shift - before);
    if (isKnown(element)) elements.push(user === python ? element : typeOnly(element, name));
  }
  return elements.some(isKnown) ? listOf(elements, null) : null;
}
