import * as l10n from '@vscode/l10n';
import type { CallWords, Entry, Raise, Text, KnownWait } from '../../schema';
import { isNameless } from './nameless';

/** Facts from CPython's Lib/asyncio/locks.py and queues.py. */

const syncPage = (name: string) =>
  `https://docs.python.org/3/library/asyncio-sync.html#asyncio.${name}`;
const queuePage = (name: string) =>
  `https://docs.python.org/3/library/asyncio-queue.html#asyncio.${name}`;

/** `_LoopBoundMixin._get_loop`, which whoever has to wait comes to. */
const otherLoop: Raise = {
  error: 'RuntimeError',
  when: () => l10n.t('If it must wait and belongs to another event loop (since Python 3.10).'),
};

const takeLock: KnownWait = {
  raises: [otherLoop],
  waitsFor: 'lock',
  mechanism: 'signal',
  thing: (call) => l10n.t('lock {0}', call.receiver),
  suspends: 'maybe',
  because: (call) =>
    l10n.t('If {0} is free and nobody is before it, it does not suspend.', call.receiver),
  wokenBy: (call) =>
    l10n.t(
      'A release of {0} completes the first waiter’s future; its task goes in the ready queue.',
      call.receiver,
    ),
  value: () => l10n.t('True'),
  mistakes: [
    () => l10n.t('The lock is not reentrant: a task that takes it a second time waits for ever.'),
  ],
};

const takePlace: KnownWait = {
  raises: [otherLoop],
  waitsFor: 'lock',
  mechanism: 'signal',
  thing: (call) => l10n.t('a free place in semaphore {0}', call.receiver),
  detail: (call) => l10n.t('semaphore {0}', call.receiver),
  suspends: 'maybe',
  because: (call) =>
    l10n.t('If semaphore {0} has a free place, it does not suspend.', call.receiver),
  wokenBy: (call) =>
    l10n.t(
      'A release of {0} completes the first waiter’s future; its task goes in the ready queue.',
      call.receiver,
    ),
  value: () => l10n.t('True'),
};

/** The mistake of those who call acquire() themselves. */
const releaseInFinally: Text = (call) =>
  l10n.t(
    'What is acquired must be released in a finally; async with {0} does both.',
    call.receiver,
  );

/** A lock-like object whose user must release it. */
function acquired(wait: KnownWait): KnownWait {
  return { ...wait, mistakes: [...(wait.mistakes ?? []), releaseInFinally] };
}

/** What leaving an `async with` on a lock-like object does. */
function release(because: Text): KnownWait {
  return {
    waitsFor: 'nothing',
    mechanism: 'none',
    thing: () => l10n.t('nothing'),
    suspends: 'never',
    because,
    raises: [],
  };
}

const releases = release((call) =>
  l10n.t('Leaving the block releases {0}, which does not suspend.', call.receiver),
);

/** `async with` hands over nothing on entering a lock. */
function entering(wait: KnownWait): KnownWait {
  return {
    ...wait,
    value: () => l10n.t('None'),
    registers: () =>
      l10n.t('Entering the block makes a future and queues it as a waiter, if it has to wait.'),
  };
}

const eventWait: KnownWait = {
  raises: [otherLoop],
  waitsFor: 'event',
  mechanism: 'signal',
  thing: (call) =>
    isNameless(call)
      ? l10n.t('an event that nobody can set')
      : l10n.t('event {0} to be set', call.receiver),
  detail: (call) =>
    isNameless(call) ? l10n.t('an event that nobody can set') : l10n.t('event {0}', call.receiver),
  suspends: (call) => (isNameless(call) ? 'always' : 'maybe'),
  because: (call) =>
    isNameless(call)
      ? l10n.t('Nobody else has the event, so it is never set.')
      : l10n.t('If event {0} is set already, it goes on without suspending.', call.receiver),
  wokenBy: (call) =>
    isNameless(call)
      ? l10n.t('Only a cancellation of the task ends this wait.')
      : l10n.t(
          'Other code calls {0}.set(): that completes all waiters’ futures, and their tasks become ready.',
          call.receiver,
        ),
  value: () => l10n.t('True'),
  mistakes: [
    (call) =>
      isNameless(call)
        ? null
        : l10n.t(
            'An event stays set: until clear() is called, every later wait() goes straight on.',
          ),
  ],
};

