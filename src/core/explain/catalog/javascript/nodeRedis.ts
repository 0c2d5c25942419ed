import * as l10n from '@vscode/l10n';
import type { Library, Raise } from '../schema';
import { methods, promised, undefinedValue } from '../waits';
import {
  blocking,
  chained,
  command,
  connects,
  noErrorListener,
  quits,
  together,
} from './redisCommands';

/** Facts from @redis/client's lib/client (index.js, socket.js, commands-queue.js), lib/errors.js and README. */

const nodePage = 'https://github.com/redis/node-redis#usage';

const camel =
  'get set setEx setNX getSet getDel mGet mSet append incr incrBy decr decrBy strLen del exists expire pExpire persist ttl pTTL type rename keys scan unlink hGet hSet hSetNX hmGet hGetAll hDel hExists hIncrBy hKeys hVals hLen lPush rPush lPop rPop lRange lLen lRem lSet lTrim lIndex sAdd sRem sMembers sIsMember sCard sPop zAdd zRem zRange zScore zCard zCount zIncrBy zRank publish subscribe pSubscribe unsubscribe xAdd xRange xLen xAck xDel eval evalSha ping info flushDb flushAll sendCommand'.split(
    ' ',
  );

const refused: Raise = {
  error: 'redis.ErrorReply',
  when: () => l10n.t('If Redis refuses it: WRONGTYPE for a key that holds another type.'),
};
const closed: Raise = {
  error: 'redis.ClientClosedError',
  when: () => l10n.t('If the client is not connected yet, or closed.'),
};
const lost: Raise = {
  error: 'redis.SocketClosedUnexpectedlyError',
  when: () => l10n.t('If the connection is lost after the command was sent.'),
};
const failures: readonly Raise[] = [refused, lost, closed];

const discarded: readonly Raise[] = [
  {
    error: 'redis.MultiErrorReply',
    when: () => l10n.t('If a command fails: replies holds the answers of all.'),
  },
  {
    error: 'redis.WatchError',
    when: () => l10n.t('If a key under WATCH was changed: nothing was done.'),
  },
];

export const nodeRedis: Library = {
  title: 'node-redis',
  packages: { npm: ['redis@6.3.1'] },
  entries: {
    'redis.createClient': { page: nodePage, returns: 'redis.RedisClientType' },
    'redis.RedisClientType.on': { page: nodePage, returns: 'redis.RedisClientType' },
    'redis.RedisClientType.duplicate': { page: nodePage, returns: 'redis.RedisClientType' },
    'redis.RedisClientType.connect': {
      page: nodePage,
      await: {
        ...connects([
          {
            error: 'Error',
            when: () => l10n.t('If reconnectStrategy gives up, or connect() was called before.'),
          },
        ]),
        value: () => l10n.t('the client'),
        gives: 'redis.RedisClientType',
        notes: [
          () =>
            l10n.t(
              'A connection that fails is tried again and again, unless reconnectStrategy ends it.',
            ),
        ],
        mistakes: [noErrorListener],
      },
    },
    ...methods('redis.RedisClientType', camel, (name) => ({
      page: nodePage,
      await: command(failures, name),
    })),
    ...methods('redis.RedisClientType', ['blPop', 'brPop'], () => ({
      page: nodePage,
      await: blocking(failures),
    })),
    ...methods('redis.RedisClientType', ['quit', 'close'], () => ({
      page: nodePage,
      await: quits([closed]),
    })),
    'redis.RedisClientType.disconnect': {
      page: nodePage,
      await: {
        ...promised(
          'nothing',
          'turn',
          () => l10n.t('one turn of the microtask queue'),
          undefinedValue,
          { raises: [] },
        ),
        mistakes: [
          () =>
            l10n.t('It waits for no answer: commands under way reject. close() waits for them.'),
        ],
      },
    },
    'redis.RedisClientType.multi': { page: nodePage, returns: 'redis.RedisClientMultiCommandType' },
    ...chained(
      'redis.RedisClientMultiCommandType',
      camel.filter((name) => !/subscribe|sendCommand/i.test(name)),
      nodePage,
    ),
    ...methods('redis.RedisClientMultiCommandType', ['exec', 'execAsPipeline'], (name) => ({
      page: nodePage,
      await: together([...(name === 'exec' ? discarded : [refused]), lost, closed], []),
    })),
  },
  classes: ['redis.RedisClientType', 'redis.RedisClientMultiCommandType'],
};
