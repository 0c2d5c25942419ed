import type { Assumption, Trace, TraceEvent, TraceTask } from './format';
import { traceVersion } from './format';

/** An event as its author writes it: the writer adds the time. */
type Untimed<E> = E extends TraceEvent ? Omit<E, 't'> : never;

/** Collects the events of one replay in order, and gives out the ids that must be unique in it. */
export class TraceWriter {
  /** The replay's clock in ms; whoever drives the loop moves it forward. */
  now = 0;
  readonly events: TraceEvent[] = [];
  readonly tasks: TraceTask[] = [];
  readonly assumptions: Assumption[] = [];
  private output = '';
  private lastEntry = 0;
  private lastWatch = 0;

  emit(event: Untimed<TraceEvent>): void {
    this.events.push({ t: this.now, ...event });
    if (event.kind === 'output' && event.stream === 'stdout') this.output += event.text;
  }

  /** Registers a task; its `create` event is the caller's to emit. */
  addTask(task: Omit<TraceTask, 'id'>): number {
    const id = this.tasks.length + 1;
    this.tasks.push({ id, ...task });
    return id;
  }

  nextEntry(): number {
    return ++this.lastEntry;
  }

  nextWatch(): number {
    return ++this.lastWatch;
  }

  /** Records an assumption and the event that makes it, at the given one-based place. */
  assume(assumption: Omit<Assumption, 'id'>, task: number | null): void {
    const id = this.assumptions.length + 1;
    this.assumptions.push({ id, ...assumption });
    const { line, column } = assumption;
    this.emit({
      kind: 'assume',
      task,
      assumption: id,
      ...(line === null ? {} : { line }),
      ...(column === null ? {} : { column }),
    });
  }

  finish(about: Pick<Trace, 'mode' | 'language' | 'file'>, dropped = 0): Trace {
    const lines = this.output.split('\n');
    if (lines.at(-1) === '') lines.pop();
    return {
      version: traceVersion,
      ...about,
      endMs: this.now,
      tasks: this.tasks,
      events: this.events,
      stdout: lines,
      assumptions: this.assumptions,
      dropped,
    };
  }
}
