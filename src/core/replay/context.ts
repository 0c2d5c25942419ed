import * as l10n from '@vscode/l10n';
import type {
  Assumption,
  EnqueueEvent,
  SuspendEvent,
  TraceEvent,
  TraceTask,
  WatchEvent,
} from '../trace/format';
import type { LongTrace } from '../trace/read';
import { Lookup, lookupNumbers } from './lookup';
import type { Place } from './state';
import { placeOf } from './state';
import type { Step } from './steps';
import { taskLabel } from './words';

/** A sentence lists at most so many tasks by name. */
const maxNames = 6;

/** Longest piece of source that a sentence quotes. */
const maxQuote = 48;

/** Characters of the source that are looked at for a quotation, and before it: a stranger's may be one line of megabytes. */
const mostRead = 1_000;

const asyncWithAtEnd = /\basync\s+with\s*$/;

/** What a sentence needs to look up in a trace: who is who, and what an id stood for. */
export class Context {
  private readonly tasks: ReadonlyMap<number, TraceTask>;
  private readonly assumptions: ReadonlyMap<number, Assumption>;
  /** Of the source; a single empty one without. */
  readonly lines: readonly string[];

  constructor(
    readonly trace: LongTrace,
    source: string,
    readonly lookup: Lookup,
  ) {
    this.tasks = new Map(trace.tasks.map((task) => [task.id, task]));
    this.assumptions = new Map(trace.assumptions.map((item) => [item.id, item]));
    this.lines = source.split(/\r\n|\r|\n/);
  }

  task(id: number): TraceTask | undefined {
    return this.tasks.get(id);
  }

  label(id: number): string {
    const task = this.tasks.get(id);
    return task ? taskLabel(task) : `#${id}`;
  }

  /** Several tasks in a row are called by their names alone, so that the sentence stays short. */
  labels(ids: readonly number[]): string {
    const distinct = [...new Set(ids)];
    const [only] = distinct;
    if (only !== undefined && distinct.length === 1) return this.label(only);
    return this.names(distinct);
  }

  /** The tasks' names alone; of many, the first few and how many more there are. */
  names(ids: readonly number[]): string {
    const named = ids.slice(0, maxNames).map((id) => this.tasks.get(id)?.name ?? `#${id}`);
    const list = named.join(', ');
    return ids.length > maxNames ? l10n.t('{0} and {1} more', list, ids.length - maxNames) : list;
  }

  watch(id: number): WatchEvent | undefined {
    const event = this.trace.events.at(this.lookup.watch(id) ?? Infinity);
    return event?.kind === 'watch' ? event : undefined;
  }

  entry(id: number): EnqueueEvent | undefined {
    const event = this.trace.events.at(this.lookup.entry(id) ?? Infinity);
    return event?.kind === 'enqueue' ? event : undefined;
  }

  assumption(id: number): Assumption | undefined {
    return this.assumptions.get(id);
  }

  /** The events of a step that are of one kind, in order. */
  within<K extends TraceEvent['kind']>(step: Step, kind: K): Extract<TraceEvent, { kind: K }>[] {
    const found: Extract<TraceEvent, { kind: K }>[] = [];
    for (let index = step.first; index <= step.last; index++) {
      const event = this.trace.events.at(index);
      if (event?.kind === kind) found.push(event as Extract<TraceEvent, { kind: K }>);
    }
    return found;
  }

  /**
   * The code of a suspension point, with its keyword: the trace's place of `async with open(x)` may be what is
   * entered alone. Without source the keyword stands for it.
   */
  code(event: TraceEvent & { readonly keyword: SuspendEvent['keyword'] }): string {
    const quote = this.quote(event);
    if (quote === null) return event.keyword;
    return event.keyword === 'yield' || quote.startsWith(firstWord(event.keyword))
      ? quote
      : `${event.keyword} ${quote}`;
  }

  /**
   * The source stretch of an event, as it is shown: with `async with` before it, for the trace's place of that is what
   * is entered alone. Null where the event has none.
   */
  place(event: TraceEvent): Place | null {
    const place = placeOf(event);
    if (!place) return null;
    const from = Math.max(0, place.column - 1 - mostRead);
    const before = this.lines[place.line - 1]?.slice(from, place.column - 1);
    const keyword = before && asyncWithAtEnd.exec(before);
    return keyword ? { ...place, column: from + keyword.index + 1 } : place;
  }

  /** The source at an event, on one line and shortened; null without source or end position. */
  quote(event: TraceEvent): string | null {
    const place = this.place(event);
    if (!place) return null;
    const { line, column, endLine, endColumn } = place;
    if (endLine === null || endColumn === null) return null;
    const lines = this.lines.slice(line - 1, Math.min(endLine, line + maxQuote));
    const first = lines[0];
    if (first === undefined) return null;
    if (lines.length === 1) return shorten(first.slice(column - 1, endColumn - 1));
    const last = lines.at(-1) ?? '';
    return shorten(
      [first.slice(column - 1), ...lines.slice(1, -1), last.slice(0, endColumn - 1)]
        .map((part) => part.slice(0, mostRead))
        .join(' '),
    );
  }
}

const contexts = new WeakMap<LongTrace, { readonly source: string; readonly context: Context }>();

/** The context of a trace, built once for a trace and source; `lookup` is worked out if it is not given. */
export function contextOf(trace: LongTrace, source: string, lookup?: Lookup): Context {
  const known = contexts.get(trace);
  if (known?.source === source) return known.context;
  const context = new Context(trace, source, lookup ?? new Lookup(lookupNumbers(trace)));
  contexts.set(trace, { source, context });
  return context;
}

function shorten(text: string): string | null {
  const line = text
    .slice(0, mostRead)
    .replace(/([([{])\s+/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();
  if (line === '') return null;
  return line.length > maxQuote ? `${line.slice(0, maxQuote - 1)}…` : line;
}

function firstWord(keyword: SuspendEvent['keyword']): string {
  return keyword.split(' ', 1)[0] ?? keyword;
}
