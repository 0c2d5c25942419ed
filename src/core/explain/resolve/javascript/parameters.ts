import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import { partsOf } from '../../../syntax/nodes';
import { alternativesOf, eachOf, either, typeOnly } from '../either';
import type { Frame, Value } from '../value';
import { isBarePromise, isKnown, unknown } from '../value';
import { folding } from './arrays';
import { awaitedValue, isAwaitable } from './awaiting';
import type { JavaScriptBinding } from './bindings';
import { passedByCallee } from './callbacks';
import { callsOf } from './callers';
import { contextualParameter } from './contextual';
import { declaredParameter } from './declarations';
import { passedToListener } from './events';
import { fixturesAround } from './fixtures';
import type { JavaScriptParts } from './parts';

/** Methods that call what they are given with an element, or with a promise's result, first. */
const callsBack = new Set(['map', 'flatMap', 'forEach', 'filter', 'then']);

type ParameterBinding = Extract<JavaScriptBinding, { kind: 'parameter' }>;

/**
 * What a parameter stands for: what this call gives for it, else what its annotation, its default,
 * the array that calls it back or the calls in this file say.
 */
export function valueOfParameter(
  javascript: JavaScriptParts,
  binding: ParameterBinding,
  offset: number,
  frame: Frame | null,
): Value {
  const given = frame && givenByCall(javascript, binding, frame);
  return (
    given ??
    javascript.once(javascript.parameters, offset, () => inAnyCall(javascript, binding, offset))
  );
}

function inAnyCall(javascript: JavaScriptParts, binding: ParameterBinding, offset: number): Value {
  const name = javascript.source.wordAt(offset);
  const typed =
    binding.annotation === null
      ? declaredParameter(javascript, binding.function, binding.position, name)
      : javascript.annotated(binding.annotation, offset);
  // Of a function or a promise, those that are passed say more than its type.
  if (typed && isBarePromise(typed)) {
    const passed = passedByCallers(javascript, binding.function, binding.position, name);
    return (passed && madeInCode(passed)) ?? typed;
  }
  if (typed && isKnown(typed) && typed.kind !== 'callable') return typed;
  const value = binding.default && javascript.evaluate(binding.default, null);
  // A function that stands in where none is given says nothing of those that are.
  const isStandIn = value?.kind === 'function' && typed?.kind === 'callable';
  if (value && isKnown(value)) {
    if (isStandIn) return either([value, typed]);
    // Calls may give another function, or options where there are none; of anything else the default tells the kind.
    const isNone = value.kind === 'record' && partsOf(value.node).length === 0;
    if (value.kind !== 'function' && !isNone) return value;
    const others = passedByCallers(javascript, binding.function, binding.position, name);
    if (isNone) return others ?? value;
    return others ? either([value, others]) : value;
  }
  return (
    passedByPromise(javascript, binding) ??
    passedByLibrary(javascript, binding) ??
    callbackElement(javascript, binding) ??
    contextualParameter(javascript, binding.function, binding.position) ??
    passedToCallback(javascript, binding) ??
    withType(passedByCallers(javascript, binding.function, binding.position, name), typed) ??
    typed ??
    unknown(l10n.t('{0} is a parameter without a type', name))
  );
}

/** What a call gives for a parameter; null where that is not known. */
export function givenByCall(
  javascript: JavaScriptParts,
  { position }: ParameterBinding,
  frame: Frame,
): Value | null {
  const known = frame.given?.[position];
  if (known) return known;
  const given = frame.site && position >= 0 ? javascript.argument(frame.site, position) : null;
  const value = given && javascript.evaluate(given, frame.site?.frame ?? null);
  return value && isKnown(value) ? value : null;
}

/** The call that a function is an argument of, with its callee; null where it is none. */
function callAround(
  javascript: JavaScriptParts,
  index: number,
): { readonly node: SyntaxNode; readonly callee: SyntaxNode } | null {
  const node = javascript.source.functionNode(index);
  const callee = node && calleeOf(node);
  return node && callee ? { node, callee } : null;
}

/** The callee of the call that has a node among its arguments. */
function calleeOf({ parent }: SyntaxNode): SyntaxNode | null {
  return parent?.type === 'arguments'
    ? (parent.parent?.childForFieldName('function') ?? null)
    : null;
}

/** The same for a function in an object that a call is given: by itself, or the first of an array, as its options follow. */
function callAroundObject(node: SyntaxNode): SyntaxNode | null {
  const { parent } = node;
  const isFirst = parent?.type === 'array' && node.previousNamedSibling === null;
  const holder = isFirst ? parent.parent : parent;
  const record = holder?.type === 'pair' ? holder.parent : holder;
  return record?.type === 'object' ? calleeOf(record) : null;
}

/** `resolve` and `reject`, which `new Promise` passes to its executor: calling them gives nothing. */
function passedByPromise(
  javascript: JavaScriptParts,
  { function: index, position }: ParameterBinding,
): Value | null {
  const list = javascript.source.functionNode(index)?.parent;
  const made = list?.type === 'arguments' ? list.parent : null;
  const isExecutor =
    made?.type === 'new_expression' && made.childForFieldName('constructor')?.text === 'Promise';
  if (!isExecutor || position < 0 || position > 1) return null;
  return { kind: 'callable', returns: { kind: 'plain', node: null, absent: true } };
}

