import type {
  ChainLink,
  EndEvent,
  Phase,
  QueueName,
  SuspendEvent,
  TraceEvent,
  Waker,
  WatchPlace,
} from '../trace/format';
import type { Roster } from './roster';

/** A stretch of the source, one-based as in the trace; `endLine` is null where the trace gives no end. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number | null;
  readonly endColumn: number | null;
}

/** What runs: the step of a task, or a callback of the loop. */
export type Frame =
  | { readonly kind: 'task'; readonly task: number }
  | {
      readonly kind: 'callback';
      readonly entry: number;
      readonly label: string;
      readonly internal: boolean;
    };

/** An entry that waits in a queue. `task`: the task whose step it runs; null for a plain callback. */
export interface QueueEntry {
  readonly entry: number;
  readonly task: number | null;
  readonly label: string;
  readonly waker: Waker;
}

/** Something the loop watches. `due` in the trace's ms, for timers only. */
export interface Watch {
  readonly watch: number;
  readonly place: WatchPlace;
  readonly label: string;
  readonly due: number | null;
  readonly task: number | null;
}

/**
 * `created`: exists, but nobody has scheduled it. `running`: on the stack; only the innermost frame of the
 * stack really runs, those below it wait for their call to return.
 */
export type TaskStatus = 'created' | 'ready' | 'running' | 'waiting' | 'done';

/** What a suspended task waits for. */
export interface Waiting extends Pick<
  SuspendEvent,
  'keyword' | 'waitsFor' | 'detail' | 'watches' | 'tasks'
> {
  readonly chain: readonly ChainLink[];
}

export interface TaskState {
  readonly id: number;
  /** The thread whose loop runs it; null for the main thread. */
  readonly thread: string | null;
  readonly status: TaskStatus;
  /** Time in ms since which it has this status. */
  readonly since: number;
  /** Where it runs, is parked, or ended. */
  readonly at: Place | null;
  /** The coroutines it has entered below its own function, outermost first. */
  readonly calls: readonly string[];
  /** What it was suspended for, until it runs again. */
  readonly waiting: Waiting | null;
  /** What put it in a queue last. */
  readonly wokenBy: Waker | null;
  /** Its entry in a queue; null while it is in none. */
  readonly entry: number | null;
  /** How often it has given up control so far. */
  readonly suspensions: number;
  /** Whether somebody asked for its cancellation. */
  readonly cancelled: boolean;
  readonly outcome: Pick<EndEvent, 'outcome' | 'value' | 'error'> | null;
}

/** The loop of one thread. */
export interface ThreadState {
  /**
   * Null before the loop enters its first phase. Of asyncio, `select` until the turn runs its first entry, then
   * `iteration`.
   */
  readonly phase: Phase | null;
  readonly iteration: number;
  /** How long the loop may sleep in this phase; null without limit; undefined where it does not sleep. */
  readonly timeout: number | null | undefined;
  /** The thread's stack, innermost frame last; empty while only the loop itself runs. */
  readonly stack: readonly Frame[];
  readonly queues: Readonly<Record<QueueName, readonly QueueEntry[]>>;
  readonly watches: readonly Watch[];
}

/** The event loop after some event of the trace: plain data that never changes. Of several threads' loops it is the event's. */
export interface LoopState extends ThreadState {
  /** Milliseconds. */
  readonly t: number;
  /** Whose loop it is; null for the main thread. */
  readonly thread: string | null;
  /** The loops of the other threads that there have been. */
  readonly others: ReadonlyMap<string | null, ThreadState>;
  /** Of all threads, in order of creation. */
  readonly tasks: Roster<TaskState>;
  /** How many `output` events there have been: what of `Replay.console` is on the console. */
  readonly printed: number;
  /** How many of the trace's assumptions have been made. */
  readonly assumed: number;
}

/** The source stretch of an event; null where it has none. */
export function placeOf(event: TraceEvent): Place | null {
  if (event.line === undefined || event.column === undefined) return null;
  return {
    line: event.line,
    column: event.column,
    endLine: event.endLine ?? null,
    endColumn: event.endColumn ?? null,
  };
}
