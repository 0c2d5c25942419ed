import type { Assumption, Choice, Trace, TraceEvent, TraceTask } from './format';
import { traceVersion } from './format';

/** An event as its author writes it: the writer adds the time. */
type Untimed<E> = E extends TraceEvent ? Omit<E, 't'> : never;

/** Numbers that are worth trying instead of an assumed one: ms of a duration, turns of a loop. */
const usual = { duration: [0, 10, 100, 1000, 10_000], branch: [0, 1], loop: [0, 1, 2, 5, 10] };

function alternativesTo(kind: Assumption['kind'], value: number | null): readonly number[] {
  if (value === null || !Object.hasOwn(usual, kind)) return [];
  return usual[kind as Choice['kind']].filter((other) => other !== value);
}

/** Collects the events of one replay in order, and gives out the ids that must be unique in it. */
export class TraceWriter {
  /** The replay's clock in ms; whoever drives the loop moves it forward. */
  now = 0;
  /** The thread in which things happen; null for the main thread. */
  thread: string | null = null;
  readonly events: TraceEvent[] = [];
  readonly tasks: TraceTask[] = [];
  readonly assumptions: Assumption[] = [];
  private output = '';
  private lastEntry = 0;
  private lastWatch = 0;

  /** Takes the event over, and gives it its time: where there are that many, a copy of each would cost a third of the whole walkthrough. */
  emit(event: Untimed<TraceEvent> & { t?: number }): void {
    event.t = this.now;
    this.add(event as TraceEvent);
  }

  /** An event that has its time already: where there are millions, each copy counts. */
  add(event: TraceEvent): void {
    if (this.thread !== null) (event as { thread?: string }).thread = this.thread;
    this.events.push(event);
    if (event.kind === 'output' && event.stream === 'stdout') this.output += event.text;
  }

  /** Registers a task; its `create` event is the caller's to emit. */
  addTask(task: Omit<TraceTask, 'id'>): number {
    const id = this.tasks.length + 1;
    this.tasks.push({ id, ...task, ...(this.thread === null ? {} : { thread: this.thread }) });
    return id;
  }

  /** A task has got another name since it was added. */
  renameTask(id: number, name: string): void {
    const task = this.tasks[id - 1];
    if (task) this.tasks[id - 1] = { ...task, name };
  }

  nextEntry(): number {
    return ++this.lastEntry;
  }

  nextWatch(): number {
    return ++this.lastWatch;
  }

  /** Records an assumption and the event that makes it, at the given one-based place. */
  assume(assumption: Omit<Assumption, 'id' | 'alternatives'>, task: number | null): void {
    const id = this.assumptions.length + 1;
    const alternatives = alternativesTo(assumption.kind, assumption.value);
    this.assumptions.push({ id, ...assumption, alternatives });
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
