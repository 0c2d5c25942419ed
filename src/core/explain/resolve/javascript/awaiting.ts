import * as l10n from '@vscode/l10n';
import { alternativesOf, either } from '../either';
import type { ClassInfo, Value } from '../value';
import { isKnown, isNever, isPending, plain, unknown } from '../value';
import { declarationsOfClass } from './declarations';
import { argumentsOfEvent, dataOfEvent } from './events';
import type { JavaScriptParts } from './parts';

/** What awaiting a value gives. */
export function awaitedValue(javascript: JavaScriptParts, value: Value): Value {
  switch (value.kind) {
    case 'call':
      if (value.name === 'import') return value.on ?? plain;
      if (value.name === 'Promise.resolve') {
        const given = javascript.argument(value.site, 0);
        return given ? javascript.evaluate(given, value.site.frame) : plain;
      }
      if (javascript.catalog.find(value.name)?.entry.await?.gives === 'event')
        return dataOfEvent(javascript, value);
      return (
        (value.name === 'events.once' ? argumentsOfEvent(javascript, value.site) : null) ??
        javascript.libraryResult(value)
      );
    case 'invocation':
      return value.frame.home.resultOf(value.frame);
    case 'promise':
      return value.of;
    case 'instance': {
      const wait = javascript.catalog.find(value.type)?.entry.await;
      return wait ? javascript.typed(wait.gives, value.of) : value;
    }
    case 'object': {
      const then = javascript.property(value, 'then');
      if (!isKnown(then) || then.kind === 'plain') return value;
      return value.of ?? promisedByClass(javascript, value.class);
    }
    case 'shape': {
      const then = javascript.property(value, 'then');
      if (then.kind === 'reference' && then.on) return awaitedValue(javascript, then.on);
      return isNever(then) ? value : passedOn(then);
    }
    case 'either':
      return either(value.of.map((one) => awaitedValue(javascript, one)));
    default:
      // Awaiting what is no promise gives the value itself.
      return value;
  }
}

/** What a `then` of which only the type is known calls its first callback with. */
function passedOn(then: Value): Value {
  const callback = then.kind === 'callable' ? then.parameter?.(0) : null;
  const functions = callback ? alternativesOf(callback) : [];
  const passed = functions.flatMap((one) =>
    one.kind === 'callable' ? (one.parameter?.(0) ?? []) : [],
  );
  return passed.length > 0 ? either(passed) : unknown(l10n.t('its result is not typed'));
}

/** What a class gives when it is awaited, as the type of its base says: `class Page<T> extends Promise<T>`. */
function promisedByClass(javascript: JavaScriptParts, info: ClassInfo): Value {
  const declared = declarationsOfClass(javascript.at(info.node), info);
  for (const { node: written } of [info, ...declared]) {
    const heritage = written.namedChildren.find(({ type }) => type === 'class_heritage');
    const clause = heritage?.namedChildren.find(({ type }) => type === 'extends_clause');
    const given = clause?.childForFieldName('type_arguments')?.namedChild(0);
    if (given) return javascript.at(given).annotated(given.text, given.startIndex);
  }
  return unknown(l10n.t('its result is not typed'));
}

/** A key and what a `Map` has under it. */
export function pairOf(value: Value): Value {
  return { kind: 'list', elements: [plain, value], element: plain, count: 2 };
}

/** What `for … of` or `for await` takes out of a value, step by step. */
export function elementOf(javascript: JavaScriptParts, iterable: Value, async: boolean): Value {
  if (iterable.kind === 'either')
    return either(iterable.of.map((one) => elementOf(javascript, one, async)));
  if (iterable.kind === 'list' && iterable.keyed) return pairOf(iterable.element);
  if (iterable.kind === 'list')
    return async ? awaitedValue(javascript, iterable.element) : iterable.element;
  if (async && iterable.kind === 'instance' && iterable.of) return iterable.of;
  if (iterable.kind === 'invocation') return iterable.frame.home.yielded(iterable.frame);
  if (iterable.kind === 'call' && iterable.name === 'events.on') {
    const passed = argumentsOfEvent(javascript, iterable.site);
    if (passed) return passed;
  }
  const type =
    iterable.kind === 'call' ? iterable.name : iterable.kind === 'instance' ? iterable.type : null;
  const next = type === null ? undefined : javascript.catalog.find(type)?.entry.next;
  if (next && async) return javascript.typed(next.gives, undefined);
  return unknown(
    iterable.kind === 'unknown'
      ? iterable.because
      : l10n.t('the elements it goes through are not known'),
  );
}

/** Whether awaiting it waits for something of which more may be known. */
export function isAwaitable(value: Value): boolean {
  if (value.kind === 'either') return value.of.some(isAwaitable);
  return value.kind === 'promise' || value.kind === 'invocation' || value.kind === 'call';
}

/** Whether a value, or one of several, is a promise, or may be one for all that is known of it. */
export function mayBeAwaitable(value: Value): boolean {
  const isOpen = (one: Value) => one.kind === 'unknown' && !isPending(one) && !isNever(one);
  return isAwaitable(value) || alternativesOf(value).some(isOpen);
}
