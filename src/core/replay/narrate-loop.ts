/** Sentences for what the loop itself does: queues, callbacks, watches, phases. */

import * as l10n from '@vscode/l10n';
import type {
  CallbackEvent,
  EnqueueEvent,
  FireEvent,
  PhaseEvent,
  WatchEvent,
} from '../trace/format';
import type { Context } from './context';
import type { Step } from './steps';
import { inSentence, phaseTitle, queueTitle, roundMs, runtimeOf, timeLabel } from './words';

export function tellEnqueue(event: EnqueueEvent, context: Context): string {
  const queue = inSentence(queueTitle(event.queue));
  if (event.task === null)
    return event.waker.task === null
      ? l10n.t('{0} joins the {1}.', event.label, queue)
      : l10n.t('{0} puts {1} in the {2}.', context.label(event.waker.task), event.label, queue);
  const who = context.label(event.task);
  const by = event.waker.task === null ? null : context.label(event.waker.task);
  switch (event.waker.kind) {
    case 'start':
      return l10n.t('{0} joins the {1} for its first turn.', who, queue);
    case 'timer':
      return l10n.t('Its timer is due, so {0} joins the {1}.', who, queue);
    case 'io':
      return l10n.t('Its I/O is complete, so {0} joins the {1}.', who, queue);
    case 'thread':
      return l10n.t('Its thread has finished, so {0} joins the {1}.', who, queue);
    case 'task':
      return by === null
        ? l10n.t('What it waited for is done, so {0} joins the {1}.', who, queue)
        : l10n.t('{0} is done, so {1} joins the {2}.', by, who, queue);
    case 'resolve':
      return by === null
        ? l10n.t('What it waited for has its result, so {0} joins the {1}.', who, queue)
        : l10n.t('{0} gives the result that {1} waits for, so {1} joins the {2}.', by, who, queue);
    case 'release':
      return by === null
        ? l10n.t('What it waited for is free, so {0} joins the {1}.', who, queue)
        : l10n.t('{0} releases what {1} waits for, so {1} joins the {2}.', by, who, queue);
    case 'put':
      return by === null
        ? l10n.t('The queue it waits on has changed, so {0} joins the {1}.', who, queue)
        : l10n.t('{0} makes the queue ready for {1}, which joins the {2}.', by, who, queue);
    case 'set':
      return by === null
        ? l10n.t('The event it waits for is set, so {0} joins the {1}.', who, queue)
        : l10n.t('{0} sets the event that {1} waits for, so {1} joins the {2}.', by, who, queue);
    case 'cancel':
      return l10n.t('{0} is to be cancelled, so it joins the {1} to hear of it.', who, queue);
    case 'callback':
      return l10n.t('{0} joins the {1}.', who, queue);
  }
}

export function tellCallback(event: CallbackEvent, step: Step, context: Context): string {
  const run = context.within(step, 'callback');
  const woken = wokenIn(step, context);
  const labels = [...new Set(run.map((each) => each.label))].join(', ');
  const what = !event.internal
    ? l10n.t('The callback runs: {0}.', labels)
    : run.length === 1
      ? l10n.t('The runtime runs a callback of its own: {0}.', labels)
      : l10n.t('The runtime runs {0} callbacks of its own: {1}.', run.length, labels);
  return woken === '' ? what : `${what} ${tellWoken(step, context)}`;
}

export function tellWatch(event: WatchEvent, context: Context): string {
  if (event.due !== null)
    return l10n.t(
      'A timer is set for {0}: {1}. The code goes on at once.',
      timeLabel(event.due),
      event.label,
    );
  return event.place === 'threads'
    ? l10n.t('A thread starts on this: {0}.', event.label)
    : runtimeOf(context.trace) === 'asyncio'
      ? l10n.t('The loop begins to watch this: {0}.', event.label)
      : l10n.t('This begins, and the code goes on at once: {0}.', event.label);
}

export function tellFire(step: Step, context: Context): string {
  const fired = context.within(step, 'fire');
  const told = tellWoken(step, context);
  const what = fired.length === 1 ? tellOneFired(fired[0], context) : tellFired(fired, context);
  return told === '' ? what : `${what} ${told}`;
}

function tellOneFired(event: FireEvent | undefined, context: Context): string {
  const watch = event && context.watch(event.watch);
  if (!watch) return l10n.t('What the loop watched has happened.');
  const t = timeLabel(event.t);
  switch (watch.place) {
    case 'timers':
      return watch.task === null
        ? l10n.t('{0}: a timer is due ({1}).', t, watch.label)
        : l10n.t('{0}: the timer of {1} is due ({2}).', t, context.label(watch.task), watch.label);
    case 'threads':
      return l10n.t('{0}: a thread has finished ({1}).', t, watch.label);
    case 'selector':
    case 'poll':
      return l10n.t('{0}: I/O completes ({1}).', t, watch.label);
    case 'other':
      return l10n.t('{0}: this has happened: {1}.', t, watch.label);
  }
}

function tellFired(events: readonly FireEvent[], context: Context): string {
  const watches = events.flatMap((event) => context.watch(event.watch) ?? []);
  const owners = watches.flatMap((watch) => (watch.task === null ? [] : [watch.task]));
  const t = timeLabel(events.at(0)?.t ?? 0);
  if (!watches.every((watch) => watch.place === 'timers'))
    return l10n.t(
      '{0}: these complete: {1}.',
      t,
      [...new Set(watches.map((watch) => watch.label))].join(', '),
    );
  return owners.length === 0
    ? l10n.t('{0}: {1} timers are due.', t, events.length)
    : l10n.t('{0}: {1} timers are due, those of {2}.', t, events.length, context.labels(owners));
}

export function tellPhase(event: PhaseEvent, step: Step, context: Context): string {
  const next = context.trace.events.at(step.last + 1);
  if (!next || next.t === event.t)
    return l10n.t(
      'The event loop: {0} (turn {1}).',
      inSentence(phaseTitle(event.phase)),
      event.iteration,
    );
  const ms = roundMs(next.t - event.t);
  return runtimeOf(context.trace) === 'asyncio'
    ? l10n.t(
        'Nothing is ready to run. The event loop sleeps in its selector for {0} ms, until {1}.',
        ms,
        timeLabel(next.t),
      )
    : l10n.t(
        'The call stack and every queue are empty. The event loop sleeps in its poll phase for {0} ms, until {1}.',
        ms,
        timeLabel(next.t),
      );
}

/** The tasks that a step puts in a queue. */
function wokenIn(step: Step, context: Context): string {
  return context.labels(
    context.within(step, 'enqueue').flatMap((entry) => (entry.task === null ? [] : [entry.task])),
  );
}

/** Where what happened leads: tasks become ready, or callbacks wait for their turn. */
function tellWoken(step: Step, context: Context): string {
  const entries = context.within(step, 'enqueue');
  const [first] = entries;
  if (!first) return '';
  const queue = inSentence(queueTitle(first.queue));
  const woken = wokenIn(step, context);
  if (woken === '' && entries.length > 1) return l10n.t('Their callbacks join the {0}.', queue);
  return woken === ''
    ? l10n.t('Its callback joins the {0}.', queue)
    : l10n.t('Ready to go on, in the {0}: {1}.', queue, woken);
}
