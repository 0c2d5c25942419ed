import * as l10n from '@vscode/l10n';
import type { Entry, Library, Own, Text, KnownWait } from '../schema';
import {
  cancellation,
  checkpoint,
  children,
  condition,
  entersGroup,
  event,
  inFileThread,
  inThread,
  limited,
  lock,
  place,
  received,
  released,
  resourceErrors,
  sent,
  serving,
  sleep,
  sleepForever,
  sleepUntil,
  started,
  turn,
} from './structured';
import { atEnd, entersItself, methods, none, plainArgument, roundTrip } from '../waits';

/** Facts from Trio's reference (checkpoints) and its _core/_run.py, _sync.py, _channel.py and _highlevel_socket.py. */

const core = (name: string) =>
  `https://trio.readthedocs.io/en/stable/reference-core.html#trio.${name}`;
const io = (name: string) => `https://trio.readthedocs.io/en/stable/reference-io.html#trio.${name}`;
const lowlevel = (name: string) =>
  `https://trio.readthedocs.io/en/stable/reference-lowlevel.html#trio.lowlevel.${name}`;

/** Something that the operating system reports at a socket, or a pipe of a process. */
const ready = (thing: Text, value: Text, more: Own): KnownWait =>
  roundTrip(thing, value, {
    because: checkpoint,
    registers: (call) =>
      l10n.t('If the operating system is not ready with {0}, the task is parked.', thing(call)),
    watches: () =>
      l10n.t('The loop watches the socket or pipe with epoll, kqueue or IOCP; no thread waits.'),
    wokenBy: () =>
      l10n.t('When the operating system reports it ready, the task is scheduled again.'),
    cancelled: cancellation,
    ...more,
  });

const { closedHere, noReceiver, broken, busy, noSender } = resourceErrors('trio');
const send = sent([noReceiver, closedHere]);
const receive = received([noSender, closedHere]);
const steps = received([closedHere]);

/** Trio knows whose lock it is: StrictFIFOLock and Condition too. */
const trioLock: KnownWait = {
  ...lock,
  raises: [
    ...lock.raises,
    {
      error: 'trio.BrokenResourceError',
      when: (call) =>
        l10n.t('If the task that holds {0} ends without releasing it.', call.receiver),
    },
  ],
};
const trioSleep: KnownWait = {
  ...sleep,
  raises: [
    {
      error: 'ValueError',
      when: (call) =>
        (call.number(0, 'seconds') ?? -1) < 0 ? l10n.t('If the time is negative.') : null,
    },
  ],
};

const locked: Entry['enter'] = { ...trioLock, value: none };

const closes: KnownWait = {
  ...turn,
  lens: (call) => l10n.t('closes {0}', call.receiver),
};
const closesAtEnd = atEnd(closes, (call) => l10n.t('at the end: closes {0}', call.receiver));

const data = ready(
  (call) => l10n.t('data from {0}', call.receiver),
  () => l10n.t('the bytes; none at the end'),
  {
    raises: [broken, busy, closedHere],
    mistakes: [
      () =>
        l10n.t('It gives what has arrived, which may be half a message: a stream has no messages.'),
    ],
  },
);

/** What a socket of Trio's can do; each is `SocketType` of _socket.py waiting for the operating system, and no stream. */
const osError = {
  error: 'OSError',
  when: () => l10n.t('If the operating system reports an error.'),
};
const socketReady = (thing: Text, value: Text): KnownWait =>
  ready(thing, value, { raises: [osError, closedHere] });
const socketData = socketReady(
  (call) => l10n.t('data from socket {0}', call.receiver),
  () => l10n.t('the data'),
);
const socketRoom = socketReady(
  (call) => l10n.t('socket {0} to take the data', call.receiver),
  () => l10n.t('the number of bytes'),
);
const socketMethods: Readonly<Record<string, KnownWait>> = {
  ...Object.fromEntries(
    ['recv', 'recv_into', 'recvfrom', 'recvfrom_into', 'recvmsg', 'recvmsg_into'].map((name) => [
      name,
      socketData,
    ]),
  ),
  ...Object.fromEntries(['send', 'sendto', 'sendmsg'].map((name) => [name, socketRoom])),
  accept: {
    ...socketReady(
      (call) => l10n.t('a connection to socket {0}', call.receiver),
      () => l10n.t('the pair of connection and address'),
    ),
    gives: ['trio.socket.SocketType', 'str'],
  },
  bind: socketReady((call) => l10n.t('socket {0} to be bound', call.receiver), none),
  connect: socketReady((call) => l10n.t('socket {0} to connect', call.receiver), none),
};
const socketPage = 'https://trio.readthedocs.io/en/stable/reference-io.html#trio.socket.socket';

