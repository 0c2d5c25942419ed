import * as l10n from '@vscode/l10n';
import type { Lane } from '../../core/replay/lanes';
import type { LoopState } from '../../core/replay/state';
import { durationLabel, threadTitle, timeLabel } from '../../core/replay/words';
import { lookOf, statusText } from '../chip';
import type { Loaded } from '../store';
import { taskActs } from '../task-acts';
import { countsOf, sizeOf } from './names';
import type { GroupRow, LaneRow } from './rows';

/** Of many tasks only the first are listed; the search finds the others. */
const maxRows = 200;

interface Props {
  readonly loaded: Loaded;
  readonly step: number;
  readonly state: LoopState;
  readonly rows: readonly LaneRow[];
  readonly selected: number | null;
  readonly select: (task: number) => void;
  readonly open: (task: number) => void;
  readonly fold: (what: number | string) => void;
}

/** What the lanes draw, in words and numbers. */
export function LaneTable({ loaded, step, state, rows, selected, select, open, fold }: Props) {
  return (
    <div class="table" tabIndex={0} data-scrolls="" role="group" aria-labelledby="lanes-title">
      <table>
        <thead>
          <tr>
            <th scope="col">{l10n.t('Task')}</th>
            <th scope="col">{l10n.t('Function')}</th>
            <th scope="col">{l10n.t('Now')}</th>
            <th scope="col">{l10n.t('Suspended')}</th>
            <th scope="col">{l10n.t('Held the loop up')}</th>
            <th scope="col">{l10n.t('Over')}</th>
          </tr>
        </thead>
        <tbody {...taskActs(select, open)}>
          {rows.slice(0, maxRows).map((row) => {
            if (row.kind === 'group')
              return <Group key={`group ${row.crowd.key}`} row={row} step={step} fold={fold} />;
            if (row.kind === 'thread')
              return (
                <tr key={`thread ${row.thread ?? ''}`}>
                  <th scope="rowgroup" colSpan={6}>
                    {threadTitle(row.thread)}
                  </th>
                </tr>
              );
            const { lane } = row;
            const { task } = lane;
            const waits = waitsOf(lane, loaded);
            const blocked = lane.blocks.reduce((sum, { ms }) => sum + ms, 0);
            return (
              <tr key={task.id} class={task.id === selected ? 'selected' : undefined}>
                <th scope="row">
                  <button type="button" class="link" data-task={task.id}>
                    {task.name}
                  </button>
                </th>
                <td>
                  <code>{task.function}</code>
                </td>
                <td>{statusText(lookOf(state.tasks.get(task.id)))}</td>
                <td>
                  {waits.count === 0
                    ? l10n.t('never')
                    : l10n.t('{0}×, {1} in all', waits.count, durationLabel(waits.ms))}
                </td>
                <td>{blocked === 0 ? '' : durationLabel(blocked)}</td>
                <td>{lane.end === null ? '' : timeLabel(timeOf(lane.end, loaded))}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {rows.length > maxRows && <p class="more">{l10n.t('{0} more', rows.length - maxRows)}</p>}
    </div>
  );
}

/** A group in one row, which shows and hides the rows of its tasks. */
function Group({ row, step, fold }: Pick<Props, 'step' | 'fold'> & { readonly row: GroupRow }) {
  const { crowd, open } = row;
  return (
    <tr>
      <th scope="row">
        <button type="button" class="link" aria-expanded={open} onClick={() => fold(crowd.key)}>
          {l10n.t('Tasks of {0}', crowd.name)}
        </button>{' '}
        {sizeOf(row)}
      </th>
      <td>
        <code>{crowd.name}</code>
      </td>
      <td colSpan={4}>{countsOf(row, step)}</td>
    </tr>
  );
}

/** How often, and for how many ms, the task is suspended in the whole replay. */
function waitsOf(
  { segments }: Lane,
  loaded: Loaded,
): { readonly count: number; readonly ms: number } {
  let [count, ms] = [0, 0];
  for (const { status, from, to } of segments) {
    if (status !== 'waiting') continue;
    count++;
    ms += timeOf(to, loaded) - timeOf(from, loaded);
  }
  return { count, ms };
}

/** When a step happens, in ms; the end of the trace for the one after the last. */
function timeOf(step: number, { replay, shown }: Loaded): number {
  return shown.trace.events.at(replay.steps.at(step)?.headline ?? Infinity)?.t ?? shown.trace.endMs;
}
