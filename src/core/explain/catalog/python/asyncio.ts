import { loopEntries } from './asyncio/loop';
import { streamEntries } from './asyncio/streams';
import { syncEntries } from './asyncio/sync';
import { taskEntries } from './asyncio/tasks';
import { threadEntries } from './asyncio/threads';
import { timeEntries } from './asyncio/time';
import { togetherEntries } from './asyncio/together';
import type { Library } from '../schema';

/** The public awaitables of Python's asyncio, 3.8 to 3.14. */
export const asyncio: Library = {
  title: 'asyncio',
  entries: {
    ...timeEntries,
    ...togetherEntries,
    ...taskEntries,
    ...threadEntries,
    ...syncEntries,
    ...streamEntries,
    ...loopEntries,
  },
  classes: [
    'asyncio.Task',
    'asyncio.Future',
    'asyncio.TaskGroup',
    'asyncio.Timeout',
    'asyncio.Lock',
    'asyncio.Semaphore',
    'asyncio.Event',
    'asyncio.Condition',
    'asyncio.Barrier',
    'asyncio.Queue',
    'asyncio.StreamReader',
    'asyncio.StreamWriter',
    'asyncio.Server',
    'asyncio.AbstractEventLoop',
    'asyncio.subprocess.Process',
  ],
  bases: {
    'asyncio.BoundedSemaphore': 'asyncio.Semaphore',
    'asyncio.LifoQueue': 'asyncio.Queue',
    'asyncio.PriorityQueue': 'asyncio.Queue',
    'asyncio.BaseEventLoop': 'asyncio.AbstractEventLoop',
    'asyncio.SelectorEventLoop': 'asyncio.AbstractEventLoop',
    'asyncio.ProactorEventLoop': 'asyncio.AbstractEventLoop',
    'asyncio.EventLoop': 'asyncio.AbstractEventLoop',
    'asyncio.AbstractServer': 'asyncio.Server',
  },
  attributes: {
    'asyncio.subprocess.Process.stdin': 'asyncio.StreamWriter',
    'asyncio.subprocess.Process.stdout': 'asyncio.StreamReader',
    'asyncio.subprocess.Process.stderr': 'asyncio.StreamReader',
  },
  aliases: {
    'asyncio._get_running_loop': 'asyncio.get_running_loop',
    'asyncio.events._get_running_loop': 'asyncio.get_running_loop',
    '_asyncio._get_running_loop': 'asyncio.get_running_loop',
    // The C accelerator, which asyncio's own modules import from.
    _asyncio: 'asyncio',
    'asyncio.base_events': 'asyncio',
    // The halves in Python and in C, of which one is each public name.
    'asyncio.futures._CFuture': 'asyncio.Future',
    'asyncio.futures._PyFuture': 'asyncio.Future',
    'asyncio.tasks._CTask': 'asyncio.Task',
    'asyncio.tasks._PyTask': 'asyncio.Task',
    'asyncio.events': 'asyncio',
    'asyncio.futures': 'asyncio',
    'asyncio.locks': 'asyncio',
    'asyncio.queues': 'asyncio',
    'asyncio.streams': 'asyncio',
    'asyncio.taskgroups': 'asyncio',
    'asyncio.tasks': 'asyncio',
    'asyncio.threads': 'asyncio',
    'asyncio.timeouts': 'asyncio',
    'asyncio.subprocess.create_subprocess_exec': 'asyncio.create_subprocess_exec',
    'asyncio.subprocess.create_subprocess_shell': 'asyncio.create_subprocess_shell',
    'uvloop.new_event_loop': 'asyncio.new_event_loop',
  },
};
