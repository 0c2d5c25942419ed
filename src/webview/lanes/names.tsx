import * as l10n from '@vscode/l10n';
import type { Look } from '../chip';
import { statusText } from '../chip';
import { Icon } from '../icon';
import { laneHeight } from './draw';
import type { LaneRow } from './rows';

interface Props {
  readonly rows: readonly LaneRow[];
  /** Only these rows are in the page. */
  readonly first: number;
  readonly last: number;
  readonly lookOf: (task: number) => Look;
  readonly selected: number | null;
  readonly select: (task: number) => void;
  readonly fold: (task: number) => void;
}

/** The names beside the lanes, children indented below their parents. */
export function LaneNames({ rows, first, last, lookOf, selected, select, fold }: Props) {
  return (
    <ol class="names" style={{ height: `${rows.length * laneHeight}px` }}>
      {rows.slice(first, last).map(({ lane, descendants, folded }, index) => {
        const { task, depth } = lane;
        const look = lookOf(task.id);
        return (
          <li
            key={task.id}
            class={`${look}${task.id === selected ? ' selected' : ''}`}
            style={{
              top: `${(first + index) * laneHeight}px`,
              '--depth': String(Math.min(depth, 6)),
            }}
            title={`${task.name}: ${task.function}`}
            onClick={() => select(task.id)}
          >
            {descendants > 0 && (
              <button
                type="button"
                class="twisty"
                aria-expanded={!folded}
                aria-label={l10n.t('Tasks that {0} created', task.name)}
                onClick={(event) => {
                  event.stopPropagation();
                  fold(task.id);
                }}
              >
                <Icon name={folded ? 'chevron-right' : 'chevron-down'} />
              </button>
            )}
            <span class="name">{task.name}</span>
            {folded && <span class="function">{l10n.t('{0} more', descendants)}</span>}
            {!folded && !task.name.includes(task.function) && (
              <span class="function">{task.function}</span>
            )}
            <span class="hidden">{statusText(look)}</span>
          </li>
        );
      })}
    </ol>
  );
}
