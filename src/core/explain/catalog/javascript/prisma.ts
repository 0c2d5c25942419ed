import * as l10n from '@vscode/l10n';
import type { Entry, Library, Raise, Text } from '../schema';
import { answer, methods, undefinedValue } from '../waits';
import { closes, connects } from './sql';

/** Facts from Prisma's Client API and error reference, and @prisma/client's runtime/client.js. */

const prismaPage = (anchor: string) =>
  `https://www.prisma.io/docs/orm/reference/prisma-client-reference#${anchor}`;
const model = '@prisma/client.Model';
const client = '@prisma/client.PrismaClient';

const lazy: Text = () =>
  l10n.t('The query starts only when it is awaited: a call without await does nothing.');

/** What the database or the connection to it is about, by Prisma's code. */
const known = (when: Text): Raise => ({ error: 'Prisma.PrismaClientKnownRequestError', when });
const refused = known(() =>
  l10n.t('If the database refuses it: code tells why, P2002 for a unique value that is taken.'),
);
const notFound = known(() => l10n.t('If there is no such record: code is P2025.'));
const invalid: Raise = {
  error: 'Prisma.PrismaClientValidationError',
  when: () => l10n.t('If the arguments do not fit the schema: nothing is sent.'),
};
const unreachable = known(() => l10n.t('If the database cannot be reached: code is P1001.'));
/** Since Prisma 7 an adapter connects, most with the first query; before, the engine did. */
const notStarted: Raise = {
  error: 'Prisma.PrismaClientInitializationError',
  when: () =>
    l10n.t('If the engine cannot start; before Prisma 7 also if the database cannot be reached.'),
};

const reads = /^(?:find|count|aggregate|groupBy)/;

function raisesOf(name: string): readonly Raise[] {
  if (name.endsWith('OrThrow') || name === 'update' || name === 'delete') {
    return [notFound, ...(name.startsWith('find') ? [] : [refused]), invalid, unreachable];
  }
  return [...(reads.test(name) ? [] : [refused]), invalid, unreachable];
}

const modelQuery = (name: string): Entry => ({
  page: prismaPage(name.toLowerCase()),
  await: answer(
    (call) => l10n.t('the database’s answer to {0}.{1}', call.receiver, name),
    () => l10n.t('what the query gives'),
    {
      raises: raisesOf(name),
      mistakes: [
        lazy,
        ...(name === 'findUnique' || name === 'findFirst'
          ? [
              () =>
                l10n.t(
                  'If nothing matches it gives null and no error; {0}OrThrow() rejects.',
                  name,
                ),
            ]
          : []),
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
      (name) => ({
        page: 'https://www.prisma.io/docs/orm/prisma-client/using-raw-sql/raw-queries',
        await: answer(
          () => l10n.t('the database’s answer to the raw query'),
          () => l10n.t('the array of rows, or how many were changed,'),
          {
            raises: [
              known(() => l10n.t('If the database refuses it: code is P2010.')),
              unreachable,
            ],
            mistakes: [
              lazy,
              ...(name.endsWith('Unsafe')
                ? [
                    () =>
                      l10n.t(
                        'A value put in the text of the query lets SQL in: pass it as a parameter.',
                      ),
                  ]
                : []),
            ],
          },
        ),
      }),
    ),
    [`${client}.$transaction`]: {
      page: 'https://www.prisma.io/docs/orm/prisma-client/queries/transactions',
      calledWith: [client],
      await: answer(
        () => l10n.t('the whole transaction, from BEGIN to COMMIT'),
        (call) =>
          call.argument(0)?.startsWith('[') === true
            ? l10n.t('the array of their results')
            : l10n.t('what the function returns'),
        {
          raises: [
            {
              error: null,
              when: () =>
                l10n.t('What one of the queries or the function throws; all is rolled back.'),
            },
            known(() =>
              l10n.t(
                'If a function is not begun within 2 s (maxWait) or not done within 5 s (timeout): code is P2028.',
              ),
            ),
          ],
          mistakes: [
            () =>
              l10n.t(
                'In the function use tx: what goes through the client is outside the transaction.',
              ),
          ],
        },
      ),
    },
    [`${client}.$extends`]: {
      page: 'https://www.prisma.io/docs/orm/prisma-client/client-extensions',
      returns: client,
    },
    [`${client}.$connect`]: {
      page: prismaPage('connect'),
      await: connects('the database', undefinedValue, {
        raises: [notStarted],
        notes: [() => l10n.t('The first query connects by itself.')],
      }),
    },
    [`${client}.$disconnect`]: { page: prismaPage('disconnect'), await: closes([]) },
  },
  classes: [client, model],
  bases: { '@prisma/client.Prisma.TransactionClient': client },
  attributes: { [`${client}.*`]: model },
};
