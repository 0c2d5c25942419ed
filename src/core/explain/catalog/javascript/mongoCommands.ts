import * as l10n from '@vscode/l10n';
import type { Raise, KnownWait } from '../schema';
import { answer, closing } from '../waits';

/**
 * What the MongoDB driver and Mongoose, which stands on it, have in common. Facts from the driver's src/error.ts,
 * src/sdam/topology.ts, src/connection_string.ts (the defaults) and src/mongo_client.ts; code 11000 is the server's DuplicateKey.
 */

export const unreachable: Raise = {
  error: 'mongodb.MongoServerSelectionError',
  when: () => l10n.t('If no server can be reached within 30 s (serverSelectionTimeoutMS).'),
};
const lost: Raise = {
  error: 'mongodb.MongoNetworkError',
  when: () => l10n.t('If the connection breaks, after one retry of what may be retried.'),
};
const refused: Raise = {
  error: 'mongodb.MongoServerError',
  when: () => l10n.t('If the server refuses it: code tells why, 11000 for a duplicate key.'),
};

/** What each command can fail with. */
export const failures: readonly Raise[] = [refused, lost, unreachable];

export const login: Raise = {
  error: 'mongodb.MongoServerError',
  when: () => l10n.t('If the server refuses the login: code is 18 (AuthenticationFailed).'),
};

export const request = (name: string, more: Partial<KnownWait> = {}): KnownWait =>
  answer(
    (call) => l10n.t('MongoDB’s answer to {0}.{1}', call.receiver, name),
    () => l10n.t('the result'),
    {
      registers: () =>
        l10n.t(
          'The command takes or waits for a connection of the pool, and a promise is made for the reply.',
        ),
      raises: failures,
      ...more,
    },
  );

export const connects = (raises: readonly Raise[]): KnownWait =>
  request('connect', {
    thing: () => l10n.t('a connection to MongoDB'),
    value: () => l10n.t('the client'),
    raises,
  });

/** The client keeps errors of closing to itself. */
export const closes: KnownWait = closing(
  (call) => l10n.t('the connections of {0} to be closed', call.receiver),
  { raises: [] },
);
