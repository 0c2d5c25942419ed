import * as l10n from '@vscode/l10n';
import type { Entry, KnownWait, Library, Own, Raise, Text } from '../schema';
import { arrival, departure, immediate, methods, none, plainArgument, roundTrip } from '../waits';
import { inThread } from './asyncio/threads';
import { seconds } from './asyncio/time';

/** Facts from Tornado's gen.py, locks.py, queues.py, iostream.py, httpclient.py, web.py and websocket.py. Its futures are asyncio's. */

const page = (module: string, name: string) =>
  `https://www.tornadoweb.org/en/stable/${module}.html#tornado.${module}.${name}`;

/** What comes of an argument `timeout`, whose plain numbers are points in time. */
const timedOut = (at: number): Raise => ({
  error: 'tornado.util.TimeoutError',
  when: (call) =>
    call.argument(at, 'timeout') === null
      ? null
      : l10n.t('If the timeout passes first: a number is a point in time, a timedelta a length.'),
});

const streamClosed: Raise = {
  error: 'tornado.iostream.StreamClosedError',
  when: (call) => l10n.t('If {0} is closed before.', call.receiver),
};

/** A wait that other code of the program ends: of locks and queues. */
function signalled(waitsFor: KnownWait['waitsFor'], thing: Text, more: Own): KnownWait {
  return { waitsFor, mechanism: 'signal', thing, suspends: 'maybe', value: none, ...more };
}

const takes = (thing: Text): KnownWait =>
  signalled('lock', thing, {
    because: (call) => l10n.t('If {0} is free, it does not suspend.', call.receiver),
    wokenBy: (call) =>
      l10n.t(
        'A release of {0} completes the first waiter’s future; its task goes in the ready queue.',
        call.receiver,
      ),
    raises: [timedOut(0)],
  });

const lock: Text = (call) => l10n.t('lock {0}', call.receiver);
const place: Text = (call) => l10n.t('a free place in semaphore {0}', call.receiver);

const releases = immediate((call) =>
  l10n.t('Leaving the block releases {0}, which does not suspend.', call.receiver),
);

/** A lock or semaphore: `await lock.acquire()` gives what releases it at the end of a `with`. */
const acquirable = (name: string, thing: Text): Readonly<Record<string, Entry>> => ({
  [`tornado.locks.${name}`]: {
    page: page('locks', name),
    enter: { ...takes(thing), raises: [] },
    exit: releases,
  },
  [`tornado.locks.${name}.acquire`]: {
    page: page('locks', `${name}.acquire`),
    await: {
      ...takes(thing),
      value: () => l10n.t('a context manager that releases it'),
      gives: 'unknown',
    },
  },
});

const nextItem = signalled('queue', (call) => l10n.t('the next item of queue {0}', call.receiver), {
  detail: (call) => l10n.t('queue {0}', call.receiver),
  because: (call) =>
    l10n.t('If queue {0} has an item, get() hands it out without suspending.', call.receiver),
  wokenBy: (call) =>
    l10n.t(
      'A put into {0} completes the first getter’s future, and its task goes in the ready queue.',
      call.receiver,
    ),
  value: () => l10n.t('the item'),
  gives: 'held',
  raises: [timedOut(0)],
});

