/** The lines of the source around the place that a step is about, and above them the awaits that lead there. */

import type { ChainLink, TraceEvent } from '../trace/format';
import type { Context } from './context';
import { protagonist } from './life';
import type { Place } from './state';
import { placeOf } from './state';
import type { Step } from './steps';
import { cameTo, lastOf } from './whereabouts';

/** Lines that an excerpt has, those of the callers included, where the source has as many. */
export const excerptRows = 7;

/** Of a long chain of awaits so many are shown above the one that waits: the nearest. */
const mostCallers = 2;

/** Lines above the place: what leads to it is worth more than what follows. */
const linesBefore = 2;

/** Characters of a line that are shown; the source of a stranger's trace may be one line. */
const mostCharacters = 200;

/** Characters that stay before a mark that would be too far to the right to be seen. */
const charactersBefore = 24;

export interface ExcerptLine {
  /** From 1, as in the trace. */
  readonly number: number;
  /** Without the indentation that the lines around it have too. */
  readonly text: string;
  /** From which character of `text` until before which it is marked; null where nothing is. */
  readonly marked: readonly [number, number] | null;
}

/** The await of a function that waits for the one below it. */
export interface Caller {
  readonly function: string;
  readonly place: Place;
  /** Empty where the source does not have the line. */
  readonly text: string;
}

export interface Excerpt {
  /** The task and the function that the place is in; null for code that no task runs, and an unknown function. */
  readonly task: number | null;
  readonly function: string | null;
  readonly place: Place;
  /** Whether the step happens there; else it is where its task is meanwhile. */
  readonly current: boolean;
  /** The code at the place, as in sentences; a keyword where the source does not have it; null where nothing is known. */
  readonly quote: string | null;
  /** The outermost first. */
  readonly callers: readonly Caller[];
  /** How many more awaits there are above `callers`. */
  readonly moreCallers: number;
  /** Empty where the source is not at hand, or does not have the line. */
  readonly lines: readonly ExcerptLine[];
}

/** What is shown of the source at a step; null where neither the step nor its task has a place. */
export function excerptOf(step: Step, context: Context): Excerpt | null {
  const { events } = context.trace;
  const headline = events.at(step.headline);
  const current = headline !== undefined && placeOf(headline) !== null;
  const task = current ? headline.task : protagonist(step.last, context);
  const event = current ? headline : task === null ? null : cameTo(task, step.last, context);
  const place = event && context.place(event);
  if (!place) return null;
  const chain = chainAt(event, current ? step.headline : step.last, context);
  const rows = Math.min(excerptRows, context.lines.length);
  const known = place.line <= context.lines.length;
  const above = known ? chain.slice(0, -1) : [];
  const callers = above.slice(-Math.min(mostCallers, Math.max(0, rows - 2)));
  const moreCallers = above.length - callers.length;
  const room = rows - callers.length - Number(moreCallers > 0);
  return {
    task,
    function:
      chain.at(-1)?.function ?? (task === null ? null : context.task(task)?.function) ?? null,
    place,
    current,
    quote: 'keyword' in event ? context.code(event) : context.quote(event),
    callers: callers.map((link) => callerOf(link, context)),
    moreCallers,
    lines: known ? linesAround(place, Math.max(1, room), context.lines) : [],
  };
}

/** The awaits that are parked at the event, or were until it; empty where it is about neither. */
function chainAt(event: TraceEvent, index: number, context: Context): readonly ChainLink[] {
  if (event.kind === 'suspend') return event.chain;
  if (event.kind !== 'resume' || event.first) return [];
  const before = lastOf(event.task, index, context, ({ kind }) => kind === 'suspend');
  return before?.kind === 'suspend' ? before.chain : [];
}

function callerOf({ function: name, line, column }: ChainLink, { lines }: Context): Caller {
  return {
    function: name,
    place: { line, column, endLine: null, endColumn: null },
    text: (lines[line - 1] ?? '').slice(0, mostCharacters).trim(),
  };
}

function linesAround(
  place: Place,
  room: number,
  source: readonly string[],
): readonly ExcerptLine[] {
  const before = Math.min(linesBefore, Math.floor((room - 1) / 2));
  const first = Math.max(1, Math.min(place.line - before, source.length - room + 1));
  const shown = source.slice(first - 1, first - 1 + room);
  const indent = Math.min(
    ...shown.flatMap((text) => (text.trim() === '' ? [] : [text.search(/\S/)])),
    mostCharacters,
  );
  return shown.map((text, index) => lineOf(text, first + index, place, indent));
}

function lineOf(text: string, number: number, place: Place, indent: number): ExcerptLine {
  const mark = markOn(text, number, place);
  const from = mark && mark[0] - indent > mostCharacters / 2 ? mark[0] - charactersBefore : indent;
  const [cutBefore, cutAfter] = [from > indent ? '…' : '', text.length - from > mostCharacters];
  const kept = text.slice(from, from + mostCharacters);
  const shift = from - cutBefore.length;
  return {
    number,
    text: `${cutBefore}${kept}${cutAfter ? '…' : ''}`,
    marked: mark && [
      Math.max(0, mark[0] - shift),
      Math.min(mark[1] - shift, cutBefore.length + kept.length),
    ],
  };
}

/** What of a line belongs to the place, counted from 0; null for nothing. A place without an end is all of its line from there. */
function markOn(text: string, number: number, place: Place): readonly [number, number] | null {
  const { line, column, endLine, endColumn } = place;
  if (number < line || number > (endLine ?? line)) return null;
  const indent = Math.max(0, text.search(/\S/));
  const start = number === line ? column - 1 : indent;
  const end = number === endLine && endColumn !== null ? endColumn - 1 : text.trimEnd().length;
  return start < Math.min(end, text.length) ? [start, Math.min(end, text.length)] : null;
}
