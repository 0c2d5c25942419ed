import * as l10n from '@vscode/l10n';
import type { Wait } from '../catalog/schema';
import { leafWords } from '../leaf';
import type { Suspends } from '../types';
import type { Waiting } from '../waiting';
import { quoteWidth, thingOf } from '../waiting';
import { anyOf, fitting, lensWidth } from '../words';
import type { Part } from './forms';
import { whileWaiting } from './forms';

/** What is said of a value that may be one of several things. */

/** One of several awaitables, of which only a run decides which it is; what is not known may be among them. */
export function oneOfSeveral(all: readonly Waiting[], part: Part): Wait {
  const known = all.filter(({ wait }) => wait.waitsFor !== 'unknown');
  // What waits says more than what does not.
  const main = known.find((one) => one.suspends() !== 'never') ?? known[0];
  const nameOf = (one: Waiting, width?: number) =>
    one.wait.waitsFor === 'unknown' ? l10n.t('something not known here') : alternative(one, width);
  // Where nothing that is known waits, it is something else that may be waited for.
  const isKnownQuiet =
    known.length < all.length && known.every((one) => one.suspends() === 'never');
  const ordered = [...(isKnownQuiet ? [] : known), ...all.filter((one) => !known.includes(one))];
  const things = (width?: number) => anyOf(ordered.map((one) => nameOf(one, width)));
  const every = (suspends: Suspends) => all.every((one) => one.suspends() === suspends);
  const names = known.flatMap((one) => nameOfRun(one) ?? []);
  const areRuns = names.length === all.length;
  return {
    waitsFor: main?.wait.waitsFor ?? 'unknown',
    mechanism: main?.wait.mechanism ?? 'task',
    suspends: every('always') ? 'always' : every('never') ? 'never' : 'maybe',
    thing: () => things(),
    lens: () => {
      if (every('never'))
        return fitting(
          () =>
            areRuns
              ? l10n.t('runs {0}, without a wait', anyOf(names))
              : l10n.t('goes straight on; no wait'),
          () => l10n.t('goes straight on; no wait'),
        );
      const texts = [
        ...[quoteWidth, 24, 12].map((width) => l10n.t('waits for {0}', things(width))),
        ...(areRuns ? [l10n.t('runs {0}', anyOf(names))] : []),
        l10n.t('waits for {0}, or for another', main ? thingOf(main, 12) : '?'),
        l10n.t('waits for {0} or another', main ? thingOf(main, 12) : '?'),
      ];
      return (
        texts.find((text) => text.length <= lensWidth) ??
        l10n.t('waits for one of {0} things', all.length)
      );
    },
    value: () => (part === 'enter' ? l10n.t('what entering gives') : l10n.t('its result')),
    because: () =>
      every('always')
        ? l10n.t('Whichever of them it is, it suspends.')
        : every('never')
          ? l10n.t('Whichever of them it is, it does not suspend.')
          : isKnownQuiet
            ? l10n.t('It may also be something that does not suspend.')
            : l10n.t('Whether it suspends depends on which of them it is.'),
    registers: () => l10n.t('Which of them it is, only the run decides.'),
    watches: () =>
      every('never')
        ? l10n.t('The loop has nothing to watch for here.')
        : l10n.t('The loop watches for whatever that one waits for.'),
    wokenBy: () =>
      every('never')
        ? l10n.t('Nothing has to wake it: it never stops.')
        : l10n.t('The end of what that one waits for wakes the task.'),
    cancelled: whileWaiting,
    raises: known.flatMap(({ wait, words }) =>
      (wait.raises ?? []).map(({ error, when }) => ({
        error,
        when: () => when(words(quoteWidth)),
      })),
    ),
  };
}

/** What one of several waits for is told in brackets up to so many UTF-16 code units. */
const longestInner = 40;

/** The name of a function without its module, whose names are in lower case. */
function withoutModule(callee: string): string {
  return callee.replace(/^(?:[a-z_]\w*\.)+/, '');
}

/** What a wait for a coroutine runs; null of others, and of a library's object that is called, which has no name. */
function nameOfRun({ callee, wait }: Waiting): string | null {
  if (wait.waitsFor !== 'coroutine' || callee === null) return null;
  // What a function of the program's raises, no catalog says.
  const isOfLibrary = wait.raises !== undefined;
  return isOfLibrary && callee.endsWith('.__call__') ? null : `${withoutModule(callee)}()`;
}

/** One of several as the rest of a sentence: `load() (a 2 s timer)`, without what has no short name. */
function alternative(one: Waiting, width?: number): string {
  const { leaf } = one;
  const thing = nameOfRun(one) ?? thingOf(one, width);
  if (!leaf || leaf.waiting.wait.waitsFor === 'unknown' || leaf.waiting.alternatives) return thing;
  const inner = leafWords(leaf, width ?? 30).thing;
  return inner.length <= longestInner ? l10n.t('{0} ({1})', thing, inner) : thing;
}

/** The wait for a thing that objects of several classes have in common, of which only a run decides whose it is. */
export function shared(first: Waiting, all: readonly Waiting[]): Waiting {
  const { callee, wait } = first;
  const suspends = first.suspends();
  const isUsual = all.every((one) => one.suspends() === suspends);
  const because = () => l10n.t('Whether it suspends depends on whose it is.');
  return {
    ...first,
    callee: all.every((one) => one.callee === callee) ? callee : null,
    ...(!isUsual && { suspends: () => 'maybe', wait: { ...wait, because } }),
  };
}
