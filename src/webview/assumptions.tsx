import * as l10n from '@vscode/l10n';
import type { Assumption, Choice } from '../core/trace/format';
import { durationLabel } from '../core/replay/words';
import type { SourcePlace } from '../protocol/messages';
import type { Loaded } from './store';

/** Lists at most this many: a loop can make the same kind of assumption again and again. */
const maxShown = 100;

interface Props {
  readonly loaded: Loaded;
  /** How many have been made. */
  readonly assumed: number;
  readonly goToPlace: (place: SourcePlace) => void;
  readonly choose: (choice: Choice | null) => void;
}

/** What the walkthrough took for granted up to this step. Absent where nothing is assumed at all. */
export function Assumptions({ loaded, assumed, goToPlace, choose }: Props) {
  const { assumptions } = loaded.shown.trace;
  if (assumptions.length === 0) return null;
  const made = assumptions.slice(0, assumed);
  return (
    <section class="assumptions" aria-labelledby="assumptions-title">
      <h2 id="assumptions-title">
        {l10n.t('Assumptions')}
        <span class="badge">{made.length > 0 ? made.length : ''}</span>
      </h2>
      {made.length === 0 && <p class="nothing">{l10n.t('None made yet.')}</p>}
      <ul>
        {made.slice(-maxShown).map((assumption) => (
          <li key={assumption.id}>
            <span>{assumption.text}</span>
            {!loaded.shown.fromFile && <Alternatives assumption={assumption} choose={choose} />}
            {assumption.line !== null && (
              <button
                type="button"
                class="link"
                onClick={() => goToAssumption(assumption, goToPlace)}
              >
                {l10n.t('line {0}', assumption.line)}
              </button>
            )}
          </li>
        ))}
      </ul>
      {assumptions.some(({ chosen }) => chosen) && (
        <button type="button" class="link" onClick={() => choose(null)}>
          {l10n.t('Assume everything as at first')}
        </button>
      )}
    </section>
  );
}

function goToAssumption(
  { line, column }: Assumption,
  goToPlace: (place: SourcePlace) => void,
): void {
  if (line !== null) goToPlace({ line, column: column ?? 1, endLine: null, endColumn: null });
}

/** What could be assumed instead. Absent where there is nothing to choose. */
function Alternatives({
  assumption,
  choose,
}: {
  readonly assumption: Assumption;
  readonly choose: (choice: Choice) => void;
}) {
  const { kind, line, column, subject, value, alternatives } = assumption;
  if (line === null || column === null || value === null || alternatives.length === 0) return null;
  if (kind !== 'branch' && kind !== 'duration' && kind !== 'loop') return null;
  const take = (other: number): void => choose({ kind, line, column, subject, value: other });
  const [other] = alternatives;
  if (kind === 'branch')
    return (
      <button type="button" class="link" onClick={() => take(other ?? 1 - value)}>
        {l10n.t('Take the other branch')}
      </button>
    );
  const title =
    kind === 'duration'
      ? l10n.t('Assume another duration')
      : l10n.t('Assume another number of turns');
  return (
    <select
      class="alternatives"
      title={title}
      aria-label={title}
      value={String(value)}
      onChange={({ currentTarget }) => take(Number(currentTarget.value))}
    >
      {[...new Set([value, ...alternatives])]
        .sort((a, b) => a - b)
        .map((each) => (
          <option key={each} value={String(each)}>
            {kind === 'duration' ? durationLabel(each) : l10n.t('{0} turns', each)}
          </option>
        ))}
    </select>
  );
}
