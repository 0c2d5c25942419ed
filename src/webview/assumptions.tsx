import * as l10n from '@vscode/l10n';
import type { LoopState } from '../core/replay/state';
import type { SourcePlace } from '../protocol/messages';
import type { Loaded } from './store';

/** Lists at most this many: a loop can make the same kind of assumption again and again. */
const maxShown = 100;

interface Props {
  readonly loaded: Loaded;
  readonly state: LoopState;
  readonly goToPlace: (place: SourcePlace) => void;
}

/** What the walkthrough took for granted up to this step. Absent where nothing is assumed at all. */
export function Assumptions({ loaded, state, goToPlace }: Props) {
  const { assumptions } = loaded.shown.trace;
  if (assumptions.length === 0) return null;
  const made = assumptions.slice(0, state.assumed);
  return (
    <section class="assumptions" aria-labelledby="assumptions-title">
      <h2 id="assumptions-title">
        {l10n.t('Assumptions')}
        <span class="badge">{made.length > 0 ? made.length : ''}</span>
      </h2>
      {made.length === 0 && <p class="nothing">{l10n.t('None made yet.')}</p>}
      <ul>
        {made.slice(-maxShown).map(({ id, text, line, column }) => (
          <li key={id}>
            <span>{text}</span>
            {line !== null && (
              <button
                type="button"
                class="link"
                onClick={() =>
                  goToPlace({ line, column: column ?? 1, endLine: null, endColumn: null })
                }
              >
                {l10n.t('line {0}', line)}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
