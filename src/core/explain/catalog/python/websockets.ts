import * as l10n from '@vscode/l10n';
import type { Entry, Library, Raise, KnownWait } from '../schema';
import {
  arrival,
  atEnd,
  connecting,
  departure,
  methods,
  none,
  plainArgument,
  roundTrip,
} from '../waits';

/** Facts from websockets' asyncio/connection.py, client.py and server.py. */

const docs = 'https://websockets.readthedocs.io/en/stable/reference/asyncio/';
const client = (name: string) => `${docs}client.html#websockets.asyncio.client.${name}`;
const server = (name: string) => `${docs}server.html#websockets.asyncio.server.${name}`;

const connects: KnownWait = roundTrip(
  (call) => l10n.t('the WebSocket handshake with {0}', plainArgument(call, 0, 'uri')),
  () => l10n.t('the connection'),
  {
    ...connecting,
    because: () => l10n.t('Connecting needs the server’s answer.'),
    gives: 'websockets.ClientConnection',
    raises: [
      { error: 'OSError', when: () => l10n.t('If the server cannot be reached.') },
      {
        error: 'TimeoutError',
        when: () => l10n.t('After 10 s, unless open_timeout says otherwise.'),
      },
      {
        error: 'websockets.InvalidHandshake',
        when: () => l10n.t('If the server refuses: InvalidStatus where it answers with a status.'),
      },
    ],
  },
);

const reconnects: KnownWait = {
  ...connects,
  waitsFor: 'iterator',
  thing: () => l10n.t('the next connection: it connects again after each failure'),
  raises: [
    {
      error: 'websockets.InvalidHandshake',
      when: () =>
        l10n.t('If the failure is not one that passes: any status but 500, 502, 503 and 504.'),
    },
  ],
  notes: [() => l10n.t('Between failed tries it waits longer and longer.')],
};

const closes: KnownWait = arrival(
  (call) => l10n.t('the closing handshake of {0}', call.receiver),
  none,
  {
    because: () => l10n.t('If the connection is closed already, it does not suspend.'),
    raises: [],
    notes: [
      () =>
        l10n.t('It waits at most 10 s for the other side, unless close_timeout says otherwise.'),
    ],
  },
);

const closedHere: Raise = {
  error: 'websockets.ConnectionClosed',
  when: () => l10n.t('If the connection is closed, or breaks.'),
};

const message: KnownWait = arrival(
  (call) => l10n.t('the next message of {0}', call.receiver),
  () => l10n.t('the message, str or bytes,'),
  {
    because: () => l10n.t('A message that has arrived already is handed out without suspending.'),
    raises: [closedHere],
    cancelled: () => l10n.t('If the task is cancelled while it waits; no message is lost.'),
  },
);

const steps: KnownWait = {
  ...message,
  raises: [
    {
      error: 'websockets.ConnectionClosedError',
      when: () =>
        l10n.t('If the connection ends with an error; closed normally, it ends the loop.'),
    },
  ],
};

const listens: KnownWait = arrival(
  (call) => l10n.t('the server to listen on {0}', call.argument(1, 'host') ?? '*'),
  () => l10n.t('the server'),
  {
    suspends: 'always',
    because: () => l10n.t('The server gives the loop one turn to begin to listen.'),
    raises: [
      { error: 'OSError', when: () => l10n.t('If it cannot listen: the address may be in use.') },
    ],
    gives: 'websockets.Server',
    notes: [() => l10n.t('Each connection gets a task of its own that runs the handler.')],
  },
);
const stops: KnownWait = arrival(() => l10n.t('all connections of the server to close'), none, {
  because: () => l10n.t('If the server is closed already, it does not suspend.'),
  raises: [],
});

const connect: Entry = {
  page: client('connect'),
  await: connects,
  enter: connects,
  exit: atEnd(closes, (call) => l10n.t('at the end: closes {0}', call.receiver)),
  next: reconnects,
};

export const websockets: Library = {
  title: 'websockets',
  packages: { pip: ['websockets==16.1.1'] },
  entries: {
    'websockets.connect': connect,
    'websockets.serve': {
      page: server('serve'),
      await: listens,
      enter: listens,
      exit: atEnd(
        {
          ...stops,
          suspends: 'always',
          because: () => l10n.t('A task of its own closes the server.'),
        },
        () => l10n.t('at the end: closes the server and its connections'),
      ),
    },
    'websockets.ClientConnection': { page: client('ClientConnection'), next: steps },
    'websockets.ClientConnection.recv': {
      page: client('ClientConnection.recv'),
      await: message,
    },
    'websockets.ClientConnection.recv_streaming': {
      page: client('ClientConnection.recv_streaming'),
      next: { ...message, thing: (call) => l10n.t('the next frame of {0}', call.receiver) },
    },
    'websockets.ClientConnection.send': {
      page: client('ClientConnection.send'),
      await: departure((call) => l10n.t('room to send on {0}', call.receiver), {
        raises: [closedHere],
      }),
    },
    'websockets.ClientConnection.ping': {
      page: client('ClientConnection.ping'),
      await: {
        ...departure((call) => l10n.t('room to send a ping on {0}', call.receiver), {
          raises: [closedHere],
        }),
        value: () => l10n.t('an awaitable for the pong'),
        gives: 'unknown',
      },
    },
    'websockets.ClientConnection.pong': {
      page: client('ClientConnection.pong'),
      await: departure((call) => l10n.t('room to send a pong on {0}', call.receiver), {
        raises: [closedHere],
      }),
    },
    ...methods('websockets.ClientConnection', ['close', 'wait_closed'], (name) => ({
      page: client(`ClientConnection.${name}`),
      await: closes,
    })),
    'websockets.Server.wait_closed': { page: server('Server.wait_closed'), await: stops },
    'websockets.Server.serve_forever': {
      page: server('Server.serve_forever'),
      await: roundTrip(() => l10n.t('connections until it is cancelled'), none, {
        lens: () => l10n.t('serves connections until it is cancelled'),
        isEndless: true,
        mechanism: 'signal',
        because: () => l10n.t('It waits until it is cancelled or the server is closed.'),
        wokenBy: () => l10n.t('Only cancellation ends it, with an exception here.'),
        raises: [],
      }),
    },
  },
  classes: ['websockets.ClientConnection', 'websockets.Server'],
  handlers: { 'websockets.serve': ['websockets.ServerConnection'] },
  bases: {
    'websockets.ServerConnection': 'websockets.ClientConnection',
    'websockets.WebSocketClientProtocol': 'websockets.ClientConnection',
    'websockets.WebSocketServerProtocol': 'websockets.ClientConnection',
  },
  aliases: {
    'websockets.asyncio.client': 'websockets',
    'websockets.asyncio.server': 'websockets',
    'websockets.client': 'websockets',
    'websockets.server': 'websockets',
    'websockets.legacy.client': 'websockets',
    'websockets.legacy.server': 'websockets',
  },
};
