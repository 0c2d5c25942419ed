import type { SyntaxNode } from '../../../syntax/document';
import { partsOf } from '../../../syntax/nodes';
import type { Extent } from '../extents';
import type { ClassInfo, FunctionRef, Value } from '../value';
import { isKnown } from '../value';
import { nameOfParameter } from './bindings';
import { goesThrough } from './literals';
import type { JavaScriptParts } from './parts';

/**
 * Classes as they were written before `class`: a function that `new` calls, methods that are put on its `prototype`, and
 * `util.inherits`. Methods can be put on the prototype of a `class` in the same way.
 */

/** `Object.assign`, and lodash's and underscore's functions that copy members in the same way. */
export const copies = /^(?:Object\.assign|(?:_\.|lodash\.)?(?:assign|extend|mixin))$/;

/** The class that a function is when `new` calls it; the same one each time. */
export function classOfFunction(
  javascript: JavaScriptParts,
  { home, function: index }: FunctionRef,
): ClassInfo | null {
  const there = javascript.at(home.source.document.root);
  const known = there.bindings.constructors.get(index);
  if (known) return known;
  const node = there.source.functionNode(index);
  if (!node?.type.startsWith('function')) return null;
  const name = there.source.functionName(index).replace(/^.*\./, '');
  const info = { name, start: node.startIndex, end: node.endIndex, node };
  there.bindings.constructors.set(index, info);
  return info;
}

/** Whether a class is a function that `new` calls. */
export function isFunctionClass({ node }: ClassInfo): boolean {
  return node.type.startsWith('function');
}

/** What is put on the prototype of a class under a name; null if nothing is. */
export function prototypeMember(
  javascript: JavaScriptParts,
  info: ClassInfo,
  name: string,
  on: Value | null,
): Value | null {
  for (const prototype of prototypesOf(javascript, info)) {
    const value = givenTo(javascript, prototype, name);
    if (!value || !isKnown(value)) continue;
    return value.kind === 'function' && on ? { ...value, on } : value;
  }
  return null;
}

/** What a function inherits from as a class: `util.inherits(Own, Base)`, `Own.prototype = Object.create(Base.prototype)`. */
export function prototypeBase(javascript: JavaScriptParts, info: ClassInfo): Value | null {
  for (const offset of javascript.source.occurrences('inherits', javascript.source.whole)) {
    const word = javascript.source.nodeAt({ start: offset, end: offset + 8 });
    const callee = word?.parent?.type === 'member_expression' ? word.parent : word;
    const [own, base] = argumentsIn(callee?.parent ?? null);
    if (own && base && own.text === info.name) return classValue(javascript, base);
  }
  for (const prototype of prototypesOf(javascript, info)) {
    const made = setTo(prototype);
    const [base] =
      made?.childForFieldName('function')?.text === 'Object.create' ? argumentsIn(made) : [];
    const of = base && prototypeOwner(base);
    if (of) return classValue(javascript, of);
  }
  return null;
}

/** The object that `this` is in a function that is put on a prototype, or that is a class itself; null for others. */
export function thisOfPrototype(javascript: JavaScriptParts, index: number): Value | null {
  const { source } = javascript;
  const node = source.functionNode(index);
  if (!node) return null;
  const owner = prototypeAround(node);
  const value = owner && classValue(javascript, owner);
  if (value?.kind === 'class') return { kind: 'object', class: value.class };
  const name = source.functionName(index).replace(/^.*\./, '');
  const isClass =
    /^[A-Z]/.test(name) &&
    source
      .occurrences(name, source.whole)
      .some((offset) => isUsedAsClass(source.text, offset, name));
  const own = isClass ? classOfFunction(javascript, { home: javascript, function: index }) : null;
  return own && { kind: 'object', class: own };
}

function isUsedAsClass(text: string, offset: number, name: string): boolean {
  return (
    text.startsWith('.prototype', offset + name.length) ||
    /\bnew\s+$/.test(text.slice(Math.max(0, offset - 8), offset))
  );
}

/** The expression of the class on whose prototype a function is put. */
function prototypeAround(node: SyntaxNode): SyntaxNode | null {
  const parent = node.parent;
  if (parent?.type === 'assignment_expression') {
    const object = parent.childForFieldName('left')?.childForFieldName('object');
    return object ? prototypeOwner(object) : null;
  }
  const record = parent?.type === 'pair' ? parent.parent : parent;
  if (record?.type !== 'object') return null;
  if (record.parent?.type === 'assignment_expression') {
    const left = record.parent.childForFieldName('left');
    return left ? prototypeOwner(left) : null;
  }
  const call = record.parent?.type === 'arguments' ? record.parent.parent : null;
  const [target] = copies.test(call?.childForFieldName('function')?.text ?? '')
    ? argumentsIn(call)
    : [];
  return target ? prototypeOwner(target) : null;
}

/** `Own` of `Own.prototype`. */
function prototypeOwner(node: SyntaxNode): SyntaxNode | null {
  const isPrototype =
    node.type === 'member_expression' && node.childForFieldName('property')?.text === 'prototype';
  return isPrototype ? node.childForFieldName('object') : null;
}

function classValue(javascript: JavaScriptParts, node: SyntaxNode): Value {
  const value = javascript.evaluate(node, null);
  const info = value.kind === 'function' ? classOfFunction(javascript, value) : null;
  return info ? { kind: 'class', class: info } : value;
}

/** Each `Own.prototype` in the file of a class, and what functions that are given the class call so. */
function prototypesOf(
  javascript: JavaScriptParts,
  { name, start }: ClassInfo,
): readonly SyntaxNode[] {
  const { prototypes } = javascript.bindings;
  const known = prototypes.get(start);
  if (known) return known;
  // A function that is given the class may lead back to it.
  prototypes.set(start, []);
  const found = name === '' ? [] : [...searchPrototypes(javascript, name)];
  // A file that is read later may have the function.
  if (found.length > 0) prototypes.set(start, found);
  else prototypes.delete(start);
  return found;
}

