import type { Start } from './places';

/** A text that a worker's code has written to one of its standard streams. */
interface Write {
  /** 1 for standard output, 2 for standard error. */
  readonly stream: number;
  readonly text: string;
  /** The task that wrote it, and where; null and nothing where that is not known. */
  readonly task: number | null;
  readonly place: Start;
}

/** So many are kept: what the program reads itself, in place of Node, is never printed. */
const maxPending = 1_000;

/** What a worker has written, until the main thread prints it. */
export class Written {
  private readonly pending: Write[] = [];

  add(write: Write): void {
    if (this.pending.length === maxPending) this.pending.shift();
    this.pending.push(write);
  }

  /** The write by which the main thread prints a text now; those of the stream before it are not printed any more. */
  take(stream: number, text: string): Write | null {
    const { pending } = this;
    const index = pending.findIndex((write) => write.stream === stream && write.text === text);
    if (index === -1) return null;
    const [found = null] = pending.splice(index, 1);
    const rest = pending.filter((write, at) => at >= index || write.stream !== stream);
    pending.splice(0, pending.length, ...rest);
    return found;
  }
}
