import type { Realm } from '../../realm';
import { iteratorResult } from '../../values/iterate';
import type { Value } from '../../values/object';
import { JSObject } from '../../values/object';
import type { PromiseObject } from '../../values/promise';
import { asyncResult, invalidState, methodOf, strategyOf } from './algorithm';
import { illegalConstructor, shownAs, stateOf, streamObject, StreamPart } from './objects';
import { fromIterable, pipeTo, tee } from './piping';
import { ReadableState, ReaderState } from './readable_state';
import { WritableState } from './writable_state';

/** ReadableStream, its default reader and controller. */
export function installReadable(realm: Realm): void {
  const { promises } = realm;
  const of = (self: Value): ReadableState => stateOf(self, ReadableState, 'ReadableStream');
  const make = (state: ReadableState): JSObject => streamObject(realm, 'ReadableStream', state);
  realm.class('ReadableStream', {
    construct: ([source, strategy], newTarget) => {
      const pull = methodOf(realm, source, 'pull');
      const cancel = methodOf(realm, source, 'cancel');
      const state = new ReadableState(
        realm,
        () => pull?.(controller),
        (reason) => asyncResult(realm, () => cancel?.(reason)),
        strategyOf(strategy, source instanceof JSObject && source.get('type') === 'bytes' ? 0 : 1),
      );
      const controller = streamObject(realm, 'ReadableStreamDefaultController', state);
      state.start(methodOf(realm, source, 'start')?.(controller));
      return new StreamPart(realm.prototypeFor(newTarget, 'ReadableStream'), state);
    },
    prototype: {
      'get locked': (self) => of(self).reader !== null,
      cancel: (self, [reason]) =>
        of(self).reader
          ? promises.rejected(realm.caught(invalidState('ReadableStream is locked')))
          : of(self).cancel(reason),
      getReader: (self) =>
        streamObject(realm, 'ReadableStreamDefaultReader', new ReaderState(realm, of(self))),
      pipeTo: (self, [target, options]) => {
        try {
          const sink = stateOf(target, WritableState, 'WritableStream');
          checkUnlocked(of(self), sink);
          return pipeTo(realm, of(self), sink, options);
        } catch (error) {
          return promises.rejected(realm.caught(error));
        }
      },
      pipeThrough: (self, [pair, options]) => {
        const [readable, writable] = ['readable', 'writable'].map((name) =>
          pair instanceof JSObject ? pair.get(name) : undefined,
        );
        const sink = stateOf(writable, WritableState, 'WritableStream');
        checkUnlocked(of(self), sink);
        pipeTo(realm, of(self), sink, options).handled = true;
        return readable;
      },
      tee: (self) => realm.array(tee(realm, of(self)).map(make)),
      values: (self, [options]) => iterate(realm, of(self), options),
      '@@asyncIterator': (self, [options]) => iterate(realm, of(self), options),
    },
    statics: {
      from: (_self, [iterable]) => {
        const state = fromIterable(realm, iterable);
        state.start(undefined);
        return make(state);
      },
    },
  });
  const readerOf = (self: Value): ReaderState =>
    stateOf(self, ReaderState, 'ReadableStreamDefaultReader');
  realm.class('ReadableStreamDefaultReader', {
    arity: 1,
    construct: ([stream], newTarget) =>
      new StreamPart(
        realm.prototypeFor(newTarget, 'ReadableStreamDefaultReader'),
        new ReaderState(realm, of(stream)),
      ),
    prototype: {
      read: (self) => readerOf(self).read(),
      'get closed': (self) => readerOf(self).closed,
      cancel: (self, [reason]) => {
        const { stream } = readerOf(self);
        if (stream) return stream.cancel(reason);
        const error = invalidState('The reader is not attached to a stream');
        return promises.rejected(realm.caught(error));
      },
      releaseLock: (self) => {
        readerOf(self).release();
        return undefined;
      },
    },
  });
  const controlled = (self: Value): ReadableState => {
    const state = stateOf(self, ReadableState, 'ReadableStreamDefaultController');
    if (!state.canEnqueue) throw invalidState('Controller is already closed');
    return state;
  };
  realm.class('ReadableStreamDefaultController', {
    construct: illegalConstructor,
    prototype: {
      'get desiredSize': (self) =>
        stateOf(self, ReadableState, 'ReadableStreamDefaultController').desiredSize,
      enqueue: (self, [chunk]) => {
        controlled(self).enqueue(chunk);
        return undefined;
      },
      close: (self) => {
        controlled(self).requestClose();
        return undefined;
      },
      error: (self, [reason]) => {
        stateOf(self, ReadableState, 'ReadableStreamDefaultController').error(reason);
        return undefined;
      },
    },
  });
  shownAs(realm, 'ReadableStream', {
    locked: (self) => of(self).reader !== null,
    state: (self) => of(self).state,
    supportsBYOB: () => false,
  });
}

function checkUnlocked(source: ReadableState, target: WritableState): void {
  if (source.reader) throw invalidState('The ReadableStream is locked');
  if (target.writer) throw invalidState('The WritableStream is locked');
}

/** The async iterator of a stream: its requests follow each other, and leaving the loop cancels the stream. */
function iterate(realm: Realm, stream: ReadableState, options: Value): JSObject {
  const { promises } = realm;
  const reader = new ReaderState(realm, stream);
  const keep = options instanceof JSObject && realm.truth(options.get('preventCancel'));
  let done = false;
  let started = false;
  let current: PromiseObject | null = null;
  const next = (): PromiseObject => {
    if (done) return promises.fulfilled(iteratorResult(realm, undefined, true));
    const promise = promises.create();
    promise.source = { waitsFor: 'iterator', detail: 'next()' };
    const end = (): void => {
      current = null;
      done = true;
      reader.release();
    };
    stream.read({
      chunk: (value) => {
        current = null;
        promises.resolve(promise, iteratorResult(realm, value, false));
      },
      close: () => {
        end();
        promises.resolve(promise, iteratorResult(realm, undefined, true));
      },
      error: (reason) => {
        end();
        promises.reject(promise, reason);
      },
    });
    return promise;
  };
  const after = (before: PromiseObject, step: () => PromiseObject): PromiseObject => {
    const result = promises.create();
    result.source = { from: [before] };
    const go = (): void => promises.resolve(result, step());
    promises.whenSettled(before, 'stream iterator', go, go);
    return result;
  };
  const close = (value: Value): PromiseObject => {
    const result = promises.create();
    const end = (): void => promises.resolve(result, iteratorResult(realm, value, true));
    if (done) end();
    else {
      done = true;
      const cancelled = keep ? null : stream.cancel(value);
      reader.release();
      if (cancelled)
        promises.whenSettled(cancelled, 'stream iterator', end, (reason) =>
          promises.reject(result, reason),
        );
      else end();
    }
    return result;
  };
  return realm.methods(new JSObject(realm.prototype('AsyncIterator')), {
    next: () => {
      // The first read comes a microtask later, as Node lets the controller start before.
      if (!started) current = promises.fulfilled(undefined);
      started = true;
      if (current) return (current = after(current, next));
      const read = next();
      if (read.state === 'pending') current = read;
      return read;
    },
    return: (_self, [value]) => {
      started = true;
      current = current ? after(current, () => close(value)) : close(value);
      return current;
    },
  });
}
