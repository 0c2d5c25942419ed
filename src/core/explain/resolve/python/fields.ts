import type { Bound } from '../bindings';
import type { ClassInfo, Value } from '../value';
import { isKnown } from '../value';
import { oneOf } from './alternatives';
import type { PythonBinding } from './bindings';
import { constructions } from './callers';
import { resolutionOrder } from './classes';
import type { PythonParts } from './parts';

/** What an object has under a name that the body of its class gives a value or a type: each object may have its own. */

type Instance = Extract<Value, { kind: 'object' }>;

/**
 * What an object has in the place of what its class says, which is `inClass`: one of what methods assign to it, or, for a field, what the
 * call that made the object gives, or any call that makes one.
 */
export function ofInstance(
  python: PythonParts,
  info: ClassInfo,
  { binding, offset }: Bound<PythonBinding>,
  inClass: Value,
  on: Instance,
  assigned: () => Value | null,
): Value {
  if (binding.kind !== 'value') return inClass;
  if (binding.annotation === null) {
    const own = assigned();
    return own && isKnown(own) ? oneOf([own, inClass]) : inClass;
  }
  const typed = python.annotated(binding.annotation, offset);
  // Of a function, those that are given say more than the type.
  if (isKnown(typed) && typed.kind !== 'callable') return inClass;
  const given = givenForField(python, info, python.source.wordAt(offset), on).filter(isKnown);
  if (given.length === 0) return inClass;
  return on.made || !isKnown(inClass) ? oneOf(given) : oneOf([...given, inClass]);
}

/**
 * What is given for a field where objects of a class are made. Whatever makes its constructor (`dataclasses.dataclass`, attrs,
 * pydantic, a named tuple), that takes the fields in their order, or by their names.
 */
function givenForField(
  python: PythonParts,
  info: ClassInfo,
  name: string,
  { made }: Instance,
): readonly Value[] {
  const isWritten = resolutionOrder(python, info).some(
    (one) => typeof one !== 'string' && python.at(one.node).bindings.in('__init__', one).length > 0,
  );
  if (isWritten) return [];
  const position = positionOf(python, info, name);
  const calls = made
    ? [{ user: python, site: made }]
    : [...constructions(python, info, 0)].map(({ user, call }) => ({
        user,
        site: { node: call, frame: null },
      }));
  return calls.flatMap(({ user, site }) => {
    const given = user.argument(site, position, name);
    return given ? [user.evaluate(given, site.frame)] : [];
  });
}

/** Which argument is for a field; null where the fields of other classes come before its own. */
function positionOf(python: PythonParts, info: ClassInfo, name: string): number | null {
  const inherits = resolutionOrder(python, info).some(
    (one) => one !== info && typeof one !== 'string',
  );
  const fields = info.node.childForFieldName('body')?.namedChildren ?? [];
  const names = fields.flatMap((statement) => {
    const assignment = statement.namedChild(0);
    return assignment?.type === 'assignment' && assignment.childForFieldName('type')
      ? [assignment.childForFieldName('left')?.text]
      : [];
  });
  const position = names.indexOf(name);
  return inherits || position < 0 ? null : position;
}
