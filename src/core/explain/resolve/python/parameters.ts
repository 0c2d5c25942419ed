import * as l10n from '@vscode/l10n';
import type { ClassInfo, Frame, Value } from '../value';
import { isKnown, isPending, unknown } from '../value';
import { eachOf, typeOnly } from '../either';
import { oneOf } from './alternatives';
import { boundParameters } from './arguments';
import type { PythonBinding } from './bindings';
import { valueOfFixture } from './fixtures';
import { callsOf, decoratedWith } from './callers';
import { isOfClass, isStatic } from './functions';
import { handedByLibrary } from './handlers';
import { classOf, isProtocolClass, resolutionOrder } from './classes';
import type { PythonParts } from './parts';
import { restOfCall, restOfCallers } from './rest';

type Parameter = Extract<PythonBinding, { kind: 'parameter' }>;

/** What one call gives for a parameter of its function; null where it gives nothing. `anyGiven` is what calls give in all. */
export function givenByCall(
  python: PythonParts,
  binding: Parameter,
  offset: number,
  frame: Frame,
  anyGiven: () => Value,
): Value | null {
  const name = python.source.wordAt(offset);
  const owner = python.bindings.ownerOf(binding.function);
  const start = python.source.functions[binding.function]?.start ?? 0;
  const bound = owner !== null && !isStatic(python.source, start);
  const known = frame.given?.[binding.position];
  if (known) return known;
  // A function that a decorator has put in the place of a method gets the object, too.
  const replaces = frame.alias !== undefined && frame.on !== null;
  if ((bound || replaces) && binding.position === 0)
    return frame.on && firstOfMethod(python, binding.function, frame.on);
  if (!frame.site) return null;
  const shift = replaces ? 1 : boundParameters(python, binding.function, frame.on);
  if (binding.rest) return restOfCall(python, binding, binding.rest, frame.site, shift);
  const given = python.argument(frame.site, binding.position - shift, name);
  const value = given && python.evaluate(given, frame.site.frame);
  if (!value) return null;
  if (!isKnown(value)) {
    const typed = binding.annotation === null ? null : python.annotated(binding.annotation, offset);
    // What other calls give has the same type, but each gives its own function or promise.
    return typed && isKnown(typed) ? typed : typeOnly(anyGiven(), name);
  }
  // Of a collection whose elements are not known, an annotation says more.
  const isOpen = value.kind === 'list' && !isKnown(value.element) && binding.annotation !== null;
  return isOpen ? null : value;
}

/** What a parameter stands for where no call is followed: what its annotation, its default or the calls in this file say. */
export function valueOfParameter(python: PythonParts, binding: Parameter, offset: number): Value {
  const name = python.source.wordAt(offset);
  const owner = python.bindings.ownerOf(binding.function);
  const start = python.source.functions[binding.function]?.start ?? 0;
  const bound = owner !== null && !isStatic(python.source, start);
  if (bound && binding.position === 0) {
    return firstOfMethod(python, binding.function, { kind: 'object', class: owner });
  }
  const typed = binding.annotation === null ? null : python.annotated(binding.annotation, offset);
  if (binding.rest) {
    const element = typed ?? unknown(l10n.t('{0} is a parameter without a type', name));
    const written: Value = { kind: 'list', elements: null, element, count: null };
    const isVague = !isKnown(element) || /^(?:promise|callable)$/.test(element.kind);
    if (!isVague && !isProtocol(python, element)) return written;
    return restOfCallers(python, binding, binding.rest, name) ?? written;
  }
  // Of a function, or what has the methods of a protocol, those that are passed say more than the type.
  const isVague = typed?.kind === 'callable' || isProtocol(python, typed);
  if (typed && isKnown(typed) && !isVague) return typed;
  if (binding.default) {
    const value = python.evaluate(binding.default, null);
    // A function that stands in where none is given says nothing of those that are.
    const isStandIn = value.kind === 'function' && typed?.kind === 'callable';
    if (isKnown(value)) {
      if (isStandIn) return oneOf([value, typed]);
      // Calls may give another function, or more and other elements; of anything else the default tells the kind.
      if (value.kind !== 'function' && value.kind !== 'list') return value;
      const others = passedByCallers(python, binding.function, binding.position, name, owner);
      const one = others && !isPending(others) ? oneOf([value, others]) : value;
      return eachOf(one, (each) => (each.kind === 'list' ? uncounted(each) : each));
    }
  }
  const fixture = valueOfFixture(python, binding.function, name);
  if (fixture) return fixture;
  const passed =
    handedByLibrary(python, binding.function, binding.position - (bound ? 1 : 0), owner) ??
    passedByCallers(python, binding.function, binding.position, name, owner) ??
    passedByDecoration(python, binding);
  if (passed && !isPending(passed))
    return typed && isVague ? filled(python, passed, typed) : passed;
  if (typed && isVague) return typed;
  const declared = owner && declaredAbove(python, binding.function, name, owner);
  if (declared) return declared;
  // Where all that is passed rests on itself, it is no alternative to the rest.
  if (passed) return passed;
  return unknown(
    binding.annotation === null
      ? l10n.t('{0} is a parameter without a type', name)
      : l10n.t('the type of parameter {0} is not one that is known here', name),
  );
}

