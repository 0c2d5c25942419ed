import * as l10n from '@vscode/l10n';
import { contradicts } from '../../core/explain/contradiction';
import type { Explanation } from '../../core/explain/types';
import { duration } from '../../core/explain/words';
import { wakerText } from '../../core/replay/wakers';
import type { MeasuredWait } from './recordings';

/** What a lens adds after a recording. */
export function lensText({ count, total, longest }: MeasuredWait): string {
  return count === 1
    ? l10n.t('waited {0}', shown(total))
    : l10n.t('waited {0} in {1} times, at most {2}', shown(total), count, shown(longest));
}

/** What a hover adds after a recording: sentences. */
export function hoverText(wait: MeasuredWait, explanation: Explanation): string {
  const { count, total, longest, waker } = wait;
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
  return [measured, woken, contradiction(wait, explanation)]
    .filter((text) => text !== '')
    .join(' ');
}

/** Where the recording shows that the explanation is wrong: a sentence, or nothing. */
function contradiction({ waitsFor }: MeasuredWait, explanation: Explanation): string {
  if (!contradicts(explanation, waitsFor)) return '';
  return explanation.suspends === 'never'
    ? l10n.t('So it can suspend, other than said here.')
    : l10n.t('So it waited for something else than is said here.');
}

function shown(ms: number): string {
  return duration(ms >= 10 ? Math.round(ms) : Number(ms.toPrecision(2)));
}
