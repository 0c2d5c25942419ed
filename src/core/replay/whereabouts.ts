import type { EventKind, TraceEvent } from '../trace/format';
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
  const event = cameTo(task, last, context);
  return event && context.place(event);
}

/** The event that says where the task is. */
export function cameTo(task: number, last: number, context: Context): TraceEvent | null {
  const own = context.lookup.ofTask(task);
  const found = lastOf(task, last, context, (event) => ownKinds.has(event.kind) && isPlaced(event));
  if (found) return found;
  for (let at = 0; at < Math.min(own.length, mostLooked); at++) {
    const event = context.trace.events.at(own[at] ?? Infinity);
    if ((event?.kind === 'create' || event?.kind === 'resume') && isPlaced(event)) return event;
  }
  return null;
}

/** The task's last event, at or before the one with index `last`, that is `wanted`; null where there is none near by. */
export function lastOf(
  task: number,
  last: number,
  { lookup, trace }: Context,
  wanted: (event: TraceEvent) => boolean,
): TraceEvent | null {
  const own = lookup.ofTask(task);
  const after = firstIndex(own.length, (at) => (own[at] ?? 0) > last);
  for (let at = after - 1; at >= Math.max(0, after - mostLooked); at--) {
    const event = trace.events.at(own[at] ?? Infinity);
    if (event && wanted(event)) return event;
  }
  return null;
}

function isPlaced({ line, column }: TraceEvent): boolean {
  return line !== undefined && column !== undefined;
}
