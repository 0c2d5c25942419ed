import type { PyDict, PyTuple } from '../python/objects/containers';
import { raise } from '../python/objects/exceptions';
import { PyCoroutine } from '../python/objects/functions';
import { Float } from '../python/objects/object';
import type { Value } from '../python/objects/object';
import { Unknown } from '../python/objects/unknown';
import type { PyContext } from '../python/modules/contextvars';
import { machine } from '../python/machine';
import { call } from '../python/operations/call';
import { readClock } from '../python/modules/time';
import { numberOf } from '../python/operations/compare';
import { define } from '../python/operations/native';
import { str } from '../python/operations/repr';
import type { EventLoop } from './base_events';
import { eventLoopClass } from './base_events';
import type { Callback, Handle } from './events';
import { callableName } from './format_helpers';
import { createFuture } from './futures';
import { receive, sendAll } from './sockets';
import { ensureFuture, textName } from './tasks';
import { milliseconds } from './tasks_combining';
import { WorkerPool, defaultPool, futureOf } from './threads';

/* The methods of the event loop that programs call. */

function callback(func: Value, args: readonly Value[]): Callback {
  return {
    run: () => void call(func, args),
    label: callableName(func),
    internal: false,
    task: null,
    waker: { kind: 'callback', task: machine.task, watch: null },
  };
}

define(eventLoopClass, {
  'time(self)': () => new Float(readClock() / 1000),
  'call_soon(self, callback, *args, context=None)': (
    self: EventLoop,
    func: Value,
    args: PyTuple,
    context: PyContext | null,
  ) => self.callSoon(callback(func, args.items), context),
  'call_soon_threadsafe(self, callback, *args, context=None)': (
    self: EventLoop,
    func: Value,
    args: PyTuple,
    context: PyContext | null,
  ) => {
    const schedule = (): Handle => self.callSoon(callback(func, args.items), context);
    // A thread that has slept calls later than the loop that started it goes on.
    if (!machine.threadMs) return schedule();
    machine.inThread(machine.threadMs, schedule);
    return null;
  },
  'call_later(self, delay, callback, *args, context=None)': (
    self: EventLoop,
    delay: Value,
    func: Value,
    args: PyTuple,
    context: PyContext | null,
  ) => self.callLater(milliseconds(delay), timed(func, args), context),
  'call_at(self, when, callback, *args, context=None)': (
    self: EventLoop,
    when: Value,
    func: Value,
    args: PyTuple,
    context: PyContext | null,
  ) => self.callAt(Number(numberOf(when) ?? 0) * 1000, timed(func, args), context),
  'create_future(self)': (self: EventLoop) => createFuture(self),
  'create_task(self, coro, *, name=None, context=None)': (
    self: EventLoop,
    coroutine: Value,
    name: Value,
    context: PyContext | null,
  ) => {
    if (!(coroutine instanceof PyCoroutine)) {
      raise('TypeError', `a coroutine was expected, got ${str(coroutine)}`);
    }
    return self.createTask(coroutine, textName(name), context);
  },
  'run_in_executor(self, executor, func, *args)': (
    self: EventLoop,
    executor: Value,
    func: Value,
    args: PyTuple,
  ) => {
    const pool = executor === null || executor instanceof Unknown ? null : poolOf(executor);
    return futureOf(self, (pool ?? defaultPool(self)).run(func, args.items, null));
  },
  'run_until_complete(self, future)': (self: EventLoop, main: Value) => {
    if (self.isRunning) raise('RuntimeError', 'This event loop is already running');
    const future = main instanceof PyCoroutine ? self.createTask(main, null) : ensureFuture(main);
    self.runUntilComplete(future);
    return future.result();
  },
  'run_forever(self)': (self: EventLoop) => {
    self.runForever();
  },
  'stop(self)': (self: EventLoop) => {
    self.stop();
  },
  'close(self)': (self: EventLoop) => {
    self.close();
  },
  'is_running(self)': (self: EventLoop) => self.isRunning,
  'is_closed(self)': (self: EventLoop) => self.closed,
  'get_debug(self)': () => false,
  'set_debug(self, enabled)': () => null,
  'set_exception_handler(self, handler)': (self: EventLoop, handler: Value) => {
    self.exceptionHandler = handler;
  },
  'set_task_factory(self, factory)': (self: EventLoop, factory: Value) => {
    self.taskFactory = factory instanceof Unknown ? null : factory;
  },
  'get_task_factory(self)': (self: EventLoop) => self.taskFactory,
  'get_exception_handler(self)': (self: EventLoop) => self.exceptionHandler,
  'call_exception_handler(self, context)': (self: EventLoop, context: PyDict) => {
    self.reportContext(context);
  },
  'async sock_recv(self, sock, n)': (_: Value, socket: Value, most: number) =>
    receive(socket, most),
  'async sock_sendall(self, sock, data)': (_: Value, socket: Value, data: Value) =>
    sendAll(socket, data),
  'add_signal_handler(self, sig, callback, *args)': () => null,
  'remove_signal_handler(self, sig)': () => false,
  'async shutdown_asyncgens(self)': function* () {
    return null;
  },
  'async shutdown_default_executor(self, timeout=None)': function* () {
    return null;
  },
});

function timed(func: Value, args: PyTuple): Callback {
  const made = callback(func, args.items);
  return { ...made, waker: { ...made.waker, kind: 'timer' } };
}

/** The pools of `concurrent.futures` executors. */
const executors = new WeakMap<object, WorkerPool>();

export function setPool(executor: object, workers: number, prefix: string): void {
  executors.set(executor, new WorkerPool(workers, prefix));
}

export function poolOf(executor: Value): WorkerPool | null {
  return executor instanceof Object ? (executors.get(executor) ?? null) : null;
}
