import * as l10n from '@vscode/l10n';
import type { KnownWait, Library, Own, Raise, Text } from '../schema';
import { arrival, atEnd, entersItself, immediate, methods, roundTrip } from '../waits';
import { gridfsEntries } from './mongodb/gridfs';

/** Facts from Motor 3, which runs PyMongo in threads. */

const motorPage = (name: string) =>
  `https://motor.readthedocs.io/en/stable/api-asyncio/asyncio_motor_${name}.html`;

const names =
  'find_one insert_one insert_many update_one update_many replace_one delete_one delete_many find_one_and_update find_one_and_replace find_one_and_delete count_documents estimated_document_count distinct bulk_write create_index create_indexes drop_index drop'.split(
    ' ',
  );

const failures: readonly Raise[] = [
  {
    error: 'pymongo.errors.ServerSelectionTimeoutError',
    when: () => l10n.t('If no server can be reached for 30 s (serverSelectionTimeoutMS).'),
  },
  {
    error: 'pymongo.errors.OperationFailure',
    when: () => l10n.t('If the server refuses it: a duplicate key as DuplicateKeyError.'),
  },
];

const inThread = (thing: Text, value: Text, more: Own): KnownWait =>
  roundTrip(thing, value, {
    mechanism: 'pool',
    registers: () =>
      l10n.t('PyMongo does the request in a thread of Motor’s pool; a future is made for it.'),
    ...more,
  });

const request = (name: string): KnownWait =>
  inThread(
    (call) => l10n.t('MongoDB’s answer to {0}.{1}', call.receiver, name),
    () => l10n.t('the result'),
    { raises: failures },
  );

const documents: KnownWait = arrival(
  () => l10n.t('the next document, or batch of documents'),
  () => l10n.t('the document'),
  {
    mechanism: 'pool',
    raises: failures,
    because: () =>
      l10n.t('Documents come in batches; only when one is used up is the server asked.'),
  },
);

const changes: KnownWait = arrival(
  (call) => l10n.t('the next change of {0}', call.receiver),
  () => l10n.t('the change'),
  {
    mechanism: 'pool',
    raises: failures,
    because: () => l10n.t('Changes come in batches; only when one is used up is the server asked.'),
  },
);

const owner = (name: string) => `motor.motor_asyncio.AsyncIOMotor${name}`;

const files = {
  bucket: owner('GridFSBucket'),
  reading: owner('GridOut'),
  writing: owner('GridIn'),
  cursor: owner('GridOutCursor'),
};

export const motor: Library = {
  title: 'Motor',
  packages: { pip: ['motor==3.7.1'] },
  entries: {
    ...gridfsEntries(files, {
      request: (thing, value, more) =>
        // A thread is asked whatever it has to do.
        inThread(thing, value, {
          ...more,
          suspends: 'always',
          because: () => l10n.t('A thread does it.'),
        }),
      document: documents,
      failures,
      page: 'https://motor.readthedocs.io/en/stable/api-asyncio/asyncio_gridfs.html',
      step: () => l10n.t('the next chunk'),
    }),
    ...methods(owner('Collection'), names, (name) => ({
      page: motorPage('collection'),
      await: request(name),
    })),
    ...methods(owner('Collection'), ['find', 'aggregate'], () => ({
      page: motorPage('collection'),
      returns: owner('Cursor'),
    })),
    [owner('Cursor')]: { page: motorPage('cursor'), next: documents },
    ...methods(owner('Cursor'), ['sort', 'limit', 'skip', 'hint', 'batch_size'], () => ({
      page: motorPage('cursor'),
      returns: owner('Cursor'),
    })),
    [owner('Collection.watch')]: { page: motorPage('collection'), returns: owner('ChangeStream') },
    [owner('ChangeStream')]: {
      page: motorPage('change_stream'),
      next: changes,
      enter: entersItself,
      exit: atEnd(request('close'), (call) => l10n.t('at the end: closes {0}', call.receiver)),
    },
    [owner('ChangeStream.next')]: { page: motorPage('change_stream'), await: changes },
    [owner('Cursor.to_list')]: { page: motorPage('cursor'), await: request('to_list') },
    ...methods(
      owner('Database'),
      ['command', 'create_collection', 'list_collection_names'],
      (name) => ({
        page: motorPage('database'),
        await: request(name),
      }),
    ),
    [owner('Database.get_collection')]: {
      page: motorPage('database'),
      returns: owner('Collection'),
    },
    ...methods(
      owner('Client'),
      ['drop_database', 'list_database_names', 'server_info'],
      (name) => ({
        page: motorPage('client'),
        await: request(name),
      }),
    ),
    ...methods(owner('Client'), ['get_database', 'get_default_database'], () => ({
      page: motorPage('client'),
      returns: owner('Database'),
    })),
    [owner('Client.start_session')]: {
      page: motorPage('client'),
      await: { ...request('start_session'), gives: owner('ClientSession') },
    },
    [owner('ClientSession')]: {
      page: motorPage('client_session'),
      enter: entersItself,
      exit: atEnd(
        {
          ...request('end_session'),
          suspends: 'maybe',
          because: () =>
            l10n.t('Only an open transaction must be aborted; else it does not suspend.'),
        },
        () => l10n.t('at the end: aborts a transaction that is open'),
      ),
    },
    [owner('ClientSession.start_transaction')]: {
      page: motorPage('client_session'),
      enter: immediate(() =>
        l10n.t('The transaction begins on the server with its first operation.'),
      ),
      exit: atEnd(
        {
          ...request('commit_transaction'),
          thing: () => l10n.t('the transaction to be committed, or aborted after an exception'),
        },
        () => l10n.t('at the end: commits the transaction'),
      ),
    },
    ...methods(
      owner('ClientSession'),
      ['commit_transaction', 'abort_transaction', 'with_transaction', 'end_session'],
      (name) => ({ page: motorPage('client_session'), await: request(name) }),
    ),
  },
  classes: [
    ...['Client', 'Database', 'Collection', 'Cursor', 'ChangeStream', 'ClientSession'].map(owner),
    ...Object.values(files),
  ],
  attributes: {
    [owner('Client.*')]: owner('Database'),
    [owner('Database.*')]: owner('Collection'),
  },
};
