import * as l10n from '@vscode/l10n';
import type { CallWords, Entry, Raise, KnownWait } from '../../schema';
import { taskPage } from './pages';
import { seconds } from './time';

/** Facts from CPython's Lib/asyncio/tasks.py. */

const keepsExceptions = (call: CallWords) =>
  (call.argument(null, 'return_exceptions') ?? '').includes('True');

/** What an awaitable that is waited for raises, which is raised by the wait. */
const theirs: Raise = {
  error: null,
  when: (call) => l10n.t('Whatever {0} raises comes out here unchanged.', call.together),
};

const isShielded = (call: CallWords) => /^(?:asyncio\.)?shield\(/.test(call.argument(0) ?? '');

const timedOut: Raise['when'] = (call) => {
  const limit = seconds(call, 1, 'timeout');
  if (limit === null) return null;
  return isShielded(call)
    ? l10n.t('If {0} pass first; what is shielded runs on.', limit)
    : l10n.t('If {0} pass first; what it awaits has been cancelled and has ended by then.', limit);
};

const lastEnds = () =>
  l10n.t('The last of them to end completes the future, and the task goes in the ready queue.');

const lastEndsOrFirstRaises = () =>
  l10n.t(
    'The last to end, or the first to raise, completes the future, and the task goes in the ready queue.',
  );

const gather: KnownWait = {
  waitsFor: 'tasks',
  mechanism: 'task',
  thing: (call) => (call.count === 1 ? call.together : l10n.t('{0} together', call.together)),
  detail: (call) => call.together,
  suspends: (call) => {
    if (call.count === 0) return 'never';
    return call.count !== null && call.areCoroutines ? 'always' : 'maybe';
  },
  because: (call) => {
    if (call.count === 0) return l10n.t('With nothing to gather it does not suspend.');
    if (call.areCoroutines)
      return call.count === null
        ? l10n.t('With nothing to gather it does not suspend.')
        : l10n.t('No task runs before the loop’s next turn.');
    return call.count === null
      ? l10n.t(
          'With nothing to gather, or only what is done already (since Python 3.12), it does not suspend.',
        )
      : l10n.t('If all of them are done already, it does not suspend (since Python 3.12).');
  },
  registers: () =>
    l10n.t(
      'gather makes a task of each, all in the ready queue at once, and one future for the results.',
    ),
  watches: () =>
    l10n.t(
      'The loop runs each up to its own await, and then watches for all that they wait for at once.',
    ),
  wokenBy: (call) => (keepsExceptions(call) ? lastEnds() : lastEndsOrFirstRaises()),
  value: () => l10n.t('the list of their results'),
  raises: [
    {
      error: null,
      when: (call) =>
        keepsExceptions(call)
          ? null
          : l10n.t(
              'The first exception comes out at once; the others run on, and what they raise is dropped.',
            ),
    },
  ],
  cancelled: () =>
    l10n.t('If the task is cancelled while it waits: that cancels all that are not done.'),
  mistakes: [
    (call) =>
      keepsExceptions(call)
        ? l10n.t('An exception is a result like any other here: look at each before it is used.')
        : l10n.t(
            'After a failure nobody waits for the others any more: a TaskGroup would cancel them.',
          ),
  ],
};

/** Which of several tasks `wait` comes back for. */
function returnWhen(call: CallWords): 'first' | 'exception' | 'all' {
  const text = call.argument(null, 'return_when') ?? '';
  return text.includes('FIRST_COMPLETED')
    ? 'first'
    : text.includes('FIRST_EXCEPTION')
      ? 'exception'
      : 'all';
}

function waitThing(call: CallWords): string {
  const limit = seconds(call, null, 'timeout');
  const first = returnWhen(call) === 'first';
  if (limit === null) {
    return first
      ? l10n.t('the first of {0} to be done', call.together)
      : l10n.t('{0} to be done', call.together);
  }
  return first
    ? l10n.t('the first of {0}, at most {1}', call.together, limit)
    : l10n.t('{0}, at most {1}', call.together, limit);
}

function waitEnds(call: CallWords): string {
  switch (returnWhen(call)) {
    case 'first':
      return l10n.t(
        'The first of them to end completes the future, and the task goes in the ready queue.',
      );
    case 'exception':
      return lastEndsOrFirstRaises();
    case 'all':
      return lastEnds();
  }
}

const wait: KnownWait = {
  waitsFor: 'tasks',
  mechanism: 'task',
  thing: waitThing,
  detail: (call) => call.together,
  suspends: 'always',
  because: () => l10n.t('wait hears of finished tasks on the loop’s next turn.'),
  registers: (call) => {
    const limit = seconds(call, null, 'timeout');
    return limit === null
      ? l10n.t('wait adds a callback to {0}, and makes a future for itself.', call.together)
      : l10n.t(
          'wait adds a callback to {0}, and makes a future for itself, with a timer of {1}.',
          call.together,
          limit,
        );
  },
  watches: () =>
    l10n.t('The loop goes on running the tasks, and watches for what each of them waits for.'),
  wokenBy: (call) => {
    const limit = seconds(call, null, 'timeout');
    return limit === null
      ? waitEnds(call)
      : l10n.t(
          '{0} If the timer of {1} falls due first, that completes it.',
          waitEnds(call),
          limit,
        );
  },
  value: () => l10n.t('the pair (done, pending)'),
  gives: ['list of asyncio.Task', 'list of asyncio.Task'],
  raises: [
    { error: 'ValueError', when: () => l10n.t('If it is given nothing to wait for.') },
    {
      error: 'TypeError',
      when: () => l10n.t('Since Python 3.11, if it is given coroutines: make tasks of them first.'),
    },
  ],
  cancelled: () =>
    l10n.t('If the task is cancelled while it waits: those that it waits for run on.'),
  mistakes: [
    () =>
      l10n.t(
        'It raises neither their errors nor TimeoutError: ask the done for results, cancel the pending.',
      ),
  ],
};

const waitFor: KnownWait = {
  waitsFor: 'task',
  mechanism: 'task',
  thing: (call) => {
    const limit = seconds(call, 1, 'timeout');
    return limit === null ? call.awaited : l10n.t('{0}, at most {1}', call.awaited, limit);
  },
  suspends: 'maybe',
  because: () => l10n.t('It suspends only if what it awaits does (before Python 3.12, always).'),
  registers: (call) => {
    const limit = seconds(call, 1, 'timeout');
    return limit === null
      ? l10n.t('wait_for without a timeout awaits {0} and no more.', call.together)
      : l10n.t('wait_for schedules a timer of {1} beside {0}.', call.together, limit);
  },
  watches: (call) =>
    seconds(call, 1, 'timeout') === null
      ? l10n.t('The loop watches for what {0} waits for.', call.together)
      : l10n.t(
          'The loop watches for what {0} waits for, and watches the clock for the timeout.',
          call.together,
        ),
  wokenBy: (call) =>
    seconds(call, 1, 'timeout') === null
      ? l10n.t('What {0} waits for wakes it.', call.together)
      : l10n.t(
          'Whichever comes first wakes it: the result, or the timer, which cancels what is awaited.',
        ),
  value: () => l10n.t('the result'),
  raises: [{ error: 'TimeoutError', when: timedOut }, theirs],
  cancelled: () =>
    l10n.t('If the task is cancelled while it waits: that cancels what it awaits, too.'),
  mistakes: [
    (call) =>
      seconds(call, 1, 'timeout') === null
        ? null
        : l10n.t(
            'Before Python 3.11 it raises asyncio.TimeoutError: except TimeoutError misses it.',
          ),
  ],
};

const shield: KnownWait = {
  waitsFor: 'task',
  mechanism: 'task',
  thing: (call) => l10n.t('{0}, shielded from cancellation', call.together),
  suspends: 'maybe',
  because: () => l10n.t('If what is shielded is a task that is done already, it does not suspend.'),
  registers: (call) =>
    l10n.t(
      'shield makes a task of {0}, if it is none, and an outer future that follows it.',
      call.together,
    ),
  watches: (call) =>
    l10n.t('The loop goes on running {0}, and watches for whatever that waits for.', call.together),
  wokenBy: (call) =>
    l10n.t(
      'When {0} is done, the outer future is completed and the task goes in the ready queue.',
      call.together,
    ),
  value: () => l10n.t('the result'),
  raises: [theirs],
  cancelled: () =>
    l10n.t('If the task is cancelled while it waits; what is shielded runs on all the same.'),
  mistakes: [
    () =>
      l10n.t(
        'Keep a reference to the shielded task: the loop’s own is weak, so it may be lost unfinished.',
      ),
  ],
};

const asCompleted: KnownWait = {
  waitsFor: 'tasks',
  mechanism: 'task',
  thing: (call) => l10n.t('the next of {0} to be done', call.together),
  detail: (call) => call.together,
  suspends: 'maybe',
  because: () => l10n.t('If another of them is done already, the step does not suspend.'),
  registers: (call) =>
    l10n.t('as_completed has {0} run together, and queues each as it ends.', call.together),
  wokenBy: () =>
    l10n.t(
      'The next of them to end puts itself in the queue, and the waiting task in the ready queue.',
    ),
  value: () => l10n.t('the next finished task'),
  raises: [
    {
      error: 'TimeoutError',
      when: (call) => {
        const limit = seconds(call, null, 'timeout');
        return limit === null
          ? null
          : l10n.t('If {0} pass before all of them are done; those left run on.', limit);
      },
    },
  ],
  cancelled: () =>
    l10n.t('If the task is cancelled while it waits: those that it waits for run on.'),
  mistakes: [
    () => l10n.t('They come in the order in which they end, not in which they are given.'),
  ],
};

/** Functions that wait for awaitables which they are given. */
export const togetherEntries: Readonly<Record<string, Entry>> = {
  'asyncio.gather': {
    page: taskPage('gather'),
    awaitables: 'arguments',
    begins: true,
    passes: 'results',
    await: gather,
  },
  'asyncio.wait': { page: taskPage('wait'), awaitables: 'elements', await: wait },
  'asyncio.wait_for': {
    page: taskPage('wait_for'),
    awaitables: 'first',
    passes: 'result',
    await: waitFor,
  },
  'asyncio.shield': {
    page: taskPage('shield'),
    awaitables: 'first',
    begins: true,
    makesTask: true,
    passes: 'result',
    await: shield,
  },
  'asyncio.as_completed': {
    page: taskPage('as_completed'),
    awaitables: 'elements',
    next: asCompleted,
    item: {
      ...asCompleted,
      value: () => l10n.t('its result'),
      raises: [
        ...asCompleted.raises,
        {
          error: null,
          when: () =>
            l10n.t('Whatever the one that ends next raises comes out here; the others run on.'),
        },
      ],
    },
  },
};
