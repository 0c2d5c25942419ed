import * as l10n from '@vscode/l10n';
import type { Wait } from '../catalog/schema';
import { WaitSentences } from '../compose';
import type { Elsewhere, Run } from '../run';
import { inOrder, leafWords, lineOf } from '../leaf';
import type { Leaf } from '../waiting';
import { quoteWidth } from '../waiting';
import { fitting } from '../words';

/** What is said of running a function whose source is there, to its end or to its next item. */

/** `await load()` on a coroutine function of the file: its body runs in the same task. */
export function coroutineRun(name: string, run: Run): Wait {
  const { leaf, suspends } = run;
  const base = {
    waitsFor: 'coroutine',
    mechanism: leaf?.waiting.wait.mechanism ?? 'task',
    thing: () => l10n.t('{0} to return', name),
    detail: () => name,
    value: () => l10n.t('what {0} returns', name),
    cancelled: () =>
      leaf
        ? l10n.t('If the task is cancelled at {1} and {0} does not catch it.', name, lineOf(leaf))
        : l10n.t(
            'If the task is cancelled while it waits inside {0}, and {0} does not catch it.',
            name,
          ),
    registers: () =>
      l10n.t('{0} makes a coroutine object; await runs its body at once, in this same task.', name),
    suspends,
  } as const;
  if (suspends === 'never') {
    return {
      ...base,
      lens: () => l10n.t('runs {0} to its end, without a wait', name),
      summary: () => l10n.t('{0} runs to its end in this task, without a wait.', name),
      because: () => l10n.t('It reaches no pending future on its way.'),
    };
  }
  const inside = {
    watches: () => l10n.t('The loop watches for what {0} waits for inside.', name),
    wokenBy: () =>
      l10n.t('What {0} waits for inside wakes the task, and {0} runs on to its end.', name),
  };
  if (run.isOpen === true) {
    return {
      ...base,
      ...inside,
      lens: () => l10n.t('runs {0}, as a subclass defines it', name),
      summary: () =>
        l10n.t(
          'Runs {0} in this task; it has no body here: what it waits for is up to the class that defines it.',
          name,
        ),
      because: () => l10n.t('Whether it suspends is up to the class that defines {0}.', name),
    };
  }
  if (run.isHook === true) {
    return {
      ...base,
      ...inside,
      lens: () => l10n.t('runs {0}, or whatever overrides it', name),
      summary: () =>
        l10n.t(
          'Runs {0} in this task; it does nothing, but a subclass may define one that waits.',
          name,
        ),
      because: () =>
        l10n.t('{0} itself does not suspend; whether what overrides it does is not known.', name),
    };
  }
  if (!leaf) {
    return {
      ...base,
      ...inside,
      lens: () => l10n.t('runs {0} in this task', name),
      summary: () =>
        l10n.t('{0} runs in this task; what it calls goes too deep to be followed here.', name),
      because: () =>
        l10n.t(
          'What {0} calls goes too deep to be followed: if none of it waits, it does not suspend.',
          name,
        ),
    };
  }
  const at = (width = quoteWidth) => leafWords(leaf, width);
  const { override } = run;
  if (override?.isTheOneThatWaits) {
    return {
      ...coroutineRun(override.name, { suspends, at: run.at, leaf }),
      ...(override.isBody ? defined : overridden)(name, override.name, leaf),
    };
  }
  const inner = new WaitSentences('python', leaf.waiting, leaf.waiting.callee ?? name);
  const isOneOfWays = suspends === 'always' && (run.conditions ?? 0) > 0;
  const other = isOneOfWays ? (run.elsewhere ?? run.otherwise)?.leaf : null;
  const alwaysWaits = () =>
    !isOneOfWays
      ? straight(name, leaf)
      : run.elsewhere
        ? ofEither(name, leaf, run.elsewhere)
        : eitherWay(name, leaf, other);
  return {
    ...base,
    detail: () => l10n.t('{0}: {1} at {2}', name, at().thing, lineOf(leaf)),
    lens: () => runLens(name, leaf.waiting.wait.waitsFor === 'unknown', leaf, other),
    summary: () =>
      leaf.waiting.wait.waitsFor === 'unknown'
        ? l10n.t(
            'Runs {0} in this task; at {1} it may wait for something not known here.',
            name,
            lineOf(leaf),
          )
        : suspends === 'always'
          ? alwaysWaits()
          : l10n.t(
              'Runs {0} in this task; at {1} it may wait for {2}.',
              name,
              lineOf(leaf),
              at().thing,
            ),
    because: () =>
      suspends === 'always'
        ? run.mayRaise === true
          ? l10n.t('It always waits, unless {0} raises an error before.', name)
          : alwaysWaits()
        : override
          ? override.mayWait
            ? l10n.t(
                '{0} comes to {1}, which waits for {2}; {3}, which overrides it, need not suspend.',
                name,
                lineOf(leaf),
                at().thing,
                override.name,
              )
            : l10n.t(
                '{0} comes to {1}, which waits for {2}; {3}, which overrides it, does not suspend.',
                name,
                lineOf(leaf),
                at().thing,
                override.name,
              )
          : withoutWait(name, leaf, run.hasOthers === true),
    watches: () => inner.watches,
    wokenBy: () => l10n.t('{0} It goes on at {1} in {2}.', inner.wokenBy, lineOf(leaf), name),
  };
}

