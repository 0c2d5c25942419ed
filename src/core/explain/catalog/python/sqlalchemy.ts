import * as l10n from '@vscode/l10n';
import type { Entry, Library, Raise, Text, KnownWait } from '../schema';
import { atEnd, entersItself, immediate, methods, none, plainArgument, roundTrip } from '../waits';

/** Facts from SQLAlchemy's ext/asyncio package: greenlets run the synchronous code and await the driver. */

const page = (name: string) =>
  `https://docs.sqlalchemy.org/en/20/orm/extensions/asyncio.html#sqlalchemy.ext.asyncio.${name}`;
const owner = (name: string) => `sqlalchemy.ext.asyncio.${name}`;

const greenlet = () =>
  l10n.t(
    'SQLAlchemy runs its synchronous code in a greenlet; each time the driver must wait, this await does.',
  );
const noConnection: Raise = {
  error: 'sqlalchemy.exc.TimeoutError',
  when: () => l10n.t('If the pool has no free connection for 30 s (pool_timeout).'),
};
const refused: Raise = {
  error: 'sqlalchemy.exc.DBAPIError',
  when: () => l10n.t('If the database refuses it: as IntegrityError or OperationalError for one.'),
};

function database(thing: Text, value: Text, more: Partial<KnownWait> = {}): KnownWait {
  return roundTrip(thing, value, {
    because: () => l10n.t('The database is asked.'),
    registers: () =>
      l10n.t(
        'The statement goes, through the driver, to the database on a connection of the engine’s pool.',
      ),
    watches: () =>
      l10n.t('The loop watches whatever the driver waits with: a socket, or a thread for SQLite.'),
    wokenBy: () =>
      l10n.t('When the database’s answer is there, the greenlet goes on, and then your code.'),
    raises: [refused, noConnection],
    notes: [greenlet],
    ...more,
  });
}

const statement = (value: Text, gives?: string): KnownWait =>
  database((call) => l10n.t('the database’s answer to {0}', plainArgument(call, 0)), value, {
    ...(gives !== undefined && { gives }),
  });

const maybe = (thing: Text, value: Text, because: Text, more: Partial<KnownWait> = {}): KnownWait =>
  database(thing, value, { suspends: 'maybe', because, ...more });

const commit = maybe(
  () => l10n.t('COMMIT, after what is still to be flushed'),
  none,
  () => l10n.t('If nothing was sent in this transaction, there is nothing to commit.'),
  {
    notes: [],
    mistakes: [
      () =>
        l10n.t(
          'Afterwards the objects are expired (unless expire_on_commit=False): reading an attribute would need an await, and raises MissingGreenlet.',
        ),
    ],
  },
);
const rollback = maybe(
  () => l10n.t('ROLLBACK'),
  none,
  () => l10n.t('If nothing was sent in this transaction, there is nothing to roll back.'),
);
const close = maybe(
  (call) => l10n.t('the connection of {0} to go back to the pool', call.receiver),
  none,
  () => l10n.t('If it holds no connection, it does not suspend; else what is open is rolled back.'),
);
const endsTransaction = atEnd(
  maybe(
    () => l10n.t('COMMIT, or ROLLBACK after an exception'),
    none,
    () => l10n.t('If nothing was sent in this transaction, there is nothing to commit.'),
  ),
  () => l10n.t('at the end: waits for COMMIT or ROLLBACK'),
);

const connects = maybe(
  () => l10n.t('a connection of the engine’s pool'),
  () => l10n.t('the connection'),
  () => l10n.t('If the pool has a free connection, it is handed out without suspending.'),
  { gives: owner('AsyncConnection'), notes: [] },
);

const begins: KnownWait = immediate(
  () => l10n.t('A session’s transaction begins on the server only with its first statement.'),
  { lens: () => l10n.t('begins a transaction at once'), gives: owner('AsyncSessionTransaction') },
);

/** A savepoint is sent at once, a transaction begins with the first statement (engine/base.py). */
const beginsHere = (name: string): KnownWait =>
  name === 'begin'
    ? {
        ...begins,
        because: () =>
          l10n.t('The transaction begins on the server only with its first statement.'),
        value: () => l10n.t('the transaction'),
        gives: owner('AsyncTransaction'),
      }
    : {
        ...statement(() => l10n.t('the transaction')),
        thing: () => l10n.t('SAVEPOINT'),
        gives: owner('AsyncTransaction'),
      };

const results: Readonly<Record<string, Text>> = {
  execute: () => l10n.t('the result, its rows fetched,'),
  scalar: () => l10n.t('one value, or None,'),
  scalars: () => l10n.t('the ScalarResult'),
};

