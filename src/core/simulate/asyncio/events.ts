import type { Waker } from '../../trace/format';
import type { PyException } from '../python/objects/exceptions';
import { raise } from '../python/objects/exceptions';
import { PyObject } from '../python/objects/object';
import { perWalkthrough } from '../python/machine';
import { defineGetters, define, nativeClass } from '../python/operations/native';
import { Float } from '../python/objects/object';
import type { PyContext } from '../python/modules/contextvars';

/* Lib/asyncio/events.py: handles, and which loop runs. */

export const handleClass = nativeClass('Handle', 'asyncio.events');
export const timerHandleClass = nativeClass('TimerHandle', 'asyncio.events', null, [handleClass]);

/** What the loop is asked to call. */
export interface Callback {
  run(): void;
  /** In the runtime's own words: `Task.task_wakeup`. */
  readonly label: string;
  /** Whether it is the library's own bookkeeping. */
  readonly internal: boolean;
  /** The trace's id of the task whose step it is; null for any other callback. */
  readonly task: number | null;
  readonly waker: Waker;
}

/** A callback in the ready queue, or on its way there. */
export class Handle extends PyObject {
  cancelled = false;
  /** The trace's id of its entry in the ready queue; null while it is not there. */
  entry: number | null = null;

  constructor(
    readonly callback: Callback,
    readonly context: PyContext,
    readonly loop: Loop,
    cls = handleClass,
  ) {
    super(cls);
  }

  cancel(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    this.loop.handleCancelled(this);
  }
}

/** A callback with a time, in ms of the loop's clock. */
export class TimerHandle extends Handle {
  scheduled = false;

  constructor(
    readonly when: number,
    /** Order of creation, which decides between timers that are due at the same time. */
    readonly sequence: number,
    readonly watch: number,
    callback: Callback,
    context: PyContext,
    loop: Loop,
  ) {
    super(callback, context, loop, timerHandleClass);
  }
}

/** What futures, tasks and locks need of the loop. */
export interface Loop extends PyObject {
  callSoon(callback: Callback, context: PyContext | null): Handle;
  callLater(ms: number, callback: Callback, context: PyContext | null, label?: string): TimerHandle;
  /** The loop's clock in ms. */
  time(): number;
  handleCancelled(handle: Handle): void;
  callExceptionHandler(message: string, exception: PyException, future?: PyObject): void;
}

const running = perWalkthrough((): { loop: Loop | null } => ({ loop: null }));

export function runningLoop(): Loop | null {
  return running().loop;
}

export function setRunningLoop(loop: Loop | null): void {
  running().loop = loop;
}

export function getRunningLoop(): Loop {
  const { loop } = running();
  if (!loop) raise('RuntimeError', 'no running event loop');
  return loop;
}

/** The queue entry whose task step is running or about to run. */
export const runningEntry = perWalkthrough((): { entry: number | null } => ({ entry: null }));

define(handleClass, {
  'cancel(self)': (self: Handle) => {
    self.cancel();
  },
  'cancelled(self)': (self: Handle) => self.cancelled,
});
define(timerHandleClass, { 'when(self)': (self: TimerHandle) => new Float(self.when / 1000) });
defineGetters(handleClass, {
  _cancelled: (self: Handle) => self.cancelled,
});
