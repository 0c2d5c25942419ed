import type { EventKind } from '../trace/format';
import { firstIndex } from '../trace/list';
import type { Context } from './context';
import type { Place } from './state';

/** The events of a task whose position is where its own code is; of others it is where somebody else's is. */
const ownKinds: ReadonlySet<EventKind> = new Set<EventKind>([
  ...(['resume', 'suspend', 'end', 'pass', 'call', 'return'] as const),
  ...(['output', 'block'] as const),
]);

/** Events of the task that are looked at each way: a step has a few, a trace from a stranger may have any number. */
const mostLooked = 1_000;

/**
 * Where a task is in the source once the event with index `last` has been applied: the place that its code has come to, as where it
 * is parked; where it is created if it has not begun, or is still to be created. Null where the trace gives none.
 */
export function whereabouts(task: number, last: number, context: Context): Place | null {
  const { events } = context.trace;
  const own = context.lookup.ofTask(task);
  const after = firstIndex(own.length, (at) => (own[at] ?? 0) > last);
  for (let at = after - 1; at >= Math.max(0, after - mostLooked); at--) {
    const event = events.at(own[at] ?? Infinity);
    const place = event && ownKinds.has(event.kind) ? context.place(event) : null;
    if (place) return place;
  }
  for (let at = 0; at < Math.min(own.length, mostLooked); at++) {
    const event = events.at(own[at] ?? Infinity);
    const begins = event?.kind === 'create' || event?.kind === 'resume';
    const place = begins ? context.place(event) : null;
    if (place) return place;
  }
  return null;
}
