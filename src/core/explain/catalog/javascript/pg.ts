import * as l10n from '@vscode/l10n';
import type { Library, Text } from '../schema';
import { undefinedValue } from '../waits';
import { checkout, closes, connects, oneAtATime, pooled, query } from './sql';

/** Facts from pg-pool's index.js and pg's lib/client.js. */

const rows: Text = () => l10n.t('the result, with its rows in rows,');
const pgClient = 'https://node-postgres.com/apis/client';
const pgPool = 'https://node-postgres.com/apis/pool';

export const pg: Library = {
  title: 'node-postgres',
  packages: { npm: ['@types/pg@8.23.1'] },
  entries: {
    'pg.Client.connect': { page: pgClient, await: connects('PostgreSQL', undefinedValue) },
    'pg.Client.query': { page: pgClient, await: query('PostgreSQL', rows, [oneAtATime]) },
    'pg.Client.end': { page: pgClient, await: closes() },
    'pg.Pool.query': { page: pgPool, await: query('PostgreSQL', rows, [pooled]) },
    'pg.Pool.connect': {
      page: pgPool,
      await: checkout('pg.Client', [
        () => l10n.t('There is no time limit unless connectionTimeoutMillis is set.'),
      ]),
    },
    'pg.Pool.end': {
      page: pgPool,
      await: {
        ...closes(),
        notes: [() => l10n.t('It waits for every connection that is checked out to be released.')],
      },
    },
  },
  classes: ['pg.Client', 'pg.Pool'],
  bases: { 'pg.PoolClient': 'pg.Client', 'pg.ClientBase': 'pg.Client' },
  aliases: { 'pg-pool': 'pg.Pool', 'pg.default': 'pg' },
};
