import * as l10n from '@vscode/l10n';
import { BusyTurns, busyTurnsText } from '../busy_turns';
import type { PyDict } from '../python/objects/containers';
import { PyException, Raised, raise } from '../python/objects/exceptions';
import type { PyAsyncGenerator, PyCoroutine } from '../python/objects/functions';
import { PyObject } from '../python/objects/object';
import type { Value } from '../python/objects/object';
import { machine } from '../python/machine';
import { copyContext } from '../python/modules/contextvars';
import type { PyContext } from '../python/modules/contextvars';
import { heappop, heappush } from '../python/modules/heapq';
import { debugLog } from '../python/modules/logging';
import { call } from '../python/operations/call';
import { makeDict } from '../python/operations/hash';
import { nativeClass } from '../python/operations/native';
import { str } from '../python/operations/repr';
import { Handle, TimerHandle, runningEntry, runningLoop, setRunningLoop } from './events';
import type { Callback, Loop } from './events';
import { isExit } from './exceptions';
import { createFuture, internalCallback } from './futures';
import type { Purpose, PyFuture } from './futures';
import { Task } from './tasks';
import { Queue } from './ready';

/* Lib/asyncio/base_events.py: the ready queue, the scheduled timers, the selector, and the order of one turn. */

export const eventLoopClass = nativeClass('_UnixSelectorEventLoop', 'asyncio.unix_events');

/** Input or output that is under way: ready at a time that was assumed, in ms. */
interface PendingIo {
  readonly at: number;
  readonly sequence: number;
  readonly callback: Callback;
  readonly watch: number;
}

export class EventLoop extends PyObject implements Loop {
  private readonly ready = new Queue<Handle>();
  private readonly scheduled: TimerHandle[] = [];
  private readonly pendingIo: PendingIo[] = [];
  private sequence = 0;
  private iteration = 0;
  private readonly busy = new BusyTurns();
  private stopping = false;
  closed = false;
  /** `set_exception_handler`. */
  exceptionHandler: Value = null;
  /** `set_task_factory`. */
  taskFactory: Value = null;
  readonly tasks = new Set<Task>();
  readonly asyncGenerators = new Set<PyAsyncGenerator>();

  constructor() {
    super(eventLoopClass);
    debugLog('asyncio', 'Using selector: EpollSelector');
  }

  time(): number {
    return machine.time();
  }

  get isRunning(): boolean {
    return runningLoop() === this;
  }

  callSoon(callback: Callback, context: PyContext | null): Handle {
    this.checkClosed();
    const handle = new Handle(callback, context ?? copyContext(), this);
    this.enqueue(handle);
    return handle;
  }

  callLater(
    ms: number,
    callback: Callback,
    context: PyContext | null,
    label = l10n.t('{0} timer', duration(ms)),
  ): TimerHandle {
    return this.callAt(this.time() + ms, callback, context, label);
  }

  callAt(
    when: number,
    callback: Callback,
    context: PyContext | null,
    label = l10n.t('timer'),
  ): TimerHandle {
    this.checkClosed();
    const watch = machine.trace.nextWatch();
    const handle = new TimerHandle(
      when,
      ++this.sequence,
      watch,
      { ...callback, waker: { ...callback.waker, watch } },
      context ?? copyContext(),
      this,
    );
    handle.scheduled = true;
    heappush(this.scheduled, handle, isEarlier);
    machine.emit({
      kind: 'watch',
      task: machine.task,
      watch,
      place: 'timers',
      label,
      due: shown(when),
      ...machine.position(),
    });
    return handle;
  }

  /** Something outside the program that completes after an assumed time. */
  startIo(
    label: string,
    ms: number,
    place: 'selector' | 'threads',
    purpose: Partial<Purpose>,
  ): PyFuture {
    const watch = machine.trace.nextWatch();
    const wakes = place === 'threads' ? 'thread' : 'io';
    const future = createFuture(this, { wakes, detail: label, ...purpose, watch });
    this.pendingIo.push({
      at: this.time() + ms,
      sequence: ++this.sequence,
      watch,
      callback: {
        run: () => {
          if (!future.done) future.setResult(null);
        },
        label,
        internal: true,
        task: null,
        waker: { kind: wakes, task: null, watch },
      },
    });
    this.pendingIo.sort((a, b) => a.at - b.at || a.sequence - b.sequence);
    machine.emit({
      kind: 'watch',
      task: machine.task,
      watch,
      place,
      label,
      due: null,
      ...machine.position(),
    });
    return future;
  }

