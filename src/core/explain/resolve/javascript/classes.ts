import * as l10n from '@vscode/l10n';
import type { ClassInfo, Frame, Value } from '../value';
import { unknown } from '../value';
import type { JavaScriptParts } from './parts';
import { classOfFunction, isFunctionClass, prototypeBase, thisOfPrototype } from './prototypes';
import { passesThis, thisOfPlace } from './receivers';

/** A class as a call of the function that it stands in gives it: what it extends may be what that call is given. */
export function classMadeBy(by: Frame, written: ClassInfo): ClassInfo {
  return { ...written, made: { by, written } };
}

/** What a class of this file inherits from; null if nothing. */
export function baseOf(javascript: JavaScriptParts, info: ClassInfo): Value | null {
  if (isFunctionClass(info)) return prototypeBase(javascript, info);
  const heritage = info.node.namedChildren.find(({ type }) => type === 'class_heritage');
  const first = heritage?.namedChild(0);
  if (!first || first.type === 'implements_clause') return null;
  const base = first.type === 'extends_clause' ? first.childForFieldName('value') : first;
  const value = base && javascript.evaluate(base, info.made?.by ?? null);
  const old = value?.kind === 'function' ? classOfFunction(javascript, value) : null;
  return old ? { kind: 'class', class: old } : value;
}

/** `this` belongs to the innermost function that is no arrow function. */
export function valueOfThis(
  javascript: JavaScriptParts,
  offset: number,
  frame: Frame | null,
): Value {
  if (frame?.on) return frame.on;
  const seen = new Set<number>();
  for (let index = javascript.source.functionAround(offset); index !== null && !seen.has(index);) {
    seen.add(index);
    const owner = javascript.bindings.ownerOf(index);
    if (owner) return { kind: 'object', class: owner };
    const node = javascript.source.functionNode(index);
    const onPrototype = node?.type === 'arrow_function' ? null : thisOfPrototype(javascript, index);
    if (onPrototype) return onPrototype;
    if (node && node.type !== 'arrow_function') {
      const placed = thisOfPlace(javascript, node, frame);
      if (placed) return placed;
      const at = passesThis(javascript.source, node);
      if (at === null) return unknown(l10n.t('what this is depends on the caller'));
      index = javascript.source.functionAround(at);
      continue;
    }
    index = javascript.source.suspensions.functions[index]?.parent ?? null;
  }
  const info = javascript.bindings.classAround(offset);
  return info
    ? { kind: 'object', class: info }
    : unknown(l10n.t('what this is depends on the caller'));
}

/** What `super` stands for. */
export function valueOfSuper(javascript: JavaScriptParts, offset: number): Value {
  const info = javascript.bindings.classAround(offset);
  const base = info && baseOf(javascript, info);
  if (base?.kind === 'class') return { kind: 'object', class: base.class, exact: true };
  if (base?.kind === 'reference') return { kind: 'instance', type: base.name };
  return unknown(l10n.t('the base class is not known here'));
}
