import * as l10n from '@vscode/l10n';
import type { Library, Raise, Text } from '../schema';
import { answer, methods } from '../waits';
import { checkout, closes, connects, notInPool, oneAtATime, pooled, query } from './sql';

/** Facts from mysql2's promise.js, lib/promise, lib/base/pool.js, lib/base/connection.js and lib/packets/packet.js. */

const mysqlPage = 'https://sidorares.github.io/node-mysql2/docs/documentation/promise-wrapper';
const mysqlRows: Text = () => l10n.t('the pair [rows, fields]');

/** All of them are plain Errors. */
const failures: readonly Raise[] = [
  {
    error: 'Error',
    when: () =>
      l10n.t('If the server refuses it: code tells why, ER_DUP_ENTRY for a duplicate key.'),
  },
  {
    error: 'Error',
    when: () => l10n.t('If the connection is lost: code is PROTOCOL_CONNECTION_LOST, or Node’s.'),
  },
];
const unreachable: Raise = {
  error: 'Error',
  when: () =>
    l10n.t(
      'If the server cannot be reached within 10 s (connectTimeout), or refuses the login: code tells which.',
    ),
};
const full: Raise = {
  error: 'Error',
  when: () =>
    l10n.t(
      'If all connections are in use and the pool may not wait for one (waitForConnections, queueLimit), or it is closed.',
    ),
};
const pair: Text = () =>
  l10n.t('It gives a pair: const [rows] = await …, or rows is the array of both.');

const mysqlQueries = (owner: string, own: Parameters<typeof query>[2]) =>
  methods(owner, ['query', 'execute'], () => ({
    page: mysqlPage,
    await: query('MySQL', mysqlRows, own),
  }));

export const mysql2: Library = {
  title: 'MySQL2',
  packages: { npm: ['mysql2@3.24.6'] },
  entries: {
    'mysql2/promise.createConnection': {
      page: mysqlPage,
      await: connects('MySQL', () => l10n.t('the connection'), {
        gives: 'mysql2/promise.Connection',
        raises: [unreachable],
      }),
    },
    'mysql2/promise.createPool': { page: mysqlPage, returns: 'mysql2/promise.Pool' },
    ...mysqlQueries('mysql2/promise.Connection', {
      raises: failures,
      notes: [oneAtATime],
      mistakes: [pair],
    }),
    ...mysqlQueries('mysql2/promise.Pool', {
      raises: [...failures, unreachable, full],
      notes: [pooled],
      mistakes: [pair, notInPool('getConnection')],
    }),
    'mysql2/promise.Pool.getConnection': {
      page: mysqlPage,
      await: checkout('mysql2/promise.Connection', {
        raises: [unreachable, full],
        mistakes: [() => l10n.t('There is no time limit for waiting in the pool’s queue.')],
      }),
    },
    ...methods(
      'mysql2/promise.Connection',
      ['beginTransaction', 'commit', 'rollback', 'ping'],
      (name) => ({
        page: mysqlPage,
        await: answer(
          (call) => l10n.t('MySQL’s answer to {0}.{1}', call.receiver, name),
          () => l10n.t('nothing of use'),
          { raises: failures },
        ),
      }),
    ),
    // Its promise is resolved even with the error.
    'mysql2/promise.Connection.end': { page: mysqlPage, await: closes([]) },
    'mysql2/promise.Pool.end': {
      page: mysqlPage,
      await: closes([
        { error: 'Error', when: () => l10n.t('If a connection cannot be closed in order.') },
      ]),
    },
  },
  classes: ['mysql2/promise.Connection', 'mysql2/promise.Pool'],
  bases: { 'mysql2/promise.PoolConnection': 'mysql2/promise.Connection' },
};