  /** The loop's clock, whichever thread asks. */
  private now(): number {
    return machine.time() - (machine.threadMs ?? 0);
  }

  handleCancelled(handle: Handle): void {
    if (handle instanceof TimerHandle && handle.scheduled) {
      machine.emit({ kind: 'unwatch', task: machine.task, watch: handle.watch });
    } else if (handle.entry !== null) {
      machine.emit({ kind: 'drop', task: machine.task, entry: handle.entry });
      handle.entry = null;
    }
  }

  private enqueue(handle: Handle): void {
    handle.entry = machine.trace.nextEntry();
    const { task, label, waker } = handle.callback;
    machine.emit({ kind: 'enqueue', task, entry: handle.entry, queue: 'ready', label, waker });
    this.ready.push(handle);
  }

  private checkClosed(): void {
    if (this.closed) raise('RuntimeError', 'Event loop is closed');
  }

  stop(): void {
    this.stopping = true;
  }

  runForever(): void {
    this.checkClosed();
    if (this.isRunning) raise('RuntimeError', 'This event loop is already running');
    if (runningLoop())
      raise('RuntimeError', 'Cannot run the event loop while another loop is running');
    setRunningLoop(this);
    try {
      do this.runOnce();
      while (!this.stopping);
    } finally {
      this.stopping = false;
      setRunningLoop(null);
    }
  }

  runUntilComplete(future: PyFuture): void {
    const stop = internalCallback('_run_until_complete_cb', (done) => {
      const error = done.isCancelled ? null : done.exception();
      // After KeyboardInterrupt or SystemExit the loop has stopped already.
      if (!error || !isExit(error)) this.stop();
    });
    future.addDoneCallback(stop);
    try {
      this.runForever();
    } finally {
      future.removeDoneCallback((callback) => callback === stop);
    }
    if (!future.done) raise('RuntimeError', 'Event loop stopped before Future completed.');
  }

  /** One turn: timers that are due join the ready queue after the selector; then what was ready runs. */
  private runOnce(): void {
    machine.step();
    this.iteration++;
    machine.emit({ kind: 'phase', task: null, phase: 'iteration', iteration: this.iteration });
    while (this.scheduled[0]?.cancelled) heappop(this.scheduled, isEarlier).scheduled = false;
    this.select();
    let todo = this.ready.length;
    for (; todo > 0; todo--) {
      const handle = this.ready.shift();
      if (handle && !handle.cancelled) this.run(handle);
    }
  }

  /** Waits until something is due, moves the clock there, and puts what is due into the ready queue. */
  private select(): void {
    const timer = this.scheduled[0]?.when ?? Infinity;
    const io = this.pendingIo[0]?.at ?? Infinity;
    const idle = this.ready.length === 0 && !this.stopping;
    const next = Math.min(timer, io, machine.pendingThreads.next);
    if (idle && next === Infinity) this.deadlock();
    const now = this.time();
    const wait = timer === Infinity ? null : Math.max(0, shown(timer) - shown(now));
    machine.emit({
      kind: 'phase',
      task: null,
      phase: 'select',
      iteration: this.iteration,
      timeout: idle ? wait : 0,
    });
    machine.runThreads(idle ? next : now);
    if (idle) this.busy.paused();
    machine.advanceTo(idle ? next : this.afterTurn(now, next));
    // The clock is read in microseconds here: what is due at the same one comes in the same turn.
    const end = shown(this.time()) + 0.0005;
    while (this.pendingIo[0] && this.pendingIo[0].at < end) {
      const operation = this.pendingIo.shift();
      if (!operation) break;
      this.busy.somethingHappened();
      machine.advanceTo(operation.at);
      machine.emit({ kind: 'fire', task: null, watch: operation.watch });
      this.enqueue(new Handle(operation.callback, copyContext(), this));
    }
    while (this.scheduled[0] && this.scheduled[0].when < end) {
      const handle = heappop(this.scheduled, isEarlier);
      handle.scheduled = false;
      if (handle.cancelled) continue;
      this.busy.somethingHappened();
      machine.advanceTo(handle.when);
      machine.emit({ kind: 'fire', task: null, watch: handle.watch });
      this.enqueue(handle);
    }
  }

