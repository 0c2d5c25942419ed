import * as l10n from '@vscode/l10n';
import { PyList, PySet, PyTuple } from '../python/objects/containers';
import type { PyException } from '../python/objects/exceptions';
import {
  Raised,
  makeException,
  raise,
  stopAsyncIteration,
  timeoutError,
} from '../python/objects/exceptions';
import { PyCoroutine } from '../python/objects/functions';
import { PyIterator } from '../python/objects/iterators';
import { PyObject, typeOf } from '../python/objects/object';
import type { Steps, Value } from '../python/objects/object';
import { Unknown } from '../python/objects/unknown';
import { awaitValue } from '../python/operations/awaiting';
import { numberOf } from '../python/operations/compare';
import { hashKey } from '../python/operations/hash';
import { items } from '../python/operations/iterate';
import { define, nativeClass } from '../python/operations/native';
import { str } from '../python/operations/repr';
import { assumedDelay } from './assumed';
import { duration } from './base_events';
import { getRunningLoop } from './events';
import type { Callback, Loop, TimerHandle } from './events';
import { cancelledError, isCancelled } from './exceptions';
import { PyFuture, createFuture, futureClass, internalCallback } from './futures';
import type { DoneCallback } from './futures';
import { AsyncQueue } from './queues';
import { ensureFuture, isAwaitable } from './tasks';
import { makeTimeout } from './timeouts';

/* Lib/asyncio/tasks.py: sleep, gather, wait, wait_for, shield, as_completed. */

/** Seconds as ms; an unknown delay is assumed. */
export function milliseconds(value: Value): number {
  const number = numberOf(value);
  if (number !== undefined) return Number(number) * 1000;
  if (value instanceof Unknown) return assumedDelay(value);
  raise('TypeError', `'<=' not supported between instances of '${typeOf(value).name}' and 'int'`);
}

export function* sleep(delay: Value, result: Value): Steps {
  const ms = milliseconds(delay);
  if (ms <= 0) {
    yield null;
    return result;
  }
  if (Number.isNaN(ms)) raise('ValueError', 'Invalid delay: NaN (not a number)');
  const loop = getRunningLoop();
  const future = createFuture(loop, { waitsFor: 'timer', detail: duration(ms), wakes: 'timer' });
  const timer = loop.callLater(
    ms,
    internal('futures._set_result_unless_cancelled', () => {
      if (!future.isCancelled) future.setResult(result);
    }),
    null,
  );
  future.purpose = { ...future.purpose, watch: timer.watch };
  try {
    return yield* future.await();
  } finally {
    timer.cancel();
  }
}

/** A callback of the library that a timer runs. */
function internal(label: string, run: () => void): Callback {
  const waker = { kind: 'timer', task: null, watch: null } as const;
  return { run, label, internal: true, task: null, waker };
}

/** The future that `gather` gives: cancelling it cancels the children. */
class GatheringFuture extends PyFuture {
  cancelRequested = false;

  constructor(
    private readonly children: readonly PyFuture[],
    loop: Loop,
  ) {
    super(loop, gatheringFutureClass);
    const count = children.length;
    const detail = count === 1 ? l10n.t('1 awaitable') : l10n.t('{0} awaitables', count);
    this.purpose = { waitsFor: 'tasks', detail, wakes: 'task', watch: null };
  }

  override cancel(message: Value = null): boolean {
    if (this.done) return false;
    let cancelled = false;
    for (const child of this.children) if (child.cancel(message)) cancelled = true;
    // Even if the children's exceptions are to be returned, the request is passed on.
    if (cancelled) this.cancelRequested = true;
    return cancelled;
  }

  override waitedTasks(): number[] {
    return this.children.filter((child) => !child.done).flatMap((child) => child.waitedTasks());
  }
}

const gatheringFutureClass = nativeClass('_GatheringFuture', 'asyncio.tasks', null, [futureClass]);

export function gather(awaitables: readonly Value[], returnExceptions: boolean): PyFuture {
  if (awaitables.length === 0) {
    const outer = createFuture(getRunningLoop());
    outer.setResult(new PyList([]));
    return outer;
  }
  const known = new Map<Value, PyFuture>();
  const children: PyFuture[] = [];
  const alreadyDone: PyFuture[] = [];
  let finished = 0;
  let outer: GatheringFuture | null = null;
  const childDone = (child: PyFuture): void => {
    finished++;
    if (!outer || outer.done) {
      if (!child.isCancelled) child.exception();
      return;
    }
    if (!returnExceptions) {
      const error = child.isCancelled ? child.makeCancelledError() : child.exception();
      if (error) {
        outer.setException(error);
        return;
      }
    }
    if (finished === known.size) finishGathering(outer, children);
  };
  const callback = internalCallback('gather.<locals>._done_callback', childDone);
  for (const awaitable of awaitables) {
    let child = known.get(awaitable);
    if (!child) {
      child = ensureFuture(awaitable);
      known.set(awaitable, child);
      if (child.done) alreadyDone.push(child);
      else child.addDoneCallback(callback);
    }
    children.push(child);
  }
  outer = new GatheringFuture(children, children[0]?.loop ?? getRunningLoop());
  for (const child of alreadyDone) childDone(child);
  return outer;
}

