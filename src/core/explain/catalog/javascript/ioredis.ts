import type { Library } from '../schema';
import { methods } from '../waits';
import { blocking, chained, connects, queuedCommand, quits, together } from './redisCommands';

/** Facts from ioredis's lib/Redis.js and README. */

const ioPage = 'https://redis.github.io/ioredis/classes/Redis.html';

const lower =
  'get set setex setnx getset getdel mget mset append incr incrby decr decrby strlen del exists expire pexpire persist ttl pttl type rename keys scan unlink hget hset hsetnx hmget hgetall hdel hexists hincrby hkeys hvals hlen lpush rpush lpop rpop lrange llen lrem lset ltrim lindex sadd srem smembers sismember scard spop zadd zrem zrange zrangebyscore zrevrange zscore zcard zcount zincrby zrank publish subscribe psubscribe unsubscribe xadd xrange xlen xack xdel eval evalsha ping info flushdb flushall'.split(
    ' ',
  );
export const ioredis: Library = {
  title: 'ioredis',
  packages: { npm: ['ioredis@6.0.0'] },
  entries: {
    ...methods('ioredis.Redis', lower, () => ({ page: ioPage, await: queuedCommand })),
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
