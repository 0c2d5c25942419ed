/**
 * Compares two traces of one program: two recordings, two walkthroughs, or a walkthrough with what really happened.
 *
 * A task is the same in both if its creators are and it runs the same function; among several of these, if it has the same
 * name (one that the program gave, not the runtime's number), or else was created at the same place, or else by its turn.
 * An await is the same if it is at the same place in the same function; where lines have moved, if it is the next one in
 * that function that waits for the same kind of thing. An await that completed without suspending counts as no suspension.
 */

import type { TraceTask } from '../trace/format';
import type { LongTrace } from '../trace/read';
import type { Move } from './order';
import { moves } from './order';
import type { Outline, OutlinedTask, Site, Suspended } from './outline';
import { never, outlineOf } from './outline';
import type { Key, Pair } from './pairs';
import { append, pairs } from './pairs';

/** How long something was suspended in each trace; `differenceMs` is positive where it became longer. */
export interface Times {
  readonly before: Suspended;
  readonly after: Suspended;
  readonly differenceMs: number;
}

export interface ComparedAwait extends Times {
  readonly site: Pair<Site>;
}

export interface ComparedTask extends Times {
  readonly task: Pair<TraceTask>;
  /** The awaits at which it was suspended in one of the traces. */
  readonly awaits: readonly ComparedAwait[];
}

/** Something that happened in another order; counted from 0 among what happened in both traces. */
export type Moved<T> = Omit<Move, 'key'> & T;

export interface TaskTurn {
  readonly task: Pair<TraceTask>;
  /** Which time of this task it is, counted from 1. */
  readonly turn: number;
}

export interface Comparison {
  /** Those of `before` in its order, then what only `after` has. */
  readonly tasks: readonly ComparedTask[];
  /** Over all tasks, what became longer first. */
  readonly awaits: readonly ComparedAwait[];
  /** The fewest moves that make one order of the other. */
  readonly order: {
    readonly resumed: readonly Moved<TaskTurn>[];
    readonly ended: readonly Moved<TaskTurn>[];
    readonly printed: readonly Moved<{ readonly text: string }>[];
  };
  /** Lines that only one of the traces printed. */
  readonly printedOnly: Readonly<Record<keyof Pair<unknown>, readonly string[]>>;
}

export function compareTraces(before: LongTrace, after: LongTrace): Comparison {
  return compareOutlines(outlineOf(before), outlineOf(after));
}

export function compareOutlines(before: Outline, after: Outline): Comparison {
  const tasks = pairTasks(before.tasks, after.tasks);
  const sites = pairs(inSource(before), inSource(after), siteKeys);
  const timeAt = ({ sites: sums }: Outline, site: Site | null) => (site && sums.get(site)) ?? never;
  return {
    tasks: compareTasks(tasks, sites),
    awaits: sites
      .map((site) => awaitOf(site, timeAt(before, site.before), timeAt(after, site.after)))
      .sort((a, b) => b.differenceMs - a.differenceMs),
    order: {
      resumed: movedTurns(tasks, before.resumed, after.resumed),
      ended: movedTurns(tasks, before.ended, after.ended),
      printed: movedLines(before.printed, after.printed),
    },
    printedOnly: {
      before: without(before.printed, after.printed),
      after: without(after.printed, before.printed),
    },
  };
}

/** Whether two traces are of one program, as far as one can tell: one language, and a task that both have. */
export function areRelated(
  before: Pick<LongTrace, 'language'>,
  after: Pick<LongTrace, 'language'>,
  { tasks }: Comparison,
): boolean {
  const isPython = [before, after].map(({ language }) => language === 'python');
  return (
    isPython[0] === isPython[1] &&
    tasks.some(({ task }) => task.before !== null && task.after !== null)
  );
}

function inSource({ sites }: Outline): Site[] {
  return [...sites.keys()].sort((a, b) => a.line - b.line || a.column - b.column);
}

/** asyncio numbers tasks without a name (`_task_name_counter` in CPython's Lib/asyncio/tasks.py), a recorder async calls. */
const numbered = /^Task-\d+$| #\d+$/;

const taskKeys: readonly Key<OutlinedTask>[] = [
  ({ name, function: runs }) => (numbered.test(name) ? null : JSON.stringify([runs, name])),
  ({ createdAt, function: runs }) => (createdAt ? JSON.stringify([runs, createdAt]) : null),
  ({ function: runs }) => runs,
];

const siteKeys: readonly Key<Site>[] = [
  (site) => JSON.stringify([site.function, site.keyword, site.waitsFor, site.line, site.column]),
  (site) => JSON.stringify([site.function, site.keyword, site.waitsFor]),
  (site) => JSON.stringify([site.function, site.keyword]),
];

