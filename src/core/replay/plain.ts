/**
 * The story in plain words: the event loop is a barista who serves all orders alone, a task is an order, and what runs by
 * itself (a timer, a request, a thread) is the coffee machine.
 */

import * as l10n from '@vscode/l10n';
import type { FireEvent, ResumeEvent, SuspendEvent, TraceEvent } from '../trace/format';
import type { LongTrace } from '../trace/read';
import type { Context } from './context';
import { contextOf } from './context';
import type { PlaceGroup } from './places';
import type { Step } from './steps';
import { isSleep } from './steps';
import { newsOf } from './travels';
import { durationLabel, timeLabel } from './words';

/** What happens in a step, as one could see it in a coffee bar: one to three sentences. */
export function tellPlainly(trace: LongTrace, step: Step, source = '', running = false): string {
  const context = contextOf(trace, source);
  const headline = trace.events.at(step.headline);
  if (!headline) return '';
  const parts = [
    tell(headline, step, context),
    tellTravel(step.headline, context),
    tellNext(headline, step, context, running),
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** What a part of the loop is in the coffee bar. */
export function plainTitle(group: PlaceGroup): string {
  switch (group) {
    case 'running':
      return l10n.t('In the barista’s hands');
    case 'ready':
      return l10n.t('In line at the counter');
    case 'waiting':
      return l10n.t('Set aside, until a machine is finished');
  }
}

function tell(event: TraceEvent, step: Step, context: Context): string {
  const who = event.task === null ? null : context.label(event.task);
  switch (event.kind) {
    case 'create': {
      const created = context.within(step, 'create').map(({ task }) => task);
      return created.length === 1
        ? l10n.t('A new order: {0}. It gets in line.', context.labels(created))
        : l10n.t('New orders: {0}. They get in line.', context.labels(created));
    }
    case 'resume':
      return tellResume(event, context);
    case 'suspend':
      return tellSuspend(event, step, context);
    case 'pass':
      return who === null
        ? l10n.t('What is needed is there already: no waiting.')
        : l10n.t('What {0} needs is there already: the barista goes on without a pause.', who);
    case 'call':
      return who === null
        ? l10n.t('A part of the work begins: {0}.', event.function)
        : l10n.t(
            'A part of {0} begins: {1}. The same hands do it right away.',
            who,
            event.function,
          );
    case 'return':
      return event.error === undefined
        ? l10n.t('That part is finished: {0}. The barista goes on at once.', event.function)
        : l10n.t('That part goes wrong: {0} ends with {1}.', event.function, event.error);
    case 'end':
      if (event.outcome === 'returned') return l10n.t('{0} is served.', who ?? '');
      return event.outcome === 'cancelled'
        ? l10n.t('{0} has been called off.', who ?? '')
        : l10n.t('{0} goes wrong: {1}.', who ?? '', event.error ?? l10n.t('an exception'));
    case 'cancel':
      return l10n.t(
        '{0} is to be called off. It hears of that when it is in the barista’s hands again.',
        context.label(event.target),
      );
    case 'enqueue':
      return event.task === null
        ? l10n.t('A note is put in line: {0}.', event.label)
        : l10n.t('{0} gets back in line.', who ?? '');
    case 'callback': {
      const woken = wokenIn(step, context);
      return woken === ''
        ? l10n.t('The barista reads a note: {0}.', event.label)
        : l10n.t('The barista reads a note: back in line with {0}.', woken);
    }
    case 'callbackEnd':
      return l10n.t('The note is dealt with.');
    case 'drop':
      return l10n.t('A note is thrown away unread.');
    case 'watch':
      return l10n.t('A machine is started: {0}. Nobody stands beside it and waits.', event.label);
    case 'fire':
      return tellFire(step, context);
    case 'unwatch':
      return l10n.t('A machine is switched off before it has finished.');
    case 'phase':
      return tellPhase(step, context);
    case 'output': {
      const text = event.text.trimEnd();
      return who === null
        ? l10n.t('Somebody calls out: “{0}”', text)
        : l10n.t('For {0} the barista calls out: “{1}”', who, text);
    }
    case 'block':
      return l10n.t(
        'The barista stands beside {0} for {1} and does nothing else. The whole line waits.',
        event.label,
        durationLabel(event.ms),
      );
    case 'assume':
      return context.assumption(event.assumption)?.text ?? '';
    case 'warn':
      return l10n.t('The runtime warns: {0}', event.text);
  }
}

function tellResume(event: ResumeEvent, context: Context): string {
  const who = context.label(event.task);
  if (event.first) return l10n.t('The barista starts with {0}.', who);
  const back = l10n.t('The barista takes {0} up again, exactly where it was put aside.', who);
  if (event.entry !== null && context.entry(event.entry)?.waker.kind === 'cancel')
    return `${back} ${l10n.t('But it has been called off meanwhile.')}`;
  if (event.error === undefined) return back;
  const what = event.error === '' ? l10n.t('an exception') : event.error;
  return `${back} ${l10n.t('But something went wrong meanwhile: {0}.', what)}`;
}

/** Where the trouble comes from that the event is about, and what becomes of it; empty where there is none. */
function tellTravel(index: number, context: Context): string {
  const news = newsOf(index, context);
  if (!news) return '';
  const { origin, next } = news;
  const named = (at: number): string => {
    const task = context.trace.events.at(at)?.task ?? null;
    return task === null ? '' : context.label(task);
  };
  const from = origin ? named(origin.event) : '';
  const parts = [from === '' ? '' : l10n.t('It began with {0}.', from)];
  const who = named(index);
  if (next === 'caught') parts.push(l10n.t('There is a way out: {0} goes on.', who));
  else if (next === 'passed') parts.push(l10n.t('There is no way out for {0}.', who));
  else if (next === 'lost') parts.push(l10n.t('Nobody asks for it any more.'));
  else if (next)
    parts.push(l10n.t('{0}, which waits for it, gets to know that.', named(next.event)));
  return parts.filter((part) => part !== '').join(' ');
}

function tellSuspend(event: SuspendEvent, step: Step, context: Context): string {
  const who = context.label(event.task);
  if (context.within(step, 'enqueue').some(({ task }) => task === event.task))
    return l10n.t('{0} lets the others go first, and gets in line again.', who);
  if (event.tasks.length > 0)
    return l10n.t(
      '{0} cannot go on without {1}, so the barista puts it aside.',
      who,
      context.labels(event.tasks),
    );
  const what =
    event.watches.map((id) => context.watch(id)?.label).find((label) => label !== undefined) ??
    event.detail;
  if (event.watches.length > 0 && what !== null)
    return l10n.t(
      '{0} needs a machine: {1}. The barista sets it going, puts the order aside and has both hands free.',
      who,
      what,
    );
  return what === null
    ? l10n.t('{0} has to wait, so the barista puts it aside.', who)
    : l10n.t('{0} has to wait for this: {1}. The barista puts it aside.', who, what);
}

function tellFire(step: Step, context: Context): string {
  const fired = context.within(step, 'fire');
  const t = timeLabel(fired[0]?.t ?? 0);
  const owners = fired.flatMap(({ watch }: FireEvent) => {
    const task = context.watch(watch)?.task ?? null;
    return task === null ? [] : [task];
  });
  if (owners.length === 0) return l10n.t('{0}: a machine has finished.', t);
  return l10n.t('{0}: a machine has finished for {1}.', t, context.labels(owners));
}

function tellPhase(step: Step, context: Context): string {
  const { events } = context.trace;
  const next = events.at(step.last + 1);
  const phase = events.at(step.headline);
  if (!next || !phase || !isSleep(events, step.headline))
    return l10n.t('The barista looks around: has any machine finished?');
  return l10n.t(
    'Nobody is in line. The barista rests for {0}, until a machine has finished.',
    durationLabel(next.t - phase.t),
  );
}

function tellNext({ kind }: TraceEvent, step: Step, context: Context, running: boolean): string {
  const { events } = context.trace;
  if (step.last === events.length - 1)
    return running ? l10n.t('The day goes on.') : l10n.t('That is the end of the day.');
  if (kind !== 'suspend' && kind !== 'end') return '';
  for (let index = step.last + 1; index < events.length; index++) {
    const event = events.at(index);
    if (event?.kind === 'resume' && event.entry !== null)
      return l10n.t('Next in line: {0}.', context.label(event.task));
    if (event?.kind !== 'phase') return '';
  }
  return '';
}

/** The orders that a step puts in line. */
function wokenIn(step: Step, context: Context): string {
  return context.labels(
    context.within(step, 'enqueue').flatMap(({ task }) => (task === null ? [] : [task])),
  );
}
