import type { List, Shape } from '../trace/list';
import { Packed, pack } from '../trace/list';
import type { LongTrace } from '../trace/read';
import type { Step } from './steps';

/** Time that passes between two steps, drawn as a gap: the whole loop waits, or code holds it up. */
export interface Gap {
  /** The step after the gap. */
  readonly before: number;
  /** Where it starts and ends on the axis, in units. */
  readonly start: number;
  readonly end: number;
  /** How long it is, in ms. */
  readonly ms: number;
  /** Whether code held the loop up for that time, so that the loop did not sleep. */
  readonly blocked: boolean;
}

/**
 * An axis on which every step can be seen: each takes one unit, however little time passes, and the time that
 * passes between two steps is a gap that grows with its logarithm. Most steps of a walkthrough happen
 * at the same virtual time, so that an axis in proportion to time would hide them.
 */
export interface Axis {
  /** Where each step starts, in units; it ends one unit later. */
  readonly starts: Readonly<Float64Array>;
  readonly length: number;
  readonly gaps: List<Gap>;
}

/** An axis as plain data. */
export interface AxisNumbers {
  readonly starts: Float64Array<ArrayBuffer>;
  readonly length: number;
  readonly gaps: Float64Array<ArrayBuffer>;
}

const shape: Shape<Gap> = {
  width: 5,
  write: ({ before, start, end, ms, blocked }) => [before, start, end, ms, Number(blocked)],
  read: (numbers, at) => ({
    before: numbers[at] ?? 0,
    start: numbers[at + 1] ?? 0,
    end: numbers[at + 2] ?? 0,
    ms: numbers[at + 3] ?? 0,
    blocked: numbers[at + 4] === 1,
  }),
};

/** Shorter waits than this are part of the step: the noise of a real clock. */
const leastGapMs = 0.5;

export function axisOf(trace: LongTrace, steps: List<Step>): Axis {
  return readAxis(axisNumbers(trace, steps));
}

export function readAxis({ starts, length, gaps }: AxisNumbers): Axis {
  return { starts, length, gaps: new Packed(shape, gaps) };
}

export function axisNumbers(trace: LongTrace, steps: List<Step>): AxisNumbers {
  const starts = new Float64Array(steps.length);
  const gaps: Gap[] = [];
  let at = 0;
  let before = 0;
  let blocked = false;
  for (let number = 0; number < steps.length; number++) {
    const headline = trace.events.at(steps.at(number)?.headline ?? Infinity);
    const t = headline?.t ?? before;
    const ms = t - before;
    if (number > 0 && ms >= leastGapMs) {
      const end = at + gapLength(ms);
      gaps.push({ before: number, start: at, end, ms, blocked });
      at = end;
    }
    starts[number] = at;
    at += 1;
    before = t;
    blocked = headline?.kind === 'block';
  }
  return { starts, length: at, gaps: pack(shape, gaps) };
}

/** In units: 1 for half a millisecond, about 3 for 100 ms, about 4 for 2 s. */
function gapLength(ms: number): number {
  return 1 + Math.log10(ms / leastGapMs);
}