const tcp: KnownWait = ready(
  (call) => l10n.t('a connection to {0}', plainArgument(call, 0, 'host')),
  () => l10n.t('the stream'),
  {
    gives: 'trio.SocketStream',
    notes: [
      () => l10n.t('It tries all addresses of the name, a new one every 250 ms (Happy Eyeballs).'),
    ],
    raises: [{ error: 'OSError', when: () => l10n.t('If none of the addresses can be reached.') }],
  },
);

const ended: KnownWait = {
  waitsFor: 'process',
  mechanism: 'process',
  thing: (call) => l10n.t('process {0} to end', call.receiver),
  suspends: 'always',
  because: checkpoint,
  value: () => l10n.t('its exit status'),
  raises: [],
  cancelled: cancellation,
};

const opened = inFileThread(
  (call) => l10n.t('{0} to be opened', plainArgument(call, 0, 'file')),
  () => l10n.t('the file'),
  { gives: 'trio.AsyncFile' },
);

const fileClosed = inFileThread((call) => l10n.t('{0} to be closed', call.receiver), none);

const serves: KnownWait = ready(
  () => l10n.t('connections, one after the other, until it is cancelled'),
  none,
  {
    lens: () => l10n.t('serves connections until it is cancelled'),
    ...serving,
    notes: [() => l10n.t('Each connection gets a task of its own that runs the handler.')],
  },
);

const entry = (page: string, wait: KnownWait): Entry => ({ page, await: wait });

