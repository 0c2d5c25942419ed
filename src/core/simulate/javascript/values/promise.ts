import type { WaitsFor } from '../../../explain/types';
import type { Waker } from '../../../trace/format';
import type { AsyncFrame, SourcePlace } from '../../node/context';
import type { Value } from './object';
import { JSObject } from './object';

/** What happens when a promise is settled, as a microtask of its own. */
export interface Reaction {
  readonly label: string;
  /** The task whose next step it is; null for a callback. */
  readonly task: number | null;
  readonly internal: boolean;
  readonly place: SourcePlace | null;
  /** The async context in which it was registered; filled in then. */
  frame?: AsyncFrame;
  readonly run: (settled: 'fulfilled' | 'rejected', value: Value) => void;
}

/** What a pending promise is known to wait for. */
export interface Source {
  readonly waitsFor?: WaitsFor;
  readonly detail?: string | null;
  readonly watches?: readonly number[];
  readonly task?: number;
  /** The promises that settle it. */
  readonly from?: readonly PromiseObject[];
}

const unknownSource: Source = {};

export class PromiseObject extends JSObject {
  state: 'pending' | 'fulfilled' | 'rejected' = 'pending';
  result: Value = undefined;
  reactions: Reaction[] = [];
  /** Whether somebody listens to its rejection. */
  handled = false;
  source: Source = unknownSource;
  /** Its resolving functions have been used: later calls do nothing. */
  resolved = false;
  settledBy: Waker | null = null;

  override get kind(): string {
    return 'Promise';
  }
}

export interface Waiting {
  waitsFor: WaitsFor;
  detail: string | null;
  watches: number[];
  tasks: number[];
}

/** What can be said of waiting for this promise, followed back to timers, replies and async calls. */
export function describeWaiting(
  promise: PromiseObject,
  watched: ReadonlyMap<number, { readonly waitsFor: WaitsFor; readonly detail: string | null }>,
): Waiting {
  if (promise.state !== 'pending') {
    return { waitsFor: 'promise', detail: null, watches: [], tasks: [] };
  }
  const watches = new Set<number>();
  const tasks = new Set<number>();
  const seen = new Set<PromiseObject>();
  const collect = (each: PromiseObject): void => {
    if (seen.has(each) || each.state !== 'pending') return;
    seen.add(each);
    const { source } = each;
    for (const watch of source.watches ?? []) if (watched.has(watch)) watches.add(watch);
    if (source.task !== undefined) tasks.add(source.task);
    for (const from of source.from ?? []) collect(from);
  };
  collect(promise);
  const [onlyWatch] = watches;
  const about =
    watches.size === 1 && tasks.size === 0 && onlyWatch !== undefined
      ? watched.get(onlyWatch)
      : undefined;
  const guess: WaitsFor =
    tasks.size + watches.size > 1
      ? 'tasks'
      : tasks.size === 1
        ? 'task'
        : (about?.waitsFor ?? 'promise');
  return {
    waitsFor: promise.source.waitsFor ?? guess,
    detail: promise.source.detail ?? about?.detail ?? null,
    watches: [...watches],
    tasks: [...tasks],
  };
}
