/** A place where something happens; positions are one-based lines and one-based UTF-16 columns, as in a trace. */
export interface Site {
  readonly id: number;
  /** What the language calls it; for `callback` a function that is handed to `then`, `setTimeout` or their like. */
  readonly keyword: 'await' | 'for await' | 'await using' | 'yield' | 'callback';
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The name that receives the value; null where none does. */
  readonly into: string | null;
  /** Position of the call that is awaited; null where no call is. */
  readonly call: readonly [line: number, column: number, endLine: number, endColumn: number] | null;
}

export interface FunctionSite {
  readonly id: number;
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Definitions {
  readonly file: string;
  readonly functions: readonly FunctionSite[];
  readonly sites: readonly Site[];
}
