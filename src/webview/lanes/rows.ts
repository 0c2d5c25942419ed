import type { Crowd } from '../../core/replay/crowds';
import { crowdKey } from '../../core/replay/crowds';
import type { Block, Lane, Lanes } from '../../core/replay/lanes';

/** A lane as it is listed. */
export interface TaskRow {
  readonly kind: 'task';
  readonly lane: Lane;
  readonly depth: number;
  /** How many lanes below it are its tasks' children, and theirs. */
  readonly descendants: number;
  readonly folded: boolean;
}

/** The tasks of one function in one thread, in one row. */
export interface GroupRow {
  readonly kind: 'group';
  readonly crowd: Crowd;
  /** Those that are searched for; all without a search. */
  readonly lanes: readonly Lane[];
  /** How many tasks the function has in all. */
  readonly all: number;
  /** The steps in which its tasks are over, in order. */
  readonly ends: readonly number[];
  /** Where one of them holds the loop up, in order. */
  readonly blocks: readonly Block[];
  /** Whether the rows of its tasks follow. */
  readonly open: boolean;
}

/** The name of a thread, above its lanes. */
export interface ThreadRow {
  readonly kind: 'thread';
  /** Null for the main thread. */
  readonly thread: string | null;
}

export type LaneRow = TaskRow | GroupRow | ThreadRow;

/** What the user folded or unfolded: the tasks (by id) whose children are hidden, the groups (by the key of their crowd) that are open. */
export type Folds = ReadonlySet<number | string>;

export function toggled(folds: Folds, what: number | string): Folds {
  const next = new Set(folds);
  if (!next.delete(what)) next.add(what);
  return next;
}

/** More lanes than this are grouped until somebody wants them one by one. */
export const manyLanes = 40;

/**
 * The lanes to be shown, parents before their children: those whose task's or function's name has the wanted text, or
 * without one all that are not folded away below an ancestor. Where there are several threads, each has its name above.
 */
export function familyRows(
  lanes: readonly Lane[],
  wanted: string,
  folds: Folds,
): readonly LaneRow[] {
  const matches = matcher(wanted);
  if (matches) return lanes.filter(matches).map((lane) => rowOf(lane, lane.depth));
  const counts = descendantsOf(lanes);
  const rows: TaskRow[] = [];
  for (let index = 0; index < lanes.length; index++) {
    const lane = lanes[index];
    if (!lane) break;
    const descendants = counts[index] ?? 0;
    const folded = folds.has(lane.task.id);
    rows.push({ ...rowOf(lane, lane.depth), descendants, folded });
    if (folded) index += descendants;
  }
  return severalThreads(lanes) ? underThreads(rows) : rows;
}

/**
 * A row for each function of a thread, with those of its tasks below it if it is open or they are searched for. Where there are several
 * threads, each has its name above.
 */
export function groupRows(
  { lanes, crowds }: Lanes,
  wanted: string,
  folds: Folds,
): readonly LaneRow[] {
  const matches = matcher(wanted);
  const groups = new Map<string, Lane[]>();
  for (const lane of lanes) {
    const key = crowdKey(lane.task);
    const known = groups.get(key);
    if (known) known.push(lane);
    else groups.set(key, [lane]);
  }
  const rows = [...groups].flatMap(([key, all]): readonly (TaskRow | GroupRow)[] => {
    const found = matches ? all.filter(matches) : all;
    if (found.length === 0) return [];
    const crowd = crowds.get(key);
    if (!crowd) return found.map((lane) => rowOf(lane, 0));
    // A search opens what it finds, unless it finds the whole group.
    const open = folds.has(key) !== found.length < all.length;
    const blocks = found.flatMap((lane) => lane.blocks).sort((a, b) => a.step - b.step);
    const ends = all.flatMap(({ end }) => end ?? []).sort((a, b) => a - b);
    const group = {
      kind: 'group',
      crowd,
      lanes: found,
      all: all.length,
      ends,
      blocks,
      open,
    } as const;
    return open ? [group, ...found.map((lane) => rowOf(lane, 1))] : [group];
  });
  return severalThreads(lanes) ? underThreads(rows) : rows;
}

function severalThreads(lanes: readonly Lane[]): boolean {
  return lanes.some(({ task }) => task.thread !== lanes[0]?.task.thread);
}

/** The rows with the name of each thread above those of its tasks, which stand together. */
function underThreads(rows: readonly (TaskRow | GroupRow)[]): readonly LaneRow[] {
  const threadOf = (row: TaskRow | GroupRow | undefined): string | null | undefined =>
    row && ((row.kind === 'task' ? row.lane : row.lanes[0])?.task.thread ?? null);
  return rows.flatMap((row, index): readonly LaneRow[] => {
    const thread = threadOf(row) ?? null;
    return thread === threadOf(rows[index - 1]) ? [row] : [{ kind: 'thread', thread }, row];
  });
}

function rowOf(lane: Lane, depth: number): TaskRow {
  return { kind: 'task', lane, depth, descendants: 0, folded: false };
}

/** Whether a lane has the wanted text; null where all are wanted. */
function matcher(wanted: string): ((lane: Lane) => boolean) | null {
  const text = wanted.trim().toLowerCase();
  if (text === '') return null;
  return ({ task }) => `${task.name} ${task.function}`.toLowerCase().includes(text);
}
function descendantsOf(lanes: readonly Lane[]): number[] {
  const counts = new Array<number>(lanes.length).fill(0);
  const open: number[] = [];
  for (let index = 0; index <= lanes.length; index++) {
    const depth = lanes[index]?.depth ?? 0;
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      if (index < lanes.length && (lanes[top]?.depth ?? 0) < depth) break;
      counts[top] = index - top - 1;
      open.pop();
    }
    open.push(index);
  }
  return counts;
}
