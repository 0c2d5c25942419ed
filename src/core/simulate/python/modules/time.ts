import * as l10n from '@vscode/l10n';
import { Float } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { machine } from '../machine';
import { makeInt } from '../operations/arithmetic';
import { numberOf } from '../operations/compare';
import { makeModule } from '../operations/native';
import { str } from '../operations/repr';

/** Where the calendar starts in a walkthrough: 2025-01-01 00:00:00 UTC, in ms since the epoch. */
export const epochMs = Date.UTC(2025, 0, 1);

function seconds(): Float {
  return new Float(machine.time() / 1000);
}

function nanoseconds(): number | bigint {
  return makeInt(BigInt(Math.round(machine.time() * 1e6)));
}

/** The time of day is invented, and the walkthrough says so. */
export function wallClock(): number {
  machine.assume('value', l10n.t('The clock is assumed to start at 2025-01-01 00:00:00.'));
  return epochMs + machine.time();
}

/** `time.sleep`: in a thread it holds up the thread alone, else the whole loop. */
function sleep(given: Value): null {
  const number = numberOf(given);
  const ms = given instanceof Unknown ? 1000 : Math.max(0, Number(number ?? 0) * 1000);
  if (machine.threadMs !== null) {
    machine.threadMs += ms;
    return null;
  }
  const label = l10n.t('time.sleep holds up the event loop');
  machine.emit({ kind: 'block', task: machine.task, ms, label, ...machine.position() });
  if (!machine.muted) machine.advanceTo(machine.time() + ms);
  return null;
}

export const timeModule = makeModule('time', {
  'time()': () => new Float(wallClock() / 1000),
  'time_ns()': () => makeInt(BigInt(Math.round(wallClock() * 1e6))),
  'monotonic()': seconds,
  'monotonic_ns()': nanoseconds,
  'perf_counter()': seconds,
  'perf_counter_ns()': nanoseconds,
  'process_time()': () => new Float(0),
  'thread_time()': () => new Float(0),
  'sleep(secs, /)': sleep,
  'strftime(format, t=None, /)': (format: Value) => new Unknown(`strftime(${str(format)})`),
  'localtime(seconds=None, /)': () => new Unknown('localtime()'),
  'gmtime(seconds=None, /)': () => new Unknown('gmtime()'),
  'ctime(seconds=None, /)': () => new Unknown('ctime()'),
});
