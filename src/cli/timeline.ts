import * as l10n from '@vscode/l10n';
import { narrate } from '../core/replay/narrate';
import { Replay } from '../core/replay/replay';
import type { LoopState, TaskStatus } from '../core/replay/state';
import type { Step } from '../core/replay/steps';
import type { Trace } from '../core/trace/format';
import { visible } from './style';
import type { Style } from './style';

/** With more tasks than this the lanes would push the sentences off the screen. */
const maxLanes = 16;

const marks: Readonly<Record<TaskStatus, string>> = {
  created: '·',
  ready: '○',
  running: '●',
  waiting: '│',
  done: ' ',
};

/**
 * A trace for people: one row a step with its time, a lane a task and a sentence, then the console and the
 * assumptions. `width` is the terminal's, in columns.
 */
export function replayText(trace: Trace, source: string, style: Style, width: number): string {
  const blocks = [heading(trace, style), timeline(trace, source, style, width)];
  if (trace.stdout.length > 0) {
    blocks.push(section(l10n.t('Console'), trace.stdout, style));
  }
  if (trace.assumptions.length > 0) {
    const assumptions = trace.assumptions.map(({ text, line }) =>
      line === null ? text : l10n.t('Line {0}: {1}', line, text),
    );
    blocks.push(section(l10n.t('Assumptions'), assumptions, style));
  }
  if (trace.dropped > 0) {
    blocks.push(l10n.t('Events that are missing because a limit was reached: {0}', trace.dropped));
  }
  return blocks.join('\n\n') + '\n';
}

function heading(trace: Trace, style: Style): string {
  const title = style.strong(
    l10n.t('{0}: walkthrough, {1} ms of virtual time', visible(trace.file), round(trace.endMs)),
  );
  const tasks = trace.tasks.map(({ name, function: runs }, index) =>
    // A JavaScript async call is named after its function already.
    name === runs
      ? `  ${index + 1}  ${visible(name)}`
      : `  ${index + 1}  ${visible(name)}  ${visible(runs)}`,
  );
  return [title, ...tasks].join('\n');
}

export function timeline(trace: Trace, source: string, style: Style, width: number): string {
  const replay = new Replay(trace);
  const lanes = trace.tasks.length <= maxLanes ? trace.tasks.length : 0;
  const steps = [...replay.steps];
  const times = steps.map((step) => timeOf(step, trace));
  const timeWidth = times.reduce((widest, time) => Math.max(widest, time.length), 't'.length);
  const legend = Array.from({ length: lanes }, (_, lane) => String((lane + 1) % 10)).join('');
  const indent = timeWidth + (lanes > 0 ? 2 + lanes : 0) + 2;
  const rows = steps.map((step, index) => {
    const sentence = wrapped(visible(narrate(trace, step, source)), width - indent);
    return [
      style.quiet((times[index] ?? '').padStart(timeWidth)),
      ...(lanes > 0 ? [style.accent(lanesOf(replay.stateAt(index), lanes))] : []),
      sentence.join('\n' + ' '.repeat(indent)),
    ].join('  ');
  });
  const head = [
    't'.padStart(timeWidth),
    ...(lanes > 0 ? [legend, l10n.t('● runs  ○ is ready  │ waits')] : []),
  ].join('  ');
  return [style.quiet(head), ...rows].join('\n');
}

function timeOf({ headline }: Step, trace: Trace): string {
  return String(round(trace.events[headline]?.t ?? trace.endMs));
}

/** Each task's place at the end of a step: running, ready, waiting. */
function lanesOf({ tasks }: LoopState, lanes: number): string {
  return Array.from({ length: lanes }, (_, lane) => {
    const task = tasks.get(lane + 1);
    return task ? marks[task.status] : ' ';
  }).join('');
}

function section(title: string, lines: readonly string[], style: Style): string {
  return [style.strong(title), ...lines.map((line) => `  ${visible(line)}`)].join('\n');
}

/** Whole ms, or as many decimals as a short wait needs. */
function round(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** Breaks a sentence between words; a longer word keeps a line of its own. */
function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    const longer = line === '' ? word : `${line} ${word}`;
    if (line !== '' && longer.length > width) lines.push(word);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}