const conditionWait: KnownWait = {
  waitsFor: 'event',
  mechanism: 'signal',
  thing: (call) => l10n.t('a notify on condition {0}', call.receiver),
  detail: (call) => l10n.t('condition {0}', call.receiver),
  suspends: 'always',
  because: () =>
    l10n.t('wait always suspends: it releases the lock and needs a notify that comes later.'),
  registers: (call) =>
    l10n.t(
      '{0}.wait() releases the condition’s lock and queues a future as a waiter.',
      call.receiver,
    ),
  wokenBy: (call) =>
    l10n.t(
      'Other code calls {0}.notify() or notify_all(); the task takes the lock again before it goes on.',
      call.receiver,
    ),
  value: () => l10n.t('True'),
  raises: [{ error: 'RuntimeError', when: () => l10n.t('If the task does not hold the lock.') }],
  cancelled: () =>
    l10n.t('If the task is cancelled while it waits: it takes the lock again first.'),
  mistakes: [
    () =>
      l10n.t(
        'A notify promises nothing about the state: check it again in a loop, or use wait_for().',
      ),
  ],
};

const conditionWaitFor: KnownWait = {
  ...conditionWait,
  thing: (call) =>
    l10n.t('{1} on condition {0}', call.receiver, call.argument(0, 'predicate') ?? '?'),
  suspends: 'maybe',
  because: () => l10n.t('If the predicate is true already, it does not suspend.'),
  registers: (call) =>
    l10n.t(
      '{0}.wait_for() calls the predicate; while that is false, it frees the lock and queues a future.',
      call.receiver,
    ),
  wokenBy: (call) =>
    l10n.t(
      'Each notify on {0} wakes it, to take the lock and call the predicate again, until that is true.',
      call.receiver,
    ),
  value: () => l10n.t('the predicate’s result'),
  mistakes: [
    () => l10n.t('Who changes what the predicate reads must call notify(), holding the lock.'),
  ],
};

const barrierWait: KnownWait = {
  waitsFor: 'event',
  mechanism: 'signal',
  thing: (call) => l10n.t('all parties at barrier {0}', call.receiver),
  detail: (call) => l10n.t('barrier {0}', call.receiver),
  suspends: 'maybe',
  because: () => l10n.t('The last party to arrive opens the barrier and does not suspend.'),
  wokenBy: () =>
    l10n.t('The last party to arrive wakes all the others, and their tasks go in the ready queue.'),
  value: () => l10n.t('the place among the parties'),
  raises: [
    {
      error: 'asyncio.BrokenBarrierError',
      when: () =>
        l10n.t('If the barrier is reset or aborted while it waits, or is broken already.'),
    },
  ],
  cancelled: () =>
    l10n.t('If the task is cancelled while it waits; the barrier then waits for one party more.'),
};

const shutDown: Raise = {
  error: 'asyncio.QueueShutDown',
  when: (call) =>
    l10n.t('If {0} is shut down and has no item left for it (since Python 3.13).', call.receiver),
};

const queueGet: KnownWait = {
  waitsFor: 'queue',
  mechanism: 'signal',
  thing: (call) => l10n.t('the next item of queue {0}', call.receiver),
  detail: (call) => l10n.t('queue {0}', call.receiver),
  suspends: 'maybe',
  because: (call) =>
    l10n.t('If queue {0} has an item, get() hands it out without suspending.', call.receiver),
  registers: (call) =>
    l10n.t(
      'If the queue is empty, {0}.get() makes a future and lists it among the queue’s getters.',
      call.receiver,
    ),
  wokenBy: (call) =>
    l10n.t(
      'A put into {0} completes the first getter’s future, and its task goes in the ready queue.',
      call.receiver,
    ),
  value: () => l10n.t('the item'),
  gives: 'held',
  raises: [shutDown],
  mistakes: [
    () =>
      l10n.t(
        'When nobody puts any more, a consumer waits for ever: cancel it, or shut the queue down.',
      ),
  ],
};

/** Whether the queue was made without a limit, as far as the source tells. */
function isUnbounded(call: CallWords): boolean {
  const { maker } = call;
  if (!maker) return false;
  return maker.argument(0, 'maxsize') === null || (maker.number(0, 'maxsize') ?? 1) <= 0;
}

