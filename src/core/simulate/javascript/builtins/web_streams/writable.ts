import type { Realm } from '../../realm';
import type { FunctionObject } from '../../values/function';
import type { Value } from '../../values/object';
import type { PromiseObject } from '../../values/promise';
import { asyncResult, invalidState, methodOf, strategyOf } from './algorithm';
import { illegalConstructor, shownAs, stateOf, streamObject, StreamPart } from './objects';
import { WritableState, WriterState } from './writable_state';

/** The controller's signal, made when the sink asks for it. */
export function abortSignal(realm: Realm): {
  readonly signal: () => Value;
  readonly abort: (reason: Value) => void;
} {
  const constructor = realm.global.get('AbortController') as FunctionObject;
  const controller = constructor.construct([], constructor);
  return {
    signal: () => controller.get('signal'),
    abort: (reason) => {
      realm.call(controller.get('abort'), controller, [reason]);
    },
  };
}

/** The signal of each stream's controller. */
export const signals = new WeakMap<WritableState, () => Value>();

/** WritableStream, its default writer and controller. */
export function installWritable(realm: Realm): void {
  const { promises } = realm;
  const of = (self: Value): WritableState => stateOf(self, WritableState, 'WritableStream');
  const locked = (): PromiseObject =>
    promises.rejected(realm.caught(invalidState('WritableStream is locked')));
  realm.class('WritableStream', {
    construct: ([sink, strategy], newTarget) => {
      const write = methodOf(realm, sink, 'write');
      const close = methodOf(realm, sink, 'close');
      const abort = methodOf(realm, sink, 'abort');
      const { signal, abort: onAbort } = abortSignal(realm);
      const algorithms = {
        write: (chunk: Value): Value => write?.(chunk, controller),
        close: (): PromiseObject => asyncResult(realm, () => close?.()),
        abort: (reason: Value): PromiseObject => asyncResult(realm, () => abort?.(reason)),
      };
      const state = new WritableState(realm, algorithms, strategyOf(strategy, 1), onAbort);
      signals.set(state, signal);
      const controller = streamObject(realm, 'WritableStreamDefaultController', state);
      state.start(methodOf(realm, sink, 'start')?.(controller));
      return new StreamPart(realm.prototypeFor(newTarget, 'WritableStream'), state);
    },
    prototype: {
      'get locked': (self) => of(self).writer !== null,
      abort: (self, [reason]) => (of(self).writer ? locked() : of(self).abort(reason)),
      close: (self) => (of(self).writer ? locked() : of(self).close()),
      getWriter: (self) =>
        streamObject(realm, 'WritableStreamDefaultWriter', new WriterState(realm, of(self))),
    },
  });
  const writerOf = (self: Value): WriterState =>
    stateOf(self, WriterState, 'WritableStreamDefaultWriter');
  const onStream =
    (code: (stream: WritableState, argument: Value) => Value) =>
    (self: Value, [argument]: Value[]): Value => {
      const { stream } = writerOf(self);
      if (stream) return code(stream, argument);
      return promises.rejected(
        realm.caught(invalidState('Writer is not bound to a WritableStream')),
      );
    };
  realm.class('WritableStreamDefaultWriter', {
    arity: 1,
    construct: ([stream], newTarget) =>
      new StreamPart(
        realm.prototypeFor(newTarget, 'WritableStreamDefaultWriter'),
        new WriterState(realm, of(stream)),
      ),
    prototype: {
      'get closed': (self) => writerOf(self).closed,
      'get ready': (self) => writerOf(self).ready,
      'get desiredSize': (self) => writerOf(self).stream?.desiredSize,
      write: (self, [chunk]) => writerOf(self).write(chunk),
      close: onStream((stream) => stream.close()),
      abort: onStream((stream, reason) => stream.abort(reason)),
      releaseLock: (self) => {
        writerOf(self).release();
        return undefined;
      },
    },
  });
  realm.class('WritableStreamDefaultController', {
    construct: illegalConstructor,
    prototype: {
      'get signal': (self) => signals.get(of(self))?.(),
      error: (self, [reason]) => {
        of(self).errorIfNeeded(reason);
        return undefined;
      },
    },
  });
  shownAs(realm, 'WritableStream', {
    locked: (self) => of(self).writer !== null,
    state: (self) => of(self).state,
  });
}
