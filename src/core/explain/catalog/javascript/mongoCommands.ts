import * as l10n from '@vscode/l10n';
import type { Wait } from '../schema';
import { answer, undefinedValue } from '../waits';

/** What the MongoDB driver and Mongoose, which stands on it, have in common. */

export const request = (name: string): Wait =>
  answer(
    (call) => l10n.t('MongoDB’s answer to {0}.{1}', call.receiver, name),
    () => l10n.t('the result'),
    {
      registers: () =>
        l10n.t(
          'The command takes a free connection of the client’s pool, or waits for one, and a promise is made for the reply.',
        ),
      notes: [
        () =>
          l10n.t(
            'If no server can be reached, it rejects after 30 s (serverSelectionTimeoutMS) with a MongoServerSelectionError.',
          ),
      ],
    },
  );

export const connects: Wait = {
  ...request('connect'),
  thing: () => l10n.t('a connection to MongoDB'),
  value: () => l10n.t('the client'),
};

export const closes: Wait = answer(
  (call) => l10n.t('the connections of {0} to be closed', call.receiver),
  undefinedValue,
);
