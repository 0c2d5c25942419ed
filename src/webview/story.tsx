import * as l10n from '@vscode/l10n';
import type { LoopState } from '../core/replay/state';
import type { Runtime } from '../core/replay/words';
import { phaseName, timeLabel } from '../core/replay/words';
import type { Phase } from '../core/trace/format';
import { Icon } from './icon';

const strips: Readonly<Record<Runtime, readonly Phase[]>> = {
  asyncio: ['select', 'iteration'],
  node: ['main', 'timers', 'pending', 'poll', 'check', 'close'],
};

/** The clock, and which phase of its turn the loop is in. */
export function PhaseStrip({
  state,
  runtime,
}: {
  readonly state: LoopState;
  readonly runtime: Runtime;
}) {
  return (
    <div class="phases">
      <span class="clock">{timeLabel(state.t)}</span>
      <span class="turn">{state.iteration > 0 ? l10n.t('Turn {0}', state.iteration) : ''}</span>
      <ol aria-label={l10n.t('Phase of the event loop')}>
        {strips[runtime].map((phase) => (
          <li key={phase} aria-current={phase === state.phase ? 'step' : undefined}>
            {phaseName(phase)}
          </li>
        ))}
      </ol>
    </div>
  );
}

/** The step's sentence, read out when it changes. What stands between backticks is code. */
export function Sentence({
  text,
  goToSource,
}: {
  readonly text: string;
  readonly goToSource: (() => void) | null;
}) {
  return (
    <div class="story">
      <p aria-live="polite" aria-atomic="true">
        {text
          .split('`')
          .map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}
      </p>
      <button
        type="button"
        class="icon"
        title={l10n.t('Go to Code (G)')}
        aria-label={l10n.t('Go to Code (G)')}
        aria-disabled={goToSource === null}
        onClick={() => goToSource?.()}
      >
        <Icon name="go-to-file" />
      </button>
    </div>
  );
}
