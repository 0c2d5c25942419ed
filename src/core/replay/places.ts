import * as l10n from '@vscode/l10n';
import type { QueueName, TraceEvent, WatchPlace } from '../trace/format';
import type { List } from '../trace/list';
import type { Collector } from './collect';
import { collected } from './collect';
import type { Context } from './context';
import type { Replay } from './replay';
import type { Roster } from './roster';
import { Picker } from './roster';
import type { Frame, LoopState, QueueEntry, TaskState, Watch } from './state';
import { waitLabel } from './waits';
import type { Runtime } from './words';
import { queueTitle, roundMs, watchTitle } from './words';

/** A line in a place: a task, or a callback of the loop. */
export interface Row {
  /** The task that is here, or on whose behalf something is. */
  readonly task: number | null;
  /** Whether this is where the task itself is; it is in one row of all places only. */
  readonly present: boolean;
  /** What stands here besides the task: the callback's label, the watch. */
  readonly label: string | null;
  /** A few words more: when it is due, what it waits for. */
  readonly note: string | null;
}

export type PlaceGroup = 'ready' | 'running' | 'waiting';

/** One of the loop's places: where things wait, or the one slot where code runs. */
export interface LoopPlace {
  readonly id: string;
  readonly group: PlaceGroup;
  readonly title: string;
  /** First come first, except the call stack: innermost first. */
  readonly rows: readonly Row[];
}

interface Layout {
  readonly ready: readonly QueueName[];
  /** A watch place, with the queue of callbacks that the same phase runs. */
  readonly waiting: readonly { readonly watch: WatchPlace | null; readonly queue?: QueueName }[];
}

/** What is always shown, whether in use or not: it is what the runtime has. */
const always: Readonly<Record<Runtime, ReadonlySet<string>>> = {
  asyncio: new Set(['ready', 'running', 'timers', 'selector']),
  node: new Set(['nextTick', 'microtask', 'running', 'timers', 'poll', 'check']),
};

const layouts: Readonly<Record<Runtime, Layout>> = {
  asyncio: {
    ready: ['ready'],
    waiting: [
      { watch: 'timers' },
      { watch: 'selector' },
      { watch: 'threads' },
      { watch: 'poll' },
      { watch: 'other' },
    ],
  },
  node: {
    ready: ['nextTick', 'microtask'],
    waiting: [
      { watch: 'timers', queue: 'timers' },
      { watch: 'poll', queue: 'poll' },
      { watch: null, queue: 'check' },
      { watch: 'threads' },
      { watch: null, queue: 'close' },
      { watch: 'selector' },
      { watch: 'other' },
    ],
  },
};

/** The places that a trace uses at any time, by their ids: what is shown stays the same through a replay. */
export function placesUsed(events: List<TraceEvent>, runtime: Runtime): ReadonlySet<string> {
  return collected(events, placeCollector(runtime));
}

/** Finds the same. */
export function placeCollector(runtime: Runtime): Collector<ReadonlySet<string>> {
  const used = new Set(always[runtime]);
  return {
    add: (event) => {
      if (event.kind === 'enqueue') used.add(event.queue);
      else if (event.kind === 'watch') used.add(event.place);
      else if (event.kind === 'suspend' && event.watches.length === 0) used.add('other');
    },
    take: () => used,
  };
}

const suspended = new Picker<TaskState>(({ status }) => status === 'waiting');

/** The loop's state as places with rows, in the order in which they are shown. */
export function placesOf(
  state: LoopState,
  used: ReadonlySet<string>,
  runtime: Runtime,
  context: Context,
): LoopPlace[] {
  const layout = layouts[runtime];
  const { tasks } = state;
  const shown = new Set<number>();
  const places: LoopPlace[] = [];
  for (const queue of layout.ready)
    places.push({
      id: queue,
      group: 'ready',
      title: queueTitle(queue),
      rows: state.queues[queue].map((entry) => queueRow(entry, tasks, shown, context)),
    });
  places.push({
    id: 'running',
    group: 'running',
    title: runtime === 'asyncio' ? l10n.t('Running') : l10n.t('Call stack'),
    rows: state.stack.map((frame) => stackRow(frame, tasks, shown)).reverse(),
  });
  for (const { watch, queue } of layout.waiting) {
    const due = (queue ? state.queues[queue] : []).map((entry) =>
      queueRow(entry, tasks, shown, context),
    );
    const watched = state.watches
      .filter((each) => each.place === watch)
      .map((each) => watchRow(each, tasks, shown));
    const others =
      watch === 'other' && used.has('other')
        ? suspended
            .pick(tasks)
            .filter(({ id, thread }) => thread === state.thread && !shown.has(id))
        : [];
    places.push({
      id: watch ?? queue ?? 'other',
      group: 'waiting',
      title: watch ? watchTitle(watch, runtime) : queue ? queueTitle(queue) : '',
      rows: [...due, ...watched, ...others.map((task) => otherRow(task, context))],
    });
  }
  return places.filter((place) => used.has(place.id));
}

