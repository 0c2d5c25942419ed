import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import { alternativesOf, eachOf, either } from '../either';
import type { ClassInfo, Frame, Value } from '../value';
import {
  isBarePromise,
  isKnown,
  isNever,
  isPending,
  isSameClass,
  isWhollyKnown,
  never,
  plain,
  unknown,
} from '../value';
import type { JavaScriptBinding } from './bindings';
import { returnTypeOf } from './bindings';
import { subclassesOf } from './callers';
import { isAwaitable } from './awaiting';
import { baseOf, valueOfThis } from './classes';
import { asCollection } from './collections';
import { declaredMember } from './declarations';
import { boundValue, valueOfGlobal, valueOfName, withBodies } from './names';
import { filled, grown } from './arrays';
import { givenLater, settersOf } from './given';
import type { JavaScriptParts } from './parts';
import { fixtureOf } from './fixtures';
import { isFunctionClass, prototypeMember } from './prototypes';
import { returnedValue } from './returns';

/** The constructor of async functions, which has no name of its own: `(async () => {}).constructor`. */
export const asyncFunction = 'AsyncFunction';

const promiseMethods = new Set(['then', 'catch', 'finally']);

/** What follows the name of a member that is set, and what stands before one that a parameter declares. */
const setting = /^\]?\s*[-+*/%&|^?<>]{0,3}=(?![=>])/;
const declaring = /\b(?:public|private|protected|readonly|override)\s+$/;
/** How far from a name that is looked for, in UTF-16 code units. */
const longestGap = 40;

/** How many of the classes that inherit from one are asked what it leaves to them. */
const mostSubclasses = 6;

/** With more methods than that in the place of an abstract one, which it is says too little. */
const mostTold = 4;

/** What a property of a value is. */
export function valueOfProperty(javascript: JavaScriptParts, value: Value, name: string): Value {
  switch (value.kind) {
    case 'reference': {
      const full = value.name === '' ? name : `${value.name}.${name}`;
      if (value.name === '') return valueOfGlobal(javascript, name);
      const type = javascript.catalog.attribute(full);
      if (type !== null) return javascript.typed(type, undefined);
      return {
        kind: 'reference',
        name: javascript.catalog.canonical(full),
        ...(value.on && { on: value.on }),
      };
    }
    case 'instance': {
      const type = javascript.catalog.attribute(`${value.type}.${name}`);
      if (type !== null) return javascript.typed(type, undefined);
      const fixture = value.made ? fixtureOf(javascript, value.made, name) : null;
      if (fixture) return fixture;
      // The catalog writes symbols as ECMA-262 did, since they stand behind a dot there.
      const member = name.replace(/^\[Symbol\.(\w+)\]$/, '@@$1');
      return { kind: 'reference', name: `${value.type}.${member}`, on: value };
    }
    case 'module':
      return value.home.exported(name);
    case 'object':
      if (name === 'constructor') return { kind: 'class', class: value.class };
      return memberOfObject(javascript, value, name);
    case 'class':
      return javascript.classMember(value.class, name, null);
    case 'record':
      return ofRecord(javascript.at(value.node), value, name);
    case 'function':
      return functionProperty(javascript.at(value.home.source.document.root), value, name);
    case 'shape':
      return value.member(name);
    case 'callable':
      // Of what may be a function or an object, a member is asked of the object.
      return never(l10n.t('property {0} of it is not known', name));
    case 'list':
      return { kind: 'reference', name: `Array.${name}`, on: value };
    case 'call':
      if (!javascript.catalog.find(value.name)?.entry.await && !promiseMethods.has(name)) {
        return unknown(l10n.t('what {0} returns is not known', value.name));
      }
      return { kind: 'reference', name: `Promise.prototype.${name}`, on: value };
    case 'invocation':
    case 'promise':
      if (
        value.kind === 'invocation' &&
        value.frame.home.source.suspensions.functions[value.frame.function]?.generator
      ) {
        return { kind: 'reference', name: `AsyncIterator.${name}`, on: value };
      }
      if (isBarePromise(value) && !promiseMethods.has(name))
        return never(l10n.t('property {0} of it is not known', name));
      return { kind: 'reference', name: `Promise.prototype.${name}`, on: value };
    case 'either': {
      // What is plain is told apart before a property of the rest is used.
      const rest = value.of.filter(({ kind }) => kind !== 'plain');
      return either(
        (rest.length > 0 ? rest : value.of).map((one) => javascript.property(one, name)),
      );
    }
    case 'unknown':
      // What goes on from a promise that is made of itself is one all the same.
      return isPending(value) && name === 'then'
        ? { kind: 'reference', name: 'Promise.prototype.then', on: value }
        : unknown(value.because);
    default:
      return unknown(l10n.t('property {0} of it is not known', name));
  }
}

