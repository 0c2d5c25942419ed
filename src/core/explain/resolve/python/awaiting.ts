import * as l10n from '@vscode/l10n';
import type { Value } from '../value';
import { isPending, plain, unknown } from '../value';
import { oneOf } from './alternatives';
import { awaitablesOf } from './collections';
import { returnValues } from './functions';
import type { PythonParts } from './parts';

/** Whether the type argument of a library class is the type of its result. */
export function isTask(type: string): boolean {
  return type === 'asyncio.Task' || type === 'asyncio.Future';
}

/** What awaiting a value gives. */
export function awaitedValue(python: PythonParts, value: Value): Value {
  switch (value.kind) {
    case 'either':
      return oneOf(value.of.map((one) => awaitedValue(python, one)));
    case 'call':
      if (value.name === 'contextlib.AsyncExitStack.enter_async_context') {
        const manager = python.argument(value.site, 0, 'cm');
        if (manager) return enteredValue(python, python.evaluate(manager, value.site.frame));
      }
      if (value.on && value.name.endsWith('.__aenter__')) return enteredValue(python, value.on);
      return connected(python, value) ?? python.libraryResult(value);
    case 'invocation':
      return value.frame.home.resultOf(value.frame);
    case 'instance':
      if (value.of && isTask(value.type)) return awaitedValue(python, value.of);
      return python.typed(python.catalog.find(value.type)?.entry.await?.gives, value.of);
    case 'promise':
      return value.of;
    case 'object':
      return awaitedThrough(python, value);
    case 'unknown':
      return unknown(value.because);
    default:
      return unknown(l10n.t('the result of awaiting it is not known'));
  }
}

/** What awaiting an object of the program gives: what its `__await__` returns, or what that gets from another's. */
function awaitedThrough(python: PythonParts, object: Extract<Value, { kind: 'object' }>): Value {
  const method = python.classMember(object.class, '__await__', object);
  const frame = method.kind === 'function' ? python.frame(method, null, object) : null;
  const open = unknown(l10n.t('the result of awaiting it is not known'));
  if (!frame) return open;
  const { source } = frame.home;
  const given = [...returnValues(source, frame.function)].map((returned) => {
    const other = awaitMethod.exec(returned.text)?.[1];
    if (other === undefined) return python.evaluate(returned, frame);
    const start = returned.startIndex + returned.text.indexOf(other);
    const node = source.nodeAt({ start, end: start + other.length });
    return node ? python.awaited(python.evaluate(node, frame)) : open;
  });
  return given.length > 0 ? oneOf(given) : open;
}

/** An `__await__()` that another goes on to, alone or behind `yield from`. */
const awaitMethod = /^\(?(?:yield from )?(.+)\.__await__\(\)\)?$/s;

/** The pair of transport and protocol, where a call makes the protocol with a factory; null for other calls. */
function connected(
  python: PythonParts,
  { name, site }: Extract<Value, { kind: 'call' }>,
): Value | null {
  const takesFactory = python.catalog.find(name)?.entry.takesProtocolFactory;
  const factory = takesFactory ? python.argument(site, 0, 'protocol_factory') : null;
  if (!factory) return null;
  const { frame } = site;
  // The loop calls the factory without arguments.
  const protocol = python.called(python.evaluate(factory, frame), { node: factory, frame });
  return { kind: 'list', elements: [plain, protocol], element: plain, count: 2 };
}

/** Context managers that give what they were made with, by the name of that parameter. */
const holders: Readonly<Record<string, string>> = {
  'contextlib.aclosing': 'thing',
  'contextlib.nullcontext': 'enter_result',
};

/** What `with` or `async with` binds after `as`. */
export function enteredValue(python: PythonParts, value: Value): Value {
  if (value.kind === 'either') return oneOf(value.of.map((one) => enteredValue(python, one)));
  const type = value.kind === 'call' ? value.name : value.kind === 'instance' ? value.type : null;
  if (
    value.kind === 'instance' &&
    value.of?.kind === 'invocation' &&
    type?.startsWith('contextlib.')
  ) {
    return value.of.frame.home.yielded(value.of.frame);
  }
  if (value.kind === 'object') {
    const method = python.classMember(value.class, '__aenter__', value);
    if (method.kind === 'function') {
      const frame = python.frame(method, null, value);
      return frame ? frame.home.resultOf(frame) : value;
    }
    return method.kind === 'reference'
      ? value
      : unknown(l10n.t('what entering it gives is not known'));
  }
  if (value.kind === 'instance' && value.type === 'contextlib.AbstractAsyncContextManager')
    return value.of ?? unknown(l10n.t('what entering it gives is not known'));
  const holds = value.kind === 'call' ? holders[value.name] : undefined;
  const held = value.kind === 'call' && holds ? python.argument(value.site, 0, holds) : null;
  if (value.kind === 'call' && held) return python.evaluate(held, value.site.frame);
  const enter = type === null ? undefined : python.catalog.find(type)?.entry.enter;
  if (enter?.gives === 'self') return value;
  if (enter?.gives !== undefined) return python.typed(enter.gives, undefined);
  return unknown(
    value.kind === 'unknown' ? value.because : l10n.t('what entering it gives is not known'),
  );
}

/** What `for` or `async for` takes out of a value, step by step. */
export function elementOf(python: PythonParts, iterable: Value, async: boolean): Value {
  if (iterable.kind === 'either')
    return oneOf(iterable.of.map((one) => elementOf(python, one, async)));
  if (iterable.kind === 'list') return iterable.element;
  if (isPending(iterable)) return iterable;
  if (iterable.kind === 'invocation') return iterable.frame.home.yielded(iterable.frame);
  const type =
    iterable.kind === 'call' ? iterable.name : iterable.kind === 'instance' ? iterable.type : null;
  const entry = type === null ? undefined : python.catalog.find(type)?.entry;
  // `as_completed` gives awaitables one by one, each with the result of one of its members.
  if (iterable.kind === 'call' && entry?.awaitables && entry.next) {
    const members = awaitablesOf(python, entry, iterable.site);
    const element = members.kind === 'list' ? members.element : elementOf(python, members, false);
    // `async for` gives the tasks themselves, those that it has made of coroutines among them.
    if (async) return { kind: 'instance', type: 'asyncio.Task', of: element };
    return { kind: 'promise', of: awaitedValue(python, element), outOf: iterable };
  }
  if (entry?.next && async) {
    if (iterable.kind === 'instance' && iterable.of) return iterable.of;
    return python.typed(entry.next.gives, undefined);
  }
  return unknown(
    iterable.kind === 'unknown'
      ? iterable.because
      : l10n.t('the elements it goes through are not known'),
  );
}
