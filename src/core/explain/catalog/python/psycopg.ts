import * as l10n from '@vscode/l10n';
import type { Entry, Library, Raise, Text, KnownWait } from '../schema';
import {
  arrival,
  atEnd,
  closingDown,
  connecting,
  departure,
  entersItself,
  immediate,
  methods,
  none,
  plainArgument,
  roundTrip,
} from '../waits';

/** Facts from Psycopg 3's connection_async.py, cursor_async.py, _server_cursor_async.py and psycopg_pool's pool_async.py. */

const site = 'https://www.psycopg.org/psycopg3/docs/api';
const connections = (name: string) => `${site}/connections.html#psycopg.AsyncConnection${name}`;
const cursors = (name: string) => `${site}/cursors.html#psycopg.AsyncCursor${name}`;
const pools = `${site}/pool.html#psycopg_pool.AsyncConnectionPool`;

const errors: Raise = {
  error: 'psycopg.Error',
  when: () =>
    l10n.t('If the server refuses it: the subclass tells why, errors.UniqueViolation for one.'),
};
const cancelling: Text = () =>
  l10n.t('If the task is cancelled while it waits; the server is asked to cancel the query first.');
const begins: Text = () =>
  l10n.t(
    'Without autocommit the first query begins a transaction that stays open until commit() or rollback().',
  );

const query = (more: Partial<KnownWait> = {}): KnownWait =>
  roundTrip(
    (call) => l10n.t('PostgreSQL’s answer to {0}', plainArgument(call, 0, 'query')),
    () => l10n.t('the cursor'),
    {
      gives: 'psycopg.AsyncCursor',
      raises: [errors],
      cancelled: cancelling,
      mistakes: [begins],
      ...more,
    },
  );

const command = (name: string): KnownWait =>
  roundTrip((call) => l10n.t('PostgreSQL’s answer to {0}.{1}', call.receiver, name), none, {
    suspends: 'maybe',
    because: () => l10n.t('Outside a transaction there is nothing to do, and it does not suspend.'),
    raises: [errors],
  });

const connects: KnownWait = roundTrip(
  () => l10n.t('a connection to PostgreSQL'),
  () => l10n.t('the connection'),
  {
    ...connecting,
    gives: 'psycopg.AsyncConnection',
    raises: [
      {
        error: 'psycopg.OperationalError',
        when: () =>
          l10n.t(
            'If the connection fails, or takes longer than connect_timeout (130 s, unless set).',
          ),
      },
    ],
  },
);

const ends = roundTrip((call) => l10n.t('the transaction of {0} to end', call.receiver), none, {
  suspends: 'maybe',
  because: () =>
    l10n.t(
      'Leaving commits, or rolls back after an exception; without a transaction it does not suspend.',
    ),
  raises: [errors],
  notes: [() => l10n.t('Leaving also closes the connection, unless it belongs to a pool.')],
});

const inMemory: Text = () =>
  l10n.t(
    'execute() has brought all rows into memory; only in pipeline mode must it still wait for them.',
  );

const fetched = (thing: Text, value: Text): KnownWait =>
  arrival(thing, value, {
    because: inMemory,
    raises: [
      {
        error: 'psycopg.ProgrammingError',
        when: () => l10n.t('If the last query gave no rows to fetch, or none was executed.'),
      },
      errors,
    ],
    notes: [
      () =>
        l10n.t(
          'A server-side cursor, made with a name, asks the server each time and always suspends.',
        ),
    ],
  });

const rows: Readonly<Record<string, Text>> = {
  fetchone: () => l10n.t('the next row, or None,'),
  fetchmany: () => l10n.t('the list of the next rows'),
  fetchall: () => l10n.t('the list of the remaining rows'),
};

const row = fetched(
  (call) => l10n.t('the next row of {0}', call.receiver),
  () => l10n.t('the row'),
);

const transaction: Pick<Entry, 'enter' | 'exit'> = {
  enter: roundTrip(
    () => l10n.t('BEGIN, or a savepoint inside a transaction'),
    () => l10n.t('the transaction'),
    { raises: [errors] },
  ),
  exit: atEnd(
    roundTrip(() => l10n.t('COMMIT, or ROLLBACK after an exception'), none, { raises: [errors] }),
    () => l10n.t('at the end: waits for COMMIT or ROLLBACK'),
  ),
};

