import * as l10n from '@vscode/l10n';
import { lifeOf, protagonist, stages, stageTitle } from '../core/replay/life';
import type { LoopState } from '../core/replay/state';
import { Icon } from './icon';
import type { Loaded } from './store';

interface Props {
  readonly loaded: Loaded;
  readonly state: LoopState;
  /** Index of the last event that has been applied. */
  readonly last: number;
  /** The selected task; null for the one that the step is about. */
  readonly selected: number | null;
}

/** The life of one task as a row of stages, of which those from awaiting to resumed come again and again. */
export function LifeStrip({ loaded, state, last, selected }: Props) {
  const { context } = loaded;
  const task = selected ?? protagonist(last, context);
  const life = task === null ? null : lifeOf(state, task);
  const name = task === null ? '' : (context.task(task)?.name ?? `#${task}`);
  return (
    <div class="life">
      <span class="whose" id="life-title">
        {life ? l10n.t('Life of {0}', name) : l10n.t('Life of a task')}
      </span>
      <ol aria-labelledby="life-title">
        {stages.map((stage) => (
          <li key={stage} class={stage} aria-current={stage === life?.stage ? 'step' : undefined}>
            {stage !== 'created' && <Icon name="arrow-small-right" />}
            <span class="stage">{stageTitle(stage, life?.task ?? null)}</span>
            {stage === 'awaiting' && (
              <span class="times">
                {life && life.task.suspensions > 0 ? l10n.t('{0}×', life.task.suspensions) : ''}
              </span>
            )}
          </li>
        ))}
      </ol>
    </div>
  );
}
