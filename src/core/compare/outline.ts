import type { SuspendEvent, TraceTask } from '../trace/format';
import type { LongTrace } from '../trace/read';

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
}

/** One trace, as far as it is compared. */
export interface Outline {
  readonly tasks: readonly OutlinedTask[];
  /** In the order of the source. */
  readonly sites: readonly Site[];
  /** The tasks' ids in the order in which they went on after a suspension. */
  readonly resumed: readonly number[];
  /** The tasks' ids in the order in which they ended. */
  readonly ended: readonly number[];
}

export const never: Suspended = { count: 0, totalMs: 0, longestMs: 0 };

export function add(sum: Suspended, { count, totalMs, longestMs }: Suspended): Suspended {
  return {
    count: sum.count + count,
    totalMs: sum.totalMs + totalMs,
    longestMs: Math.max(sum.longestMs, longestMs),
  };
}

interface Draft {
  createdAt: string;
  suspended: Suspended;
  readonly sites: Map<Site, Suspended>;
  open: { readonly site: Site | null; readonly since: number } | null;
}

/** Reads a trace once. A suspension without an end lasts until the end of the trace. */
export function outlineOf(trace: LongTrace): Outline {
  const drafts = new Map<number, Draft>();
  for (const { id } of trace.tasks)
    drafts.set(id, { createdAt: '', suspended: never, sites: new Map(), open: null });
  const sites = new Map<string, Site>();
  const resumed: number[] = [];
  const ended: number[] = [];
  const names = new Map(trace.tasks.map((task) => [task.id, task.function]));
  for (const event of trace.events) {
    const draft = event.task === null ? undefined : drafts.get(event.task);
    if (!draft) continue;
    const { line = 0, column = 0 } = event;
    if (event.kind === 'create') {
      if (line > 0) draft.createdAt = `${line}:${column}`;
    } else if (event.kind === 'suspend') {
      const owner = event.chain.at(-1)?.function ?? names.get(event.task) ?? '';
      const { keyword, waitsFor } = event;
      const key = JSON.stringify([line, column, owner]);
      const site = sites.get(key) ?? { function: owner, line, column, keyword, waitsFor };
      if (line > 0) sites.set(key, site);
      draft.open = { site: line > 0 ? site : null, since: event.t };
    } else if (event.kind === 'resume' && !event.first) {
      resumed.push(event.task);
      close(draft, event.t);
    } else if (event.kind === 'end') {
      ended.push(event.task);
      close(draft, event.t);
    }
  }
  for (const draft of drafts.values()) close(draft, trace.endMs);
  return {
    tasks: trace.tasks.map((task) => {
      const { createdAt = '', suspended = never, sites: own } = drafts.get(task.id) ?? {};
      return { ...task, createdAt, suspended, sites: own ?? new Map<Site, Suspended>() };
    }),
    sites: [...sites.values()].sort((a, b) => a.line - b.line || a.column - b.column),
    resumed,
    ended,
  };
}

function close(draft: Draft, t: number): void {
  if (!draft.open) return;
  const { site, since } = draft.open;
  const once = { count: 1, totalMs: t - since, longestMs: t - since };
  draft.suspended = add(draft.suspended, once);
  if (site) draft.sites.set(site, add(draft.sites.get(site) ?? never, once));
  draft.open = null;
}