function finishGathering(outer: GatheringFuture, children: readonly PyFuture[]): void {
  const results = children.map((child): Value => {
    if (child.isCancelled) return cancelledError(child.cancelMessage ?? '');
    return child.exception() ?? child.result();
  });
  // Whichever child was the last to end, it is the last in the list whose cancellation is passed on.
  const last = children.at(-1);
  if (outer.cancelRequested && last) outer.setException(last.makeCancelledError());
  else outer.setResult(new PyList(results));
}

export function shield(awaitable: Value): PyFuture {
  const inner = ensureFuture(awaitable);
  if (inner.done) return inner;
  const outer = createFuture(inner.loop, { waitsFor: 'task', detail: null, wakes: 'task' });
  const tasks = inner.waitedTasks();
  outer.waitedTasks = () => tasks;
  outer.purpose = { ...outer.purpose, detail: inner.purpose.detail };
  const innerDone = internalCallback('shield.<locals>._inner_done_callback', (done) => {
    if (outer.isCancelled) {
      if (!done.isCancelled) done.exception();
      return;
    }
    if (done.isCancelled) {
      outer.cancel();
      return;
    }
    const error = done.exception();
    if (error) outer.setException(error);
    else outer.setResult(done.result());
  });
  inner.addDoneCallback(innerDone);
  outer.addDoneCallback(
    internalCallback('shield.<locals>._outer_done_callback', () => {
      if (!inner.done) inner.removeDoneCallback((callback) => callback === innerDone);
    }),
  );
  return outer;
}

const returnWhens = ['FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED'] as const;
type ReturnWhen = (typeof returnWhens)[number];

export function* wait(fs: Value, timeout: Value, returnWhen: Value): Steps {
  if (fs instanceof PyFuture || fs instanceof PyCoroutine) {
    raise('TypeError', `expect a list of futures, not ${typeOf(fs).name}`);
  }
  const futures = [...new Set(items(fs))];
  if (futures.length === 0) raise('ValueError', 'Set of Tasks/Futures is empty.');
  const isOpen = returnWhen instanceof Unknown;
  const when = isOpen ? 'ALL_COMPLETED' : returnWhens.find((one) => one === returnWhen);
  if (!when) raise('ValueError', `Invalid return_when value: ${str(returnWhen)}`);
  if (futures.some((future) => future instanceof PyCoroutine)) {
    raise('TypeError', 'Passing coroutines is forbidden, use tasks explicitly.');
  }
  const all = futures.map(ensureFuture);
  return yield* waitFutures(all, timeout, when);
}

function* waitFutures(all: PyFuture[], timeout: Value, returnWhen: ReturnWhen): Steps {
  // Lib/asyncio/tasks.py `_wait` counts those that are not done; a done one is done at once.
  let counter = all.length;
  const loop = getRunningLoop();
  const waiter = createFuture(loop, {
    waitsFor: 'tasks',
    detail: all.length === 1 ? l10n.t('1 awaitable') : l10n.t('{0} awaitables', all.length),
    wakes: 'task',
  });
  waiter.waitedTasks = () => all.filter((each) => !each.done).flatMap((each) => each.waitedTasks());
  let timer: TimerHandle | null = null;
  if (timeout !== null) {
    timer = loop.callLater(
      milliseconds(timeout),
      internal('_release_waiter', () => {
        if (!waiter.done) waiter.setResult(null);
      }),
      null,
    );
    waiter.purpose = { ...waiter.purpose, watch: timer.watch };
  }
  const callback: DoneCallback = internalCallback('_wait.<locals>._on_completion', (done) => {
    counter--;
    const failed = !done.isCancelled && done.exception() !== null;
    if (
      counter <= 0 ||
      returnWhen === 'FIRST_COMPLETED' ||
      (returnWhen === 'FIRST_EXCEPTION' && failed)
    ) {
      timer?.cancel();
      if (!waiter.done) waiter.setResult(null);
    }
  });
  for (const future of all) future.addDoneCallback(callback);
  try {
    yield* waiter.await();
  } finally {
    timer?.cancel();
    for (const future of all) future.removeDoneCallback((each) => each === callback);
  }
  const done = new PySet();
  const pending = new PySet();
  for (const future of all) {
    (future.done ? done : pending).entries.set(hashKey(future), future);
  }
  return new PyTuple([done, pending]);
}

