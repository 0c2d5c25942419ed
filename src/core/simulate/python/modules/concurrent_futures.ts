import * as l10n from '@vscode/l10n';
import type { PyDict, PyTuple } from '../objects/containers';
import { Raised, raise } from '../objects/exceptions';
import { PyObject } from '../objects/object';
import type { Kwargs, Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { cancelledErrorClass } from '../../asyncio/exceptions';
import { poolOf, setPool } from '../../asyncio/loop_methods';
import type { ThreadCall } from '../../asyncio/threads';
import { machine, perWalkthrough } from '../machine';
import { timeoutError } from '../objects/exceptions';
import { call } from '../operations/call';
import { define, makeModule, nativeClass } from '../operations/native';
import { overIterable, items } from '../operations/iterate';
import { numberOf } from '../operations/compare';
import { truth } from '../operations/truth';
import { namedOf } from './contextvars';
import { block } from './time';

/* concurrent.futures: executors as `run_in_executor` takes them. */

const executorClass = nativeClass(
  'ThreadPoolExecutor',
  'concurrent.futures.thread',
  (cls) => new PyObject(cls),
);
const processClass = nativeClass('ProcessPoolExecutor', 'concurrent.futures.process', null, [
  executorClass,
]);
const futureClass = nativeClass('Future', 'concurrent.futures._base');

/** What `submit` gives: the call is evaluated at once, and its outcome is there when the clock gets to its end. */
export class PoolFuture extends PyObject {
  constructor(readonly call: ThreadCall) {
    super(futureClass);
  }

  get isDone(): boolean {
    return machine.time() >= this.call.endsAt;
  }

  /** Stands still until it is done, at most for so many seconds. */
  wait(timeout: Value): void {
    const most = Number(numberOf(timeout) ?? Infinity) * 1000;
    const left = this.call.endsAt - machine.time();
    if (left > 0) block(Math.min(left, most), l10n.t('a thread’s result holds up the event loop'));
    if (left > most) raise(timeoutError);
  }

  result(timeout: Value = null): Value {
    this.wait(timeout);
    const { outcome } = this.call;
    if ('error' in outcome) throw new Raised(outcome.error);
    return outcome.value;
  }
}

/** Numbers the pools, for the names of their threads. */
const counter = perWalkthrough(() => ({ executors: 0 }));

const closed = perWalkthrough(() => new WeakSet<PyObject>());

function submit(
  executor: PyObject,
  func: Value,
  args: readonly Value[],
  named: Kwargs | null,
): PoolFuture {
  if (closed().has(executor)) raise('RuntimeError', 'cannot schedule new futures after shutdown');
  const pool = poolOf(executor) ?? raise('RuntimeError', 'the executor has not been initialised');
  return new PoolFuture(pool.run(func, args, named));
}

function* results(futures: readonly PoolFuture[]): Generator<Value> {
  for (const future of futures) yield future.result();
}

function shutDown(executor: PyObject, isWaitedFor: boolean): void {
  closed().add(executor);
  const left = (poolOf(executor)?.freeAt ?? 0) - machine.time();
  if (isWaitedFor && left > 0)
    block(left, l10n.t('the end of an executor’s threads holds up the event loop'));
}

define(executorClass, {
  "__init__(self, max_workers=None, thread_name_prefix='', initializer=None, initargs=(), **kwargs)":
    (self: PyObject, workers: number | null, prefix: string) => {
      if (workers !== null && workers <= 0)
        raise('ValueError', 'max_workers must be greater than 0');
      setPool(self, workers ?? 12, prefix || `ThreadPoolExecutor-${counter().executors++}`);
    },
  'submit(self, fn, /, *args, **kwargs)': (
    self: PyObject,
    func: Value,
    args: PyTuple,
    named: PyDict,
  ) => submit(self, func, args.items, namedOf(named)),
  'map(self, fn, *iterables, timeout=None, chunksize=1)': (
    self: PyObject,
    func: Value,
    iterables: PyTuple,
  ) => {
    const columns = iterables.items.map((each) => items(each));
    const rows = Array.from({ length: Math.min(...columns.map(({ length }) => length)) });
    const given = rows.map((_, index) => columns.map((column) => column[index] ?? null));
    return overIterable(results(given.map((args) => submit(self, func, args, null))));
  },
  'shutdown(self, wait=True, *, cancel_futures=False)': (self: PyObject, wait: Value) => {
    shutDown(self, truth(wait));
  },
  '__enter__(self)': (self: Value) => self,
  '__exit__(self, exc_type, exc_val, exc_tb)': (self: PyObject) => {
    shutDown(self, true);
    return false;
  },
});

define(futureClass, {
  // One that the program makes itself is completed by threads that nobody sees.
  '__new__(cls)': () => new Unknown('concurrent.futures.Future()'),
  'result(self, timeout=None)': (self: PoolFuture, timeout: Value) => self.result(timeout),
  'exception(self, timeout=None)': (self: PoolFuture, timeout: Value) => {
    self.wait(timeout);
    const { outcome } = self.call;
    return 'error' in outcome ? outcome.error : null;
  },
  'done(self)': (self: PoolFuture) => self.isDone,
  'cancel(self)': () => false,
  'cancelled(self)': () => false,
  'running(self)': (self: PoolFuture) => !self.isDone,
  'add_done_callback(self, fn)': (self: PoolFuture, func: Value) => {
    const left = self.call.endsAt - machine.time();
    if (left > 0) machine.inThread(left, () => void call(func, [self]));
    else call(func, [self]);
  },
});

/** Gives futures in the order in which they end. */
function* inOrder(futures: readonly Value[]): Generator<Value> {
  const endsAt = (future: Value) => (future instanceof PoolFuture ? future.call.endsAt : 0);
  for (const future of futures.toSorted((a, b) => endsAt(a) - endsAt(b))) {
    if (future instanceof PoolFuture) future.wait(null);
    yield future;
  }
}

export const concurrentFuturesModule = makeModule(
  'concurrent.futures',
  {
    'as_completed(fs, timeout=None)': (fs: Value) => overIterable(inOrder(items(fs))),
  },
  {
    ThreadPoolExecutor: executorClass,
    ProcessPoolExecutor: processClass,
    Future: futureClass,
    CancelledError: cancelledErrorClass,
    TimeoutError: timeoutError,
  },
);

export const concurrentModule = makeModule('concurrent', {}, { futures: concurrentFuturesModule });
