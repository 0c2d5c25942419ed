import * as l10n from '@vscode/l10n';
import type { Wait } from '../catalog/schema';
import type { Run } from '../run';
import { inOrder, leafWords, lineOf } from '../leaf';
import type { FunctionRef } from '../resolve/value';
import { quoteWidth } from '../waiting';
import { lensWidth } from '../words';
import { coroutineRun } from './runs';

/**
 * What is said of one step of an async iterator of the program: an async generator up to its next `yield`, or a whole run of
 * an `__anext__`, as `name` says; `iterable` is what the loop goes through.
 */
export function iteratorStep(name: string, run: Run, iterable = name): Wait {
  const step = coroutineRun(name, run);
  const next = () => l10n.t('the next item of {0}', iterable);
  const isFollowed = run.leaf !== null || run.suspends === 'never';
  return {
    ...step,
    waitsFor: 'iterator',
    thing: next,
    lens: () => lensOfStep(run, iterable) ?? next(),
    ...(isFollowed && { summary: () => summaryOfStep(run, iterable) }),
    ...(run.suspends === 'always' &&
      run.mayRaise !== true && { because: () => summaryOfStep(run, iterable) }),
    ...(run.suspends === 'never' && {
      because: () =>
        l10n.t('{0} reaches no pending future on the way to an item, or to its end.', name),
    }),
    registers: () =>
      iterable === name
        ? l10n.t('Each step runs {0} on to its next item, in this same task.', name)
        : l10n.t('Each step runs {0}, in this same task.', name),
    value: () => l10n.t('the next item'),
  };
}

/** One step that is asked for by itself: a generator may have come to its end before, which `for` would have ended with. */
export function stepAlone(step: Wait, isGenerator: boolean, raises: Wait['raises'] & {}): Wait {
  return {
    ...step,
    raises,
    ...(isGenerator &&
      step.suspends === 'always' && {
        suspends: 'maybe',
        because: () => l10n.t('A generator that is at its end already does not suspend.'),
      }),
  };
}

function lensOfStep({ leaf, suspends }: Run, iterable: string): string | null {
  if (suspends === 'never') return l10n.t('next item of {0}, without a wait', iterable);
  if (!leaf) return null;
  const text = l10n.t('next item of {0}, after {1}', iterable, leafWords(leaf, 24).thing);
  return text.length <= lensWidth
    ? text
    : l10n.t('next item of {0}, see {1}', iterable, lineOf(leaf));
}

function summaryOfStep({ leaf, suspends, conditions, otherwise }: Run, iterable: string): string {
  if (!leaf)
    return l10n.t(
      'Takes the next item of {0} without a wait; the event loop gets no turn.',
      iterable,
    );
  const { thing } = leafWords(leaf, quoteWidth);
  if (leaf.waiting.wait.waitsFor === 'unknown')
    return l10n.t(
      'Takes the next item of {0}; on the way to it, it may wait at {1} for something not known here.',
      iterable,
      lineOf(leaf),
    );
  if (suspends === 'maybe')
    return l10n.t(
      'Takes the next item of {0}; on the way to it, it may wait at {1} for {2}.',
      iterable,
      lineOf(leaf),
      thing,
    );
  if ((conditions ?? 0) === 0)
    return l10n.t(
      'Takes the next item of {0}; on the way to it, it always waits at {1} for {2}.',
      iterable,
      lineOf(leaf),
      thing,
    );
  const other = otherwise?.leaf;
  if (!other)
    return l10n.t(
      'Takes the next item of {0}; on each way to it, it waits: for {2} at {1}, or elsewhere.',
      iterable,
      lineOf(leaf),
      thing,
    );
  const [first, second] = inOrder(leaf, other);
  return l10n.t(
    'Takes the next item of {0}; on each way to it, it waits: for {2} at {1}, or for {4} at {3}.',
    iterable,
    lineOf(first),
    leafWords(first, quoteWidth).thing,
    lineOf(second),
    leafWords(second, quoteWidth).thing,
  );
}

/** An `__anext__` that ends the loop does not have to come to its wait for that. */
export function withEnd({ home: { source }, function: index }: FunctionRef, run: Run): Run {
  const extent = source.functions[index];
  const mayEnd = extent !== undefined && source.hasWord(['StopAsyncIteration'], extent);
  return mayEnd && run.mayRaise === true && run.suspends === 'always'
    ? { ...run, suspends: 'maybe' }
    : run;
}
