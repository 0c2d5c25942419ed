import type { PyDict, PyTuple } from '../objects/containers';
import type { PyException } from '../objects/exceptions';
import { Raised, raise } from '../objects/exceptions';
import { PyObject } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { cancelledErrorClass } from '../../asyncio/exceptions';
import { poolOf, setPool } from '../../asyncio/loop_methods';
import { machine, perWalkthrough } from '../machine';
import { timeoutError } from '../objects/exceptions';
import { call } from '../operations/call';
import { define, makeModule, nativeClass } from '../operations/native';
import { overIterable, items } from '../operations/iterate';
import { namedOf } from './contextvars';

/* concurrent.futures: executors as `run_in_executor` takes them; a submitted call is evaluated at once. */

const executorClass = nativeClass(
  'ThreadPoolExecutor',
  'concurrent.futures.thread',
  (cls) => new PyObject(cls),
);
const processClass = nativeClass('ProcessPoolExecutor', 'concurrent.futures.process', null, [
  executorClass,
]);
const futureClass = nativeClass('Future', 'concurrent.futures._base');

class DoneFuture extends PyObject {
  constructor(private readonly outcome: { value: Value } | { error: PyException }) {
    super(futureClass);
  }

  result(): Value {
    if ('error' in this.outcome) throw new Raised(this.outcome.error);
    return this.outcome.value;
  }

  exception(): Value {
    return 'error' in this.outcome ? this.outcome.error : null;
  }
}

function submit(func: Value, args: readonly Value[], named: PyDict): DoneFuture {
  try {
    return new DoneFuture({ value: call(func, args, namedOf(named)) });
  } catch (thrown) {
    if (!(thrown instanceof Raised)) throw thrown;
    return new DoneFuture({ error: thrown.exception });
  }
}

/** Numbers the pools, for the names of their threads. */
const counter = perWalkthrough(() => ({ executors: 0 }));

function inWorker<T>(executor: PyObject, body: () => T): T {
  const pool = poolOf(executor);
  return pool ? pool.call(machine.time(), body) : body();
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
  ) => inWorker(self, () => submit(func, args.items, named)),
  'map(self, fn, *iterables, timeout=None, chunksize=1)': (
    self: PyObject,
    func: Value,
    iterables: PyTuple,
  ) =>
    overIterable(
      items(iterables.items[0] ?? null).map((item) => inWorker(self, () => call(func, [item]))),
    ),
  'shutdown(self, wait=True, *, cancel_futures=False)': () => null,
  '__enter__(self)': (self: Value) => self,
  '__exit__(self, exc_type, exc_val, exc_tb)': () => false,
});

define(futureClass, {
  // One that the program makes itself is completed by threads that nobody sees.
  '__new__(cls)': () => new Unknown('concurrent.futures.Future()'),
  'result(self, timeout=None)': (self: DoneFuture) => self.result(),
  'exception(self, timeout=None)': (self: DoneFuture) => self.exception(),
  'done(self)': () => true,
  'cancel(self)': () => false,
  'cancelled(self)': () => false,
  'running(self)': () => false,
  'add_done_callback(self, fn)': (self: DoneFuture, func: Value) => {
    call(func, [self]);
  },
});

export const concurrentFuturesModule = makeModule(
  'concurrent.futures',
  {
    'as_completed(fs, timeout=None)': (fs: Value) => overIterable(items(fs)),
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
