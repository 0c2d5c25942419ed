import * as l10n from '@vscode/l10n';
import type { Wait } from '../catalog/schema';
import type { Suspends } from '../types';
import type { Waiting } from '../waiting';
import { anyOf } from '../words';

/** What the language itself says of its awaitables; libraries' stand in the catalog, the file's own functions in `runs.ts`. */

/** The parts of using a value that can wait: awaiting it, a step of it, entering and leaving it. */
export type Part = 'await' | 'next' | 'enter' | 'exit';

const reference = 'https://docs.python.org/3/reference/';

export const pages = {
  await: { title: 'Python: await', url: `${reference}expressions.html#await-expression` },
  asyncFor: {
    title: 'Python: async for',
    url: `${reference}compound_stmts.html#the-async-for-statement`,
  },
  asyncWith: {
    title: 'Python: async with',
    url: `${reference}compound_stmts.html#the-async-with-statement`,
  },
  comprehension: {
    title: 'Python: asynchronous comprehensions',
    url: `${reference}expressions.html#displays-for-lists-sets-and-dictionaries`,
  },
  yield: {
    title: 'Python: asynchronous generators',
    url: `${reference}expressions.html#asynchronous-generator-functions`,
  },
  contextManager: {
    title: 'contextlib.asynccontextmanager',
    url: 'https://docs.python.org/3/library/contextlib.html#contextlib.asynccontextmanager',
  },
  fixture: {
    title: 'pytest: teardown of fixtures',
    url: 'https://docs.pytest.org/en/stable/how-to/fixtures.html#yield-fixtures-recommended',
  },
  coroutine: {
    title: 'asyncio: coroutines',
    url: 'https://docs.python.org/3/library/asyncio-task.html#coroutines',
  },
} as const;

/** Where the manual tells of using a part of a value; of awaiting a coroutine, apart from awaiting others. */
export function pageOf(part: Part, ofCoroutine = false): Waiting['documentation'] {
  switch (part) {
    case 'await':
      return ofCoroutine ? pages.coroutine : pages.await;
    case 'next':
      return pages.asyncFor;
    default:
      return pages.asyncWith;
  }
}

/** Cancellation, where nothing is known of what it does besides. */
export const whileWaiting = () => l10n.t('If the task is cancelled while it waits.');

/** Something of which no more is known than that it is awaited. */
export function unknownWait(awaited: string, because: string): Wait {
  return {
    waitsFor: 'unknown',
    mechanism: 'task',
    suspends: 'maybe',
    thing: () => l10n.t('{0}, of which nothing is known here', awaited),
    lens: (call) => l10n.t('waits for {0}: not known here', call.receiver),
    summary: () =>
      l10n.t('What {0} waits for cannot be told from this file: {1}.', awaited, because),
    because: () => l10n.t('Whether it suspends is not known here.'),
    registers: () => l10n.t('{0} gives an awaitable; what that registers is not known.', awaited),
    watches: () => l10n.t('What the loop watches for depends on the awaitable.'),
    wokenBy: () => l10n.t('Whatever the awaitable waits for wakes it.'),
    cancelled: whileWaiting,
  };
}

/** An object typed only as awaitable. */
export const someAwaitable: Wait = {
  waitsFor: 'promise',
  mechanism: 'task',
  suspends: 'maybe',
  thing: (call) => l10n.t('the awaitable {0}', call.receiver),
  value: () => l10n.t('its result'),
  registers: () =>
    l10n.t(
      'If it is a coroutine, its body runs in this task; a future or task is asked to call back when it is done.',
    ),
  watches: () => l10n.t('The loop watches for whatever the awaitable waits for.'),
  wokenBy: () => l10n.t('What the awaitable waits for wakes the task.'),
  because: () =>
    l10n.t('If it is done already, or never reaches a pending future, it does not suspend.'),
  cancelled: whileWaiting,
};

