import * as l10n from '@vscode/l10n';
import type { CallWords, Entry, KnownWait, Library, Raise, Text } from '../schema';
import { arrival, atEnd, entersItself, methods, none, plainArgument, roundTrip } from '../waits';

/** Facts from redis-py's asyncio/client.py, connection.py and lock.py. */

const examples = 'https://redis.readthedocs.io/en/stable/examples/asyncio_examples.html';
const commandPage = (name: string) =>
  `https://redis.io/docs/latest/commands/${name.replaceAll('_', '-')}/`;

const unreachable: Raise = {
  error: 'redis.ConnectionError',
  when: () => l10n.t('If the server cannot be reached, or the connection breaks.'),
};
const failures: readonly Raise[] = [
  unreachable,
  { error: 'redis.ResponseError', when: () => l10n.t('If the server refuses the command.') },
  { error: 'redis.TimeoutError', when: () => l10n.t('If socket_timeout is set, and passes.') },
];

const command: KnownWait = roundTrip(
  (call) =>
    call.argument(0) === null
      ? l10n.t('Redis’s answer')
      : l10n.t('Redis’s answer about {0}', plainArgument(call, 0)),
  () => l10n.t('the answer'),
  {
    because: () => l10n.t('The command goes to the server and back.'),
    registers: () =>
      l10n.t('The command is written to a connection of the client’s pool, or to a new one.'),
    raises: failures,
    mistakes: [
      () =>
        l10n.t(
          'Each command is a round trip of its own; a pipeline sends many at once and waits once.',
        ),
    ],
  },
);

const plainCommand: KnownWait = {
  ...command,
  thing: (call) => l10n.t('Redis’s answer to {0}', call.receiver),
};

/** Commands whose first argument says best what they are about. */
const keyed =
  'get set setex setnx getset getdel getex mget mset append incr incrby incrbyfloat decr decrby strlen setrange getrange delete exists expire expireat pexpire persist ttl pttl type rename keys scan unlink touch dump restore copy hget hset hsetnx hmget hmset hgetall hdel hexists hincrby hincrbyfloat hkeys hvals hlen hscan lpush rpush lpop rpop lrange llen lrem lset ltrim lindex linsert lmove rpoplpush sadd srem smembers sismember scard spop srandmember sinter sunion sdiff sscan zadd zrem zrange zrangebyscore zrevrange zrevrangebyscore zscore zcard zcount zincrby zrank zrevrank zpopmin zpopmax zremrangebyscore zremrangebyrank zscan publish xadd xrange xrevrange xlen xack xdel xtrim xpending xclaim xautoclaim pfadd pfcount setbit getbit bitcount geoadd geosearch eval evalsha execute_command'.split(
    ' ',
  );
const plainNames =
  'ping info dbsize flushdb flushall time config_get config_set client_list script_load randomkey lastsave'.split(
    ' ',
  );

const blocking: KnownWait = {
  ...command,
  waitsFor: 'queue',
  thing: (call) => l10n.t('the next item of list {0}', plainArgument(call, 0)),
  because: () => l10n.t('The server answers only when there is an item, or the timeout passes.'),
  value: () => l10n.t('the key and the item; None on a timeout'),
  mistakes: [
    () =>
      l10n.t(
        'It holds a connection of the pool meanwhile, and a socket_timeout shorter than its own timeout ends it too early.',
      ),
  ],
};

const stream: KnownWait = {
  ...command,
  waitsFor: 'queue',
  suspends: 'always',
  thing: () => l10n.t('the next entries of the streams'),
  value: () => l10n.t('the list of entries'),
  because: () =>
    l10n.t('The server is asked, so it always suspends; with block= it answers later.'),
  mistakes: [],
};

const scan: KnownWait = {
  ...command,
  waitsFor: 'iterator',
  thing: () => l10n.t('the next batch of keys'),
  value: () => l10n.t('the next key'),
  suspends: 'maybe',
  because: () => l10n.t('The server sends keys in batches; only the first of each batch suspends.'),
  mistakes: [],
};

const pubSubMessage: KnownWait = arrival(
  (call) => l10n.t('the next message of {0}', call.receiver),
  () => l10n.t('the message'),
  {
    waitsFor: 'queue',
    because: () => l10n.t('A message that has arrived already is handed out without suspending.'),
    raises: [unreachable],
    notes: [() => l10n.t('The confirmations of subscribe and unsubscribe come as messages too.')],
  },
);

const closes: KnownWait = arrival(
  (call) => l10n.t('the connections of {0} to be closed', call.receiver),
  none,
  { because: () => l10n.t('If no connection is open, it does not suspend.'), raises: [] },
);