function* searchPrototypes(javascript: JavaScriptParts, name: string): Generator<SyntaxNode> {
  const { source } = javascript;
  yield* prototypesIn(javascript, name, source.whole);
  for (const offset of source.occurrences(name, source.whole)) {
    if (!/^\s*[,)]/.test(source.text.slice(offset + name.length, offset + name.length + 9)))
      continue;
    const node = source.nodeAt({ start: offset, end: offset + name.length });
    const call = node?.parent?.type === 'arguments' ? node.parent.parent : null;
    if (node && call?.parent?.type === 'expression_statement')
      yield* prototypesInCall(javascript, call, node);
  }
}

/** `Target.prototype` in the function that a statement gives a class to: `augment(Own)`. */
function* prototypesInCall(
  javascript: JavaScriptParts,
  call: SyntaxNode,
  given: SyntaxNode,
): Generator<SyntaxNode> {
  const callee = call.childForFieldName('function');
  const target = callee && javascript.evaluate(callee, null);
  if (target?.kind !== 'function') return;
  const home = javascript.at(target.home.source.document.root);
  const extent = home.source.functions[target.function];
  const position = argumentsIn(call).findIndex(({ id }) => id === given.id);
  const called = home.source.functionNode(target.function);
  const name = called ? nameOfParameter(called, position) : '';
  if (extent) yield* prototypesIn(home, name, extent);
}

/** Each `name.prototype` in a stretch of a file. */
function* prototypesIn(
  { source }: JavaScriptParts,
  name: string,
  extent: Extent,
): Generator<SyntaxNode> {
  if (!source.hasWord(['prototype'], extent)) return;
  for (const offset of source.occurrences(name, extent)) {
    const end = offset + name.length + '.prototype'.length;
    if (source.text.slice(offset + name.length, end) !== '.prototype') continue;
    const node = source.nodeAt({ start: offset, end });
    if (node?.type === 'member_expression') yield node;
  }
}

/** What a name of a prototype is set to, by itself or with others. */
function givenTo(javascript: JavaScriptParts, prototype: SyntaxNode, name: string): Value | null {
  const { parent } = prototype;
  const whole = setTo(prototype);
  if (whole) return javascript.property(javascript.evaluate(whole, null), name);
  if (parent?.type === 'member_expression') {
    const right = parent.childForFieldName('property')?.text === name ? setTo(parent) : null;
    return right && javascript.evaluate(right, null);
  }
  return givenTogether(javascript, prototype, name);
}

/** What an object gets under a name with others: in a loop that goes through names, or by a function that copies members. */
export function givenTogether(
  javascript: JavaScriptParts,
  object: SyntaxNode,
  name: string,
): Value | null {
  const { parent } = object;
  if (parent?.type === 'subscript_expression') {
    const isObject = parent.childForFieldName('object')?.id === object.id;
    const right = isObject ? setTo(parent) : null;
    const index = right && parent.childForFieldName('index');
    return index && goesThrough(javascript, index, name) ? javascript.evaluate(right, null) : null;
  }
  const call = parent?.type === 'arguments' ? parent.parent : null;
  if (!copies.test(call?.childForFieldName('function')?.text ?? ''))
    return call?.parent?.type === 'expression_statement'
      ? givenByCallee(javascript, call, object, name)
      : null;
  const [first, ...parts] = argumentsIn(call);
  for (const part of first?.id === object.id ? parts.reverse() : []) {
    const value = javascript.property(javascript.evaluate(part, null), name);
    if (isKnown(value)) return value;
  }
  return null;
}

/** What the function that a statement hands an object to puts on it under a name: `applyTo(Model)`. */
function givenByCallee(
  javascript: JavaScriptParts,
  call: SyntaxNode,
  object: SyntaxNode,
  name: string,
): Value | null {
  const key = `${String(call.id)} ${name}`;
  const callee = call.childForFieldName('function');
  // What is put on it may come out of the same call.
  if (!callee || javascript.askedFor.has(key)) return null;
  javascript.askedFor.add(key);
  const target = javascript.evaluate(callee, null);
  const found =
    target.kind === 'function' ? putOnParameter(javascript, target, call, object, name) : null;
  javascript.askedFor.delete(key);
  return found;
}

function putOnParameter(
  javascript: JavaScriptParts,
  target: FunctionRef,
  call: SyntaxNode,
  object: SyntaxNode,
  name: string,
): Value | null {
  const home = javascript.at(target.home.source.document.root);
  const extent = home.source.functions[target.function];
  const called = home.source.functionNode(target.function);
  const position = argumentsIn(call).findIndex(({ id }) => id === object.id);
  const parameter = called ? nameOfParameter(called, position) : '';
  for (const start of extent ? home.source.occurrences(parameter, extent) : []) {
    const use = home.source.nodeAt({ start, end: start + parameter.length });
    const value = use?.type === 'identifier' ? givenTo(home, use, name) : null;
    if (value && isKnown(value)) return value;
  }
  return null;
}

/** The right side of an assignment to a node. */
function setTo(node: SyntaxNode): SyntaxNode | null {
  const assignment = node.parent?.type === 'assignment_expression' ? node.parent : null;
  return assignment?.childForFieldName('left')?.id === node.id
    ? assignment.childForFieldName('right')
    : null;
}

function argumentsIn(call: SyntaxNode | null): readonly SyntaxNode[] {
  const list = call?.childForFieldName('arguments');
  return list ? partsOf(list) : [];
}
