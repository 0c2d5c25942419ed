/**
 * The trace format, version 1: the ordered events of one replay. A walkthrough (simulated) and a
 * recording (real) write the same format, and a step that both have has the same event kind.
 * docs/TRACE.md is this file in prose; a test compares them.
 *
 * A trace is a file format and the command line's contract, so its positions are one-based: lines
 * from 1, columns in UTF-16 code units from 1, as editors show them. Times are in milliseconds:
 * virtual in a walkthrough (work on the CPU takes none), wall-clock since the start in a recording.
 *
 * Invariants: `t` never decreases. At most one task of a `thread` runs at a time. A task's events are
 * `create`, then any number of `resume` … (`suspend`), then `end`; every `resume` but those of a cut trace is
 * closed by a `suspend` or an `end`. Ids of tasks, queue entries and watches are unique in the trace.
 */

import type { Keyword } from '../suspension/types';
import type { WaitsFor } from '../explain/types';

export const traceVersion = 1;

export interface Trace {
  readonly version: typeof traceVersion;
  readonly mode: 'walkthrough' | 'recording';
  readonly language: 'python' | 'typescript' | 'javascript';
  /** The source file as the user named it; the file of every position that names no other. */
  readonly file: string;
  /** The text of `file` as it was then; a trace that the panel has saved has it. */
  readonly source?: string;
  /** When the program (or the function walked through) ended, or was cut. */
  readonly endMs: number;
  readonly tasks: readonly TraceTask[];
  readonly events: readonly TraceEvent[];
  /** What the program printed to standard output, one entry a line. */
  readonly stdout: readonly string[];
  /** What the walkthrough assumed, in the order of the `assume` events; empty in a recording. */
  readonly assumptions: readonly Assumption[];
  /** Number of events that are missing because a buffer overflowed; one more where a limit was reached, after which nobody counts. */
  readonly dropped: number;
}

/** An asyncio task; for JavaScript an async call (a running instance of an async function), or the module's own code. */
export interface TraceTask {
  readonly id: number;
  /** As the runtime names it (`Task-1`); for JavaScript the function's name, numbered from its second call (`order`, `order #2`). */
  readonly name: string;
  /** Qualified name of the function it runs; `<module>` for a module's own code. */
  readonly function: string;
  /** The task that created it; null where none did. */
  readonly parent: number | null;
  /** The thread whose loop runs it, as the runtime names it (`Thread-1`, `worker 1`); absent for the main thread. */
  readonly thread?: string;
}

/** Something a walkthrough could not know and took for granted. */
export interface Assumption {
  readonly id: number;
  readonly kind: 'duration' | 'branch' | 'value' | 'loop' | 'limit' | 'unsupported';
  /** One sentence: `The HTTP response is assumed to take 100 ms.` */
  readonly text: string;
  /** What it is about, as the program or the watch names it: `user.active`, `HTTP response`; null where nothing has a name. */
  readonly subject: string | null;
  readonly line: number | null;
  readonly column: number | null;
  /** For `duration` in ms, for `loop` the turns, for `branch` 1 if the condition is taken to be true, 0 if not. Else null. */
  readonly value: number | null;
  /**
   * What a `Choice` could put in the place of `value`: the other branch, or usual numbers, instead of which any other
   * from 0 on will do. Empty where there is nothing to choose.
   */
  readonly alternatives: readonly number[];
  /** Whether `value` is what the user chose. */
  readonly chosen: boolean;
}

/** What the user wants a walkthrough to assume, at a place where one without it assumed something else. */
export interface Choice {
  readonly kind: 'duration' | 'branch' | 'loop';
  /** Place and subject are those of the assumption that it replaces; a null subject stands for all of them. */
  readonly line: number;
  readonly column: number;
  readonly subject: string | null;
  /** As in the assumption. */
  readonly value: number;
}

/**
 * The places where an entry waits for its turn. asyncio has one, `ready` (`BaseEventLoop._ready`); Node has the
 * nextTick queue, the microtask queue, and one list of callbacks per phase of libuv's loop.
 */
export type QueueName = 'ready' | 'nextTick' | 'microtask' | 'timers' | 'poll' | 'check' | 'close';

