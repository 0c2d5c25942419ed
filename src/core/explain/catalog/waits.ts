import * as l10n from '@vscode/l10n';
import type { CallWords, Entry, Own, Text, KnownWait } from './schema';

/** The parts that the entries of many libraries are made from. */

export const none: Text = () => l10n.t('None');

/** How a socket that the loop watches brings the answer; another mechanism has its own sentences. */
const overSocket: Partial<KnownWait> = {
  watches: () =>
    l10n.t('The loop watches the connection’s socket with its selector; no thread waits.'),
  wokenBy: () =>
    l10n.t(
      'When the answer has arrived, the future is completed and the task goes in the ready queue.',
    ),
};

/** A wait for the other end of a connection. Unless `more` says otherwise, it cannot be over before it began. */
export function roundTrip(thing: Text, value: Text, more: Own): KnownWait {
  return {
    waitsFor: 'network',
    mechanism: 'socket',
    thing,
    suspends: 'always',
    because: () => l10n.t('The other side’s answer comes over the network.'),
    value,
    ...(more.mechanism === undefined && {
      registers: () =>
        l10n.t('The request goes out over the connection, and a future is made for the answer.'),
      ...overSocket,
    }),
    ...more,
  };
}

/** A wait for what the other end of a connection sends when it likes; it may be there already. */
export function arrival(thing: Text, value: Text, more: Own): KnownWait {
  return {
    waitsFor: 'network',
    mechanism: 'socket',
    thing,
    suspends: 'maybe',
    because: () => l10n.t('If it has arrived already, it is handed out without suspending.'),
    value,
    ...(more.mechanism === undefined && {
      ...overSocket,
      wokenBy: () =>
        l10n.t(
          'When it has arrived, the future is completed and the task goes in the ready queue.',
        ),
    }),
    ...more,
  };
}

/** What is said of connecting, together with what the two sides must tell each other first. */
export const connecting: Partial<KnownWait> = {
  registers: () =>
    l10n.t('A non-blocking socket starts to connect; the greeting of the two sides follows.'),
  wokenBy: () =>
    l10n.t('When the connection is ready for use, the waiting task goes in the ready queue.'),
};

/** What is said of closing what is open, and of leaving the other side. */
export const closingDown: Partial<KnownWait> = {
  registers: () =>
    l10n.t('What is open is closed; where the other side has to be told, it is told first.'),
  wokenBy: () => l10n.t('When all of it is closed, the waiting task goes in the ready queue.'),
};

/** A wait until what is written may leave. */
export function departure(thing: Text, more: Own): KnownWait {
  return {
    waitsFor: 'network',
    mechanism: 'socket',
    thing,
    suspends: 'maybe',
    because: () =>
      l10n.t('The data goes in the write buffer; if that has room, it does not suspend.'),
    watches: () =>
      l10n.t('The loop watches the socket for room to write, and sends the buffer piece by piece.'),
    wokenBy: () =>
      l10n.t('When the buffer has shrunk enough, the waiting task goes in the ready queue.'),
    value: none,
    ...more,
  };
}

/** Work that a thread does. */
export function threaded(
  waitsFor: KnownWait['waitsFor'],
  thing: Text,
  value: Text,
  more: Own,
): KnownWait {
  return { waitsFor, mechanism: 'pool', thing, suspends: 'always', value, ...more };
}

/** A wait of which JavaScript's own rule holds: every await suspends. */
export function promised(
  waitsFor: KnownWait['waitsFor'],
  mechanism: KnownWait['mechanism'],
  thing: Text,
  value: Text,
  more: Own,
): KnownWait {
  return { waitsFor, mechanism, thing, suspends: 'always', value, ...more };
}

/** A promise for what the other end of a connection answers, or sends after a request. */
export function answer(thing: Text, value: Text, more: Own): KnownWait {
  return promised('network', 'socket', thing, value, {
    registers: () => l10n.t('The request goes out, and a promise is given for the answer.'),
    watches: () =>
      l10n.t('The event loop watches the connection for the answer; no code of yours waits.'),
    wokenBy: () =>
      l10n.t(
        'When the answer has arrived, the promise is settled and the rest is queued as a microtask.',
      ),
    ...more,
  });
}

/** A promise for the end of connections, or of what still goes over them. */
export function closing(thing: Text, more: Own): KnownWait {
  return answer(thing, undefinedValue, {
    registers: () => l10n.t('The end is announced, and a promise is given for it.'),
    watches: () => l10n.t('The event loop watches the connections until the last is closed.'),
    wokenBy: () =>
      l10n.t('When that is done, the promise is resolved, and the rest is queued as a microtask.'),
    ...more,
  });
}

export const undefinedValue: Text = () => l10n.t('undefined');

/** What does its work at once, although it is awaited. */
export function immediate(because: Text, more: Partial<KnownWait> = {}): KnownWait {
  return {
    waitsFor: 'nothing',
    mechanism: 'none',
    thing: () => l10n.t('nothing'),
    suspends: 'never',
    because,
    raises: [],
    ...more,
  };
}

/** Entering that only gives the object itself. */
export const entersItself: KnownWait = immediate(
  () => l10n.t('Entering it only gives the object itself.'),
  {
    lens: (call) => l10n.t('enters {0} at once; no wait', call.receiver),
    value: () => l10n.t('the object itself'),
    gives: 'self',
  },
);

/** The wait of an `async with` that comes at its end. */
export function atEnd(wait: KnownWait, lens: Text): KnownWait {
  return { ...wait, lens };
}

/** The same entry for several methods of a class. */
export function methods(
  owner: string,
  names: readonly string[],
  entry: (name: string) => Entry,
): Readonly<Record<string, Entry>> {
  return Object.fromEntries(names.map((name) => [`${owner}.${name}`, entry(name)]));
}

/**
 * An argument as text, without the quotes of a string, or of a template, and Python's letters before them; a string with
 * blanks, as SQL has, gets the quotation marks of a sentence.
 */
export function plainArgument(call: CallWords, position: number | null, keyword?: string): string {
  const source = call.argument(position, keyword) ?? '…';
  const text = /^[fru]{0,2}("""|'''|['"`])([\s\S]*)\1$/i.exec(source)?.[2];
  return text === undefined ? source : /\s/.test(text) ? l10n.t('“{0}”', text.trim()) : text;
}
