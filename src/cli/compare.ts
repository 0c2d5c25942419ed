import * as l10n from '@vscode/l10n';
import type { ComparedAwait, ComparedTask, Comparison, Times } from '../core/compare/compare';
import { areRelated, compareTraces } from '../core/compare/compare';
import type { Site } from '../core/compare/outline';
import type { Pair } from '../core/compare/pairs';
import { isInBoth } from '../core/compare/pairs';
import { awaitName, taskName } from '../core/compare/words';
import type { Trace, TraceTask } from '../core/trace/format';
import { roundMs } from '../core/replay/words';
import { columns } from './columns';
import { Problem } from './problem';
import type { Style } from './style';
import { visible } from './style';
import { readTrace } from './traceFile';

/** Two saved traces and what differs between them. */
export interface Compared {
  readonly before: Trace;
  readonly after: Trace;
  readonly comparison: Comparison;
}

/** Errors: `Problem` where a file holds no trace, or the traces are of two languages or have no task in common. */
export async function comparisonOf(beforeFile: string, afterFile: string): Promise<Compared> {
  const [before, after] = [await readTrace(beforeFile), await readTrace(afterFile)];
  const comparison = compareTraces(before, after);
  if (!areRelated(before, after, comparison)) {
    throw new Problem(l10n.t('{0} and {1} are of different programs.', beforeFile, afterFile));
  }
  return { before, after, comparison };
}

/** The comparison as JSON: lines and columns count from 1, times are in ms. */
export function compareReport({ before, after, comparison }: Compared): object {
  const head = ({ file, mode, endMs }: Trace): object => ({ file, mode, endMs });
  return { version: 1, before: head(before), after: head(after), ...comparison };
}

/** The comparison for people: what became slower first. */
export function compareText({ before, after, comparison }: Compared, style: Style): string {
  const { tasks, awaits, order, printedOnly } = comparison;
  const bySize = [...tasks].sort((a, b) => b.differenceMs - a.differenceMs);
  const changed = bySize.filter(({ task, differenceMs }) => isInBoth(task) && differenceMs !== 0);
  const places = (move: Pair<unknown>): string =>
    l10n.t('{0} → {1}', Number(move.before) + 1, Number(move.after) + 1);
  const sections: readonly (readonly [string, readonly string[]])[] = [
    [
      l10n.t('Suspended at each await, in ms'),
      table(
        awaits.filter(({ site }) => isInBoth(site)).map((item) => [nameOfAwait(item.site), item]),
      ),
    ],
    [
      l10n.t('Suspended in each task, in ms'),
      table(changed.map((item) => [nameOfTask(item.task), item])),
    ],
    [
      l10n.t('Went on in another order'),
      order.resumed.map(
        (move) => `${places(move)}  ${nameOfTask(move.task)}  ${l10n.t('turn {0}', move.turn)}`,
      ),
    ],
    [
      l10n.t('Ended in another order'),
      order.ended.map((move) => `${places(move)}  ${nameOfTask(move.task)}`),
    ],
    [
      l10n.t('Printed in another order'),
      order.printed.map((move) => `${places(move)}  ${visible(move.text)}`),
    ],
    [l10n.t('Only in the first'), only('before', tasks, awaits, printedOnly.before)],
    [l10n.t('Only in the second'), only('after', tasks, awaits, printedOnly.after)],
  ];
  const blocks = sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => [style.strong(title), ...lines.map((l) => `  ${l}`)].join('\n'));
  return [heading(before, after, style), ...blocks].join('\n\n') + '\n';
}

function heading(before: Trace, after: Trace, style: Style): string {
  const line = ({ file, mode, endMs }: Trace): string =>
    mode === 'recording'
      ? l10n.t('{0}: recording, {1} ms', visible(file), roundMs(endMs))
      : l10n.t('{0}: walkthrough, {1} ms of virtual time', visible(file), roundMs(endMs));
  return [style.strong(line(before)), style.strong(line(after))].join('\n');
}

type Row = readonly [string, Times];

/** Figures to the right, so that they can be compared by looking down. */
function table(rows: readonly Row[]): string[] {
  if (rows.length === 0) return [];
  const head = [
    ...[l10n.t('first'), l10n.t('second'), l10n.t('difference')],
    ...[l10n.t('longest'), l10n.t('times')],
  ];
  const cells = rows.map(([, { before, after, differenceMs }]) => [
    String(roundMs(before.totalMs)),
    String(roundMs(after.totalMs)),
    (differenceMs > 0 ? '+' : '') + String(roundMs(differenceMs)),
    l10n.t('{0} → {1}', roundMs(before.longestMs), roundMs(after.longestMs)),
    l10n.t('{0} → {1}', before.count, after.count),
  ]);
  const [title = '', ...lines] = columns([head, ...cells], () => true);
  return [title, ...rows.map(([name], index) => `${lines[index] ?? ''}  ${name}`)];
}

function nameOfTask(task: Pair<TraceTask>): string {
  return visible(taskName(task));
}

function nameOfAwait(site: Pair<Site>): string {
  return visible(awaitName(site));
}

function only(
  side: keyof Pair<unknown>,
  tasks: readonly ComparedTask[],
  awaits: readonly ComparedAwait[],
  lines: readonly string[],
): string[] {
  const here = (pair: Pair<unknown>): boolean => pair[side] !== null && !isInBoth(pair);
  return [
    ...tasks.filter(({ task }) => here(task)).map(({ task }) => nameOfTask(task)),
    ...awaits
      .filter(({ site }) => here(site))
      .map((item) => `${nameOfAwait(item.site)}: ${l10n.t('{0} ms', roundMs(item[side].totalMs))}`),
    ...lines.map((line) => l10n.t('Printed: {0}', visible(line))),
  ];
}