/** A member of an object: of its class, or of the collection that this is. */
function memberOfObject(
  javascript: JavaScriptParts,
  value: Extract<Value, { kind: 'object' }>,
  name: string,
): Value {
  const member = javascript.classMember(value.class, name, value);
  const list =
    member.kind === 'unknown' && !isPending(member) ? asCollection(javascript, value) : null;
  return list ? { kind: 'reference', name: `Array.${name}`, on: list } : member;
}

/** A method or field of a class of this file, its own or inherited; else that of the classes that inherit from it. */
export function memberOfClass(
  javascript: JavaScriptParts,
  info: ClassInfo,
  name: string,
  on: Value | null,
): Value {
  const value = inheritedMember(javascript, info, name, on);
  // A member that a library's class is not known to have may as well be one that is left to subclasses.
  const isTold = value.kind !== 'reference' || javascript.catalog.find(value.name) !== null;
  const isAbstract =
    value.kind === 'callable' && value.signature?.type === 'abstract_method_signature';
  if (isKnown(value) && isTold && !isAbstract) return value;
  const below = fromSubclasses(javascript, info, name, on);
  if (!below || !isAbstract) return below ?? value;
  // Of an abstract method, its type says more than that it is one of many.
  const all = alternativesOf(below);
  return all.length <= mostTold && all.every(({ kind }) => kind === 'function') ? below : value;
}

/** A method or field of a class of this file, its own or inherited. */
function inheritedMember(
  javascript: JavaScriptParts,
  info: ClassInfo,
  name: string,
  on: Value | null,
  seen: readonly ClassInfo[] = [],
): Value {
  const chain = [...seen, info];
  let best: Value | null = null;
  const bounds = withBodies(javascript.bindings.in(name, info)).filter(
    ({ binding }) => !isSetter(javascript, binding),
  );
  // Of overloads, only the call decides which it is.
  if (bounds.length > 1 && bounds.every(({ binding }) => binding.kind === 'signature'))
    return either(
      bounds.map((bound) => ofReceiver(bound.binding, boundValue(javascript, bound, null), on)),
    );
  for (const bound of bounds) {
    if (bound.binding.kind === 'function') {
      const method = {
        kind: 'function' as const,
        home: javascript,
        function: bound.binding.function,
        ...(on && { on }),
        ...(info.made && { outer: info.made.by }),
      };
      if (!isGetter(javascript, bound.binding.function)) return method;
      const frame = javascript.frame(method, null, on);
      const value = frame ? returnedValue(javascript, frame) : plain;
      if (isKnown(value) && value.kind !== 'record') return value;
      return widened(javascript, value, declaredMember(javascript, info, name, on));
    }
    const value = ofReceiver(bound.binding, boundValue(javascript, bound, null), on);
    // Of a function whose type is written, those that it is set to say more.
    const set = value.kind === 'callable' ? assignedProperty(javascript, info, name) : null;
    if (set && alternativesOf(set).every(({ kind }) => kind === 'function')) return set;
    if (isKnown(value) && !isBarePromise(value)) {
      // A promise that a field begins with is mostly the first of many, as the tail of a queue, and a function may be replaced.
      const mayChange = isAwaitable(value) || value.kind === 'function';
      const later = mayChange ? assignedProperty(javascript, info, name) : null;
      return later ? either([value, later]) : value;
    }
    best = value;
  }
  const computed = name.startsWith('[') ? computedMember(javascript, info, name, on) : null;
  if (computed) return computed;
  const onPrototype = prototypeMember(javascript, info, name, on);
  if (onPrototype) return onPrototype;
  const assigned = assignedProperty(javascript, info, name);
  // Of a promise whose type is written, what makes it says more.
  if (best && isKnown(best)) return assigned && isWhollyKnown(assigned) ? assigned : best;
  if (assigned && isKnown(assigned)) return assigned;
  const given = on ? [] : givenLater(javascript, info.name, name);
  if (given.length > 0) return either(given);
  const base = baseOf(javascript, info);
  const inherited =
    base?.kind === 'class' && !chain.some((one) => isSameClass(one, base.class))
      ? inheritedMember(javascript.at(base.class.node), base.class, name, on, chain)
      : null;
  // Of a method that is inherited, the code says more than the declarations of the class.
  if (inherited?.kind === 'function') return inherited;
  const declared = declaredMember(javascript, info, name, on);
  if (declared) return declared;
  const outside = best || assigned || !on ? null : givenOutside(javascript, info, name);
  if (outside) return outside;
  // In a static method, `this` is the class.
  const isOpen = on && !best && !assigned && !(inherited && isKnown(inherited));
  const ofClass = isOpen ? givenLater(javascript, info.name, name) : [];
  if (ofClass.length > 0) return either(ofClass);
  if (inherited) return isKnown(inherited) ? inherited : (assigned ?? best ?? inherited);
  if (base?.kind === 'reference') {
    const type = javascript.catalog.attribute(`${base.name}.${name}`);
    if (type !== null) return javascript.typed(type, undefined);
    const inherited = `${base.name}.${name}`;
    // What a library's class has no such member for is set somewhere that was not found.
    if (javascript.catalog.find(inherited) || !(assigned ?? best)) {
      return { kind: 'reference', name: inherited, ...(on && { on }) };
    }
  }
  const because = l10n.t('{0} is not set in class {1}', name, info.name);
  // In TypeScript, code asks for no member that a class does not have: of several, it means another.
  const isWhole = base === null && javascript.source.document.language === 'typescript';
  return assigned ?? best ?? (isWhole ? never(because) : unknown(because));
}

