import * as l10n from '@vscode/l10n';
import type { Text, Wait } from '../schema';
import { answer, plainArgument, promised, undefinedValue } from '../waits';

/** What the clients of SQL databases have in common. */

export const oneAtATime: Text = () =>
  l10n.t('A connection runs one query at a time; further ones queue behind it.');

export function query(server: string, value: Text, notes: readonly Text[]): Wait {
  return answer((call) => l10n.t('{0}’s answer to {1}', server, plainArgument(call, 0)), value, {
    notes: [
      () => l10n.t('What the server refuses is thrown here as an Error with its code.'),
      ...notes,
    ],
  });
}

export const pooled: Text = () =>
  l10n.t('It first takes a free connection of the pool, and waits for one if all are in use.');

/** A connection taken of a pool. */
export function checkout(gives: string, notes: readonly Text[]): Wait {
  return promised(
    'network',
    'signal',
    () => l10n.t('a free connection of the pool'),
    () => l10n.t('the connection'),
    {
      gives,
      registers: (call) =>
        l10n.t(
          '{0} hands out an idle connection, opens one if it is below its limit, or queues the caller.',
          call.receiver,
        ),
      wokenBy: () =>
        l10n.t(
          'When a connection is released, or a new one is open, the promise is resolved and the rest of the function is queued as a microtask.',
        ),
      notes: [
        () =>
          l10n.t('Release it in a finally block: a connection that is kept is lost to the pool.'),
        ...notes,
      ],
    },
  );
}

export const connects = (server: string, value: Text, gives?: string): Wait =>
  answer(() => l10n.t('a connection to {0}', server), value, gives === undefined ? {} : { gives });

export const closes = (): Wait =>
  answer((call) => l10n.t('the connections of {0} to be closed', call.receiver), undefinedValue);
