import * as l10n from '@vscode/l10n';
import type { Entry, Library, Text, Wait } from './schema';
import { answer, methods, plainArgument, undefinedValue } from './waits';

/** Facts from the documentation of ioredis 5 and node-redis 5. */

const ioPage = 'https://redis.github.io/ioredis/classes/Redis.html';
const nodePage = 'https://github.com/redis/node-redis#usage';

const command: Wait = answer(
  (call) => l10n.t('Redis’s answer about {0}', plainArgument(call, 0)),
  () => l10n.t('the answer'),
  {
    registers: () =>
      l10n.t(
        'The command is written to the client’s one connection, behind those before it, and a promise is made for its reply.',
      ),
    notes: [
      () =>
        l10n.t(
          'Commands that are not awaited one by one travel together: Promise.all waits for one round trip, not for many.',
        ),
    ],
  },
);

const offline: Text = () =>
  l10n.t('While the connection is down, commands queue and wait until it is back.');

const lower =
  'get set setex setnx getset getdel mget mset append incr incrby decr decrby strlen del exists expire pexpire persist ttl pttl type rename keys scan unlink hget hset hsetnx hmget hgetall hdel hexists hincrby hkeys hvals hlen lpush rpush lpop rpop lrange llen lrem lset ltrim lindex sadd srem smembers sismember scard spop zadd zrem zrange zrangebyscore zrevrange zscore zcard zcount zincrby zrank publish subscribe psubscribe unsubscribe xadd xrange xlen xack xdel eval evalsha ping info flushdb flushall'.split(
    ' ',
  );
const camel =
  'get set setEx setNX getSet getDel mGet mSet append incr incrBy decr decrBy strLen del exists expire pExpire persist ttl pTTL type rename keys scan unlink hGet hSet hSetNX hmGet hGetAll hDel hExists hIncrBy hKeys hVals hLen lPush rPush lPop rPop lRange lLen lRem lSet lTrim lIndex sAdd sRem sMembers sIsMember sCard sPop zAdd zRem zRange zScore zCard zCount zIncrBy zRank publish subscribe pSubscribe unsubscribe xAdd xRange xLen xAck xDel eval evalSha ping info flushDb flushAll sendCommand'.split(
    ' ',
  );

const blocking: Wait = {
  ...command,
  waitsFor: 'queue',
  thing: (call) => l10n.t('the next item of list {0}', plainArgument(call, 0)),
  value: () => l10n.t('the item; null on a timeout'),
  notes: [
    () => l10n.t('It blocks the connection: other commands need a client of their own meanwhile.'),
  ],
};

const together: Wait = {
  ...command,
  thing: () => l10n.t('Redis’s answers to all queued commands'),
  value: () => l10n.t('the array of the answers'),
  notes: [],
};

const connects: Wait = answer(() => l10n.t('a connection to Redis'), undefinedValue);
const quits: Wait = {
  ...command,
  thing: (call) => l10n.t('the last answers, and the end of {0}', call.receiver),
  notes: [],
};

const withOffline = { ...command, notes: [...(command.notes ?? []), offline] };
const chained = (owner: string, names: readonly string[], page: string) =>
  methods(owner, names, (): Entry => ({ page, returns: owner }));

export const ioredis: Library = {
  title: 'ioredis',
  entries: {
    ...methods('ioredis.Redis', lower, () => ({ page: ioPage, await: withOffline })),
    ...methods('ioredis.Redis', ['blpop', 'brpop'], () => ({ page: ioPage, await: blocking })),
    'ioredis.Redis.connect': { page: ioPage, await: connects },
    'ioredis.Redis.quit': { page: ioPage, await: quits },
    ...methods('ioredis.Redis', ['pipeline', 'multi'], () => ({
      page: ioPage,
      returns: 'ioredis.ChainableCommander',
    })),
    ...chained('ioredis.ChainableCommander', lower, ioPage),
    'ioredis.ChainableCommander.exec': { page: ioPage, await: together },
  },
  classes: ['ioredis.Redis', 'ioredis.ChainableCommander'],
  bases: { 'ioredis.Cluster': 'ioredis.Redis', ioredis: 'ioredis.Redis' },
};

export const nodeRedis: Library = {
  title: 'node-redis',
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
    ...methods('redis.RedisClientType', camel, () => ({ page: nodePage, await: withOffline })),
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