export const trio: Library = {
  title: 'Trio',
  cancellation: 'trio.Cancelled',
  packages: { pip: ['trio==0.34.0'] },
  entries: {
    'trio.sleep': entry(core('sleep'), trioSleep),
    'trio.sleep_until': entry(core('sleep_until'), sleepUntil),
    'trio.sleep_forever': entry(core('sleep_forever'), sleepForever),
    'trio.lowlevel.checkpoint': entry(lowlevel('checkpoint'), turn),
    'trio.open_nursery': {
      page: core('open_nursery'),
      enter: { ...entersGroup, gives: 'trio.Nursery', value: () => l10n.t('the nursery') },
      exit: children({}),
    },
    'trio.Nursery.start': entry(core('Nursery.start'), started),
    'trio.to_thread.run_sync': entry(core('to_thread.run_sync'), inThread),
    'trio.Lock': { page: core('Lock'), enter: locked, exit: released },
    'trio.Lock.acquire': entry(core('Lock.acquire'), trioLock),
    'trio.Condition': { page: core('Condition'), enter: locked, exit: released },
    'trio.Condition.acquire': entry(core('Condition'), trioLock),
    'trio.Condition.wait': entry(core('Condition.wait'), condition),
    'trio.Semaphore': { page: core('Semaphore'), enter: place, exit: released },
    'trio.Semaphore.acquire': entry(core('Semaphore.acquire'), place),
    'trio.CapacityLimiter': { page: core('CapacityLimiter'), enter: limited, exit: released },
    ...methods('trio.CapacityLimiter', ['acquire', 'acquire_on_behalf_of'], (name) =>
      entry(core(`CapacityLimiter.${name}`), limited),
    ),
    'trio.Event.wait': entry(core('Event.wait'), event),
    'trio.open_memory_channel': {
      page: core('open_memory_channel'),
      returns: ['trio.MemorySendChannel', 'trio.MemoryReceiveChannel'],
    },
    'trio.MemoryReceiveChannel': {
      page: core('open_memory_channel'),
      next: steps,
      enter: entersItself,
      exit: closesAtEnd,
    },
    'trio.MemoryReceiveChannel.receive': entry(core('open_memory_channel'), receive),
    'trio.MemorySendChannel': {
      page: core('open_memory_channel'),
      enter: entersItself,
      exit: closesAtEnd,
    },
    'trio.MemorySendChannel.send': entry(core('open_memory_channel'), send),
    ...methods('trio', ['MemoryReceiveChannel.aclose', 'MemorySendChannel.aclose'], () =>
      entry(core('open_memory_channel'), closes),
    ),
    ...methods('trio.lowlevel', ['checkpoint_if_cancelled', 'cancel_shielded_checkpoint'], (name) =>
      entry(
        lowlevel(name),
        name === 'checkpoint_if_cancelled'
          ? {
              ...turn,
              suspends: 'maybe',
              because: () => l10n.t('Only in a scope that is cancelled it gives the loop a turn.'),
            }
          : { ...turn, cancelled: () => l10n.t('It cannot be cancelled here.') },
      ),
    ),
    'trio.lowlevel.ParkingLot.park': entry(lowlevel('ParkingLot.park'), {
      ...event,
      thing: (call) => l10n.t('{0} to unpark this task', call.receiver),
      wokenBy: (call) => l10n.t('Other code calls {0}.unpark().', call.receiver),
    }),
    'trio.aclose_forcefully': entry(io('aclose_forcefully'), {
      ...turn,
      lens: (call) => l10n.t('closes {0} without waiting for it', call.argument(0) ?? '?'),
    }),
    'trio.open_tcp_listeners': entry(io('open_tcp_listeners'), {
      ...ready(
        () => l10n.t('the address to be looked up, to listen there'),
        () => l10n.t('the list of listeners'),
        { raises: [osError] },
      ),
      gives: 'list of trio.SocketListener',
    }),
    'trio.SocketListener.accept': entry(io('SocketListener'), {
      ...ready(
        (call) => l10n.t('a connection to {0}', call.receiver),
        () => l10n.t('the stream'),
        { raises: [osError, closedHere] },
      ),
      gives: 'trio.SocketStream',
    }),
    ...methods('trio.socket', ['getaddrinfo', 'getnameinfo'], (name) =>
      entry(`https://trio.readthedocs.io/en/stable/reference-io.html#trio.socket.${name}`, {
        ...inThread,
        thing: (call) => l10n.t('the address of {0}', call.argument(0) ?? '?'),
        value: () => l10n.t('the list of addresses'),
        raises: [{ error: 'socket.gaierror', when: () => l10n.t('If there is no such address.') }],
        mistakes: [],
      }),
    ),
    'trio.open_tcp_stream': entry(io('open_tcp_stream'), tcp),
    'trio.open_ssl_over_tcp_stream': entry(io('open_ssl_over_tcp_stream'), {
      ...tcp,
      gives: 'trio.SSLStream',
    }),
    'trio.open_unix_socket': entry(io('open_unix_socket'), {
      ...tcp,
      thing: (call) => l10n.t('a connection to {0}', plainArgument(call, 0, 'filename')),
      cancelled: cancellation,
    }),
    'trio.serve_tcp': { ...entry(io('serve_tcp'), serves), calledWith: ['trio.SocketStream'] },
    'trio.serve_ssl_over_tcp': {
      ...entry(io('serve_ssl_over_tcp'), serves),
      calledWith: ['trio.SSLStream'],
    },
    'trio.serve_listeners': entry(io('serve_listeners'), serves),
    ...Object.fromEntries(
      ['SocketStream', 'SSLStream', 'abc.Stream'].flatMap((name): [string, Entry][] => [
        [`trio.${name}`, { page: io(name), next: data, enter: entersItself, exit: closesAtEnd }],
        [`trio.${name}.receive_some`, entry(io(name), data)],
        [
          `trio.${name}.send_all`,
          entry(
            io(name),
            ready((call) => l10n.t('all the data to be sent on {0}', call.receiver), none, {
              raises: [broken, busy, closedHere],
            }),
          ),
        ],
        [`trio.${name}.aclose`, entry(io(name), closes)],
      ]),
    ),
    'trio.SocketStream.send_eof': entry(io('SocketStream'), {
      ...closes,
      lens: (call) => l10n.t('tells the other side that no more comes on {0}', call.receiver),
      raises: [busy, closedHere],
    }),
    'trio.SSLStream.do_handshake': entry(
      io('SSLStream.do_handshake'),
      ready((call) => l10n.t('the TLS handshake of {0}', call.receiver), none, {
        raises: [
          {
            error: 'trio.BrokenResourceError',
            when: () => l10n.t('If the handshake fails: its cause is an ssl.SSLError.'),
          },
        ],
      }),
    ),
    'trio.run_process': entry(io('run_process'), {
      ...ended,
      thing: (call) => l10n.t('process {0} to end', plainArgument(call, 0, 'command')),
      value: () => l10n.t('the CompletedProcess'),
      raises: [
        {
          error: 'subprocess.CalledProcessError',
          when: () => l10n.t('If the exit status is other than 0, unless check=False.'),
        },
      ],
      cancelled: () =>
        l10n.t('If a cancel scope around it is cancelled; the process is terminated then.'),
    }),
    'trio.Process.wait': entry(io('Process.wait'), ended),
    'trio.socket.socket': { page: socketPage, returns: 'trio.socket.SocketType' },
    'trio.socket.from_stdlib_socket': { page: socketPage, returns: 'trio.socket.SocketType' },
    ...methods('trio.socket.SocketType', Object.keys(socketMethods), (name) => ({
      page: socketPage,
      ...(socketMethods[name] && { await: socketMethods[name] }),
    })),
    ...methods('trio.lowlevel', ['wait_readable', 'wait_writable'], (name) =>
      entry(
        lowlevel(name),
        socketReady((call) => l10n.t('socket {0} to be ready', plainArgument(call, 0)), none),
      ),
    ),
    'trio.lowlevel.open_process': entry(lowlevel('open_process'), {
      ...inThread,
      thing: (call) => l10n.t('process {0} to start', plainArgument(call, 0, 'command')),
      value: () => l10n.t('the Process'),
      gives: 'trio.Process',
      raises: [osError],
      mistakes: [],
    }),
    'trio.AsyncFile': {
      page: io('open_file'),
      next: inFileThread(
        (call) => l10n.t('a line from {0}', call.receiver),
        () => l10n.t('the line'),
      ),
      enter: entersItself,
      exit: atEnd(fileClosed, (call) =>
        l10n.t('at the end: closes {0} in a thread', call.receiver),
      ),
    },
    'trio.AsyncFile.aclose': entry(io('open_file'), fileClosed),
    ...methods(
      'trio.AsyncFile',
      ['read', 'readline', 'readlines', 'write', 'writelines', 'seek', 'tell', 'truncate', 'flush'],
      (name) =>
        entry(
          io('open_file'),
          inFileThread(
            (call) => l10n.t('{0}.{1}() in a thread', call.receiver, name),
            () => l10n.t('what {0} gives', name),
          ),
        ),
    ),
    'trio.open_file': { ...entry(io('open_file'), opened), returns: 'trio.AsyncFile' },
    'trio.Path.open': { ...entry(io('Path.open'), opened), returns: 'trio.AsyncFile' },
    ...methods(
      'trio.Path',
      [
        'exists',
        'is_dir',
        'is_file',
        'iterdir',
        'mkdir',
        'read_bytes',
        'read_text',
        'rename',
        'rmdir',
        'stat',
        'touch',
        'unlink',
        'write_bytes',
        'write_text',
      ],
      (name) =>
        entry(
          io(`Path.${name}`),
          inFileThread(
            (call) => l10n.t('{0}.{1}() in a thread', call.receiver, name),
            () => l10n.t('what {0} gives', name),
          ),
        ),
    ),
  },
  classes: [
    'trio.Nursery',
    'trio.Lock',
    'trio.Condition',
    'trio.Semaphore',
    'trio.CapacityLimiter',
    'trio.Event',
    'trio.MemorySendChannel',
    'trio.MemoryReceiveChannel',
    'trio.SocketStream',
    'trio.SSLStream',
    'trio.SocketListener',
    'trio.lowlevel.ParkingLot',
    'trio.abc.Stream',
    'trio.Process',
    'trio.socket.SocketType',
    'trio.Path',
    'trio.AsyncFile',
  ],
  bases: { 'trio.StrictFIFOLock': 'trio.Lock' },
  attributes: {
    'trio.Process.stdin': 'trio.abc.Stream',
    'trio.Process.stdout': 'trio.abc.Stream',
    'trio.Process.stderr': 'trio.abc.Stream',
    'trio.Process.stdio': 'trio.abc.Stream',
  },
  aliases: {
    'trio.abc.SendChannel': 'trio.MemorySendChannel',
    'trio.abc.ReceiveChannel': 'trio.MemoryReceiveChannel',
    'trio.abc.ReceiveStream': 'trio.abc.Stream',
    'trio.abc.SendStream': 'trio.abc.Stream',
    'trio.StapledStream': 'trio.abc.Stream',
    // Its name until Trio 0.20.
    'trio.open_process': 'trio.lowlevel.open_process',
  },
};