export function waitFor(awaitable: Value, timeout: Value): PyCoroutine {
  const coroutine = new PyCoroutine('wait_for', 'wait_for', waitForSteps(awaitable, timeout), null);
  // Whoever asks what the caller waits for finds the awaited coroutine behind this one.
  if (awaitable instanceof PyCoroutine) coroutine.awaiting = awaitable;
  return coroutine;
}

function* waitForSteps(awaitable: Value, timeout: Value): Steps {
  const ms = timeout === null ? null : milliseconds(timeout);
  if (ms !== null && ms <= 0) {
    const future = ensureFuture(awaitable);
    if (future.done) return future.result();
    yield* cancelAndWait(future);
    try {
      return future.result();
    } catch (thrown) {
      if (!(thrown instanceof Raised) || !isCancelled(thrown.exception)) throw thrown;
      throw new Raised(timedOut(thrown.exception));
    }
  }
  const guard = makeTimeout(ms === null ? null : getRunningLoop().time() + ms);
  guard.enter();
  let result: Value;
  try {
    result = yield* awaitValue(awaitable);
  } catch (thrown) {
    if (thrown instanceof Raised) guard.exit(thrown.exception);
    throw thrown;
  }
  guard.exit(null);
  return result;
}

function timedOut(cause: PyException): PyException {
  const error = makeException(timeoutError);
  error.cause = cause;
  error.context = cause;
  return error;
}

function* cancelAndWait(future: PyFuture): Steps {
  const waiter = createFuture(getRunningLoop(), { waitsFor: 'task', wakes: 'task' });
  const callback = internalCallback('_release_waiter', () => {
    if (!waiter.done) waiter.setResult(null);
  });
  future.addDoneCallback(callback);
  try {
    future.cancel();
    return yield* waiter.await();
  } finally {
    future.removeDoneCallback((each) => each === callback);
  }
}

const asCompletedClass = nativeClass('_AsCompletedIterator', 'asyncio.tasks');

/** What `as_completed` gives: an iterator, and (from 3.13) an asynchronous one. */
class AsCompleted extends PyObject {
  private readonly finished = new AsyncQueue();
  private readonly todo: Set<PyFuture>;
  private readonly timer: TimerHandle | null;
  left: number;

  constructor(awaitables: readonly Value[], timeout: Value) {
    super(asCompletedClass);
    this.todo = new Set([...new Set(awaitables)].map(ensureFuture));
    this.left = this.todo.size;
    const callback = internalCallback('_AsCompletedIterator._handle_completion', (future) => {
      if (this.todo.size === 0) return;
      this.todo.delete(future);
      this.finished.putNowait(future);
      if (this.todo.size === 0) this.timer?.cancel();
    });
    for (const future of this.todo) future.addDoneCallback(callback);
    this.timer =
      this.todo.size > 0 && timeout !== null
        ? getRunningLoop().callLater(
            milliseconds(timeout),
            internal('_AsCompletedIterator._handle_timeout', () => {
              for (const future of this.todo) {
                future.removeDoneCallback((each) => each === callback);
                this.finished.putNowait(null);
              }
              this.todo.clear();
            }),
            null,
          )
        : null;
  }

  waitForOne(resolve: boolean): PyCoroutine {
    this.left--;
    return new PyCoroutine(
      '_wait_for_one',
      '_AsCompletedIterator._wait_for_one',
      this.one(resolve),
      null,
    );
  }

  private *one(resolve: boolean): Steps {
    const future = yield* this.finished.get();
    if (!(future instanceof PyFuture)) raise(timeoutError);
    return resolve ? future.result() : future;
  }
}

define(asCompletedClass, {
  '__iter__(self)': (self: AsCompleted) =>
    new PyIterator(() => (self.left > 0 ? self.waitForOne(true) : undefined)),
  '__next__(self)': (self: AsCompleted) => {
    if (self.left === 0) raise('StopIteration');
    return self.waitForOne(true);
  },
  '__aiter__(self)': (self: AsCompleted) => self,
  '__anext__(self)': (self: AsCompleted) => {
    if (self.left === 0) throw new Raised(makeException(stopAsyncIteration));
    return self.waitForOne(false);
  },
});

export function asCompleted(fs: Value, timeout: Value): PyObject {
  if (isAwaitable(fs) && !(fs instanceof Unknown)) {
    raise('TypeError', `expects an iterable of awaitables, not ${typeOf(fs).name}`);
  }
  return new AsCompleted(items(fs), timeout);
}
