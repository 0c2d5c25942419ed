import * as l10n from '@vscode/l10n';
import type { WaitsFor } from '../../core/explain/types';
import type { Language } from '../../core/language';
import { duration } from '../../core/explain/words';
import { kindLabel } from '../../core/replay/waits';
import { wakerText } from '../../core/replay/wakers';
import { runtimeOf } from '../../core/replay/words';
import type { MeasuredWait } from '../../core/trace/measured';

/** What a lens adds after a recording. */
export function lensText({ count, total, longest }: MeasuredWait): string {
  return count === 1
    ? l10n.t('waited {0}', shown(total))
    : l10n.t('waited {0} in all, {1} times, at most {2}', shown(total), count, shown(longest));
}

/** What a lens says instead of an explanation that a recording has contradicted. */
export function recordedText(waitsFor: readonly WaitsFor[], language: Language): string {
  return waitsFor.length === 0
    ? l10n.t('recorded: it was suspended')
    : l10n.t('recorded: it waited for {0}', kindsText(waitsFor, language));
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
export function contradictionText(waitsFor: readonly WaitsFor[], language: Language): string {
  const seen =
    waitsFor.length === 0
      ? l10n.t('It was suspended.')
      : l10n.t('It waited for {0}.', kindsText(waitsFor, language));
  return `${seen} ${l10n.t('The source alone says something else, so its explanation is left out.')}`;
}

function kindsText(waitsFor: readonly WaitsFor[], language: Language): string {
  return waitsFor.map((kind) => kindLabel(kind, runtimeOf({ language }))).join(', ');
}

function shown(ms: number): string {
  return duration(ms >= 10 ? Math.round(ms) : Number(ms.toPrecision(2)));
}
