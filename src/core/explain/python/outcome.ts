import * as l10n from '@vscode/l10n';
import type { Reading } from '../explainer';
import type { Place } from '../place';
import { loopNote } from '../place';
import type { Waiting } from '../waiting';
import { thingOf } from '../waiting';
import { allOf } from '../words';
import { aliasOf } from './place';

/** What comes after the wait: the last of the five steps, and what else holds at the point. */

/** The last step, where it is more than going on exactly here; `who` is the function that waits. */
export function lastStep(
  { point: { info, operands }, all, waiting: main }: Reading,
  who: string,
  { target }: Place,
): string | null {
  const value = (waiting: Waiting) =>
    waiting.wait.value?.(waiting.words(40)) ?? l10n.t('its result');
  switch (info.keyword) {
    case 'async for':
    case 'async comprehension':
      return target === null
        ? null
        : l10n.t(
            'Each time, {0} lands in {1} and the body runs, until StopAsyncIteration.',
            main.wait.value ? value(main) : l10n.t('the next item'),
            target,
          );
    case 'async with': {
      const exits = all.slice(operands.length);
      const entered = operands.flatMap((operand, index) => {
        const name = aliasOf(operand);
        const enter = all[index];
        if (name === null || !enter) return [];
        const given = enter.wait.value ? value(enter) : l10n.t('what entering gives');
        return l10n.t('{0} lands in {1}.', upper(given), name);
      });
      const exit = exits.find(mayWait);
      return [
        ...(entered.length > 0 ? entered : [l10n.t('{0} runs the block.', who)]),
        exit === undefined
          ? l10n.t('Leaving does not suspend.')
          : exit.suspends() === 'always'
            ? l10n.t('Leaving waits for {0}.', thingOf(exit, 40))
            : l10n.t('Leaving may wait for {0}.', thingOf(exit, 40)),
      ].join(' ');
    }
    default:
      return null;
  }
}

/** The loop that a point which may wait stands in, and the other waits of an `async with`; `isStarted` as for `loopNote`. */
export function notesOn(
  { point: { info, operands }, all, waiting: main }: Reading,
  { inLoop }: Place,
  isStarted: boolean,
): string[] {
  const notes: string[] = [];
  if (inLoop && info.keyword !== 'yield' && all.some(mayWait)) notes.push(loopNote(isStarted));
  if (operands.length > 1) {
    // The main wait is one of them, and the last step tells of the first exit; the others enter and leave around them.
    const told = [main, all.slice(operands.length).find(mayWait)];
    const others = (ends: readonly Waiting[]) =>
      ends.filter((other) => !told.includes(other) && mayWait(other));
    notes.push(
      ...alsoEntered(others(all.slice(0, operands.length))),
      ...alsoLeft(others(all.slice(operands.length))),
    );
  }
  return notes;
}

/** Which of several items of an `async with` wait on the way in, beside the one that the explanation is of. */
function alsoEntered(others: readonly Waiting[]): string[] {
  if (others.length === 0) return [];
  const things = allOf(others.map((other) => thingOf(other, 40)));
  return [
    others.every(waitsSurely)
      ? l10n.t('The items are entered one after another; it also waits for {0}.', things)
      : l10n.t('The items are entered one after another; it may also wait for {0}.', things),
  ];
}

/** Which of them wait on the way out. */
function alsoLeft(others: readonly Waiting[]): string[] {
  if (others.length === 0) return [];
  const things = allOf(others.map((other) => thingOf(other, 40)));
  return [
    others.every(waitsSurely)
      ? l10n.t('The items are left in turn, the last first; it also waits for {0}.', things)
      : l10n.t('The items are left in turn, the last first; it may also wait for {0}.', things),
  ];
}

function waitsSurely(waiting: Waiting): boolean {
  return waiting.suspends() === 'always';
}

function mayWait(waiting: Waiting): boolean {
  return waiting.suspends() !== 'never';
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
