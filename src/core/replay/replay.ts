import type { Trace } from '../trace/format';
import type { ConsolePiece } from './console';
import { consoleOf } from './console';
import { Machine } from './machine';
import type { LoopState } from './state';
import type { Step } from './steps';
import { stepsOf } from './steps';

/** At least this many events lie between two keyframes. */
const keyframeDistance = 512;

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
  readonly steps: readonly Step[];
  /** All that the trace prints; what comes from the first `LoopState.printed` outputs is on the console. */
  readonly console: readonly ConsolePiece[];
  private readonly machine = new Machine();
  private readonly keyframes: Keyframe[];
  /** Number of events the machine has seen. */
  private applied = 0;

  constructor(readonly trace: Trace) {
    this.steps = stepsOf(trace);
    this.console = consoleOf(trace);
    this.keyframes = [{ applied: 0, state: this.machine.snapshot() }];
  }

  /** The loop after the given step, counted from 0; `-1` is the loop before anything happened. */
  stateAt(step: number): LoopState {
    const last = this.steps[Math.min(step, this.steps.length - 1)]?.last ?? -1;
    this.moveTo(last + 1);
    return this.machine.snapshot();
  }

  private moveTo(target: number): void {
    const keyframe = this.keyframeBefore(target);
    if (target < this.applied || keyframe.applied > this.applied) {
      this.machine.restore(keyframe.state);
      this.applied = keyframe.applied;
    }
    while (this.applied < target) {
      const event = this.trace.events[this.applied];
      if (!event) return;
      this.machine.apply(event);
      this.applied++;
      this.keep();
    }
  }

  private keep(): void {
    const newest = this.keyframes.at(-1)?.applied ?? 0;
    const distance = this.applied - newest;
    if (distance >= keyframeDistance && distance >= this.machine.size)
      this.keyframes.push({ applied: this.applied, state: this.machine.snapshot() });
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
