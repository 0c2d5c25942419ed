import * as l10n from '@vscode/l10n';
import { duration } from '../words';
import type { CallWords, Entry, Library, Text, Wait } from './schema';

const docs = 'https://docs.python.org/3/library/';
const tasks = (name: string) => `${docs}asyncio-task.html#asyncio.${name}`;
const sync = (name: string) => `${docs}asyncio-sync.html#asyncio.${name}`;
const queue = (name: string) => `${docs}asyncio-queue.html#asyncio.${name}`;
const stream = (name: string) => `${docs}asyncio-stream.html#asyncio.${name}`;
const process = (name: string) => `${docs}asyncio-subprocess.html#asyncio.${name}`;
const loop = (name: string) => `${docs}asyncio-eventloop.html#asyncio.${name}`;

/** A number of seconds as an argument: `a 2 s timer`, `a timer of delay seconds`. */
function timer(call: CallWords, position: number, keyword: string): string {
  const seconds = call.number(position, keyword);
  if (seconds !== null) return l10n.t('a {0} timer', duration(seconds * 1000));
  return l10n.t('a timer of {0} seconds', call.argument(position, keyword) ?? '?');
}

const noRaise: Text = () =>
  l10n.t('Cancelling the task raises CancelledError exactly here and cancels the timer.');
const cancelledHere: Text = () => l10n.t('Cancelling the task raises CancelledError exactly here.');

/** The two ends of what `async with` does to a lock-like object. */
function acquire(
  thing: Text,
  detail: Text,
  page: string,
  because: Text,
  wokenBy: Text,
): Pick<Entry, 'enter' | 'exit' | 'page'> {
  return {
    page,
    enter: {
      waitsFor: 'lock',
      mechanism: 'signal',
      thing,
      detail,
      suspends: 'maybe',
      because,
      wokenBy,
      value: () => l10n.t('None'),
      notes: [cancelledHere],
    },
    exit: {
      waitsFor: 'nothing',
      mechanism: 'none',
      thing,
      suspends: 'never',
      because: (call) =>
        l10n.t('Leaving the block releases {0}, which does not suspend.', call.receiver),
    },
  };
}

const lockBecause: Text = (call) =>
  l10n.t('If {0} is free and nobody waits for it, it is taken without suspending.', call.receiver);
const lockWoken: Text = (call) =>
  l10n.t(
    'Whoever holds {0} releases it; the first waiter’s future is completed and its task goes in the ready queue.',
    call.receiver,
  );
const lockThing: Text = (call) => l10n.t('lock {0} to be free', call.receiver);
const lockDetail: Text = (call) => l10n.t('lock {0}', call.receiver);
const semaphoreThing: Text = (call) => l10n.t('a free place in semaphore {0}', call.receiver);
const semaphoreDetail: Text = (call) => l10n.t('semaphore {0}', call.receiver);
const semaphoreBecause: Text = (call) =>
  l10n.t(
    'If the counter of {0} is above zero, a place is taken without suspending.',
    call.receiver,
  );
const semaphoreWoken: Text = (call) =>
  l10n.t(
    'A release of {0} hands its place to the first waiter, whose task goes in the ready queue.',
    call.receiver,
  );

function acquireCall(entry: Pick<Entry, 'enter'>, page: string): Entry {
  return {
    page,
    ...(entry.enter && { await: { ...entry.enter, value: () => l10n.t('True'), gives: 'bool' } }),
  };
}

const lock = acquire(lockThing, lockDetail, sync('Lock'), lockBecause, lockWoken);
const semaphore = acquire(
  semaphoreThing,
  semaphoreDetail,
  sync('Semaphore'),
  semaphoreBecause,
  semaphoreWoken,
);

/** A read from a stream: it goes on at once when the buffer has enough. */
function read(
  name: string,
  thing: Text,
  because: Text,
  value: Text,
  notes: readonly Text[] = [],
): Entry {
  return {
    page: stream(`StreamReader.${name}`),
    await: {
      waitsFor: 'network',
      mechanism: 'socket',
      thing,
      suspends: 'maybe',
      because,
      value,
      gives: 'bytes',
      notes,
    },
  };
}

const bufferHasIt: Text = () =>
  l10n.t('If the stream’s buffer has enough already, it is handed out without suspending.');

