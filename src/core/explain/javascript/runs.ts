import * as l10n from '@vscode/l10n';
import type { Wait } from '../catalog/schema';
import { WaitSentences } from '../compose';
import type { Run } from '../run';
import { inOrder, leafWords, lineOf } from '../leaf';
import type { Leaf, Waiting } from '../waiting';
import { quoteWidth, thingOf } from '../waiting';
import { fitting, lensWidth, shorten, unqualified } from '../words';

/** What is said of running a function whose source is there, to its end or to its next item. */

/** `await load()` on an async function of the file. */
export function asyncCall(name: string, { leaf, otherwise, suspends, isTooDeep }: Run): Wait {
  const base = {
    waitsFor: 'promise',
    mechanism: leaf?.waiting.wait.mechanism ?? 'turn',
    suspends: 'always',
    thing: () => l10n.t('{0} to finish', name),
    value: () => l10n.t('what {0} returns', name),
  } as const;
  if (isTooDeep) {
    return {
      ...base,
      mechanism: 'task',
      isTooDeep: true,
      detail: () => name,
      lens: () =>
        fitting(
          () => l10n.t('waits for {0} to finish', name),
          () => l10n.t('waits for {0} to finish', unqualified(name)),
        ),
      summary: () =>
        l10n.t('Waits for {0} to finish; what it calls goes too deep to be followed here.', name),
    };
  }
  if (!leaf && suspends !== 'never') {
    return {
      ...base,
      detail: () => name,
      lens: () =>
        fitting(
          () => l10n.t('runs {0}; it waits for microtasks only', name),
          () => l10n.t('runs {0}; it waits for microtasks only', unqualified(name)),
        ),
      summary: () =>
        l10n.t(
          '{0} waits for nothing but turns of the microtask queue; this await takes at least one more.',
          name,
        ),
      registers: () =>
        l10n.t('The call runs {0} up to its first await and gives a promise for its end.', name),
    };
  }
  if (!leaf) {
    return {
      ...base,
      detail: () => name,
      lens: () =>
        fitting(
          () => l10n.t('runs {0}; it waits for nothing', name),
          () => l10n.t('runs {0}; it waits for nothing', unqualified(name)),
        ),
      summary: () =>
        l10n.t(
          '{0} runs to its end at once; await still takes a turn of the microtask queue.',
          name,
        ),
      registers: () =>
        l10n.t(
          'The call runs {0} to its end at once and gives a promise that is settled already.',
          name,
        ),
    };
  }
  const at = (width = quoteWidth) => leafWords(leaf, width);
  const inner = new WaitSentences('javascript', leaf.waiting, leaf.waiting.callee ?? name);
  const isUnknown = leaf.waiting.wait.waitsFor === 'unknown';
  const isSure = suspends === 'always';
  const other = otherwise?.leaf;
  const short = unqualified(name);
  const isTold = isSure && !isUnknown;
  const lineFor = (called: string) =>
    isTold
      ? l10n.t('runs {0}, which waits at {1}', called, lineOf(leaf))
      : l10n.t('runs {0}, which may wait at {1}', called, lineOf(leaf));
  const waitsAt = [
    () => lineFor(name),
    () => lineFor(short),
    () => l10n.t('runs {0}, see {1}', short, lineOf(leaf)),
    () => seen(short, leaf),
  ] as const;
  return {
    ...base,
    detail: () => l10n.t('{0}: {1} at {2}', name, at().thing, lineOf(leaf)),
    lens: () =>
      isUnknown
        ? fitting(...waitsAt)
        : other
          ? eitherLens(name, leaf, other)
          : isSure
            ? fitting(
                () => l10n.t('runs {0}, which waits for {1}', name, at(30).thing),
                () => l10n.t('runs {0}: waits for {1}', name, at(16).thing),
                () => l10n.t('runs {0}: waits for {1}', short, at(16).thing),
                ...waitsAt,
              )
            : fitting(
                () => l10n.t('runs {0}, which may wait for {1}', name, at(30).thing),
                () => l10n.t('runs {0}: may wait for {1}', name, at(16).thing),
                () => l10n.t('runs {0}: may wait for {1}', short, at(16).thing),
                ...waitsAt,
              ),
    summary: () =>
      isUnknown
        ? l10n.t(
            'Runs {0} and waits for its end; at {1} it may wait for something not known here.',
            name,
            lineOf(leaf),
          )
        : other
          ? eitherWay(name, leaf, other)
          : isSure
            ? l10n.t(
                'Runs {0} and waits for its end; at {1} it waits for {2}.',
                name,
                lineOf(leaf),
                at().thing,
              )
            : l10n.t(
                'Runs {0} and waits for its end; at {1} it may wait for {2}.',
                name,
                lineOf(leaf),
                at().thing,
              ),
    registers: () =>
      l10n.t('The call runs {0} up to its first await and gives a promise for its end.', name),
    watches: () => inner.watches,
    wokenBy: () =>
      l10n.t('{0} Once {1} has returned, the await here goes on.', inner.wokenBy, name),
  };
}

