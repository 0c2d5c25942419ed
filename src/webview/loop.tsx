import * as l10n from '@vscode/l10n';
import { useMemo, useRef, useState } from 'preact/hooks';
import type { Context } from '../core/replay/context';
import { plainTitle } from '../core/replay/plain';
import type { LoopPlace, PlaceGroup, Row } from '../core/replay/places';
import { placesOf } from '../core/replay/places';
import type { Roster } from '../core/replay/roster';
import type { LoopState, TaskState } from '../core/replay/state';
import type { TraceTask } from '../core/trace/format';
import { firstIndex } from '../core/trace/list';
import type { Look } from './chip';
import { Chip, lookOf } from './chip';
import { useGlide } from './flip';
import { scrollable } from './scrollable';
import type { Loaded } from './store';
import { taskActs } from './task-acts';

/** Rows listed above and below those that can be seen, so that scrolling shows no blank. Each costs every frame. */
const spareRows = 1;

/** Of more tasks that are over than this the first few are listed: a frame must not cost what nobody reads. */
const maxDone = 50;
const fewDone = 10;

/** More tasks than this that are over share a few lines, which scroll. */
const manyDone = 12;

interface Props {
  readonly loaded: Loaded;
  readonly state: LoopState;
  readonly step: number;
  readonly still: boolean;
  /** Whether the step tells of time in which the loop only waits. */
  readonly asleep: boolean;
  /** Whether its parts are called what they would be in a coffee bar. */
  readonly plainWords: boolean;
  readonly select: (task: number) => void;
  readonly open: (task: number) => void;
}

/** The loop as a place: what is ready, the one slot where code runs, and what waits for something. */
export function Loop({ loaded, state, step, still, asleep, plainWords, select, open }: Props) {
  const area = useRef<HTMLElement>(null);
  useGlide(area, state, step, still);
  const { runtime, context, places: used } = loaded;
  const places = placesOf(state, used, runtime, context);
  const { tasks } = state;
  const groups: readonly { readonly group: PlaceGroup; readonly title: string }[] = [
    { group: 'running', title: l10n.t('Has control') },
    { group: 'ready', title: l10n.t('Waiting for its turn') },
    { group: 'waiting', title: l10n.t('Waiting for something to happen') },
  ];
  const inOrder = groups.flatMap(({ group }) => places.filter((place) => place.group === group));
  const firstInUse = inOrder.find(({ rows }) => rows.some(({ task }) => task !== null));
  return (
    <section class="loop" aria-label={l10n.t('Event loop')} ref={area} {...taskActs(select, open)}>
      {groups.map(({ group, title }) => (
        <div key={group} class={`group ${group}`}>
          <h2>{plainWords ? plainTitle(group) : title}</h2>
          {inOrder
            .filter((place) => place.group === group)
            .map((place) => (
              <Place
                key={place.id}
                place={place}
                room={loaded.room.get(place.id) ?? 0}
                empty={emptyText(place.id, asleep)}
                tasks={tasks}
                tabStop={place === firstInUse}
                context={context}
              />
            ))}
        </div>
      ))}
      <Finished loaded={loaded} step={step} tasks={tasks} />
    </section>
  );
}

interface PlaceProps {
  readonly place: LoopPlace;
  /** Rows to keep free for it; none if nothing is ever here. */
  readonly room: number;
  /** What it says while nothing is here. */
  readonly empty: string;
  readonly tasks: Roster<TaskState>;
  /** Whether Tab goes to the first of its chips. */
  readonly tabStop: boolean;
  readonly context: Context;
}

