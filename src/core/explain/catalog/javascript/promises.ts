import * as l10n from '@vscode/l10n';
import type { Entry, Library, Text, KnownWait } from '../schema';

const page = (name: string) =>
  `https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Promise/${name}`;

/** A wait for several promises at once. */
function combined(
  texts: Partial<KnownWait> & Pick<KnownWait, 'thing' | 'wokenBy' | 'value' | 'raises'>,
): KnownWait {
  return {
    waitsFor: 'tasks',
    mechanism: 'task',
    suspends: 'always',
    detail: (call) => call.together,
    registers: (call) =>
      l10n.t(
        'The work of {0} has already started; one new promise stands for all of it.',
        call.together,
      ),
    watches: (call) =>
      l10n.t('The event loop watches for whatever {0} wait for, all at once.', call.together),
    ...texts,
  };
}

const runOn: Text = () =>
  l10n.t('The others are not cancelled: they run on, and what they give is dropped.');

/** A promise that is rejected where it is made. */
export const rejectedAtOnce: KnownWait = {
  waitsFor: 'nothing',
  mechanism: 'turn',
  suspends: 'always',
  thing: () => l10n.t('one turn of the microtask queue'),
  isEndless: true,
  lens: () => l10n.t('already rejected: throws after a microtask turn'),
  value: () => l10n.t('no value, for the reason is thrown: it'),
  raises: [{ error: null, when: () => l10n.t('The reason that is given.') }],
};

/** A promise that nothing can settle. */
export const neverSettled: KnownWait = {
  waitsFor: 'promise',
  mechanism: 'signal',
  suspends: 'always',
  isEndless: true,
  thing: () => l10n.t('a promise that nothing settles'),
  lens: () => l10n.t('waits for ever: nothing settles the promise'),
  registers: () =>
    l10n.t('The promise is made pending, and nothing is there that could settle it.'),
  watches: () =>
    l10n.t(
      'The event loop watches for nothing on its behalf; Node ends when it has nothing else to do.',
    ),
  wokenBy: () => l10n.t('Nothing wakes it.'),
  raises: [],
};

/** A combined promise that is fulfilled where it is made, as it has nothing to wait for. */
const ofNothing: KnownWait = {
  waitsFor: 'nothing',
  mechanism: 'turn',
  suspends: 'always',
  thing: () => l10n.t('one turn of the microtask queue'),
  lens: () => l10n.t('already resolved: waits one microtask turn'),
  value: () => l10n.t('an empty array'),
  raises: [],
};

const entries: Readonly<Record<string, Entry>> = {
  'Promise.all': {
    page: page('all'),
    awaitables: 'elements',
    passes: 'results',
    awaitOfNone: ofNothing,
    await: combined({
      thing: (call) => l10n.t('{0} together', call.together),
      wokenBy: () =>
        l10n.t(
          'When all are fulfilled or one is rejected, the promise settles; the rest is queued as a microtask.',
        ),
      value: () => l10n.t('the array of their values'),
      raises: [
        {
          error: null,
          when: () => l10n.t('The reason of the first that is rejected is thrown here at once.'),
        },
      ],
      notes: [runOn],
      mistakes: [
        () => l10n.t('One failure drops the values of all: allSettled() keeps each outcome.'),
      ],
    }),
  },
  'Promise.allSettled': {
    page: page('allSettled'),
    awaitables: 'elements',
    awaitOfNone: ofNothing,
    await: combined({
      thing: (call) => l10n.t('{0} to settle', call.together),
      wokenBy: () =>
        l10n.t(
          'When the last of them is fulfilled or rejected, the promise is resolved and the rest is queued as a microtask.',
        ),
      value: () => l10n.t('an array with the outcome of each'),
      raises: [],
      notes: [() => l10n.t('It never throws: a rejection is an outcome with status "rejected".')],
    }),
  },
  'Promise.race': {
    page: page('race'),
    awaitables: 'elements',
    passes: 'result',
    awaitOfNone: neverSettled,
    await: combined({
      thing: (call) => l10n.t('the first of {0} to settle', call.together),
      wokenBy: () =>
        l10n.t(
          'As soon as one of them settles, so does the promise, and the rest is queued as a microtask.',
        ),
      value: () => l10n.t('the value of the first'),
      raises: [
        {
          error: null,
          when: () => l10n.t('If the first to settle is rejected, its reason is thrown here.'),
        },
      ],
      notes: [runOn],
      mistakes: [
        () => l10n.t('With no promises to wait for it never settles, and this waits for ever.'),
      ],
    }),
  },
  'Promise.any': {
    page: page('any'),
    awaitables: 'elements',
    passes: 'result',
    awaitOfNone: {
      ...rejectedAtOnce,
      raises: [
        {
          error: 'AggregateError',
          when: () => l10n.t('As there is no promise that could be fulfilled.'),
        },
      ],
    },
    await: combined({
      thing: (call) => l10n.t('the first of {0} to succeed', call.together),
      wokenBy: () =>
        l10n.t(
          'As soon as one of them is fulfilled, the promise is resolved and the rest is queued as a microtask.',
        ),
      value: () => l10n.t('the value of the first that succeeds'),
      raises: [{ error: 'AggregateError', when: () => l10n.t('If all of them are rejected.') }],
      notes: [runOn],
    }),
  },
  'Promise.resolve': {
    page: page('resolve'),
    await: {
      waitsFor: 'nothing',
      mechanism: 'turn',
      suspends: 'always',
      thing: () => l10n.t('one turn of the microtask queue'),
      lens: () => l10n.t('already resolved: waits one microtask turn'),
      value: (call) => call.argument(0) ?? l10n.t('undefined'),
      raises: [
        {
          error: null,
          when: (call) =>
            call.argument(0) === null
              ? null
              : l10n.t('If the value is a promise that is rejected, its reason.'),
        },
      ],
    },
  },
  'Promise.reject': {
    page: page('reject'),
    await: rejectedAtOnce,
  },
};

const tried: Entry = {
  page: page('try'),
  runs: 0,
  await: {
    waitsFor: 'nothing',
    mechanism: 'turn',
    suspends: 'always',
    thing: () => l10n.t('one turn of the microtask queue'),
    value: () => l10n.t('what the callback returns'),
    raises: [{ error: null, when: () => l10n.t('What the callback throws.') }],
  },
};

const inTurn: Entry = {
  page: 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/Array/fromAsync',
  await: {
    waitsFor: 'iterator',
    mechanism: 'task',
    suspends: 'always',
    thing: (call) => l10n.t('all elements of {0}, one after another', call.argument(0) ?? '?'),
    value: () => l10n.t('the array of their values'),
    raises: [
      { error: null, when: () => l10n.t('The reason of the first element that is rejected.') },
    ],
  },
};

export const promises: Library = {
  title: 'MDN: Promise',
  entries: { ...entries, 'Promise.try': tried, 'Array.fromAsync': inTurn },
  classes: [],
};
