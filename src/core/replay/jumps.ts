import type { TraceEvent } from '../trace/format';
import type { Replay } from './replay';
import type { Step } from './steps';

/** Where somebody can jump to in a replay, besides the next step. */
export type Jump = 'nextOfTask' | 'previousOfTask' | 'nextSuspension' | 'nextWakeUp';

/** The step, counted from 0, to which a jump from `step` leads; null where there is none, or no task to stay in. */
export function jumpFrom(
  { steps, trace }: Replay,
  step: number,
  jump: Jump,
  task: number | null,
): number | null {
  const direction = jump === 'previousOfTask' ? -1 : 1;
  for (let at = step + direction; at >= 0 && at < steps.length; at += direction) {
    const each = steps[at];
    if (each && isTarget(each, trace.events, jump, task)) return at;
  }
  return null;
}

function isTarget(
  step: Step,
  events: readonly TraceEvent[],
  jump: Jump,
  task: number | null,
): boolean {
  for (let index = step.first; index <= step.last; index++) {
    const event = events[index];
    if (event && isSought(event, jump, task)) return true;
  }
  return false;
}

function isSought(event: TraceEvent, jump: Jump, task: number | null): boolean {
  switch (jump) {
    case 'nextOfTask':
    case 'previousOfTask':
      return task !== null && event.task === task;
    case 'nextSuspension':
      return event.kind === 'suspend';
    case 'nextWakeUp':
      return event.kind === 'enqueue' && event.task !== null && event.waker.kind !== 'start';
  }
}
