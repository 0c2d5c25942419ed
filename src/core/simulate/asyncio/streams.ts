import * as l10n from '@vscode/l10n';
import { PyTuple } from '../python/objects/containers';
import { Raised, makeException } from '../python/objects/exceptions';
import { PyCoroutine } from '../python/objects/functions';
import { PyObject } from '../python/objects/object';
import type { Steps, Value } from '../python/objects/object';
import { Unknown } from '../python/objects/unknown';
import { bytesOf } from '../python/builtins/bytes';
import { perWalkthrough } from '../python/machine';
import { call } from '../python/operations/call';
import { items } from '../python/operations/iterate';
import { define, defineGetters, nativeClass } from '../python/operations/native';
import { str } from '../python/operations/repr';
import { assumedDuration, assumedMs } from './assumed';
import { requireEventLoop } from './base_events';
import { createFuture, internalCallback } from './futures';
import type { PyFuture } from './futures';
import { StreamReader } from './stream_reader';
import { gather, sleep } from './tasks_combining';

/*
 * Lib/asyncio/streams.py. A connection to a server of the same program is played through; what comes over any other is
 * unknown, and takes an assumed time.
 */

/** Waits for input or output of an assumed duration. */
export function* awaitIo(
  label: string,
  ms: number,
  waitsFor: 'network' | 'file' | 'process' | 'unknown',
): Steps {
  const loop = requireEventLoop();
  const future = loop.startIo(label, assumedDuration(label, ms), 'selector', { waitsFor });
  yield* future.await();
  return null;
}

const serverClass = nativeClass('Server', 'asyncio.base_events');
const streamWriterClass = nativeClass('StreamWriter', 'asyncio.streams');

/** A server of the program by the port on which it listens. */
const servers = perWalkthrough(() => new Map<string, Server>());

/** The first port of the range from which systems choose (IANA's dynamic ports), for `port=0`. */
const firstFreePort = 49_152;
const firstClientPort = 60_000;

class Server extends PyObject {
  serving = true;
  forever: PyFuture | null = null;
  connections = 0;

  constructor(
    readonly callback: Value,
    readonly address: PyTuple,
    readonly limit: number,
  ) {
    super(serverClass);
    servers().set(portOf(address), this);
  }

  close(): void {
    this.serving = false;
    servers().delete(portOf(this.address));
    if (this.forever && !this.forever.done) this.forever.cancel();
  }

  /** The connection's other end: its callback runs as a task if it is a coroutine function. */
  accept(reader: StreamReader, writer: StreamWriter): void {
    const result = call(this.callback, [reader, writer]);
    if (result instanceof PyCoroutine) requireEventLoop().createTask(result, null);
  }
}

function portOf(address: PyTuple): string {
  return str(address.items[1] ?? null);
}

export class StreamWriter extends PyObject {
  closing = false;

  constructor(
    private readonly peer: StreamReader,
    private readonly own: StreamReader,
    readonly info: ReadonlyMap<string, Value>,
  ) {
    super(streamWriterClass);
  }

  write(data: Uint8Array): void {
    if (this.closing) return;
    arrive(l10n.t('data over a connection'), () => this.peer.feedData(data));
  }

  end(): void {
    arrive(l10n.t('end of a connection'), () => this.peer.feedEnd());
  }

  close(): void {
    if (this.closing) return;
    this.end();
    this.closing = true;
    this.own.feedEnd();
  }
}

/** What was sent is there at the selector's next look. */
function arrive(label: string, run: () => void): void {
  const future = requireEventLoop().startIo(label, 0, 'selector', { waitsFor: 'network' });
  future.addDoneCallback(internalCallback('_SelectorSocketTransport._read_ready', run));
}

export function* openConnection(host: Value, port: Value, limit: number): Steps {
  const peer = `${str(host)}:${str(port)}`;
  const server = servers().get(str(port));
  if (server) return yield* connect(server, limit);
  if (/^(localhost|127\.0\.0\.1|::1)$/.test(str(host)) && typeof port === 'number') {
    const text = `Multiple exceptions: [Errno 111] Connect call failed ('::1', ${port}, 0, 0), [Errno 111] Connect call failed ('127.0.0.1', ${port})`;
    const one = `Connect call failed ('127.0.0.1', ${port})`;
    throw new Raised(
      str(host) === 'localhost'
        ? makeException('OSError', text)
        : makeException('ConnectionRefusedError', 111, one),
    );
  }
  yield* awaitIo(l10n.t('connection to {0}', peer), assumedMs.network, 'network');
  return new PyTuple([new Unknown('reader'), new Unknown('writer')]);
}

