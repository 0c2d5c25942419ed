import * as l10n from '@vscode/l10n';
import type { ClassInfo, Value } from '../value';
import { isKnown, isSameClass, unknown } from '../value';
import { baseOf } from './classes';
import type { JavaScriptParts } from './parts';

/** Objects of classes that inherit from a collection of the language: `class Registry extends Map {}`. */

/** A collection, or an object of a class that is one as what that inherits from; null for anything else. */
export function asCollection(javascript: JavaScriptParts, value: Value): List | null {
  if (value.kind === 'list') return value;
  const kind = value.kind === 'object' ? collectionBelow(javascript, value.class) : null;
  if (value.kind !== 'object' || kind === null) return null;
  const element = value.of ?? unknown(l10n.t('what is put into the collection is not known'));
  const keyed = kind.endsWith('Map') && { keyed: true as const };
  return { kind: 'list', elements: null, element, count: null, ...keyed };
}

type List = Extract<Value, { kind: 'list' }>;

/** Which collection of the language a class inherits from; null if it is none. */
function collectionBelow(javascript: JavaScriptParts, info: ClassInfo): string | null {
  const seen: ClassInfo[] = [];
  for (let one = info; !seen.some((before) => isSameClass(before, one));) {
    seen.push(one);
    const home = javascript.at(one.node);
    const written = /^extends\s+((?:Weak)?(?:Map|Set)|Array)\b/.exec(heritageOf(one))?.[1];
    if (written !== undefined) return home.bindings.of(written).length === 0 ? written : null;
    const base = baseOf(home, one);
    if (base?.kind !== 'class') return null;
    one = base.class;
  }
  return null;
}

/** What a class is written to inherit from. */
function heritageOf({ node }: ClassInfo): string {
  return node.namedChildren.find(({ type }) => type === 'class_heritage')?.text ?? '';
}

/** An object that is a collection, with what is found that it holds. */
export function holding(
  javascript: JavaScriptParts,
  value: Extract<Value, { kind: 'object' }>,
  find: (list: List) => Value,
): Value {
  const list = asCollection(javascript, value);
  const found = list && find(list);
  return found?.kind === 'list' && isKnown(found.element) ? { ...value, of: found.element } : value;
}
