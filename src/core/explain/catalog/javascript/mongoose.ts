import * as l10n from '@vscode/l10n';
import type { Entry, Library, Raise, Text, KnownWait } from '../schema';
import { answer, methods, promised, undefinedValue } from '../waits';
import { closes, connects, failures, login, request } from './mongoCommands';

/** Facts from Mongoose's lib/query.js, lib/model.js, lib/document.js, lib/connection.js, lib/error and its driver's collection.js. */

const models = 'https://mongoosejs.com/docs/api/model.html';
const queries = 'https://mongoosejs.com/docs/api/query.html';

const waitsForConnection: Text = () =>
  l10n.t('Before the connection is open, the command is kept back and sent later.');
const notOpened: Raise = {
  error: 'mongoose.MongooseError',
  when: () => l10n.t('If the connection is not open within 10 s (bufferTimeoutMS).'),
};
const invalid: Raise = {
  error: 'mongoose.Error.ValidationError',
  when: () => l10n.t('If a field is not as the schema wants it: errors tells which.'),
};
const twice: Raise = {
  error: 'mongoose.MongooseError',
  when: () => l10n.t('If the query was executed before.'),
};

const saveErrors: readonly Raise[] = [
  invalid,
  {
    error: 'mongoose.Error.VersionError',
    when: () => l10n.t('If other code changed the same array of the document meanwhile.'),
  },
  {
    error: 'mongoose.Error.DocumentNotFoundError',
    when: () => l10n.t('If the document is no longer in the database.'),
  },
  {
    error: 'mongoose.Error.ParallelSaveError',
    when: () => l10n.t('If the same document is being saved already.'),
  },
];

/** What a method of a model or document can fail with before, or besides, the command. */
const raisesOf: Readonly<Record<string, readonly Raise[]>> = {
  create: [invalid],
  insertMany: [invalid],
  save: saveErrors,
  validate: [
    invalid,
    {
      error: 'mongoose.Error.ParallelValidateError',
      when: () => l10n.t('If the same document is being validated already.'),
    },
  ],
};

const mistakesOf: Readonly<Record<string, readonly Text[]>> = {
  create: [
    () =>
      l10n.t(
        'With options, such as a session, the documents must be an array: create([document], { session }).',
      ),
  ],
  insertMany: [() => l10n.t('It runs no save hooks: create() does.')],
  save: [
    () =>
      l10n.t('In a field of type Mixed a change within is not seen: call markModified() before.'),
  ],
};

const modelRequest = (name: string, gives?: string): KnownWait =>
  request(name, {
    raises: [...(raisesOf[name] ?? []), ...failures, notOpened],
    notes: [waitsForConnection],
    mistakes: mistakesOf[name] ?? [],
    ...(gives !== undefined && { gives }),
  });

/** Validation asks the database only if a validator does. */
const validates = promised(
  'task',
  'task',
  (call) => l10n.t('the validators of {0}', call.receiver),
  undefinedValue,
  { raises: raisesOf.validate ?? [] },
);

const queried = (mistakes: readonly Text[]): KnownWait =>
  answer(
    () => l10n.t('MongoDB’s answer to the query'),
    () => l10n.t('the result of the query'),
    {
      gives: 'mongoose.Document',
      raises: [
        {
          error: 'mongoose.Error.CastError',
          when: () =>
            l10n.t('If a value of the filter cannot be cast to the schema’s type, an id for one.'),
        },
        ...failures,
        notOpened,
        twice,
      ],
      notes: [waitsForConnection],
      mistakes: [
        () => l10n.t('findOne() and findById() give null and no error if nothing matches.'),
        ...mistakes,
      ],
    },
  );

/** What goes through the results one by one; batches of them come over the network. */
const nextDocument: KnownWait = {
  ...queried([]),
  waitsFor: 'iterator',
  gives: 'mongoose.Document',
  thing: (call) => l10n.t('the next document of {0}', call.receiver),
  value: () => l10n.t('the document'),
  notes: [() => l10n.t('Documents come in batches: most steps take one that is there already.')],
};

const session = 'mongoose.mongo.ClientSession';

/** A transaction with what is done in it. */
const transaction: KnownWait = answer(
  () => l10n.t('the whole transaction, from its begin to its commit'),
  () => l10n.t('what the function returns'),
  {
    raises: [
      { error: null, when: () => l10n.t('What the function throws; all is rolled back.') },
      ...failures,
    ],
    mistakes: [
      () => l10n.t('Each command needs { session } among its options, or is outside of it.'),
      () => l10n.t('The function is run again after a transient error: it must bear that.'),
    ],
  },
);

