import type { Compared } from './comparing';
import { compareBytes } from './comparing';
import type { Task } from './worker';
import { ownBytes, small, startWorker } from './worker-start';

/** Compares two traces at a time: others take the place of those that are still being compared. */
export class Comparer {
  private worker: Worker | null = null;

  constructor(private readonly report: (compared: Compared) => void) {}

  open(before: Uint8Array, after: Uint8Array, texts: Task['texts']): void {
    this.stop();
    const worker = before.length + after.length > small ? startWorker() : null;
    if (!worker) {
      this.report(compareBytes(before, after));
      return;
    }
    this.worker = worker;
    let given = false;
    worker.onmessage = ({ data }: MessageEvent<Compared | { readonly kind: 'ready' }>) => {
      if (data.kind === 'ready') {
        given = true;
        const own = [ownBytes(before), ownBytes(after)] as const;
        const task: Task = { kind: 'compare', before: own[0], after: own[1], texts };
        worker.postMessage(task, [...new Set(own.map(({ buffer }) => buffer))]);
        return;
      }
      this.stop();
      this.report(data);
    };
    worker.onerror = ({ message }) => {
      this.stop();
      this.report(given ? { kind: 'broken', problems: [message] } : compareBytes(before, after));
    };
  }

  /** Gives up what is being compared. */
  stop(): void {
    this.worker?.terminate();
    this.worker = null;
  }
}