/** The same where the promise was kept: the function runs since it was called, and not since it is awaited. */
export function begunCall(name: string, run: Run): Wait {
  const call = asyncCall(name, run);
  const { leaf, suspends, otherwise } = run;
  const told = leaf && !otherwise && leaf.waiting.wait.waitsFor !== 'unknown' ? leaf : null;
  const thing = (width: number) => (told ? leafWords(told, width).thing : '');
  const short = unqualified(name);
  const plain = [
    () => l10n.t('waits for {0} to finish', name),
    () => l10n.t('waits for {0} to finish', short),
  ] as const;
  return {
    ...call,
    lens: () =>
      told
        ? fitting(
            () => l10n.t('waits for {0} to finish: {1}', name, thing(30)),
            () => l10n.t('waits for {0} to finish: {1}', short, thing(16)),
            ...plain,
          )
        : fitting(...plain),
    summary: () =>
      told === null
        ? l10n.t('Waits for {0} to finish, which was called before.', name)
        : suspends === 'always'
          ? l10n.t(
              'Waits for {0} to finish, which was called before; at {1} it waits for {2}.',
              name,
              lineOf(told),
              thing(quoteWidth),
            )
          : l10n.t(
              'Waits for {0} to finish, which was called before; at {1} it may wait for {2}.',
              name,
              lineOf(told),
              thing(quoteWidth),
            ),
    registers: () =>
      l10n.t(
        'The call that gave this promise ran {0} up to its first await; await asks to be told of its end.',
        name,
      ),
  };
}

/** What is said of a function each run of which comes to one of two places. */
function eitherWay(name: string, leaf: Leaf, other: Leaf): string {
  const [first, second] = inOrder(leaf, other);
  return l10n.t(
    'Runs {0} and waits for its end; whichever way it goes, it waits: for {2} at {1}, or for {4} at {3}.',
    name,
    lineOf(first),
    leafWords(first, quoteWidth).thing,
    lineOf(second),
    leafWords(second, quoteWidth).thing,
  );
}

function eitherLens(name: string, leaf: Leaf, other: Leaf): string {
  const [first, second] = inOrder(leaf, other);
  const short = unqualified(name);
  const thing = (one: Leaf) => leafWords(one, 20).thing;
  return fitting(
    () => l10n.t('runs {0}: waits for {1} or {2}', name, thing(first), thing(second)),
    () => l10n.t('runs {0}: waits for {1} or {2}', short, thing(first), thing(second)),
    () => l10n.t('runs {0}, which waits at {1} or {2}', name, lineOf(first), lineOf(second)),
    () => l10n.t('runs {0}, which waits at {1}', short, lineOf(leaf)),
    () => l10n.t('runs {0}, see {1}', short, lineOf(leaf)),
    () => seen(short, leaf),
  );
}

