import type { TraceEvent } from '../trace/format';
import type { List } from '../trace/list';
import { firstIndex } from '../trace/list';
import type { Lookup } from './lookup';
import type { Replay } from './replay';
import type { Step } from './steps';

/** Where somebody can jump to in a replay, besides the next step. */
export type Jump = 'nextOfTask' | 'previousOfTask' | 'nextSuspension' | 'nextWakeUp';

/** The step, counted from 0, to which a jump from `step` leads; null where there is none, or no task to stay in. */
export function jumpFrom(
  { steps, trace }: Replay,
  lookup: Lookup,
  step: number,
  jump: Jump,
  task: number | null,
): number | null {
  if (jump === 'nextOfTask' || jump === 'previousOfTask')
    return task === null ? null : jumpInTask(steps, lookup.ofTask(task), step, jump);
  for (let at = step + 1; at < steps.length; at++) {
    const each = steps.at(at);
    if (each && has(each, trace.events, jump)) return at;
  }
  return null;
}

/** `own`: the indices of the task's events. */
function jumpInTask(
  steps: List<Step>,
  own: Readonly<Float64Array>,
  step: number,
  jump: 'nextOfTask' | 'previousOfTask',
): number | null {
  const { first = 0, last = -1 } = steps.at(Math.max(0, step)) ?? {};
  const event =
    jump === 'nextOfTask'
      ? own[firstIndex(own.length, (at) => (own[at] ?? 0) > last)]
      : own[firstIndex(own.length, (at) => (own[at] ?? 0) >= first) - 1];
  return event === undefined ? null : stepOf(steps, event);
}

/** The step to which the event with this index belongs. */
export function stepOf(steps: List<Step>, event: number): number {
  return firstIndex(steps.length, (at) => (steps.at(at)?.last ?? 0) >= event);
}

function has(step: Step, events: List<TraceEvent>, jump: 'nextSuspension' | 'nextWakeUp'): boolean {
  for (let index = step.first; index <= step.last; index++) {
    const event = events.at(index);
    if (jump === 'nextSuspension' && event?.kind === 'suspend') return true;
    if (jump === 'nextWakeUp' && event?.kind === 'enqueue')
      if (event.task !== null && event.waker.kind !== 'start') return true;
  }
  return false;
}