const document: Record<string, Entry> = methods(
  'mongoose.Document',
  ['save', 'validate', 'populate', 'deleteOne', 'updateOne'],
  (name) => ({
    page: 'https://mongoosejs.com/docs/api/document.html',
    ...(name.endsWith('One')
      ? { returns: 'mongoose.Query' }
      : { await: name === 'validate' ? validates : modelRequest(name, 'mongoose.Document') }),
  }),
);

/** What `this` is in a function that `pre()` or `post()` of a schema is given for one of these events: see "Middleware" in its guide. */
function receiversOf(events: string, type: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    events
      .split(' ')
      .flatMap((event) =>
        ['pre', 'post'].map((when) => [`mongoose.Schema.${when}(${event})`, type]),
      ),
  );
}

export const mongoose: Library = {
  title: 'Mongoose',
  packages: { npm: ['mongoose@9.12.1'] },
  entries: {
    'mongoose.connect': {
      page: 'https://mongoosejs.com/docs/connections.html',
      await: {
        ...connects([
          {
            error: 'mongoose.Error.MongooseServerSelectionError',
            when: () =>
              l10n.t('If no server can be reached within 30 s (serverSelectionTimeoutMS).'),
          },
          login,
        ]),
        value: () => l10n.t('Mongoose itself'),
      },
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
      await: queried([
        () => l10n.t('The query is sent when it is awaited, and may be awaited once only.'),
      ]),
      next: nextDocument,
    },
    'mongoose.Model.aggregate': {
      page: `${models}#Model.aggregate()`,
      returns: 'mongoose.Aggregate',
    },
    'mongoose.Aggregate': {
      page: 'https://mongoosejs.com/docs/api/aggregate.html',
      await: queried([]),
      next: nextDocument,
    },
    'mongoose.Query.cursor': {
      page: `${queries}#Query.prototype.cursor()`,
      returns: 'mongoose.Cursor',
    },
    'mongoose.Cursor': {
      page: 'https://mongoosejs.com/docs/api/querycursor.html',
      next: nextDocument,
    },
    ...methods('mongoose.Cursor', ['next', 'close', 'eachAsync'], (name) => ({
      page: 'https://mongoosejs.com/docs/api/querycursor.html',
      await:
        name === 'next'
          ? nextDocument
          : name === 'close'
            ? closes
            : { ...queried([]), thing: (call) => l10n.t('all of {0}', call.receiver) },
    })),
    'mongoose.startSession': {
      page: 'https://mongoosejs.com/docs/transactions.html',
      await: { ...modelRequest('startSession', session), value: () => l10n.t('the session') },
    },
    [`${session}.withTransaction`]: {
      page: 'https://mongoosejs.com/docs/transactions.html',
      await: transaction,
    },
    'mongoose.Connection.transaction': {
      page: 'https://mongoosejs.com/docs/transactions.html',
      await: transaction,
    },
    ...methods(session, ['commitTransaction', 'abortTransaction'], (name) => ({
      page: 'https://mongoosejs.com/docs/transactions.html',
      await: modelRequest(name),
    })),
    [`${session}.endSession`]: {
      page: 'https://mongoosejs.com/docs/transactions.html',
      await: closes,
    },
    ...methods(
      'mongoose.Query',
      'clone sort limit skip select lean populate where equals gt gte lt lte in nin and or session distinct countDocuments'.split(
        ' ',
      ),
      () => ({ page: queries, returns: 'mongoose.Query' }),
    ),
    'mongoose.Query.exec': {
      page: `${queries}#Query.prototype.exec()`,
      await: queried([]),
    },
    ...document,
  },
  classes: [
    'mongoose.Model',
    'mongoose.Query',
    'mongoose.Document',
    'mongoose.Aggregate',
    'mongoose.Cursor',
    'mongoose.Connection',
    'mongoose.Schema',
    session,
  ],
  attributes: {
    'mongoose.connection': 'mongoose.Connection',
    // What `this` is in the functions that are put there.
    'mongoose.Schema.methods': 'mongoose.Document',
    'mongoose.Schema.statics': 'mongoose.Model',
    'mongoose.Document.constructor': 'mongoose.Model',
    'mongoose.Query.model': 'mongoose.Model',
  },
  receivers: {
    ...receiversOf('save validate', 'mongoose.Document'),
    ...receiversOf(
      'countDocuments deleteMany deleteOne distinct estimatedDocumentCount find findOne findOneAndDelete findOneAndReplace findOneAndUpdate replaceOne updateMany updateOne',
      'mongoose.Query',
    ),
    ...receiversOf('aggregate', 'mongoose.Aggregate'),
    ...receiversOf('insertMany bulkWrite', 'mongoose.Model'),
  },
  handlers: {
    'mongoose.Schema.post(save)': ['mongoose.Document'],
    'mongoose.Schema.post(validate)': ['mongoose.Document'],
  },
  bases: {
    'new mongoose.Model': 'mongoose.Document',
    'mongoose.HydratedDocument': 'mongoose.Document',
  },
};
