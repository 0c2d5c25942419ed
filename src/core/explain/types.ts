/** What the event loop watches for on behalf of a suspended coroutine. */
export type WaitsFor =
  | 'timer'
  | 'network'
  | 'file'
  | 'process'
  | 'thread'
  | 'task'
  | 'tasks'
  | 'lock'
  | 'queue'
  | 'event'
  | 'coroutine'
  | 'iterator'
  | 'promise'
  | 'nothing'
  | 'unknown';

/** Whether control really goes back to the event loop at this point. */
export type Suspends = 'always' | 'maybe' | 'never';

/** What is known of one suspension point, in short. All texts are plain text, never markup. */
export interface Gist {
  /** Source of what is awaited, on one line, shortened in the middle if it is long. */
  readonly awaited: string;
  /** Dotted name of what is called, imports and aliases resolved (`asyncio.sleep`); null if no call or not known. */
  readonly callee: string | null;
  readonly waitsFor: WaitsFor;
  readonly suspends: Suspends;
  /** At most 60 UTF-16 code units: what it waits for, for a code lens. */
  readonly lens: string;
}

/** An exception that can be raised at a suspension point. */
export interface Raised {
  /**
   * The class, as the library's users write it: `TimeoutError`, `asyncio.CancelledError`. Null where what other
   * code raises comes out, of whatever class that is.
   */
  readonly error: string | null;
  /** When, or whose exception it is: one sentence. */
  readonly when: string;
}

/** All that is known of one suspension point. */
export interface Explanation extends Gist {
  /** The concrete thing: `2 s`, `queue orders`, `lock cache_lock`; null where nothing more is known. */
  readonly detail: string | null;
  /** Why it always, maybe or never suspends, as one sentence; null where every await of the language does. */
  readonly suspendsBecause: string | null;
  /** What makes the coroutine runnable again, as one sentence. */
  readonly wokenBy: string;
  /** The name (or target text) that receives the value; null where the value is dropped. */
  readonly resumesInto: string | null;
  /** One sentence for people in a hurry: what it waits for. */
  readonly summary: string;
  /**
   * The five steps: what is registered; this coroutine pauses and control goes back to the loop;
   * what the loop watches; what resumes it; which value lands where.
   */
  readonly steps: readonly [string, string, string, string, string];
  /** What can be raised here, cancellation last; only what is known, so not all that the awaited code may raise. */
  readonly raises: readonly Raised[];
  /** What people often get wrong here, each a whole sentence. May be empty. */
  readonly mistakes: readonly string[];
  /**
   * What else holds here, each a whole sentence: the loop it stands in, the other end of an
   * `async with`, what one failure does to others. May be empty.
   */
  readonly notes: readonly string[];
  /** The official page about it. */
  readonly documentation: { readonly title: string; readonly url: string };
}
