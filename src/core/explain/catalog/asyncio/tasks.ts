import * as l10n from '@vscode/l10n';
import { duration } from '../../words';
import type { CallWords, Entry, Text, Wait } from '../schema';

/** Facts from CPython's Lib/asyncio/tasks.py, taskgroups.py, timeouts.py and threads.py. */

const page = (name: string) =>
  `https://docs.python.org/3/library/asyncio-task.html#asyncio.${name}`;

/** A length of time given in seconds: `2 s`, or `delay seconds` where only the program knows it. */
export function seconds(call: CallWords, position: number | null, keyword: string): string | null {
  const value = call.number(position, keyword);
  if (value !== null) return duration(value * 1000);
  const text = call.argument(position, keyword);
  return text === null || text === 'None' ? null : l10n.t('{0} seconds', text);
}

function timer(call: CallWords): string {
  const value = call.number(0, 'delay');
  return value === null
    ? l10n.t('a timer of {0} seconds', call.argument(0, 'delay') ?? '?')
    : l10n.t('a {0} timer', duration(value * 1000));
}

const isYield = (call: CallWords) => (call.number(0, 'delay') ?? 1) <= 0;

const sleep: Wait = {
  waitsFor: 'timer',
  mechanism: 'timer',
  thing: (call) => (isYield(call) ? l10n.t('one turn of the event loop') : timer(call)),
  detail: (call) =>
    isYield(call) ? l10n.t('one turn of the event loop') : (seconds(call, 0, 'delay') ?? '?'),
  lens: (call) =>
    isYield(call)
      ? l10n.t('lets the event loop run one turn')
      : l10n.t('waits for {0}', timer(call)),
  suspends: 'always',
  because: (call) =>
    isYield(call)
      ? l10n.t('sleep(0) gives up control for exactly one turn of the event loop.')
      : l10n.t('Even the shortest sleep gives up control for at least one turn of the event loop.'),
  registers: (call) =>
    isYield(call)
      ? l10n.t('sleep(0) makes no timer and no future: it is a bare yield to the event loop.')
      : l10n.t(
          'asyncio.sleep makes a future and has the event loop schedule {0} to complete it.',
          timer(call),
        ),
  watches: (call) =>
    isYield(call)
      ? l10n.t(
          'The loop watches for nothing: the task goes straight to the end of the ready queue.',
        )
      : l10n.t(
          'The loop watches the clock: with nothing else to do it sleeps in its selector until the next scheduled timer falls due.',
        ),
  wokenBy: (call) =>
    isYield(call)
      ? l10n.t('The loop runs the task again once all that was ready before it has had its turn.')
      : l10n.t(
          'When the timer falls due, the loop completes the future, and its callback puts the task in the ready queue.',
        ),
  value: (call) => call.argument(1, 'result') ?? l10n.t('None'),
  notes: [
    () => l10n.t('Cancelling the task raises CancelledError exactly here and cancels the timer.'),
  ],
};

const oneFails: Text = (call) =>
  (call.argument(null, 'return_exceptions') ?? '').includes('True')
    ? l10n.t(
        'With return_exceptions=True an exception of one of them is its result, and nothing is raised here.',
      )
    : l10n.t(
        'The first exception is raised here at once; the others are not cancelled and run on.',
      );

