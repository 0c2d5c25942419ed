import * as l10n from '@vscode/l10n';
import type { Mechanism } from '../catalog/schema';
import type { Sentences } from '../sentences';

/**
 * How JavaScript waits. Every await suspends: even a settled promise is taken up in a microtask. Facts from ECMA-262 (Await, PromiseReactionJob) and Node's guide to the
 * event loop (timers, poll and check phases; libuv's thread pool).
 */
export const javascriptMechanisms: Readonly<Record<Mechanism, Sentences>> = {
  timer: {
    registers: ({ call }) =>
      l10n.t('{0} starts a timer and gives a promise that the timer will resolve.', call),
    watches: () =>
      l10n.t(
        'The event loop watches the clock; a timer that is due runs its callback in the timers phase.',
      ),
    wokenBy: () =>
      l10n.t(
        'When the timer fires, its callback resolves the promise and the rest is queued as a microtask.',
      ),
  },
  turn: {
    registers: ({ call }) =>
      l10n.t('{0} is settled, or is no promise at all: there is nothing to wait for.', call),
    watches: () =>
      l10n.t('The event loop watches for nothing: the rest is already in the microtask queue.'),
    wokenBy: () =>
      l10n.t('As soon as the call stack is empty, the microtask queue runs, and with it the rest.'),
  },
  socket: {
    registers: ({ call, thing }) => l10n.t('{0} gives a promise for {1}.', call, thing),
    watches: ({ thing }) =>
      l10n.t(
        'The network is watched for {0}: in Node by the event loop’s poll phase, in a browser outside your thread.',
        thing,
      ),
    wokenBy: ({ thing }) =>
      l10n.t(
        'On the arrival of {0} the promise is resolved and the rest is queued as a microtask.',
        thing,
      ),
  },
  pool: {
    registers: ({ call }) =>
      l10n.t('{0} hands the work to a thread of the runtime and gives a promise.', call),
    watches: () =>
      l10n.t(
        'A thread of the pool (libuv’s, in Node) does the work; the poll phase hears of its end.',
      ),
    wokenBy: () =>
      l10n.t(
        'When the thread is done, the loop resolves the promise and the rest is queued as a microtask.',
      ),
  },
  process: {
    registers: ({ call }) =>
      l10n.t('{0} starts or watches a child process and gives a promise.', call),
    watches: () =>
      l10n.t('The event loop watches the child process and its pipes; other code runs meanwhile.'),
    wokenBy: () =>
      l10n.t(
        'When the operating system reports it, the promise is settled and the rest is queued as a microtask.',
      ),
  },
  signal: {
    registers: ({ call }) => l10n.t('{0} is a promise that other code settles.', call),
    watches: () =>
      l10n.t(
        'The event loop watches nothing for it: it runs other code, some of which must settle the promise.',
      ),
    wokenBy: () =>
      l10n.t('When other code settles the promise, the rest is queued as a microtask.'),
  },
  task: {
    registers: ({ call }) =>
      l10n.t('{0} gives a promise; the work behind it has already started.', call),
    watches: () => l10n.t('The event loop watches for whatever that work waits for.'),
    wokenBy: () => l10n.t('When the promise is settled, the rest is queued as a microtask.'),
  },
  none: {
    registers: ({ call }) => l10n.t('{0} registers nothing.', call),
    watches: () => l10n.t('The event loop has nothing to watch for here.'),
    wokenBy: () => l10n.t('Nothing has to wake it: it never stops.'),
    because: () => l10n.t('Nothing is awaited here, so it goes straight on.'),
  },
};
