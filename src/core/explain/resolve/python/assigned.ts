import type { SyntaxNode } from '../../../syntax/document';
import type { Extent } from '../extents';
import type { Frame, Value } from '../value';
import { isKnown } from '../value';
import { assignedValue, typeOfAssignment } from './bindings';
import { libraryBase } from './classes';
import type { PythonParts } from './parts';

/** What comes after an attribute that is assigned: `self.pool: Pool = …`, `self.first, self.second = …`. */
const assigns = /^\s*(?:[:,]|=[^=])/;
const longestSign = 20;

/** What an assignment gives to one of its targets, and whether an annotation says so. */
interface Assigned {
  readonly value: Value;
  readonly isTyped: boolean;
}

/**
 * What `object.name = …` assigns in a part of a file, for the objects that are meant. Where one of the assignments has a
 * type that is known, what is not known of the others is of that type too. `frameOf` gives the call in which a value is seen.
 */
export function valuesAssigned(
  python: PythonParts,
  name: string,
  extent: Extent,
  frameOf: ((value: SyntaxNode) => Frame | null) | null = null,
  isMeant: (object: SyntaxNode) => boolean = () => true,
): readonly Value[] {
  const { source } = python;
  const found: Assigned[] = [];
  for (const offset of source.occurrences(name, extent)) {
    if (source.text.charCodeAt(offset - 1) !== 46 /* . */) continue;
    const end = offset + name.length;
    if (!assigns.test(source.text.slice(end, end + longestSign))) continue;
    const attribute = source.nodeAt({ start: offset, end })?.parent;
    const object = attribute?.childForFieldName('object');
    if (attribute?.type !== 'attribute' || !object) continue;
    const assigned = assignment(python, attribute, frameOf);
    if (assigned && isMeant(object)) found.push(assigned);
  }
  const types = found.flatMap(({ value, isTyped }) => (isTyped ? [value] : []));
  return found.flatMap(({ value }) =>
    types.length === 0 || fits(python, value, types) ? [value] : [],
  );
}

/** What a name of a type is where it is assigned: the object that is made there says more than its type. */
export function asMade(
  python: PythonParts,
  typed: Value,
  assigned: SyntaxNode | null,
  frame: Frame | null,
): Value {
  if (assigned?.type !== 'call' || (typed.kind !== 'instance' && typed.kind !== 'object'))
    return typed;
  const made = python.evaluate(assigned, frame);
  if (made.kind === 'object' && made.exact === true) return made;
  if (made.kind !== 'instance' || !made.made) return typed;
  return typed.kind === 'instance' && typed.of ? { ...made, of: typed.of } : made;
}

/** Whether a value can be of one of the types: what is not known is of them, and a mark for "not yet" is of none. */
function fits(python: PythonParts, value: Value, types: readonly Value[]): boolean {
  if (value.kind !== 'object') return isKnown(value);
  const isLibrary = types.every(({ kind }) => kind === 'instance');
  return !isLibrary || libraryBase(python.at(value.class.node), value.class) !== null;
}

/** What is assigned to an attribute or a subscript, alone or among others; null where it is not assigned to. */
export function assignedTo(python: PythonParts, target: SyntaxNode): Value | null {
  return assignment(python, target, null)?.value ?? null;
}

function assignment(
  python: PythonParts,
  target: SyntaxNode,
  frameOf: ((value: SyntaxNode) => Frame | null) | null,
): Assigned | null {
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
  const right = assignedValue(parent);
  const frame = (right && frameOf?.(right)) ?? null;
  const annotation = typeOfAssignment(python.source, parent);
  if (annotation !== null && path.length === 0) {
    const typed = python.annotated(annotation, target.startIndex);
    if (isKnown(typed)) {
      const value = asMade(python, typed, right, frame);
      return { value, isTyped: true };
    }
  }
  if (!right) return null;
  return { value: python.unpacked(python.evaluate(right, frame), path), isTyped: false };
}