/**
 * The places where the loop watches something: asyncio's scheduled timers (`BaseEventLoop._scheduled`) and
 * selector, Node's timers and poll, threads, and `other` for what only another task can bring about.
 */
export type WatchPlace = 'timers' | 'selector' | 'poll' | 'threads' | 'other';

/** asyncio: `iteration` (start of `_run_once`), `select`. Node: `main` (the module's own code), then libuv's phases. */
export type Phase =
  'iteration' | 'select' | 'main' | 'timers' | 'pending' | 'poll' | 'check' | 'close';

/** What made a suspended task runnable, or put a callback in a queue. */
export interface Waker {
  readonly kind:
    | 'start' // a new task's first step
    | 'timer' // a timer was due
    | 'io' // a file descriptor was ready, a reply came
    | 'thread' // a thread or process pool finished
    | 'task' // another task ended
    | 'resolve' // a future or promise was completed by code
    | 'release' // a lock, semaphore or condition was released or notified
    | 'put' // an item (or a free place) appeared in a queue
    | 'set' // an event was set
    | 'cancel' // the task was cancelled
    | 'callback'; // scheduled by code: call_soon, nextTick, setImmediate, then, …
  /** The task whose step did it; null where the loop or plain code did. */
  readonly task: number | null;
  /** The watch that fired, where there is one. */
  readonly watch: number | null;
}

/** One await of the chain from a task's own coroutine down to the leaf that really waits. */
export interface ChainLink {
  readonly function: string;
  readonly line: number;
  readonly column: number;
}

