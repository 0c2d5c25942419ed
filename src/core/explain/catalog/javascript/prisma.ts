import * as l10n from '@vscode/l10n';
import type { Entry, Library, Text } from '../schema';
import { answer, methods, undefinedValue } from '../waits';
import { closes, connects } from './sql';

/** Facts from Prisma's Client API reference. */

const prismaPage = (anchor: string) =>
  `https://www.prisma.io/docs/orm/reference/prisma-client-reference#${anchor}`;
const model = '@prisma/client.Model';
const client = '@prisma/client.PrismaClient';

const lazy: Text = () =>
  l10n.t('The query starts only when it is awaited: a call without await does nothing.');

const modelQuery = (name: string): Entry => ({
  page: prismaPage(name.toLowerCase()),
  await: answer(
    (call) => l10n.t('the database’s answer to {0}.{1}', call.receiver, name),
    () => l10n.t('what the query gives'),
    {
      notes: [
        lazy,
        () =>
          name.endsWith('OrThrow')
            ? l10n.t('If there is no such record it rejects, with code P2025.')
            : l10n.t('What the database refuses rejects with a PrismaClientKnownRequestError.'),
      ],
    },
  ),
});

export const prisma: Library = {
  title: 'Prisma',
  entries: {
    ...methods(
      model,
      'findUnique findUniqueOrThrow findFirst findFirstOrThrow findMany create createMany createManyAndReturn update updateMany upsert delete deleteMany count aggregate groupBy'.split(
        ' ',
      ),
      modelQuery,
    ),
    ...methods(
      client,
      ['$queryRaw', '$executeRaw', '$queryRawUnsafe', '$executeRawUnsafe'],
      () => ({
        page: 'https://www.prisma.io/docs/orm/prisma-client/using-raw-sql/raw-queries',
        await: answer(
          () => l10n.t('the database’s answer to the raw query'),
          () => l10n.t('the rows, or how many were changed'),
          { notes: [lazy] },
        ),
      }),
    ),
    [`${client}.$transaction`]: {
      page: 'https://www.prisma.io/docs/orm/prisma-client/queries/transactions',
      await: answer(
        () => l10n.t('the whole transaction, from BEGIN to COMMIT'),
        () => l10n.t('the results of its queries, or what the function returns'),
        {
          notes: [
            () => l10n.t('If one query or the function fails, all is rolled back and it rejects.'),
            () =>
              l10n.t(
                'A function gets 2 s to begin and 5 s to finish, unless maxWait and timeout say otherwise.',
              ),
          ],
        },
      ),
    },
    [`${client}.$connect`]: {
      page: prismaPage('connect'),
      await: connects('the database', undefinedValue),
    },
    [`${client}.$disconnect`]: { page: prismaPage('disconnect'), await: closes() },
  },
  classes: [client, model],
  bases: { '@prisma/client.Prisma.TransactionClient': client },
  attributes: { [`${client}.*`]: model },
};