const queries = (name: string): Record<string, Entry> => ({
  ...methods(owner(name), ['execute', 'scalar', 'scalars'], (method) => ({
    page: page(`${name}.${method}`),
    await: statement(results[method] ?? none),
  })),
  [owner(`${name}.stream`)]: {
    page: page(`${name}.stream`),
    await: statement(() => l10n.t('the result, to be read row by row,'), owner('AsyncResult')),
  },
  [owner(`${name}.stream_scalars`)]: {
    page: page(`${name}.stream_scalars`),
    await: statement(() => l10n.t('the AsyncScalarResult'), owner('AsyncScalarResult')),
  },
  [owner(`${name}.run_sync`)]: {
    page: page(`${name}.run_sync`),
    await: maybe(
      (call) => l10n.t('{0}, run in a greenlet', call.argument(0) ?? '?'),
      () => l10n.t('what the function returns'),
      () => l10n.t('If the function does not ask the database, it does not suspend.'),
      { notes: [greenlet] },
    ),
  },
  [owner(`${name}.commit`)]: { page: page(`${name}.commit`), await: commit },
  [owner(`${name}.rollback`)]: { page: page(`${name}.rollback`), await: rollback },
  [owner(`${name}.close`)]: { page: page(`${name}.close`), await: close },
});

const rows = maybe(
  () => l10n.t('the next rows of the result'),
  () => l10n.t('the next row'),
  () => l10n.t('Rows come in batches; only the first of a batch suspends.'),
  { waitsFor: 'iterator', notes: [] },
);

