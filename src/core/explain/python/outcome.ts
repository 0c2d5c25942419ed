import * as l10n from '@vscode/l10n';
import type { Reading } from '../explainer';
import type { Place } from '../place';
import type { Waiting } from '../waiting';
import { thingOf } from '../waiting';
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

/** The loop that a point stands in, and the other waits of an `async with`. */
export function notesOn(
  { point: { info, operands }, all, waiting: main }: Reading,
  { inLoop }: Place,
): string[] {
  const notes: string[] = [];
  if (inLoop && info.keyword !== 'yield') {
    notes.push(l10n.t('In a loop: one at a time, each iteration waits for the last.'));
  }
  // Of several items the main wait is one, and the last step tells of the first exit; the others enter and leave around them.
  const told = [main, all.slice(operands.length).find(mayWait)];
  for (const [index, other] of (operands.length > 1 ? all : []).entries()) {
    if (told.includes(other) || !mayWait(other)) continue;
    const thing = thingOf(other, 40);
    const isSure = other.suspends() === 'always';
    if (index < operands.length)
      notes.push(
        isSure
          ? l10n.t('The items are entered one after another; it also waits for {0}.', thing)
          : l10n.t('The items are entered one after another; it may also wait for {0}.', thing),
      );
    else
      notes.push(
        isSure
          ? l10n.t('The items are left in turn, the last first; it also waits for {0}.', thing)
          : l10n.t('The items are left in turn, the last first; it may also wait for {0}.', thing),
      );
  }
  return notes;
}

function mayWait(waiting: Waiting): boolean {
  return waiting.suspends() !== 'never';
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
