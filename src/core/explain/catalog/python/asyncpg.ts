import * as l10n from '@vscode/l10n';
import type { Entry, Library, Raise, Text, KnownWait } from '../schema';
import { atEnd, closingDown, connecting, methods, none, plainArgument, roundTrip } from '../waits';

/** Facts from asyncpg's connection.py, pool.py, transaction.py and cursor.py. */

const page = (anchor: string) =>
  `https://magicstack.github.io/asyncpg/current/api/index.html#asyncpg.${anchor}`;

const failures: readonly Raise[] = [
  {
    error: 'asyncpg.PostgresError',
    when: () =>
      l10n.t('If the server refuses it: the subclass tells why, UniqueViolationError for one.'),
  },
  {
    error: 'TimeoutError',
    when: () =>
      l10n.t(
        'If it takes longer than timeout, or the connection’s command_timeout, where one is set.',
      ),
  },
];
const busy: Raise = {
  error: 'asyncpg.InterfaceError',
  when: () => l10n.t('If another task’s query runs on this connection, or it is closed.'),
};
const cancelling = () =>
  l10n.t('If the task is cancelled while it waits; the server is asked to cancel the query too.');
const oneAtATime = () =>
  l10n.t(
    'A connection runs one query at a time: gather() over one connection fails. Take one of the pool for each task.',
  );

/** A query and its answer. */
function query(value: Text, more: Partial<KnownWait> = {}): KnownWait {
  return roundTrip((call) => l10n.t('PostgreSQL’s answer to {0}', plainArgument(call, 0)), value, {
    because: () => l10n.t('The query goes to the server and back.'),
    raises: [...failures, busy],
    cancelled: cancelling,
    mistakes: [oneAtATime],
    ...more,
  });
}

const results: Readonly<Record<string, Text>> = {
  fetch: () => l10n.t('the list of all the rows'),
  fetchrow: () => l10n.t('the first row, or None,'),
  fetchval: () => l10n.t('one value of the first row'),
  execute: () => l10n.t('the status, such as INSERT 0 1,'),
  executemany: none,
};

const queries = (owner: string, anchor: string, wait: (value: Text) => KnownWait) =>
  methods(owner, ['fetch', 'fetchrow', 'fetchval', 'execute', 'executemany'], (name) => ({
    page: page(`${anchor}.${name}`),
    await: wait(results[name] ?? none),
  }));

const copies = (owner: string, anchor: string) =>
  methods(
    owner,
    ['copy_from_query', 'copy_from_table', 'copy_to_table', 'copy_records_to_table'],
    (name) => ({
      page: page(`${anchor}.${name}`),
      await: roundTrip(
        (call) => l10n.t('PostgreSQL to copy all rows of {0}', plainArgument(call, 0)),
        () => l10n.t('the status, such as COPY 140,'),
        { raises: [...failures, busy] },
      ),
    }),
  );

/** The pool’s own queries first take one of its connections. */
const pooled = (value: Text): KnownWait =>
  query(value, {
    registers: (call) =>
      l10n.t(
        '{0} takes a free connection of the pool, or waits for one, sends the query, and gives the connection back afterwards.',
        call.receiver,
      ),
    raises: failures,
    mistakes: [],
  });

const acquires: KnownWait = {
  waitsFor: 'network',
  mechanism: 'signal',
  thing: () => l10n.t('a free connection of the pool'),
  suspends: 'maybe',
  because: () => l10n.t('If the pool has an idle connection, it is handed out at once.'),
  registers: () =>
    l10n.t(
      'acquire() looks for an idle connection; below max_size it opens a new one, else a waiter queues for the next that is released.',
    ),
  watches: () =>
    l10n.t(
      'The loop runs the other tasks; one of them must release a connection, unless a new one is being opened.',
    ),
  wokenBy: () =>
    l10n.t('A connection that is released completes the first waiter, and its task goes on.'),
  value: () => l10n.t('the connection'),
  gives: 'asyncpg.Connection',
  raises: [
    {
      error: 'TimeoutError',
      when: (call) =>
        call.argument(null, 'timeout') === null
          ? null
          : l10n.t('If no connection is free in time.'),
    },
  ],
  mistakes: [
    (call) =>
      call.argument(null, 'timeout') === null
        ? l10n.t('Without timeout= it may wait for ever.')
        : null,
    () => l10n.t('Tasks that take a second connection while they hold one can deadlock the pool.'),
  ],
};

