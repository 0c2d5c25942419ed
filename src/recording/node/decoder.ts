import type { TraceWriter } from '../../core/trace/writer';
import type { WireDecoder } from '../recorder';
import { ThreadDecoder } from './thread';
import type { Program } from './thread';

/** The number of the main thread on the wire. */
const main = 0;
/** In place of a number: what the threads have sent since the last such frame belongs together. */
const together = 255;

/** Reads the frames of recorders/node: the first byte is a thread's number, and each thread has records of its own. */
export class NodeDecoder implements WireDecoder {
  private readonly threads = new Map<number, ThreadDecoder>();
  private readonly program: Program;

  /** `path` is the absolute path of the program's file, `text` what it holds. */
  constructor(writer: TraceWriter, path: string, text: string) {
    this.program = { writer, path, text, start: null, threads: this.threads };
  }

  get hello(): boolean {
    return this.threads.get(main)?.hello === true;
  }

  get dropped(): number {
    return [...this.threads.values()].reduce((sum, { dropped }) => sum + dropped, 0);
  }

  get over(): boolean {
    return this.threads.get(main)?.over === true;
  }

  read(payload: Buffer): void {
    const number = payload[0] ?? together;
    if (number === together) this.merge();
    else {
      const thread = this.thread(number);
      thread.add(payload.subarray(1));
      if (number === main && this.threads.size === 1) while (thread.step());
    }
  }

  end(): void {
    // What still waits was waiting when the program ended: the trace leaves it so.
    this.merge();
  }

  private thread(number: number): ThreadDecoder {
    let thread = this.threads.get(number);
    if (thread === undefined) this.threads.set(number, (thread = new ThreadDecoder(this.program)));
    return thread;
  }

  /** Reads what all threads have sent, in the order of time. */
  private merge(): void {
    for (;;) {
      let first: ThreadDecoder | null = null;
      let time = Infinity;
      for (const thread of this.threads.values()) {
        const { next } = thread;
        if (next === null || next >= time) continue;
        first = thread;
        time = next;
      }
      if (first?.step() !== true) return;
    }
  }
}
