import type { List } from '../trace/list';
import type { LongTrace } from '../trace/read';
import { Machine } from './machine';
import type { LoopState } from './state';
import type { Step } from './steps';
import { stepsOf } from './steps';

/** At least this many events lie between two keyframes. */
const keyframeDistance = 1_024;

interface Keyframe {
  /** Number of events that have been applied. */
  readonly applied: number;
  readonly state: LoopState;
}

/**
 * Plays a trace: the state of the loop after any step, forward and back. Going forward applies the events in
 * between; going back starts again at the nearest keyframe, which are made on the way. Two keyframes
 * are at least as many events apart as the state is large, so all keyframes together are no
 * larger than the trace.
 */
export class Replay {
  private readonly machine = new Machine();
  private readonly keyframes: Keyframe[];
  /** Number of events the machine has seen. */
  private applied = 0;
  /** Makes keyframes ahead of the machine. */
  private readonly scout = { machine: new Machine(), applied: 0 };

  constructor(
    readonly trace: LongTrace,
    readonly steps: List<Step> = stepsOf(trace),
  ) {
    this.keyframes = [{ applied: 0, state: this.machine.snapshot() }];
  }

  /** The loop after the given step, counted from 0; `-1` is the loop before anything happened. */
  stateAt(step: number): LoopState {
    const last = step < 0 ? -1 : (this.steps.at(Math.min(step, this.steps.length - 1))?.last ?? -1);
    this.moveTo(last + 1);
    return this.machine.snapshot();
  }

  /** Whether the state after a step is fewer than `events` events away from one that is known. */
  isNear(step: number, events: number): boolean {
    const target = (this.steps.at(Math.max(0, step))?.last ?? -1) + 1;
    const known = this.keyframeBefore(target).applied;
    const here = this.applied <= target ? this.applied : 0;
    return target - Math.max(known, here) < events;
  }

  /** How much of the way to a step, from 0 to 1, has keyframes. */
  preparedFor(step: number): number {
    const newest = Math.max(this.keyframes.at(-1)?.applied ?? 0, this.scout.applied);
    return Math.min(1, newest / Math.max(1, this.steps.at(step)?.last ?? 0));
  }

  /**
   * Makes keyframes for the next `events` events that have none, so that no step is far from one. Returns whether there
   * are more.
   */
  prepare(events: number): boolean {
    const { scout, trace } = this;
    const newest = this.keyframes.at(-1);
    if (newest && newest.applied > scout.applied) {
      scout.machine.restore(newest.state);
      scout.applied = newest.applied;
    }
    const target = Math.min(trace.events.length, scout.applied + events);
    while (scout.applied < target) {
      const event = trace.events.at(scout.applied);
      if (!event) break;
      scout.machine.apply(event);
      scout.applied++;
      this.keep(scout.machine, scout.applied);
    }
    return scout.applied < trace.events.length;
  }

  private moveTo(target: number): void {
    const keyframe = this.keyframeBefore(target);
    if (target < this.applied || keyframe.applied > this.applied) {
      this.machine.restore(keyframe.state);
      this.applied = keyframe.applied;
    }
    while (this.applied < target) {
      const event = this.trace.events.at(this.applied);
      if (!event) return;
      this.machine.apply(event);
      this.applied++;
      this.keep(this.machine, this.applied);
    }
  }

  private keep(machine: Machine, applied: number): void {
    const distance = applied - (this.keyframes.at(-1)?.applied ?? 0);
    if (distance >= keyframeDistance && distance >= machine.size)
      this.keyframes.push({ applied, state: machine.snapshot() });
  }

  /** The last keyframe at or before `target`. */
  private keyframeBefore(target: number): Keyframe {
    let low = 0;
    let high = this.keyframes.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.keyframes[middle]?.applied ?? 0) <= target) low = middle;
      else high = middle - 1;
    }
    const found = this.keyframes[low];
    if (!found) throw new Error('A replay always has its first keyframe');
    return found;
  }
}
