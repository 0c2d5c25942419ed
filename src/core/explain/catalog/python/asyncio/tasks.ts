import * as l10n from '@vscode/l10n';
import type { Entry, KnownWait } from '../../schema';
import { isNameless } from './nameless';
import { futurePage, taskPage } from './pages';

/** Facts from CPython's Lib/asyncio/tasks.py, futures.py and taskgroups.py. */

const task: KnownWait = {
  waitsFor: 'task',
  mechanism: 'task',
  thing: (call) =>
    call.runs === null
      ? l10n.t('task {0}', call.receiver)
      : l10n.t('task {0} of {1}', call.receiver, call.runs),
  suspends: 'maybe',
  because: () =>
    l10n.t('If the task is done already, await returns its result without suspending.'),
  registers: (call) =>
    l10n.t(
      'await adds this task’s wake-up to the callbacks of task {0}, which runs on its own.',
      call.receiver,
    ),
  value: () => l10n.t('the task’s result'),
  raises: [
    {
      error: null,
      when: (call) => l10n.t('Whatever task {0} raises comes out here unchanged.', call.receiver),
    },
    {
      error: 'asyncio.CancelledError',
      when: () => l10n.t('If the awaited task was cancelled, although this one was not.'),
    },
  ],
  cancelled: () =>
    l10n.t(
      'If this task is cancelled while it waits: that cancels the awaited one too, but for asyncio.shield().',
    ),
};

const future: KnownWait = {
  waitsFor: 'promise',
  mechanism: 'signal',
  thing: (call) =>
    isNameless(call)
      ? l10n.t('a future that nobody can complete')
      : l10n.t('future {0} to be completed', call.receiver),
  detail: (call) =>
    isNameless(call)
      ? l10n.t('a future that nobody can complete')
      : l10n.t('future {0}', call.receiver),
  lens: (call) =>
    isNameless(call)
      ? l10n.t('waits for a future that nobody can complete')
      : l10n.t('waits for future {0}', call.receiver),
  suspends: 'maybe',
  because: () => l10n.t('If it is done already, await returns its result without suspending.'),
  registers: (call) =>
    l10n.t('await adds this task’s wake-up to the callbacks of future {0}.', call.receiver),
  watches: () =>
    l10n.t(
      'The loop does not watch the future itself: a callback, of I/O or a timer, or another task must complete it.',
    ),
  wokenBy: (call) =>
    isNameless(call)
      ? l10n.t('Only a cancellation of the task ends this wait.')
      : l10n.t(
          'Other code calls set_result() or set_exception() on {0}; its callback puts the task in the ready queue.',
          call.receiver,
        ),
  value: () => l10n.t('the future’s result'),
  raises: [
    {
      error: null,
      when: (call) =>
        isNameless(call)
          ? null
          : l10n.t('What set_exception() gives to future {0} comes out here.', call.receiver),
    },
  ],
  cancelled: (call) =>
    isNameless(call)
      ? l10n.t('If the task is cancelled while it waits.')
      : l10n.t('If the future or the waiting task is cancelled: one cancels the other.'),
  mistakes: [() => l10n.t('A future that nobody completes keeps its waiters waiting for ever.')],
};

const groupExit: KnownWait = {
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
      'Entering registers nothing: create_task() on the group starts tasks while the block runs.',
    ),
  watches: () =>
    l10n.t('At the end the loop runs the group’s tasks, and watches for whatever they wait for.'),
  wokenBy: () =>
    l10n.t(
      'When the last is done, the group’s future is completed and the task goes in the ready queue.',
    ),
  summary: (call) =>
    l10n.t('Runs the block, and at its end waits for all tasks of group {0}.', call.receiver),
  raises: [
    {
      error: 'ExceptionGroup',
      when: () =>
        l10n.t(
          'If a task or the block raises: all the others are cancelled, and the errors come out together.',
        ),
    },
  ],
  cancelled: () =>
    l10n.t('If the task is cancelled in the block or at its end: that cancels the group’s tasks.'),
  mistakes: [
    () =>
      l10n.t(
        'except ValueError does not catch a ValueError inside the group’s error: except* does.',
      ),
  ],
};

const groupEnter: KnownWait = {
  waitsFor: 'nothing',
  mechanism: 'none',
  thing: () => l10n.t('nothing'),
  suspends: 'never',
  because: () => l10n.t('Entering a TaskGroup only remembers the current task.'),
  raises: [],
  value: () => l10n.t('the group'),
  gives: 'self',
};

const startsTask = { returns: 'asyncio.Task', awaitables: 'first', passes: 'result' } as const;

/** Tasks, futures and groups of tasks, and what makes them. */
export const taskEntries: Readonly<Record<string, Entry>> = {
  'asyncio.create_task': { page: taskPage('create_task'), ...startsTask },
  'asyncio.ensure_future': {
    page: futurePage('ensure_future'),
    ...startsTask,
  },
  'asyncio.TaskGroup.create_task': { page: taskPage('TaskGroup.create_task'), ...startsTask },
  'asyncio.current_task': { page: taskPage('current_task'), returns: 'asyncio.Task' },
  'asyncio.all_tasks': { page: taskPage('all_tasks'), returns: 'list of asyncio.Task' },
  'asyncio.Task': { page: taskPage('Task'), await: task },
  'asyncio.Future': {
    page: futurePage('Future'),
    await: future,
  },
  'asyncio.TaskGroup': { page: taskPage('TaskGroup'), enter: groupEnter, exit: groupExit },
};