/** A declared method that gives `this` gives the object that it is called on. */
function ofReceiver(binding: JavaScriptBinding, value: Value, on: Value | null): Value {
  const givesThis = binding.kind === 'signature' && binding.annotation === 'this';
  return givesThis && on && value.kind === 'callable' ? { ...value, returns: on } : value;
}

/** A default object with what its declared type says of its members, as others may be given in its place. */
function widened(javascript: JavaScriptParts, value: Value, declared: Value | null): Value {
  if (value.kind !== 'record' || !declared) return isKnown(value) ? value : (declared ?? value);
  return {
    kind: 'shape',
    member: (name) => {
      const said = javascript.property(declared, name);
      return isKnown(said) ? said : javascript.property(value, name);
    },
  };
}

/** The methods that classes below that of an object have in the place of one, as one of them may be called instead. */
export function overridesOf(
  javascript: JavaScriptParts,
  on: Extract<Value, { kind: 'object' }>,
  name: string,
): readonly Extract<Value, { kind: 'function' }>[] {
  const found: Extract<Value, { kind: 'function' }>[] = [];
  for (const { user, info } of subclassesOf(javascript, on.class)) {
    if (found.length >= mostSubclasses) break;
    for (const { binding } of user.bindings.in(name, info)) {
      if (binding.kind !== 'function') continue;
      const own = { kind: 'object', class: info } as const;
      found.push({ kind: 'function', home: user, function: binding.function, on: own });
    }
  }
  return found;
}

/** What a class that leaves a member open gets from the classes that extend it: from one of them. */
function fromSubclasses(
  javascript: JavaScriptParts,
  info: ClassInfo,
  name: string,
  on: Value | null,
): Value | null {
  // Declarations say what there is; who extends them adds nothing.
  if (/\.d\.[cm]?ts$/.test(javascript.source.path ?? '')) return null;
  const found: Value[] = [];
  for (const { user, info: other } of subclassesOf(javascript, info)) {
    if (found.length >= mostSubclasses) break;
    const value = inheritedMember(user, other, name, on);
    if (isKnown(value)) found.push(value);
  }
  return found.length > 0 ? either(found) : null;
}

/** A method or field whose name is computed: `[Symbol.asyncIterator]`, `[kClose]`. */
function computedMember(
  javascript: JavaScriptParts,
  info: ClassInfo,
  name: string,
  on: Value | null,
): Value | null {
  for (const member of info.node.childForFieldName('body')?.namedChildren ?? []) {
    const key = member.childForFieldName('name') ?? member.childForFieldName('property');
    if (key?.type !== 'computed_property_name' || key.text !== name) continue;
    if (member.type === 'method_definition') {
      const index = javascript.source.functionOf(member);
      if (index === null) continue;
      return { kind: 'function', home: javascript, function: index, ...(on && { on }) };
    }
    const returned = member.type.endsWith('method_signature') ? returnTypeOf(member) : null;
    if (returned !== null) {
      return { kind: 'callable', returns: javascript.annotated(returned, member.startIndex) };
    }
    const value = member.childForFieldName('value');
    if (value) return javascript.evaluate(value, null);
  }
  return null;
}

