/** How an exception, or a cancellation, travels: who raised it, through which awaits and tasks it went, and who caught it. */

import * as l10n from '@vscode/l10n';
import type { EndEvent, ResumeEvent, SuspendEvent, TraceEvent } from '../trace/format';
import { firstIndex } from '../trace/list';
import type { Context } from './context';
import type { Place } from './state';

/** Events before and after the end of a task that are looked at for who waits for it. */
const mostAround = 1_000;

/** Events between somebody's request and what follows from it: they are made in one go. */
const mostBetween = 10;

/** Tasks that are looked at for who waits for one that ends, and for which one an await has waited. */
const mostWaiters = 20;
const mostAwaited = 5_000;

/** A way is followed so far; a longer one nobody reads, and a circle of a broken trace has no end. */
const maxHops = 50;

/**
 * A station of the way. `asked`: a cancellation was asked for. `raised`: the exception began. `passed`: a function let it through.
 * `ended`: a task ended with it. `arrived`: an await got it. `caught`: the task of that await went on. `lost`: nobody waits for the task
 * that ended with it.
 */
export interface Hop {
  readonly kind: 'asked' | 'raised' | 'passed' | 'ended' | 'arrived' | 'caught' | 'lost';
  /** The index of the event that shows it. */
  readonly event: number;
}

/** The whole way of the exception that an event is about; empty where it is about none. Only what the trace shows is told. */
export function travelOf(index: number, context: Context): readonly Hop[] {
  const known = travels.get(context) ?? new Map<number, readonly Hop[]>();
  travels.set(context, known);
  const found = known.get(index) ?? follow(index, context);
  known.set(index, found);
  return found;
}

const travels = new WeakMap<Context, Map<number, readonly Hop[]>>();

/** The way of the exception that a task has got, or ended with, once the event with index `last` has been applied. */
export function travelAt(task: number, last: number, context: Context): readonly Hop[] {
  const own = ownBefore(task, last + 1, context);
  for (let at = own.length - 1; at >= 0; at--) {
    const event = context.trace.events.at(own[at] ?? Infinity);
    if (!event || event.kind === 'suspend') return [];
    if (carries(event, context)) return travelOf(own[at] ?? 0, context);
  }
  return [];
}

/** A station as a part of a list. */
export function tellHop({ kind, event: index }: Hop, context: Context): string {
  const event = context.trace.events.at(index);
  if (!event) return '';
  const who = event.task === null ? l10n.t('The event loop') : context.label(event.task);
  switch (kind) {
    case 'asked':
      return l10n.t(
        '{0} asks for {1} to be cancelled',
        who,
        event.kind === 'cancel' ? context.label(event.target) : '',
      );
    case 'raised':
      return event.kind === 'return'
        ? l10n.t('Raised in {0}', event.function)
        : l10n.t('Raised in {0}', who);
    case 'passed':
      return l10n.t('{0} lets it through', event.kind === 'return' ? event.function : who);
    case 'ended':
      return l10n.t('{0} ends with it', who);
    case 'arrived':
      return l10n.t('{0} gets it at its await', who);
    case 'caught':
      return l10n.t('{0} goes on: it has caught it', who);
    case 'lost':
      return l10n.t('No task waits for {0} before the trace ends', who);
  }
}

/** What a sentence about the event adds: where the exception comes from, and where it goes next; empty for none. */
export function tellTravel(index: number, context: Context): string {
  const event = context.trace.events.at(index);
  if (!event || !carriesText(event)) return '';
  const hops = travelOf(index, context);
  const [first] = hops;
  const parts: string[] = [];
  if (event.kind === 'resume' && first?.kind === 'raised') parts.push(tellOrigin(first, context));
  const next = hops[hops.findLastIndex((hop) => hop.event === index)];
  const after = hops[hops.findLastIndex((hop) => hop.event === index) + 1];
  const who = event.task === null ? '' : context.label(event.task);
  if (next?.kind === 'caught') parts.push(l10n.t('{0} catches it and goes on.', who));
  else if (next?.kind === 'lost') parts.push(l10n.t('No task waits for it before the trace ends.'));
  else if (event.kind === 'end' && after?.kind === 'arrived')
    parts.push(tellArrival(after, context));
  else if (event.kind !== 'end' && after) parts.push(l10n.t('{0} does not catch it.', who));
  return parts.join(' ');
}

