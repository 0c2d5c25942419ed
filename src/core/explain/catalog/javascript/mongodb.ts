import * as l10n from '@vscode/l10n';
import type { Library, Raise, Text } from '../schema';
import { methods } from '../waits';
import { closes, connects, failures, login, request, unreachable } from './mongoCommands';

/** Facts from the MongoDB driver's src/collection.ts, src/operations, src/bulk, src/cursor and src/sdam. */

const api = (name: string) =>
  `https://mongodb.github.io/node-mongodb-native/6.0/classes/${name}.html`;

const batch: Text = () =>
  l10n.t(
    'Documents come in batches; only when one is used up is the server asked. Else it takes a microtask turn.',
  );

const exhausted: Raise = {
  error: 'mongodb.MongoCursorExhaustedError',
  when: () => l10n.t('If the cursor is used up and closed.'),
};
const someFailed: Raise = {
  error: 'mongodb.MongoBulkWriteError',
  when: () => l10n.t('If one of the writes fails: result tells what was done before.'),
};

const orNull: Text = () => l10n.t('If nothing matches it gives null and no error.');
const noMatch = (count: string): Text => {
  return () => l10n.t('A filter that matches nothing is no error: look at {0}.', count);
};
const before: Text = () =>
  l10n.t('It gives the document as it was before, unless returnDocument is "after".');
const stops: Text = () =>
  l10n.t('It stops at the first write that fails, unless ordered is false.');
const allInMemory: Text = () =>
  l10n.t('All documents are held in memory at once: for await…of takes them batch by batch.');

/** What people get wrong about a command, by its name. */
const mistakes: Readonly<Record<string, readonly Text[]>> = {
  findOne: [orNull],
  findOneAndUpdate: [before, orNull],
  findOneAndReplace: [before, orNull],
  findOneAndDelete: [orNull],
  updateOne: [noMatch('matchedCount')],
  updateMany: [noMatch('matchedCount')],
  replaceOne: [noMatch('matchedCount')],
  deleteOne: [noMatch('deletedCount')],
  deleteMany: [noMatch('deletedCount')],
  insertMany: [stops],
  bulkWrite: [stops],
  toArray: [allInMemory],
};

const collectionRequest = (name: string) =>
  request(name, {
    ...(['insertMany', 'bulkWrite'].includes(name) && { raises: [someFailed, ...failures] }),
    mistakes: mistakes[name] ?? [],
  });

const cursorMethods = (owner: string) => ({
  ...methods(owner, 'sort limit skip project filter batchSize map hint'.split(' '), () => ({
    page: api('FindCursor'),
    returns: owner,
  })),
  ...methods(owner, ['next', 'hasNext', 'tryNext'], (name) => ({
    page: api('AbstractCursor'),
    await: request(name, {
      raises: name === 'hasNext' ? failures : [...failures, exhausted],
      notes: [batch],
    }),
  })),
  ...methods(owner, ['toArray', 'forEach'], (name) => ({
    page: api('AbstractCursor'),
    await: request(name, {
      thing: (call) => l10n.t('all remaining documents of {0}', call.receiver),
      mistakes: mistakes[name] ?? [],
    }),
  })),
  // What the server says to the end of a cursor is not told.
  [`${owner}.close`]: { page: api('AbstractCursor'), await: request('close', { raises: [] }) },
});

export const mongodb: Library = {
  title: 'MongoDB',
  packages: { npm: ['mongodb@7.9.0'] },
  entries: {
    'mongodb.MongoClient.connect': {
      page: api('MongoClient'),
      await: {
        ...connects([unreachable, login]),
        gives: 'mongodb.MongoClient',
        mistakes: [
          () =>
            l10n.t(
              'A client holds a pool of connections: make one for the program, not per request.',
            ),
        ],
      },
    },
    'mongodb.MongoClient.close': { page: api('MongoClient'), await: closes },
    'mongodb.MongoClient.db': { page: api('MongoClient'), returns: 'mongodb.Db' },
    'mongodb.Db.collection': { page: api('Db'), returns: 'mongodb.Collection' },
    ...methods('mongodb.Db', ['command', 'createCollection', 'dropDatabase', 'stats'], (name) => ({
      page: api('Db'),
      await: request(name),
    })),
    ...methods(
      'mongodb.Collection',
      'findOne insertOne insertMany updateOne updateMany replaceOne deleteOne deleteMany findOneAndUpdate findOneAndReplace findOneAndDelete countDocuments estimatedDocumentCount distinct bulkWrite createIndex createIndexes dropIndex drop'.split(
        ' ',
      ),
      (name) => ({ page: api('Collection'), await: collectionRequest(name) }),
    ),
    ...methods('mongodb.Collection', ['find', 'aggregate'], (name) => ({
      page: api('Collection'),
      returns: name === 'find' ? 'mongodb.FindCursor' : 'mongodb.AggregationCursor',
    })),
    ...methods(
      'mongodb.AggregationCursor',
      ['match', 'group', 'lookup', 'unwind', 'project'],
      () => ({ page: api('AggregationCursor'), returns: 'mongodb.AggregationCursor' }),
    ),
    'mongodb.FindCursor': {
      page: api('FindCursor'),
      next: {
        ...request('next'),
        waitsFor: 'iterator',
        thing: () => l10n.t('the next document, or batch of documents'),
        value: () => l10n.t('the document'),
        notes: [batch],
      },
    },
    ...cursorMethods('mongodb.FindCursor'),
  },
  classes: ['mongodb.MongoClient', 'mongodb.Db', 'mongodb.Collection', 'mongodb.FindCursor'],
  bases: { 'mongodb.AggregationCursor': 'mongodb.FindCursor' },
};
