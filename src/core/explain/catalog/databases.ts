import * as l10n from '@vscode/l10n';
import type { Entry, Library, Text, Wait } from './schema';
import { answer, methods, plainArgument, promised, undefinedValue } from './waits';

/** Facts from the documentation of pg 8, mysql2 3 and Prisma. */

const oneAtATime: Text = () =>
  l10n.t('A connection runs one query at a time; further ones queue behind it.');

function query(server: string, value: Text, notes: readonly Text[]): Wait {
  return answer((call) => l10n.t('{0}’s answer to {1}', server, plainArgument(call, 0)), value, {
    notes: [
      () => l10n.t('What the server refuses is thrown here as an Error with its code.'),
      ...notes,
    ],
  });
}

const pooled: Text = () =>
  l10n.t('It first takes a free connection of the pool, and waits for one if all are in use.');

/** A connection taken of a pool. */
function checkout(gives: string, notes: readonly Text[]): Wait {
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

const connects = (server: string, value: Text, gives?: string): Wait =>
  answer(() => l10n.t('a connection to {0}', server), value, gives === undefined ? {} : { gives });

const closes = (): Wait =>
  answer((call) => l10n.t('the connections of {0} to be closed', call.receiver), undefinedValue);

const rows: Text = () => l10n.t('the result, its rows in rows,');
const pgClient = 'https://node-postgres.com/apis/client';
const pgPool = 'https://node-postgres.com/apis/pool';

export const pg: Library = {
  title: 'node-postgres',
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

const mysqlPage = 'https://sidorares.github.io/node-mysql2/docs/documentation/promise-wrapper';
const mysqlRows: Text = () => l10n.t('the rows and the fields, as [rows, fields],');

const mysqlQueries = (owner: string, note: Text) =>
  methods(owner, ['query', 'execute'], () => ({
    page: mysqlPage,
    await: query('MySQL', mysqlRows, [note]),
  }));

export const mysql2: Library = {
  title: 'MySQL2',
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

const prismaPage = (anchor: string) =>
  `https://www.prisma.io/docs/orm/reference/prisma-client-reference#${anchor}`;
const model = '@prisma/client.Model';
const client = '@prisma/client.PrismaClient';

const lazy: Text = () =>
  l10n.t('The query starts only when it is awaited: a call without await does nothing.');

const modelQuery = (name: string): Entry => ({
  page: prismaPage(name.toLowerCase()),
  await: answer(
    (call) => l10n.t('the database’s answer to {0}.{1}', call.receiver, name),
    () => l10n.t('what the query gives'),
    {
      notes: [
        lazy,
        () =>
          name.endsWith('OrThrow')
            ? l10n.t('If there is no such record it rejects, with code P2025.')
            : l10n.t('What the database refuses rejects with a PrismaClientKnownRequestError.'),
      ],
    },
  ),
});

export const prisma: Library = {
  title: 'Prisma',
  entries: {
    ...methods(
      model,
      'findUnique findUniqueOrThrow findFirst findFirstOrThrow findMany create createMany createManyAndReturn update updateMany upsert delete deleteMany count aggregate groupBy'.split(
        ' ',
      ),
      modelQuery,
    ),
    ...methods(
      client,
      ['$queryRaw', '$executeRaw', '$queryRawUnsafe', '$executeRawUnsafe'],
      () => ({
        page: 'https://www.prisma.io/docs/orm/prisma-client/using-raw-sql/raw-queries',
        await: answer(
          () => l10n.t('the database’s answer to the raw query'),
          () => l10n.t('the rows, or how many were changed'),
          { notes: [lazy] },
        ),
      }),
    ),
    [`${client}.$transaction`]: {
      page: 'https://www.prisma.io/docs/orm/prisma-client/queries/transactions',
      await: answer(
        () => l10n.t('the whole transaction, from BEGIN to COMMIT'),
        () => l10n.t('the results of its queries, or what the function returns'),
        {
          notes: [
            () => l10n.t('If one query or the function fails, all is rolled back and it rejects.'),
            () =>
              l10n.t(
                'A function gets 2 s to begin and 5 s to finish, unless maxWait and timeout say otherwise.',
              ),
          ],
        },
      ),
    },
    [`${client}.$connect`]: {
      page: prismaPage('connect'),
      await: connects('the database', undefinedValue),
    },
    [`${client}.$disconnect`]: { page: prismaPage('disconnect'), await: closes() },
  },
  classes: [client, model],
  bases: { '@prisma/client.Prisma.TransactionClient': client },
  attributes: { [`${client}.*`]: model },
};