  /** The time after a turn without a pause. */
  private afterTurn(now: number, due: number): number {
    const next = this.busy.turn(now, due, machine.clockReads.total);
    if (next > now) machine.assume('value', busyTurnsText());
    return next;
  }

  /** Nothing can ever happen any more: a real program would wait for ever. */
  private deadlock(): never {
    machine.end(
      machine.thread === null
        ? l10n.t('The walkthrough ends here: every task waits for something that no task will do.')
        : l10n.t(
            'The walkthrough ends here: an event loop in a thread waits for what other threads do, which is not modelled.',
          ),
    );
  }

  private run(handle: Handle): void {
    const { callback, entry } = handle;
    handle.entry = null;
    if (callback.task !== null) {
      runningEntry().entry = entry;
      handle.context.run(() => callback.run());
      return;
    }
    const { label, internal } = callback;
    if (entry !== null) machine.emit({ kind: 'callback', task: null, entry, label, internal });
    let error: string | null = null;
    try {
      handle.context.run(() => callback.run());
    } catch (thrown) {
      if (!(thrown instanceof Raised) || isExit(thrown.exception)) throw thrown;
      error = thrown.exception.cls.name;
      this.callExceptionHandler(`Exception in callback ${label}()`, thrown.exception);
    }
    if (entry === null) return;
    machine.emit({
      kind: 'callbackEnd',
      task: null,
      entry,
      ...(error === null ? {} : { error }),
    });
  }

  callExceptionHandler(message: string, exception: PyException, future?: PyObject): void {
    const context = makeDict([
      ['message', message],
      ['exception', exception],
      ...(future ? [['future', future] as const] : []),
    ]);
    this.reportContext(context);
  }

  /** `call_exception_handler`: the program's handler, or lines on stderr. */
  reportContext(context: PyDict): void {
    if (this.exceptionHandler !== null) {
      call(this.exceptionHandler, [this, context]);
      return;
    }
    const exception = context.get('exception');
    const message = str(context.get('message') ?? 'Unhandled exception in event loop');
    const cause =
      exception instanceof PyException ? `${exception.cls.name}: ${str(exception)}\n` : '';
    machine.write('stderr', `${message}\n${cause}`);
  }

  /** Whether there is one task and nothing that could happen without it. */
  get isAlone(): boolean {
    const waiting = this.pendingIo.length + this.ready.length;
    if (
      waiting > 0 ||
      machine.pendingThreads.next < Infinity ||
      this.scheduled.some(({ cancelled }) => !cancelled)
    )
      return false;
    return [...this.roots()].length <= 1;
  }

  /** What the loop keeps alive: tasks that are not done. It refers to tasks that are done weakly. */
  *roots(): Generator<PyObject, void> {
    for (const task of this.tasks) if (!task.done) yield task;
  }

  createTask(coroutine: PyCoroutine, name: string | null, context: PyContext | null = null): Task {
    this.checkClosed();
    if (this.taskFactory === null) return new Task(coroutine, this, name, context);
    const named = context === null ? null : new Map<string, Value>([['context', context]]);
    const task = call(this.taskFactory, [this, coroutine], named);
    if (!(task instanceof Task)) return new Task(coroutine, this, name, context);
    if (name !== null) {
      task.rename(name);
      // One that has begun already gets its name only now.
      machine.trace.renameTask(task.id, name);
    }
    return task;
  }

  close(): void {
    if (this.isRunning) raise('RuntimeError', 'Cannot close a running event loop');
    this.closed = true;
  }
}

/** The running loop, which is always one of ours. */
export function runningEventLoop(): EventLoop | null {
  const loop = runningLoop();
  return loop instanceof EventLoop ? loop : null;
}

/** The running loop; a RuntimeError in the program where none runs. */
export function requireEventLoop(): EventLoop {
  return runningEventLoop() ?? raise('RuntimeError', 'no running event loop');
}

/** By time, then by order of creation: a real clock never gives two timers the same time. */
function isEarlier(a: TimerHandle, b: TimerHandle): boolean {
  return a.when < b.when || (a.when === b.when && a.sequence < b.sequence);
}

/** Milliseconds as a trace shows them. */
function shown(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** A time for people: `2 s`, `150 ms`. */
export function duration(ms: number): string {
  const rounded = shown(ms);
  return rounded >= 1000 ? l10n.t('{0} s', rounded / 1000) : l10n.t('{0} ms', rounded);
}