const queuePut: KnownWait = {
  waitsFor: 'queue',
  mechanism: 'signal',
  seldom: true,
  thing: (call) => l10n.t('room in queue {0}', call.receiver),
  lens: (call) =>
    isUnbounded(call)
      ? l10n.t('puts into queue {0}; no limit, so no wait', call.receiver)
      : l10n.t('waits for room in queue {0}', call.receiver),
  detail: (call) => l10n.t('queue {0}', call.receiver),
  suspends: (call) => (isUnbounded(call) ? 'never' : 'maybe'),
  because: (call) =>
    isUnbounded(call)
      ? l10n.t('Queue {0} is made without a maxsize, so put() never has to wait.', call.receiver)
      : call.maker
        ? l10n.t('If queue {0} is not full, put() does not suspend.', call.receiver)
        : l10n.t(
            'If queue {0} is not full, or has no maxsize, put() does not suspend.',
            call.receiver,
          ),
  registers: (call) =>
    isUnbounded(call)
      ? l10n.t(
          '{0}.put() appends the item at once and wakes a waiting getter, if there is one.',
          call.receiver,
        )
      : l10n.t(
          'If the queue is full, {0}.put() makes a future and lists it among the queue’s putters.',
          call.receiver,
        ),
  wokenBy: (call) =>
    isUnbounded(call)
      ? l10n.t('Nothing has to wake it: it never stops.')
      : l10n.t(
          'A get from {0} completes the first putter’s future, and its task goes in the ready queue.',
          call.receiver,
        ),
  value: () => l10n.t('None'),
  raises: [
    {
      error: 'asyncio.QueueShutDown',
      when: (call) => l10n.t('Since Python 3.13, if {0}.shutdown() is called.', call.receiver),
    },
  ],
  mistakes: [
    (call) =>
      isUnbounded(call)
        ? l10n.t(
            'A queue without a maxsize never slows its producers down: it can fill the memory.',
          )
        : null,
  ],
};

const queueJoin: KnownWait = {
  raises: [otherLoop],
  waitsFor: 'queue',
  mechanism: 'signal',
  thing: (call) => l10n.t('all items of queue {0} to be done', call.receiver),
  detail: (call) => l10n.t('queue {0}', call.receiver),
  suspends: 'maybe',
  because: (call) =>
    l10n.t('If every item of {0} is marked done already, it does not suspend.', call.receiver),
  registers: (call) =>
    l10n.t(
      'Unless the count of unfinished items is zero, {0}.join() waits for an event of the queue.',
      call.receiver,
    ),
  wokenBy: (call) =>
    l10n.t('The task_done() call for the last unfinished item of {0} wakes it.', call.receiver),
  value: () => l10n.t('None'),
  mistakes: [() => l10n.t('Each get() needs its task_done(), or join() waits for ever.')],
};

export const syncEntries: Readonly<Record<string, Entry>> = {
  'asyncio.Lock': { page: syncPage('Lock'), enter: entering(takeLock), exit: releases },
  'asyncio.Lock.acquire': { page: syncPage('Lock.acquire'), await: acquired(takeLock) },
  'asyncio.Semaphore': { page: syncPage('Semaphore'), enter: entering(takePlace), exit: releases },
  'asyncio.Semaphore.acquire': { page: syncPage('Semaphore.acquire'), await: acquired(takePlace) },
  'asyncio.Event.wait': { page: syncPage('Event.wait'), await: eventWait },
  'asyncio.Condition': { page: syncPage('Condition'), enter: entering(takeLock), exit: releases },
  'asyncio.Condition.acquire': { page: syncPage('Condition.acquire'), await: acquired(takeLock) },
  'asyncio.Condition.wait': { page: syncPage('Condition.wait'), await: conditionWait },
  'asyncio.Condition.wait_for': { page: syncPage('Condition.wait_for'), await: conditionWaitFor },
  'asyncio.Barrier': {
    page: syncPage('Barrier'),
    enter: barrierWait,
    exit: release(() => l10n.t('Leaving the block does nothing.')),
  },
  'asyncio.Barrier.wait': { page: syncPage('Barrier.wait'), await: barrierWait },
  'asyncio.Barrier.reset': {
    page: syncPage('Barrier.reset'),
    await: {
      ...release(() =>
        l10n.t('It wakes the waiting parties with BrokenBarrierError and does not wait for them.'),
      ),
      lens: (call) => l10n.t('resets barrier {0}, without a wait', call.receiver),
    },
  },
  'asyncio.Barrier.abort': {
    page: syncPage('Barrier.abort'),
    await: {
      ...release(() =>
        l10n.t('It breaks the barrier, wakes the waiting parties and does not wait for them.'),
      ),
      lens: (call) => l10n.t('breaks barrier {0}, without a wait', call.receiver),
    },
  },
  'asyncio.Queue.get': { page: queuePage('Queue.get'), await: queueGet },
  'asyncio.Queue.get_nowait': { page: queuePage('Queue.get_nowait'), returns: 'held' },
  'asyncio.Queue.put': { page: queuePage('Queue.put'), await: queuePut },
  'asyncio.Queue.join': { page: queuePage('Queue.join'), await: queueJoin },
};
