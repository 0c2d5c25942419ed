import * as l10n from '@vscode/l10n';
import type { Library, Text } from '../schema';
import { answer, methods, undefinedValue } from '../waits';
import { checkout, closes, connects, oneAtATime, pooled, query } from './sql';

/** Facts from mysql2's promise.js and lib/base/pool.js. */

const mysqlPage = 'https://sidorares.github.io/node-mysql2/docs/documentation/promise-wrapper';
const mysqlRows: Text = () => l10n.t('the rows and the fields, as [rows, fields],');

const mysqlQueries = (owner: string, note: Text) =>
  methods(owner, ['query', 'execute'], () => ({
    page: mysqlPage,
    await: query('MySQL', mysqlRows, [note]),
  }));

export const mysql2: Library = {
  title: 'MySQL2',
  packages: { npm: ['mysql2@3.24.6'] },
  entries: {
    'mysql2/promise.createConnection': {
      page: mysqlPage,
      await: connects('MySQL', () => l10n.t('the connection'), 'mysql2/promise.Connection'),
    },
    'mysql2/promise.createPool': { page: mysqlPage, returns: 'mysql2/promise.Pool' },
    ...mysqlQueries('mysql2/promise.Connection', oneAtATime),
    ...mysqlQueries('mysql2/promise.Pool', pooled),
    'mysql2/promise.Pool.getConnection': {
      page: mysqlPage,
      await: checkout('mysql2/promise.Connection', []),
    },
    ...methods(
      'mysql2/promise.Connection',
      ['beginTransaction', 'commit', 'rollback', 'ping'],
      (name) => ({
        page: mysqlPage,
        await: answer(
          (call) => l10n.t('MySQL’s answer to {0}.{1}', call.receiver, name),
          undefinedValue,
        ),
      }),
    ),
    'mysql2/promise.Connection.end': { page: mysqlPage, await: closes() },
    'mysql2/promise.Pool.end': { page: mysqlPage, await: closes() },
  },
  classes: ['mysql2/promise.Connection', 'mysql2/promise.Pool'],
  bases: { 'mysql2/promise.PoolConnection': 'mysql2/promise.Connection' },
};
