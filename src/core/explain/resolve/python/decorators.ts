import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import type { Frame, Value } from '../value';
import { isKnown, unknown } from '../value';
import type { PythonParts } from './parts';

/** What decorators make of a function. */

type FunctionValue = Extract<Value, { kind: 'function' }>;

/**
 * What a decorated function's name stands for. The decorators of files that are there are followed; those of libraries
 * are taken to give back what they get, or something that behaves like it, as most do.
 */
export function decorated(python: PythonParts, value: FunctionValue, frame: Frame | null): Value {
  let current: Value = value;
  for (const decorator of decoratorNodes(python, value.function)) {
    const maker = python.evaluate(decorator, frame);
    const object: Value | null =
      maker.kind === 'class' ? { kind: 'object', class: maker.class, exact: true } : null;
    if (object && isDescriptor(python, object)) current = object;
    if (maker.kind !== 'function') continue;
    if (current.kind === 'unknown') break;
    const call = python.frame(maker, null, null);
    const made: Value | null = call && maker.home.invoked({ ...call, given: [current] });
    current =
      made && isKnown(made)
        ? named(made, python.source.localName(value.function))
        : unknown(l10n.t('what decorator {0} makes of it is not known', decorator.text));
  }
  return current;
}

/** Whether a decorator has made an object of a method that calls it when it is read, as `property` does. */
export function isDescriptor(python: PythonParts, value: Value): boolean {
  return value.kind === 'object' && isKnown(python.classMember(value.class, '__get__', value));
}

/** The decorators of a function, the innermost first. */
export function decoratorNodes(python: PythonParts, index: number): readonly SyntaxNode[] {
  const parent = python.source.functionNode(index)?.parent;
  if (parent?.type !== 'decorated_definition') return [];
  return parent.namedChildren
    .filter(({ type }) => type === 'decorator')
    .flatMap((node) => node.namedChild(0) ?? [])
    .reverse();
}

function named(value: Value, alias: string): Value {
  return value.kind === 'function' && value.outer ? { ...value, alias } : value;
}
