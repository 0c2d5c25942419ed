import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import { either } from '../either';
import type { Frame, Value } from '../value';
import { isKnown, unknown } from '../value';
import { awaitedValue } from './awaiting';
import type { JavaScriptBinding } from './bindings';
import { declaredParameter } from './declarations';
import type { JavaScriptParts } from './parts';

/** How many calls of a function are looked at for what they pass to it. */
const mostCallers = 12;
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
  const name = javascript.source.wordAt(offset);
  if (frame?.site && binding.position >= 0) {
    const given = javascript.argument(frame.site, binding.position);
    const value = given && javascript.evaluate(given, frame.site.frame);
    if (value && isKnown(value)) return value;
  }
  const typed =
    binding.annotation === null
      ? declaredParameter(javascript, binding.function, binding.position, name)
      : javascript.annotated(binding.annotation, offset);
  // Of a function, those that are passed say more than its type.
  if (typed && isKnown(typed) && typed.kind !== 'callable') return typed;
  const value = binding.default && javascript.evaluate(binding.default, null);
  if (value && isKnown(value)) return value;
  return (
    passedByLibrary(javascript, binding) ??
    callbackElement(javascript, binding) ??
    passedByCallers(javascript, binding.function, binding.position) ??
    (typed?.kind === 'callable' ? typed : null) ??
    unknown(
      binding.annotation === null
        ? l10n.t('{0} is a parameter without a type', name)
        : l10n.t('the type of parameter {0} is not one that is known here', name),
    )
  );
}

/** The call that a function is an argument of, with its callee; null where it is none. */
function callAround(
  javascript: JavaScriptParts,
  index: number,
): { readonly node: SyntaxNode; readonly callee: SyntaxNode } | null {
  const node = javascript.source.functionNode(index);
  const call = node?.parent?.type === 'arguments' ? node.parent.parent : null;
  const callee = call?.childForFieldName('function');
  return node && callee ? { node, callee } : null;
}

/** What a library passes to a function that it is given, as its catalog says; null where that says nothing. */
function passedByLibrary(
  javascript: JavaScriptParts,
  { function: index, position }: ParameterBinding,
): Value | null {
  const around = callAround(javascript, index);
  if (!around) return null;
  const { node, callee } = around;
  const target = javascript.evaluate(callee, null);
  const passed =
    target.kind === 'reference'
      ? javascript.catalog.find(target.name)?.entry.calledWith
      : undefined;
  const count = node.childForFieldName('parameters')?.namedChildCount ?? 1;
  // With more parameters than that, as Express's handlers of errors have, the first is another.
  const type = passed && count <= Math.max(passed.length, 2) ? passed[position] : undefined;
  if (typeof type !== 'string') return null;
  return javascript.catalog.isClass(type)
    ? javascript.typed(type, undefined)
    : { kind: 'reference', name: type };
}

/** The parameter of a callback that an array method calls for each element. */
function callbackElement(
  javascript: JavaScriptParts,
  { function: index, position }: ParameterBinding,
): Value | null {
  const callee = callAround(javascript, index)?.callee;
  if (position !== 0 || callee?.type !== 'member_expression') return null;
  const method = callee.childForFieldName('property')?.text ?? '';
  if (!callsBack.has(method)) return null;
  const object = callee.childForFieldName('object');
  const value = object && javascript.evaluate(object, null);
  if (!value) return null;
  if (method === 'then') return awaitedValue(javascript, value);
  return value.kind === 'list' ? value.element : null;
}

/** What the calls of a function in this file pass for a parameter: one of these. */
function passedByCallers(
  javascript: JavaScriptParts,
  index: number,
  position: number,
): Value | null {
  if (position < 0) return null;
  const qualified = javascript.source.functionName(index);
  const last = qualified.slice(qualified.lastIndexOf('.') + 1);
  const owner = javascript.bindings.ownerOf(index);
  const called = owner && last === 'constructor' ? owner.name : last;
  if (called === '' || called.startsWith('<')) return null;
  let calls = 0;
  const passed: Value[] = [];
  for (const offset of javascript.source.occurrences(called, javascript.source.whole)) {
    if (javascript.source.text.charCodeAt(offset + called.length) !== 40 /* ( */) continue;
    const word = javascript.source.nodeAt({ start: offset, end: offset + called.length });
    const callee = word?.parent?.type === 'member_expression' ? word.parent : word;
    const call = callee?.parent;
    if (!callee || (call?.type !== 'call_expression' && call?.type !== 'new_expression')) continue;
    if (++calls > mostCallers) break;
    const target = javascript.evaluate(callee, null);
    const matches =
      target.kind === 'function'
        ? target.home === javascript && target.function === index
        : target.kind === 'class' && target.class === owner;
    if (!matches) continue;
    const given = javascript.argument({ node: call, frame: null }, position);
    if (given) passed.push(javascript.evaluate(given, null));
  }
  const value = either(passed);
  return isKnown(value) && value.kind !== 'plain' ? value : null;
}
