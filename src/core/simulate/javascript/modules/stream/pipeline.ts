import { AsyncCall } from '../../async_call';
import type { Site, Steps } from '../../compile/code';
import { pause } from '../../compile/code';
import { signalOf, abortError, onAbort } from '../../builtins/abort';
import { getProperty } from '../../values/access';
import { asyncIteratorOf } from '../../values/async_iterate';
import { isCallable } from '../../values/convert';
import type { Value } from '../../values/object';
import { JSObject } from '../../values/object';
import { PromiseObject } from '../../values/promise';
import { Thrown } from '../../values/throw';
import { whenFinished } from './finished';
import { StreamObject } from './state';
import type { Streams } from './state';

/** `pipeline` (lib/internal/streams/pipeline.js): streams, iterables and functions, one feeding the next. */
export function pipeline(
  streams: Streams,
  stages: readonly Value[],
  callback: (error: Value, value: Value) => void,
): Value {
  const { realm } = streams;
  const options = stages.at(-1);
  const signal = stages.length > 2 && !isStage(options) ? signalOf(options) : null;
  const parts = isStage(options) || stages.length < 2 ? stages : stages.slice(0, -1);
  let pending = 0;
  let failure: { readonly error: Value } | null = null;
  let value: Value;
  const nodes = parts.filter((part) => part instanceof StreamObject);
  const finish = (error: Value): void => {
    if (error !== undefined && error !== null && !failure) {
      failure = { error };
      for (const node of nodes) streams.destroy(node, error);
    }
    if (--pending > 0) return;
    // `finishImpl` calls back in a tick.
    realm.loop.taskQueues.nextTick({
      label: 'pipeline callback',
      run: () => callback(failure?.error, value),
    });
  };
  let current: Value = parts[0];
  parts.forEach((part, index) => {
    const isLast = index === parts.length - 1;
    if (part instanceof StreamObject) {
      if (index === 0) return;
      if (current instanceof StreamObject) {
        pending += 2;
        pipeTo(streams, current, part);
        whenFinished(streams, current, { writable: false }, finish);
        whenFinished(streams, part, { readable: false }, finish);
      } else {
        pending++;
        pump(streams, current, part, finish);
      }
      current = part;
    } else if (isCallable(part)) {
      const source = current;
      const context = realm.object().put('signal', signal ?? undefined);
      current = part.call(undefined, index === 0 ? [context] : [source, context]);
      if (source instanceof StreamObject && index > 0) {
        pending++;
        whenFinished(streams, source, { writable: false }, finish);
      }
      if (isLast && current instanceof PromiseObject) {
        pending++;
        realm.promises.whenSettled(
          current,
          'pipeline',
          (result) => {
            value = result;
            finish(undefined);
          },
          (reason) => finish(reason),
        );
      }
    }
  });
  onAbort(realm, signal, () => finish(abortError(realm, signal)));
  return current;
}

function isStage(value: Value): boolean {
  if (isCallable(value) || value instanceof StreamObject || typeof value === 'string') return true;
  return (
    value instanceof JSObject &&
    (isCallable(value.get(Symbol.asyncIterator)) || isCallable(value.get(Symbol.iterator)))
  );
}

function pipeTo(streams: Streams, source: StreamObject, target: StreamObject): void {
  const { realm } = streams;
  const options = realm.object().put('end', false);
  realm.call(getProperty(realm, source, 'pipe'), source, [target, options]);
  streams.listen(source, 'end', () => {
    realm.call(getProperty(realm, target, 'end'), target, []);
  });
}

/** `pumpToNode`: writes what an iterable gives, and waits while the stream is full. */
function pump(
  streams: Streams,
  source: Value,
  target: StreamObject,
  finish: (error: Value) => void,
): void {
  const { realm } = streams;
  const at = realm.context.place ?? { line: 1, column: 1 };
  const place = { endLine: at.line, endColumn: at.column, ...at };
  const waits: Site = { keyword: 'for await', place, into: null };
  const call = new AsyncCall(realm, { name: 'pumpToNode', qualifiedName: 'stream.pump', place });
  const method = (name: string, args: Value[]): Value =>
    realm.call(getProperty(realm, target, name), target, args);
  function* steps(): Steps<Value> {
    const iterator = asyncIteratorOf(realm, source);
    for (;;) {
      const result = yield* pause('await', realm.call(iterator.get('next'), iterator, []), waits);
      if (!(result instanceof JSObject) || realm.truth(result.get('done'))) break;
      if (realm.truth(method('write', [result.get('value')]))) continue;
      const drained = realm.promises.create();
      const listener = streams.listen(target, 'drain', () => {
        streams.unlisten(target, 'drain', listener);
        realm.promises.resolve(drained, undefined);
      });
      yield* pause('await', drained, waits);
    }
    method('end', []);
    const over = realm.promises.create();
    whenFinished(streams, target, { readable: false }, (error) => {
      if (error === undefined || error === null) realm.promises.resolve(over, undefined);
      else realm.promises.reject(over, error);
    });
    yield* pause('await', over, waits);
    return undefined;
  }
  const promise = call.start(() => ({ steps: steps() }));
  realm.promises.whenSettled(
    promise,
    'pipeline',
    () => finish(undefined),
    (reason) => finish(reason),
  );
}

/** Rejects, or calls back with, what a pipeline ended with. */
export function pipelinePromise(streams: Streams, stages: readonly Value[]): PromiseObject {
  const { promises, caught } = { promises: streams.realm.promises, caught: streams.realm };
  const promise = promises.create();
  promise.source = { waitsFor: 'promise', detail: 'pipeline' };
  try {
    pipeline(streams, stages, (error, value) => {
      if (error === undefined) promises.resolve(promise, value);
      else promises.reject(promise, error);
    });
  } catch (error) {
    if (!(error instanceof Thrown)) throw error;
    promises.reject(promise, caught.caught(error));
  }
  return promise;
}