const synchronizing: Readonly<Record<string, Entry>> = {
  ...acquirable('Lock', lock),
  ...acquirable('Semaphore', place),
  'tornado.locks.Event.wait': {
    page: page('locks', 'Event.wait'),
    await: signalled('event', (call) => l10n.t('event {0} to be set', call.receiver), {
      because: (call) =>
        l10n.t('If event {0} is set already, it goes on without suspending.', call.receiver),
      wokenBy: (call) =>
        l10n.t(
          'Other code calls {0}.set(): that completes all waiters’ futures, and their tasks become ready.',
          call.receiver,
        ),
      raises: [timedOut(0)],
    }),
  },
  'tornado.locks.Condition.wait': {
    page: page('locks', 'Condition.wait'),
    await: signalled('event', (call) => l10n.t('a notify of condition {0}', call.receiver), {
      suspends: 'always',
      because: () => l10n.t('A notify counts only for those who wait already.'),
      wokenBy: (call) =>
        l10n.t(
          'Other code calls notify() or notify_all() of {0}, or the timeout passes: then it is False.',
          call.receiver,
        ),
      value: () => l10n.t('whether it was notified'),
      raises: [],
    }),
  },
  'tornado.queues.Queue': { page: page('queues', 'Queue'), next: { ...nextItem, raises: [] } },
  'tornado.queues.Queue.get': { page: page('queues', 'Queue.get'), await: nextItem },
  'tornado.queues.Queue.get_nowait': {
    page: page('queues', 'Queue.get_nowait'),
    returns: 'held',
  },
  'tornado.queues.Queue.put': {
    page: page('queues', 'Queue.put'),
    await: signalled('queue', (call) => l10n.t('room in queue {0}', call.receiver), {
      because: (call) =>
        l10n.t(
          'If queue {0} is not full, or has no maxsize, put() does not suspend.',
          call.receiver,
        ),
      wokenBy: (call) =>
        l10n.t(
          'A get from {0} completes the first putter’s future, and its task goes in the ready queue.',
          call.receiver,
        ),
      raises: [timedOut(1)],
    }),
  },
  'tornado.queues.Queue.join': {
    page: page('queues', 'Queue.join'),
    await: signalled(
      'queue',
      (call) => l10n.t('all items of queue {0} to be done', call.receiver),
      {
        because: (call) =>
          l10n.t(
            'If every item of {0} is marked done already, it does not suspend.',
            call.receiver,
          ),
        raises: [timedOut(0)],
      },
    ),
  },
};

const reads = (value: Text): KnownWait =>
  arrival((call) => l10n.t('bytes from {0}', call.receiver), value, {
    because: () => l10n.t('If enough is in the buffer or the socket already, it does not suspend.'),
    raises: [streamClosed],
  });

const connects: KnownWait = roundTrip(
  () => l10n.t('the connection to be made'),
  () => l10n.t('the stream'),
  { gives: 'tornado.iostream.IOStream', raises: [streamClosed] },
);

const streams: Readonly<Record<string, Entry>> = {
  ...methods(
    'tornado.iostream.BaseIOStream',
    ['read_bytes', 'read_into', 'read_until', 'read_until_regex', 'read_until_close'],
    (name) => ({
      page: page('iostream', `BaseIOStream.${name}`),
      begins: true,
      await: reads(
        name === 'read_into'
          ? () => l10n.t('the number of bytes read')
          : () => l10n.t('what was read'),
      ),
    }),
  ),
  'tornado.iostream.BaseIOStream.write': {
    page: page('iostream', 'BaseIOStream.write'),
    begins: true,
    await: departure((call) => l10n.t('{0} to have sent it', call.receiver), {
      because: () => l10n.t('If the socket takes all of it at once, it does not suspend.'),
      raises: [streamClosed],
    }),
  },
  'tornado.iostream.IOStream.connect': {
    page: page('iostream', 'IOStream.connect'),
    begins: true,
    await: connects,
  },
  'tornado.iostream.IOStream.start_tls': {
    page: page('iostream', 'IOStream.start_tls'),
    begins: true,
    await: roundTrip(
      (call) => l10n.t('the TLS handshake of {0}', call.receiver),
      () => l10n.t('the stream'),
      { gives: 'tornado.iostream.IOStream', raises: [streamClosed] },
    ),
  },
  'tornado.tcpclient.TCPClient.connect': {
    page: page('tcpclient', 'TCPClient.connect'),
    await: {
      ...connects,
      thing: (call) =>
        l10n.t(
          'a connection to {0}:{1}',
          plainArgument(call, 0, 'host'),
          plainArgument(call, 1, 'port'),
        ),
      raises: [
        {
          error: 'OSError',
          when: () => l10n.t('If the name is not found, or no address answers.'),
        },
      ],
    },
  },
};

const socketClosed: Raise = {
  error: 'tornado.websocket.WebSocketClosedError',
  when: () => l10n.t('If the connection is closed.'),
};

