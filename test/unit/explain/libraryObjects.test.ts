import { checkLast } from './explainedTrees';

const extended = `import { test as base, type Page } from '@playwright/test';
class TodoPage {
  constructor(readonly page: Page) {}
  async add(text: string) { await this.page.goto('/' + text); }
}
`;

describe('what libraries of JavaScript hand out', () => {
  checkLast('typescript', {
    'an event of a page has data of its kind': [
      `import { test } from '@playwright/test';
test('x', async ({ page }) => {
  const download = await page.waitForEvent('download');
  await download.saveAs('x');
});`,
      { lens: 'waits for the browser’s answer to download.saveAs' },
    ],
    'so has what a listener gets': [
      `import { test } from '@playwright/test';
test('x', async ({ context }) => {
  context.on('page', async (page) => { await page.title(); });
});`,
      { lens: 'waits for the browser’s answer to page.title' },
    ],
    'a fixture is of the type that it is declared with': [
      `${extended}const test = base.extend<{ todo: TodoPage }>({});
test('x', async ({ todo }) => { await todo.add('x'); });`,
      {
        summary:
          "Runs TodoPage.add() and waits for its end; at line 4 it waits for page '/' + text to load.",
      },
    ],
    'a fixture without a type is what its function hands on': [
      `${extended}const first = base.extend({
  todo: [async ({ page }, use) => { await use(new TodoPage(page)); }, { scope: 'test' }],
});
const test = first.extend({ other: 1 });
test.beforeEach(async ({ todo }) => { await todo.add('x'); });`,
      {
        summary:
          "Runs TodoPage.add() and waits for its end; at line 4 it waits for page '/' + text to load.",
      },
    ],
    'a mutation is waited for with its callbacks': [
      `import { useMutation } from '@tanstack/react-query';
const { mutateAsync } = useMutation({ mutationFn: save });
await mutateAsync('x');`,
      { lens: 'waits for the mutation and its callbacks to end' },
    ],
    'a query is fetched again': [
      `import { useSuspenseQuery } from '@tanstack/react-query';
const query = useSuspenseQuery({ queryKey: ['x'], queryFn: load });
await query.refetch();`,
      { waitsFor: 'network', lens: 'waits for the query to be fetched again' },
    ],
    'an object of a model is a document': [
      `import { model } from 'mongoose';
const User = model('User', schema);
await new User({ name: 'x' }).save();`,
      { waitsFor: 'network' },
    ],
    'this in a method of a schema is a document': [
      `import { Schema } from 'mongoose';
const schema = new Schema({ name: String });
schema.methods.rename = async function (name) { this.name = name; return await this.save(); };`,
      { lens: 'waits for MongoDB’s answer to this.save' },
    ],
    'a query is gone through document by document': [
      `import mongoose from 'mongoose';
const User = mongoose.model('User', schema);
for await (const user of User.find().cursor()) await user.save();`,
      { waitsFor: 'network' },
    ],
    'a client of a transaction has the models of its client': [
      `import { Prisma } from '@prisma/client';
async function remove(tx: Prisma.TransactionClient) { await tx.user.delete({ where: { id: 1 } }); }`,
      { waitsFor: 'network' },
    ],
    'keys are scanned in batches': [
      `import Redis from 'ioredis';
const stream = new Redis().scanStream({ match: 'x*' });
for await (const keys of stream) keys;`,
      { waitsFor: 'iterator', lens: 'waits for the next keys of stream' },
    ],
  });
});

describe('this in the hooks of a schema of Mongoose', () => {
  const hook = (call: string, body: string) =>
    `const { Schema } = require('mongoose');\nconst schema = new Schema({});\nschema.${call}, async function (doc) { ${body} });`;
  checkLast('javascript', {
    'is the document before it is saved': [
      hook("pre('save'", 'await this.validate();'),
      { callee: 'mongoose.Document.validate' },
    ],
    'has its model as its constructor': [
      hook("pre('save'", 'await this.constructor.create({});'),
      { callee: 'mongoose.Model.create' },
    ],
    'is the query that looks for documents': [
      hook("pre('find'", 'await this.clone().exec();'),
      { callee: 'mongoose.Query.exec' },
    ],
    'is beside the document after it was saved': [
      hook("post('save'", 'await doc.save();'),
      { callee: 'mongoose.Document.save' },
    ],
    'is not known for other events': [
      hook("pre('mine'", 'await this.save();'),
      { waitsFor: 'unknown' },
    ],
  });
});
