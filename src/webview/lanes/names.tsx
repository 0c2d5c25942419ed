import * as l10n from '@vscode/l10n';
import { useMemo } from 'preact/hooks';
import { counted } from '../../core/replay/crowds';
import type { LoopState } from '../../core/replay/state';
import { firstIndex } from '../../core/trace/list';
import { threadTitle } from '../../core/replay/words';
import type { Look } from '../chip';
import { lookOf, statusText } from '../chip';
import { Icon } from '../icon';
import { taskActs } from '../task-acts';
import { laneHeight } from './draw';
import type { GroupRow, LaneRow, TaskRow } from './rows';

interface Props {
  readonly rows: readonly LaneRow[];
  /** Only these rows are in the page. */
  readonly first: number;
  readonly last: number;
  readonly step: number;
  readonly state: LoopState;
  readonly selected: number | null;
  readonly select: (task: number) => void;
  readonly open: (task: number) => void;
  /** Folds or unfolds what is below a task, or a group by the key of its crowd. */
  readonly fold: (what: number | string) => void;
}

/** The names beside the lanes, children indented below their parents, tasks below their group. */
export function LaneNames({ rows, first, last, step, state, selected, select, open, fold }: Props) {
  const acts = taskActs(select, open);
  const press = (event: MouseEvent): void => {
    const element = event.target instanceof Element ? event.target : null;
    const row = rows[Number(element?.closest('[data-row]')?.getAttribute('data-row') ?? NaN)];
    if (row?.kind === 'group') fold(row.crowd.key);
    else if (row?.kind === 'task' && element?.closest('.twisty')) fold(row.lane.task.id);
    else acts.onClick(event);
  };
  const inPage = rows.slice(first, last);
  const tasks = inPage.filter((row) => row.kind === 'task');
  const stop = tasks.find(({ lane }) => lane.task.id === selected) ?? tasks[0];
  return (
    <ol
      class="names"
      style={{ height: `${rows.length * laneHeight}px` }}
      onClick={press}
      onKeyDown={acts.onKeyDown}
    >
      {inPage.map((row, index) =>
        row.kind === 'thread' ? (
          <li
            key={`thread ${row.thread ?? ''}`}
            class="thread-name"
            style={{ top: `${(first + index) * laneHeight}px`, '--depth': '0' }}
          >
            {threadTitle(row.thread)}
          </li>
        ) : row.kind === 'group' ? (
          <GroupName
            key={`group ${row.crowd.key}`}
            row={row}
            at={first + index}
            told={countsOf(row, step)}
            chosen={!row.open && row.lanes.some(({ task }) => task.id === selected)}
          />
        ) : (
          <TaskName
            key={row.lane.task.id}
            row={row}
            at={first + index}
            look={lookOf(state.tasks.get(row.lane.task.id))}
            chosen={row.lane.task.id === selected}
            tabStop={row === stop}
          />
        ),
      )}
    </ol>
  );
}

/** How many of the tasks of a group's function are doing what at a step, in words. */
export function countsOf({ crowd, ends }: GroupRow, step: number): string {
  const change = crowd.changeBefore(step);
  return l10n.t(
    '{0} running, {1} ready, {2} suspended, {3} done',
    ...counted.map((status) => crowd.count(change, status)),
    firstIndex(ends.length, (at) => (ends[at] ?? 0) > step),
  );
}

/** How many tasks a group has, or how many of them are found. */
export function sizeOf({ lanes, all }: GroupRow): string {
  return lanes.length < all ? l10n.t('{0} of {1}', lanes.length, all) : `${all}×`;
}

interface RowProps {
  /** Its number among all rows. */
  readonly at: number;
  readonly chosen: boolean;
}

function GroupName({
  row,
  at,
  told,
  chosen,
}: RowProps & { readonly row: GroupRow; readonly told: string }) {
  const { crowd, open } = row;
  return (
    <li
      class={`group-name${chosen ? ' selected' : ''}`}
      data-row={at}
      style={{ top: `${at * laneHeight}px`, '--depth': '0' }}
      title={`${crowd.name}: ${told}`}
    >
      <Twisty open={open} label={l10n.t('Tasks of {0}', crowd.name)} />
      <span class="name">{crowd.name}</span>
      <span class="function">{sizeOf(row)}</span>
      <span class="hidden">{told}</span>
    </li>
  );
}

function TaskName({
  row,
  at,
  look,
  chosen,
  tabStop,
}: RowProps & {
  readonly row: TaskRow;
  readonly look: Look;
  /** Whether Tab goes to it; the arrow keys lead to the others. */
  readonly tabStop: boolean;
}) {
  const { lane, depth, descendants, folded } = row;
  // Most rows stay as they are from frame to frame: they are not compared again.
  return useMemo(() => {
    const { task } = lane;
    return (
      <li
        class={`${look}${chosen ? ' selected' : ''}`}
        data-row={at}
        data-task={task.id}
        style={{ top: `${at * laneHeight}px`, '--depth': String(Math.min(depth, 6)) }}
        title={`${task.name}: ${task.function}`}
      >
        {descendants > 0 && (
          <Twisty open={!folded} label={l10n.t('Tasks that {0} created', task.name)} />
        )}
        <button
          type="button"
          class="name"
          data-task={task.id}
          aria-current={chosen}
          tabIndex={tabStop ? 0 : -1}
        >
          {task.name}
        </button>
        {folded && <span class="function">{l10n.t('{0} more', descendants)}</span>}
        {!folded && !task.name.includes(task.function) && (
          <span class="function">{task.function}</span>
        )}
        <span class="hidden">{statusText(look)}</span>
      </li>
    );
  }, [lane, depth, descendants, folded, at, look, chosen, tabStop]);
}

export function Twisty({ open, label }: { readonly open: boolean; readonly label: string }) {
  return (
    <button type="button" class="twisty" aria-expanded={open} aria-label={label}>
      <Icon name={open ? 'chevron-down' : 'chevron-right'} />
    </button>
  );
}
