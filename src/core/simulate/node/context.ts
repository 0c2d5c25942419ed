import type { WaitsFor } from '../../explain/types';
import type { QueueName, Waker, WatchPlace } from '../../trace/format';
import type { TraceWriter } from '../../trace/writer';

/** A one-based place in the source. */
export interface SourcePlace {
  readonly line: number;
  readonly column: number;
}

/** What waits in one of the queues: a callback, or the next step of a task. */
export interface Job {
  readonly entry: number;
  readonly label: string;
  /** A task's step announces itself with `resume`; everything else is announced as a callback. */
  readonly task: number | null;
  /** The runtime's own bookkeeping, not the user's code. */
  readonly internal: boolean;
  /** Where its code is defined. */
  readonly place: SourcePlace | null;
  /** What put it into its queue: code in it acts on behalf of this. */
  readonly waker: Waker;
  readonly run: () => void;
  /** The async context in which it was made (AsyncLocalStorage). */
  readonly frame: AsyncFrame;
}

/** What AsyncLocalStorage instances hold, by instance; handed from job to job. */
export type AsyncFrame = ReadonlyMap<unknown, unknown> | undefined;

/** What waiting for a watch means, in the words of explanations. */
export interface Watched {
  readonly waitsFor: WaitsFor;
  /** `2 s`; null where nothing more is known. */
  readonly detail: string | null;
}

export type JobAbout = Pick<Job, 'label' | 'run'> & Partial<Omit<Job, 'label' | 'run' | 'entry'>>;

/** What the program is doing right now, and the trace of it: shared by the evaluator and the loop's parts. */
export class Context {
  frame: AsyncFrame = undefined;
  /** The task whose code runs; null in plain callbacks. */
  task: number | null = null;
  /** The place of the innermost call that runs. */
  place: SourcePlace | null = null;
  /** Whether the runtime's own callback runs: what it does, it does for what made it run. */
  private internal = false;
  /** The queue entry that runs; null where the module's own code does. */
  entry: number | null = null;
  /** What is being watched, by id. */
  readonly watched = new Map<number, Watched>();
  /** Collects the watches that begin while a promise's executor runs: they are what the promise waits for. */
  collecting: number[] | null = null;
  /** What the running callback is the consequence of: a timer, a reply. */
  cause: Waker = { kind: 'callback', task: null, watch: null };

  constructor(
    readonly writer: TraceWriter,
    /** Called for an exception that no code caught. */
    private readonly uncaught: (error: unknown) => void,
  ) {}

  /** Who makes something runnable from here: the running task, else what the running callback came from. */
  waker(kind: Waker['kind']): Waker {
    if (this.task !== null) return { kind, task: this.task, watch: null };
    if (this.cause.watch !== null || this.internal) return this.cause;
    return { kind, task: null, watch: null };
  }

  /** Makes a job and records that it joins a queue. */
  enqueue(queue: QueueName, about: JobAbout): Job {
    const { label, run, task = null, internal = false } = about;
    const waker = about.waker ?? this.waker('callback');
    const entry = this.writer.nextEntry();
    const frame = 'frame' in about ? about.frame : this.frame;
    const job: Job = {
      entry,
      label,
      task,
      internal,
      place: about.place ?? null,
      waker,
      run,
      frame,
    };
    const { place } = this;
    // Literals with all their fields: this is what a walkthrough does most.
    if (place) {
      const { line, column } = place;
      this.writer.emit({ kind: 'enqueue', task, entry, queue, label, waker, line, column });
    } else this.writer.emit({ kind: 'enqueue', task, entry, queue, label, waker });
    return job;
  }

  /** Takes the job from its queue and runs it on an empty call stack; false if an exception ended it. */
  run(job: Job): boolean {
    const { writer } = this;
    this.cause = job.waker;
    this.internal = job.internal;
    this.entry = job.entry;
    this.frame = job.frame;
    if (job.task !== null) {
      return this.guard(job.run);
    }
    this.task = null;
    this.place = job.place;
    const { entry, label, internal, place } = job;
    if (place) {
      const { line, column } = place;
      writer.emit({ kind: 'callback', task: null, entry, label, internal, line, column });
    } else writer.emit({ kind: 'callback', task: null, entry, label, internal });
    const completed = this.guard(job.run);
    writer.emit({ kind: 'callbackEnd', task: null, entry: job.entry });
    this.task = null;
    return completed;
  }

  /** Runs code whose exceptions nobody above catches; false if there was one, and the program goes on. */
  guard(code: () => void): boolean {
    try {
      code();
      return true;
    } catch (error) {
      this.uncaught(error);
      return false;
    }
  }

  watch(place: WatchPlace, label: string, due: number | null, about: Watched): number {
    const watch = this.writer.nextWatch();
    this.watched.set(watch, about);
    this.collecting?.push(watch);
    this.writer.emit({
      kind: 'watch',
      task: this.task,
      watch,
      place,
      label,
      due,
      ...(this.place ? { line: this.place.line, column: this.place.column } : {}),
    });
    return watch;
  }

  fire(watch: number): void {
    this.watched.delete(watch);
    this.writer.emit({ kind: 'fire', task: null, watch });
  }

  unwatch(watch: number): void {
    this.watched.delete(watch);
    this.writer.emit({ kind: 'unwatch', task: this.task, watch });
  }
}
