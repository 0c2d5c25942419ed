/** What becomes of the value of an await. */
export type Use = 'assigned' | 'returned' | 'dropped' | 'used';

/** Where a suspension point stands. */
export interface Place {
  readonly use: Use;
  /** The name, or text of the target, that receives the value. */
  readonly target: string | null;
  /** Whether it may run more than once in one run of its function. */
  readonly inLoop: boolean;
}
