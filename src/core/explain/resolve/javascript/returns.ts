import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import { hasToken } from '../../../syntax/nodes';
import { eachOf, either } from '../either';
import { remembered } from '../source';
import type { Frame, Value } from '../value';
import { isKnown, isWhollyKnown, plain, unknown } from '../value';
import { awaitedValue, elementOf, isAwaitable } from './awaiting';
import { declaredReturn } from './declarations';
import { returnedFromBefore } from './kept';
import type { JavaScriptParts } from './parts';
import { isOpen, typedResult } from './types';

/** What a call of one of the file's own functions gives, when it is not awaited. */
export function invoked(javascript: JavaScriptParts, frame: Frame): Value {
  const index = frame.function;
  const info = javascript.source.suspensions.functions[index];
  if (info?.async) return { kind: 'invocation', frame };
  if (info?.generator)
    return { kind: 'list', elements: null, element: yielded(javascript, frame), count: null };
  const returned = returnedValue(javascript, frame);
  if (returned.kind === 'promise' && returned.executor && !isKnown(returned.of)) {
    const typed = returnAnnotation(javascript, index);
    return typed?.kind === 'promise' ? { ...returned, of: typed.of } : returned;
  }
  if (
    isWhollyKnown(returned) &&
    !isOpen(returned) &&
    !(returned.kind === 'promise' && !returned.executor)
  )
    return returned;
  const annotation = returnAnnotation(javascript, index);
  if (isOpen(returned)) return annotation ? typedResult(returned, annotation) : returned;
  if (!annotation || !isKnown(annotation)) return returned;
  return eachOf(returned, (one) => (isKnown(one) ? one : annotation));
}

/** What the `return` statements of one of the file's own functions, or its expression, give. */
export function returnedValue(javascript: JavaScriptParts, frame: Frame): Value {
  const expressions = returnedExpressions(javascript, frame.function);
  if (!expressions) return unknown(l10n.t('its body is not there'));
  const given = expressions.map((expression) =>
    returnedFromBefore(
      javascript,
      expression,
      frame.function,
      javascript.evaluate(expression, frame),
    ),
  );
  return given.length > 0 ? either(given) : { kind: 'plain', node: null, absent: true };
}

/** What a function of the file returns, as it is written; null where it has no body there. */
export function returnedExpressions(
  { source }: JavaScriptParts,
  index: number,
): readonly SyntaxNode[] | null {
  return expressionsReturned(source, index);
}

const expressionsReturned = remembered((source, index: number): readonly SyntaxNode[] | null => {
  const body = source.functionNode(index)?.childForFieldName('body');
  if (!body) return null;
  if (body.type !== 'statement_block') return [body];
  const extent = source.functions[index];
  return (extent ? source.occurrences('return', extent) : []).flatMap((offset) => {
    if (source.functionAround(offset) !== index) return [];
    const statement = source.nodeAt({ start: offset, end: offset + 6 })?.parent;
    const value = statement?.type === 'return_statement' ? statement.namedChild(0) : null;
    return value ? [value] : [];
  });
});

/** What awaiting a call of an async function gives. */
export function resultOf(javascript: JavaScriptParts, frame: Frame): Value {
  const returned = returnedValue(javascript, frame);
  if (isAwaitable(returned)) return javascript.awaited(returned);
  if (isKnown(returned) && returned.kind !== 'plain') return returned;
  const annotation = returnAnnotation(javascript, frame.function);
  return annotation?.kind === 'promise' ? annotation.of : returned;
}

/** What the annotation of a function says that it returns; null if it has none. */
export function returnAnnotation(javascript: JavaScriptParts, index: number): Value | null {
  const node = javascript.source.functionNode(index);
  const annotation = node?.childForFieldName('return_type');
  return node && annotation
    ? javascript.annotated(annotation.text.replace(/^\s*:\s*/, ''), node.startIndex)
    : declaredReturn(javascript, index);
}

/** How many places of a generator that hand out a value are looked at. */
const mostYields = 8;

/** What a generator of this file hands out: one of all that it does. */
export function yielded(javascript: JavaScriptParts, frame: Frame): Value {
  const { source } = javascript;
  const extent = source.functions[frame.function];
  const given: Value[] = [];
  for (const offset of extent ? source.occurrences('yield', extent) : []) {
    if (source.functionAround(offset) !== frame.function || given.length >= mostYields) continue;
    const node = source.nodeAt({ start: offset, end: offset + 5 })?.parent;
    const operand = node?.type === 'yield_expression' ? node.namedChild(0) : null;
    if (!node || !operand) continue;
    const value = javascript.evaluate(operand, frame);
    const isAsync = source.suspensions.functions[frame.function]?.async === true;
    const handedOn = hasToken(node, '*') ? elementOf(javascript, value, isAsync) : value;
    given.push(isAsync ? awaitedValue(javascript, handedOn) : handedOn);
  }
  return given.length > 0 ? either(given) : plain;
}
