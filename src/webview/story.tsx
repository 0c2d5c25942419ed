import * as l10n from '@vscode/l10n';
import type { LoopState } from '../core/replay/state';
import type { Runtime } from '../core/replay/words';
import { phaseName, threadTitle, timeLabel } from '../core/replay/words';
import type { Phase } from '../core/trace/format';
import { IconButton } from './icon-button';

const strips: Readonly<Record<Runtime, readonly Phase[]>> = {
  asyncio: ['select', 'iteration'],
  node: ['main', 'timers', 'pending', 'poll', 'check', 'close'],
};

/** The clock, and which phase of its turn the loop is in; of several threads, whose loop it is. */
export function PhaseStrip({
  state,
  runtime,
  threads,
}: {
  readonly state: LoopState;
  readonly runtime: Runtime;
  /** Whether the program has several threads with a loop. */
  readonly threads: boolean;
}) {
  return (
    <div class="phases">
      <span class="clock">{timeLabel(state.t)}</span>
      {threads && <span class="thread">{threadTitle(state.thread)}</span>}
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

interface SentenceProps {
  readonly text: string;
  /** The longest sentence of the replay: it keeps the room that this one may not need. */
  readonly longest: string;
  /** Null where the step has no place in the code. */
  readonly goToSource: (() => void) | null;
}

/** The step's sentence, read out when it changes. */
export function Sentence({ text, longest, goToSource }: SentenceProps) {
  return (
    <div class="story">
      <div class="sentences">
        <p aria-live="polite" aria-atomic="true">
          <Prose text={text} />
        </p>
        <p class="longest" aria-hidden="true">
          <Prose text={longest} />
        </p>
      </div>
      <IconButton
        icon="go-to-file"
        title={l10n.t('Go to Code (G)')}
        disabled={goToSource === null}
        act={() => goToSource?.()}
      />
    </div>
  );
}

/** Plain text in which code stands between backticks. */
function Prose({ text }: { readonly text: string }) {
  return (
    <>
      {text
        .split('`')
        .map((part, index) => (index % 2 === 1 ? <code key={index}>{part}</code> : part))}
    </>
  );
}
