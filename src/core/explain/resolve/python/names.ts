import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import type { Bound, Scope } from '../bindings';
import type { Frame, Value } from '../value';
import { isKnown, unknown } from '../value';
import { oneOf } from './alternatives';
import { asMade } from './assigned';
import { elementOf, enteredValue } from './awaiting';
import type { PythonBinding } from './bindings';
import { isBuiltin } from './builtins';
import { appended } from './additions';
import { decorated } from './decorators';
import { reaching } from './flow';
import { narrowedValue } from './narrowing';
import { fromStars, valueOfImport } from './modules';
import { givenByCall, valueOfParameter } from './parameters';
import type { PythonParts } from './parts';

/** What a name stands for where it is used. */
export function valueOfName(
  python: PythonParts,
  name: string,
  offset: number,
  frame: Frame | null,
): Value {
  let scope = python.bindings.scopeAround(offset);
  let useOffset = offset;
  for (;;) {
    const here = python.bindings.in(name, scope);
    if (here.length > 0) {
      const bounds = reaching(python.source, here, offset, useOffset);
      const values = bounds.map((bound) => boundValue(python, bound, frame));
      const value = bounds.some(isOptional)
        ? withStandIns(values)
        : oneOf(bounds.every(isImport) ? importsTold(python, values) : values);
      return narrowedValue(python, value, name, offset, here);
    }
    if (scope === null) break;
    const around: Scope = python.bindings.scopeOutside(scope);
    // A class body's names are not seen from the functions inside it.
    scope = typeof scope === 'number' ? python.bindings.functionOf(around) : around;
    // Code in an enclosing scope may run later than it stands, so all its bindings count.
    useOffset = Infinity;
  }
  return valueOfGlobal(python, name);
}

function isImport({ binding }: Bound<PythonBinding>): boolean {
  return binding.kind === 'import';
}

/** What a name is that is imported from where it is to be had: the same from anywhere, so that those that are known stand for all. */
function importsTold({ catalog }: PythonParts, values: readonly Value[]): readonly Value[] {
  const isTold = (value: Value) =>
    value.kind === 'reference'
      ? catalog.find(value.name) !== null || catalog.isClass(value.name)
      : isKnown(value);
  const told = values.filter(isTold);
  return told.length > 0 ? told : values;
}

/** Whether a binding is a parameter that need not be given, for which something else can stand in. */
function isOptional({ binding }: Bound<PythonBinding>): boolean {
  return binding.kind === 'parameter' && binding.default?.type === 'none';
}

/** The same of what an expression names. */
export function isOptionalName({ bindings }: PythonParts, { type, text, startIndex }: SyntaxNode) {
  return (
    type === 'identifier' && bindings.in(text, bindings.scopeAround(startIndex)).some(isOptional)
  );
}

/** What stands in where None is given is of the type of what else is given: so that is known where the other is not. */
export function withStandIns(values: readonly Value[]): Value {
  const isTyped = values.some(({ kind }) => kind === 'instance' || kind === 'object');
  return oneOf(isTyped ? values.filter(({ kind }) => kind !== 'unknown') : values);
}

function valueOfGlobal(python: PythonParts, name: string): Value {
  if (python.catalog.find(`builtins.${name}`) ?? isBuiltin(name)) {
    return { kind: 'reference', name: `builtins.${name}` };
  }
  return (
    fromStars(python, name) ??
    fromCells(python, name) ??
    unknown(l10n.t('{0} is not defined in this file', name))
  );
}

/** A name that another cell of the same notebook defines or imports. */
function fromCells(python: PythonParts, name: string): Value | null {
  const { path } = python.source;
  for (const cell of path === null ? [] : python.program.beside(path)) {
    const home = python.program.file(cell);
    if (!home) continue;
    const other = python.at(home.source.document.root);
    if (other.bindings.in(name, null).length > 0) return home.exported(name);
    const starred = fromStars(other, name);
    if (starred) return starred;
  }
  return null;
}

/** What other files get under a name of this one. */
export function valueOfExport(python: PythonParts, name: string): Value {
  const here = python.bindings.in(name, null);
  if (here.length > 0) {
    const last = reaching(python.source, here, Infinity, Infinity);
    return oneOf(last.map((bound) => boundValue(python, bound, null)));
  }
  return fromStars(python, name) ?? unknown(l10n.t('{0} is not in that file', name));
}

/** The call of the function that a scope belongs to, if the frame or one around it is that. */
function frameOf(python: PythonParts, scope: Scope, frame: Frame | null): Frame | null {
  for (let at = frame; at; at = at.outer ?? null) {
    if (at.function === scope && at.home === python) return at;
  }
  return null;
}

/** What one binding of a name gives it. */
export function boundValue(
  python: PythonParts,
  bound: Bound<PythonBinding>,
  frame: Frame | null,
): Value {
  const { binding, scope, offset } = bound;
  const inner = frameOf(python, scope, frame);
  const inAnyCall = () => python.settle(bound, () => found(python, bound, null));
  if (!inner) return inAnyCall();
  return (
    (binding.kind === 'parameter'
      ? givenByCall(python, binding, offset, inner, inAnyCall)
      : found(python, bound, inner)) ?? inAnyCall()
  );
}

/** The same for the call of the function that binds it; null where no call decides. */
function found(
  python: PythonParts,
  { binding, path, offset, scope }: Bound<PythonBinding>,
  inner: Frame | null,
): Value {
  switch (binding.kind) {
    case 'import':
      return valueOfImport(python, binding.name);
    case 'function': {
      const outer = inner && { outer: inner };
      const value = {
        kind: 'function' as const,
        home: python,
        function: binding.function,
        ...outer,
      };
      return decorated(python, value, inner);
    }
    case 'class':
      return { kind: 'class', class: binding.class };
    case 'value': {
      if (binding.annotation !== null) {
        const typed = python.annotated(binding.annotation, offset);
        // What a class says of its objects, each of them may have replaced.
        const isOfClass = scope !== null && typeof scope !== 'number';
        if (isKnown(typed)) return isOfClass ? typed : asMade(python, typed, binding.node, inner);
      }
      if (!binding.node) return unknown(l10n.t('its annotation names no type that is known here'));
      const value = python.unpacked(python.evaluate(binding.node, inner), path);
      const around = python.source.functionAround(offset);
      const extent = around === null ? python.source.whole : python.source.functions[around];
      const name = python.source.wordAt(offset);
      return appended(python, value, name, extent ?? python.source.whole, inner);
    }
    case 'entered':
      return python.unpacked(enteredValue(python, python.evaluate(binding.node, inner)), path);
    case 'element': {
      const iterable = python.evaluate(binding.node, inner);
      return python.unpacked(elementOf(python, iterable, binding.async), path);
    }
    case 'parameter':
      return valueOfParameter(python, binding, offset);
  }
}
