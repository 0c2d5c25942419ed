import * as l10n from '@vscode/l10n';
import { duration, saysSeconds, secondsOf } from '../../../words';
import type { CallWords, Entry, KnownWait } from '../../schema';
import { taskPage } from './pages';

/** Facts from CPython's Lib/asyncio/tasks.py and timeouts.py. */

/** A length of time given in seconds: `2 s`, or `delay seconds` where only the program knows it. */
export function seconds(call: CallWords, position: number | null, keyword: string): string | null {
  const value = call.number(position, keyword);
  if (value !== null) return duration(value * 1000);
  const text = call.argument(position, keyword);
  return text === null || text === 'None' ? null : secondsOf(text);
}

function timer(call: CallWords): string {
  const value = call.number(0, 'delay');
  if (value !== null) return l10n.t('a {0} timer', duration(value * 1000));
  const text = call.argument(0, 'delay') ?? '?';
  return saysSeconds(text)
    ? l10n.t('a timer set by {0}', text)
    : l10n.t('a timer of {0} seconds', text);
}

const isYield = (call: CallWords) => (call.number(0, 'delay') ?? 1) <= 0;

const sleep: KnownWait = {
  waitsFor: 'timer',
  mechanism: 'timer',
  thing: (call) => (isYield(call) ? l10n.t('one turn of the event loop') : timer(call)),
  detail: (call) =>
    isYield(call) ? l10n.t('one turn of the event loop') : (seconds(call, 0, 'delay') ?? '?'),
  lens: (call) =>
    isYield(call)
      ? l10n.t('lets the event loop run one turn')
      : l10n.t('waits for {0}', timer(call)),
  isTurn: isYield,
  suspends: 'always',
  because: (call) =>
    isYield(call)
      ? l10n.t('sleep(0) gives up control for exactly one turn of the event loop.')
      : l10n.t('Even the shortest sleep takes a turn of the event loop.'),
  registers: (call) =>
    isYield(call)
      ? l10n.t('sleep(0) makes no timer and no future: it is a bare yield to the event loop.')
      : l10n.t('asyncio.sleep makes a future and schedules {0} to complete it.', timer(call)),
  watches: (call) =>
    isYield(call)
      ? l10n.t(
          'The loop watches for nothing: the task goes straight to the end of the ready queue.',
        )
      : l10n.t(
          'The loop watches the clock: with nothing else to do, it sleeps until the next timer falls due.',
        ),
  wokenBy: (call) =>
    isYield(call)
      ? l10n.t('The loop runs the task again once all that was ready before it has had its turn.')
      : l10n.t(
          'When the timer falls due, the future is completed and the task goes in the ready queue.',
        ),
  value: (call) => call.argument(1, 'result') ?? l10n.t('None'),
  raises: [],
  cancelled: (call) =>
    isYield(call)
      ? l10n.t('If the task is cancelled before its next turn.')
      : l10n.t('If the task is cancelled while it waits; the timer is cancelled too.'),
  mistakes: [
    (call) =>
      isYield(call)
        ? l10n.t('A loop around sleep(0) never lets the loop rest: it keeps the processor busy.')
        : l10n.t(
            'time.sleep() in its place, or long work without an await, would stop every task.',
          ),
  ],
};

/** A time of the loop's clock, as a sentence names it. */
function timeOf(text: string | null): string | null {
  return text === null || text === 'None' ? null : l10n.t('the loop’s time {0}', text);
}

/** Whether an expression is surely a time that has passed: `loop.time() - 1`. */
function isBeforeNow(text: string): boolean {
  return /\btime\(\) - [\d.]+$/.test(text);
}

/**
 * `timeout()` waits for nothing itself: it cancels the block from outside. `isTime` for `timeout_at()`, which is given a time of
 * the loop's clock, not a length.
 */
export function timeoutEnd(leaving: boolean, isTime = false): KnownWait {
  const limit = (call: CallWords) =>
    isTime ? timeOf(call.argument(0, 'when')) : seconds(call, 0, 'delay');
  // `Timeout.reschedule` of timeouts.py: a deadline that has passed is a callback of the loop's next turn.
  const isOver = (call: CallWords) =>
    isTime
      ? isBeforeNow(call.argument(0, 'when') ?? '')
      : (call.number(0, 'delay') ?? Infinity) <= 0;
  return {
    waitsFor: 'nothing',
    mechanism: 'none',
    thing: () => l10n.t('nothing'),
    lens: (call) =>
      limit(call) === null
        ? l10n.t('sets no deadline for the block; no wait of its own')
        : isOver(call)
          ? l10n.t('cancels the block at its first wait; no wait of its own')
          : l10n.t('limits the block to {0}; no wait of its own', limit(call) ?? ''),
    suspends: 'never',
    because: () =>
      leaving
        ? l10n.t('Leaving only cancels the timer.')
        : l10n.t('Entering and leaving do not suspend; only the awaits in the block do.'),
    registers: (call) =>
      limit(call) === null
        ? l10n.t('Without a deadline no timer is scheduled; reschedule() can set one later.')
        : isOver(call)
          ? l10n.t(
              'The deadline has passed: on its next turn the loop cancels this task, if the block still runs.',
            )
          : l10n.t(
              'Entering schedules a timer that will cancel this task if the block is still running.',
            ),
    watches: (call) =>
      limit(call) === null || isOver(call)
        ? l10n.t('The loop has nothing to watch for here.')
        : l10n.t('While the block runs, the loop watches the clock for the deadline.'),
    wokenBy: (call) =>
      isOver(call)
        ? l10n.t(
            'The loop cancels the task on its next turn: CancelledError is raised where the block waits.',
          )
        : l10n.t(
            'At the deadline the timer cancels the task: CancelledError is raised where the block waits.',
          ),
    value: () => l10n.t('the Timeout object'),
    gives: 'self',
    raises: [],
    ...(leaving && {
      raises: [
        {
          error: 'TimeoutError',
          when: (call) =>
            limit(call) === null
              ? l10n.t(
                  'If reschedule() has set a deadline, and it passes: the CancelledError becomes this at the end of the block.',
                )
              : isTime && !isOver(call)
                ? l10n.t(
                    'If the block is not done by {0}: the CancelledError becomes this at the end of the block.',
                    limit(call) ?? '',
                  )
                : l10n.t(
                    'If the block takes longer than {0}: the CancelledError becomes this at the end of the block.',
                    isOver(call)
                      ? l10n.t('the rest of this turn of the loop')
                      : (limit(call) ?? ''),
                  ),
        },
      ],
      mistakes: [
        () =>
          l10n.t(
            'Catch TimeoutError outside the async with: inside the block it is still a CancelledError.',
          ),
        () =>
          l10n.t('Code that computes without an await is not interrupted: only an await can be.'),
      ],
    }),
  };
}

/** Waits for time to pass, and limits on it. */
export const timeEntries: Readonly<Record<string, Entry>> = {
  'asyncio.sleep': { page: taskPage('sleep'), await: sleep },
  'asyncio.timeout': {
    page: taskPage('timeout'),
    enter: timeoutEnd(false),
    exit: timeoutEnd(true),
  },
  'asyncio.timeout_at': {
    page: taskPage('timeout_at'),
    enter: timeoutEnd(false, true),
    exit: timeoutEnd(true, true),
  },
  'asyncio.Timeout': {
    page: taskPage('Timeout'),
    enter: timeoutEnd(false, true),
    exit: timeoutEnd(true, true),
  },
};
