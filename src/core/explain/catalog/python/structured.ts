import * as l10n from '@vscode/l10n';
import { duration, secondsOf } from '../../words';
import type { CallWords, Own, Raise, Text, KnownWait } from '../schema';
import { immediate, none, threaded } from '../waits';

/**
 * What AnyIO and Trio have in common. Each of their awaits is a checkpoint: it gives the loop at
 * least one turn, and cancellation is delivered there, even if there is nothing to wait for.
 */

export const checkpoint: Text = () =>
  l10n.t('It is a checkpoint: even with nothing to wait for, it gives the loop one turn.');

export const cancellation: Text = () =>
  l10n.t(
    'If a cancel scope around it is cancelled, or its deadline passes, even where it need not wait.',
  );

/** A wait that other code of the program ends. */
export function signalled(
  waitsFor: KnownWait['waitsFor'],
  thing: Text,
  value: Text,
  wokenBy: Text,
  more: Own,
): KnownWait {
  return {
    waitsFor,
    mechanism: 'signal',
    thing,
    suspends: 'always',
    because: checkpoint,
    registers: (call) =>
      l10n.t('If it must wait for {0}, the task queues there as a waiter.', thing(call)),
    wokenBy,
    value,
    cancelled: cancellation,
    ...more,
  };
}

/** `sleep(0)` waits for no time, but gives the loop its turn. */
function isTurn(call: CallWords): boolean {
  return (call.number(0, 'seconds') ?? call.number(null, 'delay') ?? 1) <= 0;
}

/** `seconds` is Trio's name of the argument, `delay` AnyIO's. */
function seconds(call: CallWords): string {
  const value = call.number(0, 'seconds') ?? call.number(null, 'delay');
  return value === null
    ? secondsOf(call.argument(0, 'seconds') ?? call.argument(null, 'delay') ?? '?')
    : duration(value * 1000);
}

export const sleep: KnownWait = {
  waitsFor: 'timer',
  mechanism: 'timer',
  thing: (call) =>
    isTurn(call) ? l10n.t('one turn of the loop') : l10n.t('a timer of {0}', seconds(call)),
  detail: (call) => (isTurn(call) ? l10n.t('one turn of the loop') : seconds(call)),
  isTurn,
  suspends: 'always',
  because: checkpoint,
  registers: (call) =>
    isTurn(call)
      ? l10n.t('No deadline is set: the task is ready again at once, behind all others.')
      : l10n.t('The task is parked with a deadline in {0}.', seconds(call)),
  wokenBy: (call) =>
    isTurn(call)
      ? l10n.t('The loop runs the task again on its next turn.')
      : l10n.t('When the deadline passes, the loop makes the task ready again.'),
  value: none,
  raises: [],
  cancelled: cancellation,
};

export const sleepUntil: KnownWait = {
  ...sleep,
  thing: (call) => l10n.t('the clock to reach {0}', call.argument(0, 'deadline') ?? '?'),
  detail: (call) => l10n.t('until {0}', call.argument(0, 'deadline') ?? '?'),
  registers: (call) =>
    l10n.t('The task is parked until the clock says {0}.', call.argument(0, 'deadline') ?? '?'),
  wokenBy: () => l10n.t('When the deadline passes, the loop makes the task ready again.'),
};

export const sleepForever: KnownWait = {
  ...sleep,
  waitsFor: 'event',
  mechanism: 'signal',
  thing: () => l10n.t('cancellation, for ever'),
  detail: () => l10n.t('until it is cancelled'),
  registers: () => l10n.t('The task is parked without a deadline.'),
  watches: () => l10n.t('The loop watches nothing for it and runs the other tasks.'),
  wokenBy: () => l10n.t('Only cancellation ends it, with an exception here.'),
  isEndless: true,
};

