import * as l10n from '@vscode/l10n';

/** What becomes of the value of an await. */
export type Use = 'assigned' | 'returned' | 'dropped' | 'used';

/** Where a suspension point stands. */
export interface Place {
  readonly use: Use;
  /** The name, or text of the target, that receives the value. */
  readonly target: string | null;
  /** Whether it may run more than once in one run of its function. */
  readonly inLoop: boolean;
  /** Whether what is awaited is the variable of the loop around it, and so was made before. */
  readonly isElement?: boolean;
}

/** What holds in a loop; `isStarted` tells whether what it waits for has begun before the loop comes to it. */
export function loopNote(isStarted: boolean): string {
  return isStarted
    ? l10n.t('In a loop: one after the other, while those still to come go on.')
    : l10n.t('In a loop: one at a time, each iteration waits for the last.');
}