function* connect(server: Server, limit: number): Steps {
  const client = new PyTuple(['127.0.0.1', firstClientPort + server.connections++]);
  const near = new StreamReader(limit);
  const far = new StreamReader(server.limit);
  const { address } = server;
  const writer = new StreamWriter(far, near, ends(client, address));
  const served = new StreamWriter(near, far, ends(address, client));
  const connected = requireEventLoop().startIo(
    l10n.t('connection to {0}', address.items.map(str).join(':')),
    0,
    'selector',
    { waitsFor: 'network' },
  );
  arrive(l10n.t('connection of a client'), () => {
    const accepting = accept(server, far, served);
    requireEventLoop().createTask(
      new PyCoroutine('_accept_connection2', '_accept_connection2', accepting, null),
      null,
    );
  });
  yield* connected.await();
  yield* makeTransport(() => undefined);
  return new PyTuple([near, writer]);
}

/** Lib/asyncio/selector_events.py, `_accept_connection2`: a task for each client. */
function* accept(server: Server, reader: StreamReader, writer: StreamWriter): Steps {
  yield* makeTransport(() => server.accept(reader, writer));
  return null;
}

/** Sets a transport up, as `_SelectorSocketTransport.__init__` does: its protocol hears of it, then whoever waits for it. */
export function* makeTransport(connectionMade: () => void): Steps {
  const loop = requireEventLoop();
  const waiter = createFuture(loop, { waitsFor: 'network' });
  const soon = (label: string, run: () => void) =>
    loop.callSoon(
      { run, label, internal: true, task: null, waker: { kind: 'io', task: null, watch: null } },
      null,
    );
  soon('StreamReaderProtocol.connection_made', connectionMade);
  soon('_SelectorTransport._add_reader', () => undefined);
  soon('futures._set_result_unless_cancelled', () => {
    if (!waiter.done) waiter.setResult(null);
  });
  yield* waiter.await();
  return null;
}

function ends(own: PyTuple, peer: PyTuple): ReadonlyMap<string, Value> {
  return new Map([
    ['sockname', own],
    ['peername', peer],
  ]);
}

export function* startServer(callback: Value, host: Value, port: Value, limit: number): Steps {
  if (port instanceof Unknown) {
    const label = l10n.t('server on {0}', `${str(host)}:${str(port)}`);
    yield* awaitIo(label, 0, 'network');
    return new Unknown('server');
  }
  // Lib/asyncio/base_events.py, `create_server`: one task for each host's addresses, and a turn of the loop to begin to serve.
  const addresses = new PyCoroutine(
    '_create_server_getaddrinfo',
    '_create_server_getaddrinfo',
    nothing(),
    null,
  );
  yield* gather([addresses], false).await();
  yield* sleep(0, null);
  const number = port === 0 || port === null ? firstFreePort + servers().size : port;
  const name = host === null ? '0.0.0.0' : str(host) === 'localhost' ? '127.0.0.1' : host;
  return new Server(callback, new PyTuple([name, number]), limit);
}

/** An address that is a number needs no look-up. */
function* nothing(): Steps {
  return null;
}

const socketClass = nativeClass('TransportSocket', 'asyncio.trsock');

class ServerSocket extends PyObject {
  constructor(readonly address: PyTuple) {
    super(socketClass);
  }
}

define(socketClass, {
  'getsockname(self)': (self: ServerSocket) => self.address,
  'close(self)': () => null,
});

function* close(server: Server): Steps {
  server.close();
  return null;
}

define(serverClass, {
  'close(self)': (self: Server) => {
    self.close();
  },
  'is_serving(self)': (self: Server) => self.serving,
  'async start_serving(self)': function* () {
    return null;
  },
  'async wait_closed(self)': function* () {
    return null;
  },
  'async serve_forever(self)': function* (self: Server): Steps {
    self.forever = createFuture(requireEventLoop(), { waitsFor: 'network' });
    try {
      return yield* self.forever.await();
    } finally {
      self.close();
    }
  },
  'async __aenter__(self)': function* (self: Server): Steps {
    return self;
  },
  'async __aexit__(self, *exc)': close,
});
defineGetters(serverClass, {
  sockets: (self: Server) => new PyTuple(self.serving ? [new ServerSocket(self.address)] : []),
});

define(streamWriterClass, {
  'write(self, data)': (self: StreamWriter, data: Value) => {
    self.write(bytesOf(data));
  },
  'writelines(self, data)': (self: StreamWriter, data: Value) => {
    for (const line of items(data)) self.write(bytesOf(line));
  },
  'async drain(self)': function* () {
    return null;
  },
  'close(self)': (self: StreamWriter) => {
    self.close();
  },
  'is_closing(self)': (self: StreamWriter) => self.closing,
  'async wait_closed(self)': function* (): Steps {
    const label = l10n.t('end of a connection');
    yield* requireEventLoop().startIo(label, 0, 'selector', { waitsFor: 'network' }).await();
    return null;
  },
  'can_write_eof(self)': () => true,
  'write_eof(self)': (self: StreamWriter) => {
    self.end();
  },
  'get_extra_info(self, name, default=None)': (self: StreamWriter, name: string, fallback: Value) =>
    self.info.get(name) ?? fallback,
});