/** Only the rows that can be seen are in the page, however many there are: each costs every frame. */
function Place({ place, room, empty, tasks, tabStop, context }: PlaceProps) {
  const { id, title, rows } = place;
  const [scrolled, setScrolled] = useState(0);
  const listed = Math.min(rows.length, Math.max(1, room) + 2 * spareRows);
  const first = Math.max(0, Math.min(scrolled - spareRows, rows.length - listed));
  const inPage = rows.slice(first, first + listed);
  const stop = tabStop ? inPage.findIndex(({ task }) => task !== null) : -1;
  return (
    <div
      class={`place ${id}${room === 0 ? ' unused' : ''}`}
      data-place={id}
      style={{ '--rows': String(Math.max(1, room)) }}
    >
      <h3 id={`place-${id}`}>
        {title}
        <span class="badge">{rows.length > 0 ? rows.length : ''}</span>
      </h3>
      <div
        class="room"
        {...scrollable(rows.length > room)}
        onScroll={({ currentTarget: { scrollTop, scrollHeight } }) =>
          setScrolled(Math.floor((scrollTop / scrollHeight) * rows.length))
        }
      >
        {rows.length === 0 && <p class="nothing">{empty}</p>}
        <ol
          aria-labelledby={`place-${id}`}
          style={{ height: rowsHigh(rows.length), paddingTop: rowsHigh(first) }}
        >
          {/* Keyed by their place: to fill an element with another row costs less than to make one. */}
          {inPage.map((row, at) => (
            <PlaceRow
              key={at}
              row={row}
              at={first + at}
              of={rows.length > listed ? rows.length : undefined}
              look={lookOf(row.task === null ? undefined : tasks.get(row.task))}
              tabStop={at === stop}
              context={context}
            />
          ))}
        </ol>
      </div>
    </div>
  );
}

/** As a length of its own: a custom property that changes would have the styles of all that is below worked out anew. */
function rowsHigh(count: number): string {
  return `calc(${count} * var(--row))`;
}

function emptyText(id: string, asleep: boolean): string {
  if (id !== 'running') return l10n.t('Empty');
  return asleep
    ? l10n.t('Nothing can run: the loop sleeps')
    : l10n.t('No code runs: the loop is at work');
}

function PlaceRow({
  row,
  at,
  of,
  look,
  tabStop,
  context,
}: {
  readonly row: Row;
  readonly at: number;
  /** How many rows there are; undefined where all are in the page. */
  readonly of: number | undefined;
  readonly look: Look;
  readonly tabStop: boolean;
  readonly context: Context;
}) {
  const { label, note, present } = row;
  const id = row.task;
  // Most rows stay as they are from frame to frame: they are not compared again.
  return useMemo(() => {
    const task = id === null ? undefined : context.task(id);
    return (
      <li
        title={[label, note].filter(Boolean).join(', ')}
        aria-setsize={of}
        aria-posinset={of && at + 1}
      >
        {label !== null && id === null && <span class="callback">{label}</span>}
        {task && <Chip task={task} look={look} present={present} tabStop={tabStop} />}
        {label !== null && id !== null && <span class="label">{label}</span>}
        {note !== null && <span class="note">{note}</span>}
      </li>
    );
  }, [label, note, present, id, at, of, look, tabStop, context]);
}

/** The tasks that are over. Those that will be have their room already, so that nothing moves. */
function Finished({
  loaded,
  step,
  tasks,
}: {
  readonly loaded: Loaded;
  readonly step: number;
  readonly tasks: Roster<TaskState>;
}) {
  const { ending } = loaded;
  const listed = ending.length > maxDone ? fewDone : ending.length;
  const done = firstIndex(ending.length, (at) => (ending[at]?.end ?? 0) > step);
  return (
    <div class="place done" data-place="done">
      <h3 id="place-done">
        {l10n.t('Done')}
        <span class="badge">{done > 0 ? done : ''}</span>
      </h3>
      <ol
        aria-labelledby="place-done"
        class={ending.length > manyDone ? 'many' : undefined}
        {...scrollable(ending.length > manyDone)}
      >
        {ending.slice(0, listed).map(({ task }) => {
          const each = tasks.get(task.id);
          const over = each?.status === 'done';
          return <FinishedTask key={task.id} task={task} over={over} look={lookOf(each)} />;
        })}
        {done > listed && <li class="more">{l10n.t('{0} more', done - listed)}</li>}
      </ol>
    </div>
  );
}

function FinishedTask({
  task,
  over,
  look,
}: {
  readonly task: TraceTask;
  readonly over: boolean;
  readonly look: Look;
}) {
  // Until it is over nobody sees how it is.
  const shown = over ? look : 'done';
  return useMemo(
    () => (
      <li class={over ? undefined : 'later'}>
        <Chip task={task} look={shown} present={over} />
      </li>
    ),
    [task, over, shown],
  );
}
