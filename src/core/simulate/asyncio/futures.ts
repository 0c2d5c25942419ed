import * as l10n from '@vscode/l10n';
import type { WaitsFor } from '../../explain/types';
import type { Waker } from '../../trace/format';
import {
  PyException,
  Raised,
  isRaised,
  makeException,
  raise,
  stopIteration,
} from '../python/objects/exceptions';
import { Awaitable, PyGenerator } from '../python/objects/functions';
import { PyClass } from '../python/objects/object';
import type { Steps, Value } from '../python/objects/object';
import { machine, perWalkthrough } from '../python/machine';
import { copyContext } from '../python/modules/contextvars';
import type { PyContext } from '../python/modules/contextvars';
import { call } from '../python/operations/call';
import { equal } from '../python/operations/compare';
import { define, defineGetters, nativeClass } from '../python/operations/native';
import { repr } from '../python/operations/repr';
import { callableName } from './format_helpers';
import { getRunningLoop } from './events';
import type { Loop } from './events';
import { cancelledError, invalidStateErrorClass } from './exceptions';

/* Lib/asyncio/futures.py. */

export const futureClass = nativeClass(
  'Future',
  '_asyncio',
  (cls) => new PyFuture(getRunningLoop(), cls),
);

/** What a future stands for, for the trace of whoever waits for it. */
export interface Purpose {
  readonly waitsFor: WaitsFor;
  readonly detail: string | null;
  /** What completing it counts as. */
  readonly wakes: Waker['kind'];
  readonly watch: number | null;
}

const plainFuture: Purpose = { waitsFor: 'promise', detail: null, wakes: 'resolve', watch: null };

/** A callback for when a future is done: the library's own, or a function of the program. */
export interface DoneCallback {
  run(future: PyFuture): void;
  readonly label: string;
  readonly internal: boolean;
  /** The trace's id of the task that it wakes. */
  readonly task: number | null;
  /** The function of the program, by which `remove_done_callback` finds it. */
  readonly func: Value | undefined;
}

export class PyFuture extends Awaitable {
  state: 'PENDING' | 'CANCELLED' | 'FINISHED' = 'PENDING';
  protected value: Value = null;
  protected error: PyException | null = null;
  protected cancelledException: PyException | null = null;
  cancelMessage: Value = null;
  /** True while a task that has just yielded it may wait for it. */
  blocking = false;
  purpose: Purpose = plainFuture;
  private callbacks: { callback: DoneCallback; context: PyContext }[] = [];

  constructor(
    readonly loop: Loop,
    cls: PyClass = futureClass,
  ) {
    super(cls);
  }

  get done(): boolean {
    return this.state !== 'PENDING';
  }

  get isCancelled(): boolean {
    return this.state === 'CANCELLED';
  }

  makeCancelledError(): PyException {
    const known = this.cancelledException;
    this.cancelledException = null;
    return known ?? cancelledError(this.cancelMessage);
  }

  cancel(message: Value = null): boolean {
    this.retrieved();
    if (this.state !== 'PENDING') return false;
    this.state = 'CANCELLED';
    this.cancelMessage = message;
    this.scheduleCallbacks('cancel');
    return true;
  }

  result(): Value {
    if (this.state === 'CANCELLED') throw new Raised(this.makeCancelledError());
    if (this.state !== 'FINISHED') raise(invalidStateErrorClass, 'Result is not set.');
    this.retrieved();
    if (this.error) throw new Raised(this.error);
    return this.value;
  }

  exception(): PyException | null {
    if (this.state === 'CANCELLED') throw new Raised(this.makeCancelledError());
    if (this.state !== 'FINISHED') raise(invalidStateErrorClass, 'Exception is not set.');
    this.retrieved();
    return this.error;
  }

  setResult(value: Value): void {
    if (this.state !== 'PENDING') raise(invalidStateErrorClass, 'invalid state');
    this.value = value;
    this.state = 'FINISHED';
    this.scheduleCallbacks();
  }

  setException(error: PyException): void {
    if (this.state !== 'PENDING') raise(invalidStateErrorClass, 'invalid state');
    this.error = error;
    this.state = 'FINISHED';
    this.scheduleCallbacks();
    neverRetrieved().add(this);
    machine.mortal.add(this);
  }

  /** Somebody knows of the exception, if there is one. */
  private retrieved(): void {
    if (neverRetrieved().delete(this)) machine.mortal.delete(this);
  }

  /** `Future.__del__`: nothing refers to it any more, and nobody has asked for its exception. */
  reportNeverRetrieved(): void {
    if (!neverRetrieved().delete(this) || !this.error) return;
    warnNeverRetrieved(this);
    const kind = this.cls.isSubclassOf(futureClass) && this.cls !== futureClass ? 'Task' : 'Future';
    this.loop.callExceptionHandler(`${kind} exception was never retrieved`, this.error, this);
  }

