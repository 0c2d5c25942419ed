import { PyTuple } from '../python/objects/containers';
import { PyObject } from '../python/objects/object';
import type { Steps, Value } from '../python/objects/object';
import { Unknown } from '../python/objects/unknown';
import { bytesOf } from '../python/builtins/bytes';
import { define, nativeClass } from '../python/operations/native';
import { StreamReader } from './stream_reader';
import { StreamWriter, makeTransport } from './streams';

/* The two ends of `socket.socketpair()`, and what the loop does with them: Lib/asyncio/selector_events.py. */

const socketClass = nativeClass('socket', 'socket');

class Socket extends PyObject {
  /** What the other end has sent. */
  readonly incoming = new StreamReader();
  peer: Socket = this;
  private writer: StreamWriter | null = null;

  constructor() {
    super(socketClass);
  }

  /** What writes to the other end. */
  get outgoing(): StreamWriter {
    return (this.writer ??= new StreamWriter(this.peer.incoming, this.incoming, new Map()));
  }
}

export function socketPair(): PyTuple {
  const [near, far] = [new Socket(), new Socket()];
  near.peer = far;
  far.peer = near;
  return new PyTuple([near, far]);
}

/** `open_connection(sock=…)`. */
export function* openSocket(socket: Value, limit: number): Steps {
  if (!(socket instanceof Socket)) {
    return new PyTuple([new Unknown('reader'), new Unknown('writer')]);
  }
  socket.incoming.limit = limit;
  yield* makeTransport(() => undefined);
  return new PyTuple([socket.incoming, socket.outgoing]);
}

export function* receive(socket: Value, most: number): Steps {
  return socket instanceof Socket ? yield* socket.incoming.read(most) : new Unknown('sock_recv()');
}

export function* sendAll(socket: Value, data: Value): Steps {
  if (socket instanceof Socket) socket.outgoing.write(bytesOf(data));
  return null;
}

define(socketClass, {
  'send(self, data, flags=0, /)': (self: Socket, data: Value) => {
    const bytes = bytesOf(data);
    self.outgoing.write(bytes);
    return bytes.length;
  },
  'sendall(self, data, flags=0, /)': (self: Socket, data: Value) => {
    self.outgoing.write(bytesOf(data));
  },
  // What has come is known to the loop alone, which is not asked here.
  'recv(self, bufsize, flags=0, /)': () => new Unknown('socket.recv()'),
  'shutdown(self, how, /)': (self: Socket) => {
    self.outgoing.end();
  },
  'close(self)': (self: Socket) => {
    self.outgoing.close();
  },
  'setblocking(self, flag, /)': () => null,
  'settimeout(self, value, /)': () => null,
  'getsockname(self)': () => '',
  'getpeername(self)': () => '',
  '__enter__(self)': (self: Socket) => self,
  '__exit__(self, *args)': (self: Socket) => {
    self.outgoing.close();
  },
});