/** What a library passes to a function that it is given, as its catalog says; null where that says nothing. */
function passedByLibrary(
  javascript: JavaScriptParts,
  { function: index, position }: ParameterBinding,
): Value | null {
  const node = javascript.source.functionNode(index);
  const direct = node && calleeOf(node);
  const callee = direct ?? (node && callAroundObject(node));
  if (!node || !callee) return null;
  const target = javascript.evaluate(callee, null);
  const name =
    target.kind === 'reference' ? target.name : target.kind === 'instance' ? target.type : null;
  const passed =
    name === null
      ? null
      : (passedToListener(javascript, name, callee.parent) ??
        javascript.catalog.handed(direct ? name : `${name}{}`));
  const count = node.childForFieldName('parameters')?.namedChildren.length ?? 1;
  // With more parameters than that, as Express's handlers of errors have, the first is another.
  const type = passed && count <= Math.max(passed.length, 2) ? passed[position] : undefined;
  if (typeof type !== 'string') return null;
  if (!javascript.catalog.isClass(type)) return { kind: 'reference', name: type };
  const made = fixturesAround(javascript, target, callee.parent);
  const object = javascript.typed(type, undefined);
  return object.kind === 'instance' && made ? { ...object, made } : object;
}

/** The parameter of a callback that an array method calls for each element. */
function callbackElement(
  javascript: JavaScriptParts,
  { function: index, position }: ParameterBinding,
): Value | null {
  const callee = callAround(javascript, index)?.callee;
  if (callee?.type !== 'member_expression') return null;
  const method = callee.childForFieldName('property')?.text ?? '';
  const folds = folding.has(method);
  if (folds && position === 0) return folded(javascript, index, callee);
  if (folds ? position !== 1 : position !== 0 || !callsBack.has(method)) return null;
  const object = callee.childForFieldName('object');
  const value = object && javascript.evaluate(object, null);
  if (!value) return null;
  if (method === 'then') return awaitedValue(javascript, value);
  return value.kind === 'list' ? value.element : null;
}

/** What `reduce` calls back with first: what it begins with, and what the callback gave for the element before. */
function folded(javascript: JavaScriptParts, index: number, callee: SyntaxNode): Value | null {
  const call = callee.parent;
  const begins = call && javascript.argument({ node: call, frame: null }, 1);
  const frame = javascript.frame({ home: javascript, function: index }, null, null);
  if (!begins || !frame) return null;
  const first = javascript.evaluate(begins, null);
  const key = `${String(callee.id)}()`;
  // What it gives is made of what it is called with.
  if (javascript.askedFor.has(key)) {
    javascript.program.budget.cuts++;
    return first;
  }
  javascript.askedFor.add(key);
  const value = either([first, javascript.invoked(frame)]);
  javascript.askedFor.delete(key);
  return isKnown(value) ? value : null;
}

/** What the function that is given this one calls it with; null where it is no callback, or that is not seen. */
function passedToCallback(
  javascript: JavaScriptParts,
  { function: index, position }: ParameterBinding,
): Value | null {
  const around = position < 0 ? null : callAround(javascript, index);
  return around && passedByCallee(javascript, around.node, position);
}

/**
 * What the calls of a function pass for a parameter: one of these. Those in its own file count first; others are looked
 * for where they leave it open.
 */
function passedByCallers(
  javascript: JavaScriptParts,
  index: number,
  position: number,
  name: string,
): Value | null {
  if (position < 0) return null;
  const passed: Value[] = [];
  let isToldHere = false;
  for (const { user, call } of callsOf(javascript, index, javascript.bindings.ownerOf(index))) {
    if (user !== javascript && isToldHere) break;
    const given = user.argument({ node: call, frame: null }, position);
    const value = given && user.evaluate(given, null);
    if (value) passed.push(user === javascript ? value : typeOnly(value, name));
    isToldHere ||= user === javascript && value !== null && isTold(value);
  }
  const value = ofOneClass(either(passed));
  return isTold(value) ? value : null;
}

/** Of the promises that are passed, those of which more is known than the type of what hands them on; null if that is not all. */
function madeInCode(passed: Value): Value | null {
  const made = alternativesOf(passed).filter((one) => !isBarePromise(one));
  return made.length > 0 && made.every((one) => isKnown(one) && isAwaitable(one))
    ? either(made)
    : null;
}

/** Where all that is known to be passed is of one class, that is the parameter's type: what is not known is of it too. */
function ofOneClass(value: Value): Value {
  const known = value.kind === 'either' ? value.of.filter(isKnown) : [];
  const [only] = known;
  return only?.kind === 'object' && known.length === 1 ? only : value;
}

/** What is passed, with the type in the place of what is not known of it, or is no function though the type says so. */
function withType(passed: Value | null, typed: Value | null): Value | null {
  if (!passed || !typed || !isKnown(typed)) return passed;
  const fits = (one: Value) => isKnown(one) && (typed.kind !== 'callable' || isCallable(one));
  return eachOf(passed, (one) => (fits(one) ? one : typed));
}

function isCallable(value: Value): boolean {
  return value.kind === 'shape'
    ? isKnown(value.member('()'))
    : /^(?:function|callable|reference|class)$/.test(value.kind);
}

function isTold(value: Value): boolean {
  return isKnown(value) && value.kind !== 'plain';
}