export const sqlalchemy: Library = {
  title: 'SQLAlchemy',
  packages: { pip: ['sqlalchemy[asyncio]==2.0.54'] },
  entries: {
    [owner('create_async_engine')]: {
      page: page('create_async_engine'),
      returns: owner('AsyncEngine'),
    },
    [owner('AsyncEngine.connect')]: {
      page: page('AsyncEngine.connect'),
      await: connects,
      enter: connects,
      exit: atEnd(close, () => l10n.t('at the end: gives the connection back')),
    },
    [owner('AsyncEngine.execution_options')]: {
      page: page('AsyncEngine.execution_options'),
      returns: owner('AsyncEngine'),
    },
    [owner('AsyncEngine.begin')]: {
      page: page('AsyncEngine.begin'),
      enter: connects,
      exit: endsTransaction,
    },
    [owner('AsyncEngine.dispose')]: {
      page: page('AsyncEngine.dispose'),
      await: maybe(
        () => l10n.t('the pool’s connections to be closed'),
        none,
        () => l10n.t('If the pool holds no connection, it does not suspend.'),
        { notes: [] },
      ),
    },
    ...queries('AsyncConnection'),
    ...methods(owner('AsyncConnection'), ['begin', 'begin_nested'], (name) => ({
      page: page(`AsyncConnection.${name}`),
      await: beginsHere(name),
      enter: beginsHere(name),
      exit: endsTransaction,
    })),
    [owner('AsyncConnection.execution_options')]: {
      page: page('AsyncConnection.execution_options'),
      await: immediate(() => l10n.t('It only sets options; the database is not asked.'), {
        value: () => l10n.t('the connection'),
        gives: owner('AsyncConnection'),
      }),
    },
    ...methods(owner('AsyncTransaction'), ['commit', 'rollback', 'close'], (name) => ({
      page: page(`AsyncTransaction.${name}`),
      await: name === 'commit' ? commit : rollback,
    })),
    [owner('AsyncConnection.exec_driver_sql')]: {
      page: page('AsyncConnection.exec_driver_sql'),
      await: statement(() => l10n.t('the result')),
    },
    [owner('AsyncSession')]: {
      page: page('AsyncSession'),
      enter: entersItself,
      exit: atEnd(close, (call) => l10n.t('at the end: closes session {0}', call.receiver)),
    },
    ...queries('AsyncSession'),
    [owner('AsyncSession.begin')]: {
      page: page('AsyncSession.begin'),
      await: begins,
      enter: begins,
      exit: endsTransaction,
    },
    [owner('async_sessionmaker.__call__')]: {
      page: page('async_sessionmaker'),
      returns: owner('AsyncSession'),
    },
    [owner('async_sessionmaker.begin')]: {
      page: page('async_sessionmaker.begin'),
      enter: { ...begins, gives: owner('AsyncSession'), value: () => l10n.t('the session') },
      exit: endsTransaction,
    },
    [owner('AsyncSession.begin_nested')]: {
      page: page('AsyncSession.begin_nested'),
      enter: maybe(
        () => l10n.t('changes to be flushed before the savepoint'),
        () => l10n.t('the transaction'),
        () =>
          l10n.t(
            'The SAVEPOINT itself goes out with the next statement: without changes to flush it does not suspend.',
          ),
      ),
      exit: endsTransaction,
    },
    ...methods(owner('AsyncSessionTransaction'), ['commit', 'rollback'], (name) => ({
      page: page(`AsyncSessionTransaction.${name}`),
      await: name === 'commit' ? commit : rollback,
    })),
    ...methods(owner('AsyncSession'), ['aclose', 'reset', 'invalidate'], (name) => ({
      page: page(`AsyncSession.${name}`),
      await: close,
    })),
    [owner('async_scoped_session.remove')]: {
      page: page('async_scoped_session.remove'),
      await: close,
    },
    [owner('AsyncConnection.aclose')]: { page: page('AsyncConnection.aclose'), await: close },
    [owner('AsyncConnection.get_raw_connection')]: {
      page: page('AsyncConnection.get_raw_connection'),
      await: connects,
    },
    [owner('AsyncResult.mappings')]: {
      page: page('AsyncResult.mappings'),
      returns: owner('AsyncMappingResult'),
    },
    ...methods(
      owner('AsyncResult'),
      ['fetchall', 'one_or_none', 'scalar', 'scalar_one', 'scalar_one_or_none'],
      (name) => ({ page: page(`AsyncResult.${name}`), await: rows }),
    ),
    ...methods(owner('AsyncScalarResult'), ['fetchall', 'fetchmany', 'one_or_none'], (name) => ({
      page: page(`AsyncScalarResult.${name}`),
      await: rows,
    })),
    ...methods(
      owner('AsyncMappingResult'),
      ['all', 'fetchall', 'fetchmany', 'fetchone', 'first', 'one', 'one_or_none'],
      (name) => ({ page: page(`AsyncMappingResult.${name}`), await: rows }),
    ),
    [owner('AsyncMappingResult')]: { page: page('AsyncMappingResult'), next: rows },
    [owner('AsyncSession.get_one')]: {
      page: page('AsyncSession.get_one'),
      await: maybe(
        (call) =>
          l10n.t(
            '{0} with key {1}',
            call.argument(0, 'entity') ?? '?',
            call.argument(1, 'ident') ?? '?',
          ),
        () => l10n.t('the object'),
        () =>
          l10n.t(
            'If the session holds the object already, and unexpired, the database is not asked.',
          ),
      ),
    },
    [owner('AsyncSession.get')]: {
      page: page('AsyncSession.get'),
      await: maybe(
        (call) => l10n.t('{0} with key {1}', call.argument(0) ?? '?', call.argument(1) ?? '?'),
        () => l10n.t('the object, or None,'),
        () =>
          l10n.t(
            'If the session holds the object already, and unexpired, the database is not asked.',
          ),
      ),
    },
    [owner('AsyncSession.flush')]: {
      page: page('AsyncSession.flush'),
      await: maybe(
        () => l10n.t('the pending INSERTs, UPDATEs and DELETEs'),
        none,
        () => l10n.t('If nothing has changed, it does not suspend.'),
      ),
    },
    [owner('AsyncSession.refresh')]: {
      page: page('AsyncSession.refresh'),
      await: database((call) => l10n.t('{0} to be read again', call.argument(0) ?? '?'), none),
    },
    [owner('AsyncSession.delete')]: {
      page: page('AsyncSession.delete'),
      await: maybe(
        (call) => l10n.t('what must be loaded to delete {0}', call.argument(0) ?? '?'),
        none,
        () =>
          l10n.t('Only cascades to what is not loaded ask the database; DELETE comes at flush.'),
      ),
    },
    [owner('AsyncSession.merge')]: {
      page: page('AsyncSession.merge'),
      await: maybe(
        (call) => l10n.t('{0} to be merged', call.argument(0) ?? '?'),
        () => l10n.t('the session’s own object'),
        () => l10n.t('If the session holds the object already, the database is not asked.'),
      ),
    },
    [owner('AsyncSession.connection')]: { page: page('AsyncSession.connection'), await: connects },
    [owner('AsyncResult')]: { page: page('AsyncResult'), next: rows },
    [owner('AsyncScalarResult')]: { page: page('AsyncScalarResult'), next: rows },
    ...methods(owner('AsyncResult'), ['all', 'fetchone', 'fetchmany', 'first', 'one'], (name) => ({
      page: page(`AsyncResult.${name}`),
      await: rows,
    })),
    ...methods(owner('AsyncScalarResult'), ['all', 'first', 'one'], (name) => ({
      page: page(`AsyncScalarResult.${name}`),
      await: rows,
    })),
    [owner('AsyncResult.scalars')]: {
      page: page('AsyncResult.scalars'),
      returns: owner('AsyncScalarResult'),
    },
  },
  classes: [
    'AsyncEngine',
    'AsyncConnection',
    'AsyncSession',
    'AsyncResult',
    'AsyncScalarResult',
    'AsyncTransaction',
    'AsyncMappingResult',
    'AsyncSessionTransaction',
    'async_sessionmaker',
  ].map(owner),
  bases: { [owner('async_scoped_session')]: owner('AsyncSession') },
  aliases: {
    'sqlalchemy.ext.asyncio.session': 'sqlalchemy.ext.asyncio',
    'sqlalchemy.ext.asyncio.engine': 'sqlalchemy.ext.asyncio',
  },
};
