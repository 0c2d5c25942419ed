import type { Axis } from '../../core/replay/axis';
import { firstAbove } from '../../core/trace/list';

/** A step is this wide at most, in CSS pixels. */
const largestUnit = 80;

/** A short replay is spread over the room up to this. */
const comfortableUnit = 40;

/** Where there is no room for all steps, one is this wide until somebody zooms. */
const readableUnit = 9;

/** Browsers lay out nothing that is wider than about 2^25 pixels. */
const widest = 16_000_000;

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

/** The pixels of a step at which the whole axis fits into `room` pixels, and all of it can be seen. */
export function fittingUnit(axis: Axis, room: number): number {
  return Math.min(comfortableUnit, room / Math.max(1, axis.length));
}

/** The pixels of a step to begin with: all of the axis, if its steps can be told apart then. */
export function firstUnit(axis: Axis, room: number): number {
  return Math.max(Math.min(readableUnit, largest(axis)), fittingUnit(axis, room));
}

/** The nearest that is possible: not smaller than all of the axis in the room, not wider than one can read. */
export function possibleUnit(axis: Axis, room: number, unit: number): number {
  return Math.max(fittingUnit(axis, room), Math.min(largest(axis), unit));
}

export function scaleOf(axis: Axis, room: number, unit: number): Scale {
  return {
    unit,
    width: Math.max(room, Math.ceil(axis.length * unit)),
    start: (step) => (axis.starts[step] ?? axis.length) * unit,
    stepAt: (x) => Math.max(0, firstAbove(axis.starts, x / unit) - 1),
  };
}

function largest(axis: Axis): number {
  return Math.min(largestUnit, widest / Math.max(1, axis.length));
}