interface EventBase {
  /** Milliseconds; never less than the event before. */
  readonly t: number;
  /** The task it happens to or that does it; null for the loop itself, plain callbacks and module code. */
  readonly task: number | null;
  /** The thread in whose loop it happens, as in `TraceTask`. */
  readonly thread?: string;
  /** Source position of what happens; absent where there is none (the loop's own work). */
  readonly line?: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** A task exists: `asyncio.create_task`, `gather`, or the call of an async function in JavaScript. Position: that call. */
export interface CreateEvent extends EventBase {
  readonly kind: 'create';
  readonly task: number;
  /** The task whose code created it. */
  readonly by: number | null;
}

/** A step of the task begins. Position: the first line of the function, or the await it continues from. */
export interface ResumeEvent extends EventBase {
  readonly kind: 'resume';
  readonly task: number;
  /** True for the first step: the body starts. */
  readonly first: boolean;
  /** The queue entry that ran it; null where it starts at once, on its caller's stack (JavaScript, eager tasks of asyncio). */
  readonly entry: number | null;
  /** A short preview of the value that the await gives; absent if it gives none or raises. */
  readonly value?: string;
  /** The exception that the await raises, as the runtime prints it on one line. */
  readonly error?: string;
  /** The name that receives the value. */
  readonly into?: string;
}

/** The task gives control back. Position: the suspension point of its innermost frame in `file`. */
export interface SuspendEvent extends EventBase {
  readonly kind: 'suspend';
  readonly task: number;
  readonly keyword: Keyword;
  readonly waitsFor: WaitsFor;
  /** The concrete thing: `2 s`, `queue orders`; null if nothing more is known. */
  readonly detail: string | null;
  /** The watches that can wake it; empty if only other tasks' code can, or if none is known. */
  readonly watches: readonly number[];
  /** The tasks it waits for; empty if none. */
  readonly tasks: readonly number[];
  /** From the task's own coroutine (first) to the innermost frame that is in the file (last). */
  readonly chain: readonly ChainLink[];
}

/** An await that completed without giving up control. Position: that await. */
export interface PassEvent extends EventBase {
  readonly kind: 'pass';
  readonly keyword: Keyword;
  readonly value?: string;
  readonly into?: string;
}

/** A coroutine that the task awaits starts running in the same task (Python). Position: its definition. */
export interface CallEvent extends EventBase {
  readonly kind: 'call';
  readonly function: string;
}

/** That coroutine has returned (or raised) to its awaiter, without a turn of the loop. Position: where it returned. */
export interface ReturnEvent extends EventBase {
  readonly kind: 'return';
  readonly function: string;
  readonly value?: string;
  readonly error?: string;
}

/** The task is over. Position: the last line it ran. */
export interface EndEvent extends EventBase {
  readonly kind: 'end';
  readonly task: number;
  readonly outcome: 'returned' | 'raised' | 'cancelled';
  readonly value?: string;
  readonly error?: string;
}

/** Somebody asks for `target` to be cancelled; it hears of it when it next runs. `task`: who asks. */
export interface CancelEvent extends EventBase {
  readonly kind: 'cancel';
  readonly target: number;
}

/** An entry joins a queue. `task`: the task whose step the entry will run, or null for a plain callback. */
export interface EnqueueEvent extends EventBase {
  readonly kind: 'enqueue';
  readonly entry: number;
  readonly queue: QueueName;
  /** What it is, in the runtime's own words: `Task.task_wakeup`, `setTimeout callback`, `then callback`. */
  readonly label: string;
  readonly waker: Waker;
}

/** A queue entry that is no task step begins to run, and leaves its queue. */
export interface CallbackEvent extends EventBase {
  readonly kind: 'callback';
  readonly task: null;
  readonly entry: number;
  readonly label: string;
  /** Whether it is the runtime's own (a future's bookkeeping) and not the user's code. */
  readonly internal: boolean;
}

/** That callback is over. */
export interface CallbackEndEvent extends EventBase {
  readonly kind: 'callbackEnd';
  readonly task: null;
  readonly entry: number;
  readonly error?: string;
}

/** A queue entry is taken out without running: it was cancelled. */
export interface DropEvent extends EventBase {
  readonly kind: 'drop';
  readonly entry: number;
}

/** The loop begins to watch something. `task`: on whose behalf, or null. */
export interface WatchEvent extends EventBase {
  readonly kind: 'watch';
  readonly watch: number;
  readonly place: WatchPlace;
  /** `2 s timer`, `HTTP response from example.com`, … */
  readonly label: string;
  /** When a timer is due, in the trace's own ms; null for anything else. */
  readonly due: number | null;
}

/** What was watched has happened. It leaves its place. */
export interface FireEvent extends EventBase {
  readonly kind: 'fire';
  readonly watch: number;
}

/** The loop no longer watches it: it was cancelled or is not wanted any more. */
export interface UnwatchEvent extends EventBase {
  readonly kind: 'unwatch';
  readonly watch: number;
}

/** The loop enters a phase. */
export interface PhaseEvent extends EventBase {
  readonly kind: 'phase';
  readonly task: null;
  readonly phase: Phase;
  /** Turns of the loop, counted from 1; 0 before the loop runs. */
  readonly iteration: number;
  /** For `select` and `poll`: how long the loop may sleep, in ms; null for as long as it takes; absent elsewhere. */
  readonly timeout?: number | null;
}

/** Text was written, line ends included. */
export interface OutputEvent extends EventBase {
  readonly kind: 'output';
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** Code held the loop up for `ms` without giving up control (`time.sleep`); `t` is its start. */
export interface BlockEvent extends EventBase {
  readonly kind: 'block';
  readonly ms: number;
  readonly label: string;
}

/** The walkthrough assumes something; see `Trace.assumptions`. */
export interface AssumeEvent extends EventBase {
  readonly kind: 'assume';
  readonly assumption: number;
}

/** What the runtime complains of: a coroutine never awaited, a rejection nobody handled. */
export interface WarnEvent extends EventBase {
  readonly kind: 'warn';
  readonly text: string;
}

export type TraceEvent =
  | CreateEvent
  | ResumeEvent
  | SuspendEvent
  | PassEvent
  | CallEvent
  | ReturnEvent
  | EndEvent
  | CancelEvent
  | EnqueueEvent
  | CallbackEvent
  | CallbackEndEvent
  | DropEvent
  | WatchEvent
  | FireEvent
  | UnwatchEvent
  | PhaseEvent
  | OutputEvent
  | BlockEvent
  | AssumeEvent
  | WarnEvent;

export type EventKind = TraceEvent['kind'];
