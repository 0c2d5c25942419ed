import * as l10n from '@vscode/l10n';
import type { Comparison } from '../../core/compare/compare';
import { areRelated, compareOutlines } from '../../core/compare/compare';
import type { Lives } from '../../core/compare/lives';
import { livesOf } from '../../core/compare/lives';
import { outlineOf } from '../../core/compare/outline';
import type { TraceHead } from '../../core/trace/decode';
import type { LongTrace } from '../../core/trace/read';
import { readTrace } from '../../core/trace/read';
import { EventTable } from '../../core/trace/table';

/** What the page says of a trace that is compared, beside the comparison. */
export interface SideFound extends Pick<TraceHead, 'mode' | 'endMs' | 'dropped'> {
  readonly lives: Lives;
}

/** Of each list of a comparison so many items are given to the page, which would stop for more. */
const mostListed = 10_000;

/** Two traces as they are compared in the page, as plain data. */
export interface ComparedTraces {
  /** How many items of the comparison are left out, as there are so many. */
  readonly leftOut: number;
  readonly comparison: Comparison;
  readonly before: SideFound;
  readonly after: SideFound;
}

export type Compared =
  | { readonly kind: 'compared'; readonly compared: ComparedTraces }
  | { readonly kind: 'broken'; readonly problems: readonly string[] };

/** Reads two traces and compares them: what the worker does. Both are checked like files from a stranger. */
export function compareBytes(before: Uint8Array, after: Uint8Array): Compared {
  const old = traceIn(before);
  const now = traceIn(after);
  if (!old.trace || !now.trace)
    return {
      kind: 'broken',
      problems: [
        ...(old.problems ?? []).map((problem) => l10n.t('The first trace: {0}', problem)),
        ...(now.problems ?? []).map((problem) => l10n.t('The second trace: {0}', problem)),
      ],
    };
  const outlines = { before: outlineOf(old.trace), after: outlineOf(now.trace) };
  const comparison = compareOutlines(outlines.before, outlines.after);
  if (!areRelated(old.trace, now.trace, comparison))
    return { kind: 'broken', problems: [l10n.t('The two traces are of different programs.')] };
  const kept = shortened(comparison);
  const side = (which: keyof typeof outlines, { mode, endMs, dropped }: TraceHead): SideFound => {
    const shown = new Set(kept.tasks.map(({ task }) => task[which]?.id));
    const outline = outlines[which];
    const tasks = outline.tasks.filter(({ id }) => shown.has(id));
    return { mode, endMs, dropped, lives: livesOf({ ...outline, tasks }, kept.awaits, which) };
  };
  return {
    kind: 'compared',
    compared: {
      comparison: kept,
      leftOut: sizeOf(comparison) - sizeOf(kept),
      before: side('before', old.trace),
      after: side('after', now.trace),
    },
  };
}

/** The comparison without what comes after the first items of each list; of the awaits, without those that changed least. */
function shortened({ tasks, awaits, order, printedOnly }: Comparison): Comparison {
  const some = <T>(items: readonly T[]): readonly T[] => items.slice(0, mostListed);
  const half = mostListed / 2;
  return {
    tasks: some(tasks),
    awaits:
      awaits.length <= mostListed ? awaits : [...awaits.slice(0, half), ...awaits.slice(-half)],
    order: {
      resumed: some(order.resumed),
      ended: some(order.ended),
      printed: some(order.printed),
    },
    printedOnly: { before: some(printedOnly.before), after: some(printedOnly.after) },
  };
}

function sizeOf({ tasks, awaits, order, printedOnly }: Comparison): number {
  return [tasks, awaits, ...Object.values(order), ...Object.values(printedOnly)].reduce(
    (sum, { length }) => sum + length,
    0,
  );
}

function traceIn(bytes: Uint8Array): {
  readonly trace?: LongTrace;
  readonly problems?: readonly string[];
} {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  for (const reading of readTrace(bytes, (part) => decoder.decode(part))) {
    if (reading.kind === 'broken') return { problems: reading.problems };
    if (reading.kind === 'whole')
      return { trace: { ...reading.head, events: new EventTable(reading.columns) } };
  }
  return { problems: [] };
}