/** Where a function waits, in as few words as there are, with as much of its name as there is room for. */
function seen(name: string, { file, line }: Leaf): string {
  const place = `${file ?? ''}:${String(line)}`;
  const said = (part: string) => l10n.t('runs {0}, see {1}', part, place);
  return said(shorten(name, lensWidth - said('').length));
}

/** One step of an async generator of the file, or of an object whose own `next()` gives it. */
export function generatorStep(name: string, run: Run, isGenerator: boolean): Wait {
  const { leaf, suspends } = run;
  const base = {
    waitsFor: 'iterator',
    suspends: 'always',
    mechanism: leaf?.waiting.wait.mechanism ?? 'turn',
    thing: () => l10n.t('the next value of {0}', name),
    value: () => l10n.t('the next value'),
    registers: () =>
      isGenerator
        ? l10n.t(
            'Each step calls next() of {0}, which runs to its next yield and gives a promise.',
            name,
          )
        : l10n.t('Each step calls next() of {0} and awaits what that gives.', name),
  } as const;
  if (!leaf) return base;
  if (leaf.waiting.wait.waitsFor === 'unknown') {
    return {
      ...base,
      summary: () =>
        l10n.t(
          'Waits for the next value of {0}; on the way to it, it may wait at {1} for something not known here.',
          name,
          lineOf(leaf),
        ),
    };
  }
  const at = leafWords(leaf, 30);
  const { thing } = leafWords(leaf, quoteWidth);
  const inner = new WaitSentences('javascript', leaf.waiting, leaf.waiting.callee ?? name);
  return {
    ...base,
    detail: () => l10n.t('{0}: {1} at {2}', name, at.thing, lineOf(leaf)),
    lens: () =>
      fitting(
        () => l10n.t('next value of {0}, after {1}', name, at.thing),
        () => l10n.t('next value of {0}, after {1}', name, leafWords(leaf, 16).thing),
        () => l10n.t('next value of {0}, see {1}', name, lineOf(leaf)),
      ),
    summary: () =>
      suspends === 'always'
        ? l10n.t(
            'Waits for the next value of {0}; on the way to it, it waits at {1} for {2}.',
            name,
            lineOf(leaf),
            thing,
          )
        : l10n.t(
            'Waits for the next value of {0}; on the way to it, it may wait at {1} for {2}.',
            name,
            lineOf(leaf),
            thing,
          ),
    watches: () => inner.watches,
    wokenBy: () =>
      isGenerator
        ? l10n.t(
            '{0} Once {1} comes to its next yield, the await here goes on.',
            inner.wokenBy,
            name,
          )
        : l10n.t('{0} Once its next() has returned, the await here goes on.', inner.wokenBy),
  };
}

/** `await generator.next()` on an async generator of the file. */
export function generatorNext(name: string, run: Run): Wait {
  return {
    ...generatorStep(name, run, true),
    value: () => l10n.t('{ value, done }'),
    registers: () =>
      l10n.t(
        'The call has {0} run on to its next yield, after the calls before it, and gives a promise.',
        name,
      ),
  };
}

/** One step of an object whose own `next()` gives a promise that waits for this. */
export function stepOfPromise(name: string, inner: Waiting): Wait {
  const { mechanism, waitsFor } = inner.wait;
  const sentences = new WaitSentences('javascript', inner, inner.callee ?? name);
  const isTurn = waitsFor === 'nothing';
  return {
    waitsFor: 'iterator',
    suspends: 'always',
    mechanism,
    thing: () => l10n.t('the next value of {0}', name),
    value: () => l10n.t('the next value'),
    ...(!isTurn && {
      detail: () => inner.thing(),
      lens: () =>
        fitting(
          () => l10n.t('next value of {0}, after {1}', name, thingOf(inner, 30)),
          () => l10n.t('waits for the next value of {0}', name),
        ),
      summary: () =>
        l10n.t('Waits for the next value of {0}: each step waits for {1}.', name, inner.thing()),
    }),
    registers: () => l10n.t('Each step calls next() of {0} and awaits what that gives.', name),
    watches: () => sentences.watches,
    wokenBy: () => sentences.wokenBy,
  };
}