const taken: KnownWait = arrival(
  () => l10n.t('a free connection of the pool'),
  () => l10n.t('the connection'),
  {
    mechanism: 'signal',
    because: () => l10n.t('If the pool has a connection to spare, it is handed out at once.'),
    gives: 'psycopg.AsyncConnection',
    raises: [
      {
        error: 'psycopg_pool.PoolTimeout',
        when: () => l10n.t('After 30 s without one, unless timeout says otherwise.'),
      },
    ],
  },
);

const givenBack = roundTrip(() => l10n.t('the connection to be cleaned up and given back'), none, {
  suspends: 'maybe',
  because: () => l10n.t('Without an open transaction there is nothing to wait for.'),
  raises: [errors],
});

const opensPool: KnownWait = {
  ...connects,
  suspends: 'maybe',
  thing: () => l10n.t('the pool to open'),
  gives: 'self',
  raises: [
    {
      error: 'psycopg.OperationalError',
      when: () => l10n.t('If the pool was closed before: it cannot be opened again.'),
    },
  ],
  mistakes: [],
  because: () => l10n.t('Opening only starts the pool’s workers; they connect in the background.'),
  value: () => l10n.t('the pool'),
};
const closesPool: KnownWait = roundTrip(
  (call) => l10n.t('the connections of {0} to be closed', call.receiver),
  none,
  { ...closingDown, raises: [] },
);

const copies = `${site}/copy.html#psycopg.AsyncCopy`;
const copied = (thing: Text, value: Text): KnownWait =>
  arrival(thing, value, {
    because: () => l10n.t('Data goes through a buffer: it suspends only to fill or to empty that.'),
    raises: [errors],
  });