const gather: Wait = {
  waitsFor: 'tasks',
  mechanism: 'task',
  thing: (call) => l10n.t('{0} together', call.together),
  detail: (call) => call.together,
  suspends: (call) => (call.count === null ? 'maybe' : call.count === 0 ? 'never' : 'always'),
  because: (call) =>
    call.count === null || call.count === 0
      ? l10n.t('With nothing to gather it does not suspend.')
      : l10n.t('A task runs on the loop’s next turn at the earliest, so gather always suspends.'),
  registers: (call) =>
    l10n.t(
      'gather wraps {0} in tasks, which go in the ready queue together; one future stands for all their results.',
      call.together,
    ),
  watches: () =>
    l10n.t(
      'The loop runs them one after another, each up to its own await, and then watches for what all of them wait for at once.',
    ),
  wokenBy: () =>
    l10n.t(
      'When the last of them is done, or as soon as one raises, the future is completed and the waiting task goes in the ready queue.',
    ),
  value: () => l10n.t('the list of their results'),
  notes: [
    oneFails,
    () => l10n.t('Cancelling the waiting task cancels all of them that are not done.'),
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

const wait: Wait = {
  waitsFor: 'tasks',
  mechanism: 'task',
  thing: waitThing,
  detail: (call) => call.together,
  suspends: 'always',
  because: () =>
    l10n.t(
      'wait learns of finished tasks through their callbacks, which run on the loop’s next turn, so it always suspends.',
    ),
  registers: (call) =>
    l10n.t('wait adds a callback to each of {0} and makes one future for itself.', call.together),
  watches: () =>
    l10n.t('The loop goes on running the tasks, and watches for what each of them waits for.'),
  wokenBy: (call) =>
    returnWhen(call) === 'first'
      ? l10n.t(
          'When the first of them is done, its callback completes the future and the waiting task goes in the ready queue.',
        )
      : returnWhen(call) === 'exception'
        ? l10n.t(
            'When one of them raises, or the last is done, the callback completes the future and the waiting task goes in the ready queue.',
          )
        : l10n.t(
            'When the last of them is done, its callback completes the future and the waiting task goes in the ready queue.',
          ),
  value: () => l10n.t('the two sets of done and pending tasks'),
  gives: ['list of asyncio.Task', 'list of asyncio.Task'],
  notes: [
    () =>
      l10n.t(
        'wait raises nothing for the tasks and cancels none of them, not even at its timeout: look at the results of the done ones.',
      ),
  ],
};

const waitFor: Wait = {
  waitsFor: 'task',
  mechanism: 'task',
  thing: (call) => {
    const limit = seconds(call, 1, 'timeout');
    return limit === null ? call.together : l10n.t('{0}, at most {1}', call.together, limit);
  },
  suspends: 'maybe',
  because: () =>
    l10n.t(
      'If what it awaits never reaches a pending future, it does not suspend either (before Python 3.12 it always does: it makes a task).',
    ),
  registers: (call) => {
    const limit = seconds(call, 1, 'timeout');
    return limit === null
      ? l10n.t('wait_for without a timeout awaits {0} and no more.', call.together)
      : l10n.t('wait_for schedules a timer of {1} beside {0}.', call.together, limit);
  },
  watches: (call) =>
    l10n.t(
      'The loop watches for what {0} waits for, and watches the clock for the timeout.',
      call.together,
    ),
  wokenBy: () =>
    l10n.t(
      'Whichever comes first wakes it: the result, or the timer, which cancels what is awaited.',
    ),
  value: () => l10n.t('the result'),
  notes: [
    () =>
      l10n.t(
        'At the timeout what is awaited is cancelled, and TimeoutError is raised here once it has ended.',
      ),
  ],
};

const shield: Wait = {
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
  value: () => l10n.t('the result'),
  notes: [
    () =>
      l10n.t(
        'If the waiting task is cancelled, CancelledError is raised here, and what is shielded runs on.',
      ),
    () => l10n.t('Keep a reference to the shielded task: the loop holds only a weak one.'),
  ],
};

const task: Wait = {
  waitsFor: 'task',
  mechanism: 'task',
  thing: (call) => l10n.t('task {0}', call.receiver),
  suspends: 'maybe',
  because: () =>
    l10n.t('If the task is done already, await returns its result without suspending.'),
  registers: (call) =>
    l10n.t(
      'await adds this task’s wake-up to the callbacks of task {0}, which runs on its own.',
      call.receiver,
    ),
  value: () => l10n.t('the task’s result'),
  notes: [
    () =>
      l10n.t(
        'If the task raised, its exception is raised here; if it was cancelled, CancelledError is.',
      ),
    () =>
      l10n.t(
        'Cancelling the waiting task cancels the awaited one too; asyncio.shield prevents that.',
      ),
  ],
};

const future: Wait = {
  waitsFor: 'promise',
  mechanism: 'signal',
  thing: (call) => l10n.t('future {0} to be completed', call.receiver),
  detail: (call) => l10n.t('future {0}', call.receiver),
  lens: (call) => l10n.t('waits for future {0}', call.receiver),
  suspends: 'maybe',
  because: () =>
    l10n.t('If the future is done already, await returns its result without suspending.'),
  registers: (call) =>
    l10n.t('await adds this task’s wake-up to the callbacks of future {0}.', call.receiver),
  wokenBy: (call) =>
    l10n.t(
      'Other code calls set_result() or set_exception() on {0}, or cancels it; its callback puts the waiting task in the ready queue.',
      call.receiver,
    ),
  value: () => l10n.t('the future’s result'),
  notes: [
    () =>
      l10n.t(
        'An exception set on the future is raised here; a cancelled future raises CancelledError.',
      ),
  ],
};

const asCompleted: Wait = {
  waitsFor: 'tasks',
  mechanism: 'task',
  thing: (call) => l10n.t('the next of {0} to be done', call.together),
  detail: (call) => call.together,
  suspends: 'maybe',
  because: () => l10n.t('If another of them is done already, the step does not suspend.'),
  registers: (call) =>
    l10n.t('as_completed starts {0} together and queues each as it ends.', call.together),
  wokenBy: () =>
    l10n.t(
      'The next of them to end puts itself in the queue, and the waiting task in the ready queue.',
    ),
  value: () => l10n.t('the next finished task'),
};

const groupExit: Wait = {
  waitsFor: 'tasks',
  mechanism: 'task',
  thing: (call) => l10n.t('all tasks of group {0}', call.receiver),
  detail: (call) => l10n.t('group {0}', call.receiver),
  lens: (call) => l10n.t('at the end: waits for all tasks of group {0}', call.receiver),
  suspends: 'maybe',
  because: () =>
    l10n.t(
      'Entering does not suspend; leaving does, unless every task of the group is done already.',
    ),
  registers: () =>
    l10n.t(
      'Entering a TaskGroup registers nothing: create_task() on it starts tasks while the block runs.',
    ),
  watches: () =>
    l10n.t(
      'At the end of the block the loop runs the group’s tasks, and watches for whatever they wait for.',
    ),
  wokenBy: () =>
    l10n.t(
      'When the last task of the group is done, its callback completes the group’s future and the waiting task goes in the ready queue.',
    ),
  summary: (call) =>
    l10n.t('Runs the block, and at its end waits for all tasks of group {0}.', call.receiver),
  notes: [
    () =>
      l10n.t(
        'If one task raises, all the others and the block itself are cancelled, and the errors come out as an ExceptionGroup.',
      ),
  ],
};

const groupEnter: Wait = {
  waitsFor: 'nothing',
  mechanism: 'none',
  thing: () => l10n.t('nothing'),
  suspends: 'never',
  because: () => l10n.t('Entering a TaskGroup only remembers the current task.'),
  value: () => l10n.t('the group'),
  gives: 'self',
};

/** `timeout()` waits for nothing itself: it cancels the block from outside. */
function timeoutEnd(leaving: boolean): Wait {
  const limit = (call: CallWords) => seconds(call, 0, 'delay') ?? seconds(call, 0, 'when');
  return {
    waitsFor: 'nothing',
    mechanism: 'none',
    thing: () => l10n.t('nothing'),
    lens: (call) =>
      limit(call) === null
        ? l10n.t('sets a deadline for the block; no wait of its own')
        : l10n.t('limits the block to {0}; no wait of its own', limit(call) ?? ''),
    suspends: 'never',
    because: () =>
      leaving
        ? l10n.t('Leaving only cancels the timer.')
        : l10n.t('Entering and leaving do not suspend; only the awaits in the block do.'),
    registers: () =>
      l10n.t(
        'Entering schedules a timer with the event loop that will cancel this task if the block is still running.',
      ),
    watches: () => l10n.t('While the block runs, the loop watches the clock for the deadline.'),
    wokenBy: () =>
      l10n.t(
        'At the deadline the timer cancels the task: CancelledError is raised at the await where the block waits.',
      ),
    value: () => l10n.t('the Timeout object'),
    gives: 'self',
    notes: leaving
      ? []
      : [
          () =>
            l10n.t(
              'At the end of the block that CancelledError becomes TimeoutError: catch it outside the async with.',
            ),
        ],
  };
}

export const inThread: Wait = {
  waitsFor: 'thread',
  mechanism: 'pool',
  thing: (call) => l10n.t('{0} in a thread', call.argument(0, 'func') ?? '?'),
  suspends: 'always',
  value: (call) => l10n.t('what {0} returns', call.argument(0, 'func') ?? '?'),
  gives: 'unknown',
  notes: [
    () =>
      l10n.t(
        'Cancelling the task does not stop the thread: its work runs to the end, and the result is dropped.',
      ),
  ],
};

const startsTask = { returns: 'asyncio.Task', awaitables: 'first', passes: 'result' } as const;

export const taskEntries: Readonly<Record<string, Entry>> = {
  'asyncio.sleep': { page: page('sleep'), await: sleep },
  'asyncio.gather': {
    page: page('gather'),
    awaitables: 'arguments',
    passes: 'results',
    await: gather,
  },
  'asyncio.wait': { page: page('wait'), awaitables: 'elements', await: wait },
  'asyncio.wait_for': {
    page: page('wait_for'),
    awaitables: 'first',
    passes: 'result',
    await: waitFor,
  },
  'asyncio.shield': { page: page('shield'), awaitables: 'first', passes: 'result', await: shield },
  'asyncio.as_completed': { page: page('as_completed'), awaitables: 'elements', next: asCompleted },
  'asyncio.to_thread': { page: page('to_thread'), await: inThread },
  'asyncio.create_task': { page: page('create_task'), ...startsTask },
  'asyncio.ensure_future': {
    page: 'https://docs.python.org/3/library/asyncio-future.html#asyncio.ensure_future',
    ...startsTask,
  },
  'asyncio.TaskGroup.create_task': { page: page('TaskGroup.create_task'), ...startsTask },
  'asyncio.current_task': { page: page('current_task'), returns: 'asyncio.Task' },
  'asyncio.all_tasks': { page: page('all_tasks'), returns: 'list of asyncio.Task' },
  'asyncio.Task': { page: page('Task'), await: task },
  'asyncio.Future': {
    page: 'https://docs.python.org/3/library/asyncio-future.html#asyncio.Future',
    await: future,
  },
  'asyncio.wrap_future': {
    page: 'https://docs.python.org/3/library/asyncio-future.html#asyncio.wrap_future',
    await: {
      ...inThread,
      thing: (call) => l10n.t('future {0} of another thread', call.argument(0) ?? '?'),
      value: () => l10n.t('its result'),
    },
  },
  'asyncio.TaskGroup': { page: page('TaskGroup'), enter: groupEnter, exit: groupExit },
  'asyncio.timeout': { page: page('timeout'), returns: 'asyncio.Timeout' },
  'asyncio.timeout_at': { page: page('timeout_at'), returns: 'asyncio.Timeout' },
  'asyncio.Timeout': { page: page('Timeout'), enter: timeoutEnd(false), exit: timeoutEnd(true) },
};
