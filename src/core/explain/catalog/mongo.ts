import * as l10n from '@vscode/l10n';
import type { Entry, Library, Text, Wait } from './schema';
import { answer, methods, undefinedValue } from './waits';

/** Facts from the documentation of the MongoDB driver 6 and Mongoose 8. */

const api = (name: string) =>
  `https://mongodb.github.io/node-mongodb-native/6.0/classes/${name}.html`;

const request = (name: string): Wait =>
  answer(
    (call) => l10n.t('MongoDB’s answer to {0}.{1}', call.receiver, name),
    () => l10n.t('the result'),
    {
      registers: () =>
        l10n.t(
          'The command takes a free connection of the client’s pool, or waits for one, and a promise is made for the reply.',
        ),
      notes: [
        () =>
          l10n.t(
            'If no server can be reached, it rejects after 30 s (serverSelectionTimeoutMS) with a MongoServerSelectionError.',
          ),
      ],
    },
  );

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

const connects: Wait = {
  ...request('connect'),
  thing: () => l10n.t('a connection to MongoDB'),
  value: () => l10n.t('the client'),
};

const closes: Wait = answer(
  (call) => l10n.t('the connections of {0} to be closed', call.receiver),
  undefinedValue,
);

export const mongodb: Library = {
  title: 'MongoDB',
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

const models = 'https://mongoosejs.com/docs/api/model.html';
const queries = 'https://mongoosejs.com/docs/api/query.html';

const waitsForConnection: Text = () =>
  l10n.t(
    'Before the connection is open, the command is kept back and sent later; after 10 s (bufferTimeoutMS) it rejects.',
  );

const modelRequest = (name: string, gives?: string): Wait => ({
  ...request(name),
  notes: [waitsForConnection],
  ...(gives !== undefined && { gives }),
});

const document: Record<string, Entry> = methods(
  'mongoose.Document',
  ['save', 'validate', 'populate'],
  (name) => ({
    page: 'https://mongoosejs.com/docs/api/document.html',
    await: modelRequest(name, 'mongoose.Document'),
  }),
);

export const mongoose: Library = {
  title: 'Mongoose',
  entries: {
    'mongoose.connect': {
      page: 'https://mongoosejs.com/docs/connections.html',
      await: { ...connects, value: () => l10n.t('Mongoose itself') },
    },
    'mongoose.disconnect': {
      page: 'https://mongoosejs.com/docs/connections.html',
      await: { ...closes, thing: () => l10n.t('all connections to be closed') },
    },
    'mongoose.model': { page: models, returns: 'mongoose.Model' },
    ...methods(
      'mongoose.Model',
      'find findOne findById findByIdAndUpdate findByIdAndDelete findOneAndUpdate findOneAndDelete findOneAndReplace updateOne updateMany replaceOne deleteOne deleteMany countDocuments estimatedDocumentCount distinct where'.split(
        ' ',
      ),
      (name) => ({ page: `${models}#Model.${name}()`, returns: 'mongoose.Query' }),
    ),
    ...methods('mongoose.Model', ['create', 'insertMany', 'bulkWrite', 'exists'], (name) => ({
      page: `${models}#Model.${name}()`,
      await: modelRequest(name, name === 'create' ? 'mongoose.Document' : 'unknown'),
    })),
    'mongoose.Query': {
      page: queries,
      await: {
        ...answer(
          () => l10n.t('MongoDB’s answer to the query'),
          () => l10n.t('the result of the query'),
        ),
        gives: 'mongoose.Document',
        notes: [
          () => l10n.t('The query is sent when it is awaited; awaiting it twice is an error.'),
          waitsForConnection,
        ],
      },
    },
    ...methods(
      'mongoose.Query',
      'sort limit skip select lean populate where equals gt gte lt lte in nin and or session distinct countDocuments'.split(
        ' ',
      ),
      () => ({ page: queries, returns: 'mongoose.Query' }),
    ),
    'mongoose.Query.exec': {
      page: `${queries}#Query.prototype.exec()`,
      await: {
        ...answer(
          () => l10n.t('MongoDB’s answer to the query'),
          () => l10n.t('the result of the query'),
        ),
        gives: 'mongoose.Document',
        notes: [waitsForConnection],
      },
    },
    ...document,
  },
  classes: ['mongoose.Model', 'mongoose.Query', 'mongoose.Document'],
  bases: { 'mongoose.HydratedDocument': 'mongoose.Document' },
};
