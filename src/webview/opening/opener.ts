import { digest, readDigest } from '../../core/replay/digest';
import type { Digested } from '../../core/replay/digest';
import type { LongTrace } from '../../core/trace/read';
import { EventTable } from '../../core/trace/table';
import type { Shown } from '../../protocol/messages';
import type { Read, ReadTrace } from './reading';
import { read } from './reading';
import type { Task } from './worker';
import { ownBytes, small, startWorker } from './worker-start';

/** What is shown, with its trace read. */
export interface ShownTrace extends Omit<Shown, 'trace'> {
  readonly trace: LongTrace;
}

/** What becomes of a trace that is being opened. */
export type Opening =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'broken'; readonly problems: readonly string[] }
  /** `whole`: whether it is all of the trace, or only its first events while the others are read. */
  | {
      readonly kind: 'opened';
      readonly shown: ShownTrace;
      readonly digested: Digested;
      readonly whole: boolean;
    };

/**
 * Opens one trace at a time: another takes the place of one that is still being read. Of a recording that goes on, what is
 * shown stays until the longer one is read whole; what comes while that is being read is left out, unless it is the last.
 */
export class Opener {
  private worker: Worker | null = null;
  /** Of the recording that was opened last. */
  private run: number | null = null;

  constructor(private readonly report: (opening: Opening) => void) {}

  open(shown: Shown, texts: Task['texts']): void {
    const { trace, recording } = shown;
    const goesOn = recording !== null && recording.run === this.run;
    if (goesOn && recording.running && this.worker) return;
    this.stop();
    this.run = recording?.run ?? null;
    if (!(trace instanceof Uint8Array)) {
      const digested = readDigest(digest(trace));
      this.report({ kind: 'opened', shown: { ...shown, trace }, digested, whole: true });
    } else if (trace.length <= small) this.readHere(trace, shown);
    else this.readApart(trace, shown, texts, goesOn);
  }

  /** Gives up what is being read. */
  stop(): void {
    this.endWorker();
    this.run = null;
  }

  private endWorker(): void {
    this.worker?.terminate();
    this.worker = null;
  }

  private readApart(bytes: Uint8Array, shown: Shown, texts: Task['texts'], goesOn: boolean): void {
    const worker = startWorker();
    if (!worker) {
      this.readHere(bytes, shown);
      return;
    }
    this.worker = worker;
    let given = false;
    worker.onmessage = ({ data }: MessageEvent<Read | { readonly kind: 'ready' }>) => {
      if (data.kind === 'ready') {
        given = true;
        const own = ownBytes(bytes);
        worker.postMessage({ kind: 'read', bytes: own, texts } satisfies Task, [own.buffer]);
        return;
      }
      const isLast = data.kind === 'whole' || data.kind === 'broken';
      if (isLast) this.endWorker();
      if (isLast || !goesOn) this.tell(data, shown);
    };
    worker.onerror = ({ message }) => {
      this.endWorker();
      if (given) this.report({ kind: 'broken', problems: [message] });
      else this.readHere(bytes, shown);
    };
  }

  private readHere(bytes: Uint8Array, shown: Shown): void {
    for (const message of read(bytes)) if (message.kind !== 'beginning') this.tell(message, shown);
  }

  private tell(message: Read, shown: Shown): void {
    if (message.kind === 'progress' || message.kind === 'broken') this.report(message);
    else this.report({ ...opened(message.trace, shown), whole: message.kind === 'whole' });
  }
}

function opened({ head, columns, digest: found }: ReadTrace, shown: Shown) {
  const trace = { ...head, events: new EventTable(columns) };
  return { kind: 'opened', shown: { ...shown, trace }, digested: readDigest(found) } as const;
}