const closing = (page: string): Pick<Entry, 'page' | 'enter' | 'exit'> => ({
  page,
  enter: entersItself,
  exit: atEnd(closes, (call) => l10n.t('at the end: closes {0}', call.receiver)),
});

const sends = (thing: Text): KnownWait => ({
  ...arrival(thing, none, { raises: [unreachable] }),
  because: () =>
    l10n.t(
      'It is only written to the connection; it suspends if that must be opened first or has no room.',
    ),
});

/** The name of a lock: that in Redis where the call that makes it stands in the `async with`. */
const lockName = (call: CallWords) =>
  /\block\(/.test(call.receiver) ? plainArgument(call, 0, 'name') : call.receiver;

const takesLock: KnownWait = {
  ...command,
  waitsFor: 'lock',
  thing: (call) => l10n.t('lock {0} in Redis', lockName(call)),
  because: () => l10n.t('The server is asked.'),
  watches: () =>
    l10n.t('While another holds it, the server is asked again every 0.1 s (its sleep argument).'),
  wokenBy: () => l10n.t('The first try after the other’s release, or its timeout, takes the lock.'),
  value: () => l10n.t('whether it was taken'),
  mistakes: [],
};

/** acquire() tells by its value; entering has none. */
const entersLock: KnownWait = {
  ...takesLock,
  value: () => l10n.t('the lock'),
  raises: [
    {
      error: 'redis.exceptions.LockError',
      when: () => l10n.t('If blocking_timeout passes before the lock is free.'),
    },
    ...failures,
  ],
};

const notOwned: Raise = {
  error: 'redis.exceptions.LockError',
  when: () => l10n.t('If the lock is no longer held here: its timeout may have passed.'),
};

const opensClient: KnownWait = {
  ...command,
  suspends: 'maybe',
  thing: (call) => l10n.t('client {0} to be set up', call.receiver),
  lens: (call) => l10n.t('sets up client {0}', call.receiver),
  because: () => l10n.t('Connections are opened by the commands, so it need not wait.'),
  value: () => l10n.t('the client'),
  gives: 'self',
  notes: [],
};

const scripts = 'https://redis.readthedocs.io/en/stable/lua_scripting.html';

/** What a pipeline does with a command (`Pipeline.execute_command`): it is sent with all the others. */
const queued: KnownWait = {
  ...command,
  suspends: 'maybe',
  lens: (call) => l10n.t('puts a command in {0}; no wait', call.receiver),
  because: () =>
    l10n.t(
      'The command is only put in the pipeline; after watch(), before multi(), it is sent at once and waits.',
    ),
  value: () => l10n.t('the pipeline, or the answer after watch()'),
  mistakes: [],
};

export const redis: Library = {
  title: 'redis-py',
  packages: { pip: ['redis==8.1.0'] },
  entries: {
    'redis.asyncio.Redis': { ...closing(examples), enter: opensClient },
    'redis.asyncio.from_url': { page: examples, returns: 'redis.asyncio.Redis' },
    'redis.asyncio.Redis.from_url': { page: examples, returns: 'redis.asyncio.Redis' },
    ...methods('redis.asyncio.Redis', keyed, (name) => ({
      page: name === 'execute_command' ? examples : commandPage(name === 'delete' ? 'del' : name),
      await: command,
    })),
    ...methods('redis.asyncio.Redis', plainNames, (name) => ({
      page: commandPage(name),
      await: plainCommand,
    })),
    ...methods('redis.asyncio.Redis', ['blpop', 'brpop', 'bzpopmin', 'bzpopmax'], (name) => ({
      page: commandPage(name),
      await: blocking,
    })),
    ...methods('redis.asyncio.Redis', ['xread', 'xreadgroup'], (name) => ({
      page: commandPage(name),
      await: stream,
    })),
    ...methods(
      'redis.asyncio.Redis',
      ['scan_iter', 'hscan_iter', 'sscan_iter', 'zscan_iter'],
      (name) => ({ page: commandPage(name.replace('_iter', '')), next: scan }),
    ),
    ...methods('redis.asyncio', ['Redis.close', 'Redis.aclose', 'client.PubSub.aclose'], () => ({
      page: examples,
      await: closes,
    })),
    'redis.asyncio.Redis.register_script': {
      page: scripts,
      returns: 'redis.commands.core.AsyncScript',
    },
    'redis.commands.core.AsyncScript.__call__': {
      page: scripts,
      await: {
        ...command,
        thing: (call) =>
          l10n.t('Redis’s answer to script {0}', call.receiver.replace(/\(.*$/s, '')),
      },
    },
    'redis.asyncio.Redis.pipeline': { page: examples, returns: 'redis.asyncio.client.Pipeline' },
    'redis.asyncio.client.Pipeline': closing(examples),
    'redis.asyncio.client.Pipeline.execute': {
      page: examples,
      await: {
        ...command,
        thing: () => l10n.t('Redis’s answers to all commands of the pipeline'),
        value: () => l10n.t('the list of the answers'),
        suspends: 'maybe',
        because: () => l10n.t('An empty pipeline gives an empty list without suspending.'),
        raises: [
          ...failures,
          {
            error: 'redis.WatchError',
            when: () => l10n.t('In a transaction, if a watched key has changed meanwhile.'),
          },
        ],
        mistakes: [],
      },
    },
    ...methods('redis.asyncio.client.Pipeline', [...keyed, ...plainNames], (name) => ({
      page: name === 'execute_command' ? examples : commandPage(name === 'delete' ? 'del' : name),
      returns: 'redis.asyncio.client.Pipeline',
      await: queued,
    })),
    'redis.asyncio.client.Pipeline.watch': { page: commandPage('watch'), await: command },
    'redis.asyncio.Redis.pubsub': { page: examples, returns: 'redis.asyncio.client.PubSub' },
    'redis.asyncio.client.PubSub': closing(examples),
    ...methods(
      'redis.asyncio.client.PubSub',
      ['subscribe', 'psubscribe', 'unsubscribe', 'punsubscribe'],
      (name) => ({
        page: commandPage(name),
        await: sends((call) => l10n.t('{0}({1}) to be sent', name, plainArgument(call, 0))),
      }),
    ),
    'redis.asyncio.client.PubSub.get_message': {
      page: examples,
      await: {
        ...pubSubMessage,
        value: () => l10n.t('the message, or None if none came in time,'),
        raises: [
          unreachable,
          { error: 'RuntimeError', when: () => l10n.t('If nothing was ever subscribed to.') },
        ],
        notes: [
          () =>
            l10n.t(
              'Without a timeout it only looks once (timeout=0.0): a loop around it must wait somewhere else.',
            ),
        ],
      },
    },
    'redis.asyncio.client.PubSub.listen': {
      page: examples,
      next: {
        ...pubSubMessage,
        mistakes: [() => l10n.t('Where nothing is subscribed to, the loop ends at once.')],
      },
    },
    'redis.asyncio.ConnectionPool.from_url': {
      page: examples,
      returns: 'redis.asyncio.ConnectionPool',
    },
    ...methods('redis.asyncio.ConnectionPool', ['disconnect', 'aclose'], () => ({
      page: examples,
      await: closes,
    })),
    'redis.asyncio.Redis.lock': { page: examples, returns: 'redis.asyncio.lock.Lock' },
    'redis.asyncio.lock.Lock': {
      page: examples,
      enter: entersLock,
      exit: atEnd(
        {
          ...command,
          thing: (call) => l10n.t('lock {0} to be released', lockName(call)),
          raises: [notOwned, ...failures],
        },
        (call) => l10n.t('at the end: releases lock {0} in Redis', lockName(call)),
      ),
    },
    'redis.asyncio.lock.Lock.acquire': { page: examples, await: takesLock },
    ...methods('redis.asyncio.lock.Lock', ['release', 'extend', 'reacquire'], (name) => ({
      page: examples,
      await: {
        ...command,
        thing: (call) => l10n.t('{0} of lock {1} in Redis', name, call.receiver),
        raises: [notOwned, ...failures],
      },
    })),
  },
  classes: [
    'redis.asyncio.Redis',
    'redis.asyncio.client.Pipeline',
    'redis.asyncio.client.PubSub',
    'redis.asyncio.lock.Lock',
    'redis.commands.core.AsyncScript',
    'redis.asyncio.ConnectionPool',
  ],
  bases: {
    'redis.asyncio.StrictRedis': 'redis.asyncio.Redis',
    'redis.asyncio.RedisCluster': 'redis.asyncio.Redis',
    'redis.asyncio.BlockingConnectionPool': 'redis.asyncio.ConnectionPool',
  },
  aliases: {
    'redis.asyncio.client.Redis': 'redis.asyncio.Redis',
    'redis.asyncio.Pipeline': 'redis.asyncio.client.Pipeline',
    'redis.asyncio.PubSub': 'redis.asyncio.client.PubSub',
    'redis.asyncio.utils.from_url': 'redis.asyncio.from_url',
    aioredis: 'redis.asyncio',
  },
};
