import * as l10n from '@vscode/l10n';
import type { SuspensionPoint } from '../suspension/types';
import type { Wait } from './catalog/schema';
import type { Leaf, Waiting } from './waiting';
import { quoteWidth, thingOf } from './waiting';

/** Where a point with these waits finally waits; null if for nothing worth naming. */
export function leafOf(
  { range }: SuspensionPoint,
  all: readonly Waiting[],
  isTurnNamed = false,
): Leaf | null {
  const told = all.filter(
    (one) => one.suspends() !== 'never' && (isTurnNamed || !isMereTurn(one.wait)),
  );
  const waiting = told.find((one) => one.suspends() === 'always') ?? told[0];
  if (!waiting) return null;
  return waiting.leaf ?? { waiting, line: range.start.line + 1, file: null };
}

/**
 * How much must hold for a run that has come to a point to wait there, the calls on the way counted in: nothing for what
 * always waits, most for what seldom does. Of what is not known, anything else says more.
 */
export function conditionsOf({ waiting, conditions }: Leaf, isAlways: boolean): number {
  const { wait, alternatives } = waiting;
  if (wait.waitsFor === 'unknown') return Infinity;
  // Of a call that could not be followed to its end, a place where another surely waits says more.
  if (isUnfollowed(waiting) && conditions === undefined) return unfollowed;
  if (alternatives?.some((one) => one.wait.waitsFor === 'unknown') === true) return unclear;
  const isSeldom = wait.waitsFor === 'lock' || wait.seldom === true;
  const inner = Math.max(0, ...(alternatives ?? []).map(({ leaf }) => leaf?.conditions ?? 0));
  return conditions ?? (isAlways ? 0 : isSeldom ? seldom : 1 + inner);
}

/** Of a call that could not be followed to its end. */
export const unfollowed = 100;

/** Of what may be something that is not known, so that a wait of which all is known is named before. */
const unclear = 50;

/** Of what seldom waits, so that a wait in a branch of a function called on the way is named before. */
const seldom = 8;

/** Whether a wait is for a call of a function whose own waits are not known. */
export function isUnfollowed({ wait, leaf, alternatives }: Waiting): boolean {
  return !leaf && !alternatives && (wait.waitsFor === 'coroutine' || wait.isTooDeep === true);
}

/** Whether a wait is over at the next turn of the microtask queue: a function that calls on has others to name. */
export function isMereTurn({ waitsFor, mechanism }: Wait): boolean {
  return waitsFor === 'nothing' || (mechanism === 'turn' && waitsFor !== 'timer');
}

/** How much less a mere turn of the loop says than a wait for something that no more must hold for. */
const mereTurn = 1;

/** What counts against naming a leaf that a run need not come to: of others, a turn of the loop says least. */
export function lessTelling({ waiting: { wait, words } }: Leaf): number {
  return wait.mechanism === 'turn' || wait.isTurn?.(words(quoteWidth)) === true ? mereTurn : 0;
}

/** What a leaf waits for and where, for the texts about the functions above it. */
export function leafWords({ waiting }: Leaf, width: number): { thing: string } {
  return { thing: thingOf(waiting, width) };
}

/** Where a leaf waits, as a sentence says it. */
export function lineOf({ line, file }: Leaf): string {
  return file === null ? l10n.t('line {0}', line) : l10n.t('line {0} of {1}', line, file);
}

/** Two leaves of one function in the order of their lines. */
export function inOrder(one: Leaf, other: Leaf): readonly [Leaf, Leaf] {
  return other.line < one.line ? [other, one] : [one, other];
}
