import type { WaitsFor } from '../explain/types';
import type { SuspensionPoint } from '../suspension/types';
import type { Trace, Waker } from './format';
import { waitsOf } from './waits';

/** What a suspension point really waited, over all the times that control was given up in it or in what it awaits. */
export interface MeasuredWait {
  readonly count: number;
  /** In ms, as is `longest`. */
  readonly total: number;
  readonly longest: number;
  /** Of the longest; null where nothing was seen to wake it. */
  readonly waker: Waker | null;
  /** What the point itself waited for, each kind once; empty where only code that it awaits gave up control. */
  readonly waitsFor: readonly WaitsFor[];
}

/**
 * The measured waits of the suspension points of the trace's file, by their indices; those that never waited are left out.
 * A wait counts for the await that gave up control and for every await of the file through which it was reached, once each.
 */
export function measuredWaits(
  trace: Trace,
  points: readonly SuspensionPoint[],
): ReadonlyMap<number, MeasuredWait> {
  const indices = pointsByPlace(points);
  const measured = new Map<number, MeasuredWait>();
  for (const { suspend, ms, waker } of waitsOf(trace)) {
    const own = indices.get(placeKey(suspend));
    const outer = suspend.chain.slice(0, -1).map((link) => indices.get(placeKey(link)));
    for (const index of new Set([own, ...outer])) {
      if (index === undefined) continue;
      const before = measured.get(index);
      const kinds = before?.waitsFor ?? [];
      const isNew = index === own && !kinds.includes(suspend.waitsFor);
      const isLonger = before === undefined || ms >= before.longest;
      measured.set(index, {
        count: (before?.count ?? 0) + 1,
        total: (before?.total ?? 0) + ms,
        longest: isLonger ? ms : before.longest,
        waker: isLonger ? waker : before.waker,
        waitsFor: isNew ? [...kinds, suspend.waitsFor] : kinds,
      });
    }
  }
  return measured;
}

/** A trace names an `async with` by the item that it enters or leaves, everything else by its own start. */
function pointsByPlace(points: readonly SuspensionPoint[]): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const add = ({ line, character }: { line: number; character: number }, index: number): void => {
    const key = placeKey({ line: line + 1, column: character + 1 });
    if (!places.has(key)) places.set(key, index);
  };
  for (const [index, { range }] of points.entries()) add(range.start, index);
  for (const [index, { keyword, operands }] of points.entries())
    if (keyword === 'async with') for (const operand of operands) add(operand.start, index);
  return places;
}

function placeKey({ line, column }: { readonly line?: number; readonly column?: number }): string {
  return `${line}:${column}`;
}
