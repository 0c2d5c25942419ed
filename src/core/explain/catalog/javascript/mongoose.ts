import * as l10n from '@vscode/l10n';
import type { Entry, Library, Text, Wait } from '../schema';
import { answer, methods } from '../waits';
import { closes, connects, request } from './mongoCommands';

/** Facts from Mongoose's lib/query.js, lib/model.js and lib/connection.js. */

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
  packages: { npm: ['mongoose@9.12.1'] },
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