/** What is said of a function each run of which comes to a place. */
function straight(name: string, leaf: Leaf): string {
  const { thing } = leafWords(leaf, quoteWidth);
  return l10n.t(
    'Runs {0} in this task; at {1} it always waits for {2}.',
    name,
    lineOf(leaf),
    thing,
  );
}

/** The same where each run comes to one of several places; `other` is the second of two. */
function eitherWay(name: string, leaf: Leaf, other: Leaf | null | undefined): string {
  const { thing } = leafWords(leaf, quoteWidth);
  if (!other)
    return l10n.t(
      'Runs {0} in this task; whichever way it goes, it waits: for {2} at {1}, or elsewhere.',
      name,
      lineOf(leaf),
      thing,
    );
  const [first, second] = inOrder(leaf, other);
  return l10n.t(
    'Runs {0} in this task; whichever way it goes, it waits: for {2} at {1}, or for {4} at {3}.',
    name,
    lineOf(first),
    leafWords(first, quoteWidth).thing,
    lineOf(second),
    leafWords(second, quoteWidth).thing,
  );
}

/** The same of a method that another may stand in the place of. */
function ofEither(name: string, leaf: Leaf, other: Elsewhere): string {
  return l10n.t(
    'Runs {0} in this task; it always waits, for {2} at {1} or, in {3}, which overrides it, for {5} at {4}.',
    name,
    lineOf(leaf),
    leafWords(leaf, quoteWidth).thing,
    other.name,
    lineOf(other.leaf),
    leafWords(other.leaf, quoteWidth).thing,
  );
}

/** What `contextlib.asynccontextmanager` makes of a generator: entering runs it to its `yield`, leaving from there on. */
export function contextRun(name: string, run: Run, part: 'enter' | 'exit'): Wait {
  const isEntry = part === 'enter';
  const wait: Wait = {
    ...coroutineRun(name, run),
    registers: () =>
      isEntry
        ? l10n.t(
            '{0} makes a context manager; entering it runs the generator to its yield, in this same task.',
            name,
          )
        : l10n.t('Leaving the block runs {0} on from its yield, in this same task.', name),
    value: () => l10n.t('what {0} yields', name),
  };
  if (run.suspends !== 'never') return wait;
  return {
    ...wait,
    lens: () =>
      isEntry
        ? l10n.t('runs {0} to its yield, without a wait', name)
        : l10n.t('runs {0} on from its yield, without a wait', name),
    summary: () =>
      isEntry
        ? l10n.t('{0} runs to its yield in this task; the event loop gets no turn.', name)
        : l10n.t('{0} runs on from its yield in this task; the event loop gets no turn.', name),
    because: () =>
      isEntry
        ? l10n.t('{0} reaches no pending future before its yield.', name)
        : l10n.t('{0} reaches no pending future after its yield.', name),
  };
}

