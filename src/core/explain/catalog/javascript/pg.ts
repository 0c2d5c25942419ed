import * as l10n from '@vscode/l10n';
import type { Library, Raise, Text } from '../schema';
import { undefinedValue } from '../waits';
import { checkout, closes, connects, notInPool, oneAtATime, pooled, query } from './sql';

/** Facts from pg-pool's index.js, pg's lib/client.js and lib/query.js; the codes are PostgreSQL's (appendix A). */

const rows: Text = () => l10n.t('the result, with its rows in rows,');
const pgClient = 'https://node-postgres.com/apis/client';
const pgPool = 'https://node-postgres.com/apis/pool';

const refused: Raise = {
  error: 'pg.DatabaseError',
  when: () => l10n.t('If the server refuses it: code tells why, 23505 for a duplicate key.'),
};
const lost: Raise = {
  error: 'Error',
  when: () => l10n.t('If the connection is lost or closed, or query_timeout is over.'),
};
const login: Raise = {
  error: 'pg.DatabaseError',
  when: () => l10n.t('If the server refuses the login: code is 28P01 for a wrong password.'),
};
const idleError: Text = () =>
  l10n.t(
    'Without an "error" listener on the pool, an idle connection that breaks ends the process.',
  );

export const pg: Library = {
  title: 'node-postgres',
  packages: { npm: ['@types/pg@8.23.1'] },
  entries: {
    'pg.Client.connect': {
      page: pgClient,
      await: connects('PostgreSQL', undefinedValue, {
        raises: [
          login,
          {
            error: 'Error',
            when: () =>
              l10n.t('If the server cannot be reached, or connectionTimeoutMillis is over.'),
          },
        ],
        mistakes: [() => l10n.t('A client connects once: a second connect() rejects.')],
      }),
    },
    'pg.Client.query': {
      page: pgClient,
      await: query('PostgreSQL', rows, {
        raises: [refused, lost],
        notes: [oneAtATime],
        mistakes: [
          () =>
            l10n.t(
              'After an error in a transaction every query is refused (25P02) until ROLLBACK.',
            ),
        ],
      }),
    },
    'pg.Client.end': { page: pgClient, await: closes([]) },
    'pg.Pool.query': {
      page: pgPool,
      await: query('PostgreSQL', rows, {
        raises: [
          refused,
          lost,
          {
            error: 'Error',
            when: () => l10n.t('If no connection is to be had within connectionTimeoutMillis.'),
          },
        ],
        notes: [pooled],
        mistakes: [notInPool('connect'), idleError],
      }),
    },
    'pg.Pool.connect': {
      page: pgPool,
      await: checkout('pg.Client', {
        raises: [
          login,
          {
            error: 'Error',
            when: () =>
              l10n.t(
                'If the server cannot be reached, no connection is free within connectionTimeoutMillis, or the pool has ended.',
              ),
          },
        ],
        mistakes: [
          () => l10n.t('There is no time limit unless connectionTimeoutMillis is set.'),
          idleError,
        ],
      }),
    },
    'pg.Pool.end': {
      page: pgPool,
      await: {
        ...closes([
          { error: 'Error', when: () => l10n.t('If end() was called on the pool before.') },
        ]),
        notes: [() => l10n.t('It waits for every connection that is checked out to be released.')],
      },
    },
  },
  classes: ['pg.Client', 'pg.Pool'],
  bases: { 'pg.PoolClient': 'pg.Client', 'pg.ClientBase': 'pg.Client' },
  aliases: { 'pg-pool': 'pg.Pool', 'pg.default': 'pg' },
};
