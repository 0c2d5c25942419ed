import * as l10n from '@vscode/l10n';
import type { Entry, Text, TypeName, KnownWait } from '../../schema';
import { plainArgument } from '../../waits';
import { listening } from './streams';
import { inThread } from './threads';

/** Facts from CPython's Lib/asyncio/base_events.py and selector_events.py. */

const name = 'asyncio.AbstractEventLoop';
const pageOf = (name: string) =>
  `https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.${name}`;
const page = (method: string) => pageOf(`loop.${method}`);

/** A wait for the network by one of the loop's own methods. */
function network(thing: Text, value: Text, gives?: TypeName): KnownWait {
  return {
    waitsFor: 'network',
    mechanism: 'socket',
    thing,
    suspends: 'maybe',
    because: () => l10n.t('If the operating system can do it at once, it does not suspend.'),
    registers: () => l10n.t('If it cannot be done at once, a future is made for the end of it.'),
    value,
    raises: [{ error: 'OSError', when: () => l10n.t('If the operating system reports an error.') }],
    ...(gives !== undefined && { gives }),
  };
}

/** The sockets that the `sock_` methods take: `BaseSelectorEventLoop.sock_recv` and its neighbours. */
function socketCall(thing: Text, value: Text, gives?: TypeName): KnownWait {
  return {
    ...network(thing, value, gives),
    mistakes: [() => l10n.t('The socket must be non-blocking, or the call blocks the whole loop.')],
  };
}

const always = {
  suspends: 'always',
  because: () => l10n.t('It takes at least one turn of the event loop.'),
} as const;
const none: Text = () => l10n.t('None');
const socket: Text = (call) => call.argument(0, 'sock') ?? '?';
const transport: Text = () => l10n.t('the pair of transport and protocol');

/** `BaseSubprocessTransport` kills what it has started if connecting its pipes is broken off. */
const startCancelled: Text = () =>
  l10n.t('If the task is cancelled while it waits: the process that has started is killed.');

const lookUp: KnownWait = {
  ...inThread,
  waitsFor: 'network',
  thing: (call) => l10n.t('the address of {0}', plainArgument(call, 0, 'host')),
  value: () => l10n.t('the list of addresses'),
  raises: [{ error: 'socket.gaierror', when: () => l10n.t('If there is no such address.') }],
  mistakes: [],
};