const sendsMessage = departure((call) => l10n.t('a message to {0} to be sent', call.receiver), {
  because: () => l10n.t('If the socket takes all of it at once, it does not suspend.'),
  raises: [socketClosed],
});

const serving: Readonly<Record<string, Entry>> = {
  'tornado.web.RequestHandler.flush': {
    page: page('web', 'RequestHandler.flush'),
    begins: true,
    await: departure(() => l10n.t('what was written of the response to be sent'), {
      because: () => l10n.t('If the socket takes all of it at once, it does not suspend.'),
      raises: [streamClosed],
    }),
  },
  ...methods('tornado.web.RequestHandler', ['finish', 'render'], (name) => ({
    page: page('web', `RequestHandler.${name}`),
    begins: true,
    await: departure(() => l10n.t('the rest of the response to be sent'), {
      because: () => l10n.t('If the socket takes all of it at once, it does not suspend.'),
      raises: [
        { error: 'RuntimeError', when: () => l10n.t('If the response has been finished before.') },
      ],
    }),
  })),
  'tornado.websocket.WebSocketHandler.write_message': {
    page: page('websocket', 'WebSocketHandler.write_message'),
    begins: true,
    await: sendsMessage,
  },
  'tornado.websocket.WebSocketClientConnection.write_message': {
    page: page('websocket', 'WebSocketClientConnection.write_message'),
    begins: true,
    await: sendsMessage,
  },
  'tornado.websocket.WebSocketClientConnection.read_message': {
    page: page('websocket', 'WebSocketClientConnection.read_message'),
    begins: true,
    await: arrival(
      (call) => l10n.t('the next message of {0}', call.receiver),
      () => l10n.t('the message, or None once it is closed,'),
      { raises: [] },
    ),
  },
  'tornado.websocket.websocket_connect': {
    page: page('websocket', 'websocket_connect'),
    begins: true,
    await: roundTrip(
      (call) => l10n.t('the WebSocket handshake with {0}', plainArgument(call, 0, 'url')),
      () => l10n.t('the connection'),
      {
        gives: 'tornado.websocket.WebSocketClientConnection',
        raises: [
          {
            error: 'tornado.httpclient.HTTPClientError',
            when: () => l10n.t('If the server refuses, or the connection cannot be made.'),
          },
        ],
      },
    ),
  },
  'tornado.httpclient.AsyncHTTPClient.fetch': {
    page: page('httpclient', 'AsyncHTTPClient.fetch'),
    begins: true,
    await: roundTrip(
      (call) => l10n.t('the HTTP response from {0}', plainArgument(call, 0, 'request')),
      () => l10n.t('the response, with its whole body,'),
      {
        raises: [
          {
            error: 'tornado.httpclient.HTTPClientError',
            when: () =>
              l10n.t(
                'If the status is no success, unless raise_error is False; also (599) after 20 s without an answer.',
              ),
          },
          { error: 'OSError', when: () => l10n.t('If the connection cannot be made, or breaks.') },
        ],
        cancelled: () => l10n.t('If the task is cancelled while it waits; the request goes on.'),
      },
    ),
  },
};

const sleeps: KnownWait = {
  waitsFor: 'timer',
  mechanism: 'timer',
  thing: (call) => {
    const length = seconds(call, 0, 'duration');
    return length === null
      ? l10n.t('a timer of {0} seconds', call.argument(0, 'duration') ?? '?')
      : l10n.t('a {0} timer', length);
  },
  suspends: 'always',
  because: () => l10n.t('Even the shortest sleep takes a turn of the event loop.'),
  value: none,
  raises: [],
};

/** What is waited for together may be lists, dictionaries or futures of other threads as well. */
const together: KnownWait = {
  waitsFor: 'tasks',
  mechanism: 'task',
  thing: (call) => l10n.t('{0} together', call.together),
  detail: (call) => call.together,
  suspends: (call) =>
    call.count !== null && call.count > 0 && call.areCoroutines ? 'always' : 'maybe',
  because: (call) =>
    call.areCoroutines && call.count !== null
      ? l10n.t('No task runs before the loop’s next turn.')
      : l10n.t('If all of them are done already, or there are none, it does not suspend.'),
  value: () => l10n.t('the list of their results'),
  raises: [
    {
      error: null,
      when: () =>
        l10n.t(
          'The first exception among them, in their order, once all have ended; others are logged.',
        ),
    },
  ],
};

