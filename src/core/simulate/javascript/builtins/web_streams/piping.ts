import { onAbort, signalOf } from '../abort';
import type { Realm } from '../../realm';
import { asyncIteratorOf } from '../../values/async_iterate';
import { isCallable } from '../../values/convert';
import type { Value } from '../../values/object';
import { JSObject } from '../../values/object';
import type { PromiseObject } from '../../values/promise';
import { typeError } from '../../values/throw';
import { handled, invalidState, parked, strategyOf } from './algorithm';
import { ReadableState, ReaderState } from './readable_state';
import type { WritableState } from './writable_state';
import { WriterState } from './writable_state';

/** `pipeTo` (Streams Standard, 4.9.1), in the steps in which Node takes it (lib/internal/webstreams/readablestream.js). */
export function pipeTo(
  realm: Realm,
  source: ReadableState,
  target: WritableState,
  options: Value,
): PromiseObject {
  const { promises } = realm;
  const flag = (name: string): boolean =>
    options instanceof JSObject && realm.truth(options.get(name));
  const signal = signalOf(options);
  const reader = new ReaderState(realm, source);
  const writer = new WriterState(realm, target);
  const piped = promises.create();
  piped.source = { waitsFor: 'iterator', detail: 'pipeTo()' };
  let shuttingDown = false;
  let pending = 0;
  let failure: { readonly reason: Value } | null = null;
  let stalled: PromiseObject | null = null;
  let forget: () => void = () => undefined;

  const settleStall = (): void => {
    if (!stalled) return;
    if (failure) promises.reject(stalled, failure.reason);
    else promises.resolve(stalled, undefined);
    stalled = null;
  };
  const tracker = {
    resolve: (): void => {
      if (--pending === 0) settleStall();
    },
    reject: (reason: Value): void => {
      pending--;
      failure = { reason };
      settleStall();
    },
  };
  const write = (chunk: Value): void => {
    pending++;
    const refusal = target.write(chunk, tracker);
    if (!refusal) return;
    pending--;
    failure = refusal;
  };
  const pendingWrites = (): PromiseObject => {
    if (pending > 0) return (stalled = promises.create());
    return failure ? promises.rejected(failure.reason) : promises.fulfilled(undefined);
  };
  const finish = (error: { readonly reason: Value } | null): void => {
    writer.release();
    reader.release();
    forget();
    if (error) promises.reject(piped, error.reason);
    else promises.resolve(piped, undefined);
  };
  const shutDown = (
    action: (() => PromiseObject) | null,
    error: { readonly reason: Value } | null,
  ): void => {
    if (shuttingDown) return;
    shuttingDown = true;
    const failed = (reason: Value): void => finish({ reason });
    const complete = (): void => {
      if (!action) finish(error);
      else promises.whenSettled(action(), 'stream pipe', () => finish(error), failed);
    };
    if (isOpen()) promises.whenSettled(pendingWrites(), 'stream pipe', complete, failed);
    else complete();
  };

  /** Asked anew each time: whatever runs in between may change it. */
  const isFull = (): boolean => target.backpressure;
  const isOpen = (): boolean => target.state === 'writable' && !target.closing;
  const park = (): void => {
    writer.onReady = pump;
  };
  const later = (run: () => void): void =>
    promises.whenSettled(promises.fulfilled(undefined), 'stream pipe', run, run);
  const pump = (): void => {
    if (shuttingDown) return;
    if (isFull()) {
      park();
      return;
    }
    if (source.isReadable() && source.hasChunks()) {
      do write(source.takeChunk());
      while (source.hasChunks() && !isFull() && isOpen());
      source.pullIfNeeded();
      if (!source.isReadable()) return;
      if (isFull()) park();
      else later(pump);
      return;
    }
    source.read({
      chunk: (chunk) =>
        later(() => {
          write(chunk);
          pump();
        }),
      close: () => undefined,
      error: () => undefined,
    });
  };

  const abortBoth = (): void => {
    const reason = signal?.reason;
    const actions = [
      ...(flag('preventAbort') ? [] : [() => target.abort(reason)]),
      ...(flag('preventCancel') ? [] : [() => source.cancel(reason)]),
    ];
    const all = (): PromiseObject => {
      const promise = realm.global.get('Promise') as JSObject;
      const started = realm.array(actions.map((action) => action()));
      return realm.call(promise.get('all'), promise, [started]) as PromiseObject;
    };
    shutDown(all, { reason });
  };
  if (signal?.aborted) {
    abortBoth();
    return piped;
  }
  forget = onAbort(realm, signal, abortBoth);
  pump();

  const sourceFailed = (reason: Value): void =>
    shutDown(flag('preventAbort') ? null : () => target.abort(reason), { reason });
  const targetFailed = (reason: Value): void =>
    shutDown(flag('preventCancel') ? null : () => source.cancel(reason), { reason });
  const closeTarget = (): PromiseObject => {
    if (target.closing || target.state === 'closed') return promises.fulfilled(undefined);
    return target.state === 'errored' ? promises.rejected(target.storedError) : target.close();
  };
  const sourceClosed = (): void => shutDown(flag('preventClose') ? null : closeTarget, null);
  const ignore = (): void => undefined;
  if (source.state === 'errored') sourceFailed(source.storedError);
  else promises.whenSettled(reader.closed, 'stream pipe', ignore, sourceFailed);
  if (target.state === 'errored') targetFailed(target.storedError);
  else promises.whenSettled(writer.closed, 'stream pipe', ignore, targetFailed);
  if (source.state === 'closed') sourceClosed();
  else promises.whenSettled(reader.closed, 'stream pipe', sourceClosed, ignore);
  if (target.closing || target.state === 'closed')
    targetFailed(realm.caught(invalidState('Destination WritableStream is closed')));
  return piped;
}

