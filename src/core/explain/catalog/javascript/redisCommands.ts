import * as l10n from '@vscode/l10n';
import type { Entry, Raise, Text, KnownWait } from '../schema';
import { answer, methods, plainArgument, undefinedValue } from '../waits';

/** What the two Redis clients have in common; each says itself what it rejects with. */

const offline: Text = () =>
  l10n.t('While the connection is down, commands queue and wait until it is back.');
const scansAll: Text = () =>
  l10n.t('KEYS goes through all keys while the server serves nobody else: use SCAN.');

export const command = (raises: readonly Raise[], name = ''): KnownWait =>
  answer(
    (call) => l10n.t('Redis’s answer about {0}', plainArgument(call, 0)),
    () => l10n.t('the answer'),
    {
      registers: () =>
        l10n.t(
          'The command is written to the client’s one connection; a promise is made for its reply.',
        ),
      raises,
      notes: [
        () =>
          l10n.t(
            'Commands that are not awaited one by one travel together: Promise.all waits for one round trip, not for many.',
          ),
        offline,
      ],
      ...(name === 'keys' && { mistakes: [scansAll] }),
    },
  );

export const blocking = (raises: readonly Raise[]): KnownWait => ({
  ...command(raises),
  waitsFor: 'queue',
  thing: (call) => l10n.t('the next item of list {0}', plainArgument(call, 0)),
  value: () => l10n.t('the item with its list; null on a timeout'),
  notes: [],
  mistakes: [
    () => l10n.t('It blocks the connection: other commands need a client of their own meanwhile.'),
  ],
});

export const together = (raises: readonly Raise[], mistakes: readonly Text[]): KnownWait => ({
  ...command(raises),
  thing: () => l10n.t('Redis’s answers to all queued commands'),
  value: () => l10n.t('the array of the answers'),
  notes: [],
  mistakes,
});

export const connects = (raises: readonly Raise[]): KnownWait =>
  answer(() => l10n.t('a connection to Redis'), undefinedValue, { raises });

export const quits = (raises: readonly Raise[]): KnownWait => ({
  ...command(raises),
  thing: (call) => l10n.t('the last answers, and the end of {0}', call.receiver),
  notes: [],
});

export const chained = (owner: string, names: readonly string[], page: string) =>
  methods(owner, names, (): Entry => ({ page, returns: owner }));

export const noErrorListener: Text = () =>
  l10n.t('Without an "error" listener the first connection error ends the process.');
