import type { SyntaxNode } from '../../../syntax/document';
import type { ClassInfo, Frame, Value } from '../value';
import { isKnown } from '../value';
import { appended } from './additions';
import { oneOf } from './alternatives';
import { valuesAssigned } from './assigned';
import type { PythonParts } from './parts';

/** The attributes that the methods of a class give its objects. */

/** What `self.name = …` in the methods of a class assigns. */
export function assignedAttribute(
  python: PythonParts,
  info: ClassInfo,
  name: string,
  on: Value | null,
): Value | null {
  const below = on?.kind === 'object' && on.class !== info ? on : null;
  const found = valuesAssigned(
    python,
    name,
    info,
    below && ((value) => frameBelow(python, value, below)),
  );
  if (found.length === 0) return null;
  const given =
    found.length === 1 && on?.kind === 'object' ? givenAtMaking(python, info, name, on) : null;
  return appended(python, given ?? oneOf(found), name, info, null);
}

/** A call of a method of the object itself, which a class below may have defined in another way. */
const ownCall = /\bself\.\w+\s*\(/;

/** The call of the method that assigns a value, on an object of a class below; null where the value is the same for all. */
function frameBelow(python: PythonParts, value: SyntaxNode, on: Value): Frame | null {
  const method = ownCall.test(value.text) ? python.source.functionAround(value.startIndex) : null;
  return method === null ? null : python.frame({ home: python, function: method }, null, on);
}

/** What the call that made an object gave for an attribute that its constructor assigns a parameter to; null where none is known. */
function givenAtMaking(
  python: PythonParts,
  info: ClassInfo,
  name: string,
  { made, ...object }: Extract<Value, { kind: 'object' }>,
): Value | null {
  const init = python.bindings.in('__init__', info).at(-1)?.binding;
  if (!made || init?.kind !== 'function') return null;
  const frame = python.frame({ home: python, function: init.function }, made, object);
  const extent = python.source.functions[init.function];
  const [value] = frame && extent ? valuesAssigned(python, name, extent, () => frame) : [];
  return value && isKnown(value) ? value : null;
}