const releases = roundTrip(() => l10n.t('the connection to be reset for its next user'), none, {
  because: () => l10n.t('Release runs in a task of its own, shielded from cancellation.'),
  raises: [
    {
      error: 'asyncpg.PostgresError',
      when: () => l10n.t('If the server refuses the reset; the connection is dropped then.'),
    },
  ],
});

const connects: KnownWait = roundTrip(
  () => l10n.t('a connection to PostgreSQL'),
  () => l10n.t('the connection'),
  {
    ...connecting,
    because: () => l10n.t('Connecting and logging in go over the network.'),
    gives: 'asyncpg.Connection',
    raises: [
      { error: 'OSError', when: () => l10n.t('If the server cannot be reached.') },
      { error: 'TimeoutError', when: () => l10n.t('After 60 s, unless timeout says otherwise.') },
      {
        error: 'asyncpg.PostgresError',
        when: () => l10n.t('If the server refuses the connection: InvalidPasswordError for one.'),
      },
    ],
  },
);

const fillsPool: KnownWait = {
  ...connects,
  thing: () => l10n.t('the pool’s first connections'),
  value: () => l10n.t('the pool'),
  because: () => l10n.t('It opens min_size connections (10, unless set), so it suspends.'),
  gives: 'asyncpg.Pool',
};

const closesPool = roundTrip(
  (call) => l10n.t('all connections of pool {0} to be given back and closed', call.receiver),
  none,
  {
    lens: (call) => l10n.t('waits for the connections of {0} to be closed', call.receiver),
    suspends: 'maybe',
    because: () => l10n.t('If the pool has no open connection, there is nothing to wait for.'),
    registers: () => l10n.t('The pool waits for each connection to be given back, and closes it.'),
    wokenBy: () =>
      l10n.t(
        'When the last of the connections is closed, the waiting task goes in the ready queue.',
      ),
    raises: [],
    mistakes: [
      () =>
        l10n.t('It waits for ever for a connection that is not given back; terminate() does not.'),
    ],
  },
);

const command = (thing: Text): KnownWait =>
  roundTrip(thing, none, {
    because: () => l10n.t('The command goes to the server and back.'),
    raises: [...failures, busy],
  });

const commits = atEnd(
  command(() => l10n.t('COMMIT, or ROLLBACK after an exception')),
  () => l10n.t('at the end: waits for COMMIT or ROLLBACK'),
);

const noTransaction: Raise = {
  error: 'asyncpg.NoActiveSQLTransactionError',
  when: () => l10n.t('If no transaction is open: a cursor works only inside one.'),
};

const rows: KnownWait = roundTrip(
  () => l10n.t('the next rows of the cursor'),
  () => l10n.t('the row'),
  {
    waitsFor: 'iterator',
    suspends: 'maybe',
    because: () =>
      l10n.t(
        'Rows come in batches of 50 (prefetch); only the first of a batch goes to the server and suspends.',
      ),
    raises: [noTransaction, ...failures],
    mistakes: [],
  },
);

const cursor: Entry = {
  page: page('connection.Connection.cursor'),
  await: roundTrip(
    () => l10n.t('the cursor to be made on the server'),
    () => l10n.t('the cursor'),
    { gives: 'asyncpg.cursor.Cursor', raises: [noTransaction, ...failures, busy] },
  ),
  next: rows,
};

const cursorMethod = (name: string): Entry => ({
  page: page(`cursor.Cursor.${name}`),
  await: roundTrip(
    (call) => l10n.t('rows of {0}', call.receiver),
    () => l10n.t('the list of rows'),
    { raises: [...failures, busy] },
  ),
});