/** The wait for a future that functions of the file complete, each at a line of it. */
export function completedBy(
  wait: Wait,
  places: readonly { readonly who: string; readonly line: number }[],
): Wait {
  const completers = anyOf(places.map(({ who, line }) => l10n.t('{0} at line {1}', who, line)));
  return {
    ...wait,
    wokenBy: () =>
      l10n.t(
        '{0} completes it; its callback puts the waiting task in the ready queue.',
        completers,
      ),
  };
}

/** An awaitable of the program that waits by what a generator yields: the `__await__()` of a class, or a coroutine that a decorator made of one. */
export function ownAwaitable(runner: string): Wait {
  return {
    waitsFor: 'coroutine',
    mechanism: 'task',
    suspends: 'maybe',
    thing: () => l10n.t('what {0} yields', runner),
    detail: () => runner,
    registers: () =>
      l10n.t('await calls {0} and runs the iterator that it returns, in this task.', runner),
    because: () => l10n.t('If {0} yields nothing, it does not suspend.', runner),
    watches: () =>
      l10n.t(
        'The loop watches for the future that {0} yields; at a bare yield for nothing: the task goes to the end of the ready queue.',
        runner,
      ),
    wokenBy: () =>
      l10n.t(
        'When that future is done, or with the next turn of the loop, the task runs on inside {0}.',
        runner,
      ),
    cancelled: whileWaiting,
  };
}

/** The same where the generator only yields to the loop, on every way, on some, or on none. */
export function ownTurn(runner: string, suspends: Suspends): Wait {
  if (suspends === 'never') {
    return {
      waitsFor: 'nothing',
      mechanism: 'none',
      suspends,
      thing: () => l10n.t('nothing'),
      value: () => l10n.t('what {0} returns', runner),
      because: () =>
        l10n.t('{0} returns before it comes to a yield, so it does not suspend.', runner),
    };
  }
  return {
    waitsFor: 'nothing',
    mechanism: 'turn',
    suspends,
    thing: () => l10n.t('one turn of the event loop'),
    lens: () => l10n.t('lets the event loop run one turn'),
    value: () => l10n.t('what {0} returns', runner),
    registers: () =>
      l10n.t(
        '{0} makes no timer and no future: a bare yield only hands control to the loop.',
        runner,
      ),
    because: () =>
      suspends === 'always'
        ? l10n.t('A bare yield gives up control for exactly one turn of the event loop.')
        : l10n.t('If {0} yields nothing, it does not suspend.', runner),
  };
}

/** A wait for the result of an awaitable that always suspends. */
export function alwaysAsWell(wait: Wait): Wait {
  return {
    ...wait,
    suspends: 'always',
    because: () => l10n.t('What it waits for cannot be done yet, so it always suspends.'),
  };
}

/** The wait for what was begun before it is awaited. */
export function begunBefore(wait: Wait): Wait {
  return {
    ...wait,
    suspends: 'maybe',
    because: () => l10n.t('If it is done already, await returns its result without suspending.'),
  };
}

/** The wait for a future that was made just before. */
export function notDoneYet(wait: Wait): Wait {
  return {
    ...wait,
    suspends: 'always',
    because: () => l10n.t('It was made just before, so it cannot be done yet.'),
  };
}

/** The same for a task. */
export function notBegunYet(wait: Wait): Wait {
  const gainsNothing = () =>
    l10n.t(
      'To await a task right after making it gains nothing over the coroutine: make all tasks first.',
    );
  return { ...notDoneYet(wait), mistakes: [...(wait.mistakes ?? []), gainsNothing] };
}

const consumerGoesOn = () =>
  l10n.t('The generator pauses here, but its task does not: the consumer goes on at once in it.');

