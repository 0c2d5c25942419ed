import * as l10n from '@vscode/l10n';
import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Comparison, Times } from '../../core/compare/compare';
import type { Pair } from '../../core/compare/pairs';
import { isInBoth } from '../../core/compare/pairs';
import { awaitName, countsLabel, taskName, timeHeads } from '../../core/compare/words';
import { differenceLabel, durationLabel } from '../../core/replay/words';
import type { TaskAtAwait } from './model';
import type { Found } from './search';

/** Of many rows only the first are listed. */
export const maxRows = 100;

/** Of a line that the program printed so many characters are shown. */
const longestLine = 300;

interface TableProps {
  readonly title: string;
  readonly heads: readonly string[];
  /** How many of the columns, the last ones, are figures. */
  readonly figures: number;
  /** How many rows there are in all; the first of them are the children. */
  readonly count: number;
  readonly children: ComponentChildren;
}

/** A table below its heading; where there is nothing to list there is none. */
function Table({ title, heads, figures, count, children }: TableProps) {
  const id = useId();
  if (count === 0) return null;
  return (
    <section class="compared" aria-labelledby={id}>
      <h2 id={id}>
        {title} <span class="badge">{count}</span>
      </h2>
      <div class="table" tabIndex={0} data-scrolls="" role="group" aria-labelledby={id}>
        <table aria-labelledby={id}>
          <thead>
            <tr>
              {heads.map((head, column) => (
                <th
                  key={head}
                  scope="col"
                  class={column < heads.length - figures ? undefined : 'figure'}
                >
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
        {count > maxRows && <p class="more">{l10n.t('{0} more', count - maxRows)}</p>}
      </div>
    </section>
  );
}

/** The beginning of a line that the program printed. */
function beginning(line: string): string {
  return line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
}

interface AwaitTableProps {
  readonly title: string;
  readonly comparison: Comparison;
  /** The awaits to list, by their place in the comparison. */
  readonly places: readonly number[];
  readonly tasks: ReadonlyMap<unknown, readonly TaskAtAwait[]>;
  readonly selected: number | null;
  readonly choose: (place: number) => void;
}

/** Awaits of both traces, with how long the tasks were suspended there. */
export function AwaitTable(props: AwaitTableProps) {
  const { title, comparison, places, tasks, selected, choose } = props;
  const largest = largestOf(places.flatMap((place) => comparison.awaits[place] ?? []));
  return (
    <Table
      title={title}
      heads={[l10n.t('Await'), l10n.t('Task'), ...timeHeads()]}
      figures={timeHeads().length}
      count={places.length}
    >
      {places.slice(0, maxRows).map((place) => {
        const item = comparison.awaits[place];
        if (!item) return null;
        const there = tasks.get(item.site) ?? [];
        const [only] = there;
        return (
          <tr
            key={place}
            data-await={place}
            class={place === selected ? 'selected' : undefined}
            aria-current={place === selected ? 'true' : undefined}
          >
            <th scope="row">
              <button type="button" class="link" onClick={() => choose(place)}>
                {awaitName(item.site)}
              </button>
            </th>
            <td>
              {only && there.length === 1 ? taskName(only.task) : l10n.t('{0} tasks', there.length)}
            </td>
            <TimeCells largest={largest} {...item} />
          </tr>
        );
      })}
    </Table>
  );
}

/** What each task did at one await. */
export function TaskTable({
  title,
  tasks,
}: {
  readonly title: string;
  readonly tasks: readonly TaskAtAwait[];
}) {
  return (
    <Table
      title={title}
      heads={[l10n.t('Task'), ...timeHeads()]}
      figures={timeHeads().length}
      count={tasks.length}
    >
      {tasks.slice(0, maxRows).map((item, index) => (
        <tr key={index}>
          <th scope="row">{taskName(item.task)}</th>
          <TimeCells largest={largestOf(tasks)} {...item} />
        </tr>
      ))}
    </Table>
  );
}

function largestOf(items: readonly Times[]): number {
  return items.reduce((most, { differenceMs }) => Math.max(most, Math.abs(differenceMs)), 0);
}

/** `largest`: the largest difference of the table, in ms, whose bar is as wide as a bar can be. */
function TimeCells({ largest, before, after, differenceMs }: Times & { readonly largest: number }) {
  const share = largest > 0 ? Math.abs(differenceMs) / largest : 0;
  return (
    <>
      <td class="figure">{durationLabel(before.totalMs)}</td>
      <td class="figure">{durationLabel(after.totalMs)}</td>
      <td class="figure">
        {differenceLabel(differenceMs)}
        <span
          class={`bar ${differenceMs > 0 ? 'slower' : 'faster'}`}
          style={{ '--share': String(share) }}
        />
      </td>
      <td class="figure">{countsLabel(before.count, after.count)}</td>
    </>
  );
}

/** What happened in another order, in the fewest moves. */
export function OrderTable({ order }: Pick<Comparison, 'order'>) {
  const { resumed, ended, printed } = order;
  const count = resumed.length + ended.length + printed.length;
  const rows = [
    ...resumed
      .slice(0, maxRows)
      .map(
        (move) =>
          [
            l10n.t('went on'),
            `${taskName(move.task)}, ${l10n.t('turn {0}', move.turn)}`,
            move,
          ] as const,
      ),
    ...ended.slice(0, maxRows).map((move) => [l10n.t('ended'), taskName(move.task), move] as const),
    ...printed
      .slice(0, maxRows)
      .map((move) => [l10n.t('printed'), beginning(move.text), move] as const),
  ];
  return (
    <Table
      title={l10n.t('Changed order')}
      heads={[l10n.t('What'), l10n.t('Which'), l10n.t('Place before'), l10n.t('Place after')]}
      figures={2}
      count={count}
    >
      {rows.slice(0, maxRows).map(([what, which, { before, after }], index) => (
        <tr key={index}>
          <td>{what}</td>
          <th scope="row" class="text">
            {which}
          </th>
          <td class="figure">{before + 1}</td>
          <td class="figure">{after + 1}</td>
        </tr>
      ))}
    </Table>
  );
}

/** What only one of the traces has. */
export function OnlyTable({
  title,
  comparison,
  found,
  side,
  choose,
}: {
  readonly title: string;
  readonly comparison: Comparison;
  readonly found: Found;
  readonly side: keyof Pair<unknown>;
  readonly choose: (place: number) => void;
}) {
  const here = (pair: Pair<unknown>): boolean => pair[side] !== null && !isInBoth(pair);
  const tasks = found.tasks.filter(({ task }) => here(task));
  const awaits = comparison.awaits.flatMap((item, place) =>
    here(item.site) && found.hasAwait(place) ? [{ item, place }] : [],
  );
  const lines = found.printedOnly[side];
  const rows = [
    ...tasks.slice(0, maxRows).map(({ task, [side]: { totalMs } }) => ({
      ...{ what: l10n.t('Task'), which: taskName(task), place: null },
      ms: totalMs,
    })),
    ...awaits.slice(0, maxRows).map(({ item, place }) => ({
      ...{ what: l10n.t('Await'), which: awaitName(item.site), place },
      ms: item[side].totalMs,
    })),
    ...lines.slice(0, maxRows).map((line) => ({
      what: l10n.t('Printed line'),
      which: beginning(line),
      place: null,
      ms: null,
    })),
  ];
  return (
    <Table
      title={title}
      heads={[l10n.t('What'), l10n.t('Which'), l10n.t('Suspended')]}
      figures={1}
      count={tasks.length + awaits.length + lines.length}
    >
      {rows.slice(0, maxRows).map(({ what, which, place, ms }, index) => (
        <tr key={index} data-await={place ?? undefined}>
          <td>{what}</td>
          <th scope="row" class="text">
            {place === null ? (
              which
            ) : (
              <button type="button" class="link" onClick={() => choose(place)}>
                {which}
              </button>
            )}
          </th>
          <td class="figure">{ms === null ? '' : durationLabel(ms)}</td>
        </tr>
      ))}
    </Table>
  );
}
