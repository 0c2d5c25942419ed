import * as l10n from '@vscode/l10n';
import { Icon } from './icon';

interface Props {
  /** Whether nothing is recorded any more. */
  readonly over: boolean;
  /** Whether the replay goes along with the program. */
  readonly following: boolean;
  readonly follow: () => void;
  readonly stop: () => void;
}

/** While a program is being recorded: that it runs, whether the replay goes along, and how to end it. */
export function Live({ over, following, follow, stop }: Props) {
  return (
    <div class="live">
      <Icon name="record" />
      <p role="status">{status(over, following)}</p>
      {!following && !over && (
        <button type="button" class="secondary" title={l10n.t('Follow (End)')} onClick={follow}>
          {l10n.t('Follow')}
        </button>
      )}
      <button type="button" class="secondary" onClick={stop}>
        <Icon name="debug-stop" />
        {l10n.t('Stop')}
      </button>
    </div>
  );
}

function status(over: boolean, following: boolean): string {
  if (over) return l10n.t('The program runs on, but nothing more of it is recorded.');
  return following
    ? l10n.t('The program runs, and the replay follows it.')
    : l10n.t('The program runs. The replay stays at this step.');
}
