import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import { partsOf } from '../../../syntax/nodes';
import type { Extent } from '../extents';
import type { Source } from '../source';
import { remembered } from '../source';
import type { Frame, Value } from '../value';
import { isNever, unknown } from '../value';
import { oneOf } from './alternatives';
import { elementOf } from './awaiting';
import { assignedValue } from './bindings';
import { mostElements } from './collections';
import type { PythonParts } from './parts';

/** What is put into a collection, or a queue, after it was made. */

type List = Extract<Value, { kind: 'list' }>;

/** One addition, as the source writes it. */
interface Addition {
  readonly node: SyntaxNode;
  /** Whether it adds the elements of what is given, as `extend()` does. */
  readonly isSpread: boolean;
  /** Whether it adds to one of the elements: `by_user[name].append(value)`. */
  readonly isInner: boolean;
}

/** A collection, or a queue, holds what is added to it, as `name` says it, in a stretch of the text. */
export function appended(
  python: PythonParts,
  value: Value,
  name: string,
  extent: Extent,
  frame: Frame | null,
): Value {
  if (value.kind === 'instance') {
    const of = isQueue(python, value) ? oneOfAll(addedTo(python, name, extent, frame)) : null;
    return of ? { ...value, of } : value;
  }
  if (value.kind !== 'list') return value;
  const added = addedTo(python, name, extent, frame);
  const outer = oneOfAll(isNever(value.element) ? added : [value.element, ...added]);
  if (outer === null)
    return isLeftAlone(python.source, name, extent.start, extent.end) ? value : opened(value);
  const element = outer.kind === 'list' ? filled(python, outer, name, extent, frame) : outer;
  const isSame = element === value.element && !isGrown(python.source, name);
  return isSame ? value : { ...value, element, elements: null, count: null };
}

/** A collection into which code puts what nobody sees. */
function opened(value: List): List {
  const element = unknown(l10n.t('what is put into the collection is not known'));
  return { ...value, element, elements: null, count: null };
}

/** A collection inside another, with what is added to it. */
function filled(
  python: PythonParts,
  list: List,
  name: string,
  { start, end }: Extent,
  frame: Frame | null,
): List {
  const added = additions(python.source, name, start, end)
    .filter(({ isInner }) => isInner)
    .map((one) => valueOf(python, one, frame));
  const element = oneOfAll(isNever(list.element) ? added : [list.element, ...added]);
  return element && added.length > 0
    ? { kind: 'list', elements: null, element, count: null }
    : list;
}

function oneOfAll(values: readonly Value[]): Value | null {
  return values.length > 0 ? oneOf(values) : null;
}

/** Whether what is put into an object is what its `get()` gives, and nobody has said what that is. */
function isQueue({ catalog }: PythonParts, value: Extract<Value, { kind: 'instance' }>): boolean {
  return !value.of && catalog.find(`${value.type}.get`)?.entry.await?.gives === 'held';
}

/** What is added to the collection itself. */
function addedTo(
  python: PythonParts,
  name: string,
  { start, end }: Extent,
  frame: Frame | null,
): readonly Value[] {
  return additions(python.source, name, start, end)
    .filter(({ isInner }) => !isInner)
    .map((one) => valueOf(python, one, frame));
}

function valueOf(python: PythonParts, { node, isSpread }: Addition, frame: Frame | null): Value {
  const value = python.evaluate(node, frame);
  return isSpread ? elementOf(python, value, false) : value;
}

/** The first additions between two offsets. */
const additions = remembered(
  (source: Source, name: string, start: number, end: number): readonly Addition[] => {
    const found: Addition[] = [];
    for (const use of source.occurrences(name, { start, end })) {
      found.push(...additionsAt(source, use, name));
      if (found.length >= mostElements) break;
    }
    return found;
  },
);

const adding =
  /^\.(append|appendleft|add|insert|put|put_nowait|setdefault|extend|extendleft|update)\(/;
const spreading = /^(?:extend|extendleft|update)$/;
const longestMethod = 16;

/**
 * What `name.append(value)`, `name[key] = value`, `name.setdefault(key, value)` or `name.put(value)` adds, `name.extend(values)`
 * and `name += values`, and to an element `name[key].append(value)` and `name.setdefault(key, []).append(value)`.
 */
function additionsAt(source: Source, use: number, name: string): readonly Addition[] {
  const end = use + name.length;
  const rest = source.text.slice(end, end + longestMethod);
  if (rest.startsWith('.')) return addedByMethod(source, end);
  if (!/^(?:\[|\s*[+|]=)/.test(rest)) return [];
  const word = source.nodeAt({ start: use, end });
  const named = word?.parent?.type === 'attribute' ? word.parent : word;
  const around = named?.parent;
  if (!named || !around || around.namedChild(0)?.id !== named.id) return [];
  if (around.type === 'augmented_assignment') {
    const node = around.childForFieldName('right');
    return node ? [{ node, isSpread: true, isInner: false }] : [];
  }
  if (around.type !== 'subscript') return [];
  const assignment = around.parent;
  if (assignment?.type === 'assignment' && assignment.childForFieldName('left')?.id === around.id) {
    const node = assignedValue(assignment);
    return node ? [{ node, isSpread: false, isInner: false }] : [];
  }
  return inner(addedByMethod(source, around.endIndex));
}

/** What a method adds that is called right after an offset. */
function addedByMethod(source: Source, end: number): readonly Addition[] {
  const method = adding.exec(source.text.slice(end, end + longestMethod));
  if (!method) return [];
  const open = end + method[0].length;
  const list = source.nodeAt({ start: open - 1, end: open })?.parent;
  if (list?.type !== 'argument_list') return [];
  const [, name = ''] = method;
  const node = partsOf(list)[name === 'insert' || name === 'setdefault' ? 1 : 0];
  const added = node ? [{ node, isSpread: spreading.test(name), isInner: false }] : [];
  if (name !== 'setdefault') return added;
  return [...added, ...inner(addedByMethod(source, list.endIndex))];
}

function inner(added: readonly Addition[]): readonly Addition[] {
  return added.map((one) => ({ ...one, isInner: true }));
}

const changing =
  /^(?:\.(?:append(?:left)?|add|extend(?:left)?|update|insert|remove|pop(?:left|item)?|discard|clear)\(|\s*[+|]=)/;

/** Whether elements are taken from a collection, or added to it, anywhere in the file. */
const isGrown = remembered((source: Source, name: string): boolean =>
  source.occurrences(name, source.whole).some((offset) => {
    const end = offset + name.length;
    const rest = source.text.slice(end, end + longestMethod);
    const isDeleted =
      rest.startsWith('[') &&
      /\bdel\s+[\w.]*$/.test(source.text.slice(Math.max(0, offset - longestLook), offset));
    return isDeleted || changing.test(rest);
  }),
);

/** What stands before or after a name that only looks at what it names. */
const looksBefore = /(?:\*|\b(?:in|if|elif|while|not|and|or|return)\s+|\blen\()$/;
const looksAfter = /^\s*(?::[^=\n]*)?=[^=]/;
const longestLook = 16;
const longestSign = 80;

/** Whether nothing in a function can put anything into a collection that only a local name has. */
const isLeftAlone = remembered(
  (source: Source, name: string, start: number, end: number): boolean =>
    source.occurrences(name, { start, end }).every((offset) => {
      const before = source.text.slice(Math.max(0, offset - longestLook), offset);
      return (
        looksBefore.test(before) ||
        looksAfter.test(source.text.slice(offset + name.length, offset + name.length + longestSign))
      );
    }),
);
