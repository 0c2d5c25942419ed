import * as l10n from '@vscode/l10n';
import type { Mechanism } from '../catalog/schema';
import type { Sentences } from '../sentences';

/**
 * How asyncio waits. Facts from CPython's Lib/asyncio: `base_events.py` (`_run_once`, `call_at`),
 * `selector_events.py`, `locks.py`, `tasks.py` (`__step`, `__wakeup`), `futures.py`, `threads.py`.
 */
export const pythonMechanisms: Readonly<Record<Mechanism, Sentences>> = {
  timer: {
    registers: ({ call }) =>
      l10n.t('{0} makes a future and schedules a timer with the event loop to complete it.', call),
    watches: () =>
      l10n.t(
        'The loop watches the clock: with nothing else to do, it sleeps until the next timer falls due.',
      ),
    wokenBy: () =>
      l10n.t(
        'When the timer falls due, the future is completed and the task goes in the ready queue.',
      ),
    because: () => l10n.t('The timer cannot have fired yet.'),
    cancelled: () => l10n.t('If the task is cancelled while it waits; the timer is cancelled too.'),
  },
  turn: {
    registers: ({ call }) =>
      l10n.t('{0} makes no timer and no future: it is a bare yield to the loop.', call),
    watches: () =>
      l10n.t('The loop watches for nothing: the task goes straight to the end of the ready queue.'),
    wokenBy: () =>
      l10n.t('On its next turn, after all that was ready before, the loop runs the task again.'),
    because: () => l10n.t('It gives up control for exactly one turn of the event loop.'),
    cancelled: () => l10n.t('If the task is cancelled before its next turn.'),
  },
  socket: {
    registers: () =>
      l10n.t('If it has to wait, a future is made, which the I/O of the connection completes.'),
    watches: () =>
      l10n.t(
        'The loop watches the connection with its selector (epoll, kqueue or IOCP); no thread waits.',
      ),
    wokenBy: () =>
      l10n.t(
        'When the socket is ready, the future is completed and the task goes in the ready queue.',
      ),
    because: () => l10n.t('If it is there already, it goes on without suspending.'),
    cancelled: () => l10n.t('If the task is cancelled while it waits.'),
  },
  pool: {
    registers: () =>
      l10n.t('The work is handed to a worker thread, and a future is made for its result.'),
    watches: () =>
      l10n.t(
        'The thread does the blocking work; the loop’s selector watches a socket that tells of its end.',
      ),
    wokenBy: () =>
      l10n.t(
        'The thread’s end wakes the loop (call_soon_threadsafe); the task goes in the ready queue.',
      ),
    because: () => l10n.t('The thread’s result reaches the loop on a later turn.'),
    cancelled: () =>
      l10n.t(
        'If the task is cancelled while it waits; the thread runs on, and its result is dropped.',
      ),
  },
  process: {
    registers: () =>
      l10n.t('A future is made for what the operating system will report about the process.'),
    watches: () =>
      l10n.t('The loop watches the child process and its pipes; the other tasks run meanwhile.'),
    wokenBy: () =>
      l10n.t('When the operating system reports it, the loop puts the task in the ready queue.'),
    because: () => l10n.t('If the process has ended already, it goes on without suspending.'),
    cancelled: () =>
      l10n.t('If the task is cancelled while it waits; the process is not stopped by that.'),
  },
  signal: {
    registers: ({ call }) =>
      l10n.t('{0} makes a future and queues it as a waiter, if it has to wait.', call),
    watches: () =>
      l10n.t('The loop watches nothing for it: another task or a callback must end this wait.'),
    wokenBy: () =>
      l10n.t(
        'Other code of this program completes the future, and the task goes in the ready queue.',
      ),
    because: () => l10n.t('If it need not wait, it goes on without suspending.'),
    cancelled: () => l10n.t('If the task is cancelled while it waits.'),
  },
  task: {
    registers: ({ call }) =>
      l10n.t('{0} is asked to call back when it is done, which will wake this task.', call),
    watches: ({ thing }) =>
      l10n.t('The loop goes on running {0}, and watches for whatever that waits for.', thing),
    wokenBy: ({ thing }) =>
      l10n.t('When {0} is done, its callback puts the task in the ready queue.', thing),
    because: () => l10n.t('If it is done already, await returns its result without suspending.'),
    cancelled: ({ thing }) =>
      l10n.t('If the task is cancelled while it waits; that cancels {0} too.', thing),
  },
  none: {
    registers: ({ call }) =>
      l10n.t('{0} has nothing to wait for: no future is made and nothing is registered.', call),
    watches: () => l10n.t('The loop has nothing to watch for here.'),
    wokenBy: () => l10n.t('Nothing has to wake it: it never stops.'),
    because: () =>
      l10n.t('It never reaches a pending future, so control does not go back to the event loop.'),
  },
};