function tellOrigin(hop: Hop, context: Context): string {
  return tellStation(hop, context, (who, line) =>
    line === undefined
      ? l10n.t('It comes from {0}.', who)
      : l10n.t('It comes from {0}, from line {1}.', who, line),
  );
}

function tellArrival(hop: Hop, context: Context): string {
  return tellStation(hop, context, (who, line) =>
    line === undefined
      ? l10n.t('{0} gets it at its await.', who)
      : l10n.t('{0} gets it at its await on line {1}.', who, line),
  );
}

/** What `tell` says of the task and the line of a station; empty where no task is there. */
function tellStation(
  { event: index }: Hop,
  context: Context,
  tell: (who: string, line: number | undefined) => string,
): string {
  const event = context.trace.events.at(index);
  return typeof event?.task === 'number' ? tell(context.label(event.task), event.line) : '';
}

/** Where a station is in the source; null where the trace does not say. */
export function placeOfHop({ event: index }: Hop, context: Context): Place | null {
  const event = context.trace.events.at(index);
  return event ? context.place(event) : null;
}

function follow(index: number, context: Context): readonly Hop[] {
  const event = context.trace.events.at(index);
  if (!event || !carries(event, context)) return [];
  const way = [index];
  for (let at = before(index, context); at !== null; at = before(at, context)) {
    if (way.length >= maxHops || way.includes(at)) break;
    way.unshift(at);
  }
  let fate: 'caught' | 'lost' | null = null;
  for (let at: number = index; way.length < maxHops;) {
    const next = after(at, context);
    if (typeof next !== 'number') fate = next;
    if (typeof next !== 'number' || way.includes(next)) break;
    way.push(next);
    at = next;
  }
  const hops = way.flatMap((at, number) => hopsAt(at, number === 0, context));
  const last = way.at(-1);
  return fate === null || last === undefined ? hops : [...hops, { kind: fate, event: last }];
}

function hopsAt(index: number, isFirst: boolean, { trace }: Context): readonly Hop[] {
  const raised: readonly Hop[] = isFirst ? [{ kind: 'raised', event: index }] : [];
  switch (trace.events.at(index)?.kind) {
    case 'cancel':
      return [{ kind: 'asked', event: index }];
    case 'return':
      return isFirst ? raised : [{ kind: 'passed', event: index }];
    case 'end':
      return [...raised, { kind: 'ended', event: index }];
    default:
      return [{ kind: 'arrived', event: index }];
  }
}

/** Whether an event is about an exception, or a cancellation. */
function carries(event: TraceEvent, context: Context): boolean {
  return event.kind === 'cancel' || carriesText(event) || isCancelled(event, context);
}

/** Whether an event names an exception. */
function carriesText(event: TraceEvent): boolean {
  if (event.kind === 'end') return event.outcome !== 'returned';
  return (event.kind === 'resume' || event.kind === 'return') && event.error !== undefined;
}

/** Whether the task goes on because it was cancelled: a recorder may not see what its await then raises. */
function isCancelled(event: TraceEvent, context: Context): boolean {
  return event.kind === 'resume' && cancelOf(event, context) !== null;
}

/** The request for which the task goes on; null where it was woken by something else. */
function cancelOf({ task, entry: id }: ResumeEvent, context: Context): number | null {
  const entry = id === null ? undefined : context.lookup.entry(id);
  if (entry === undefined || context.entry(id ?? -1)?.waker.kind !== 'cancel') return null;
  for (let at = entry; at >= Math.max(0, entry - mostBetween); at--) {
    const event = context.trace.events.at(at);
    if (event?.kind === 'cancel' && event.target === task) return at;
  }
  return null;
}

/** The event from which the exception came to this one; null where it began here. */
function before(index: number, context: Context): number | null {
  const event = context.trace.events.at(index);
  switch (event?.kind) {
    case 'return':
    case 'end':
      return event.task === null ? null : beforeInTask(event.task, index, event.error, context);
    case 'resume':
      return cancelOf(event, context) ?? sourceOf(event, index, context);
    case 'cancel':
      return event.task === null ? failureBefore(index, context) : null;
    default:
      return null;
  }
}

