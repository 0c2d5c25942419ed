import * as l10n from '@vscode/l10n';
import type {
  CallEvent,
  CancelEvent,
  CreateEvent,
  EndEvent,
  OutputEvent,
  PassEvent,
  ReturnEvent,
  TraceEvent,
} from '../trace/format';
import type { LongTrace } from '../trace/read';
import type { Context } from './context';
import { contextOf } from './context';
import { tellCallback, tellEnqueue, tellFire, tellPhase, tellWatch } from './narrate-loop';
import { tellResult, tellResume, tellSuspend } from './narrate-control';
import { tellTravel } from './narrate-travel';
import type { Step } from './steps';
import { isSleep } from './steps';
import { moduleName, roundMs, runtimeOf, startOfSentence, timeLabel } from './words';

/** Events that are looked at for what comes next. */
const mostAhead = 300;

/**
 * What happens in a step, why, and what it leads to: one to three sentences of plain text. With the
 * source of `trace.file` they quote the code; without it they name its lines. An assumption made in the step
 * is told with it. `running`: the program still runs, so that the last step is not the end.
 */
export function narrate(trace: LongTrace, step: Step, source = '', running = false): string {
  const context = contextOf(trace, source);
  const headline = trace.events.at(step.headline);
  if (!headline) return '';
  const assumed = context
    .within(step, 'assume')
    .filter((event) => event !== headline)
    .map((event) => tellAssumption(event.assumption, context));
  const parts = [
    tell(headline, step, context),
    tellTravel(step.headline, context),
    ...assumed,
    tellNext(headline, step, context, running),
  ];
  return startOfSentence(parts.filter((part) => part !== '').join(' '));
}

/** What comes next, where the step does not say so itself; else empty. */
function tellNext(headline: TraceEvent, step: Step, context: Context, running: boolean): string {
  const { events, mode, endMs } = context.trace;
  if (step.last === events.length - 1 && running)
    return l10n.t('The program has come this far, at {0}.', timeLabel(endMs));
  if (step.last === events.length - 1)
    return mode === 'walkthrough'
      ? l10n.t('The walkthrough ends here, at {0}.', timeLabel(endMs))
      : l10n.t('The recording ends here, at {0}.', timeLabel(endMs));
  switch (headline.kind) {
    case 'suspend':
    case 'end':
      return tellTurn(step, context) || tellSleep(step, context);
    case 'fire':
    case 'callback':
      return tellTurn(step, context);
    case 'resume':
      // One that starts on its caller's stack is told to run up to its first await.
      return headline.entry === null ? '' : tellStretch(headline, step, context);
    default:
      return '';
  }
}

/** Whose turn it is when control is with the loop; empty where it has something else to do first. */
function tellTurn(step: Step, context: Context): string {
  const { events } = context.trace;
  for (let index = step.last + 1; index < events.length; index++) {
    const event = events.at(index);
    if (event?.kind === 'resume' && event.entry !== null)
      return l10n.t('Next in turn: {0}.', context.label(event.task));
    if (event?.kind === 'phase' && isSleep(events, index)) return '';
    if (event?.kind !== 'phase' && event?.kind !== 'callbackEnd') return '';
  }
  return '';
}

function tellSleep(step: Step, { trace: { events } }: Context): string {
  for (let index = step.last + 1; events.at(index)?.kind === 'phase'; index++)
    if (isSleep(events, index))
      return l10n.t('Nothing else can run, so the event loop sleeps next.');
  return '';
}

/** How far a task runs that has got control. */
function tellStretch(
  { task }: TraceEvent & { readonly kind: 'resume' },
  step: Step,
  { trace: { events } }: Context,
): string {
  for (let index = step.last + 1; index <= step.last + mostAhead; index++) {
    const event = events.at(index);
    if (event?.task !== task) continue;
    if (event.kind === 'end') return l10n.t('It keeps control until it is over.');
    if (event.kind === 'suspend')
      return event.line === undefined
        ? l10n.t('It keeps control until its next suspension.')
        : l10n.t('It keeps control until its next suspension, on line {0}.', event.line);
  }
  return '';
}

function tell(event: TraceEvent, step: Step, context: Context): string {
  switch (event.kind) {
    case 'create':
      return tellCreate(event, step, context);
    case 'resume':
      return tellResume(event, step, context);
    case 'suspend':
      return tellSuspend(event, step, context);
    case 'pass':
      return tellPass(event, context);
    case 'call':
      return tellCall(event, context);
    case 'return':
      return tellReturn(event, context);
    case 'end':
      return tellEnd(event, step, context);
    case 'cancel':
      return tellCancel(event, context);
    case 'enqueue':
      return tellEnqueue(event, context);
    case 'callback':
      return tellCallback(event, step, context);
    case 'callbackEnd':
      return event.error === undefined
        ? l10n.t('The callback is over.')
        : l10n.t('The callback ends with {0}.', event.error);
    case 'drop':
      return l10n.t(
        '{0} is taken out of its queue and will not run: it was cancelled.',
        context.entry(event.entry)?.label ?? `#${event.entry}`,
      );
    case 'watch':
      return tellWatch(event, context);
    case 'fire':
      return tellFire(step, context);
    case 'unwatch':
      return l10n.t(
        'The loop no longer watches this: {0}.',
        context.watch(event.watch)?.label ?? `#${event.watch}`,
      );
    case 'phase':
      return tellPhase(event, step, context);
    case 'output':
      return tellOutput(event, context);
    case 'block':
      return l10n.t(
        '{0} holds up the whole event loop for {1} ms: it does not give up control, so nothing else can run.',
        event.label,
        roundMs(event.ms),
      );
    case 'assume':
      return tellAssumption(event.assumption, context);
    case 'warn':
      return l10n.t('The runtime warns: {0}', event.text);
  }
}

