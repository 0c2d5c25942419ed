import type { SuspendEvent, TraceTask } from '../trace/format';
import type { LongTrace } from '../trace/read';
import type { Status } from './stretch';
import { stretchShape } from './stretch';

/** How often something was suspended, and for how long: in all, and at the longest. Times are in ms. */
export interface Suspended {
  readonly count: number;
  readonly totalMs: number;
  readonly longestMs: number;
}

/** An await of the source at which some task was suspended; lines and columns count from 1. */
export interface Site extends Pick<SuspendEvent, 'keyword' | 'waitsFor'> {
  readonly function: string;
  readonly line: number;
  readonly column: number;
}

export interface OutlinedTask extends TraceTask {
  /** Where it was created (`line:column`); empty if the trace does not tell. */
  readonly createdAt: string;
  readonly suspended: Suspended;
  readonly sites: ReadonlyMap<Site, Suspended>;
  /** What it did when, as `stretchShape` writes it; an await's number is its place among the outline's sites. */
  readonly life: readonly number[];
}

/** One trace, as far as it is compared. */
export interface Outline {
  readonly tasks: readonly OutlinedTask[];
  /** In the order in which they were first reached, each with how long all tasks together were suspended there. */
  readonly sites: ReadonlyMap<Site, Suspended>;
  /** The tasks' ids in the order in which they went on after a suspension. */
  readonly resumed: readonly number[];
  /** The tasks' ids in the order in which they ended. */
  readonly ended: readonly number[];
  /** The lines that the program printed. */
  readonly printed: readonly string[];
}

export const never: Suspended = { count: 0, totalMs: 0, longestMs: 0 };

/** Reads a trace once. A suspension without an end lasts until the end of the trace. */
export function outlineOf(trace: LongTrace): Outline {
  const sites = new Sites();
  const drafts = new Map(trace.tasks.map((task) => [task.id, new Draft(task, sites)]));
  const resumed: number[] = [];
  const ended: number[] = [];
  for (const event of trace.events) {
    const draft = event.task === null ? undefined : drafts.get(event.task);
    if (!draft) continue;
    switch (event.kind) {
      case 'create':
        draft.create(event.t, event.line, event.column);
        break;
      case 'enqueue':
        draft.enqueue(event.t);
        break;
      case 'suspend':
        draft.suspend(event);
        break;
      case 'resume':
        if (!event.first) resumed.push(event.task);
        draft.goOn('running', event.t);
        break;
      case 'end':
        ended.push(event.task);
        draft.goOn(null, event.t);
        break;
      default:
    }
  }
  for (const draft of drafts.values()) draft.goOn(null, trace.endMs);
  return {
    tasks: [...drafts.values()].map((draft) => draft.outlined),
    sites: sites.sums,
    resumed,
    ended,
    printed: trace.stdout,
  };
}

/** An await, and its place among those that have been reached. */
interface Reached {
  readonly site: Site;
  readonly number: number;
}

/** The awaits that have been reached, and what they add up to. */
class Sites {
  readonly sums = new Map<Site, Suspended>();
  private readonly known = new Map<string, Reached>();

  /** Null where the trace does not say where it is. */
  reach(event: SuspendEvent, task: TraceTask): Reached | null {
    const { line = 0, column = 0, keyword, waitsFor } = event;
    if (line === 0) return null;
    const owner = event.chain.at(-1)?.function ?? task.function;
    const key = JSON.stringify([line, column, owner]);
    let found = this.known.get(key);
    if (!found) {
      const site = { function: owner, line, column, keyword, waitsFor };
      found = { site, number: this.known.size };
      this.known.set(key, found);
      this.sums.set(site, never);
    }
    return found;
  }
}

/** A task while its trace is read. */
class Draft {
  private createdAt = '';
  private suspended = never;
  private readonly own = new Map<Site, Suspended>();
  private readonly life: number[] = [];
  /** What it does, and since when; null before it is there and when it is over. */
  private now: { readonly status: Status; readonly since: number } | null = null;
  /** The suspension from which it has not gone on yet. */
  private open: { readonly since: number; readonly at: Reached | null } | null = null;

  constructor(
    private readonly task: TraceTask,
    private readonly sites: Sites,
  ) {}

  get outlined(): OutlinedTask {
    const { task, createdAt, suspended, own, life } = this;
    return { ...task, createdAt, suspended, sites: own, life };
  }

  create(t: number, line = 0, column = 0): void {
    if (line > 0) this.createdAt = `${line}:${column}`;
    this.enter('created', t);
  }

  /** What runs is put in a queue for a later step, and what is over only for who waits for it. */
  enqueue(t: number): void {
    if (this.now && this.now.status !== 'running') this.enter('ready', t);
  }

  suspend(event: SuspendEvent): void {
    this.goOn('suspended', event.t);
    this.open = { since: event.t, at: this.sites.reach(event, this.task) };
  }

  /** A suspension is over when the next step begins, which may be some time after the task is ready. */
  goOn(status: Status | null, t: number): void {
    this.enter(status, t);
    if (!this.open) return;
    const { since, at } = this.open;
    this.open = null;
    this.suspended = add(this.suspended, t - since);
    if (!at) return;
    for (const sums of [this.own, this.sites.sums])
      sums.set(at.site, add(sums.get(at.site) ?? never, t - since));
  }

  private enter(status: Status | null, t: number): void {
    if (this.now) {
      const { status: before, since } = this.now;
      const place = before === 'suspended' ? (this.open?.at?.number ?? null) : null;
      const stretch = { status: before, from: since, to: t, await: place };
      this.life.push(...stretchShape.write(stretch));
    }
    this.now = status && { status, since: t };
  }
}

function add({ count, totalMs, longestMs }: Suspended, ms: number): Suspended {
  return { count: count + 1, totalMs: totalMs + ms, longestMs: Math.max(longestMs, ms) };
}