function isSetter(javascript: JavaScriptParts, binding: JavaScriptBinding): boolean {
  if (binding.kind !== 'function' && binding.kind !== 'signature') return false;
  const node =
    binding.kind === 'signature' ? binding.node : javascript.source.functionNode(binding.function);
  return node?.children.some(({ type }) => type === 'set') ?? false;
}

export function isGetter(javascript: JavaScriptParts, index: number): boolean {
  return (
    javascript.source.functionNode(index)?.children.some(({ type }) => type === 'get') ?? false
  );
}

/** What `this.name = …`, or a parameter property of the constructor, gives to a field: one of all that is ever given. */
function assignedProperty(
  javascript: JavaScriptParts,
  info: ClassInfo,
  name: string,
): Value | null {
  const given: Value[] = [];
  const key = name.replace(/^\[|\]$/g, '');
  // A symbol may be a member itself: `this[kinds.load] = …`.
  const word = key.slice(key.lastIndexOf('.') + 1);
  // What a function is as a class, its methods set too, and they stand outside it.
  const isFunction = isFunctionClass(info);
  const extent = isFunction ? javascript.source.whole : info;
  for (const offset of javascript.source.occurrences(word, extent)) {
    if (!mayBeSet(javascript.source.text, offset, offset + word.length)) continue;
    const own = javascript.source.nodeAt({ start: offset, end: offset + word.length });
    const node = word === key ? own : own?.parent;
    if (node?.text !== key) continue;
    const parent = node.parent;
    if (isFunction && !isOfClass(javascript, offset, info)) continue;
    if (
      parent?.type === (key === name ? 'member_expression' : 'subscript_expression') &&
      parent.childForFieldName('object')?.type === 'this'
    ) {
      const assignment = parent.parent;
      if (!assignment?.type.endsWith('assignment_expression')) continue;
      if (assignment.childForFieldName('left')?.id !== parent.id) continue;
      const right = assignment.childForFieldName('right');
      if (right) given.push(javascript.evaluate(right, null));
    } else if (parent?.type === 'required_parameter' && isParameterProperty(parent)) {
      given.push(valueOfName(javascript, name, offset, null));
    }
  }
  return given.length > 0
    ? eachOf(either(given), (value) =>
        filledLater(filled(javascript, grown(javascript, value, word), word)),
      )
    : null;
}