const methods: Readonly<Record<string, Entry['await']>> = {
  run_in_executor: {
    ...inThread,
    thing: (call) => l10n.t('{0} in a thread', call.argument(1, 'func') ?? '?'),
    value: (call) => l10n.t('what {0} returns', call.argument(1, 'func') ?? '?'),
    mistakes: [
      ...(inThread.mistakes ?? []),
      () =>
        l10n.t(
          'It hands on no keyword arguments: functools.partial() does; its argument None is the default pool.',
        ),
    ],
  },
  create_connection: {
    ...network((call) => {
      const host = call.argument(1, 'host');
      const given = call.argument(null, 'sock');
      if (given !== null) return l10n.t('the connection over socket {0}', given);
      return host === null ? l10n.t('the connection') : l10n.t('the connection to {0}', host);
    }, transport),
    ...always,
    registers: () =>
      l10n.t('A name is resolved in a thread, and a non-blocking socket starts to connect.'),
  },
  create_unix_connection: {
    ...network(
      (call) => l10n.t('the connection to {0}', call.argument(1, 'path') ?? '?'),
      transport,
    ),
    ...always,
  },
  create_datagram_endpoint: {
    ...network(() => l10n.t('the datagram socket to be ready'), transport),
    ...always,
  },
  create_server: listening,
  create_unix_server: listening,
  connect_accepted_socket: {
    ...network(() => l10n.t('the accepted connection to be ready'), transport),
    ...always,
  },
  start_tls: {
    ...network(
      () => l10n.t('the TLS handshake'),
      () => l10n.t('the new transport'),
    ),
    raises: [
      { error: 'ssl.SSLError', when: () => l10n.t('If the TLS handshake fails.') },
      { error: 'OSError', when: () => l10n.t('If the connection breaks meanwhile.') },
    ],
    ...always,
  },
  sendfile: network(
    (call) => l10n.t('file {0} to be sent', call.argument(1, 'file') ?? '?'),
    () => l10n.t('the number of bytes'),
  ),
  sock_recv: socketCall(
    (call) => l10n.t('data from socket {0}', socket(call)),
    () => l10n.t('the bytes object'),
  ),
  sock_recv_into: socketCall(
    (call) => l10n.t('data from socket {0}', socket(call)),
    () => l10n.t('the number of bytes'),
  ),
  sock_recvfrom: socketCall(
    (call) => l10n.t('a datagram from socket {0}', socket(call)),
    () => l10n.t('the pair of data and address'),
    ['bytes', 'str'],
  ),
  sock_recvfrom_into: socketCall(
    (call) => l10n.t('a datagram from socket {0}', socket(call)),
    () => l10n.t('the pair of size and address'),
    ['int', 'str'],
  ),
  sock_sendall: socketCall(
    (call) => l10n.t('all data to be sent to socket {0}', socket(call)),
    none,
  ),
  sock_sendto: socketCall(
    (call) => l10n.t('the datagram to be sent by socket {0}', socket(call)),
    () => l10n.t('the number of bytes'),
  ),
  sock_connect: socketCall((call) => l10n.t('socket {0} to connect', socket(call)), none),
  sock_accept: socketCall(
    (call) => l10n.t('a connection to socket {0}', socket(call)),
    () => l10n.t('the pair of connection and address'),
    ['socket', 'str'],
  ),
  sock_sendfile: socketCall(
    (call) => l10n.t('file {0} to be sent', call.argument(1, 'file') ?? '?'),
    () => l10n.t('the number of bytes'),
  ),
  getaddrinfo: lookUp,
  getnameinfo: {
    ...lookUp,
    thing: (call) => l10n.t('the name of {0}', call.argument(0, 'sockaddr') ?? '?'),
    value: () => l10n.t('the pair of host and port'),
  },
  connect_read_pipe: {
    ...network(
      (call) => l10n.t('pipe {0} to be connected', call.argument(1, 'pipe') ?? '?'),
      transport,
    ),
    ...always,
  },
  connect_write_pipe: {
    ...network(
      (call) => l10n.t('pipe {0} to be connected', call.argument(1, 'pipe') ?? '?'),
      transport,
    ),
    ...always,
  },
  subprocess_exec: {
    ...network((call) => l10n.t('process {0} to start', call.argument(1) ?? '?'), transport),
    cancelled: startCancelled,
    waitsFor: 'process',
    mechanism: 'process',
    ...always,
  },
  subprocess_shell: {
    ...network((call) => l10n.t('process {0} to start', call.argument(1, 'cmd') ?? '?'), transport),
    cancelled: startCancelled,
    waitsFor: 'process',
    mechanism: 'process',
    ...always,
  },
  shutdown_asyncgens: {
    ...network(() => l10n.t('all async generators to be closed'), none),
    waitsFor: 'tasks',
    mechanism: 'task',
    raises: [],
  },
  shutdown_default_executor: {
    ...inThread,
    thing: () => l10n.t('the threads of the default executor to end'),
    suspends: 'maybe',
    because: () => l10n.t('If nothing has used it, it has no threads, and nothing suspends.'),
    value: none,
    raises: [],
    cancelled: () => l10n.t('If the task is cancelled while it waits; the threads run on.'),
    mistakes: [],
  },
};

const own = Object.entries(methods).map(([method, wait]): [string, Entry] => [
  `${name}.${method}`,
  {
    page: page(method),
    ...(method === 'run_in_executor' && { begins: true }),
    ...(wait && { await: wait }),
    ...(wait?.value === transport && { takesProtocolFactory: true }),
  },
]);

export const loopEntries: Readonly<Record<string, Entry>> = {
  ...Object.fromEntries(own),
  'asyncio.get_running_loop': {
    page: pageOf('get_running_loop'),
    returns: name,
  },
  'asyncio.get_event_loop': { page: pageOf('get_event_loop'), returns: name },
  'asyncio.new_event_loop': { page: pageOf('new_event_loop'), returns: name },
  [`${name}.create_task`]: {
    page: page('create_task'),
    returns: 'asyncio.Task',
    awaitables: 'first',
    passes: 'result',
  },
  [`${name}.create_future`]: { page: page('create_future'), returns: 'asyncio.Future' },
};
