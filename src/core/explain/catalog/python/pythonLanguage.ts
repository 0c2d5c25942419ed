import * as l10n from '@vscode/l10n';
import type { Library, Raise, Text, KnownWait } from '../schema';

/** Facts from CPython's Lib/contextlib.py and the data model's chapter on asynchronous iterators. */

const contextPage = (name: string) =>
  `https://docs.python.org/3/library/contextlib.html#contextlib.${name}`;

function run(thing: Text, value: Text): KnownWait {
  return {
    waitsFor: 'coroutine',
    mechanism: 'task',
    thing,
    suspends: 'maybe',
    because: () => l10n.t('If what it runs never reaches a pending future, it does not suspend.'),
    registers: () =>
      l10n.t('await runs the coroutine in this same task: the event loop is not asked.'),
    watches: () => l10n.t('The loop watches for whatever that coroutine comes to wait for.'),
    wokenBy: () => l10n.t('What the coroutine waits for wakes the task, inside the coroutine.'),
    cancelled: () => l10n.t('If the task is cancelled while it waits.'),
    raises: [{ error: null, when: () => l10n.t('What the coroutine that it runs raises.') }],
    value,
    gives: 'unknown',
  };
}

const none: Text = () => l10n.t('None');

const enters: KnownWait = {
  waitsFor: 'nothing',
  mechanism: 'none',
  thing: () => l10n.t('nothing'),
  suspends: 'never',
  because: () => l10n.t('Entering it only gives the object itself.'),
  value: () => l10n.t('the object itself'),
  raises: [],
  gives: 'self',
};

const noMore: Raise = {
  error: 'StopAsyncIteration',
  when: () => l10n.t('If there is no next item.'),
};

const unwinding: KnownWait = {
  ...run((call) => l10n.t('the exits registered in {0}', call.receiver), none),
  lens: (call) => l10n.t('at the end: runs the exits of {0}', call.receiver),
  because: () => l10n.t('Entering does not suspend; leaving does if one of the exits does.'),
  raises: [{ error: null, when: () => l10n.t('What one of the exits raises.') }],
};

const step: KnownWait = {
  ...run(
    (call) => l10n.t('the next item of {0}', call.receiver),
    () => l10n.t('the next item'),
  ),
  waitsFor: 'iterator',
  because: () => l10n.t('If the iterator has the next item at once, the step does not suspend.'),
  raises: [{ error: null, when: () => l10n.t('What the iterator raises.') }],
};

const generatorMethod = (thing: Text): KnownWait => ({
  ...run(thing, () => l10n.t('what the generator yields')),
  waitsFor: 'iterator',
});

/** A context manager of which only that is known: what entering and leaving it wait for is its own. */
const someEntry = run(
  (call) => l10n.t('{0} to be entered', call.receiver),
  () => l10n.t('what entering gives'),
);
const someExit: KnownWait = {
  ...run((call) => l10n.t('{0} to be left', call.receiver), none),
  lens: (call) => l10n.t('at the end: leaves {0}', call.receiver),
};
const manager = 'contextlib.AbstractAsyncContextManager';

export const pythonLanguage: Library = {
  title: 'Python',
  entries: {
    'builtins.anext': {
      page: 'https://docs.python.org/3/library/functions.html#anext',
      await: {
        ...step,
        thing: (call) => l10n.t('the next item of {0}', call.argument(0) ?? '?'),
        raises: [
          {
            error: noMore.error,
            when: (call) => (call.argument(1) === null ? noMore.when(call) : null),
          },
          ...step.raises,
        ],
      },
    },
    'collections.abc.AsyncIterator': {
      page: 'https://docs.python.org/3/reference/datamodel.html#asynchronous-iterators',
      next: step,
    },
    ...Object.fromEntries(
      ['__anext__', 'asend', 'athrow', 'aclose'].map((name) => [
        `collections.abc.AsyncGenerator.${name}`,
        {
          page: 'https://docs.python.org/3/reference/expressions.html#asynchronous-generator-iterator-methods',
          await: {
            ...generatorMethod((call) =>
              name === 'aclose'
                ? l10n.t('generator {0} to clean up', call.receiver)
                : l10n.t('the next item of {0}', call.receiver),
            ),
            raises: [
              name === 'aclose'
                ? {
                    error: 'RuntimeError',
                    when: () => l10n.t('If the generator yields once more instead of ending.'),
                  }
                : noMore,
              { error: null, when: () => l10n.t('What the generator raises.') },
            ],
          },
        },
      ]),
    ),
    [manager]: {
      page: contextPage('AbstractAsyncContextManager'),
      enter: someEntry,
      exit: someExit,
    },
    [`${manager}.__aenter__`]: {
      page: contextPage('AbstractAsyncContextManager'),
      await: someEntry,
    },
    [`${manager}.__aexit__`]: {
      page: contextPage('AbstractAsyncContextManager'),
      await: { ...someExit, lens: (call) => l10n.t('leaves {0}', call.receiver) },
    },
    'contextlib.AsyncExitStack': {
      page: contextPage('AsyncExitStack'),
      enter: enters,
      exit: unwinding,
    },
    'contextlib.AsyncExitStack.enter_async_context': {
      page: contextPage('AsyncExitStack.enter_async_context'),
      await: run(
        (call) => l10n.t('{0} to be entered', call.argument(0, 'cm') ?? '?'),
        () => l10n.t('what entering gives'),
      ),
    },
    'contextlib.AsyncExitStack.pop_all': {
      page: contextPage('ExitStack.pop_all'),
      returns: 'contextlib.AsyncExitStack',
    },
    'contextlib.AsyncExitStack.aclose': {
      page: contextPage('AsyncExitStack.aclose'),
      await: {
        ...unwinding,
        lens: (call) => l10n.t('runs the exits of {0}', call.receiver),
        because: () => l10n.t('If none of the exits suspends, it does not.'),
      },
    },
    'contextlib.aclosing': {
      page: contextPage('aclosing'),
      enter: enters,
      exit: run((call) => l10n.t('{0}.aclose()', call.argument(0, 'thing') ?? '?'), none),
    },
    'contextlib.nullcontext': {
      page: contextPage('nullcontext'),
      enter: {
        ...enters,
        lens: () => l10n.t('no wait: nullcontext does nothing'),
        because: () => l10n.t('Entering it only gives what it was made with.'),
        value: (call) => call.argument(0, 'enter_result') ?? l10n.t('None'),
        gives: 'unknown',
      },
      exit: { ...enters, because: () => l10n.t('Leaving it does nothing.') },
    },
  },
  classes: ['collections.abc.AsyncIterator', 'contextlib.AsyncExitStack'],
  bases: { 'collections.abc.AsyncGenerator': 'collections.abc.AsyncIterator' },
};
