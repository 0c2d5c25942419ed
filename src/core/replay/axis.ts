import type { Trace } from '../trace/format';
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
  readonly starts: readonly number[];
  readonly length: number;
  readonly gaps: readonly Gap[];
}

/** Shorter waits than this are part of the step: the noise of a real clock. */
const leastGapMs = 0.5;

export function axisOf(trace: Trace, steps: readonly Step[]): Axis {
  const starts: number[] = [];
  const gaps: Gap[] = [];
  let at = 0;
  let before = 0;
  let blocked = false;
  for (const [number, step] of steps.entries()) {
    const headline = trace.events[step.headline];
    const t = headline?.t ?? before;
    const ms = t - before;
    if (number > 0 && ms >= leastGapMs) {
      const end = at + gapLength(ms);
      gaps.push({ before: number, start: at, end, ms, blocked });
      at = end;
    }
    starts.push(at);
    at += 1;
    before = t;
    blocked = headline?.kind === 'block';
  }
  return { starts, length: at, gaps };
}

/** In units: 1 for half a millisecond, about 3 for 100 ms, about 4 for 2 s. */
function gapLength(ms: number): number {
  return 1 + Math.log10(ms / leastGapMs);
}