function tellCreate(event: CreateEvent, step: Step, context: Context): string {
  const created = context.within(step, 'create').map((each) => each.task);
  const queued = context.within(step, 'enqueue').length > 0;
  const names = context.labels(created);
  if (event.by === null && created.length > 1)
    return queued
      ? l10n.t('{0} are created. They wait in the ready queue for their first turn.', names)
      : l10n.t('{0} are created.', names);
  if (event.by === null)
    return queued
      ? l10n.t('{0} is created. It waits in the ready queue for its first turn.', names)
      : l10n.t('{0} is created.', names);
  const by = context.label(event.by);
  if (!queued) return l10n.t('{0} creates {1}.', by, names);
  return created.length === 1
    ? l10n.t(
        '{0} creates {1}. The new task does not start yet: it joins the ready queue and waits for its turn.',
        by,
        names,
      )
    : l10n.t(
        '{0} creates {1}. The new tasks do not start yet: they join the ready queue and wait for their turn.',
        by,
        names,
      );
}

function tellPass(event: PassEvent, context: Context): string {
  const code = context.code(event);
  const what =
    event.task === null
      ? l10n.t('`{0}` has nothing to wait for here, so control is not given up.', code)
      : l10n.t(
          '`{0}` has nothing to wait for here, so {1} keeps control and goes on.',
          code,
          context.label(event.task),
        );
  const got = tellResult(event);
  return got === null ? what : `${what} ${got}`;
}

function tellCall(event: CallEvent, context: Context): string {
  return event.task === null
    ? l10n.t('{0}() starts to run.', event.function)
    : l10n.t(
        '{0} awaits {1}(). Its body runs now, inside the same task: awaiting a coroutine does not by itself give up control.',
        context.label(event.task),
        event.function,
      );
}

function tellReturn(event: ReturnEvent, context: Context): string {
  const who = event.task === null ? l10n.t('its caller') : context.label(event.task);
  if (event.error !== undefined)
    return l10n.t(
      '{0}() raises {1}, which {2} gets at its await.',
      event.function,
      event.error,
      who,
    );
  return event.value === undefined
    ? l10n.t('{0}() is finished. {1} goes on at once, in the same turn.', event.function, who)
    : l10n.t(
        '{0}() returns {1}. {2} goes on with it at once, in the same turn.',
        event.function,
        event.value,
        who,
      );
}

function tellEnd(event: EndEvent, step: Step, context: Context): string {
  const ended = tellOutcome(event, context);
  const followers = context.within(step, 'enqueue');
  const woken = followers.flatMap((entry) => (entry.task === null ? [] : [entry.task]));
  if (woken.length > 0) return `${ended} ${l10n.t('That wakes {0}.', context.labels(woken))}`;
  if (followers.length === 0) return ended;
  return runtimeOf(context.trace) === 'asyncio'
    ? `${ended} ${l10n.t('In its next turn the loop tells whoever waits for it.')}`
    : `${ended} ${l10n.t('A microtask will tell whoever waits for it.')}`;
}

function tellOutcome(event: EndEvent, context: Context): string {
  const who = context.label(event.task);
  const node = runtimeOf(context.trace) === 'node';
  if (context.task(event.task)?.function === moduleName && event.outcome === 'returned')
    return l10n.t('The module’s own code has run to its end.');
  switch (event.outcome) {
    case 'cancelled':
      return l10n.t('{0} is cancelled, and over.', who);
    case 'raised': {
      const error = event.error ?? l10n.t('an exception');
      return node
        ? l10n.t('{0} ends: its promise is rejected with {1}.', who, error)
        : l10n.t('{0} ends with {1}.', who, error);
    }
    case 'returned':
      if (event.value === undefined)
        return node
          ? l10n.t('{0} is done: its promise is fulfilled.', who)
          : l10n.t('{0} is done.', who);
      return node
        ? l10n.t('{0} is done: its promise is fulfilled with {1}.', who, event.value)
        : l10n.t('{0} is done and returns {1}.', who, event.value);
  }
}

function tellCancel(event: CancelEvent, context: Context): string {
  const target = context.label(event.target);
  return event.task === null
    ? l10n.t('{0} is asked to stop. It hears of it when it next runs.', target)
    : l10n.t(
        '{0} asks for {1} to be cancelled. {1} hears of it when it next runs.',
        context.label(event.task),
        target,
      );
}

function tellOutput(event: OutputEvent, context: Context): string {
  const text = event.text.replace(/\n$/, '');
  return event.task === null
    ? l10n.t('The program prints “{0}”.', text)
    : l10n.t('{0} prints “{1}”.', context.label(event.task), text);
}

function tellAssumption(id: number, context: Context): string {
  const assumption = context.assumption(id);
  return assumption ? l10n.t('Assumption: {0}', assumption.text) : '';
}
