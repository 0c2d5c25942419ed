import { Immediate } from '../../node/immediates';
import { clampDelay, Timeout } from '../../node/timers';
import { TaskRecord } from '../async_call';
import { makeAsyncGenerator } from '../async_generator';
import { abortError, onAbort, signalOf, throwIfAborted } from '../builtins/abort';
import type { Site, Steps } from '../compile/code';
import { pause } from '../compile/code';
import type { Realm } from '../realm';
import { toNumber } from '../values/convert';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import type { PromiseObject } from '../values/promise';
import { Thrown } from '../values/throw';

/** node:timers/promises (lib/timers/promises.js). */
export function makeTimersPromises(realm: Realm): JSObject {
  const { promises, loop, context } = realm;

  /** With a signal Node wraps the promise in `finally` to let go of the signal: that costs turns. */
  const withSignal = (promise: PromiseObject, options: Value, cancel: () => void): Value => {
    const signal = signalOf(options);
    if (!signal) return promise;
    const forget = onAbort(realm, signal, () => {
      cancel();
      promises.reject(promise, abortError(realm, signal));
    });
    const cleanUp = realm.function('', () => {
      forget();
      return undefined;
    });
    const follow = (from: PromiseObject): PromiseObject => {
      const to = promises.create();
      const { resolve, reject } = promises.resolvingFunctions(to);
      promises.then(from, resolve, reject, null);
      to.source = { from: [from] };
      return to;
    };
    const inner = follow(promise);
    const finished = realm.call(inner.get('finally'), inner, [cleanUp]);
    return follow(finished as PromiseObject);
  };
  const rejectedIfAborted = (options: Value): PromiseObject | null => {
    const signal = signalOf(options);
    return signal?.aborted ? promises.rejected(abortError(realm, signal)) : null;
  };
  const isReferenced = (options: Value): boolean =>
    !(options instanceof JSObject) || options.get('ref') !== false;

  const setTimeout = (delay: Value, value: Value, options: Value): Value => {
    realm.observable();
    const aborted = rejectedIfAborted(options);
    if (aborted) return aborted;
    const promise = promises.create();
    const timer = new Timeout(
      () => promises.resolve(promise, value),
      clampDelay(toNumber(delay)),
      false,
      'timers/promises setTimeout',
      context.place,
    );
    timer.referenced = isReferenced(options);
    loop.timers.start(timer);
    promise.source = { watches: [timer.watch] };
    return withSignal(promise, options, () => loop.timers.clear(timer));
  };

  const setImmediate = (value: Value, options: Value): Value => {
    realm.observable();
    const aborted = rejectedIfAborted(options);
    if (aborted) return aborted;
    const promise = promises.create();
    const immediate = new Immediate(() => promises.resolve(promise, value), context.place);
    immediate.referenced = isReferenced(options);
    loop.immediates.add(immediate);
    promise.source = { waitsFor: 'timer' };
    return withSignal(promise, options, () => loop.immediates.clear(immediate));
  };

  /** An async generator: a timer counts the beats, the reader takes them when it comes. */
  function* beats(delay: number, value: Value, options: Value, place: Site['place']): Steps<Value> {
    const signal = signalOf(options);
    throwIfAborted(realm, signal);
    const waits: Site = { keyword: 'await', place, into: null };
    const yields: Site = { keyword: 'yield', place, into: null };
    let missed = 0;
    let reader: PromiseObject | null = null;
    const wake = (result: Value): void => {
      if (reader) promises.resolve(reader, result);
      reader = null;
    };
    const timer = new Timeout(
      () => {
        missed++;
        wake(undefined);
      },
      clampDelay(delay),
      true,
      'timers/promises setInterval',
      place,
    );
    timer.referenced = isReferenced(options);
    loop.timers.start(timer);
    const forget = onAbort(realm, signal, () => {
      loop.timers.clear(timer);
      wake(promises.rejected(abortError(realm, signal)));
    });
    try {
      while (!signal?.aborted) {
        if (missed === 0) {
          reader = promises.create();
          reader.source = { watches: [timer.watch] };
          yield* pause('await', reader, waits);
        }
        for (; missed > 0; missed--) {
          yield* pause('yield', yield* pause('await', value, waits), yields);
        }
      }
      throw new Thrown(abortError(realm, signal));
    } finally {
      loop.timers.clear(timer);
      forget();
    }
  }

  const module = realm.methods(realm.object(), {
    setTimeout: (_self, [delay, value, options]) => setTimeout(delay, value, options),
    setImmediate: (_self, [value, options]) => setImmediate(value, options),
    setInterval: (_self, [delay, value, options]) => {
      realm.observable();
      const at = context.place ?? { line: 1, column: 1 };
      const place = { endLine: at.line, endColumn: at.column, ...at };
      const record = new TaskRecord(realm, {
        name: 'setInterval',
        qualifiedName: 'timers/promises.setInterval',
        place,
      });
      return makeAsyncGenerator(
        realm,
        'setInterval',
        realm.prototype('AsyncGenerator'),
        record,
        beats(toNumber(delay), value, options, place),
      );
    },
  });
  const scheduler = realm.methods(realm.object(), {
    wait: (_self, [delay, options]) => setTimeout(delay, undefined, options),
    yield: () => setImmediate(undefined, undefined),
  });
  return module.put('scheduler', scheduler);
}
