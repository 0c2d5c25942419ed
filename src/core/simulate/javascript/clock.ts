import * as l10n from '@vscode/l10n';
import type { TraceWriter } from '../../trace/writer';
import type { Context, SourcePlace } from '../node/context';
import { clockReadsOfBusyWait } from './limits';

/** The clock as the program reads it: to code that reads it over and over it shows that time passes. */
export class Clock {
  /** How often the program has read it. */
  reads = 0;
  /** Of the reads since the trace had so many events. */
  private count = 0;
  private readonly places = new Set<SourcePlace | null>();
  private events = 0;

  constructor(
    private readonly writer: TraceWriter,
    private readonly context: Context,
  ) {}

  /** Virtual time in ms since the start. */
  read(): number {
    this.reads++;
    const { events } = this.writer;
    const { place } = this.context;
    if (this.events !== events.length) this.places.clear();
    // Code that reads it elsewhere has waited long enough.
    if (!this.places.has(place)) this.count = 0;
    this.places.add(place);
    if (++this.count > clockReadsOfBusyWait) {
      this.passTime();
      this.count = clockReadsOfBusyWait;
    }
    this.events = events.length;
    return this.writer.now;
  }

  /** Lets a millisecond of a busy wait pass: in the trace all of them are one stretch. */
  private passTime(): void {
    const { writer, context } = this;
    const { events } = writer;
    const last = events.at(-1);
    if (last?.kind === 'block' && last.t + last.ms === writer.now)
      events[events.length - 1] = { ...last, ms: last.ms + 1 };
    else {
      const label = l10n.t('Busy loop');
      writer.emit({ kind: 'block', task: context.task, ms: 1, label, ...context.place });
    }
    writer.now++;
  }
}
