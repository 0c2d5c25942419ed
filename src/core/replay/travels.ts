/** How an exception, or a cancellation, travels: who raised it, through which awaits and tasks it went, and who caught it. */

import type { EndEvent, ResumeEvent, ReturnEvent, SuspendEvent, TraceEvent } from '../trace/format';
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

/** Exceptions that came to a task before one of its ends which are looked at for the one that it ends with. */
const mostArrivals = 20;

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
  let parked = false;
  for (let at = own.length - 1; at >= 0; at--) {
    const index = own[at] ?? Infinity;
    const event = context.trace.events.at(index);
    if (!event) return [];
    parked ||= event.kind === 'suspend';
    if (!carries(event, context)) continue;
    if (!parked) return travelOf(index, context);
    // A `finally` may wait while an exception goes through it.
    const next = event.kind === 'end' ? null : after(index, context);
    return typeof next === 'number' && next > last ? travelOf(index, context) : [];
  }
  return [];
}

/** What a step has to tell of the exception that its event names. */
export interface TravelNews {
  /** Where it began, if it has come to an await from there. */
  readonly origin: Hop | null;
  /** What becomes of it next, if the trace tells: the task catches it, nobody waits for it, it goes on, or another's await gets it. */
  readonly next: 'caught' | 'lost' | 'passed' | Hop | null;
}

/** Null where the event names no exception. */
export function newsOf(index: number, context: Context): TravelNews | null {
  const event = context.trace.events.at(index);
  if (!event || !carriesText(event)) return null;
  const hops = travelOf(index, context);
  const [first] = hops;
  const origin = event.kind === 'resume' && first?.kind === 'raised' ? first : null;
  const at = hops.findLastIndex((hop) => hop.event === index);
  const [here, after] = [hops[at]?.kind, hops[at + 1]];
  if (here === 'caught' || here === 'lost') return { origin, next: here };
  if (event.kind !== 'end') return { origin, next: after ? 'passed' : null };
  return { origin, next: after?.kind === 'arrived' ? after : null };
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
      return event.task === null ? null : beforeInTask(event.task, index, context);
    case 'resume':
      return cancelOf(event, context) ?? sourceOf(event, index, context);
    case 'cancel':
      return event.task === null ? failureBefore(index, context) : null;
    default:
      return null;
  }
}

/** In the same task: the function that let it out, or the await that got it. */
function beforeInTask(task: number, index: number, context: Context): number | null {
  const own = ownBefore(task, index, context);
  let looked = 0;
  for (let at = own.length - 1; at >= 0 && looked < mostArrivals; at--) {
    const found = own[at] ?? 0;
    const event = context.trace.events.at(found);
    if (event?.kind === 'end') return null;
    if (event?.kind !== 'resume' && event?.kind !== 'return') continue;
    if (!carries(event, context)) continue;
    if (afterInTask(event, task, found, context) === index) return found;
    looked++;
  }
  return null;
}

/** The end of the task whose exception an await gets: rather the one with the same text. */
function sourceOf(event: ResumeEvent, index: number, context: Context): number | null {
  if (event.error === undefined) return null;
  const ends = [...waitedFor(event, index, context)].flatMap((task) => {
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

const awaited = new WeakMap<Context, Map<number, ReadonlySet<number>>>();

/** The tasks for which a task waited before it went on: also those of turns before in which it stayed at the same await. */
function waitedFor(event: ResumeEvent, index: number, context: Context): ReadonlySet<number> {
  const known = awaited.get(context) ?? new Map<number, ReadonlySet<number>>();
  awaited.set(context, known);
  const found = known.get(index) ?? findWaitedFor(event, index, context);
  known.set(index, found);
  return found;
}

function findWaitedFor(event: ResumeEvent, index: number, context: Context): ReadonlySet<number> {
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
  return tasks;
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

/**
 * In the same task: whether it lets the exception through, or goes on. That it suspends tells neither: a `finally` and an `async with`
 * may wait, and then the exception goes on. It does if it leaves the function that got it, and no other has come there meanwhile.
 * Null where a trace without calls leaves open which of two with the same words it is.
 */
function afterInTask(
  from: ResumeEvent | ReturnEvent,
  task: number,
  index: number,
  context: Context,
): number | 'caught' | null {
  const words = wordsOf(from, index, context);
  /** The functions that have been called since: what they raise or return is not this exception. */
  const calls: string[] = [];
  const depth = from.kind === 'resume' ? depthBefore(task, index, context) : Infinity;
  let stays = false;
  let unseen = false;
  const own = ownAfter(task, index, context);
  for (const at of own) {
    const event = context.trace.events.at(at);
    switch (event?.kind) {
      case 'call':
        calls.push(event.function);
        break;
      case 'return': {
        const called = calls.lastIndexOf(event.function);
        if (called < 0) return isSame(event, words) ? at : 'caught';
        if (called === 0 && event.error !== undefined) return 'caught';
        calls.length = called;
        break;
      }
      case 'end':
        if (!isSame(event, words)) return 'caught';
        return unseen ? null : at;
      case 'suspend':
        // A function that no event tells to be called waits: the exception may be one of its own.
        unseen = event.chain.length > depth + calls.length;
        // A task group that is cancelled stays at the same place until its tasks are over.
        stays = from.error === undefined && isSamePlace(event, from);
        break;
      case 'resume':
        if (event.error !== undefined && calls.length === 0) return stays ? at : 'caught';
        break;
      default:
    }
  }
  return own.length < mostAround ? null : 'caught';
}

/** How many functions of a task were at their awaits when it was suspended last. */
function depthBefore(task: number, index: number, context: Context): number {
  const own = ownBefore(task, index, context);
  for (let at = own.length - 1; at >= 0; at--) {
    const event = context.trace.events.at(own[at] ?? Infinity);
    if (event?.kind === 'suspend') return event.chain.length;
  }
  return Infinity;
}

/** The text of the exception that an await or a function raised; null where the trace does not say it. */
function wordsOf(event: ResumeEvent | ReturnEvent, index: number, context: Context): string | null {
  if (event.error !== undefined && event.error !== '') return event.error;
  const source = event.kind === 'resume' ? sourceOf(event, index, context) : null;
  const end = source === null ? undefined : context.trace.events.at(source);
  return end?.kind === 'end' ? (end.error ?? null) : null;
}

/** Whether what a function or a task ends with is the exception with these words. */
function isSame(event: ReturnEvent | EndEvent, words: string | null): boolean {
  return words === null ? carriesText(event) : event.error === words;
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
      if (passes && waitedFor(event, at, context).has(end.task)) return at;
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
