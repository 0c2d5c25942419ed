import * as l10n from '@vscode/l10n';
import type { Library } from '../schema';
import { methods } from '../waits';
import { blocking, chained, connects, queuedCommand, quits, together } from './redisCommands';

/** Facts from @redis/client's lib/client and README. */

const nodePage = 'https://github.com/redis/node-redis#usage';

const camel =
  'get set setEx setNX getSet getDel mGet mSet append incr incrBy decr decrBy strLen del exists expire pExpire persist ttl pTTL type rename keys scan unlink hGet hSet hSetNX hmGet hGetAll hDel hExists hIncrBy hKeys hVals hLen lPush rPush lPop rPop lRange lLen lRem lSet lTrim lIndex sAdd sRem sMembers sIsMember sCard sPop zAdd zRem zRange zScore zCard zCount zIncrBy zRank publish subscribe pSubscribe unsubscribe xAdd xRange xLen xAck xDel eval evalSha ping info flushDb flushAll sendCommand'.split(
    ' ',
  );

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
        ...connects,
        value: () => l10n.t('the client'),
        gives: 'redis.RedisClientType',
        notes: [
          () =>
            l10n.t(
              'A connection that fails is tried again and again; without an "error" listener the first failure ends the process.',
            ),
        ],
      },
    },
    ...methods('redis.RedisClientType', camel, () => ({ page: nodePage, await: queuedCommand })),
    ...methods('redis.RedisClientType', ['blPop', 'brPop'], () => ({
      page: nodePage,
      await: blocking,
    })),
    ...methods('redis.RedisClientType', ['quit', 'close', 'disconnect'], () => ({
      page: nodePage,
      await: quits,
    })),
    'redis.RedisClientType.multi': { page: nodePage, returns: 'redis.RedisClientMultiCommandType' },
    ...chained(
      'redis.RedisClientMultiCommandType',
      camel.filter((name) => !/subscribe|sendCommand/i.test(name)),
      nodePage,
    ),
    ...methods('redis.RedisClientMultiCommandType', ['exec', 'execAsPipeline'], () => ({
      page: nodePage,
      await: together,
    })),
  },
  classes: ['redis.RedisClientType', 'redis.RedisClientMultiCommandType'],
};