/** `tee` (Streams Standard, 4.9.2): both branches get every chunk; reading either pulls. */
export function tee(realm: Realm, source: ReadableState): [ReadableState, ReadableState] {
  const { promises } = realm;
  const reader = new ReaderState(realm, source);
  const cancelled = promises.create();
  const reasons = new Map<ReadableState, Value>();
  let reading = false;
  const open = (): ReadableState[] => branches.filter((branch) => !reasons.has(branch));
  const pull = (): Value => {
    const promise = promises.fulfilled(undefined);
    if (reading) return promise;
    reading = true;
    source.read({
      chunk: (chunk) =>
        promises.whenSettled(
          promises.fulfilled(undefined),
          'stream tee',
          () => {
            reading = false;
            for (const branch of open()) branch.enqueue(chunk);
          },
          () => undefined,
        ),
      // Node closes the branches in a tick (`readableStreamDefaultTee`).
      close: () =>
        realm.loop.taskQueues.nextTick({
          label: 'stream tee',
          run: () => {
            reading = false;
            const left = open();
            for (const branch of left) branch.requestClose();
            if (left.length > 0) promises.resolve(cancelled, undefined);
          },
        }),
      error: () => {
        reading = false;
      },
    });
    return promise;
  };
  const cancel =
    (which: 0 | 1) =>
    (reason: Value): PromiseObject => {
      reasons.set(branches[which], reason);
      if (reasons.size === 2) {
        const all = realm.array(branches.map((branch) => reasons.get(branch)));
        promises.resolve(cancelled, source.cancel(all));
      }
      return cancelled;
    };
  const strategy = strategyOf(undefined, 1);
  const branches: [ReadableState, ReadableState] = [
    new ReadableState(realm, pull, cancel(0), strategy),
    new ReadableState(realm, pull, cancel(1), strategy),
  ];
  for (const branch of branches) branch.start(undefined);
  promises.whenSettled(
    reader.closed,
    'stream tee',
    () => undefined,
    (reason) => {
      for (const branch of branches) branch.error(reason);
      if (open().length > 0) promises.resolve(cancelled, undefined);
    },
  );
  return branches;
}

/** `ReadableStream.from` (Streams Standard, 4.2.4): pulls from an iterator when somebody reads. */
export function fromIterable(realm: Realm, iterable: Value): ReadableState {
  const { promises } = realm;
  const method =
    iterable instanceof JSObject
      ? (iterable.get(Symbol.asyncIterator) ?? iterable.get(Symbol.iterator))
      : undefined;
  if (typeof iterable !== 'string' && !isCallable(method))
    throw typeError('The argument is not iterable');
  const iterator =
    isCallable(method) && iterable instanceof JSObject
      ? (method.call(iterable, []) as JSObject)
      : asyncIteratorOf(realm, iterable);
  const fail = (reason: Value): void => stream.error(reason);
  const take = (value: Value): void => {
    try {
      stream.enqueue(value);
    } catch (error) {
      fail(realm.caught(error));
      return;
    }
    stream.pulled();
  };
  const process = (result: Value): void => {
    if (!(result instanceof JSObject)) {
      const message =
        'The promise returned by the iterator.next() method must fulfill with an object';
      fail(realm.caught(invalidState(message)));
      return;
    }
    if (realm.truth(result.get('done'))) {
      stream.requestClose();
      stream.pulled();
      return;
    }
    const value = result.get('value');
    if (value instanceof JSObject)
      promises.whenSettled(promises.from(value), 'ReadableStream.from', take, fail);
    else take(value);
  };
  const pull = (): Value => {
    const next = realm.call(iterator.get('next'), iterator, []);
    promises.whenSettled(promises.from(next), 'ReadableStream.from', process, fail);
    return parked;
  };
  const cancel = (reason: Value): PromiseObject => {
    const close = iterator.get('return');
    return isCallable(close)
      ? promises.from(close.call(iterator, [reason]))
      : handled(promises.fulfilled(undefined));
  };
  const stream = new ReadableState(realm, pull, cancel, strategyOf(undefined, 0));
  return stream;
}