/**
 * The connection's protocol, which is compiled and so has no source to follow: asyncpg's protocol/protocol.pyx. Each of its
 * requests makes a future, which the server's answer completes.
 */
const protocol = 'asyncpg.protocol.protocol.Protocol';
const request = (thing: Text, value: Text) =>
  roundTrip(thing, value, {
    raises: [...failures, busy],
    cancelled: cancelling,
  });
const answer: Text = () => l10n.t('the server’s answer');
const requests: Readonly<Record<string, KnownWait>> = {
  bind: request(() => l10n.t('PostgreSQL to bind the statement’s arguments'), answer),
  bind_execute: request(() => l10n.t('PostgreSQL’s answer to the statement'), answer),
  bind_execute_many: request(() => l10n.t('PostgreSQL’s answers to the statement'), answer),
  close_portal: request(() => l10n.t('PostgreSQL to close the portal'), none),
  close_statement: request(() => l10n.t('PostgreSQL to close the statement'), answer),
  copy_in: request(
    () => l10n.t('PostgreSQL to take all the rows'),
    () => l10n.t('the status, such as COPY 140,'),
  ),
  copy_out: request(
    () => l10n.t('all the rows that PostgreSQL sends'),
    () => l10n.t('the status, such as COPY 140,'),
  ),
  execute: request(() => l10n.t('PostgreSQL’s answer to the statement'), answer),
  prepare: request(
    () => l10n.t('PostgreSQL to prepare the statement'),
    () => l10n.t('the statement'),
  ),
  query: request(
    (call) => l10n.t('PostgreSQL’s answer to {0}', plainArgument(call, 0)),
    () => l10n.t('the status, such as INSERT 0 1,'),
  ),
  close: roundTrip(() => l10n.t('the connection to be closed'), none, {
    ...closingDown,
    suspends: 'maybe',
    because: () => l10n.t('If it is closed already, it does not suspend.'),
    raises: failures,
  }),
};

/** The statements that the methods of a transaction send, which is a savepoint inside another. */
const statements: Readonly<Record<string, string>> = {
  start: 'BEGIN',
  commit: 'COMMIT',
  rollback: 'ROLLBACK',
};

