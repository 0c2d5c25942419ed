/** How many tasks of each function of a thread are ready, running and suspended, over the steps of a replay. */

import type { TraceTask } from '../trace/format';
import { firstAbove } from '../trace/list';
import type { TaskStatus } from './state';

/** What is counted of a crowd, in the order in which it is kept. */
export const counted = ['running', 'ready', 'waiting'] as const;
export type Counted = (typeof counted)[number];

/** A step, and the count of each status from that step on. */
const width = 1 + counted.length;

/** The crowds of all functions as plain data: what changed in them is in one long list, of which each has a part. */
export interface CrowdNumbers {
  readonly parts: readonly {
    readonly key: string;
    readonly function: string;
    readonly from: number;
    readonly to: number;
  }[];
  readonly changes: Float64Array<ArrayBuffer>;
}

/** What the tasks of a crowd have in common, as the key of their crowd: the thread and the function. */
export function crowdKey({
  thread,
  function: name,
}: Pick<TraceTask, 'thread' | 'function'>): string {
  return `${thread ?? ''}\n${name}`;
}

/** The tasks of one function in one thread; there are several. */
export class Crowd {
  constructor(
    readonly key: string,
    /** The function's. */
    readonly name: string,
    private readonly changes: Float64Array,
  ) {}

  /** How often its counts change. */
  get length(): number {
    return this.changes.length / width;
  }

  /** The step of the change with this index; beyond the last one, infinity. */
  stepAt(change: number): number {
    return this.changes[change * width] ?? Infinity;
  }

  /** The last change at or before a step; -1 before the first one. */
  changeBefore(step: number): number {
    return firstAbove(this.changes, step, width) - 1;
  }

  /** How many tasks have a status from a change on; before the first one, none. */
  count(change: number, status: Counted): number {
    return change < 0 ? 0 : (this.changes[change * width + 1 + counted.indexOf(status)] ?? 0);
  }

  /** The most that are alive at once. */
  get most(): number {
    this.largest ??= this.findMost();
    return this.largest;
  }

  private largest: number | undefined;

  private findMost(): number {
    let most = 0;
    for (let at = 0; at < this.changes.length; at += width) {
      let sum = 0;
      for (let each = 1; each < width; each++) sum += this.changes[at + each] ?? 0;
      most = Math.max(most, sum);
    }
    return most;
  }
}

export function readCrowds({ parts, changes }: CrowdNumbers): ReadonlyMap<string, Crowd> {
  return new Map(
    parts.map(({ key, function: name, from, to }) => [
      key,
      new Crowd(key, name, changes.subarray(from, to)),
    ]),
  );
}

interface Counts {
  readonly name: string;
  readonly now: number[];
  readonly changes: number[];
}

/** Counts while a trace is gone through, step by step. */
export class CrowdCounter {
  private readonly crowds = new Map<string, Counts>();
  /** The crowd of each task that is in one. */
  private readonly ofTasks = new Map<number, Counts>();
  private readonly statuses = new Map<number, TaskStatus>();
  private readonly touched = new Set<Counts>();

  constructor(tasks: readonly TraceTask[]) {
    const seen = new Set<string>();
    for (const task of tasks) {
      const key = crowdKey(task);
      if (seen.has(key) && !this.crowds.has(key))
        this.crowds.set(key, { name: task.function, now: [0, 0, 0], changes: [] });
      seen.add(key);
    }
    for (const task of tasks) {
      const crowd = this.crowds.get(crowdKey(task));
      if (crowd) this.ofTasks.set(task.id, crowd);
    }
  }

  /** A task has this status from the step on that is noted next. */
  change(task: number, status: TaskStatus): void {
    const crowd = this.ofTasks.get(task);
    const before = this.statuses.get(task);
    if (!crowd || before === status) return;
    this.statuses.set(task, status);
    add(crowd.now, before, -1);
    add(crowd.now, status, 1);
    this.touched.add(crowd);
  }

  /** What has changed since the last call belongs to this step. */
  note(step: number): void {
    for (const { now, changes } of this.touched) changes.push(step, ...now);
    this.touched.clear();
  }

  take(): CrowdNumbers {
    const length = [...this.crowds.values()].reduce((sum, each) => sum + each.changes.length, 0);
    const all = new Float64Array(length);
    let from = 0;
    const parts = [...this.crowds].map(([key, { name, changes }]) => {
      all.set(changes, from);
      const part = { key, function: name, from, to: from + changes.length };
      from = part.to;
      return part;
    });
    return { parts, changes: all };
  }
}

function add(now: number[], status: TaskStatus | undefined, by: number): void {
  const at = counted.findIndex((each) => each === status);
  if (at >= 0) now[at] = (now[at] ?? 0) + by;
}
