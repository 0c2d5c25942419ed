import type { Context, Job, SourcePlace } from './context';
import type { TaskQueues } from './task_queues';

/** One `setImmediate` callback. */
export class Immediate {
  job: Job | null = null;
  cleared = false;
  referenced = true;

  constructor(
    readonly callback: () => void,
    readonly place: SourcePlace | null,
  ) {}
}

/** The check phase's callbacks (`processImmediate` of lib/internal/timers.js). */
export class Immediates {
  private queue: Immediate[] = [];
  private referencedCount = 0;
  private turnRequested = false;

  constructor(
    private readonly context: Context,
    private readonly taskQueues: TaskQueues,
  ) {}

  get keepsAlive(): boolean {
    return this.referencedCount > 0 || this.turnRequested;
  }

  add(immediate: Immediate): void {
    immediate.job = this.context.enqueue('check', {
      label: 'setImmediate callback',
      place: immediate.place,
      run: immediate.callback,
    });
    if (immediate.referenced) this.referencedCount++;
    this.queue.push(immediate);
  }

  /** The next check phase runs ticks and microtasks, whether or not an immediate is there. */
  requestTurn(): void {
    this.turnRequested = true;
  }

  clear(immediate: Immediate): void {
    if (immediate.cleared || !immediate.job) return;
    immediate.cleared = true;
    if (immediate.referenced) this.referencedCount--;
    this.context.writer.emit({ kind: 'drop', task: this.context.task, entry: immediate.job.entry });
  }

  setReferenced(immediate: Immediate, referenced: boolean): void {
    if (immediate.referenced === referenced) return;
    immediate.referenced = referenced;
    if (!immediate.cleared) this.referencedCount += referenced ? 1 : -1;
  }

  get isEmpty(): boolean {
    return !this.turnRequested && this.queue.every((immediate) => immediate.cleared);
  }

  /** Runs those that are there; what they add waits for the next turn of the loop. */
  process(): void {
    // Those of Node's own come first, in a scope whose end goes through the queues (`RunAndClearNativeImmediates` of src/env.cc).
    if (this.turnRequested) this.taskQueues.runNextTicks();
    this.turnRequested = false;
    const batch = this.queue;
    this.queue = [];
    let ranAtLeastOne = false;
    for (const immediate of batch) {
      if (!immediate.job) continue;
      if (ranAtLeastOne) this.taskQueues.runNextTicks();
      // It may have been cleared, also by those ticks.
      if (immediate.cleared) continue;
      ranAtLeastOne = true;
      immediate.cleared = true;
      if (immediate.referenced) this.referencedCount--;
      this.context.run(immediate.job);
    }
    this.taskQueues.runNextTicks();
  }
}
