import type { TraceEvent } from '../trace/format';
import { Numbers } from '../trace/list';
import type { LongTrace } from '../trace/read';
import type { Collector } from './collect';
import { collected } from './collect';

/** Where in a trace what is, as plain data: pairs of an id and the index of an event, in the order of the ids. */
export interface LookupNumbers {
  readonly watches: Float64Array<ArrayBuffer>;
  readonly entries: Float64Array<ArrayBuffer>;
  /** The indices of all events of each task, one task after the other. */
  readonly ofTasks: Float64Array<ArrayBuffer>;
  /** Three numbers a task: its id, and from where until where its events are in `ofTasks`. */
  readonly tasks: Float64Array<ArrayBuffer>;
}

const none = new Float64Array(0);

/** Finds events by the ids that they give out or belong to, without looking through the trace. */
export class Lookup {
  private readonly ranges = new Map<number, readonly [number, number]>();

  constructor(private readonly numbers: LookupNumbers) {
    const { tasks } = numbers;
    for (let at = 0; at + 2 < tasks.length; at += 3)
      this.ranges.set(tasks[at] ?? 0, [tasks[at + 1] ?? 0, tasks[at + 2] ?? 0]);
  }

  /** How many tasks have events. */
  get taskCount(): number {
    return this.ranges.size;
  }

  /** The index of the event that begins a watch; undefined where none does. */
  watch(id: number): number | undefined {
    return find(this.numbers.watches, id);
  }

  /** The index of the event that puts an entry in its queue; undefined where none does. */
  entry(id: number): number | undefined {
    return find(this.numbers.entries, id);
  }

  /** The indices of a task's events, in order. */
  ofTask(id: number): Readonly<Float64Array> {
    const range = this.ranges.get(id);
    return range ? this.numbers.ofTasks.subarray(...range) : none;
  }
}

export function lookupNumbers({ events }: Pick<LongTrace, 'events'>): LookupNumbers {
  return collected(events, new LookupCollector());
}

/** Finds the same. */
export class LookupCollector implements Collector<LookupNumbers> {
  private readonly watches = new Numbers();
  private readonly entries = new Numbers();
  /** The task of each event; not a number for none. */
  private readonly owners = new Numbers();
  /** How many events each task has. */
  private readonly counts = new Map<number, number>();

  add(event: TraceEvent, index: number): void {
    const { task } = event;
    if (event.kind === 'watch') pushPair(this.watches, event.watch, index);
    else if (event.kind === 'enqueue') pushPair(this.entries, event.entry, index);
    this.owners.push(task ?? Number.NaN);
    if (task !== null) this.counts.set(task, (this.counts.get(task) ?? 0) + 1);
  }

  take(): LookupNumbers {
    const { counts } = this;
    const tasks = new Float64Array(counts.size * 3);
    const next = new Map<number, number>();
    let [from, at] = [0, 0];
    for (const [id, count] of counts) {
      tasks.set([id, from, from + count], at);
      next.set(id, from);
      from += count;
      at += 3;
    }
    const ofTasks = new Float64Array(from);
    for (const [index, task] of this.owners.take().entries()) {
      const place = next.get(task);
      if (place === undefined) continue;
      ofTasks[place] = index;
      next.set(task, place + 1);
    }
    return {
      watches: inOrder(this.watches.take()),
      entries: inOrder(this.entries.take()),
      tasks,
      ofTasks,
    };
  }
}

function pushPair(numbers: Numbers, id: number, index: number): void {
  numbers.push(id);
  numbers.push(index);
}

/** By id; of two with the same id the later one last. Ids mostly grow, and then nothing is to be done. */
function inOrder(pairs: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  let grows = true;
  for (let at = 2; at < pairs.length && grows; at += 2)
    grows = (pairs[at - 2] ?? 0) <= (pairs[at] ?? 0);
  if (grows) return pairs;
  const order = Array.from({ length: pairs.length / 2 }, (_, index) => index).sort(
    (a, b) => (pairs[a * 2] ?? 0) - (pairs[b * 2] ?? 0),
  );
  return Float64Array.from(
    order.flatMap((index) => [pairs[index * 2] ?? 0, pairs[index * 2 + 1] ?? 0]),
  );
}

/** The index that belongs to the last pair with this id. */
function find(pairs: Float64Array, id: number): number | undefined {
  let low = 0;
  let high = pairs.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pairs[middle * 2] ?? 0) > id) high = middle;
    else low = middle + 1;
  }
  return low > 0 && pairs[(low - 1) * 2] === id ? pairs[(low - 1) * 2 + 1] : undefined;
}
