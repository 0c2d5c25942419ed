import * as l10n from '@vscode/l10n';
import type { Wait } from '../catalog/schema';
import { WaitSentences } from '../compose';
import { isMereTurn, leafWords } from '../leaf';
import type { Waiting } from '../waiting';
import { lensOf, quoteWidth, thingOf } from '../waiting';
import { anyOf, fitting, lensWidth, shorten } from '../words';

/** What the language itself says of its awaitables; libraries' stand in the catalog. */

const mdn = 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/';

export const pages = {
  await: { title: 'MDN: await', url: `${mdn}Operators/await` },
  forAwait: { title: 'MDN: for await...of', url: `${mdn}Statements/for-await...of` },
  awaitUsing: { title: 'MDN: await using', url: `${mdn}Statements/await_using` },
  yield: { title: 'MDN: async generators', url: `${mdn}Statements/async_function*` },
  asyncFunction: { title: 'MDN: async function', url: `${mdn}Statements/async_function` },
  promise: { title: 'MDN: Promise', url: `${mdn}Global_Objects/Promise` },
} as const;

/** A wait whose outcome callbacks take first, or see come by; what it notes of itself need not hold after `then()` or `catch()`. */
export function handled(wait: Wait, by: 'value' | 'error' | 'both' | 'neither'): Wait {
  const { raises, notes, ...rest } = wait;
  if (by === 'neither') return wait;
  const callbackFails = {
    error: null,
    when: () => l10n.t('What a callback that is given to then() or catch() throws.'),
  };
  return {
    ...rest,
    ...(raises && { raises: by === 'value' ? [...raises, callbackFails] : [callbackFails] }),
    value:
      by === 'error'
        ? (call) =>
            l10n.t(
              '{0}, or what the catch() callback returns,',
              (wait.value?.(call) ?? l10n.t('its result')).replace(/,$/, ''),
            )
        : () => l10n.t('what the then() callback returns'),
  };
}

/** A value that is no promise. */
export const settledValue: Wait = {
  waitsFor: 'nothing',
  mechanism: 'turn',
  suspends: 'always',
  thing: () => l10n.t('one turn of the microtask queue'),
  lens: () => l10n.t('no promise: waits one microtask turn'),
  value: () => l10n.t('the value itself'),
  summary: () =>
    l10n.t(
      'There is nothing to wait for: await takes one turn of the microtask queue and gives the value itself.',
    ),
};

/** A promise of which no more is known than its type; `called` if a call gives it. */
export function somePromise(called: boolean): Wait {
  return {
    waitsFor: 'promise',
    mechanism: 'signal',
    suspends: 'always',
    thing: ({ receiver }) =>
      called
        ? l10n.t('the promise that {0} gives', receiver)
        : l10n.t('promise {0} to settle', receiver),
    detail: ({ receiver }) => receiver,
    lens: ({ receiver }) =>
      called
        ? l10n.t('waits for the promise of {0}', receiver)
        : l10n.t('waits for promise {0}', receiver),
    value: () => l10n.t('the value it is resolved with'),
    watches: () =>
      l10n.t(
        'What the event loop watches for depends on what settles the promise, which its type does not say.',
      ),
    ...(called && {
      registers: ({ receiver }) =>
        l10n.t(
          '{0} gives a promise, as its type says; what settles it was not found in the code.',
          receiver,
        ),
    }),
  };
}