/** What is said of a method that never suspends, where the object may be of a class whose own method does. */
function overridden(name: string, override: string, leaf: Leaf): Partial<Wait> {
  return {
    thing: () => l10n.t('{0} to return', name),
    detail: () => l10n.t('{0}, or {1}', name, override),
    lens: () =>
      fitting(
        () => l10n.t('runs {0}; {1} may wait', name, override),
        () => l10n.t('runs {0}, as a subclass may define it', name),
      ),
    summary: () =>
      leaf.waiting.wait.waitsFor === 'unknown'
        ? l10n.t(
            'Runs {0} in this task; it does not suspend, but {1}, which overrides it, may at {2}.',
            name,
            override,
            lineOf(leaf),
          )
        : l10n.t(
            'Runs {0} in this task; it does not suspend, but {1}, which overrides it, may wait for {2} at {3}.',
            name,
            override,
            leafWords(leaf, quoteWidth).thing,
            lineOf(leaf),
          ),
    because: () =>
      l10n.t(
        '{0} never reaches a pending future, but {1}, which overrides it, may wait at {2}.',
        name,
        override,
        lineOf(leaf),
      ),
    registers: () =>
      l10n.t(
        '{0}, or {1}, which overrides it, makes a coroutine object, and await runs its body at once, in this same task.',
        name,
        override,
      ),
    value: () => l10n.t('what it returns'),
  };
}

/** When a function that may wait at one place, or at others too, does not suspend. */
function withoutWait(name: string, leaf: Leaf, hasOthers: boolean): string {
  const place = lineOf(leaf);
  if (leaf.waiting.suspends() === 'always')
    return hasOthers
      ? l10n.t(
          'If {0} neither comes to {1} nor has to wait elsewhere, it does not suspend.',
          name,
          place,
        )
      : l10n.t('If {0} does not come to {1}, it does not suspend.', name, place);
  return hasOthers
    ? l10n.t('If {0} has to wait neither at {1} nor elsewhere, it does not suspend.', name, place)
    : l10n.t('If {0} need not wait at {1}, it does not suspend.', name, place);
}

/** What is said of a method without a body, where a class that the object may be of defines it. */
function defined(name: string, body: string, leaf: Leaf): Partial<Wait> {
  const isUnknown = leaf.waiting.wait.waitsFor === 'unknown';
  const maybe = () =>
    isUnknown
      ? l10n.t(
          'Runs {0} in this task, as a subclass defines it: {1} may wait at {2}.',
          name,
          body,
          lineOf(leaf),
        )
      : l10n.t(
          'Runs {0} in this task, as a subclass defines it: {1} may wait for {2} at {3}.',
          name,
          body,
          leafWords(leaf, quoteWidth).thing,
          lineOf(leaf),
        );
  return {
    thing: () => l10n.t('{0} to return', name),
    lens: () => runLens(name, isUnknown, leaf),
    summary: maybe,
    because: () => l10n.t('Whether it suspends is up to the class that defines {0}.', name),
    value: () => l10n.t('what {0} returns', name),
  };
}

/** The most telling text that fits on a lens. */
function runLens(
  name: string,
  isUnknown: boolean,
  leaf: Leaf,
  other: Leaf | null | undefined = null,
): string {
  // A method is known without its class, where there is no room for both.
  const short = name.replace(/^.*\.(?=\w+\(\)$)/, '');
  const place = lineOf(leaf);
  if (isUnknown)
    return fitting(
      () => l10n.t('runs {0}, which may wait at {1}', name, place),
      () => l10n.t('runs {0}, which may wait at {1}', short, place),
      () => l10n.t('runs {0}, see {1}', short, place),
    );
  if (other) {
    const [first, second] = inOrder(leaf, other);
    const thing = (one: Leaf) => leafWords(one, 20).thing;
    return fitting(
      () => l10n.t('runs {0}: waits for {1} or {2}', name, thing(first), thing(second)),
      () => l10n.t('runs {0}, which waits at {1} or {2}', name, lineOf(first), lineOf(second)),
      () => l10n.t('runs {0}, which waits at {1}', name, place),
      () => l10n.t('runs {0}, which waits at {1}', short, place),
      () => l10n.t('runs {0}, see {1}', short, place),
    );
  }
  return fitting(
    () => l10n.t('runs {0}, which waits for {1}', name, leafWords(leaf, 30).thing),
    () => l10n.t('runs {0}: waits for {1}', name, leafWords(leaf, 16).thing),
    () => l10n.t('runs {0}: waits for {1}', short, leafWords(leaf, 16).thing),
    () => l10n.t('runs {0}, which waits at {1}', name, place),
    () => l10n.t('runs {0}, which waits at {1}', short, place),
    () => l10n.t('runs {0}, see {1}', short, place),
  );
}
