/** What happened at each await of the source, over the whole trace. */

import * as l10n from '@vscode/l10n';
import type { TraceEvent } from '../trace/format';
import type { Shape } from '../trace/list';
import { firstIndex, Packed, pack } from '../trace/list';
import type { LongTrace } from '../trace/read';
import type { Collector } from './collect';
import { collected } from './collect';
import type { Context } from './context';
import type { Place } from './state';
import { wakerText } from './wakers';
import { durationLabel } from './words';

/** One time that a task came to an await. Events are told by their indices. */
export interface Visit {
  readonly line: number;
  readonly column: number;
  /** The `suspend`, or the `pass` where there was nothing to wait for. */
  readonly event: number;
  /** The entry that made the task runnable; null for none. */
  readonly woken: number | null;
  /** The step in which the task went on; null if the trace ends before, or it did not stop. */
  readonly resumed: number | null;
}

const shape: Shape<Visit> = {
  width: 5,
  write: ({ line, column, event, woken, resumed }) => [
    ...[line, column, event],
    ...[woken ?? -1, resumed ?? -1],
  ],
  read: (numbers, at) => {
    const [woken, resumed] = [numbers[at + 3] ?? -1, numbers[at + 4] ?? -1];
    return {
      line: numbers[at] ?? 0,
      column: numbers[at + 1] ?? 0,
      event: numbers[at + 2] ?? 0,
      woken: woken < 0 ? null : woken,
      resumed: resumed < 0 ? null : resumed,
    };
  },
};

/** All visits, by line, then column, then time. */
export function visitNumbers({ events }: Pick<LongTrace, 'events'>): Float64Array<ArrayBuffer> {
  return collected(events, new VisitCollector());
}

type OpenVisit = { -readonly [K in keyof Visit]: Visit[K] };

/** Finds the same. */
export class VisitCollector implements Collector<Float64Array<ArrayBuffer>> {
  private readonly visits: OpenVisit[] = [];
  /** Those that have not gone on, by their tasks. */
  private readonly open = new Map<number, OpenVisit>();

  add(event: TraceEvent, index: number): void {
    if (event.task === null) return;
    if (event.kind === 'suspend' || event.kind === 'pass') {
      const { line = 0, column = 0 } = event;
      const visit = { line, column, event: index, woken: null, resumed: null };
      if (line > 0) this.visits.push(visit);
      if (event.kind === 'suspend') this.open.set(event.task, visit);
    } else if (event.kind === 'enqueue') {
      const visit = this.open.get(event.task);
      if (visit) visit.woken = index;
    } else if (event.kind === 'resume') {
      const visit = this.open.get(event.task);
      if (visit) visit.resumed = index;
      this.open.delete(event.task);
    }
  }

  take(): Float64Array<ArrayBuffer> {
    const inOrder = [...this.visits].sort(
      (a, b) => a.line - b.line || a.column - b.column || a.event - b.event,
    );
    return pack(shape, inOrder);
  }
}

/** Finds the visits of a place without looking through the trace. */
export class Visits {
  private readonly all: Packed<Visit>;

  constructor(numbers: Float64Array) {
    this.all = new Packed(shape, numbers);
  }

  /**
   * The visits of what stands at a place. A trace may know only the line, or name another part of the await: if nothing begins
   * within the place, it is all of its first line.
   */
  at({ line, column, endLine, endColumn }: Place): Visit[] {
    const from = firstIndex(this.all.length, (at) => (this.all.at(at)?.line ?? 0) >= line);
    const end = firstIndex(this.all.length, (at) => (this.all.at(at)?.line ?? 0) > line);
    const onLine = Array.from({ length: end - from }, (_, index) => this.all.at(from + index));
    const found = onLine.filter((visit) => visit !== undefined);
    const last = endLine === line && endColumn !== null ? endColumn : Infinity;
    const within = found.filter((visit) => visit.column >= column && visit.column < last);
    return (within.length > 0 ? within : found).sort((a, b) => a.event - b.event);
  }
}

/** What a place's visits come to, in a sentence; the numbers are those of the whole trace. */
export function tellVisits(visits: readonly Visit[], context: Context): string {
  const { events, endMs } = context.trace;
  const suspended = visits.filter(({ event }) => events.at(event)?.kind === 'suspend');
  const passed = visits.length - suspended.length;
  if (suspended.length === 0)
    return visits.length === 0
      ? l10n.t('No task came to this await.')
      : l10n.t('Never suspended: {0} times there was nothing to wait for.', passed);
  const ms = suspended.reduce(
    (sum, { event, resumed }) =>
      sum + (events.at(resumed ?? Infinity)?.t ?? endMs) - (events.at(event)?.t ?? 0),
    0,
  );
  const wakers = new Set(
    suspended.flatMap(({ woken }) => {
      const entry = events.at(woken ?? Infinity);
      return entry?.kind === 'enqueue' ? [wakerText(entry.waker, null)] : [];
    }),
  );
  const many = suspended.length > 1;
  const long = durationLabel(ms);
  const sentence =
    wakers.size === 0
      ? many
        ? l10n.t('Suspended {0} times, {1} in all.', suspended.length, long)
        : l10n.t('Suspended once, for {0}.', long)
      : many
        ? l10n.t(
            'Suspended {0} times, {1} in all, woken by {2}.',
            suspended.length,
            long,
            [...wakers].join(', '),
          )
        : l10n.t('Suspended once, for {0}, woken by {1}.', long, [...wakers].join(', '));
  return passed === 0
    ? sentence
    : `${sentence} ${l10n.t('In other cases ({0}) there was nothing to wait for.', passed)}`;
}
