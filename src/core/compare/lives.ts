import { Packed } from '../trace/list';
import type { List } from '../trace/list';
import type { ComparedAwait } from './compare';
import type { Outline } from './outline';
import type { Pair } from './pairs';
import type { Stretch } from './stretch';
import { stretchShape } from './stretch';

/** What all tasks of a trace did over time, as plain data: stretches in one long list, of which each task has a part. */
export interface Lives {
  /** By the task's id: its first stretch, and the one after its last. */
  readonly parts: ReadonlyMap<number, readonly [number, number]>;
  readonly stretches: Float64Array<ArrayBuffer>;
}

/** The lives of the tasks of one side of a comparison; their awaits are numbered as `awaits` lists them. */
export function livesOf(
  { tasks, sites }: Outline,
  awaits: readonly ComparedAwait[],
  side: keyof Pair<unknown>,
): Lives {
  const listed = new Map(awaits.map(({ site }, index) => [site[side], index]));
  const numbers = [...sites.keys()].map((site) => listed.get(site) ?? -1);
  const { width } = stretchShape;
  const length = tasks.reduce((sum, { life }) => sum + life.length, 0);
  const stretches = new Float64Array(length);
  const parts = new Map<number, readonly [number, number]>();
  let from = 0;
  for (const { id, life } of tasks) {
    stretches.set(life, from);
    parts.set(id, [from / width, (from + life.length) / width]);
    from += life.length;
  }
  const place = width - 1;
  for (let at = place; at < length; at += width) stretches[at] = numbers[stretches[at] ?? -1] ?? -1;
  return { parts, stretches };
}

/** What a task did, in the order of time; nothing for a task that is not there. */
export function lifeOf({ parts, stretches }: Lives, task: number | undefined): List<Stretch> {
  return new Packed(stretchShape, stretches, ...(parts.get(task ?? NaN) ?? ([0, 0] as const)));
}
