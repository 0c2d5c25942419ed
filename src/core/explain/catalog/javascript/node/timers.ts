import * as l10n from '@vscode/l10n';
import { duration, millisecondsOf } from '../../../words';
import type { CallWords, Entry, Raise, Text } from '../../schema';
import { api } from './shared';
import { promised } from '../../waits';

/** Facts from Node's lib/timers/promises.js. */

function milliseconds(call: CallWords, position: number): string {
  const value = call.number(position) ?? (call.argument(position) === null ? 1 : null);
  return value === null
    ? l10n.t('a timer of {0}', millisecondsOf(call.argument(position) ?? '?'))
    : l10n.t('a {0} timer', duration(Math.max(value, 1)));
}

const timeDetail =
  (position: number): Text =>
  (call) => {
    const value = call.number(position) ?? (call.argument(position) === null ? 1 : null);
    return value === null
      ? millisecondsOf(call.argument(position) ?? '?')
      : duration(Math.max(value, 1));
  };

/** Where a call is given options, at this position. */
const aborted = (options: number): Raise => ({
  error: 'AbortError',
  when: (call) =>
    call.argument(options) === null ? null : l10n.t('If the signal among the options is aborted.'),
});

const sleep = promised(
  'timer',
  'timer',
  (call) => milliseconds(call, 0),
  (call) => call.argument(1) ?? l10n.t('undefined'),
  {
    detail: timeDetail(0),
    registers: (call) =>
      l10n.t('The call starts {0} in Node’s timers and gives a promise.', milliseconds(call, 0)),
    raises: [aborted(2)],
  },
);

/** How `setImmediate` waits. Facts from Node's guide to the event loop. */
const inCheckPhase = {
  registers: () =>
    l10n.t('setImmediate queues a callback for the check phase and gives a promise.'),
  watches: () =>
    l10n.t('The event loop goes on to its check phase, and waits for nothing on the way there.'),
  wokenBy: () =>
    l10n.t(
      'In the check phase the callback resolves the promise, and the rest is queued as a microtask.',
    ),
};

export const timerEntries: Readonly<Record<string, Entry>> = {
  'timers/promises.setTimeout': {
    page: `${api}timers.html#timerspromisessettimeoutdelay-value-options`,
    await: sleep,
  },
  'timers/promises.scheduler.wait': {
    page: `${api}timers.html#timerspromisesschedulerwaitdelay-options`,
    await: { ...sleep, value: () => l10n.t('undefined') },
  },
  'timers/promises.setImmediate': {
    page: `${api}timers.html#timerspromisessetimmediatevalue-options`,
    await: promised(
      'timer',
      'turn',
      () => l10n.t('the check phase of the event loop'),
      (call) => call.argument(0) ?? l10n.t('undefined'),
      {
        ...inCheckPhase,
        raises: [aborted(1)],
      },
    ),
  },
  'timers/promises.scheduler.yield': {
    page: `${api}timers.html#timerspromisesscheduleryield`,
    await: promised(
      'timer',
      'turn',
      () => l10n.t('the check phase of the event loop'),
      () => l10n.t('undefined'),
      { ...inCheckPhase, raises: [] },
    ),
  },
  'timers/promises.setInterval': {
    page: `${api}timers.html#timerspromisessetintervaldelay-value-options`,
    next: promised(
      'timer',
      'timer',
      (call) => l10n.t('the next tick of {0}', milliseconds(call, 0)),
      (call) => call.argument(1) ?? l10n.t('undefined'),
      {
        detail: timeDetail(0),
        raises: [aborted(2)],
        notes: [
          () => l10n.t('Ticks that fall due while the body runs are kept and come without a wait.'),
        ],
      },
    ),
  },
  'promisify(setTimeout)': {
    page: `${api}timers.html#settimeoutcallback-delay-args`,
    await: sleep,
  },
  'promisify(setImmediate)': {
    page: `${api}timers.html#setimmediatecallback-args`,
    await: promised(
      'timer',
      'turn',
      () => l10n.t('the check phase of the event loop'),
      (call) => call.argument(0) ?? l10n.t('undefined'),
      { ...inCheckPhase, raises: [aborted(1)] },
    ),
  },
};
