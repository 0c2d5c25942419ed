import type { Context } from '../replay/context';
import { contextOf } from '../replay/context';
import { reasonLabel } from '../replay/waits';
import type { ResumeEvent, Trace, TraceEvent } from '../trace/format';

/** One entry of Chrome's Trace Event Format, which ui.perfetto.dev opens too. Times are in µs. */
interface ChromeEvent {
  readonly name: string;
  readonly cat: string;
  readonly ph: 'M' | 'X' | 'b' | 'e' | 's' | 'f' | 'i';
  readonly ts: number;
  readonly pid: typeof processId;
  readonly tid: number;
  /** A slice stands where it begins, before all that happens in it, and gets this when it ends. */
  dur?: number;
  readonly id?: number;
  /** A flow's end binds to the slice that encloses it. */
  readonly bp?: 'e';
  /** An instant belongs to its thread. */
  readonly s?: 't';
  readonly args?: Readonly<Record<string, unknown>>;
}

/**
 * Also the track of what belongs to no task, as the main thread has the number of its process. A thread 0 would be the idle one of
 * the operating system. Task ids move up to make room for both.
 */
const processId = 1;

/**
 * The trace in Chrome's Trace Event Format (docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU): a track for
 * each task with a slice for each time it runs, an async pair for each suspension, and a flow for each wake-up.
 */
export function toChrome(trace: Trace): string {
  return JSON.stringify({ displayTimeUnit: 'ms', traceEvents: chromeEvents(trace) });
}

function chromeEvents(trace: Trace): ChromeEvent[] {
  const collected: ChromeEvent[] = [
    named('process_name', processId, trace.file),
    named('thread_name', processId, trace.language === 'python' ? 'asyncio' : 'Node.js'),
    ...trace.tasks.map(({ id, name }) => named('thread_name', trackOf(id), name)),
  ];
  const functions = new Map(trace.tasks.map((task) => [task.id, task.function]));
  const writer = new Writer(collected, functions, contextOf(trace, ''));
  for (const event of trace.events) writer.add(event);
  writer.finish(trace.endMs);
  return collected;
}

interface Suspension {
  readonly id: number;
  readonly name: string;
}

/** Turns events into slices and pairs. */
class Writer {
  private readonly running = new Map<number, ChromeEvent>();
  private readonly suspended = new Map<number, Suspension>();
  /** Flows that have begun and lead to the task's next slice. */
  private readonly flows = new Map<number, number>();
  private lastId = 0;

  constructor(
    private readonly out: ChromeEvent[],
    private readonly functions: ReadonlyMap<number, string>,
    private readonly context: Context,
  ) {}

  add(event: TraceEvent): void {
    switch (event.kind) {
      case 'resume':
        this.wake(event.task, event.t);
        this.stop(event.task, event.t);
        this.run(event);
        this.land(event.task, event.t);
        return;
      case 'suspend': {
        this.stop(event.task, event.t);
        this.wake(event.task, event.t);
        const id = ++this.lastId;
        const name = `${event.keyword} ${reasonLabel(event, this.context)}`;
        this.suspended.set(event.task, { id, name });
        const args = { waitsFor: event.waitsFor, line: event.line ?? null };
        this.push('b', name, event.task, event.t, { id, args });
        return;
      }
      case 'end':
        this.wake(event.task, event.t);
        this.stop(event.task, event.t);
        return;
      case 'enqueue':
        if (event.task === null || event.waker.task === null) return;
        if (!this.running.has(event.waker.task) || this.flows.has(event.task)) return;
        this.flows.set(event.task, ++this.lastId);
        this.push('s', 'wakes', event.waker.task, event.t, { id: this.lastId });
        return;
      case 'output':
        this.push('i', event.text.trimEnd(), event.task, event.t, { s: 't' });
        return;
      case 'block':
        this.push('X', event.label, event.task, event.t, {
          dur: micro(event.t + event.ms) - micro(event.t),
        });
        return;
      default:
        return;
    }
  }

  /** Closes what a cut trace left open. */
  finish(t: number): void {
    for (const task of [...this.suspended.keys()]) this.wake(task, t);
    for (const task of [...this.running.keys()]) this.stop(task, t);
  }

  private wake(task: number, t: number): void {
    const suspension = this.suspended.get(task);
    if (!suspension) return;
    this.suspended.delete(task);
    this.push('e', suspension.name, task, t, { id: suspension.id });
  }

  private run({ task, t, line }: ResumeEvent): void {
    const name = this.functions.get(task) ?? `#${task}`;
    this.running.set(task, this.push('X', name, task, t, { args: { line: line ?? null } }));
  }

  private stop(task: number, t: number): void {
    const slice = this.running.get(task);
    if (!slice) return;
    this.running.delete(task);
    slice.dur = Math.max(0, micro(t) - slice.ts);
  }

  private land(task: number, t: number): void {
    const id = this.flows.get(task);
    if (id === undefined) return;
    this.flows.delete(task);
    this.push('f', 'wakes', task, t, { id, bp: 'e' });
  }

  private push(
    ph: ChromeEvent['ph'],
    name: string,
    task: number | null,
    t: number,
    more: Partial<ChromeEvent>,
  ): ChromeEvent {
    const tid = task === null ? processId : trackOf(task);
    const event: ChromeEvent = {
      name,
      cat: 'await',
      ph,
      ts: micro(t),
      pid: processId,
      tid,
      ...more,
    };
    this.out.push(event);
    return event;
  }
}

function trackOf(task: number): number {
  return processId + 1 + task;
}

function named(what: string, tid: number, name: string): ChromeEvent {
  return { name: what, cat: '__metadata', ph: 'M', ts: 0, pid: processId, tid, args: { name } };
}

function micro(ms: number): number {
  return Math.round(ms * 1000);
}