const taskWait: Wait = {
  waitsFor: 'task',
  mechanism: 'task',
  thing: (call) => l10n.t('task {0}', call.receiver),
  detail: (call) => call.receiver,
  suspends: 'maybe',
  because: () =>
    l10n.t('If the task is done already, its result is there and await does not suspend.'),
  value: () => l10n.t('the task’s result'),
  notes: [
    () =>
      l10n.t(
        'If the task raised, the exception is raised again here; if it was cancelled, CancelledError is.',
      ),
    () =>
      l10n.t(
        'Cancelling the waiting task cancels the awaited one too; asyncio.shield prevents that.',
      ),
  ],
};

const futureWait: Wait = {
  waitsFor: 'promise',
  mechanism: 'signal',
  thing: (call) => l10n.t('future {0} to be completed', call.receiver),
  detail: (call) => l10n.t('future {0}', call.receiver),
  suspends: 'maybe',
  because: () =>
    l10n.t('If the future is done already, await returns its result without suspending.'),
  registers: (call) => l10n.t('await asks future {0} to call back when it is done.', call.receiver),
  value: () => l10n.t('the future’s result'),
  notes: [
    () =>
      l10n.t(
        'set_exception() on the future raises that exception here; cancel() raises CancelledError.',
      ),
  ],
};

/** A wait for several awaitables that asyncio runs together. */
const gathered: Wait = {
  waitsFor: 'tasks',
  mechanism: 'task',
  thing: (call) => l10n.t('{0} together', call.together),
  detail: (call) => call.together,
  suspends: 'always',
  because: () =>
    l10n.t(
      'The coroutines become tasks, which start on the loop’s next turn at the earliest, so it suspends.',
    ),
  registers: (call) =>
    l10n.t(
      'gather wraps {0} in tasks, which go in the ready queue together, and makes one future for all their results.',
      call.together,
    ),
  watches: () =>
    l10n.t(
      'The loop runs the tasks one after another up to their own awaits, then watches for what all of them wait for at once.',
    ),
  value: () => l10n.t('the list of their results, in the order given'),
  notes: [
    () =>
      l10n.t(
        'The first exception is raised here at once, and the others run on; with return_exceptions=True exceptions are results.',
      ),
    () => l10n.t('Cancelling the waiting task cancels all that are not done.'),
  ],
};

const entries: Readonly<Record<string, Entry>> = {
  'asyncio.sleep': {
    page: tasks('sleep'),
    await: {
      waitsFor: 'timer',
      mechanism: 'timer',
      thing: (call) =>
        isZero(call) ? l10n.t('one turn of the event loop') : timer(call, 0, 'delay'),
      detail: (call) => {
        const seconds = call.number(0, 'delay');
        if (seconds === null) return l10n.t('{0} seconds', call.argument(0, 'delay') ?? '?');
        return seconds <= 0 ? l10n.t('one turn of the event loop') : duration(seconds * 1000);
      },
      lens: (call) =>
        isZero(call)
          ? l10n.t('lets the event loop run one turn')
          : l10n.t('waits for {0}', timer(call, 0, 'delay')),
      suspends: 'always',
      because: (call) =>
        isZero(call)
          ? l10n.t('sleep(0) gives up control for exactly one turn of the event loop.')
          : l10n.t(
              'Even the shortest sleep gives up control for at least one turn of the event loop.',
            ),
      registers: (call) =>
        isZero(call)
          ? l10n.t('sleep(0) makes no timer and no future: it is a bare yield to the event loop.')
          : l10n.t(
              'asyncio.sleep makes a future and has the event loop schedule {0} to complete it.',
              timer(call, 0, 'delay'),
            ),
      value: (call) => call.argument(1, 'result') ?? l10n.t('None'),
      gives: 'None',
      notes: [noRaise],
    },
  },
  'asyncio.gather': {
    page: tasks('gather'),
    awaitables: 'arguments',
    passes: 'results',
    await: gathered,
  },
};

function isZero(call: CallWords): boolean {
  const seconds = call.number(0, 'delay');
  return seconds !== null && seconds <= 0;
}

export const asyncio: Library = {
  title: 'asyncio',
  entries,
  classes: [],
};
