import * as l10n from '@vscode/l10n';
import { duration } from '../core/explain/words';
import { wakerText } from '../core/replay/wakers';
import { taskLabel } from '../core/replay/words';
import type { Trace } from '../core/trace/format';
import { waitsOf } from '../core/trace/waits';
import type { Wait } from '../core/trace/waits';
import { columns } from './columns';
import { visible } from './style';
import type { Style } from './style';
import { timeline } from './timeline';

const maxWaits = 10;

/** A recording for people: the timeline, the slowest waits with what woke them, what blocked the loop, and complaints. */
export function recordingText(trace: Trace, source: string, style: Style): string {
  const blocks = [
    style.strong(l10n.t('{0}: recording, {1}', visible(trace.file), duration(trace.endMs))),
    timeline(trace, source, style, Infinity),
    section(l10n.t('Slowest waits'), slowest(trace), style),
    section(l10n.t('What blocked the loop'), blocked(trace), style),
    section(l10n.t('Warnings'), warnings(trace), style),
  ];
  if (trace.dropped > 0)
    blocks.push(l10n.t('Events that are missing because a limit was reached: {0}', trace.dropped));
  return '\n' + blocks.filter((block) => block !== '').join('\n\n') + '\n';
}

function slowest(trace: Trace): string[] {
  const waits = waitsOf(trace)
    .filter(({ ms, readyMs }) => ms > 0 && ms > readyMs)
    .sort((a, b) => b.ms - a.ms)
    .slice(0, maxWaits);
  return aligned(waits.map((wait) => waitRow(trace, wait)));
}

function waitRow(trace: Trace, { suspend, ms, waker }: Wait): readonly string[] {
  const woken =
    waker === null
      ? l10n.t('nothing that was seen')
      : wakerText(waker, waker.task === null ? null : labelOf(trace, waker.task));
  const task = labelOf(trace, suspend.task);
  return [duration(round(ms)), placeText(suspend.line), task, l10n.t('woken by {0}', woken)];
}

function blocked(trace: Trace): string[] {
  const blocks = trace.events.filter((event) => event.kind === 'block');
  return aligned(
    blocks.map(({ ms, line, label }) => [duration(round(ms)), placeText(line), visible(label)]),
  );
}

/** A line of the program, if it is there. */
function placeText(line: number | undefined): string {
  return line === undefined ? l10n.t('elsewhere') : l10n.t('line {0}', line);
}

/** Durations end below each other, and what follows begins so. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  return columns(rows, (column) => column === 0);
}

function warnings(trace: Trace): string[] {
  return trace.events.flatMap((event) => (event.kind === 'warn' ? [visible(event.text)] : []));
}

function section(title: string, lines: readonly string[], style: Style): string {
  return lines.length === 0
    ? ''
    : [style.strong(title), ...lines.map((line) => `  ${line}`)].join('\n');
}

function labelOf(trace: Trace, id: number): string {
  const task = trace.tasks.find((each) => each.id === id);
  return task === undefined ? '' : visible(taskLabel(task));
}

function round(ms: number): number {
  return ms >= 10 ? Math.round(ms) : Number(ms.toPrecision(2));
}
