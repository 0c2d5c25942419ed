import * as l10n from '@vscode/l10n';
import type { PyDict, PyTuple } from '../python/objects/containers';
import { Raised } from '../python/objects/exceptions';
import type { PyException } from '../python/objects/exceptions';
import type { Kwargs, Steps, Value } from '../python/objects/object';
import { machine } from '../python/machine';
import { PyContext, copyContext, namedOf } from '../python/modules/contextvars';
import { Thread, within } from '../python/modules/threading';
import { call } from '../python/operations/call';
import { duration, requireEventLoop } from './base_events';
import type { EventLoop } from './base_events';
import { createFuture, internalCallback } from './futures';
import type { PyFuture } from './futures';
import { callableName } from './format_helpers';

/*
 * Lib/asyncio/threads.py and `run_in_executor`. A thread's function is evaluated when the thread starts, with a clock
 * of its own; what it prints later, and its result, come when the loop's clock gets there.
 */

/** A thread of a pool, and the time of the loop's clock, in ms, from which it is free. */
interface Worker {
  readonly thread: Thread;
  freeAt: number;
}

/** The workers of a pool, which are started as they are needed: Lib/concurrent/futures/thread.py. */
export class WorkerPool {
  private readonly workers: Worker[] = [];

  constructor(
    private readonly most: number,
    private readonly prefix: string,
  ) {}

  /** The worker that takes what comes at a time: the one that is idle longest, else a new one, else the first to be free. */
  private workerAt(now: number): Worker {
    const [next] = this.workers.toSorted((a, b) => a.freeAt - b.freeAt);
    if (next && (next.freeAt <= now || this.workers.length >= this.most)) return next;
    const worker = { thread: Thread.named(`${this.prefix}_${this.workers.length}`), freeAt: now };
    this.workers.push(worker);
    return worker;
  }

  /** From when on all its workers are free, in ms of the virtual clock. */
  get freeAt(): number {
    return Math.max(0, ...this.workers.map(({ freeAt }) => freeAt));
  }

  /** Runs a function in the first free worker. A thread sees none of its submitter's context variables. */
  run(
    func: Value,
    args: readonly Value[],
    kwargs: Kwargs | null,
    context = new PyContext(),
  ): ThreadCall {
    const now = machine.time();
    const worker = this.workerAt(now);
    const begin = Math.max(0, worker.freeAt - now);
    const body = () => within(worker.thread, () => call(func, args, kwargs));
    const { ms, outcome } = runInThread(body, context, begin);
    worker.freeAt = now + ms;
    return { name: callableName(func), endsAt: now + ms, outcome };
  }
}

/** A call that a thread of a pool makes; `endsAt` is in ms of the virtual clock. */
export interface ThreadCall {
  readonly name: string;
  readonly endsAt: number;
  readonly outcome: Outcome;
}

/** The future of a loop that is done when a thread's call has ended. */
export function futureOf(loop: EventLoop, { name, endsAt, outcome }: ThreadCall): PyFuture {
  const ms = Math.max(0, endsAt - loop.time());
  const waiting = loop.startIo(l10n.t('{0} in a thread, {1}', name, duration(ms)), ms, 'threads', {
    waitsFor: 'thread',
    detail: name,
  });
  const future = createFuture(loop, waiting.purpose);
  waiting.addDoneCallback(
    internalCallback('futures._chain_future.<locals>._call_set_state', () => {
      if (future.done) return;
      if ('error' in outcome) future.setException(outcome.error);
      else future.setResult(outcome.value);
    }),
  );
  return future;
}

type Outcome = { value: Value } | { error: PyException };

/** Evaluates a function as a thread would; `ms` is how long it takes from now, waiting for a worker included. */
function runInThread(
  body: () => Value,
  context: PyContext,
  begin: number,
): { ms: number; outcome: Outcome } {
  const outer = machine.threadMs;
  const outerTask = machine.task;
  machine.threadMs = begin;
  machine.task = null;
  try {
    const value = context.run(body);
    return { ms: machine.threadMs, outcome: { value } };
  } catch (thrown) {
    if (!(thrown instanceof Raised)) throw thrown;
    return { ms: machine.threadMs, outcome: { error: thrown.exception } };
  } finally {
    machine.threadMs = outer;
    machine.task = outerTask;
  }
}

/** The pool behind `to_thread` and `run_in_executor(None, …)`: `min(32, cpu_count + 4)` workers. */
const defaultWorkers = 12;
const pools = new WeakMap<EventLoop, WorkerPool>();

export function defaultPool(loop: EventLoop): WorkerPool {
  let pool = pools.get(loop);
  if (!pool) {
    pool = new WorkerPool(defaultWorkers, 'asyncio');
    pools.set(loop, pool);
  }
  return pool;
}

export function* toThread(func: Value, args: PyTuple, kwargs: PyDict): Steps {
  const loop = requireEventLoop();
  const named = namedOf(kwargs);
  const call = defaultPool(loop).run(func, args.items, named, copyContext());
  return yield* futureOf(loop, call).await();
}