/** Whether a member is set where its name stands, or declared by a parameter of the constructor: most are only used there. */
function mayBeSet(text: string, start: number, end: number): boolean {
  return /[.[]/.test(text.charAt(start - 1))
    ? setting.test(text.slice(end, end + longestGap))
    : declaring.test(text.slice(Math.max(0, start - longestGap), start));
}

/** A field that begins as an empty collection is there to be filled, if not in this file, by those that inherit it. */
function filledLater(value: Value): Value {
  return value.kind === 'list' && value.count === 0
    ? { ...value, elements: null, count: null }
    : value;
}

/** What code outside a class gives to a property of its objects: `request.controller.resume = …`; null if nothing. */
function givenOutside(javascript: JavaScriptParts, info: ClassInfo, name: string): Value | null {
  const key = `${info.node.id}.${name}`;
  if (javascript.askedFor.has(key)) {
    javascript.program.budget.cuts++;
    return null;
  }
  javascript.askedFor.add(key);
  const given: Value[] = [];
  for (const { object, value } of settersOf(javascript.source, name)) {
    const owner = javascript.evaluate(object, null);
    const isOwn = (one: Value) => one.kind === 'object' && isSameClass(one.class, info);
    if (owner.kind === 'either' ? owner.of.some(isOwn) : isOwn(owner))
      given.push(javascript.evaluate(value, null));
  }
  javascript.askedFor.delete(key);
  return given.length > 0 ? either(given) : null;
}

/** Whether `this` at an offset is an object of a class. */
function isOfClass(javascript: JavaScriptParts, offset: number, info: ClassInfo): boolean {
  const value = valueOfThis(javascript, offset, null);
  return value.kind === 'object' && isSameClass(value.class, info);
}

/** `constructor(private readonly client: Client)`. */
function isParameterProperty(parameter: SyntaxNode): boolean {
  return parameter.children.some(({ type }) =>
    /^(?:accessibility_modifier|override_modifier|readonly)$/.test(type),
  );
}

function ofRecord(
  javascript: JavaScriptParts,
  { node, frame }: Extract<Value, { kind: 'record' }>,
  name: string,
): Value {
  return javascript.memberOnce(node, name, frame, () =>
    memberOfRecord(javascript, node, name, frame),
  );
}

/** A property of an object that is written out, or that is given to it later. */
function memberOfRecord(
  javascript: JavaScriptParts,
  node: SyntaxNode,
  name: string,
  frame: Frame | null,
): Value {
  const spread: Value[] = [];
  for (const member of node.namedChildren) {
    const key = member.childForFieldName('key') ?? member.childForFieldName('name');
    const inner = member.type === 'spread_element' ? member.namedChild(0) : null;
    if (inner) spread.push(javascript.property(javascript.evaluate(inner, frame), name));
    if (member.type === 'shorthand_property_identifier' && member.text === name) {
      return javascript.evaluate(member, frame);
    }
    if (key?.text.replace(/^['"]|['"]$/g, '') !== name) continue;
    if (member.type === 'method_definition') {
      const index = javascript.source.functionOf(member);
      if (index === null) return plain;
      const method = { kind: 'function' as const, home: javascript, function: index };
      const getter = isGetter(javascript, index) ? javascript.frame(method, null, null) : null;
      return getter ? returnedValue(javascript, getter) : method;
    }
    const value = member.childForFieldName('value');
    if (value) return javascript.evaluate(value, frame);
  }
  const owner = node.parent?.childForFieldName('name') ?? node.parent?.childForFieldName('left');
  const later = owner && owner.id !== node.id ? givenLater(javascript, owner.text, name) : [];
  const given = [...spread.filter((one) => isKnown(one) || isPending(one)), ...later];
  const because = l10n.t('the object has no {0} where it is written', name);
  return given.length > 0
    ? either(given)
    : spread.some((one) => !isNever(one))
      ? unknown(because)
      : never(because);
}

/** One of all that an object holds: which, a name decides that only a run knows. */
export function anyMember(
  javascript: JavaScriptParts,
  node: SyntaxNode,
  frame: Frame | null,
): Value {
  const values = node.namedChildren.flatMap((member) => {
    if (member.type === 'shorthand_property_identifier')
      return [javascript.evaluate(member, frame)];
    const value = member.type === 'pair' ? member.childForFieldName('value') : null;
    if (value) return [javascript.evaluate(value, frame)];
    const index = member.type === 'method_definition' ? javascript.source.functionOf(member) : null;
    return index === null ? [] : [{ kind: 'function' as const, home: javascript, function: index }];
  });
  return either([...values, ...setByIndex(javascript, node)]);
}

/** What `table[key] = …` gives to an object that the name `table` stands for. */
function setByIndex(javascript: JavaScriptParts, record: SyntaxNode): Value[] {
  const name = record.parent?.childForFieldName('name');
  const given: Value[] = [];
  if (name?.type !== 'identifier') return given;
  for (const offset of javascript.source.occurrences(name.text, javascript.source.whole)) {
    if (javascript.source.text[offset + name.text.length] !== '[') continue;
    const use = javascript.source.nodeAt({ start: offset, end: offset + name.text.length });
    const assignment = use?.parent?.parent;
    if (assignment?.childForFieldName('left')?.id !== use?.parent?.id) continue;
    const right = assignment?.childForFieldName('right');
    if (right) given.push(javascript.evaluate(right, null));
  }
  return given;
}

/** What is put on a function of this file: `load.cached = …`. */
function functionProperty(
  javascript: JavaScriptParts,
  { function: index }: Extract<Value, { kind: 'function' }>,
  name: string,
): Value {
  const info = javascript.source.suspensions.functions[index];
  if (name === 'constructor' && info?.async === true && !info.generator)
    return { kind: 'reference', name: asyncFunction };
  const given = givenLater(javascript, javascript.source.localName(index), name);
  return given.length > 0
    ? either(given)
    : unknown(l10n.t('property {0} of it is not known', name));
}