export const turn: KnownWait = {
  waitsFor: 'nothing',
  mechanism: 'turn',
  thing: () => l10n.t('one turn of the loop'),
  lens: () => l10n.t('lets the loop run one turn'),
  suspends: 'always',
  because: checkpoint,
  value: none,
  raises: [],
  cancelled: cancellation,
};

const cancelledInThread: Text = () =>
  l10n.t(
    'If a cancel scope around it is cancelled: only once the function is done, unless abandon_on_cancel (once cancellable) is set.',
  );

/** Work on a file, which a thread does. */
export function inFileThread(thing: Text, value: Text, more: Partial<KnownWait> = {}): KnownWait {
  return threaded('file', thing, value, {
    raises: [
      {
        error: 'OSError',
        when: () => l10n.t('If the operating system reports an error: FileNotFoundError for one.'),
      },
    ],
    cancelled: () =>
      l10n.t('If a cancel scope around it is cancelled: only once the thread is done.'),
    ...more,
  });
}

/** A function that a worker thread runs. */
export const inThread: KnownWait = threaded(
  'thread',
  (call) => l10n.t('{0} in a thread', call.argument(0) ?? '?'),
  () => l10n.t('what the function returns'),
  {
    registers: (call) =>
      l10n.t(
        'It takes one of the limiter’s places (40, unless set) and hands {0} to an idle worker thread, or a new one.',
        call.argument(0) ?? '?',
      ),
    raises: [
      {
        error: null,
        when: () => l10n.t('Whatever the function raises in its thread comes out here.'),
      },
    ],
    cancelled: cancelledInThread,
  },
);

export const entersGroup: KnownWait = immediate(
  () => l10n.t('Opening it does not suspend; its end does.'),
  { value: () => l10n.t('the object itself'), gives: 'self' },
);

export const released: KnownWait = immediate((call) =>
  l10n.t('Leaving the block releases {0}, which does not suspend.', call.receiver),
);

/** The end of a task group's or nursery's block. */
export function children(more: Partial<KnownWait>): KnownWait {
  return {
    waitsFor: 'tasks',
    mechanism: 'task',
    thing: (call) => l10n.t('all tasks of {0} to end', call.receiver),
    lens: (call) => l10n.t('at the end: waits for all tasks of {0}', call.receiver),
    suspends: 'always',
    because: checkpoint,
    registers: (call) =>
      l10n.t(
        'The block may start tasks in {0}; at its end the task waits until the last of them is done.',
        call.receiver,
      ),
    watches: () => l10n.t('The loop goes on running the tasks of the group, and all others.'),
    wokenBy: () =>
      l10n.t('When the last task of the group ends, the task that opened the block is woken.'),
    summary: (call) =>
      l10n.t(
        'Runs the block, and at its end waits until every task in {0} is done.',
        call.receiver,
      ),
    value: none,
    raises: [
      {
        error: 'ExceptionGroup',
        when: (call) =>
          l10n.t(
            'If a task of {0} or the block fails: the others are cancelled, and the failures come out together.',
            call.receiver,
          ),
      },
    ],
    cancelled: cancellation,
    ...more,
  };
}

export const started: KnownWait = signalled(
  'task',
  (call) => l10n.t('{0} to report that it has started', call.argument(0) ?? '?'),
  () => l10n.t('what the task gave to task_status.started()'),
  () => l10n.t('The new task calls task_status.started(), and the starter is woken.'),
  {
    suspends: 'always',
    raises: [
      {
        error: 'RuntimeError',
        when: () => l10n.t('If the task ends before it calls started().'),
      },
    ],
  },
);

const lockOf: Text = (call) => l10n.t('lock {0}', call.receiver);

/** A task that holds it waits for itself. */
const heldAlready: Raise = {
  error: 'RuntimeError',
  when: (call) => l10n.t('If the task holds {0} already.', call.receiver),
};

export const lock: KnownWait = signalled(
  'lock',
  lockOf,
  none,
  (call) => l10n.t('Whoever holds {0} releases it, and the first waiter gets it.', call.receiver),
  { raises: [heldAlready] },
);

