import * as l10n from '@vscode/l10n';
import type { CallWords, Own, Raise, Text, KnownWait } from '../schema';
import { answer, closing, plainArgument, promised } from '../waits';

/** What the clients of SQL databases have in common. */

export const oneAtATime: Text = () => l10n.t('A connection runs its queries one at a time.');

export function query(server: string, value: Text, own: Own): KnownWait {
  return answer(
    (call) => l10n.t('{0}’s answer to {1}', server, plainArgument(call, 0)),
    value,
    own,
  );
}

export const pooled: Text = () =>
  l10n.t('It first takes a free connection of the pool, and waits for one if all are in use.');

/** A statement that stands in the source and neither begins nor ends a transaction. */
const ofNoTransaction = /^['"`]\s*(?!begin|start|savepoint|commit|rollback)\w/i;

/** Each query of a pool takes a connection of its own, and a transaction belongs to one connection. */
export const notInPool = (method: string): ((call: CallWords) => string | null) => {
  return (call) =>
    ofNoTransaction.test(call.argument(0) ?? '')
      ? null
      : l10n.t(
          'BEGIN and COMMIT sent through the pool may reach different connections: take one with {0}() for a transaction.',
          method,
        );
};

/** A connection taken of a pool. */
export function checkout(gives: string, { mistakes = [], ...own }: Own): KnownWait {
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
          'When a connection is released, or a new one is open, the promise is resolved and the rest is queued as a microtask.',
        ),
      mistakes: [
        () =>
          l10n.t('Release it in a finally block: a connection that is kept is lost to the pool.'),
        ...mistakes,
      ],
      ...own,
    },
  );
}

export const connects = (server: string, value: Text, own: Own): KnownWait =>
  answer(() => l10n.t('a connection to {0}', server), value, own);

export const closes = (raises: readonly Raise[]): KnownWait =>
  closing((call) => l10n.t('the connections of {0} to be closed', call.receiver), { raises });
