import type { Trace } from '../trace/format';

/** Where a walkthrough starts: the whole file as if run, or one function with its parameters unknown. */
export type Entry =
  { readonly kind: 'module' } | { readonly kind: 'function'; readonly name: string };

export interface WalkthroughOptions {
  readonly entry: Entry;
  /** The file's name as it goes into the trace. */
  readonly file: string;
  /** Events after which an endless program is cut. */
  readonly maxEvents?: number;
}

/** What a walkthrough gives: a trace, or the one sentence that says why there is none. */
export type Walkthrough = { readonly trace: Trace } | { readonly problem: string };
