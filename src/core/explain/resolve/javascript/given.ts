import type { SyntaxNode } from '../../../syntax/document';
import type { Source } from '../source';
import { remembered } from '../source';
import type { Value } from '../value';
import { isKnown } from '../value';
import type { JavaScriptParts } from './parts';
import { givenTogether } from './prototypes';

/** What code gives to objects, classes and functions after they were made. */

/** What comes after a name that is assigned to. */
const assigns = /\s*(?:\*\*|<<|>>>?|\?\?|\|\||&&|[-+*/%&|^])?=(?![=>])/y;

interface Setter {
  readonly object: SyntaxNode;
  readonly value: SyntaxNode;
}

/** What `options.name = …` gives to what the name `options` stands for: an object, a class or a function. */
export function givenLater(javascript: JavaScriptParts, owner: string, name: string): Value[] {
  if (!/^[\w$.]+$/.test(owner)) return [];
  const set = settersOf(javascript.source, name).flatMap(({ object, value }) =>
    object.text === owner ? [javascript.evaluate(value, null)] : [],
  );
  return set.length > 0 ? set : [...putOn(javascript, owner, name)];
}

/** What is put on it with other members, under names that a loop goes through, or by a function that it is handed to. */
function* putOn(javascript: JavaScriptParts, owner: string, name: string): Generator<Value> {
  if (!/^[\w$]+$/.test(owner)) return;
  for (const node of placesToPutOn(javascript.source, owner)) {
    const value = givenTogether(javascript, node, name);
    if (value && isKnown(value)) yield value;
  }
}

/** Where an object may be given several members: first in the arguments of a call, or before `[name] = …`. */
const placesToPutOn = remembered((source, owner: string): readonly SyntaxNode[] =>
  source.occurrences(owner, source.whole).flatMap((start) => {
    const end = start + owner.length;
    const isPlace = source.text[end] === '[' || /\(\s*$/.test(source.text.slice(start - 9, start));
    return isPlace ? (source.nodeAt({ start, end }) ?? []) : [];
  }),
);

/** Each `object.name = value` of a file. */
export const settersOf = remembered((source, name: string): readonly Setter[] =>
  source.occurrences(name, source.whole).flatMap((start) => setterAt(source, start, name) ?? []),
);

function setterAt(source: Source, start: number, name: string): Setter | null {
  const end = start + name.length;
  assigns.lastIndex = end;
  if (source.text[start - 1] !== '.' || !assigns.test(source.text)) return null;
  const property = source.nodeAt({ start, end });
  const target = property?.parent;
  const object = target?.childForFieldName('object');
  if (
    target?.type !== 'member_expression' ||
    target.childForFieldName('property')?.id !== property?.id
  )
    return null;
  const assignment = target.parent;
  if (assignment?.childForFieldName('left')?.id !== target.id) return null;
  const value = assignment.childForFieldName('right');
  return object && value ? { object, value } : null;
}