/** One of several waits; `all` are different, and what is no promise at all is left out where `orNothing` says so. */
export function oneOf(given: readonly Waiting[], orNothing: boolean): Wait {
  // What is not known comes last.
  const isOpen = ({ wait }: Waiting) => wait.waitsFor === 'unknown';
  const all = [...given.filter((one) => !isOpen(one)), ...given.filter(isOpen)];
  const first = all[0]?.wait;
  const isSame = (key: 'waitsFor' | 'mechanism') =>
    all.every(({ wait }) => wait[key] === first?.[key]);
  const nameOf = (one: Waiting, width?: number) =>
    one.wait.waitsFor === 'unknown' ? l10n.t('something not known here') : thingOf(one, width);
  const things = (width?: number) => anyOf(all.map((one) => nameOf(one, width)));
  const thing = (width?: number) =>
    orNothing ? l10n.t('{0}, or nothing', things(width)) : things(width);
  const lenses = () => {
    const [one] = all;
    const whole = [quoteWidth, 24, 12, 8].map((width) => l10n.t('waits for {0}', thing(width)));
    if (!one) return whole;
    if (all.length === 1)
      return isMereTurn(one.wait)
        ? whole
        : [
            l10n.t('{0}, or nothing', lensOf(one)),
            ...whole,
            l10n.t('waits for {0}, or nothing', shorten(nameOf(one, 12), 38)),
          ];
    return [
      ...whole.slice(0, -1),
      ...[24, 12].map((width) => l10n.t('waits for {0}, or for another', nameOf(one, width))),
      l10n.t('waits for {0} or another', nameOf(one, 12)),
      l10n.t('waits for {0} or another', shorten(nameOf(one, 12), 30)),
    ];
  };
  return {
    waitsFor: first && isSame('waitsFor') ? first.waitsFor : 'promise',
    mechanism: first && isSame('mechanism') ? first.mechanism : 'signal',
    suspends: 'always',
    thing: () => thing(),
    lens: () =>
      lenses().find((text) => text.length <= lensWidth) ??
      l10n.t('waits for a promise, or nothing'),
    value: () => l10n.t('the value it is resolved with'),
    registers: () =>
      orNothing
        ? l10n.t('It may be settled already, or no promise at all: only the run decides.')
        : new Set(all.map((one) => nameOf(one))).size === 1
          ? l10n.t('Which function that is, only the run decides.')
          : l10n.t('Which of them it is, only the run decides.'),
    watches: ({ receiver }) =>
      all[0] && all.length === 1
        ? new WaitSentences('javascript', all[0], all[0].callee ?? receiver).watches
        : l10n.t('The event loop watches for whatever that one waits for.'),
    wokenBy: () =>
      orNothing
        ? l10n.t(
            'The promise’s settling wakes it; if there is nothing to wait for, the next turn of the microtask queue does.',
          )
        : l10n.t('The settling of that promise wakes it.'),
  };
}

/** An object with a `then` method of its own. */
export function thenable(name: string): Wait {
  return {
    waitsFor: 'promise',
    mechanism: 'signal',
    suspends: 'always',
    thing: () => l10n.t('{0}.then() to call back', name),
    registers: () =>
      l10n.t(
        'await calls {0}.then(resolve, reject) in a microtask of its own, one turn later than for a promise.',
        name,
      ),
    value: () => l10n.t('the value that then() resolves with'),
    raises: [
      { error: null, when: () => l10n.t('What then() throws, or gives to its second callback.') },
    ],
  };
}

/** A chain of `then` and its like on a promise that is settled already. */
export const callbacksOnly: Wait = {
  waitsFor: 'nothing',
  mechanism: 'turn',
  suspends: 'always',
  thing: () => l10n.t('its callbacks, each of which runs in a microtask'),
  lens: () => l10n.t('runs its callbacks; waits for microtasks only'),
  registers: () =>
    l10n.t('The promise that it goes on from is settled: its callbacks are queued as microtasks.'),
  watches: () => l10n.t('The event loop watches for nothing: microtasks run before it goes on.'),
  wokenBy: () => l10n.t('When the last callback has run, the rest is queued as a microtask.'),
  value: () => l10n.t('what the last callback returns'),
};

/** Something of which nothing is known; that it suspends is known all the same. */
export function unknownWait(awaited: string, because: string): Wait {
  return {
    waitsFor: 'unknown',
    mechanism: 'signal',
    suspends: 'always',
    thing: () => l10n.t('{0}, of which nothing is known here', awaited),
    lens: (call) => l10n.t('waits for {0}: not known here', call.receiver),
    summary: () =>
      l10n.t('What {0} waits for cannot be told from this file: {1}.', awaited, because),
    registers: () => l10n.t('{0} gives a promise, or a value that is there already.', awaited),
    watches: () => l10n.t('What the event loop watches for depends on the promise.'),
    wokenBy: () =>
      l10n.t(
        'The promise’s settling wakes it; if it is no promise, the next turn of the microtask queue does.',
      ),
  };
}