/** In the same step of the task: the function that let it out, or the await that got it. */
function beforeInTask(
  task: number,
  index: number,
  error: string | undefined,
  context: Context,
): number | null {
  const own = ownBefore(task, index, context);
  for (let at = own.length - 1; at >= 0; at--) {
    const found = own[at] ?? 0;
    const event = context.trace.events.at(found);
    if (event?.kind === 'return' && event.error !== undefined && event.error === error)
      return found;
    if (event?.kind !== 'resume') continue;
    const same = event.error !== undefined && event.error === error;
    const cancelled = event.error === undefined && isCancelled(event, context);
    return same || (cancelled && isCancellation(context.trace.events.at(index))) ? found : null;
  }
  return null;
}

function isCancellation(event: TraceEvent | undefined): boolean {
  return event?.kind === 'end' && event.outcome === 'cancelled';
}

/** The end of the task whose exception an await gets: rather the one with the same text. */
function sourceOf(event: ResumeEvent, index: number, context: Context): number | null {
  if (event.error === undefined) return null;
  const ends = waitedFor(event, index, context).flatMap((task) => {
    const own = ownBefore(task, index, context);
    const at = own.at(-1);
    const end = at === undefined ? undefined : context.trace.events.at(at);
    return at !== undefined && end?.kind === 'end' && end.outcome !== 'returned'
      ? [{ at, end }]
      : [];
  });
  const best =
    ends.find(({ end }) => end.error === event.error) ??
    ends.find(({ end }) => end.outcome === 'raised') ??
    ends[0];
  return best?.at ?? null;
}

/** The tasks for which a task waited before it went on: also those of turns before in which it stayed at the same await. */
function waitedFor(event: ResumeEvent, index: number, context: Context): readonly number[] {
  const { waker } = (event.entry === null ? undefined : context.entry(event.entry)) ?? {};
  const tasks = new Set<number>(typeof waker?.task === 'number' ? [waker.task] : []);
  const own = ownBefore(event.task, index, context);
  for (let at = own.length - 1; at >= 0; at--) {
    const each = context.trace.events.at(own[at] ?? Infinity);
    if (each?.kind === 'resume' && each.error !== undefined) break;
    if (each?.kind !== 'suspend') continue;
    if (!isSamePlace(each, event)) break;
    for (const task of each.tasks) {
      if (tasks.size >= mostAwaited) break;
      tasks.add(task);
    }
  }
  return [...tasks];
}

/** The end of the task on account of which the loop cancels others: a task group does. */
function failureBefore(index: number, context: Context): number | null {
  for (let at = index; at >= Math.max(0, index - mostBetween); at--) {
    const event = context.trace.events.at(at);
    if (event?.kind === 'callbackEnd') return null;
    if (event?.kind !== 'callback') continue;
    const task = context.entry(event.entry)?.waker.task ?? null;
    const end = task === null ? undefined : ownBefore(task, index, context).at(-1);
    const failed = end === undefined ? undefined : context.trace.events.at(end);
    return end !== undefined && failed?.kind === 'end' && failed.outcome === 'raised' ? end : null;
  }
  return null;
}

/** The event to which the exception goes on, or what became of it; null where the trace does not tell. */
function after(index: number, context: Context): number | 'caught' | 'lost' | null {
  const event = context.trace.events.at(index);
  switch (event?.kind) {
    case 'cancel':
      return resumedBy(event.target, index, context);
    case 'resume':
    case 'return':
      return event.task === null ? null : afterInTask(event, event.task, index, context);
    case 'end':
      return afterEnd(event, index, context);
    default:
      return null;
  }
}

/** The step in which a task hears of its cancellation. */
function resumedBy(task: number, cancel: number, context: Context): number | null {
  for (const at of ownAfter(task, cancel, context)) {
    const event = context.trace.events.at(at);
    if (event?.kind === 'resume') return cancelOf(event, context) === cancel ? at : null;
  }
  return null;
}

