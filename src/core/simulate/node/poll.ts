import type { AsyncFrame, Context, SourcePlace, Watched } from './context';
import type { TaskQueues } from './task_queues';

/** Something outside the program that will be ready at an assumed time. */
export interface Operation {
  readonly label: string;
  readonly place: SourcePlace | null;
  readonly callback: () => void;
  readonly watch: number;
  readonly due: number;
  readonly frame: AsyncFrame;
}

/** The poll phase: replies, files (libuv's thread pool reports here too), child processes. */
export class Poll {
  private pending: Operation[] = [];

  constructor(
    private readonly context: Context,
    private readonly taskQueues: TaskQueues,
  ) {}

  get keepsAlive(): boolean {
    return this.pending.length > 0;
  }

  get nextDue(): number | undefined {
    return this.pending[0]?.due;
  }

  /** Watches for something that takes `ms`; gives the watch's id. */
  start(
    where: 'poll' | 'threads',
    label: string,
    ms: number,
    about: Watched,
    callback: () => void,
  ): number {
    const { context } = this;
    const due = context.writer.now + ms;
    const watch = context.watch(where, label, null, about);
    const at = this.pending.findIndex((other) => other.due > due);
    this.pending.splice(at < 0 ? this.pending.length : at, 0, {
      label,
      place: context.place,
      callback,
      watch,
      due,
      frame: context.frame,
    });
    return watch;
  }

  cancel(watch: number): void {
    const at = this.pending.findIndex((operation) => operation.watch === watch);
    if (at < 0) return;
    this.pending.splice(at, 1);
    this.context.unwatch(watch);
  }

  /** Runs the callbacks of what is ready. */
  process(): void {
    const { context } = this;
    for (
      let next = this.pending[0];
      next && next.due <= context.writer.now;
      next = this.pending[0]
    ) {
      this.pending.shift();
      context.task = null;
      context.place = next.place;
      context.fire(next.watch);
      const waker = { kind: 'io', task: null, watch: next.watch } as const;
      context.run(
        context.enqueue('poll', {
          label: next.label,
          place: next.place,
          waker,
          frame: next.frame,
          internal: true,
          run: next.callback,
        }),
      );
      this.taskQueues.runNextTicks();
    }
  }
}
