import type { PyDict, PyTuple } from '../python/objects/containers';
import { timeoutError } from '../python/objects/exceptions';
import { PyCoroutine, PyFunction } from '../python/objects/functions';
import type { PyModule } from '../python/objects/functions';
import type { Value } from '../python/objects/object';
import { makeSet } from '../python/operations/hash';
import { makeModule } from '../python/operations/native';
import { numberOf } from '../python/operations/compare';
import { EventLoop, eventLoopClass } from './base_events';
import { getRunningLoop, handleClass, runningLoop, timerHandleClass } from './events';
import type { Loop } from './events';
import * as errors from './exceptions';
import { PyFuture, futureClass } from './futures';
import * as locks from './locks';
import * as queues from './queues';
import { run, runnerClass } from './runners';
import { taskGroupClass } from './taskgroups';
import {
  allTasks,
  createTask,
  currentTask,
  eagerTask,
  eagerTaskFactory,
  ensureFuture,
  taskClass,
} from './tasks';
import type { TaskLoop } from './tasks';
import { asCompleted, gather, milliseconds, shield, sleep, wait, waitFor } from './tasks_combining';
import { toThread } from './threads';
import { makeTimeout, timeoutClass } from './timeouts';
import './async_generators';
import './loop_methods';
import { streamReaderClass } from './stream_reader';
import { openSocket } from './sockets';
import { runCoroutineThreadsafe, wrapFuture } from './threadsafe';
import { openConnection, startServer } from './streams';
import { perWalkthrough } from '../python/machine';

/* Lib/asyncio/__init__.py: what `import asyncio` gives. */

/** The loop that `set_event_loop` has set. */
const currentLoop = perWalkthrough((): { loop: Loop | null } => ({ loop: null }));

function getEventLoop(): Loop {
  return runningLoop() ?? (currentLoop().loop ??= new EventLoop());
}

export const asyncioModule: PyModule = makeModule(
  'asyncio',
  {
    'run(main, *, debug=None, loop_factory=None)': (main: Value) => run(main),
    'async sleep(delay, result=None)': (delay: Value, result: Value) => sleep(delay, result),
    'create_task(coro, *, name=None, context=None)': (coro: Value, name: Value, context: Value) =>
      createTask(coro, name, context),
    'eager_task_factory(loop, coro, *, name=None, context=None)': eagerTask,
    'create_eager_task_factory(custom_task_constructor)': eagerTaskFactory,
    'ensure_future(coro_or_future, *, loop=None)': (awaitable: Value) => ensureFuture(awaitable),
    'gather(*coros_or_futures, return_exceptions=False)': (
      awaitables: PyTuple,
      returnExceptions: boolean,
    ) => gather(awaitables.items, returnExceptions),
    'async wait(fs, *, timeout=None, return_when=...)': (
      fs: Value,
      timeout: Value,
      returnWhen: Value = 'ALL_COMPLETED',
    ) => wait(fs, timeout, returnWhen),
    'wait_for(fut, timeout)': (awaitable: Value, timeout: Value) => waitFor(awaitable, timeout),
    'shield(arg)': (awaitable: Value) => shield(awaitable),
    'as_completed(fs, *, timeout=None)': (fs: Value, timeout: Value) => asCompleted(fs, timeout),
    'timeout(delay)': (delay: Value) =>
      makeTimeout(delay === null ? null : getRunningLoop().time() + milliseconds(delay)),
    'timeout_at(when)': (when: Value) =>
      makeTimeout(when === null ? null : Number(numberOf(when) ?? 0) * 1000),
    'async to_thread(func, /, *args, **kwargs)': (func: Value, args: PyTuple, kwargs: PyDict) =>
      toThread(func, args, kwargs),
    'current_task(loop=None)': () => currentTask(),
    'all_tasks(loop=None)': (loop: TaskLoop | null) => makeSet(allTasks(loop ?? undefined)),
    'get_running_loop()': () => getRunningLoop(),
    '_get_running_loop()': () => runningLoop(),
    'get_event_loop()': () => getEventLoop(),
    'new_event_loop()': () => new EventLoop(),
    'set_event_loop(loop)': (loop: Loop | null) => {
      currentLoop().loop = loop;
    },
    'iscoroutine(obj)': (value: Value) => value instanceof PyCoroutine,
    'isfuture(obj)': (value: Value) => value instanceof PyFuture,
    'iscoroutinefunction(func)': (value: Value) =>
      value instanceof PyFunction && value.code.kind === 'coroutine',
    'run_coroutine_threadsafe(coro, loop)': runCoroutineThreadsafe,
    'wrap_future(future, *, loop=None)': wrapFuture,
    'async open_connection(host=None, port=None, *, limit=65536, sock=None, **kwds)': (
      host: Value,
      port: Value,
      limit: number,
      socket: Value,
    ) => (socket === null ? openConnection(host, port, limit) : openSocket(socket, limit)),
    'async start_server(client_connected_cb, host=None, port=None, *, limit=65536, **kwds)': (
      callback: Value,
      host: Value,
      port: Value,
      limit: number,
    ) => startServer(callback, host, port, limit),
    'set_event_loop_policy(policy)': () => null,
  },
  {
    Future: futureClass,
    Task: taskClass,
    Handle: handleClass,
    TimerHandle: timerHandleClass,
    AbstractEventLoop: eventLoopClass,
    BaseEventLoop: eventLoopClass,
    SelectorEventLoop: eventLoopClass,
    Lock: locks.lockClass,
    Event: locks.eventClass,
    Condition: locks.conditionClass,
    Semaphore: locks.semaphoreClass,
    BoundedSemaphore: locks.boundedSemaphoreClass,
    Barrier: locks.barrierClass,
    Queue: queues.queueClass,
    PriorityQueue: queues.priorityQueueClass,
    LifoQueue: queues.lifoQueueClass,
    TaskGroup: taskGroupClass,
    Timeout: timeoutClass,
    Runner: runnerClass,
    StreamReader: streamReaderClass,
    CancelledError: errors.cancelledErrorClass,
    InvalidStateError: errors.invalidStateErrorClass,
    TimeoutError: timeoutError,
    IncompleteReadError: errors.incompleteReadErrorClass,
    LimitOverrunError: errors.limitOverrunErrorClass,
    BrokenBarrierError: errors.brokenBarrierErrorClass,
    QueueEmpty: errors.queueEmptyClass,
    QueueFull: errors.queueFullClass,
    QueueShutDown: errors.queueShutDownClass,
    FIRST_COMPLETED: 'FIRST_COMPLETED',
    FIRST_EXCEPTION: 'FIRST_EXCEPTION',
    ALL_COMPLETED: 'ALL_COMPLETED',
  },
);