/** In the same step of the task: whether it lets the exception through, or goes on. */
function afterInTask(
  from: TraceEvent,
  task: number,
  index: number,
  context: Context,
): number | 'caught' | null {
  const error = from.kind === 'resume' || from.kind === 'return' ? from.error : undefined;
  let stays = false;
  for (const at of ownAfter(task, index, context)) {
    const event = context.trace.events.at(at);
    switch (event?.kind) {
      case 'return':
        if (event.error !== undefined && event.error === error) return at;
        break;
      case 'end':
        if (event.outcome === 'returned') return 'caught';
        return event.error === error || (error === undefined && event.outcome === 'cancelled')
          ? at
          : 'caught';
      case 'suspend':
        // A task group that is cancelled stays at the same place until its tasks are over.
        if (error !== undefined || !isSamePlace(event, from)) return 'caught';
        stays = true;
        break;
      case 'resume':
        if (stays && event.error !== undefined) return at;
        break;
      default:
    }
  }
  return null;
}

/** The await of another task that gets it. */
function afterEnd(end: EndEvent, index: number, context: Context): number | 'lost' | null {
  let isAwaited = false;
  const { waiters, complete } = waitersOf(end.task, index, context);
  for (const task of waiters) {
    const waits = waitsAt(task, end.task, index, context);
    isAwaited ||= waits;
    for (const at of ownAfter(task, index, context)) {
      const event = context.trace.events.at(at);
      if (event?.kind !== 'resume' || event.error === undefined) continue;
      // What a group raises has other words than what its task did, but a cancellation is its own.
      const passes = end.outcome === 'raised' || event.error === end.error;
      if (passes && waitedFor(event, at, context).includes(end.task)) return at;
      break;
    }
  }
  const whole = complete && context.trace.dropped === 0;
  return end.outcome === 'raised' && !isAwaited && whole ? 'lost' : null;
}

/** Who may wait for a task that ends, and whether that is everybody who could. */
function waitersOf(task: number, index: number, context: Context) {
  const { events } = context.trace;
  const parent = context.task(task)?.parent ?? null;
  const waiters = new Set(parent === null ? [] : [parent]);
  const [from, to] = [Math.max(0, index - mostAround), Math.min(events.length, index + mostAround)];
  for (let at = from; at < to; at++) {
    const event = events.at(at);
    if (event?.kind === 'suspend' && event.tasks.includes(task)) waiters.add(event.task);
    if (event?.kind === 'enqueue' && event.task !== null && event.waker.task === task)
      waiters.add(event.task);
  }
  waiters.delete(task);
  const complete = from === 0 && to === events.length && waiters.size <= mostWaiters;
  return { waiters: [...waiters].slice(0, mostWaiters), complete };
}

/** Whether a task waits for another at an event, or comes to wait for it later on. */
function waitsAt(task: number, other: number, index: number, context: Context): boolean {
  const isWait = (at: number): boolean => {
    const event = context.trace.events.at(at);
    return event?.kind === 'suspend' && event.tasks.includes(other);
  };
  const own = ownBefore(task, index, context);
  const last = own.findLast((at) => {
    const kind = context.trace.events.at(at)?.kind;
    return kind === 'suspend' || kind === 'resume';
  });
  return (last !== undefined && isWait(last)) || [...ownAfter(task, index, context)].some(isWait);
}

function isSamePlace(one: SuspendEvent, other: TraceEvent): boolean {
  return one.line === other.line && one.column === other.column;
}

/** The indices of the task's last events before the one with this index, in order. */
function ownBefore(task: number, index: number, { lookup }: Context): Readonly<Float64Array> {
  const own = lookup.ofTask(task);
  const end = firstIndex(own.length, (at) => (own[at] ?? 0) >= index);
  return own.subarray(Math.max(0, end - mostAround), end);
}

/** Those of its next events. */
function ownAfter(task: number, index: number, { lookup }: Context): Readonly<Float64Array> {
  const own = lookup.ofTask(task);
  const start = firstIndex(own.length, (at) => (own[at] ?? 0) > index);
  return own.subarray(start, start + mostAround);
}