export const asyncpg: Library = {
  title: 'asyncpg',
  packages: { pip: ['asyncpg==0.31.0'] },
  entries: {
    'asyncpg.connect': { page: page('connection.connect'), await: connects },
    'asyncpg.create_pool': {
      page: page('pool.create_pool'),
      await: fillsPool,
      enter: fillsPool,
      exit: atEnd(closesPool, () => l10n.t('at the end: closes the pool')),
      returns: 'asyncpg.Pool',
    },
    'asyncpg.Pool': {
      page: page('pool.Pool'),
      await: fillsPool,
      enter: fillsPool,
      exit: atEnd(closesPool, () => l10n.t('at the end: closes the pool')),
    },
    ...queries('asyncpg.Pool', 'pool.Pool', pooled),
    ...copies('asyncpg.Pool', 'pool.Pool'),
    'asyncpg.Pool.acquire': {
      page: page('pool.Pool.acquire'),
      await: acquires,
      enter: acquires,
      exit: atEnd(releases, () => l10n.t('at the end: gives the connection back')),
    },
    'asyncpg.Pool.release': { page: page('pool.Pool.release'), await: releases },
    'asyncpg.Pool.close': { page: page('pool.Pool.close'), await: closesPool },
    'asyncpg.Pool.expire_connections': {
      page: page('pool.Pool.expire_connections'),
      await: {
        ...closesPool,
        waitsFor: 'nothing',
        mechanism: 'none',
        suspends: 'never',
        thing: () => l10n.t('nothing'),
        because: () => l10n.t('It only marks the connections, to be replaced when next acquired.'),
        raises: [],
        mistakes: [],
      },
    },
    ...queries('asyncpg.Connection', 'connection.Connection', (value) => query(value)),
    ...copies('asyncpg.Connection', 'connection.Connection'),
    'asyncpg.Connection.prepare': {
      page: page('connection.Connection.prepare'),
      await: query(() => l10n.t('the prepared statement'), {
        gives: 'asyncpg.prepared_stmt.PreparedStatement',
      }),
    },
    'asyncpg.Connection.transaction': {
      page: page('connection.Connection.transaction'),
      enter: command(() => l10n.t('BEGIN, or SAVEPOINT inside another transaction')),
      exit: commits,
      returns: 'asyncpg.transaction.Transaction',
    },
    'asyncpg.transaction.Transaction': {
      page: page('transaction.Transaction'),
      enter: command(() => l10n.t('BEGIN, or SAVEPOINT inside another transaction')),
      exit: commits,
    },
    ...methods('asyncpg.transaction.Transaction', ['start', 'commit', 'rollback'], (name) => ({
      page: page(`transaction.Transaction.${name}`),
      await: command(() => l10n.t('PostgreSQL’s answer to {0}', statements[name] ?? name)),
    })),
    'asyncpg.Connection.cursor': cursor,
    ...methods('asyncpg.cursor.Cursor', ['fetch', 'fetchrow', 'forward'], cursorMethod),
    'asyncpg.Connection.close': {
      page: page('connection.Connection.close'),
      await: roundTrip((call) => l10n.t('connection {0} to be closed', call.receiver), none, {
        ...closingDown,
        suspends: 'maybe',
        because: () => l10n.t('If it is closed already, it does not suspend.'),
        raises: [
          {
            error: 'TimeoutError',
            when: (call) =>
              call.argument(0, 'timeout') === null
                ? null
                : l10n.t('If it takes longer than timeout; the connection is dropped then.'),
          },
        ],
      }),
    },
    ...methods('asyncpg.Connection', ['add_listener', 'remove_listener'], (name) => ({
      page: page(`connection.Connection.${name}`),
      await: roundTrip((call) => l10n.t('LISTEN or UNLISTEN {0}', plainArgument(call, 0)), none, {
        suspends: 'maybe',
        because: () =>
          l10n.t(
            'Only the first listener of a channel, and the last that leaves, tell the server.',
          ),
        raises: [...failures, busy],
      }),
    })),
    ...methods(
      'asyncpg.Connection',
      ['reset', 'set_type_codec', 'reset_type_codec', 'set_builtin_type_codec'],
      (name) => ({
        page: page(`connection.Connection.${name}`),
        await: command((call) => l10n.t('PostgreSQL’s answer to {0}.{1}', call.receiver, name)),
      }),
    ),
    ...methods(
      'asyncpg.prepared_stmt.PreparedStatement',
      ['fetch', 'fetchrow', 'fetchval', 'executemany', 'explain'],
      (name) => ({
        page: page(`prepared_stmt.PreparedStatement.${name}`),
        await: {
          ...query(results[name] ?? (() => l10n.t('the plan'))),
          thing: (call) => l10n.t('PostgreSQL’s answer to statement {0}', call.receiver),
        },
      }),
    ),
    ...methods(protocol, Object.keys(requests), (name) => ({
      page: 'https://github.com/MagicStack/asyncpg/blob/master/asyncpg/protocol/protocol.pyx',
      ...(requests[name] && { await: requests[name] }),
    })),
    'asyncpg.prepared_stmt.PreparedStatement.cursor': {
      ...cursor,
      page: page('prepared_stmt.PreparedStatement.cursor'),
    },
  },
  classes: [
    'asyncpg.Pool',
    'asyncpg.Connection',
    'asyncpg.transaction.Transaction',
    'asyncpg.cursor.Cursor',
    'asyncpg.prepared_stmt.PreparedStatement',
    protocol,
  ],
  aliases: {
    'asyncpg.pool.Pool': 'asyncpg.Pool',
    'asyncpg.pool.create_pool': 'asyncpg.create_pool',
    'asyncpg.pool.PoolConnectionProxy': 'asyncpg.Connection',
    'asyncpg.connection.Connection': 'asyncpg.Connection',
    'asyncpg.connection.connect': 'asyncpg.connect',
  },
};
