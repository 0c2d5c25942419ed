import type { Choice, Trace } from '../trace/format';

/** Where a walkthrough starts: the whole file as if run, or one function with its parameters unknown. */
export type Entry =
  | { readonly kind: 'module' }
  | {
      readonly kind: 'function';
      readonly name: string;
      /**
       * Which of the functions of that name, counted from 0 in source order; the first unless given. For JavaScript,
       * where many are called `<arrow>`: of Python's it is the one that the module's own code makes.
       */
      readonly occurrence?: number;
    };

export interface WalkthroughOptions {
  readonly entry: Entry;
  /** The file's name as it goes into the trace. */
  readonly file: string;
  /** Events after which an endless program is cut. */
  readonly maxEvents?: number;
  /** What to assume where a walkthrough without them would assume something else. */
  readonly choices?: readonly Choice[];
}

/** What a walkthrough gives: a trace, or the one sentence that says why there is none. */
export type Walkthrough = { readonly trace: Trace } | { readonly problem: string };
