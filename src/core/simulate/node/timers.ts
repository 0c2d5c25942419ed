import type { AsyncFrame, Context, SourcePlace } from './context';
import { PriorityQueue } from './priority_queue';
import type { TaskQueues } from './task_queues';

/** The longest delay in ms (`TIMEOUT_MAX`); Node replaces longer ones by 1 ms. */
const timeoutMax = 2 ** 31 - 1;

/** The delay that Node really uses: at least 1 ms, whole ms at the moment of expiry. */
export function clampDelay(ms: number): number {
  return ms >= 1 && ms <= timeoutMax ? ms : 1;
}

/** One timer (`Timeout` of lib/internal/timers.js). */
export class Timeout {
  list: TimersList | null = null;
  /** The async context in which it was started. */
  frame: AsyncFrame = undefined;
  start = 0;
  referenced = true;
  /** The entry in `scheduled timers` of the trace. */
  watch = 0;
  destroyed = false;

  constructor(
    readonly callback: () => void,
    public delay: number,
    readonly repeats: boolean,
    readonly label: string,
    readonly place: SourcePlace | null,
  ) {}
}

/** Timers of one duration, in the order they were started: only the first has to be looked at. */
class TimersList {
  position = 0;
  readonly timers = new Set<Timeout>();

  constructor(
    public expiry: number,
    readonly delay: number,
  ) {}

  get first(): Timeout | undefined {
    for (const timer of this.timers) return timer;
    return undefined;
  }
}

/** Milliseconds as people write them: `2 s`, `1.5 s`, `100 ms`. */
export function durationText(ms: number): string {
  return ms >= 1000 ? `${Math.round(ms) / 1000} s` : `${Math.round(ms * 1000) / 1000} ms`;
}

/** Node's timers: a list per duration, the lists in a priority queue by their first expiry (lib/internal/timers.js). */
export class Timers {
  private readonly lists = new Map<number, TimersList>();
  private readonly queue = new PriorityQueue<TimersList>((list) => list.expiry);
  private referencedCount = 0;

  constructor(
    private readonly context: Context,
    private readonly taskQueues: TaskQueues,
  ) {}

  get keepsAlive(): boolean {
    return this.referencedCount > 0;
  }

  /** When the next list is due, in ms; undefined without timers. */
  get nextExpiry(): number | undefined {
    return this.queue.peek()?.expiry;
  }

  start(timer: Timeout): void {
    timer.destroyed = false;
    timer.frame = this.context.frame;
    if (timer.referenced) this.referencedCount++;
    this.insert(timer, this.context.writer.now);
  }

  clear(timer: Timeout): void {
    if (timer.destroyed) return;
    timer.destroyed = true;
    if (timer.referenced) this.referencedCount--;
    if (timer.list) {
      this.context.unwatch(timer.watch);
      this.remove(timer);
    }
  }

  setReferenced(timer: Timeout, referenced: boolean): void {
    if (timer.referenced === referenced) return;
    timer.referenced = referenced;
    if (!timer.destroyed) this.referencedCount += referenced ? 1 : -1;
  }

  /** `timer.refresh()`: starts the delay again. */
  refresh(timer: Timeout): void {
    if (timer.destroyed) {
      this.start(timer);
      return;
    }
    if (timer.list) {
      this.context.unwatch(timer.watch);
      this.remove(timer);
    }
    this.insert(timer, this.context.writer.now);
  }

  /** `processTimers`: runs every timer that is due, ticks and microtasks after each. */
  process(): void {
    let ranAtLeastOneList = false;
    for (let list = this.queue.peek(); list; list = this.queue.peek()) {
      if (list.expiry > this.context.writer.now) break;
      if (ranAtLeastOneList) this.taskQueues.runNextTicks();
      else ranAtLeastOneList = true;
      this.listOnTimeout(list);
    }
    if (ranAtLeastOneList) this.taskQueues.runNextTicks();
  }

  private listOnTimeout(list: TimersList): void {
    const { now } = this.context.writer;
    let ranAtLeastOneTimer = false;
    for (let timer = list.first; timer; timer = list.first) {
      const elapsed = now - timer.start;
      if (elapsed < list.delay) {
        list.expiry = Math.max(timer.start + list.delay, now + 1);
        this.queue.percolateDown(list.position);
        return;
      }
      if (ranAtLeastOneTimer) this.taskQueues.runNextTicks();
      else ranAtLeastOneTimer = true;
      // The ticks may have cleared it.
      if (timer.destroyed || timer.list !== list) continue;
      list.timers.delete(timer);
      timer.list = null;
      this.runTimer(timer);
    }
    // A timer that was started meanwhile has put its own list in this one's place, or gone into this one.
    if (this.lists.get(list.delay) === list) {
      this.lists.delete(list.delay);
      this.queue.remove(list);
    }
  }

  private runTimer(timer: Timeout): void {
    const { context } = this;
    const { now } = context.writer;
    const waker = { kind: 'timer', task: null, watch: timer.watch } as const;
    context.task = null;
    context.place = timer.place;
    context.fire(timer.watch);
    const job = context.enqueue('timers', {
      label: timer.label,
      place: timer.place,
      waker,
      frame: timer.frame,
      run: timer.callback,
    });
    if (!timer.repeats) {
      timer.destroyed = true;
      if (timer.referenced) this.referencedCount--;
    }
    context.run(job);
    if (timer.repeats && !timer.destroyed && !timer.list) this.insert(timer, now);
  }

  private insert(timer: Timeout, start: number): void {
    const { delay } = timer;
    timer.start = start;
    const key = Math.trunc(delay);
    const detail = durationText(delay);
    const about = { waitsFor: 'timer', detail } as const;
    timer.watch = this.context.watch('timers', `${detail} timer`, start + key, about);
    let list = this.lists.get(key);
    if (!list) {
      list = new TimersList(start + key, key);
      this.lists.set(key, list);
      this.queue.insert(list);
    }
    list.timers.add(timer);
    timer.list = list;
  }

  private remove(timer: Timeout): void {
    const { list } = timer;
    if (!list) return;
    list.timers.delete(timer);
    timer.list = null;
    if (list.timers.size === 0 && this.lists.get(list.delay) === list) {
      this.lists.delete(list.delay);
      this.queue.remove(list);
    }
  }
}
