import type { TraceEvent } from '../trace/format';
import type { List } from '../trace/list';

/** Finds something out about a trace by one look at each event, so that several can share the way through a long one. */
export interface Collector<T> {
  /** Takes the next event; `index` is its place in the trace. */
  add(event: TraceEvent, index: number): void;
  /** What has been found, once all events have been added. */
  take(): T;
}

/** Shows all events to some collectors. */
export function collect(events: List<TraceEvent>, ...collectors: Collector<unknown>[]): void {
  for (let index = 0; index < events.length; index++) {
    const event = events.at(index);
    if (!event) return;
    for (const collector of collectors) collector.add(event, index);
  }
}

/** What one collector finds in all events. */
export function collected<T>(events: List<TraceEvent>, collector: Collector<T>): T {
  collect(events, collector);
  return collector.take();
}
