import type { ComparedAwait, ComparedTask, Comparison } from '../../core/compare/compare';
import type { Site } from '../../core/compare/outline';
import type { Pair } from '../../core/compare/pairs';
import { append, isInBoth } from '../../core/compare/pairs';
import type { ComparedSide } from '../../protocol/messages';
import type { ComparedTraces, SideFound } from '../opening/comparing';

/** One of the two traces, as it is shown. */
export type ShownSide = SideFound & Omit<ComparedSide, 'trace'>;

/** A comparison, as it is shown. */
export interface ShownComparison extends Pick<ComparedTraces, 'comparison' | 'leftOut'> {
  readonly before: ShownSide;
  readonly after: ShownSide;
  /** The await that is selected at first, by its place in `Comparison.awaits`; null for none. */
  readonly selected: number | null;
}

/** Differences below both of these are what a real clock makes of two runs of the same program. */
const noise = { ms: 1, share: 0.02 };

/** The awaits that both traces have, by their place in `Comparison.awaits`. */
export interface Differences {
  /** What became longer, the largest difference first. */
  readonly slower: readonly number[];
  /** What became shorter, the largest difference first. */
  readonly faster: readonly number[];
  /** What took about as long, in the order of the comparison. */
  readonly same: readonly number[];
}

/** Times of two walkthroughs are exact; where one is a recording, small differences are noise. */
export function differencesOf({ comparison, before, after }: ShownComparison): Differences {
  const exact = before.mode === 'walkthrough' && after.mode === 'walkthrough';
  const slower: number[] = [];
  const faster: number[] = [];
  const same: number[] = [];
  for (const [index, item] of comparison.awaits.entries()) {
    if (!isInBoth(item.site)) continue;
    const { differenceMs } = item;
    const longer = Math.max(item.before.totalMs, item.after.totalMs);
    const least = exact ? 0 : Math.max(noise.ms, noise.share * longer);
    if (Math.abs(differenceMs) <= least) same.push(index);
    else (differenceMs > 0 ? slower : faster).push(index);
  }
  // The comparison begins with what became longest.
  return { slower, faster: faster.reverse(), same };
}

/** What one task did at an await. */
export interface TaskAtAwait extends ComparedAwait {
  readonly task: ComparedTask['task'];
}

/** The tasks that were suspended at each await. */
export function tasksByAwait({ tasks }: Comparison): ReadonlyMap<Pair<Site>, TaskAtAwait[]> {
  const found = new Map<Pair<Site>, TaskAtAwait[]>();
  for (const { task, awaits } of tasks)
    for (const item of awaits) append(found, item.site, { ...item, task });
  return found;
}
