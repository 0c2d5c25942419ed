import * as l10n from '@vscode/l10n';
import type { Bound, Scope } from '../bindings';
import { either } from '../either';
import type { Frame, Value } from '../value';
import { isKnown, isWhollyKnown, unknown } from '../value';
import { pushed } from './arrays';
import { elementOf } from './awaiting';
import type { SyntaxNode } from '../../../syntax/document';
import type { JavaScriptBinding } from './bindings';
import { takenBy } from './overloads';
import { typeOfParameter } from './contextual';
import { declaredPart, declaredType } from './declarations';
import { guardedType, narrowed, withoutDenied } from './guards';
import { valueOfImport } from './modules';
import { valueOfParameter } from './parameters';
import type { JavaScriptParts } from './parts';
import { reaching } from './reaching';
import { inSight } from './scopes';

/** Names of the global object. */
const globalObjects = new Set(['globalThis', 'window', 'self', 'global']);

/** What a name stands for where it is used. */
export function valueOfName(
  javascript: JavaScriptParts,
  name: string,
  offset: number,
  frame: Frame | null,
): Value {
  const bounds = javascript.once(javascript.named, `${String(offset)} ${name}`, () =>
    boundsOf(javascript, name, offset),
  );
  if (bounds.length > 0) {
    const value = valueOfBounds(bounds, (bound) => boundValue(javascript, bound, frame));
    const isOpen = (one: Value) => !isKnown(one) || isUntold(javascript, one);
    const guarded =
      /^(?:either|shape)$/.test(value.kind) || isOpen(value)
        ? guardedType(javascript, name, offset)
        : null;
    const fitting = guarded ? narrowed(javascript, value, guarded, isOpen) : value;
    return withoutDenied(javascript, fitting, name, offset);
  }
  if (name === 'exports') return { kind: 'module', home: javascript };
  if (globalObjects.has(name)) return { kind: 'reference', name: '' };
  return valueOfGlobal(javascript, name);
}

/** The bindings that can give a name its value where it is used, whichever call leads there. */
function boundsOf(
  javascript: JavaScriptParts,
  name: string,
  offset: number,
): readonly Bound<JavaScriptBinding>[] {
  const scope = javascript.bindings.scopeAround(offset);
  const bounds = inSight(javascript, javascript.bindings.visible(name, scope), offset);
  return reaching(javascript, withBodies(bounds), offset);
}

/** What one of several bindings gives: which of them, only a run decides. */
export function valueOfBounds(
  bounds: readonly Bound<JavaScriptBinding>[],
  valueOf: (bound: Bound<JavaScriptBinding>) => Value,
): Value {
  if (bounds.length === 0) return unknown(l10n.t('it is never assigned in this file'));
  // Of a name that is declared first and set later, what it is set to says more than its type.
  const [set, bare] = [bounds.filter((one) => !isBare(one)), bounds.filter(isBare)];
  const value = either((set.length > 0 ? set : bare).map(valueOf));
  if (isWhollyKnown(value) || set.length === 0) return value;
  const typed = either(bare.map(valueOf));
  return isKnown(typed) ? typed : value;
}

function isBare({ binding }: Bound<JavaScriptBinding>): boolean {
  return binding.kind === 'value' && !binding.node;
}

/** Without the overloads of functions that have a body, and without the types of the same name as a value. */
export function withBodies(
  bounds: readonly Bound<JavaScriptBinding>[],
): readonly Bound<JavaScriptBinding>[] {
  const bodies = bounds.filter(({ binding: { kind } }) => kind !== 'signature' && kind !== 'type');
  return bodies.length > 0 ? bodies : bounds;
}

/** Objects and functions of the language that give nothing to wait for, but whose methods are followed or called. */
const builtIns = new Set([
  'Object',
  'Reflect',
  'JSON',
  'Math',
  'Number',
  'String',
  'Symbol',
  'Date',
  'Buffer',
  'console',
  'performance',
  'structuredClone',
  'clearTimeout',
  'clearInterval',
  'clearImmediate',
  'queueMicrotask',
  'setTimeout',
  'setInterval',
  'setImmediate',
]);

