import * as l10n from '@vscode/l10n';
import { either } from '../either';
import type { Value } from '../value';
import { isKnown, isNever, never } from '../value';
import type { JavaScriptParts } from './parts';

/** What a type that is written out says of a member that it does not have. */
export function absentMember(name: string): Value {
  return never(l10n.t('its type has no {0} where it is written', name));
}

/** What a type says of a member that is all of several types; `()` stands for being called. */
export function memberOfAll(
  javascript: JavaScriptParts,
  parts: readonly Value[],
  name: string,
): Value {
  if (name !== '()') return firstMember(javascript, parts, name);
  // What is of several types of functions may be called as each of them.
  const signatures = parts.flatMap((part) =>
    part.kind === 'callable' ? [part] : part.kind === 'shape' ? [part.member('()')] : [],
  );
  const known = signatures.filter(isKnown);
  return known.length > 0 ? either(known) : firstMember(javascript, parts, name);
}

/** What the first of several parts of an object says of a member: where none has it, what is open of the others. */
export function firstMember(
  javascript: JavaScriptParts,
  parts: readonly Value[],
  name: string,
): Value {
  let open: Value | undefined;
  for (const part of parts) {
    const value = javascript.property(part, name);
    // Of a library's class, what it is not known to have may belong to another part.
    const isNamedOnly = value.kind === 'reference' && javascript.catalog.find(value.name) === null;
    if (isKnown(value) && !isNamedOnly) return value;
    if (!isNever(value)) open = value;
  }
  return open ?? absentMember(name);
}
