import type { SyntaxNode } from '../../../syntax/document';
import type { Value } from '../value';
import { isKnown } from '../value';
import type { JavaScriptParts } from './parts';
import { givenTogether } from './prototypes';

/** What code gives to objects, classes and functions after they were made. */

/** What gives an object several members at once: `Object.assign(api, …)`, `api[name] = …`. */
const putsOn = /\b(?:assign|extend)\(|\w\[\w+\]\s*=(?![=>])/;

/** What `options.name = …` gives to what the name `options` stands for: an object, a class or a function. */
export function givenLater(javascript: JavaScriptParts, owner: string, name: string): Value[] {
  if (!/^[\w$.]+$/.test(owner)) return [];
  const set = [...settersOf(javascript, name)].flatMap(({ object, value }) =>
    object.text === owner ? [javascript.evaluate(value, null)] : [],
  );
  return set.length > 0 ? set : [...putOn(javascript, owner, name)];
}

/** What is put on it with other members, or under names that a loop goes through. */
function* putOn(javascript: JavaScriptParts, owner: string, name: string): Generator<Value> {
  const { source } = javascript;
  // Nothing of the kind stands in most files.
  if (!/^[\w$]+$/.test(owner) || !putsOn.test(source.text)) return;
  for (const offset of source.occurrences(owner, source.whole)) {
    const node = source.nodeAt({ start: offset, end: offset + owner.length });
    const value = node && givenTogether(javascript, node, name);
    if (value && isKnown(value)) yield value;
  }
}

/** Each `object.name = value` of a file. */
export function* settersOf(
  javascript: JavaScriptParts,
  name: string,
): Generator<{ readonly object: SyntaxNode; readonly value: SyntaxNode }> {
  for (const offset of javascript.source.occurrences(name, javascript.source.whole)) {
    const property = javascript.source.nodeAt({ start: offset, end: offset + name.length });
    const target = property?.parent;
    const object = target?.childForFieldName('object');
    if (
      target?.type !== 'member_expression' ||
      target.childForFieldName('property')?.id !== property?.id
    )
      continue;
    const assignment = target.parent;
    if (assignment?.childForFieldName('left')?.id !== target.id) continue;
    const value = assignment.childForFieldName('right');
    if (object && value) yield { object, value };
  }
}