/** What a name that the file does not bind stands for. */
export function valueOfGlobal(javascript: JavaScriptParts, name: string): Value {
  return javascript.catalog.knows(name) || builtIns.has(name)
    ? { kind: 'reference', name: javascript.catalog.canonical(name) }
    : unknown(l10n.t('{0} is not defined in this file', name));
}

/** A function without a body: of overloads, what they have in common is not looked for. */
function signature(
  javascript: JavaScriptParts,
  { annotation, node }: Extract<JavaScriptBinding, { kind: 'signature' }>,
  offset: number,
): Value {
  const returns =
    annotation === null
      ? unknown(l10n.t('what it returns is not written'))
      : javascript.annotated(annotation, offset);
  if (node.children.some(({ type }) => type === 'get')) return returns;
  return {
    kind: 'callable',
    returns,
    parameter: (position) => typeOfParameter(javascript, node, position),
    signature: node,
    takes: takenBy(node),
  };
}

/** What JSDoc says of a variable or field that is set to something of which nothing is known; null if nothing. */
function declaredAt(
  javascript: JavaScriptParts,
  offset: number,
  value: SyntaxNode | null,
): Value | null {
  const declaration =
    value?.parent ?? javascript.source.nodeAt({ start: offset, end: offset + 1 })?.parent;
  return declaration ? declaredType(javascript, declaration) : null;
}

/** Of a call and those of the functions around, the one of the function that a scope is; null if it is none of them. */
function frameOf(javascript: JavaScriptParts, scope: Scope, frame: Frame | null): Frame | null {
  for (let at = frame; at; at = at.outer ?? null) {
    if (at.function === scope && at.home === javascript) return at;
  }
  return null;
}

/** Whether all that is known is that a library gives it, and not what that does. */
function isUntold({ catalog }: JavaScriptParts, value: Value): boolean {
  return value.kind === 'call' && catalog.find(value.name) === null && value.name !== 'import';
}

/** What one binding of a name gives it. */
export function boundValue(
  javascript: JavaScriptParts,
  { binding, path, scope, offset }: Bound<JavaScriptBinding>,
  frame: Frame | null,
): Value {
  const inner = frameOf(javascript, scope, frame);
  switch (binding.kind) {
    case 'import':
      return valueOfImport(javascript, binding.module, binding.member);
    case 'function':
      return {
        kind: 'function',
        home: javascript,
        function: binding.function,
        ...(inner && { outer: inner }),
      };
    case 'class':
      return { kind: 'class', class: binding.class };
    case 'type':
      return { kind: 'type', node: binding.node };
    case 'signature':
      return signature(javascript, binding, offset);
    case 'value': {
      const typed =
        binding.annotation === null
          ? declaredAt(javascript, offset, binding.node)
          : javascript.annotated(binding.annotation, offset);
      if (!binding.node) {
        return typed
          ? javascript.unpacked(typed, path)
          : unknown(l10n.t('it is declared without a type or value'));
      }
      const value = javascript.evaluate(binding.node, inner);
      const isVague = !isKnown(value) || value.kind === 'plain' || isUntold(javascript, value);
      const best = typed && isKnown(typed) && isVague ? typed : value;
      const unpacked = javascript.unpacked(best, path);
      const whole = binding.default
        ? either([unpacked, javascript.evaluate(binding.default, inner)])
        : unpacked;
      return pushed(javascript, whole, offset, inner);
    }
    case 'element':
      return javascript.unpacked(
        elementOf(javascript, javascript.evaluate(binding.node, inner), binding.async),
        path,
      );
    case 'parameter': {
      const given = valueOfParameter(javascript, binding, offset, inner);
      const unpacked = javascript.unpacked(given, path);
      const [only, ...rest] = path;
      const isOpen = !isKnown(unpacked) && typeof only === 'string' && rest.length === 0;
      const documented = isOpen ? declaredPart(javascript, binding.function, only) : null;
      const value = documented ?? unpacked;
      return binding.inner ? either([value, javascript.evaluate(binding.inner, inner)]) : value;
    }
  }
}