/** Steps times tasks up to which every step is looked at; beyond that the panel reserves its most. */
const affordable = 300_000;

/**
 * The most rows that each place has at any step, up to `most`: the room to keep for it, so that nothing
 * below moves while the replay plays.
 */
export function roomOf(
  replay: Replay,
  used: ReadonlySet<string>,
  runtime: Runtime,
  context: Context,
  most: number,
): ReadonlyMap<string, number> {
  const room = new Map([...used].map((id) => [id, 0]));
  const { steps, trace } = replay;
  // A trace that is cut, or a stranger's, may name more tasks than it lists.
  if (steps.length * Math.max(trace.tasks.length, context.lookup.taskCount) > affordable)
    return new Map([...used].map((id) => [id, most]));
  for (let step = 0; step < steps.length; step++)
    for (const { id, rows } of placesOf(replay.stateAt(step), used, runtime, context))
      room.set(id, Math.min(most, Math.max(room.get(id) ?? 0, rows.length)));
  return room;
}

/** Claims a task's presence for a row: the first row that may show it does. */
function claim(shown: Set<number>, task: TaskState | undefined, possible: boolean): boolean {
  if (!task || !possible || shown.has(task.id)) return false;
  shown.add(task.id);
  return true;
}

function queueRow(
  entry: QueueEntry,
  tasks: Roster<TaskState>,
  shown: Set<number>,
  context: Context,
): Row {
  const watched = entry.waker.watch === null ? undefined : context.watch(entry.waker.watch);
  const id = entry.task ?? watched?.task ?? null;
  const task = id === null ? undefined : tasks.get(id);
  // A timer that was due has left its place, and its task waits for the callback that stands here.
  const follows = entry.task === null && task?.status === 'waiting';
  return {
    task: id,
    present: claim(shown, task, follows || task?.entry === entry.entry),
    label: entry.task === null ? entry.label : null,
    note: entry.task === null ? null : noteOf(entry, context),
  };
}

/** Why a task is in a queue, in a few words. */
function noteOf({ waker }: QueueEntry, context: Context): string {
  const by = waker.task === null ? null : context.task(waker.task)?.name;
  switch (waker.kind) {
    case 'start':
      return l10n.t('first turn');
    case 'timer':
      return l10n.t('timer due');
    case 'io':
      return l10n.t('I/O complete');
    case 'thread':
      return l10n.t('thread finished');
    case 'task':
      return by === undefined || by === null ? l10n.t('a task is done') : l10n.t('{0} is done', by);
    case 'resolve':
      return l10n.t('has its result');
    case 'release':
      return l10n.t('lock free');
    case 'put':
      return l10n.t('queue changed');
    case 'set':
      return l10n.t('event set');
    case 'cancel':
      return l10n.t('to be cancelled');
    case 'callback':
      return l10n.t('next turn');
  }
}

function stackRow(frame: Frame, tasks: Roster<TaskState>, shown: Set<number>): Row {
  if (frame.kind === 'callback')
    return {
      task: null,
      present: false,
      label: frame.label,
      note: frame.internal ? l10n.t('the runtime’s own') : null,
    };
  const task = tasks.get(frame.task);
  return {
    task: frame.task,
    present: claim(shown, task, true),
    label: null,
    note: task && task.calls.length > 0 ? l10n.t('in {0}()', task.calls.at(-1) ?? '') : null,
  };
}

function watchRow(watch: Watch, tasks: Roster<TaskState>, shown: Set<number>): Row {
  const task = watch.task === null ? undefined : tasks.get(watch.task);
  const waits = task?.status === 'waiting' && task.waiting?.watches.includes(watch.watch) === true;
  return {
    task: watch.task,
    present: claim(shown, task, waits),
    // A timer's length is in its due time; it is named only where nothing else stands there.
    label: watch.due !== null && task ? null : watch.label,
    note: watch.due === null ? null : l10n.t('due {0} ms', roundMs(watch.due)),
  };
}

function otherRow(task: TaskState, context: Context): Row {
  const { waiting } = task;
  return {
    task: task.id,
    present: true,
    label: null,
    note:
      waiting && waiting.tasks.length > 0
        ? l10n.t('waits for {0}', context.names(waiting.tasks))
        : waiting && waitLabel(waiting, context),
  };
}
