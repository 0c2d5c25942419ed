import {
  PyException,
  Raised,
  makeException,
  raise,
  timeoutError,
} from '../python/objects/exceptions';
import { Float, PyObject } from '../python/objects/object';
import type { Steps, Value } from '../python/objects/object';
import { define, nativeClass } from '../python/operations/native';
import { reprFloat } from '../python/operations/repr';
import { numberOf } from '../python/operations/compare';
import { getRunningLoop } from './events';
import type { Callback, Handle } from './events';
import { isCancelled } from './exceptions';
import { currentTask } from './tasks';
import type { Task } from './tasks';

/* Lib/asyncio/timeouts.py. */

export const timeoutClass = nativeClass('Timeout', 'asyncio.timeouts');

type State = 'created' | 'active' | 'expiring' | 'expired' | 'finished';

export class Timeout extends PyObject {
  private state: State = 'created';
  private handle: Handle | null = null;
  private task: Task | null = null;
  private cancelling = 0;

  /** `when` is in ms of the loop's clock; null never expires. */
  constructor(private deadline: number | null) {
    super(timeoutClass);
  }

  get when(): number | null {
    return this.deadline;
  }

  get expired(): boolean {
    return this.state === 'expiring' || this.state === 'expired';
  }

  reschedule(when: number | null): void {
    if (this.state === 'created') raise('RuntimeError', 'Timeout has not been entered');
    if (this.state !== 'active') {
      raise('RuntimeError', `Cannot change state of ${this.state} Timeout`);
    }
    this.deadline = when;
    this.handle?.cancel();
    this.handle = null;
    if (when === null) return;
    const loop = getRunningLoop();
    const wait = when - loop.time();
    const callback: Callback = {
      run: () => this.onTimeout(),
      label: 'Timeout._on_timeout',
      internal: true,
      task: null,
      waker: { kind: 'timer', task: null, watch: null },
    };
    this.handle = wait <= 0 ? loop.callSoon(callback, null) : loop.callLater(wait, callback, null);
  }

  enter(): void {
    if (this.state !== 'created') raise('RuntimeError', 'Timeout has already been entered');
    this.task = currentTask();
    if (!this.task) raise('RuntimeError', 'Timeout should be used inside a task');
    this.state = 'active';
    this.cancelling = this.task.cancelling();
    this.reschedule(this.deadline);
  }

  /** Raises TimeoutError in place of the cancellation that the timeout itself has asked for. */
  exit(exception: PyException | null): void {
    this.handle?.cancel();
    this.handle = null;
    if (this.state !== 'expiring') {
      if (this.state === 'active') this.state = 'finished';
      return;
    }
    this.state = 'expired';
    if (!this.task || this.task.uncancel() > this.cancelling || !exception) return;
    if (isCancelled(exception)) {
      const error = makeException(timeoutError);
      error.cause = exception;
      error.context = exception;
      throw new Raised(error);
    }
    insertTimeoutError(exception);
    for (const member of exception.members ?? []) {
      if (member instanceof PyException) insertTimeoutError(member);
    }
  }

  private onTimeout(): void {
    this.task?.cancel();
    this.state = 'expiring';
    this.handle = null;
  }

  describe(): string {
    const when =
      this.state !== 'active'
        ? ''
        : ` when=${this.deadline === null ? 'None' : reprFloat(Math.round(this.deadline) / 1000)}`;
    return `<Timeout [${this.state}]${when}>`;
  }
}

/** Another exception was raised while the cancellation was handled: the TimeoutError goes between the two. */
function insertTimeoutError(exception: PyException): void {
  let error = exception;
  while (error.context) {
    const { context } = error;
    if (isCancelled(context)) {
      const timeout = makeException(timeoutError);
      timeout.context = context;
      timeout.cause = context;
      error.context = timeout;
      return;
    }
    error = context;
  }
}

export function makeTimeout(when: number | null): Timeout {
  return new Timeout(when);
}

define(timeoutClass, {
  'when(self)': (self: Timeout) => (self.when === null ? null : new Float(self.when / 1000)),
  'reschedule(self, when)': (self: Timeout, when: Value) => {
    self.reschedule(when === null ? null : Number(numberOf(when)) * 1000);
  },
  'expired(self)': (self: Timeout) => self.expired,
  'async __aenter__(self)': function* (self: Timeout): Steps {
    self.enter();
    return self;
  },
  'async __aexit__(self, exc_type, exc_val, exc_tb)': function* (
    self: Timeout,
    _: Value,
    exception: PyException | null,
  ): Steps {
    self.exit(exception);
    return null;
  },
  '__repr__(self)': (self: Timeout) => self.describe(),
});
