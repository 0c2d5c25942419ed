import type { Context, Job, JobAbout } from './context';
import type { MicrotaskQueue } from './microtask_queue';

/** The nextTick queue and its interplay with microtasks (Node: lib/internal/process/task_queues.js). */
export class TaskQueues {
  private readonly ticks: Job[] = [];

  constructor(
    private readonly context: Context,
    private readonly microtasks: MicrotaskQueue,
    /** Reports rejections that nobody handled (`processPromiseRejections`); true if that scheduled more work. */
    private readonly processPromiseRejections: () => boolean,
    /** Makes the check phase run these queues. */
    private readonly processInCheckPhase: () => void,
  ) {}

  nextTick(about: JobAbout): void {
    this.ticks.push(this.context.enqueue('nextTick', about));
  }

  /**
   * `processTicksAndRejections`: all ticks, then all microtasks, until both are empty. Microtasks do not run
   * between two ticks. What is left after an exception that an uncaughtException listener took waits for the check
   * phase (`setImmediate(noop)` of lib/internal/process/execution.js).
   */
  processTicksAndRejections(): void {
    do {
      for (let tick = this.ticks.shift(); tick; tick = this.ticks.shift()) {
        if (this.context.run(tick)) continue;
        this.processInCheckPhase();
        return;
      }
      this.microtasks.drain();
    } while (this.ticks.length > 0 || this.processPromiseRejections() || this.ticks.length > 0);
  }

  /**
   * What runs when a callback from the loop returns and the call stack is empty (`InternalCallbackScope::Close` and
   * `runNextTicks`): without a tick the microtasks go first.
   */
  runNextTicks(): void {
    if (this.ticks.length === 0) this.microtasks.drain();
    this.processTicksAndRejections();
  }
}
