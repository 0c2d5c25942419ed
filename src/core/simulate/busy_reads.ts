import type { TraceEvent } from '../trace/format';

/** Looks at the clock in one run of code after which it counts as waiting for time to pass (`while (Date.now() < end)`). */
const readsOfBusyWait = 500;

/** Tells code that looks at the clock over and over, which waits for time to pass, from code that looks now and then. */
export class BusyReads {
  /** How often the program has looked at the clock. */
  total = 0;
  /** How often since the trace had so many events, and where. */
  private count = 0;
  private events = 0;
  private readonly places = new Set<unknown>();

  /** The program looks at the clock at a place; `passTime` lets a millisecond pass for code that waits for that. */
  read(place: unknown, events: readonly TraceEvent[], passTime: () => void): void {
    this.total++;
    if (this.events !== events.length) this.places.clear();
    // Code that looks at it elsewhere has waited long enough.
    if (!this.places.has(place)) this.count = 0;
    this.places.add(place);
    if (++this.count > readsOfBusyWait) {
      passTime();
      this.count = readsOfBusyWait;
    }
    this.events = events.length;
  }
}

/** Makes a busy wait that a trace ends with a millisecond longer, so that all of it is one stretch; false if it does not end with one at `now`. */
export function isLengthened(events: TraceEvent[], now: number): boolean {
  const last = events.at(-1);
  if (last?.kind !== 'block' || Math.abs(last.t + last.ms - now) > 0.001) return false;
  events[events.length - 1] = { ...last, ms: last.ms + 1 };
  return true;
}
