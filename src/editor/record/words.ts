import * as l10n from '@vscode/l10n';
import type { WaitsFor } from '../../core/explain/types';
import { duration } from '../../core/explain/words';
import { wakerText } from '../../core/replay/wakers';
import type { MeasuredWait } from '../../core/trace/measured';

/** What a lens adds after a recording. */
export function lensText({ count, total, longest }: MeasuredWait): string {
  return count === 1
    ? l10n.t('waited {0}', shown(total))
    : l10n.t('waited {0} in {1} times, at most {2}', shown(total), count, shown(longest));
}

/** What a lens says instead of an explanation that a recording has contradicted. */
export function recordedText(waitsFor: readonly WaitsFor[]): string {
  return waitsFor.length === 0
    ? l10n.t('recorded: it was suspended')
    : l10n.t('recorded: it waited for {0}', waitsFor.map(kindText).join(', '));
}

/** What a hover adds after a recording: sentences. */
export function hoverText({ count, total, longest, waker }: MeasuredWait): string {
  const measured =
    count === 1
      ? l10n.t('In the last recording it waited once, for {0}.', shown(total))
      : l10n.t(
          'In the last recording it waited {0} times, for {1} in all and {2} at the longest.',
          count,
          shown(total),
          shown(longest),
        );
  const woken = waker === null ? '' : l10n.t('It was woken by {0}.', wakerText(waker, null));
  return [measured, woken].filter((text) => text !== '').join(' ');
}

/** What a hover says instead of an explanation that a recording has contradicted: sentences. */
export function contradictionText(waitsFor: readonly WaitsFor[]): string {
  const seen =
    waitsFor.length === 0
      ? l10n.t('It was suspended.')
      : l10n.t('It waited for {0}.', waitsFor.map(kindText).join(', '));
  return `${seen} ${l10n.t('The source alone says something else, so its explanation is left out.')}`;
}

/** What is waited for, as a part of a sentence. */
function kindText(waitsFor: WaitsFor): string {
  switch (waitsFor) {
    case 'timer':
      return l10n.t('a timer');
    case 'network':
      return l10n.t('the network');
    case 'file':
      return l10n.t('a file');
    case 'process':
      return l10n.t('a process');
    case 'thread':
      return l10n.t('a thread');
    case 'task':
      return l10n.t('a task');
    case 'tasks':
      return l10n.t('several tasks');
    case 'lock':
      return l10n.t('a lock');
    case 'queue':
      return l10n.t('a queue');
    case 'event':
      return l10n.t('an event');
    case 'coroutine':
      return l10n.t('a coroutine');
    case 'iterator':
      return l10n.t('an iterator');
    case 'promise':
      return l10n.t('a promise');
    case 'nothing':
      return l10n.t('its next turn');
    case 'unknown':
      return l10n.t('something that could not be told');
  }
}

function shown(ms: number): string {
  return duration(ms >= 10 ? Math.round(ms) : Number(ms.toPrecision(2)));
}