/** One step of a loop over something of which nothing is known. */
export function unknownStep(iterable: string, because: string): Wait {
  return {
    waitsFor: 'unknown',
    mechanism: 'signal',
    suspends: 'always',
    thing: () => l10n.t('the next value of {0}', iterable),
    lens: ({ receiver }) => l10n.t('waits for each step of {0}: not known here', receiver),
    summary: () =>
      l10n.t(
        'What each step of {0} waits for cannot be told from this file: {1}.',
        iterable,
        because,
      ),
    registers: () =>
      l10n.t('Each step asks {0} for its next value, and waits for its promise.', iterable),
    watches: () => l10n.t('What the event loop watches for depends on the iterator.'),
    wokenBy: () => l10n.t('When the promise of the step settles, the loop goes on.'),
  };
}

/** `yield` in an async generator. */
export const handOver: Wait = {
  waitsFor: 'iterator',
  mechanism: 'signal',
  suspends: 'always',
  thing: () => l10n.t('its consumer to ask for the next value'),
  detail: () => l10n.t('the next call of next()'),
  lens: () => l10n.t('hands over a value; waits for the next next()'),
  registers: () =>
    l10n.t('yield awaits its operand and resolves the promise of the next() that asked for it.'),
  watches: () =>
    l10n.t('The event loop watches for nothing: the consumer decides when the generator goes on.'),
  wokenBy: () =>
    l10n.t(
      'The consumer calls next() again, for await does so after each turn, and the generator goes on.',
    ),
  value: () => l10n.t('what next() is called with'),
};

/** The same where what it hands over is a promise, which it awaits first. */
export function handOverOf(inner: Waiting): Wait {
  const thing = () => thingOf(inner);
  const { raises } = inner.wait;
  return {
    ...handOver,
    lens: () =>
      fitting(
        () => l10n.t('waits for {0}, then hands it over', thing()),
        () => l10n.t('waits for {0}, then hands it over', thingOf(inner, 16)),
        () => l10n.t('waits for a promise, then hands over its value'),
      ),
    summary: () =>
      l10n.t(
        'Waits for {0} and hands its value over; then waits for its consumer to ask for the next.',
        thing(),
      ),
    watches: () => new WaitSentences('javascript', inner, inner.callee ?? '').watches,
    wokenBy: () =>
      l10n.t(
        'When the promise has settled, its value goes to the consumer; the generator goes on when that calls next() again.',
      ),
    ...(raises && { raises }),
  };
}

/** `await using`: the disposal at the end of the scope. */
export const disposal: Wait = {
  waitsFor: 'promise',
  mechanism: 'signal',
  suspends: 'always',
  thing: (call) => l10n.t('{0} to be disposed of, at the end of the scope', call.receiver),
  detail: (call) => l10n.t('disposal of {0}', call.receiver),
  lens: (call) => l10n.t('at scope exit: waits for {0} to be disposed', call.receiver),
  registers: (call) =>
    l10n.t('{0} is registered for disposal; nothing is awaited at the declaration.', call.receiver),
  control: () =>
    l10n.t('The function pauses where the scope is left, not here, and its caller goes on then.'),
  watches: () =>
    l10n.t(
      'What is watched for depends on [Symbol.asyncDispose](), which is awaited at the end of the scope.',
    ),
  wokenBy: () =>
    l10n.t('When the promise of [Symbol.asyncDispose]() settles, control leaves the scope.'),
  value: () => l10n.t('the resource'),
  notes: [
    () =>
      l10n.t('Several resources are disposed of one after another, the last one declared first.'),
  ],
};

/** The same where it is known what the object's own method waits for. */
export function disposalBy(inner: Waiting): Wait {
  const { leaf, wait } = inner;
  if (wait.waitsFor === 'unknown' || (!leaf && wait.mechanism === 'turn')) return disposal;
  const thing = leaf ? leafWords(leaf, quoteWidth).thing : thingOf(inner);
  return {
    ...disposal,
    mechanism: wait.mechanism,
    ...(!leaf && { waitsFor: wait.waitsFor }),
    lens: (call) =>
      fitting(
        () =>
          leaf
            ? l10n.t('at scope exit: {0} is disposed of, after {1}', call.receiver, thing)
            : l10n.t('at scope exit: waits for {0}', thing),
        () => disposal.lens?.(call) ?? '',
      ),
    summary: (call) =>
      l10n.t(
        'At the end of the scope, {0} is disposed of: its [Symbol.asyncDispose]() waits for {1}.',
        call.receiver,
        thing,
      ),
    watches: () => new WaitSentences('javascript', inner, inner.callee ?? '').watches,
  };
}
