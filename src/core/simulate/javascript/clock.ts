import * as l10n from '@vscode/l10n';
import type { TraceWriter } from '../../trace/writer';
import { BusyReads, isLengthened } from '../busy_reads';
import type { Context } from '../node/context';

/** The clock as the program reads it: to code that reads it over and over it shows that time passes. */
export class Clock {
  readonly reads = new BusyReads();

  constructor(
    private readonly writer: TraceWriter,
    private readonly context: Context,
  ) {}

  /** Virtual time in ms since the start. */
  read(): number {
    const { writer, context } = this;
    this.reads.read(context.place, writer.events, () => {
      this.passTime();
    });
    return writer.now;
  }

  private passTime(): void {
    const { writer, context } = this;
    if (!isLengthened(writer.events, writer.now)) {
      const label = l10n.t('Busy loop');
      writer.emit({ kind: 'block', task: context.task, ms: 1, label, ...context.place });
    }
    writer.now++;
  }
}
