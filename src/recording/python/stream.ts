import type { TraceEvent, Waker } from '../../core/trace/format';
import type { Place } from '../source';
import type { Label } from './wire';

/** An entry of a loop's ready queue, rebuilt from what joined it: asyncio takes them out in the same order. */
export interface Entry {
  readonly id: number;
  /** The task whose step it runs; null for a plain callback. */
  readonly task: number | null;
  /** What a plain callback is; null for a task's step. */
  readonly label: Label | null;
  readonly waker: Waker;
  /** The runtime's own work, which the trace leaves out. */
  readonly hidden: boolean;
}

/** What runs in a loop right now. */
export type Running =
  | { readonly kind: 'task'; readonly task: TaskState }
  | { readonly kind: 'callback'; readonly entry: Entry }
  /** The runtime's own work, which a trace leaves out. */
  | { readonly kind: 'hidden' };

/** One event loop of the program. */
export class LoopStream {
  /** The thread that runs it, as in the trace; null for the main thread. */
  thread: string | null = null;
  iteration = 0;
  running: Running | null = null;
  /** What goes on when the eager start of a task is over, the innermost last. */
  readonly outer: (Running | null)[] = [];
  /** Set by a cancellation: the next wake-up of this task is because of it. */
  cancelled: number | null = null;
  /** Whether only the runtime's own tasks are left: `asyncio.run` cleans up. */
  closing = false;
  /** What the end of the running step puts in the queue, before the recorder can say that it has ended. */
  readonly held: TraceEvent[] = [];
  private ready: Entry[] = [];
  /** Where the queue begins in `ready`: shifting a long array costs its length. */
  private first = 0;

  join(entry: Entry): void {
    this.ready.push(entry);
  }

  /** Takes out the first entry of the task, or with the label; undefined where it joined unseen. */
  take(task: number | null, label: Label | null): Entry | undefined {
    for (let at = this.first; at < this.ready.length; at++) {
      const entry = this.ready[at];
      if (entry?.task !== task || entry.label !== label) continue;
      if (at > this.first) this.ready.splice(at, 1);
      else this.advance();
      return entry;
    }
    return undefined;
  }

  /** Takes out the entry that is next. */
  next(): Entry | undefined {
    const entry = this.ready[this.first];
    if (entry !== undefined) this.advance();
    return entry;
  }

  private advance(): void {
    this.first++;
    if (this.first < 1024 || this.first * 2 < this.ready.length) return;
    this.ready = this.ready.slice(this.first);
    this.first = 0;
  }
}

/** What is known of a task while it lives. */
export interface TaskState {
  readonly id: number;
  started: boolean;
  /** How many of its coroutines have been entered and not left, by `CALL` and `RETURN`. */
  depth: number;
  /** Timers set in the running step, or that it waits on. */
  timers: { readonly watch: number; readonly ms: number }[];
  /** Watches of descriptors set in the running step that still stand. */
  sockets: number[];
  /** Where the trace has its suspension by the network, while no watch is known that ends it; null otherwise. */
  unwatched: number | null;
  /** Where it is, or was last. */
  place: Partial<Place>;
  /** What wakes it where it wakes itself; made when first needed. */
  itself: Waker | null;
}

/** The task whose step runs. */
export function taskIn({ running }: LoopStream): TaskState | undefined {
  return running?.kind === 'task' ? running.task : undefined;
}

/** A task as an event names it. */
export function idOf(task: TaskState | undefined): number | null {
  return task?.id ?? null;
}

/** What wakes a task that gives up control for one turn only. */
export function itself(task: TaskState): Waker {
  return (task.itself ??= { kind: 'callback', task: task.id, watch: null });
}
