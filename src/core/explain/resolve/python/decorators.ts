import * as l10n from '@vscode/l10n';
import type { SyntaxNode } from '../../../syntax/document';
import { giving } from '../frames';
import type { ClassInfo, Frame, Value } from '../value';
import { isKnown, unknown } from '../value';
import { resolutionOrder } from './classes';
import { isOfClass } from './functions';
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
    if (current.kind === 'unknown') break;
    const made = madeBy(python, maker, current);
    if (!made) continue;
    current = isKnown(made)
      ? named(made, python.source.localName(value.function))
      : unknown(l10n.t('what decorator {0} makes of it is not known', decorator.text));
  }
  return current;
}

/** What a decorator gives for a function; null where that is, or behaves like, the function itself. */
function madeBy(python: PythonParts, maker: Value, decorated: Value): Value | null {
  switch (maker.kind) {
    case 'function': {
      const call = python.frame(maker, null, null);
      const made = call && maker.home.invoked(giving(call, [...before(python, maker), decorated]));
      return made && isOpen(made) && givesItsType(maker) ? null : made;
    }
    case 'class': {
      const object: Value = { kind: 'object', class: maker.class, exact: true };
      const isCalled = isKnown(python.classMember(maker.class, '__call__', object));
      return isCalled || isDescriptor(python, object) ? object : null;
    }
    case 'object': {
      const method = python.classMember(maker.class, '__call__', maker);
      const call = method.kind === 'function' ? python.frame(method, null, maker) : null;
      if (call) return call.home.invoked(giving(call, [maker, decorated]));
      return isAsyncDecorator(python, maker.class) ? around : null;
    }
    // A context manager that a generator function makes is entered and left around each call.
    case 'instance':
      return maker.type === 'contextlib.asynccontextmanager' ? around : null;
    default:
      return null;
  }
}

/** What a method that decorates gets before the function: its class, or the object that it is called on. */
function before(
  python: PythonParts,
  { home: { source }, function: index, on }: FunctionValue,
): readonly Value[] {
  if (on) return [on];
  const node = isOfClass(source, index) ? source.functionNode(index) : null;
  const owner = node && python.at(node).bindings.ownerOf(index);
  return owner ? [{ kind: 'class', class: owner, orBelow: true }] : [];
}

/** Whether what calling a value gives is not known. */
function isOpen(made: Value): boolean {
  return !/^(?:function|object|class|instance|invocation)$/.test(made.kind);
}

/** Whether a decorator, or one of its overloads, declares that it gives what it gets: `(function: F) -> F`. */
function givesItsType({ home: { source }, function: index }: FunctionValue): boolean {
  const name = source.functionName(index);
  return source.suspensions.functions.some((other, at) => {
    if (other.name !== name) return false;
    const node = source.functionNode(at);
    const first = node?.childForFieldName('parameters')?.namedChild(0);
    const given = first?.childForFieldName('type')?.text;
    return given !== undefined && node?.childForFieldName('return_type')?.text === given;
  });
}

/** A function whose calls wait for more than the decorated one does: a context manager is entered first, and left after it. */
const around = unknown('');

function isAsyncDecorator(python: PythonParts, info: ClassInfo): boolean {
  return resolutionOrder(python, info).includes('contextlib.AsyncContextDecorator');
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
