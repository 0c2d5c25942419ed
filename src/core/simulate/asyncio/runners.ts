import type { PyAsyncGenerator } from '../python/objects/functions';
import { PyCoroutine } from '../python/objects/functions';
import { PyObject } from '../python/objects/object';
import { Raised, raise } from '../python/objects/exceptions';
import type { Steps, Value } from '../python/objects/object';
import { Unknown } from '../python/objects/unknown';
import { machine } from '../python/machine';
import { PyContext, copyContext } from '../python/modules/contextvars';
import { awaitValue } from '../python/operations/awaiting';
import { define, nativeClass } from '../python/operations/native';
import { repr } from '../python/operations/repr';
import { closeAsyncGenerator } from './async_generators';
import { EventLoop } from './base_events';
import { runningLoop } from './events';
import { countUnseenTasks, isAwaitable } from './tasks';
import type { Task } from './tasks';
import { gather } from './tasks_combining';

/* Lib/asyncio/runners.py. */

export const runnerClass = nativeClass('Runner', 'asyncio.runners', () => new Runner());

export class Runner extends PyObject {
  private eventLoop: EventLoop | null = null;
  private context: PyContext | null = null;

  constructor() {
    super(runnerClass);
  }

  get loop(): EventLoop {
    return (this.eventLoop ??= new EventLoop());
  }

  run(main: Value, context: Value = null): Value {
    if (this.eventLoop?.closed) raise('RuntimeError', 'Runner is closed');
    if (runningLoop())
      raise('RuntimeError', 'Runner.run() cannot be called from a running event loop');
    const coroutine = asCoroutine(main);
    // One context serves all runs (Lib/asyncio/runners.py, `Runner._lazy_init`).
    this.context ??= copyContext();
    const chosen = context instanceof PyContext ? context : this.context;
    const task = this.loop.createTask(coroutine, null, chosen);
    this.loop.runUntilComplete(task);
    return task.result();
  }

  /** Cancels what is left, then finishes asynchronous generators, then closes the loop. */
  close(): void {
    const { loop } = this;
    if (loop.closed) return;
    cancelAllTasks(loop);
    const open = [...loop.asyncGenerators].filter(({ state }) => state !== 'closed');
    if (open.length > 0) {
      const steps = closeAll(loop, open);
      loop.runUntilComplete(
        loop.createTask(
          new PyCoroutine('shutdown_asyncgens', 'shutdown_asyncgens', steps, null),
          null,
        ),
      );
    } else {
      countUnseenTasks(1);
    }
    // The one that runs `shutdown_default_executor`.
    countUnseenTasks(1);
    loop.close();
  }
}

function asCoroutine(main: Value): PyCoroutine {
  if (main instanceof PyCoroutine) return main;
  if (isAwaitable(main) || main instanceof Unknown) {
    return new PyCoroutine('_wrap_awaitable', '_wrap_awaitable', awaitValue(main), null);
  }
  raise('ValueError', `a coroutine was expected, got ${repr(main)}`);
}

/** `asyncio.run`. */
export function run(main: Value): Value {
  // While only definitions are collected, nothing is started.
  if (machine.muted) return new Unknown('asyncio.run()');
  if (runningLoop()) {
    raise('RuntimeError', 'asyncio.run() cannot be called from a running event loop');
  }
  const runner = new Runner();
  let result: Value;
  try {
    result = runner.run(main);
  } catch (thrown) {
    // Where the walkthrough itself was cut, nothing is tidied up.
    if (thrown instanceof Raised) runner.close();
    throw thrown;
  }
  runner.close();
  return result;
}

function cancelAllTasks(loop: EventLoop): void {
  const left: Task[] = [...loop.tasks].filter((task) => !task.done);
  if (left.length === 0) return;
  for (const task of left) task.cancel();
  loop.runUntilComplete(gather(left, true));
  for (const task of left) {
    if (task.isCancelled) continue;
    const error = task.exception();
    if (error) {
      loop.callExceptionHandler('unhandled exception during asyncio.run() shutdown', error);
    }
  }
}

/** `shutdown_asyncgens`; those that have ended are gone by then, as the loop refers to them weakly. */
function* closeAll(loop: EventLoop, open: readonly PyAsyncGenerator[]): Steps {
  loop.asyncGenerators.clear();
  const closing = open.map((generator) => closeAsyncGenerator(generator));
  yield* gather(closing, true).await();
  return null;
}

define(runnerClass, {
  '__init__(self, *, debug=None, loop_factory=None)': () => null,
  'run(self, coro, *, context=None)': (self: Runner, main: Value, context: Value) =>
    self.run(main, context),
  'get_loop(self)': (self: Runner) => self.loop,
  'close(self)': (self: Runner) => {
    self.close();
  },
  '__enter__(self)': (self: Runner) => self,
  '__exit__(self, exc_type, exc, tb)': (self: Runner) => {
    self.close();
  },
});
