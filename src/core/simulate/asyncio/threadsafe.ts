import * as l10n from '@vscode/l10n';
import { PyObject } from '../python/objects/object';
import type { Value } from '../python/objects/object';
import { Unknown } from '../python/objects/unknown';
import { machine } from '../python/machine';
import { PoolFuture } from '../python/modules/concurrent_futures';
import { call } from '../python/operations/call';
import { define, nativeClass } from '../python/operations/native';
import { requireEventLoop } from './base_events';
import type { PyFuture } from './futures';
import { internalCallback } from './futures';
import { ensureFuture } from './tasks';
import { futureOf } from './threads';

/*
 * What `run_coroutine_threadsafe` gives: a future of `concurrent.futures` that follows a task of the loop. A thread is
 * evaluated at once, so it cannot wait for the loop: what a result that is not there yet will be is unknown.
 */

const threadsafeFutureClass = nativeClass('Future', 'concurrent.futures._base');

class ThreadsafeFuture extends PyObject {
  constructor(readonly task: PyFuture) {
    super(threadsafeFutureClass);
  }

  outcome(what: 'result' | 'exception'): Value {
    if (this.task.done) return what === 'result' ? this.task.result() : this.task.exception();
    machine.assume(
      'unsupported',
      l10n.t(
        'A thread that waits for the event loop is not modelled: what it waits for is unknown.',
      ),
    );
    return new Unknown(`future.${what}()`);
  }
}

export function runCoroutineThreadsafe(coroutine: Value): ThreadsafeFuture {
  return new ThreadsafeFuture(ensureFuture(coroutine));
}

/** `asyncio.wrap_future`. */
export function wrapFuture(future: Value): Value {
  if (future instanceof PoolFuture) return futureOf(requireEventLoop(), future.call);
  return future instanceof ThreadsafeFuture ? future.task : future;
}

define(threadsafeFutureClass, {
  'result(self, timeout=None)': (self: ThreadsafeFuture) => self.outcome('result'),
  'exception(self, timeout=None)': (self: ThreadsafeFuture) => self.outcome('exception'),
  'done(self)': ({ task }: ThreadsafeFuture) => task.done,
  'cancelled(self)': ({ task }: ThreadsafeFuture) => task.isCancelled,
  'running(self)': () => false,
  'cancel(self)': ({ task }: ThreadsafeFuture) => task.cancel(),
  'add_done_callback(self, fn)': (self: ThreadsafeFuture, func: Value) => {
    const done = internalCallback('futures._chain_future.<locals>._call_set_state', () => {
      call(func, [self]);
    });
    self.task.addDoneCallback(done);
  },
});
