/** Sentences for exceptions and cancellations on their way. */

import * as l10n from '@vscode/l10n';
import type { Context } from './context';
import type { Hop, TravelNews } from './travels';
import { newsOf } from './travels';

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
  const news = newsOf(index, context);
  if (!news) return '';
  const task = context.trace.events.at(index)?.task ?? null;
  const who = task === null ? '' : context.label(task);
  const { origin, next } = news;
  return [origin ? tellOrigin(origin, context) : '', tellNext(next, who, context)]
    .filter((part) => part !== '')
    .join(' ');
}

function tellNext(next: TravelNews['next'], who: string, context: Context): string {
  switch (next) {
    case null:
      return '';
    case 'caught':
      return l10n.t('{0} catches it and goes on.', who);
    case 'lost':
      return l10n.t('No task waits for it before the trace ends.');
    case 'passed':
      return l10n.t('{0} does not catch it.', who);
    default:
      return tellArrival(next, context);
  }
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
