import * as l10n from '@vscode/l10n';
import type { Entry, Text, Wait } from '../schema';
import { answer, methods, plainArgument, undefinedValue } from '../waits';

/** What the two Redis clients have in common. */

export const command: Wait = answer(
  (call) => l10n.t('Redis’s answer about {0}', plainArgument(call, 0)),
  () => l10n.t('the answer'),
  {
    registers: () =>
      l10n.t(
        'The command is written to the client’s one connection, behind those before it, and a promise is made for its reply.',
      ),
    notes: [
      () =>
        l10n.t(
          'Commands that are not awaited one by one travel together: Promise.all waits for one round trip, not for many.',
        ),
    ],
  },
);

export const offline: Text = () =>
  l10n.t('While the connection is down, commands queue and wait until it is back.');

export const blocking: Wait = {
  ...command,
  waitsFor: 'queue',
  thing: (call) => l10n.t('the next item of list {0}', plainArgument(call, 0)),
  value: () => l10n.t('the item; null on a timeout'),
  notes: [
    () => l10n.t('It blocks the connection: other commands need a client of their own meanwhile.'),
  ],
};

export const together: Wait = {
  ...command,
  thing: () => l10n.t('Redis’s answers to all queued commands'),
  value: () => l10n.t('the array of the answers'),
  notes: [],
};

export const connects: Wait = answer(() => l10n.t('a connection to Redis'), undefinedValue);
export const quits: Wait = {
  ...command,
  thing: (call) => l10n.t('the last answers, and the end of {0}', call.receiver),
  notes: [],
};

export const queuedCommand = { ...command, notes: [...(command.notes ?? []), offline] };
export const chained = (owner: string, names: readonly string[], page: string) =>
  methods(owner, names, (): Entry => ({ page, returns: owner }));
