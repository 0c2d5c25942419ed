import * as l10n from '@vscode/l10n';
import { isLengthened } from '../../busy_reads';
import { PyTuple } from '../objects/containers';
import { Float } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { machine } from '../machine';
import { makeInt } from '../operations/arithmetic';
import { numberOf } from '../operations/compare';
import { define, makeModule } from '../operations/native';
import { str } from '../operations/repr';
import { makeNamedTuple } from './collections';
import { Moment, datetimeClass, format, second } from './datetime_values';

/** Where the calendar starts in a walkthrough: 2025-01-01 00:00:00 UTC, in ms since the epoch. */
export const epochMs = Date.UTC(2025, 0, 1);

/** The clock as the program reads it, in ms: to code that reads it over and over it shows that time passes. */
export function readClock(): number {
  machine.clockReads.read(machine.at, machine.trace.events, passTime);
  return machine.time();
}

/** Lets a millisecond of a busy wait pass. */
function passTime(): void {
  const { events, now } = machine.trace;
  if (isLengthened(events, now)) machine.blockUntil(machine.time() + 1);
  else block(1, l10n.t('Busy loop'));
}

function seconds(): Float {
  return new Float(readClock() / 1000);
}

function nanoseconds(): number | bigint {
  return makeInt(BigInt(Math.round(readClock() * 1e6)));
}

/** The time of day is invented, and the walkthrough says so. */
export function wallClock(): number {
  machine.assume('value', l10n.t('The clock is assumed to start at 2025-01-01 00:00:00.'));
  return epochMs + readClock();
}

/** `time.sleep`: in a thread it holds up the thread alone, else the whole loop. */
function sleep(given: Value): null {
  const number = numberOf(given);
  const ms = given instanceof Unknown ? 1000 : Math.max(0, Number(number ?? 0) * 1000);
  block(ms, l10n.t('time.sleep holds up the event loop'));
  return null;
}

/** Stands still for `ms`: in a thread that thread alone, else the whole loop. */
export function block(ms: number, label: string): void {
  if (machine.threadMs !== null) {
    machine.threadMs += ms;
    return;
  }
  machine.emit({ kind: 'block', task: machine.task, ms, label, ...machine.position() });
  if (!machine.muted) machine.blockUntil(machine.time() + ms);
}

const timeFields = 'tm_year tm_mon tm_mday tm_hour tm_min tm_sec tm_wday tm_yday tm_isdst'.split(
  ' ',
);
const structTimeClass = makeNamedTuple('struct_time', timeFields, [], 'time');
define(structTimeClass, {
  '__repr__(self)': ({ items }: PyTuple) =>
    `time.struct_time(${timeFields.map((name, i) => `${name}=${str(items[i] ?? null)}`).join(', ')})`,
});

/** The moment as a `struct_time`; `dst` is -1 where daylight saving is not known. */
export function structTime(moment: Moment, dst: number): PyTuple {
  const fields = moment.fields.slice(0, 6);
  return new PyTuple([...fields, moment.weekday, moment.dayOfYear, dst], structTimeClass);
}

/** The moment of seconds since the epoch, now without; the local zone is taken to be UTC. */
function momentAt(stamp: Value): Moment {
  const us = stamp === null ? wallClock() * 1000 : Number(numberOf(stamp)) * second;
  return new Moment(Math.floor(us / second) * second, datetimeClass);
}

function momentOf({ items: fields }: PyTuple): Moment {
  const [year = 1970, month = 1, date = 1, hour = 0, minute = 0, sec = 0] = fields.map(Number);
  return new Moment(Date.UTC(year, month - 1, date, hour, minute, sec) * 1000, datetimeClass);
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
  'strftime(format, t=None, /)': (template: Value, given: Value) =>
    format(given instanceof PyTuple ? momentOf(given) : momentAt(null), str(template)),
  'localtime(seconds=None, /)': (stamp: Value) => structTime(momentAt(stamp), 0),
  'gmtime(seconds=None, /)': (stamp: Value) => structTime(momentAt(stamp), 0),
  'mktime(t, /)': (given: PyTuple) => new Float(momentOf(given).us / second),
  'ctime(seconds=None, /)': (stamp: Value) => format(momentAt(stamp), '%c'),
  'asctime(t=None, /)': (given: Value) =>
    format(given instanceof PyTuple ? momentOf(given) : momentAt(null), '%c'),
});
