import type { Axis } from '../core/replay/axis';

/** A step is never narrower than this, in CSS pixels; wider if there is room. */
const leastUnit = 9;
const largestUnit = 40;

/** From steps to pixels and back. */
export interface Scale {
  /** Pixels of a step. */
  readonly unit: number;
  readonly width: number;
  /** Where a step starts; the end of the axis for the step after the last. */
  start(step: number): number;
  /** The step at, or nearest before, a place on the axis. */
  stepAt(x: number): number;
}

/** Fits the axis into `room` pixels if its steps can still be told apart there. */
export function scaleOf(axis: Axis, room: number): Scale {
  const unit = Math.min(largestUnit, Math.max(leastUnit, room / Math.max(1, axis.length)));
  return {
    unit,
    width: Math.max(room, Math.ceil(axis.length * unit)),
    start: (step) => (axis.starts[step] ?? axis.length) * unit,
    stepAt: (x) => {
      let low = 0;
      let high = axis.starts.length - 1;
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((axis.starts[middle] ?? 0) * unit <= x) low = middle;
        else high = middle - 1;
      }
      return low;
    },
  };
}