export const psycopg: Library = {
  title: 'Psycopg',
  packages: {
    pip: ['psycopg[binary]==3.3.6', 'psycopg-pool==3.2.6'],
    apt: ['python3-psycopg', 'python3-psycopg-pool', 'python3-typing-extensions', 'libpq5'],
  },
  entries: {
    'psycopg.AsyncConnection.connect': { page: connections('.connect'), await: connects },
    'psycopg.AsyncConnection': {
      page: connections(''),
      enter: entersItself,
      exit: atEnd(ends, (call) => l10n.t('at the end: commits and closes {0}', call.receiver)),
    },
    'psycopg.AsyncConnection.execute': { page: connections('.execute'), await: query() },
    'psycopg.AsyncConnection.cursor': {
      page: connections('.cursor'),
      returns: 'psycopg.AsyncCursor',
    },
    ...methods('psycopg.AsyncConnection', ['commit', 'rollback'], (name) => ({
      page: connections(`.${name}`),
      await: command(name),
    })),
    'psycopg.AsyncConnection.close': {
      page: connections('.close'),
      await: immediate(() => l10n.t('It closes the socket and waits for nothing.'), {
        lens: (call) => l10n.t('closes {0}; no wait', call.receiver),
        value: none,
      }),
    },
    'psycopg.AsyncConnection.transaction': { page: connections('.transaction'), ...transaction },
    'psycopg.AsyncConnection.notifies': {
      page: connections('.notifies'),
      next: arrival(
        () => l10n.t('the next NOTIFY of the server'),
        () => l10n.t('the notification'),
        {
          raises: [
            { error: 'psycopg.OperationalError', when: () => l10n.t('If the connection breaks.') },
          ],
        },
      ),
    },
    'psycopg.AsyncCursor': {
      page: cursors(''),
      next: row,
      enter: entersItself,
      exit: immediate(() => l10n.t('Leaving closes the cursor, which needs no wait.')),
    },
    'psycopg.AsyncCursor.execute': { page: cursors('.execute'), await: query() },
    'psycopg.AsyncCursor.executemany': {
      page: cursors('.executemany'),
      await: query({ value: none, gives: 'None' }),
    },
    'psycopg.AsyncCursor.stream': {
      page: cursors('.stream'),
      next: arrival(
        (call) => l10n.t('the next row of {0}', plainArgument(call, 0, 'query')),
        () => l10n.t('the row'),
        { raises: [errors] },
      ),
    },
    ...methods('psycopg.AsyncCursor', Object.keys(rows), (name) => ({
      page: cursors(`.${name}`),
      await: fetched((call) => l10n.t('rows of {0}', call.receiver), rows[name] ?? none),
    })),
    'psycopg.AsyncCursor.copy': {
      page: cursors('.copy'),
      enter: {
        ...roundTrip(
          (call) => l10n.t('PostgreSQL to begin {0}', plainArgument(call, 0, 'statement')),
          () => l10n.t('the AsyncCopy'),
          { raises: [errors] },
        ),
        gives: 'psycopg.AsyncCopy',
      },
      exit: atEnd(
        roundTrip(() => l10n.t('PostgreSQL to end the COPY'), none, { raises: [errors] }),
        () => l10n.t('at the end: ends the COPY'),
      ),
    },
    'psycopg.AsyncCopy': {
      page: copies,
      next: copied(
        () => l10n.t('the next data of the COPY'),
        () => l10n.t('the data'),
      ),
    },
    ...methods('psycopg.AsyncCopy', ['read', 'read_row'], (name) => ({
      page: `${copies.replace('Async', '')}.${name}`,
      await: copied(
        () => l10n.t('the next data of the COPY'),
        () => l10n.t('the data'),
      ),
    })),
    ...methods('psycopg.AsyncCopy', ['write', 'write_row'], (name) => ({
      page: `${copies.replace('Async', '')}.${name}`,
      await: departure(() => l10n.t('room to send the data of the COPY'), { raises: [errors] }),
    })),
    'psycopg.AsyncCopy.rows': {
      page: `${copies.replace('Async', '')}.rows`,
      next: copied(
        () => l10n.t('the next row of the COPY'),
        () => l10n.t('the row'),
      ),
    },
    'psycopg_pool.AsyncConnectionPool': {
      page: pools,
      enter: opensPool,
      exit: atEnd(closesPool, (call) =>
        l10n.t('at the end: closes the connections of {0}', call.receiver),
      ),
    },
    'psycopg_pool.AsyncConnectionPool.connection': {
      page: `${pools}.connection`,
      enter: taken,
      exit: atEnd(givenBack, () => l10n.t('at the end: gives the connection back')),
    },
    'psycopg_pool.AsyncConnectionPool.getconn': { page: `${pools}.getconn`, await: taken },
    'psycopg_pool.AsyncConnectionPool.putconn': {
      page: `${pools}.putconn`,
      await: {
        ...givenBack,
        raises: [
          { error: 'ValueError', when: () => l10n.t('If the connection is not of this pool.') },
        ],
      },
    },
    'psycopg_pool.AsyncConnectionPool.open': {
      page: `${pools}.open`,
      await: {
        ...opensPool,
        raises: [
          ...opensPool.raises,
          {
            error: 'psycopg_pool.PoolTimeout',
            when: (call) =>
              call.argument(0, 'wait') === null
                ? null
                : l10n.t(
                    'If min_size connections are not there after 30 s, unless timeout says otherwise.',
                  ),
          },
        ],
        value: none,
      },
    },
    'psycopg_pool.AsyncConnectionPool.close': { page: `${pools}.close`, await: closesPool },
    'psycopg_pool.AsyncConnectionPool.wait': {
      page: `${pools}.wait`,
      await: roundTrip(() => l10n.t('the pool’s first connections'), none, {
        suspends: 'maybe',
        because: () => l10n.t('If min_size connections are there already, it does not suspend.'),
        raises: [
          {
            error: 'psycopg_pool.PoolTimeout',
            when: () => l10n.t('If they are not there after 30 s, unless timeout says otherwise.'),
          },
        ],
      }),
    },
  },
  classes: [
    'psycopg.AsyncConnection',
    'psycopg.AsyncCursor',
    'psycopg.AsyncCopy',
    'psycopg_pool.AsyncConnectionPool',
  ],
  bases: {
    'psycopg.AsyncServerCursor': 'psycopg.AsyncCursor',
    'psycopg.AsyncClientCursor': 'psycopg.AsyncCursor',
    'psycopg.AsyncRawCursor': 'psycopg.AsyncCursor',
    'psycopg_pool.AsyncNullConnectionPool': 'psycopg_pool.AsyncConnectionPool',
  },
};
