import type { Context, Job, JobAbout } from './context';

/** V8's microtask queue (src/execution/microtask-queue.cc): promise jobs and queueMicrotask callbacks, first in first out. */
export class MicrotaskQueue {
  private jobs: Job[] = [];
  private next = 0;

  constructor(private readonly context: Context) {}

  get isEmpty(): boolean {
    return this.next === this.jobs.length;
  }

  enqueue(about: JobAbout): void {
    this.jobs.push(this.context.enqueue('microtask', about));
  }

  /** A microtask checkpoint: also runs what the microtasks themselves enqueue, before anything else gets its turn. */
  drain(): void {
    for (let job = this.jobs[this.next]; job !== undefined; job = this.jobs[this.next]) {
      this.next++;
      this.context.run(job);
      if (this.next > 1000 && this.next * 2 > this.jobs.length) {
        this.jobs = this.jobs.slice(this.next);
        this.next = 0;
      }
    }
    this.jobs = [];
    this.next = 0;
  }
}