function isProtocol(python: PythonParts, typed: Value | null): boolean {
  return typed?.kind === 'object' && isProtocolClass(python, typed.class);
}

/** What the method that one overrides declares for a parameter of this name; null where it declares nothing that is known. */
function declaredAbove(
  python: PythonParts,
  index: number,
  name: string,
  owner: ClassInfo,
): Value | null {
  const method = python.source.functionName(index).replace(/^.*\./, '');
  for (const ancestor of resolutionOrder(python, owner)) {
    if (ancestor === owner || typeof ancestor === 'string') continue;
    const above = python.at(ancestor.node);
    const overridden = above.bindings.in(method, ancestor).at(-1)?.binding;
    if (overridden?.kind !== 'function') continue;
    for (const { binding, offset } of above.bindings.in(name, overridden.function)) {
      if (binding.kind !== 'parameter' || binding.annotation === null) continue;
      const value = above.annotated(binding.annotation, offset);
      if (isKnown(value)) return value;
    }
  }
  return null;
}

/** A list of which the elements are known, but not how many: a call may give another. */
function uncounted(list: Extract<Value, { kind: 'list' }>): Value {
  const element = list.elements ? oneOf([...list.elements]) : list.element;
  return { ...list, element, elements: null, count: null };
}

/** What is not known of a function that is passed, its type tells. */
function filled({ catalog }: PythonParts, passed: Value, typed: Value): Value {
  const isOpen = (one: Value) =>
    one.kind === 'unknown' || (one.kind === 'call' && catalog.find(one.name) === null);
  return eachOf(passed, (one) => (isOpen(one) ? typed : one));
}

/** What a method gets as its first argument: the object that it is called on, or its class. */
function firstOfMethod(python: PythonParts, index: number, on: Value): Value {
  const isClass = on.kind === 'object' && isOfClass(python.source, index);
  return isClass ? classOf(on) : on;
}

/**
 * What the calls of a function pass for a parameter: one of these. Those in its own file count first; others are looked
 * for where they leave it open.
 */
function passedByCallers(
  python: PythonParts,
  index: number,
  position: number,
  name: string,
  owner: ClassInfo | null,
): Value | null {
  if (position < 0) return null;
  const shift =
    owner && !isStatic(python.source, python.source.functions[index]?.start ?? 0) ? 1 : 0;
  const passed: Value[] = [];
  let isToldHere = false;
  for (const { user, call, before = 0 } of callsOf(python, index, owner)) {
    if (user !== python && isToldHere) break;
    const given = user.argument({ node: call, frame: null }, position - shift + before, name);
    const value = given && user.evaluate(given, null);
    if (value) passed.push(user === python ? value : typeOnly(value, name));
    isToldHere ||= user === python && value !== null && isTold(value);
  }
  const value = passed.length > 0 ? oneOf(passed) : null;
  return value && (isTold(value) || isPending(value)) ? value : null;
}

/** What a decorator gets first: the functions that it decorates, one of these. */
function passedByDecoration(python: PythonParts, { function: index, position }: Parameter) {
  const owner = python.bindings.ownerOf(index);
  const start = python.source.functions[index]?.start ?? 0;
  if (position !== (owner && !isStatic(python.source, start) ? 1 : 0)) return null;
  const decorated = [...decoratedWith(python, index, owner)].map((function_): Value => ({
    kind: 'function',
    ...function_,
  }));
  return decorated.length > 0 ? oneOf(decorated) : null;
}

function isTold(value: Value): boolean {
  return isKnown(value) && value.kind !== 'plain';
}
