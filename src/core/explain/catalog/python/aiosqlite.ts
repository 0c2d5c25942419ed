import * as l10n from '@vscode/l10n';
import type { Entry, Library, Text, KnownWait } from '../schema';
import { atEnd, entersItself, methods, none, plainArgument, threaded } from '../waits';

/** Facts from aiosqlite's core.py and cursor.py: each connection has one thread, fed by a queue. */

const reference = 'https://aiosqlite.omnilib.dev/en/stable/api.html';
const page = (name: string) => `${reference}#aiosqlite.${name}`;
/** The anchors of Cursor name the module that defines it, which differs between releases. */
const cursorPage = `${reference}#cursors`;

const oneThread = () => l10n.t('The connection’s one thread does one thing after the other.');

function work(thing: Text, value: Text, more: Partial<KnownWait> = {}): KnownWait {
  return threaded('thread', thing, value, {
    registers: () =>
      l10n.t('The work goes in the queue of the connection’s thread, and a future is made for it.'),
    raises: [
      {
        error: 'sqlite3.Error',
        when: () => l10n.t('If SQLite refuses it: the subclass tells why, IntegrityError for one.'),
      },
    ],
    notes: [oneThread],
    ...more,
  });
}

const connects: KnownWait = work(
  (call) => l10n.t('database {0} to be opened', plainArgument(call, 0, 'database')),
  () => l10n.t('the connection'),
  { gives: 'aiosqlite.Connection', notes: [] },
);
const closes: KnownWait = work((call) => l10n.t('{0} to be closed', call.receiver), none, {
  notes: [],
});
const closesAtEnd = atEnd(closes, (call) => l10n.t('at the end: closes {0}', call.receiver));

const statement: KnownWait = work(
  (call) => l10n.t('SQLite to run {0}', plainArgument(call, 0, 'sql')),
  () => l10n.t('the cursor'),
  {
    gives: 'aiosqlite.Cursor',
    raises: [
      {
        error: 'sqlite3.OperationalError',
        when: () =>
          l10n.t(
            'If the statement is wrong, or the database stays locked by others for 5 s (timeout).',
          ),
      },
      {
        error: 'sqlite3.IntegrityError',
        when: () =>
          l10n.t('If the data breaks a constraint: a key that is there already, for one.'),
      },
    ],
    mistakes: [
      () => l10n.t('Changes are lost unless commit() is awaited before the connection is closed.'),
    ],
  },
);

const execute = (name: string): Entry => ({
  page: page(`Connection.${name}`),
  await: statement,
  enter: statement,
  exit: atEnd(closes, () => l10n.t('at the end: closes the cursor')),
  returns: 'aiosqlite.Cursor',
});

const rows: KnownWait = work(
  () => l10n.t('rows from SQLite'),
  () => l10n.t('the list of rows'),
);

export const aiosqlite: Library = {
  title: 'aiosqlite',
  packages: { pip: ['aiosqlite==0.22.1'] },
  entries: {
    'aiosqlite.connect': {
      page: page('connect'),
      await: connects,
      enter: connects,
      exit: closesAtEnd,
      returns: 'aiosqlite.Connection',
    },
    'aiosqlite.Connection': {
      page: page('Connection'),
      await: connects,
      enter: connects,
      exit: closesAtEnd,
    },
    ...methods(
      'aiosqlite.Connection',
      ['execute', 'executemany', 'executescript', 'cursor'],
      execute,
    ),
    ...methods('aiosqlite.Connection', ['execute_insert', 'execute_fetchall'], (name) => ({
      page: page(`Connection.${name}`),
      await: { ...statement, value: () => l10n.t('the list of rows'), gives: 'unknown' },
    })),
    ...methods('aiosqlite.Connection', ['commit', 'rollback'], (name) => ({
      page: page(`Connection.${name}`),
      await: work((call) => l10n.t('SQLite to {0} on {1}', name, call.receiver), none),
    })),
    ...methods(
      'aiosqlite.Connection',
      [
        'backup',
        'create_function',
        'enable_load_extension',
        'load_extension',
        'set_authorizer',
        'set_progress_handler',
        'set_trace_callback',
      ],
      (name) => ({
        page: page(`Connection.${name}`),
        await: work((call) => l10n.t('SQLite to {0} on {1}', name, call.receiver), none),
      }),
    ),
    'aiosqlite.Connection.iterdump': {
      page: page('Connection.iterdump'),
      next: {
        ...rows,
        waitsFor: 'iterator',
        suspends: 'maybe',
        thing: (call) => l10n.t('the next line of the dump of {0}', call.receiver),
        value: () => l10n.t('the line'),
        because: () => l10n.t('A line that the thread has written already is given at once.'),
      },
    },
    'aiosqlite.Connection.close': { page: page('Connection.close'), await: closes },
    'aiosqlite.Cursor': {
      page: cursorPage,
      enter: entersItself,
      exit: closesAtEnd,
      next: {
        ...rows,
        waitsFor: 'iterator',
        suspends: 'maybe',
        value: () => l10n.t('the row'),
        because: () =>
          l10n.t('Rows come in batches of 64 (iter_chunk_size); only the first of each suspends.'),
      },
    },
    ...methods('aiosqlite.Cursor', ['execute', 'executemany', 'executescript'], () => ({
      page: cursorPage,
      await: statement,
    })),
    ...methods('aiosqlite.Cursor', ['fetchone', 'fetchmany', 'fetchall'], (name) => ({
      page: cursorPage,
      await: name === 'fetchone' ? { ...rows, value: () => l10n.t('the row, or None,') } : rows,
    })),
    'aiosqlite.Cursor.close': { page: cursorPage, await: closes },
  },
  classes: ['aiosqlite.Connection', 'aiosqlite.Cursor'],
  aliases: { 'aiosqlite.core': 'aiosqlite', 'aiosqlite.cursor': 'aiosqlite' },
};