export const place: KnownWait = signalled(
  'lock',
  (call) => l10n.t('a free place in {0}', call.receiver),
  none,
  (call) => l10n.t('A release of {0} wakes the first waiter.', call.receiver),
  { raises: [] },
);

/** Places of a limiter belong to the task that took them; those of a semaphore to nobody. */
export const limited: KnownWait = { ...place, raises: [heldAlready] };

export const event: KnownWait = signalled(
  'event',
  (call) => l10n.t('event {0} to be set', call.receiver),
  none,
  (call) => l10n.t('Other code calls {0}.set(), which wakes every waiter.', call.receiver),
  { raises: [] },
);

export const condition: KnownWait = signalled(
  'event',
  (call) => l10n.t('a notify on condition {0}', call.receiver),
  none,
  (call) =>
    l10n.t(
      'Other code calls {0}.notify() or notify_all(); the task then takes the lock again before it goes on.',
      call.receiver,
    ),
  {
    because: () => l10n.t('It releases the lock and needs a notify that comes later.'),
    raises: [{ error: 'RuntimeError', when: () => l10n.t('If the task does not hold the lock.') }],
  },
);

/** The other ends of a channel: their exceptions have other names in each library. */
export const received = (raises: readonly Raise[]): KnownWait =>
  signalled(
    'queue',
    (call) => l10n.t('the next item of {0}', call.receiver),
    () => l10n.t('the item'),
    (call) =>
      l10n.t('A send to the other end of {0} hands the item to the first waiter.', call.receiver),
    { gives: 'unknown', raises },
  );

export const sent = (raises: readonly Raise[]): KnownWait =>
  signalled(
    'queue',
    (call) => l10n.t('room in the channel of {0}', call.receiver),
    none,
    () => l10n.t('A receiver takes an item, which makes room for the first waiter’s.'),
    {
      raises,
      mistakes: [
        () => l10n.t('Without a buffer (size 0) each send waits until a receiver takes the item.'),
      ],
    },
  );

/** What becomes of an end of a stream or channel, as both libraries call it. */
export const resourceErrors = (library: 'anyio' | 'trio') =>
  ({
    closedHere: {
      error: `${library}.ClosedResourceError`,
      when: (call) => l10n.t('If {0} is closed in this program.', call.receiver),
    },
    noReceiver: {
      error: `${library}.BrokenResourceError`,
      when: () => l10n.t('If all its receivers are closed: nobody would take the item.'),
    },
    broken: {
      error: `${library}.BrokenResourceError`,
      when: () => l10n.t('If the connection breaks.'),
    },
    busy: {
      error: `${library}.BusyResourceError`,
      when: () => l10n.t('If another task waits for the same stream already.'),
    },
    noSender: {
      error: library === 'trio' ? 'trio.EndOfChannel' : 'anyio.EndOfStream',
      when: () => l10n.t('If all its senders are closed and nothing is left.'),
    },
  }) satisfies Readonly<Record<string, Raise>>;

/** A server: nobody but the task that serves could get the exception of a handler. */
export const serving: Pick<
  KnownWait,
  'isEndless' | 'raises' | 'mistakes' | 'registers' | 'wokenBy'
> = {
  isEndless: true,
  registers: () =>
    l10n.t('It accepts connections one after the other, and starts a task for each.'),
  wokenBy: () => l10n.t('Each new connection wakes it for a moment; only cancellation ends it.'),
  raises: [
    { error: 'OSError', when: () => l10n.t('If it cannot listen: the address may be in use.') },
    { error: 'ExceptionGroup', when: () => l10n.t('If a handler raises an exception.') },
  ],
  mistakes: [
    () =>
      l10n.t(
        'An exception in one handler ends the server and all its connections: catch it there.',
      ),
  ],
};