/** The tasks that no other created are paired first, then the children of each pair, and then what is left. */
function pairTasks(
  before: readonly OutlinedTask[],
  after: readonly OutlinedTask[],
): Pair<OutlinedTask>[] {
  const [old, now] = [childrenOf(before), childrenOf(after)];
  const found = new Map<OutlinedTask, OutlinedTask>();
  const waiting: Pair<number | null>[] = [{ before: null, after: null }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const some = pairs(old.get(next.before) ?? [], now.get(next.after) ?? [], taskKeys);
    for (const pair of some) {
      if (!pair.before || !pair.after) continue;
      found.set(pair.before, pair.after);
      waiting.push({ before: pair.before.id, after: pair.after.id });
    }
  }
  const taken = new Set(found.values());
  const rest = pairs(
    before.filter((task) => !found.has(task)),
    after.filter((task) => !taken.has(task)),
    taskKeys,
  );
  for (const pair of rest) if (pair.before && pair.after) found.set(pair.before, pair.after);
  return [
    ...before.map((task) => ({ before: task, after: found.get(task) ?? null })),
    ...rest.filter((pair) => !pair.before),
  ];
}

function childrenOf(tasks: readonly OutlinedTask[]): Map<number | null, OutlinedTask[]> {
  const children = new Map<number | null, OutlinedTask[]>();
  for (const task of tasks) append(children, task.parent, task);
  return children;
}

function compareTasks(
  tasks: readonly Pair<OutlinedTask>[],
  sites: readonly Pair<Site>[],
): ComparedTask[] {
  const places = new Map(
    sites.flatMap(({ before, after }, place) =>
      [before, after].flatMap((site) => (site ? [[site, place] as const] : [])),
    ),
  );
  const placesOf = (task: OutlinedTask | null) =>
    [...(task?.sites.keys() ?? [])].flatMap((site) => places.get(site) ?? []);
  const timeAt = (task: OutlinedTask | null, site: Site | null) =>
    (site && task?.sites.get(site)) ?? never;
  return tasks.map(({ before, after }) => ({
    task: { before: plain(before), after: plain(after) },
    ...timesOf(before?.suspended ?? never, after?.suspended ?? never),
    awaits: [...new Set([...placesOf(before), ...placesOf(after)])]
      .sort((a, b) => a - b)
      .flatMap((place) => sites[place] ?? [])
      .map((site) => awaitOf(site, timeAt(before, site.before), timeAt(after, site.after))),
  }));
}

function awaitOf(site: Pair<Site>, before: Suspended, after: Suspended): ComparedAwait {
  return { site, ...timesOf(before, after) };
}

function timesOf(before: Suspended, after: Suspended): Times {
  return { before, after, differenceMs: after.totalMs - before.totalMs };
}

function plain(task: OutlinedTask | null): TraceTask | null {
  if (!task) return null;
  const { id, name, function: runs, parent } = task;
  return { id, name, function: runs, parent };
}

/** What happened to tasks in another order: each time counts by itself, as the n-th of its task. */
function movedTurns(
  tasks: readonly Pair<OutlinedTask>[],
  before: readonly number[],
  after: readonly number[],
): Moved<TaskTurn>[] {
  const both = tasks.filter((pair) => pair.before && pair.after);
  const oldPlaces = new Map(both.map((pair, index) => [pair.before?.id, index]));
  const newPlaces = new Map(both.map((pair, index) => [pair.after?.id, index]));
  return moves(numberedIn(before, oldPlaces), numberedIn(after, newPlaces)).map(
    ({ key, before: from, after: to }) => {
      const [index, turn] = key.split(' ').map(Number);
      const pair = both[index ?? 0];
      const task = { before: plain(pair?.before ?? null), after: plain(pair?.after ?? null) };
      return { task, turn: turn ?? 1, before: from, after: to };
    },
  );
}

function numberedIn(ids: readonly number[], places: ReadonlyMap<unknown, number>): string[] {
  const known = ids.flatMap((id) => places.get(id) ?? []);
  return occurrences(known.map(String)).map(([index, turn]) => `${index} ${turn}`);
}

function movedLines(
  before: readonly string[],
  after: readonly string[],
): Moved<{ readonly text: string }>[] {
  const keys = (lines: readonly string[]): string[] =>
    occurrences(lines).map((line) => JSON.stringify(line));
  return moves(keys(before), keys(after)).map(({ key, ...places }) => {
    const [text] = JSON.parse(key) as [string, number];
    return { text, ...places };
  });
}

/** Each text with the number of times that it has come so far, from 1. */
function occurrences(texts: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  return texts.map((text) => {
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    return [text, count];
  });
}

/** What is in `lines` more often than in `others`, each time that it is. */
function without(lines: readonly string[], others: readonly string[]): string[] {
  const known = new Set(occurrences(others).map((line) => JSON.stringify(line)));
  return occurrences(lines).flatMap((line) => (known.has(JSON.stringify(line)) ? [] : [line[0]]));
}
