import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import type { TypeText } from '../typeText';
import { either } from '../either';
import type { Frame, Value } from '../value';
import { isKnown, isNever, isSameClass, never, plain, unknown, tooDeep } from '../value';
import { isAwaitable } from './awaiting';
import { valueOfThis } from './classes';
import { implemented } from './implementations';
import { implementedMember } from './implementers';
import { valueOfImport } from './modules';
import { valueOfName } from './names';
import { qualifiedName } from './namespaces';
import type { JavaScriptParts, TypePlace } from './parts';
import { absentMember, firstMember, memberOfAll } from './shapes';
import { constrainedType, givenTypes } from './typeParameters';

/** What an annotation says its name is. */
export function valueOfAnnotation(
  javascript: JavaScriptParts,
  text: string,
  place: TypePlace,
): Value {
  return unionOf(javascript.readType(text), (type) => valueOfType(javascript, type, place, 0));
}

/** What a union says. In `T | Promise<T>`, a `T` of which nothing is known is the value itself. */
function unionOf(union: readonly TypeText[], valueOf: (type: TypeText) => Value): Value {
  if (union.length === 0) return unknown(l10n.t('its annotation names no type that is known here'));
  const promised = new Set(
    union.flatMap(({ name, arguments: given }) =>
      /^Promise(?:Like)?$/.test(name) ? given.map((type) => JSON.stringify(type)) : [],
    ),
  );
  return either(
    union.map((type) => {
      const value = valueOf(type);
      return value.kind === 'unknown' && promised.has(JSON.stringify(type)) ? plain : value;
    }),
  );
}

/** What an interface or a type alias says of what has it, with its type parameters; `kind` of its node tells which. */
function valueOfDeclaration(
  javascript: JavaScriptParts,
  node: SyntaxNode,
  parameters: readonly Value[],
): Value {
  const here = javascript.at(node);
  const body = node.childForFieldName('body') ?? node.childForFieldName('value');
  if (!body) return unknown(l10n.t('the code is incomplete'));
  // A type that stands in itself, as that of a tree does, adds no alternative there.
  if (here.typesInReading.has(node.id)) return never(l10n.t('its type is made of itself'));
  const given = new Map(givenTypes(here, node, parameters));
  given.set('this', { kind: 'shape', member: (name) => here.property(self(), name) });
  const self = () => valueOfDeclaration(javascript, node, parameters);
  here.typesInReading.add(node.id);
  const own = here.annotated(body.text, body.startIndex, given);
  here.typesInReading.delete(node.id);
  if (own.kind !== 'shape') return own;
  const declared = {
    node,
    open: () => (parameters.length === 0 ? whole : valueOfDeclaration(javascript, node, [])),
  };
  const bases = node.namedChildren.find(({ type }) => type === 'extends_type_clause');
  const inherited = (name: string) =>
    firstMember(
      here,
      bases?.namedChildren.map((base) => here.annotated(base.text, base.startIndex, given)) ?? [],
      name,
    );
  const member = (name: string) => {
    const value = own.member(name);
    if (isNever(value)) return inherited(name);
    return implementedMember(here, node, name, value) ?? value;
  };
  const whole: Value = { kind: 'shape', member, declared };
  return whole;
}

/** What a union that stands inside another type says, one step deeper into the question. */
function nestedUnion(
  javascript: JavaScriptParts,
  union: readonly TypeText[],
  place: TypePlace,
): Value {
  return unionOf(union, (type) => javascript.nestedType(type, place));
}

