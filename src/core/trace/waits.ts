import type { SuspendEvent, Trace, Waker } from './format';

/** One time that a task gave up control. */
export interface Wait {
  readonly suspend: SuspendEvent;
  /** From giving up control until the step that goes on; in ms. */
  readonly ms: number;
  /** How much of that it was ready and waited for its turn, in ms. */
  readonly readyMs: number;
  /** What woke it; null where nothing was seen to. */
  readonly waker: Waker | null;
}

/** All waits of a trace that came to an end, in the order of their ends. */
export function waitsOf({ events }: Trace): Wait[] {
  const waits: Wait[] = [];
  const open = new Map<number, SuspendEvent>();
  const woken = new Map<number, { readonly t: number; readonly waker: Waker }>();
  for (const event of events) {
    if (event.task === null) continue;
    if (event.kind === 'suspend') {
      open.set(event.task, event);
      woken.delete(event.task);
    } else if (event.kind === 'enqueue') {
      woken.set(event.task, event);
    } else if (event.kind === 'resume') {
      const suspend = open.get(event.task);
      open.delete(event.task);
      if (suspend === undefined) continue;
      const wake = woken.get(event.task);
      waits.push({
        suspend,
        ms: event.t - suspend.t,
        readyMs: wake === undefined ? 0 : event.t - wake.t,
        waker: wake?.waker ?? null,
      });
    }
  }
  return waits;
}
