import type { SuspendEvent, Trace, TraceEvent } from '../../src/core/trace/format';

/** One time that JavaScript waited at a place. */
export interface Visit {
  readonly line: number;
  readonly column: number;
  /** Whether the event loop came to another phase, or a callback of one, before it went on. */
  readonly isLong: boolean;
  /** Whether what was awaited was settled, or no promise. */
  readonly isSettled: boolean;
  /** The lines at which the calls waited that it waited for. */
  readonly lines: readonly number[];
  /** Whether it went on with a value, not with an error. */
  readonly isFulfilled: boolean;
}

interface Open {
  readonly suspend: SuspendEvent;
  readonly isSettled: boolean;
  /** How many phases and callbacks of theirs there had been. */
  readonly steps: number;
  /** The calls that were made since the function last went on. */
  readonly made: readonly number[];
}

/** All visits of the trace of a program in JavaScript that came to their end. */
export function visitsOf({ events }: Trace): Visit[] {
  const visits: Visit[] = [];
  const open = new Map<number, Open>();
  const made = new Map<number | null, number[]>();
  // What each call waited at, and for which others.
  const lines = new Map<number, Set<number>>();
  const inner = new Map<number, Set<number>>();
  let steps = 0;
  for (const [index, event] of events.entries()) {
    switch (event.kind) {
      case 'phase':
        steps++;
        break;
      case 'enqueue':
        if (!/^(?:microtask|nextTick)$/.test(event.queue)) steps++;
        break;
      case 'create':
        made.set(event.by, [...(made.get(event.by) ?? []), event.task]);
        break;
      case 'suspend': {
        const calls = made.get(event.task) ?? [];
        const awaited = event.tasks.length > 0 ? event.tasks : calls;
        add(lines, event.task, event.line ?? 0);
        for (const task of awaited) add(inner, event.task, task);
        open.set(event.task, {
          suspend: event,
          isSettled: isQueuedAtOnce(events[index + 1], event.task),
          steps,
          made: awaited,
        });
        made.delete(event.task);
        break;
      }
      case 'resume': {
        const waited = open.get(event.task);
        open.delete(event.task);
        made.delete(event.task);
        if (!waited) break;
        const { line = 0, column = 0 } = waited.suspend;
        visits.push({
          line,
          column,
          isLong: steps > waited.steps,
          isSettled: waited.isSettled,
          lines: linesOf(waited.made, lines, inner),
          isFulfilled: event.error === undefined,
        });
        break;
      }
      default:
    }
  }
  return visits;
}

function isQueuedAtOnce(next: TraceEvent | undefined, task: number): boolean {
  return next?.kind === 'enqueue' && next.task === task;
}

function linesOf(
  tasks: readonly number[],
  lines: ReadonlyMap<number, ReadonlySet<number>>,
  inner: ReadonlyMap<number, ReadonlySet<number>>,
): readonly number[] {
  const seen = new Set<number>();
  const left = [...tasks];
  const found = new Set<number>();
  for (let task = left.pop(); task !== undefined; task = left.pop()) {
    if (seen.has(task)) continue;
    seen.add(task);
    for (const line of lines.get(task) ?? []) found.add(line);
    left.push(...(inner.get(task) ?? []));
  }
  return [...found];
}

function add(to: Map<number, Set<number>>, key: number, value: number): void {
  const values = to.get(key);
  if (values) values.add(value);
  else to.set(key, new Set([value]));
}