export function valueOfType(
  javascript: JavaScriptParts,
  type: TypeText,
  place: TypePlace,
  depth: number,
): Value {
  if (depth > 6) return unknown(tooDeep());
  const { offset } = place;
  if (type.name === '=>') {
    return {
      kind: 'callable',
      returns: nestedUnion(javascript, type.arguments, place),
      parameter: (position) => {
        const types = type.parameters?.[position] ?? [];
        return types.length > 0 ? nestedUnion(javascript, types, place) : null;
      },
      takes: type.takes,
    };
  }
  if (type.members) {
    const { members, isCut } = type;
    return {
      kind: 'shape',
      member: (name) => {
        const types = members.get(name) ?? (name === '()' ? undefined : members.get('[]'));
        if (types) return nestedUnion(javascript, types, place);
        return isCut ? unknown(l10n.t('its type is too long to be read')) : absentMember(name);
      },
    };
  }
  if (type.name === '&') {
    const parts = type.arguments.map((part) => javascript.nestedType(part, place));
    const known = parts.filter(isKnown);
    const [only] = known;
    if (!only || parts.length === 1) return only ?? parts[0] ?? plain;
    const awaitable = known.find(isAwaitable);
    if (awaitable || (known.length === 1 && only.kind !== 'shape')) return awaitable ?? only;
    return { kind: 'shape', member: (name) => memberOfAll(javascript, parts, name) };
  }
  if (type.name === '[]') {
    const [owner, member] = type.arguments;
    const value = owner && javascript.nestedType(owner, place);
    return value && member ? javascript.property(value, member.name) : plain;
  }
  const inner = type.arguments.map((argument) =>
    valueOfType(javascript, argument, place, depth + 1),
  );
  const of = inner[0];
  const { name } = type;
  if (type.module !== undefined)
    return instanceOf(javascript, valueOfImport(javascript, type.module, name), name, inner);
  if (type.indexed === true) {
    const owner = valueOfType(javascript, { name, arguments: [] }, place, depth + 1);
    return javascript.property(owner, type.arguments[0]?.name ?? '');
  }
  if (name === 'this') return place.given?.get(name) ?? valueOfThis(javascript, offset, null);
  if (name === 'typeof') return typeofValue(javascript, type.arguments[0], offset);
  if (name === 'undefined' || name === 'null' || name === 'void') {
    return { kind: 'plain', node: null, absent: true };
  }
  if (/^(?:string|number|boolean|bigint|symbol|Date|RegExp|Error|Buffer|Uint8Array)$/.test(name))
    return plain;
  if (name === 'Promise' || name === 'PromiseLike' || name === 'Thenable') {
    return { kind: 'promise', of: of ?? unknown(l10n.t('its result is not typed')) };
  }
  if (
    /^(?:Array|(?:Readonly|Weak)?Set|ReadonlyArray|(?:Array|Map|Set)Iterator|Iterable(?:Iterator)?|Generator)$/.test(
      name,
    )
  ) {
    return {
      kind: 'list',
      elements: null,
      element: of ?? unknown(l10n.t('the type of its elements is not written')),
      count: null,
    };
  }
  if (/^(?:(?:Readonly|Weak)?Map|Record)$/.test(name)) {
    const isMap = name !== 'Record';
    const element = inner[1] ?? plain;
    return { kind: 'list', elements: null, element, count: null, ...(isMap && { keyed: true }) };
  }
  if (/^(?:Partial|Readonly|Required|NonNullable|Omit|Pick|Exclude|Extract)$/.test(name) && of)
    return of;
  if (name === 'Awaited' && of) return javascript.awaited(of);
  if (name === 'ReturnType' && of) return resultOfType(javascript, of);
  if (name === 'InstanceType' && of) return instanceOf(javascript, of, name, []);
  if (/^Async(?:Iterable|Iterator|Generator|IterableIterator)$/.test(name)) {
    return { kind: 'instance', type: 'AsyncIterator', ...(of && { of }) };
  }
  const given = place.given?.get(name) ?? constrainedType(javascript, name, offset);
  if (given) return given;
  const named = qualifiedName(javascript, name, offset);
  if (named.kind !== 'reference') return instanceOf(javascript, named, name, inner);
  const dot = name.indexOf('.');
  const full = javascript.catalog.canonical(dot < 0 ? named.name : named.name + name.slice(dot));
  return instanceOf(javascript, { kind: 'reference', name: full }, name, inner);
}

/** What has a type: an object of a class, or what an interface says. */
function instanceOf(
  javascript: JavaScriptParts,
  type: Value,
  name: string,
  given: readonly Value[],
): Value {
  const [of] = given;
  if (type.kind === 'class')
    return implemented(javascript, { kind: 'object', class: type.class, ...(of && { of }) });
  if (type.kind === 'type') return valueOfDeclaration(javascript, type.node, given);
  if (type.kind === 'reference' && javascript.catalog.isClass(type.name)) {
    return { kind: 'instance', type: type.name, ...(of && { of }) };
  }
  return unknown(
    l10n.t('the type {0} is not known here', type.kind === 'reference' ? type.name : name),
  );
}

/** `typeof name`: what the name stands for. */
function typeofValue(
  javascript: JavaScriptParts,
  type: TypeText | undefined,
  offset: number,
): Value {
  if (type?.module !== undefined) return valueOfImport(javascript, type.module, type.name);
  const [first = '', ...rest] = (type?.name ?? '').split('.');
  return rest.reduce(
    (value, step) => javascript.property(value, step),
    valueOfName(javascript, first, offset, null),
  );
}

/** What calling a function of this type gives. */
function resultOfType(javascript: JavaScriptParts, type: Value): Value {
  if (type.kind === 'callable') return type.returns;
  const frame = type.kind === 'function' ? javascript.frame(type, null, type.on ?? null) : null;
  return frame ? frame.home.invoked(frame) : unknown(l10n.t('its result is not typed'));
}

/** What a promise made by `new Promise<T>(…)` says it gives. */
export function promised(javascript: JavaScriptParts, node: SyntaxNode): Value {
  const type = node.childForFieldName('type_arguments')?.text;
  return type === undefined
    ? unknown(l10n.t('its result is not typed'))
    : javascript.annotated(type.slice(1, -1), node.startIndex);
}

/** An expression with `as`, `satisfies` or `<T>`: itself, unless only its type tells anything. */
export function valueOfAssertion(
  javascript: JavaScriptParts,
  node: SyntaxNode,
  frame: Frame | null,
): Value {
  const [inner, type] =
    node.type === 'type_assertion' ? node.namedChildren.slice().reverse() : node.namedChildren;
  const value = inner ? javascript.evaluate(inner, frame) : plain;
  if (isKnown(value) && value.kind !== 'record' && !isOpen(value)) return value;
  const typed = type
    ? javascript.annotated(type.text.replace(/^<|>$/g, ''), node.startIndex)
    : value;
  if (isOpen(value)) return typedResult(value, typed);
  return isKnown(typed) ? typed : value;
}

/** Whether the code that makes an object leaves open what its type is about: the result of a promise of its own. */
export function isOpen(value: Value): boolean {
  return value.kind === 'object' && !(value.of && isKnown(value.of));
}

/** A value, with what its type says of its result where the code that makes it leaves that open. */
export function typedResult(value: Value, typed: Value): Value {
  if (value.kind !== 'object' || !isOpen(value)) return value;
  const all = typed.kind === 'either' ? typed.of : [typed];
  const same = all.filter((one) => one.kind === 'object' && isSameClass(one.class, value.class));
  return same.length > 0 ? either(same) : value;
}
