/** Sentences for control that is given up and comes back. */

import * as l10n from '@vscode/l10n';
import type { ResumeEvent, SuspendEvent, Waker, WatchEvent } from '../trace/format';
import type { Context } from './context';
import type { Step } from './steps';
import { kindLabel } from './waits';
import { inSentence, moduleName, queueTitle, runtimeOf, timeLabel } from './words';

export function tellResume(event: ResumeEvent, step: Step, context: Context): string {
  return event.first ? tellStart(event, step, context) : tellReturn(event, context);
}

function tellStart(event: ResumeEvent, step: Step, context: Context): string {
  const task = context.task(event.task);
  const name = context.label(event.task);
  if (task?.function === moduleName) return l10n.t('The module’s own code starts to run.');
  if (event.entry !== null) return l10n.t('{0} gets its first turn: its body starts to run.', name);
  const by = context.within(step, 'create').find((each) => each.task === event.task)?.by ?? null;
  return by === null
    ? l10n.t('{0} is called and starts to run at once.', name)
    : l10n.t(
        '{0} calls {1}. An async function starts at once, on its caller’s stack, and runs up to its first await.',
        context.label(by),
        name,
      );
}

function tellReturn(event: ResumeEvent, context: Context): string {
  const name = context.label(event.task);
  const code = context.quote(event);
  const back =
    code !== null
      ? l10n.t('{0} gets its turn and goes on after `{1}`.', name, code)
      : event.line === undefined
        ? l10n.t('{0} gets its turn and goes on where it was suspended.', name)
        : l10n.t('{0} gets its turn and goes on after the await on line {1}.', name, event.line);
  const entry = event.entry === null ? undefined : context.entry(event.entry);
  const parts = [back, entry ? tellWaker(entry.waker) : null, tellResult(event)];
  return parts.filter((part) => part !== null).join(' ');
}

/** Why it can go on; null where that says nothing new. */
function tellWaker(waker: Waker): string | null {
  switch (waker.kind) {
    case 'timer':
      return l10n.t('Its timer was due.');
    case 'io':
      return l10n.t('Its I/O is complete.');
    case 'thread':
      return l10n.t('Its thread has finished.');
    case 'task':
      return l10n.t('What it waited for is done.');
    case 'resolve':
      return l10n.t('What it waited for has its result.');
    case 'release':
      return l10n.t('What it waited for is free.');
    case 'put':
      return l10n.t('The queue it waited on has changed.');
    case 'set':
      return l10n.t('The event it waited for is set.');
    case 'cancel':
      return l10n.t('It was cancelled while it waited.');
    case 'start':
    case 'callback':
      return null;
  }
}

/** What the await gives or raises; null where that is not worth a sentence. */
export function tellResult({
  value,
  error,
  into,
}: Pick<ResumeEvent, 'value' | 'error' | 'into'>): string | null {
  if (error !== undefined)
    return l10n.t('The await raises {0}.', error === '' ? l10n.t('an exception') : error);
  if (value === undefined) return null;
  if (into === undefined && (value === 'None' || value === 'undefined')) return null;
  return into === undefined
    ? l10n.t('The await gives {0}.', value)
    : l10n.t('The await gives {0}, which goes into {1}.', value, into);
}

export function tellSuspend(event: SuspendEvent, step: Step, context: Context): string {
  const name = context.label(event.task);
  const caller = callerOf(event, step, context);
  const code = context.code(event);
  const pause =
    caller === null
      ? l10n.t('{0} reaches `{1}` and gives control back to the event loop.', name, code)
      : l10n.t(
          '{0} reaches `{1}` and is suspended. Its caller, {2}, gets a promise and goes on.',
          name,
          code,
          caller,
        );
  const chain = event.chain.map((link) => link.function);
  return [
    pause,
    tellWait(event, step, context),
    chain.length > 1 ? l10n.t('The whole chain of awaits is parked: {0}.', chain.join(' → ')) : '',
  ]
    .filter((part) => part !== '')
    .join(' ');
}

/** What will make it go on, in one sentence. */
function tellWait(event: SuspendEvent, step: Step, context: Context): string {
  const own = context.within(step, 'enqueue').find((entry) => entry.task === event.task);
  if (own)
    return l10n.t(
      'It waits for nothing else and joins the {0} at once: whoever is before it there runs first.',
      inSentence(queueTitle(own.queue)),
    );
  if (event.tasks.length === 1)
    return l10n.t('It goes on when {0} is done.', context.labels(event.tasks));
  if (event.tasks.length > 1)
    return l10n.t('It waits for these: {0}.', context.labels(event.tasks));
  const watches = event.watches.flatMap((id) => context.watch(id) ?? []);
  const [only] = watches;
  if (only && watches.length === 1) return tellWatched(only);
  if (watches.length > 1)
    return l10n.t('The loop now watches: {0}.', watches.map((each) => each.label).join(', '));
  return tellUnwatched(event, context);
}

/** Where the trace has no watch: whether something outside the program wakes the task, or only its code. */
function tellUnwatched({ detail, waitsFor }: SuspendEvent, context: Context): string {
  if (detail === null && (waitsFor === 'nothing' || waitsFor === 'unknown'))
    return l10n.t('Only other code can wake it.');
  const what = detail ?? kindLabel(waitsFor, runtimeOf(context.trace));
  switch (waitsFor) {
    case 'timer':
    case 'network':
    case 'file':
    case 'process':
    case 'thread':
      return l10n.t('It waits for {0}.', what);
    default:
      return l10n.t('Only other code can wake it: it waits for {0}.', what);
  }
}

function tellWatched(watch: WatchEvent): string {
  if (watch.due !== null) return l10n.t('A timer is set for {0}.', timeLabel(watch.due));
  return watch.place === 'threads'
    ? l10n.t('A thread does the work: {0}.', watch.label)
    : l10n.t('The loop now watches for it: {0}.', watch.label);
}

/** Whose stack the step ran on: the task's step began as a plain call. Null where the loop began it. */
function callerOf(event: SuspendEvent, step: Step, context: Context): string | null {
  if (runtimeOf(context.trace) === 'asyncio') return null;
  const { events } = context.trace;
  for (let index = step.headline - 1; index >= 0; index--) {
    const before = events.at(index);
    if (before?.kind !== 'resume' || before.task !== event.task) continue;
    if (before.entry !== null) return null;
    const parent = context.task(event.task)?.parent ?? null;
    return parent === null ? null : context.label(parent);
  }
  return null;
}