  addDoneCallback(callback: DoneCallback, context: PyContext | null = null): void {
    const scope = context ?? copyContext();
    if (this.done) this.schedule(callback, scope, this.purpose.wakes);
    else this.callbacks.push({ callback, context: scope });
  }

  removeDoneCallback(matches: (callback: DoneCallback) => boolean): number {
    const before = this.callbacks.length;
    this.callbacks = this.callbacks.filter(({ callback }) => !matches(callback));
    return before - this.callbacks.length;
  }

  private scheduleCallbacks(kind: Waker['kind'] = this.purpose.wakes): void {
    const { callbacks } = this;
    this.callbacks = [];
    for (const { callback, context } of callbacks) this.schedule(callback, context, kind);
  }

  private schedule(callback: DoneCallback, context: PyContext, kind: Waker['kind']): void {
    this.loop.callSoon(
      {
        run: () => callback.run(this),
        label: callback.label,
        internal: callback.internal,
        task: callback.task,
        waker: { kind, task: machine.task, watch: this.purpose.watch },
      },
      context,
    );
  }

  /** Ids of the tasks that somebody who waits for this waits for. */
  waitedTasks(): number[] {
    return [];
  }

  *await(): Steps {
    if (!this.done) {
      this.blocking = true;
      yield this;
    }
    if (!this.done) raise('RuntimeError', "await wasn't used with future");
    return this.result();
  }

  /** `repr` without the angle brackets: Lib/asyncio/base_futures.py. */
  describe(): string {
    const info = [this.state.toLowerCase()];
    if (this.state === 'FINISHED') {
      info.push(this.error ? `exception=${repr(this.error)}` : `result=${repr(this.value)}`);
    }
    return `${this.cls.name} ${info.join(' ')}`;
  }
}

/** Futures with an exception that nobody has asked for. */
export const neverRetrieved = perWalkthrough(() => new Set<PyFuture>());

export function warnNeverRetrieved(future: PyFuture): void {
  machine.emit({
    kind: 'warn',
    task: null,
    text: l10n.t('The exception of {0} was never retrieved.', future.describe()),
  });
}

export function createFuture(loop: Loop, purpose: Partial<Purpose> = {}): PyFuture {
  const future = new PyFuture(loop);
  future.purpose = { ...plainFuture, ...purpose };
  return future;
}

/** A callback of the library's own. */
export function internalCallback(
  label: string,
  run: (future: PyFuture) => void,
  task: number | null = null,
): DoneCallback {
  return { run, label, internal: true, task, func: undefined };
}

define(futureClass, {
  '__init__(self, *, loop=None)': () => null,
  'cancel(self, msg=None)': (self: PyFuture, message: Value) => self.cancel(message),
  'cancelled(self)': (self: PyFuture) => self.isCancelled,
  'done(self)': (self: PyFuture) => self.done,
  'result(self)': (self: PyFuture) => self.result(),
  'exception(self)': (self: PyFuture) => self.exception(),
  'set_result(self, result, /)': (self: PyFuture, value: Value) => {
    self.setResult(value);
  },
  'set_exception(self, exception, /)': (self: PyFuture, given: Value) => {
    self.setException(exceptionFor(given));
  },
  'add_done_callback(self, fn, /, *, context=None)': (
    self: PyFuture,
    func: Value,
    context: PyContext | null,
  ) => {
    const run = (future: PyFuture): void => void call(func, [future]);
    self.addDoneCallback(
      { run, label: callableName(func), internal: false, task: null, func },
      context,
    );
  },
  'remove_done_callback(self, fn, /)': (self: PyFuture, func: Value) =>
    self.removeDoneCallback(
      (callback) => callback.func !== undefined && equal(callback.func, func),
    ),
  'get_loop(self)': (self: PyFuture) => self.loop,
  '__repr__(self)': (self: PyFuture) => `<${self.describe()}>`,
  '__await__(self)': (self: PyFuture) =>
    new PyGenerator('__await__', 'Future.__await__', self.await(), null),
  '@classmethod __class_getitem__(cls, item)': (cls: Value) => cls,
});
defineGetters(futureClass, {
  _state: (self: PyFuture) => self.state,
  _loop: (self: PyFuture) => self.loop,
});

function exceptionFor(given: Value): PyException {
  const made = given instanceof PyClass ? call(given, []) : given;
  if (!(made instanceof PyException)) {
    raise('TypeError', 'exception must be an exception object or class');
  }
  if (!isRaised(new Raised(made), stopIteration)) return made;
  const error = makeException(
    'RuntimeError',
    'StopIteration interacts badly with generators and cannot be raised into a Future',
  );
  error.cause = made;
  error.context = made;
  return error;
}
