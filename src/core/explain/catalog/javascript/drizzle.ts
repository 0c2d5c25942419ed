import * as l10n from '@vscode/l10n';
import type { Library, Raise, Text } from '../schema';
import { answer, methods } from '../waits';

/** Facts from Drizzle's query-promise.ts, errors.ts, pg-core/db.ts and its drivers' session.ts. The classes here stand for those of every dialect. */

const page = (name: string) => `https://orm.drizzle.team/docs/${name}`;

const database = 'drizzle-orm.Database';
const query = 'drizzle-orm.Query';
const table = 'drizzle-orm.RelationalQueryBuilder';

const lazy: Text = () =>
  l10n.t('The query is sent when it is awaited: without await nothing happens.');
const fails: Raise = {
  error: 'DrizzleQueryError',
  when: () => l10n.t('If the query fails: the driver’s own error is its cause.'),
};

const rows = answer(
  (call) => l10n.t('the database’s answer to {0}', call.receiver),
  () => l10n.t('the array of rows, or the driver’s result,'),
  { raises: [fails], mistakes: [lazy] },
);

const drivers =
  'node-postgres postgres-js neon-http neon-serverless vercel-postgres pglite mysql2 planetscale-serverless better-sqlite3 libsql d1 bun-sqlite'.split(
    ' ',
  );

export const drizzle: Library = {
  title: 'Drizzle',
  packages: { npm: ['drizzle-orm@0.45.4'] },
  entries: {
    ...Object.fromEntries(
      drivers.map((driver) => [
        `drizzle-orm/${driver}.drizzle`,
        { page: page('connect-overview'), returns: database },
      ]),
    ),
    ...methods(
      database,
      ['select', 'selectDistinct', 'insert', 'update', 'delete', 'with'],
      (name) => ({
        page: page(name === 'selectDistinct' || name === 'with' ? 'select' : name),
        returns: query,
      }),
    ),
    [query]: { page: page('data-querying'), await: rows },
    ...methods(
      query,
      'from where leftJoin rightJoin innerJoin fullJoin groupBy having orderBy limit offset values set returning onConflictDoNothing onConflictDoUpdate onDuplicateKeyUpdate for $dynamic select'.split(
        ' ',
      ),
      () => ({ page: page('data-querying'), returns: query }),
    ),
    [`${query}.prepare`]: { page: 'https://orm.drizzle.team/docs/perf-queries', returns: query },
    ...methods(query, ['execute', 'all', 'get', 'run'], () => ({
      page: page('data-querying'),
      await: rows,
    })),
    ...methods(table, ['findMany', 'findFirst'], (name) => ({
      page: page('rqb'),
      await: answer(
        (call) => l10n.t('the database’s answer to {0}.{1}', call.receiver, name),
        () => l10n.t('the array of rows, with what is related to them,'),
        {
          raises: [fails],
          mistakes: [
            lazy,
            () =>
              name === 'findFirst'
                ? l10n.t('If nothing matches it gives undefined and no error.')
                : null,
          ],
        },
      ),
    })),
    [`${database}.execute`]: { page: page('sql'), await: rows },
    [`${database}.$count`]: { page: page('select'), await: rows },
    [`${database}.transaction`]: {
      page: page('transactions'),
      calledWith: [database],
      await: answer(
        () => l10n.t('the whole transaction, from BEGIN to COMMIT'),
        () => l10n.t('what the function returns'),
        {
          raises: [
            {
              error: null,
              when: () => l10n.t('What the function throws; all is rolled back.'),
            },
            {
              error: 'TransactionRollbackError',
              when: () => l10n.t('If the function calls tx.rollback().'),
            },
            fails,
          ],
          mistakes: [
            () =>
              l10n.t(
                'Inside it use tx, not db: db is another connection, outside the transaction.',
              ),
          ],
        },
      ),
    },
  },
  classes: [database, query, 'drizzle-orm.RelationalQueries', table],
  attributes: {
    [`${database}.query`]: 'drizzle-orm.RelationalQueries',
    'drizzle-orm.RelationalQueries.*': table,
  },
};