const coroutines: Readonly<Record<string, Entry>> = {
  'tornado.gen.sleep': { page: page('gen', 'sleep'), begins: true, await: sleeps },
  'tornado.gen.multi': {
    page: page('gen', 'multi'),
    awaitables: 'elements',
    passes: 'results',
    await: together,
  },
  'tornado.gen.with_timeout': {
    page: page('gen', 'with_timeout'),
    await: {
      waitsFor: 'promise',
      mechanism: 'task',
      thing: (call) =>
        l10n.t('{0}, within a time limit', call.argument(1, 'future') ?? l10n.t('the future')),
      suspends: 'maybe',
      because: () => l10n.t('If the future is done already, it does not suspend.'),
      value: () => l10n.t('its result'),
      gives: 'unknown',
      raises: [
        {
          error: 'tornado.util.TimeoutError',
          when: () => l10n.t('If the time passes first; the future itself goes on.'),
        },
        { error: null, when: () => l10n.t('Whatever the future raises comes out here.') },
      ],
    },
  },
  'tornado.ioloop.IOLoop.run_in_executor': {
    page: page('ioloop', 'IOLoop.run_in_executor'),
    begins: true,
    await: {
      ...inThread,
      thing: (call) => l10n.t('{0} in a thread', call.argument(1, 'func') ?? '?'),
      value: (call) => l10n.t('what {0} returns', call.argument(1, 'func') ?? '?'),
    },
  },
  'tornado.ioloop.IOLoop.current': {
    page: page('ioloop', 'IOLoop.current'),
    returns: 'tornado.ioloop.IOLoop',
  },
  'tornado.process.Subprocess.wait_for_exit': {
    page: page('process', 'Subprocess.wait_for_exit'),
    begins: true,
    await: {
      waitsFor: 'process',
      mechanism: 'process',
      thing: (call) => l10n.t('process {0} to end', call.receiver),
      suspends: 'maybe',
      because: () => l10n.t('If it has ended already, it does not suspend.'),
      value: () => l10n.t('its exit status'),
      raises: [
        {
          error: 'subprocess.CalledProcessError',
          when: () => l10n.t('If the status is not 0, unless raise_error is False.'),
        },
      ],
    },
  },
};

export const tornado: Library = {
  title: 'Tornado',
  packages: { pip: ['tornado==6.5.10'], apt: ['python3-tornado'] },
  entries: { ...coroutines, ...synchronizing, ...streams, ...serving },
  classes: [
    'tornado.httpclient.AsyncHTTPClient',
    'tornado.ioloop.IOLoop',
    'tornado.iostream.BaseIOStream',
    'tornado.locks.Condition',
    'tornado.locks.Event',
    'tornado.locks.Lock',
    'tornado.locks.Semaphore',
    'tornado.process.Subprocess',
    'tornado.queues.Queue',
    'tornado.tcpclient.TCPClient',
    'tornado.web.RequestHandler',
    'tornado.websocket.WebSocketClientConnection',
  ],
  bases: {
    'tornado.iostream.IOStream': 'tornado.iostream.BaseIOStream',
    'tornado.iostream.PipeIOStream': 'tornado.iostream.BaseIOStream',
    'tornado.iostream.SSLIOStream': 'tornado.iostream.IOStream',
    'tornado.locks.BoundedSemaphore': 'tornado.locks.Semaphore',
    'tornado.queues.LifoQueue': 'tornado.queues.Queue',
    'tornado.queues.PriorityQueue': 'tornado.queues.Queue',
    'tornado.websocket.WebSocketHandler': 'tornado.web.RequestHandler',
  },
  aliases: {
    'tornado.concurrent.Future': 'asyncio.Future',
    'tornado.gen.TimeoutError': 'tornado.util.TimeoutError',
  },
};
