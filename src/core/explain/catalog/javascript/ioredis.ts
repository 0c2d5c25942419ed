import * as l10n from '@vscode/l10n';
import type { Library, Raise } from '../schema';
import { methods } from '../waits';
import { blocking, chained, command, connects, quits, together } from './redisCommands';

/** Facts from ioredis's built/Redis.js, Pipeline.js, transaction.js and redis/event_handler.js, and its README. */

const ioPage = 'https://redis.github.io/ioredis/classes/Redis.html';

const lower =
  'get set setex setnx getset getdel mget mset append incr incrby decr decrby strlen del exists expire pexpire persist ttl pttl type rename keys scan unlink hget hset hsetnx hmget hgetall hdel hexists hincrby hkeys hvals hlen lpush rpush lpop rpop lrange llen lrem lset ltrim lindex sadd srem smembers sismember scard spop zadd zrem zrange zrangebyscore zrevrange zscore zcard zcount zincrby zrank publish subscribe psubscribe unsubscribe hscan sscan zscan xread xreadgroup xadd xrange xlen xack xdel eval evalsha ping info flushdb flushall call'.split(
    ' ',
  );

const refused: Raise = {
  error: 'ioredis.ReplyError',
  when: () => l10n.t('If Redis refuses it: WRONGTYPE for a key that holds another type.'),
};
const ended: Raise = {
  error: 'Error',
  when: () => l10n.t('If the connection is closed for good, or commandTimeout is over.'),
};
/** An AbortError of redis-errors, which the package does not export. */
const givenUp: Raise = {
  error: 'MaxRetriesPerRequestError',
  when: () =>
    l10n.t(
      'If the connection is still down after 20 attempts to connect again (maxRetriesPerRequest).',
    ),
};
const failures: readonly Raise[] = [refused, givenUp, ended];

export const ioredis: Library = {
  title: 'ioredis',
  packages: { npm: ['ioredis@6.0.0'] },
  entries: {
    ...methods('ioredis.Redis', lower, (name) => ({
      page: ioPage,
      await: command(failures, name),
    })),
    ...methods('ioredis.Redis', ['blpop', 'brpop'], () => ({
      page: ioPage,
      await: blocking(failures),
    })),
    'ioredis.Redis.connect': {
      page: ioPage,
      await: {
        ...connects([
          {
            error: 'Error',
            when: () =>
              l10n.t(
                'If the first attempt fails, or the client is connected or connecting already.',
              ),
          },
        ]),
        mistakes: [
          () =>
            l10n.t('A client connects by itself: connect() is for those with lazyConnect only.'),
        ],
      },
    },
    'ioredis.Redis.quit': { page: ioPage, await: quits([givenUp, ended]) },
    ...methods('ioredis.Redis', ['pipeline', 'multi'], () => ({
      page: ioPage,
      returns: 'ioredis.ChainableCommander',
    })),
    ...methods(
      'ioredis.Redis',
      ['scanStream', 'hscanStream', 'sscanStream', 'zscanStream'],
      () => ({ page: ioPage, returns: 'ioredis.ScanStream' }),
    ),
    'ioredis.ScanStream': {
      page: ioPage,
      next: {
        ...command(failures),
        waitsFor: 'iterator',
        thing: (call) => l10n.t('the next keys of {0}', call.receiver),
        value: () => l10n.t('an array of them, which may be empty'),
        notes: [() => l10n.t('The same key may come more than once.')],
      },
    },
    ...chained('ioredis.ChainableCommander', lower, ioPage),
    'ioredis.ChainableCommander.exec': {
      page: ioPage,
      await: together(failures, [
        () =>
          l10n.t(
            'Each answer is a pair [error, value]: of a pipeline, no error of a command rejects.',
          ),
        () => l10n.t('Of a transaction it is null if a key under WATCH was changed.'),
      ]),
    },
  },
  classes: ['ioredis.Redis', 'ioredis.ChainableCommander', 'ioredis.ScanStream'],
  bases: { 'ioredis.Cluster': 'ioredis.Redis', ioredis: 'ioredis.Redis' },
};