/** `yield` in an async generator: it hands over a value and is no way back to the loop. */
export const handOver: Wait = {
  waitsFor: 'nothing',
  mechanism: 'none',
  suspends: 'never',
  thing: () => l10n.t('its consumer to ask for the next value'),
  lens: () => l10n.t('hands a value to its consumer; no turn of the loop'),
  value: () => l10n.t('what the consumer sends (None under async for)'),
  raises: [
    {
      error: 'GeneratorExit',
      when: () =>
        l10n.t('If the consumer closes the generator with aclose() before it has come to its end.'),
    },
  ],
  mistakes: [
    () =>
      l10n.t(
        'Leaving the async for early does not run the generator’s finally at once; contextlib.aclosing() does.',
      ),
  ],
  because: consumerGoesOn,
  registers: () =>
    l10n.t('yield hands its value to the async for, or the __anext__(), that asked for it.'),
  control: consumerGoesOn,
  wokenBy: () =>
    l10n.t(
      'The consumer asks for the next value, and the generator goes on in the consumer’s task.',
    ),
  summary: () =>
    l10n.t(
      'Hands a value to its consumer and goes on when the next is asked for; the event loop gets no turn.',
    ),
};

/** `yield` in what `contextlib.asynccontextmanager` decorates. */
export const contextBody: Wait = {
  waitsFor: 'nothing',
  mechanism: 'none',
  suspends: 'never',
  thing: () => l10n.t('the body of the async with to end'),
  lens: () => l10n.t('the body of the async with runs here'),
  value: () => l10n.t('None'),
  raises: [
    { error: null, when: () => l10n.t('What the body of the async with raises is raised here.') },
  ],
  mistakes: [
    () =>
      l10n.t(
        'What stands after the yield is skipped if the body raises, unless try … finally is around it.',
      ),
  ],
  because: () => l10n.t('The function pauses here, but its task does not: it runs the body.'),
  registers: () =>
    l10n.t('yield ends __aenter__() and gives its value to the name after as, if there is one.'),
  control: () => l10n.t('The task goes straight on with the body of the async with.'),
  wokenBy: () =>
    l10n.t('When the body is left, __aexit__() runs the function on from here, in the same task.'),
  summary: () =>
    l10n.t(
      'The body of the async with runs here, in the same task; the rest of the function runs when it is left.',
    ),
};

/** `yield` in a fixture of pytest. */
export const fixtureValue: Wait = {
  waitsFor: 'nothing',
  mechanism: 'none',
  suspends: 'never',
  thing: () => l10n.t('the tests that use the fixture to end'),
  lens: () => l10n.t('the tests that use the fixture run here'),
  value: () => l10n.t('None'),
  raises: [],
  mistakes: [
    () =>
      l10n.t(
        'What a test raises does not arrive here: the rest of the fixture runs after it all the same.',
      ),
  ],
  because: () => l10n.t('yield gives its value to pytest, and no turn to the event loop.'),
  registers: () => l10n.t('yield hands its value to pytest, which gives it to the tests.'),
  control: () => l10n.t('pytest goes on with the tests that use the fixture.'),
  wokenBy: () => l10n.t('When the last of them is over, pytest runs the fixture on from here.'),
  summary: () =>
    l10n.t('The tests that use the fixture run here; the rest of it runs when they are over.'),
};

/** One part of using something of which nothing is known. */
export function unknownPart(part: Part, awaited: string, because: string): Wait {
  switch (part) {
    case 'await':
      return unknownWait(awaited, because);
    case 'next':
      return unknownStep(awaited, because);
    case 'enter':
      return unknownEnd('__aenter__', awaited, because);
    case 'exit':
      return unknownEnd('__aexit__', awaited, because);
  }
}

/** A step of an iterator of which nothing is known. */
function unknownStep(awaited: string, because: string): Wait {
  return {
    ...unknownWait(awaited, because),
    registers: () => asksFor('__anext__', awaited),
  };
}

/** One end of a context manager of which nothing is known. */
function unknownEnd(method: '__aenter__' | '__aexit__', awaited: string, because: string): Wait {
  return {
    ...unknownWait(awaited, because),
    lens: (call) => l10n.t('enters {0}: not known here', call.receiver),
    registers: () => asksFor(method, awaited),
  };
}

function asksFor(method: string, awaited: string): string {
  return l10n.t(
    'What {0} of {1} gives is awaited; what that registers is not known.',
    `${method}()`,
    awaited,
  );
}
