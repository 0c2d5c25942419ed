import * as l10n from '@vscode/l10n';
import type { Library, Text } from '../schema';
import { methods } from '../waits';
import { closes, connects, request } from './mongoCommands';

/** Facts from the MongoDB driver's src/collection.ts, src/cursor and src/sdam. */

const api = (name: string) =>
  `https://mongodb.github.io/node-mongodb-native/6.0/classes/${name}.html`;

const batch: Text = () =>
  l10n.t(
    'Documents come in batches; only when one is used up is the server asked. Else it takes a microtask turn.',
  );

const cursorMethods = (owner: string) => ({
  ...methods(owner, 'sort limit skip project filter batchSize map hint'.split(' '), () => ({
    page: api('FindCursor'),
    returns: owner,
  })),
  ...methods(owner, ['toArray', 'next', 'hasNext', 'tryNext', 'forEach', 'close'], (name) => ({
    page: api('AbstractCursor'),
    await: { ...request(name), notes: name === 'toArray' ? [] : [batch] },
  })),
});

export const mongodb: Library = {
  title: 'MongoDB',
  packages: { npm: ['mongodb@7.9.0'] },
  entries: {
    'mongodb.MongoClient.connect': {
      page: api('MongoClient'),
      await: { ...connects, gives: 'mongodb.MongoClient' },
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
      (name) => ({ page: api('Collection'), await: request(name) }),
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
