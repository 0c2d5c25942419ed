import * as l10n from '@vscode/l10n';
import type { KnownWait, Library, Own, Raise, Text } from '../schema';
import { arrival, atEnd, closingDown, entersItself, methods, none, roundTrip } from '../waits';
import { gridfsEntries } from './mongodb/gridfs';

/** Facts from PyMongo's asynchronous/collection.py, cursor.py, mongo_client.py and network_layer.py. */

const page = (name: string) =>
  `https://pymongo.readthedocs.io/en/stable/api/pymongo/asynchronous/${name}.html`;

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

const asked = (thing: Text, value: Text, more: Own): KnownWait =>
  roundTrip(thing, value, {
    registers: () =>
      l10n.t(
        'The command takes a free connection of the client’s pool, or waits for one, and is sent; no thread is used.',
      ),
    ...more,
  });

const request = (name: string, more: Partial<KnownWait> = {}): KnownWait =>
  asked(
    (call) => l10n.t('MongoDB’s answer to {0}.{1}', call.receiver, name),
    () => l10n.t('the result'),
    { raises: failures, ...more },
  );

const document: KnownWait = arrival(
  () => l10n.t('the next document, or batch of documents'),
  () => l10n.t('the document'),
  {
    because: () =>
      l10n.t('Documents come in batches; only when one is used up is the server asked.'),
    raises: failures,
  },
);

const commands = (
  'find_one insert_one insert_many update_one update_many replace_one delete_one delete_many ' +
  'find_one_and_update find_one_and_replace find_one_and_delete count_documents estimated_document_count ' +
  'distinct bulk_write create_index create_indexes drop_index drop_indexes index_information rename drop'
).split(' ');

const collection = 'pymongo.asynchronous.collection.AsyncCollection';
const database = 'pymongo.asynchronous.database.AsyncDatabase';
const cursor = 'pymongo.asynchronous.cursor.AsyncCursor';
const session = 'pymongo.asynchronous.client_session.AsyncClientSession';
const client = 'pymongo.AsyncMongoClient';

/** `_cleanup_cursor_lock` of asynchronous/mongo_client.py asks the server only where that keeps the cursor still. */
const closesCursor = asked((call) => l10n.t('{0} to be closed', call.receiver), none, {
  suspends: 'maybe',
  because: () => l10n.t('A cursor that has given all its documents is closed without the server.'),
  raises: [],
});

const closes = roundTrip(
  (call) => l10n.t('the connections of {0} to be closed', call.receiver),
  none,
  { ...closingDown, raises: [] },
);

const files = {
  bucket: 'gridfs.asynchronous.grid_file.AsyncGridFSBucket',
  reading: 'gridfs.asynchronous.grid_file.AsyncGridOut',
  writing: 'gridfs.asynchronous.grid_file.AsyncGridIn',
  cursor: 'gridfs.asynchronous.grid_file.AsyncGridOutCursor',
};

export const pymongo: Library = {
  title: 'PyMongo',
  packages: { pip: ['pymongo==4.18.2'] },
  entries: {
    ...gridfsEntries(files, {
      request: asked,
      document,
      failures,
      page: 'https://pymongo.readthedocs.io/en/stable/api/gridfs/asynchronous/index.html',
      step: () => l10n.t('the next line'),
    }),
    ...methods(collection, commands, (name) => ({
      page: page('collection'),
      await: request(name),
    })),
    [`${collection}.find`]: { page: page('collection'), returns: cursor },
    [`${collection}.aggregate`]: {
      page: page('collection'),
      await: request('aggregate', {
        value: () => l10n.t('the cursor'),
        gives: cursor,
        mistakes: [
          () =>
            l10n.t(
              'Unlike find(), aggregate() is awaited itself: it sends the command and gives the cursor.',
            ),
        ],
      }),
    },
    [cursor]: {
      page: page('cursor'),
      next: document,
      enter: entersItself,
      exit: atEnd(closesCursor, (call) => l10n.t('at the end: closes {0}', call.receiver)),
    },
    ...methods(cursor, ['sort', 'limit', 'skip', 'hint', 'batch_size'], () => ({
      page: page('cursor'),
      returns: cursor,
    })),
    ...methods(cursor, ['to_list', 'next', 'close'], (name) => ({
      page: page('cursor'),
      await: name === 'next' ? document : name === 'close' ? closesCursor : request(name),
    })),
    ...methods(
      database,
      ['command', 'create_collection', 'drop_collection', 'list_collection_names'],
      (name) => ({
        page: page('database'),
        await: request(name),
      }),
    ),
    [`${database}.get_collection`]: { page: page('database'), returns: collection },
    [client]: {
      page: page('mongo_client'),
      enter: entersItself,
      exit: atEnd(closes, (call) =>
        l10n.t('at the end: closes the connections of {0}', call.receiver),
      ),
    },
    ...methods(
      client,
      ['drop_database', 'list_database_names', 'server_info', 'aconnect'],
      (name) => ({
        page: page('mongo_client'),
        await: request(name),
      }),
    ),
    [`${client}.close`]: { page: page('mongo_client'), await: closes },
    ...methods(client, ['get_database', 'get_default_database'], () => ({
      page: page('mongo_client'),
      returns: database,
    })),
    [`${client}.start_session`]: { page: page('mongo_client'), returns: session },
    [session]: {
      page: page('client_session'),
      enter: entersItself,
      exit: request('end_session', {
        suspends: 'maybe',
        because: () =>
          l10n.t('Only an open transaction must be aborted; else it does not suspend.'),
      }),
    },
    ...methods(
      session,
      ['commit_transaction', 'abort_transaction', 'with_transaction', 'end_session'],
      (name) => ({
        page: page('client_session'),
        await: request(name),
      }),
    ),
  },
  classes: [client, database, collection, cursor, session, ...Object.values(files)],
  attributes: { [`${client}.*`]: database, [`${database}.*`]: collection },
  aliases: {
    'pymongo.asynchronous.mongo_client.AsyncMongoClient': client,
    'gridfs.AsyncGridFSBucket': files.bucket,
    'gridfs.asynchronous.AsyncGridFSBucket': files.bucket,
    'gridfs.AsyncGridOut': files.reading,
    'gridfs.AsyncGridIn': files.writing,
  },
};
