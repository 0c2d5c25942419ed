import { PyList, PyTuple } from '../objects/containers';
import {
  PyException,
  baseExceptionGroup,
  exceptionBase,
  exceptionClass,
  raise,
} from '../objects/exceptions';
import { callMethod } from './attributes';

/** An exception group with these members: an `ExceptionGroup` if all of them are Exceptions. */
export function makeGroup(message: string, members: readonly PyException[]): PyException {
  const plain = members.every((member) => member.cls.isSubclassOf(exceptionBase));
  const group = new PyException(exceptionClass(plain ? 'ExceptionGroup' : 'BaseExceptionGroup'));
  group.args = new PyTuple([message, new PyList([...members])]);
  group.members = members;
  return group;
}

/** What `except*` makes of a lone exception; its arguments hold a tuple (Python/ceval.c, `exception_group_match`). */
function groupOfOne(exception: PyException): PyException {
  const group = makeGroup('', [exception]);
  group.args = new PyTuple(['', new PyTuple([exception])]);
  return group;
}

/** `BaseExceptionGroup.derive`: a group with the same message. */
export function derive(original: PyException, members: readonly PyException[]): PyException {
  const [message = ''] = original.args.items;
  return makeGroup(typeof message === 'string' ? message : '', members);
}

/** A part of a group, as its class derives it (Objects/exceptions.c, `exceptiongroup_subset`). */
function subset(original: PyException, members: readonly PyException[]): PyException {
  const group = callMethod(original, 'derive', new PyList([...members]));
  if (!(group instanceof PyException && group.cls.isSubclassOf(baseExceptionGroup)))
    raise('TypeError', 'derive must return an instance of BaseExceptionGroup');
  group.cause = original.cause;
  group.context = original.context;
  const notes = original.attributes?.get('__notes__');
  if (notes instanceof PyList)
    (group.attributes ??= new Map()).set('__notes__', new PyList([...notes.items]));
  return group;
}

/** The parts of an exception (group) that satisfy the condition and those that do not. */
export function splitGroup(
  exception: PyException,
  condition: (exception: PyException) => boolean,
): { matching: PyException | null; others: PyException | null } {
  if (!exception.cls.isSubclassOf(baseExceptionGroup)) {
    // `except*` hands a lone exception on as a group of one.
    return condition(exception)
      ? { matching: groupOfOne(exception), others: null }
      : { matching: null, others: exception };
  }
  return splitMembers(exception, condition);
}

export function splitMembers(
  group: PyException,
  condition: (exception: PyException) => boolean,
): { matching: PyException | null; others: PyException | null } {
  if (condition(group)) return { matching: group, others: null };
  const matching: PyException[] = [];
  const others: PyException[] = [];
  for (const member of group.members ?? []) {
    if (!(member instanceof PyException)) continue;
    if (member.members) {
      const split = splitMembers(member, condition);
      if (split.matching) matching.push(split.matching);
      if (split.others) others.push(split.others);
    } else {
      (condition(member) ? matching : others).push(member);
    }
  }
  return {
    matching: matching.length > 0 ? subset(group, matching) : null,
    others: others.length > 0 ? subset(group, others) : null,
  };
}

/** What leaves a `try` with `except*` clauses: nothing, the unhandled rest, or a group with what the clauses raised. */
export function combineGroup(
  original: PyException,
  rest: PyException | null,
  raisedInside: readonly PyException[],
): PyException | null {
  if (raisedInside.length === 0) return rest;
  // A bare `raise` in a clause gives its part back; it joins the rest in one group.
  const [only] = raisedInside;
  if (!rest && raisedInside.length === 1 && only) return only;
  return makeGroup('', rest ? [...raisedInside, rest] : raisedInside);
}
