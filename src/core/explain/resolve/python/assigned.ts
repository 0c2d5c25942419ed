import type { SyntaxNode } from '../../../syntax/document';
import type { Extent } from '../source';
import type { Value } from '../value';
import { isKnown } from '../value';
import { assignedValue } from './bindings';
import type { PythonParts } from './parts';

/** What comes after an attribute that is assigned: `self.pool: Pool = …`, `self.first, self.second = …`. */
const assigns = /^\s*(?:[:,]|=[^=])/;
const longestSign = 20;

/** What `object.name = …` assigns in a part of a file, for the objects that are meant. */
export function* valuesAssigned(
  python: PythonParts,
  name: string,
  extent: Extent,
  isMeant: (object: SyntaxNode) => boolean = () => true,
): Generator<Value> {
  const { source } = python;
  for (const offset of source.occurrences(name, extent)) {
    if (source.text.charCodeAt(offset - 1) !== 46 /* . */) continue;
    const end = offset + name.length;
    if (!assigns.test(source.text.slice(end, end + longestSign))) continue;
    const attribute = source.nodeAt({ start: offset, end })?.parent;
    const object = attribute?.childForFieldName('object');
    if (attribute?.type !== 'attribute' || !object) continue;
    const value = assignedTo(python, attribute);
    if (value && isMeant(object)) yield value;
  }
}

/** What is assigned to an attribute or a subscript, alone or among others; null where it is not assigned to. */
export function assignedTo(python: PythonParts, target: SyntaxNode): Value | null {
  let child = target;
  const path: number[] = [];
  let parent = child.parent;
  while (parent?.type === 'pattern_list' || parent?.type === 'tuple_pattern') {
    const here = child.id;
    path.unshift(parent.namedChildren.findIndex((sibling) => sibling.id === here));
    child = parent;
    parent = parent.parent;
  }
  if (parent?.type !== 'assignment' || parent.childForFieldName('left')?.id !== child.id)
    return null;
  const annotation = parent.childForFieldName('type')?.text;
  if (annotation !== undefined) {
    const typed = python.annotated(annotation, target.startIndex);
    if (isKnown(typed)) return typed;
  }
  const right = assignedValue(parent);
  return right ? python.unpacked(python.evaluate(right, null), path) : null;
}
