import * as l10n from '@vscode/l10n';
import type { Frame, Value } from '../value';
import { isKnown, plain, unknown } from '../value';
import { alternatives } from './alternatives';
import { decoratorsOf, isContextManager, returnValues } from './functions';
import type { PythonParts } from './parts';

/** What a call of one of the file's own functions gives, when it is not awaited. */
export function invoked(python: PythonParts, frame: Frame): Value {
  const index = frame.function;
  const info = python.source.suspensions.functions[index];
  const decorators = decoratorsOf(python.source, index);
  if (decorators.some(isContextManager)) {
    const of: Value = { kind: 'invocation', frame };
    return { kind: 'instance', type: 'contextlib.asynccontextmanager', of };
  }
  const coroutine = decorators.some((name) => /(?:^|\.)coroutine$/.test(name));
  if (info?.async || coroutine) return { kind: 'invocation', frame };
  const annotation = returnAnnotation(python, index);
  const returned = info?.generator
    ? unknown(l10n.t('it is a generator'))
    : returnedValue(python, frame);
  return isKnown(returned) || annotation === null ? returned : annotation;
}

/** What the `return` statements of one of the file's own functions give. */
export function returnedValue(python: PythonParts, frame: Frame): Value {
  const node = python.source.functionNode(frame.function);
  const body = node?.childForFieldName('body');
  if (!node || !body) return unknown(l10n.t('its body is not there'));
  if (node.type === 'lambda') return python.evaluate(body, frame);
  const given = [...returnValues(python.source, frame.function)];
  return given.length > 0
    ? alternatives(python, given, frame)
    : { kind: 'plain', node: null, absent: true };
}

/** What awaiting a call of an async function gives. */
export function resultOf(python: PythonParts, frame: Frame): Value {
  const returned = returnedValue(python, frame);
  if (isKnown(returned)) return returned;
  return returnAnnotation(python, frame.function) ?? returned;
}

/** What the annotation of a function says that it returns; null if it has none. */
export function returnAnnotation(python: PythonParts, index: number): Value | null {
  const node = python.source.functionNode(index);
  const annotation = node?.childForFieldName('return_type');
  return node && annotation ? python.annotated(annotation.text, node.startIndex) : null;
}

/** What a generator of this file hands out. */
export function yielded(python: PythonParts, frame: Frame): Value {
  const extent = python.source.functions[frame.function];
  if (!extent) return plain;
  for (const offset of python.source.occurrences('yield', extent)) {
    if (python.source.functionAround(offset) !== frame.function) continue;
    const node = python.source.nodeAt({ start: offset, end: offset + 5 })?.parent;
    const value = node?.type === 'yield' ? node.namedChild(0) : null;
    if (value) return python.evaluate(value, frame);
  }
  return { kind: 'plain', node: null, absent: true };
}
