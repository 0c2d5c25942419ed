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
import { atEnd, entersItself, immediate, methods, none, plainArgument } from '../waits';

/** Facts from AnyIO's _core and its asyncio backend; on Trio the same names wait as Trio does. */

const api = (name: string) => `https://anyio.readthedocs.io/en/stable/api.html#anyio.${name}`;

const { closedHere, noReceiver, broken, busy, noSender } = resourceErrors('anyio');
const send = sent([noReceiver, closedHere]);
const receive = received([noSender, closedHere]);
const steps = received([closedHere]);

const network = (thing: Text, value: Text, more: Own): KnownWait => ({
  waitsFor: 'network',
  mechanism: 'socket',
  thing,
  suspends: 'always',
  because: checkpoint,
  watches: () => l10n.t('The loop watches the socket or pipe with its selector; no thread waits.'),
  value,
  cancelled: cancellation,
  ...more,
});

const closes = immediate(() => l10n.t('It is closed at once.'), {
  lens: (call) => l10n.t('closes {0}; no wait', call.receiver),
  value: none,
});
const closesAtEnd = atEnd(closes, (call) => l10n.t('at the end: closes {0}', call.receiver));

const data = network(
  (call) => l10n.t('data from {0}', call.receiver),
  () => l10n.t('the bytes object'),
  {
    raises: [
      { error: 'anyio.EndOfStream', when: () => l10n.t('If the other side has closed its end.') },
      broken,
      busy,
      closedHere,
    ],
  },
);

/** The buffer is `_buffer` of streams/buffered.py. */
const buffered: KnownWait = {
  ...data,
  suspends: 'maybe',
  because: () => l10n.t('What is in its buffer already it hands out without suspending.'),
  raises: [
    { error: 'anyio.EndOfStream', when: () => l10n.t('If the other side has closed its end.') },
    broken,
    closedHere,
  ],
};
const incomplete = {
  error: 'anyio.IncompleteRead',
  when: () => l10n.t('If the stream ends before that.'),
};

/** What TLS needs of the stream below it: `_call_sslobject_method` of streams/tls.py. */
const handshake = network(
  () => l10n.t('the TLS handshake'),
  () => l10n.t('the stream'),
  {
    raises: [
      {
        error: 'anyio.BrokenResourceError',
        when: () =>
          l10n.t('If the connection breaks, or TLS fails: its cause is an ssl.SSLError then.'),
      },
    ],
  },
);

/** What an interface leaves to the stream behind it. */
const upToStream: Partial<KnownWait> = {
  suspends: 'maybe',
  because: () =>
    l10n.t(
      'It is an interface, and whether it suspends is up to the stream: those of AnyIO give the loop at least one turn.',
    ),
  watches: () =>
    l10n.t(
      'The loop watches the connection, if the stream has one; in memory other code ends the wait.',
    ),
};
const item: KnownWait = {
  ...receive,
  ...upToStream,
  wokenBy: (call) =>
    l10n.t(
      'The other end of {0} sends an item, in this program or over a connection.',
      call.receiver,
    ),
  raises: [noSender, broken, closedHere],
};
const itemSent: KnownWait = {
  ...send,
  ...upToStream,
  thing: (call) => l10n.t('{0} to take the item', call.receiver),
  registers: (call) =>
    l10n.t('The item is handed to {0}; if it has no room, the task is parked.', call.receiver),
  wokenBy: (call) =>
    l10n.t(
      '{0} has room again: a receiver took an item, or the connection took the data.',
      call.receiver,
    ),
  raises: [broken, closedHere],
  mistakes: [],
};

/** Closing does not wait for the other side: `aclose()` of _backends/_asyncio.py takes one turn, that of a Unix socket none. */
const closesSocket: KnownWait = {
  waitsFor: 'network',
  mechanism: 'turn',
  thing: (call) => l10n.t('{0} to be closed', call.receiver),
  suspends: 'maybe',
  because: () =>
    l10n.t('It takes one turn of the loop, unless it is closed already or a Unix socket.'),
  registers: () => l10n.t('The socket is closed, and the task goes behind all that are ready.'),
  value: none,
  raises: [],
  cancelled: cancellation,
};

const closesUdp: KnownWait = {
  ...closesSocket,
  because: () => l10n.t('It takes one turn of the loop, unless it is closed already.'),
};

/** `TCPSocketListener.aclose` of _backends/_asyncio.py gives its accept() a turn to end. */
const listenerClosed: KnownWait = {
  ...closesSocket,
  because: () => l10n.t('Only where it is accepting connections does closing it take a turn.'),
};

const room = network((call) => l10n.t('room to send on {0}', call.receiver), none, {
  raises: [broken, busy, closedHere],
});

const packet = network(
  (call) => l10n.t('a packet on {0}', call.receiver),
  () => l10n.t('the pair of packet and address'),
  { raises: [busy, closedHere] },
);

const streamClosed: KnownWait = {
  ...closesSocket,
  ...upToStream,
  because: () =>
    l10n.t(
      'It is an interface, and whether closing suspends is up to the stream: most of AnyIO give the loop one turn.',
    ),
  registers: () => l10n.t('The stream is closed; one that speaks TLS tells the other side first.'),
  watches: () =>
    l10n.t('The loop watches the connection only where the other side has to be told.'),
  wokenBy: () => l10n.t('The loop runs the task again on its next turn, or when TLS has ended.'),
};
const endSent: KnownWait = {
  ...closesSocket,
  thing: (call) => l10n.t('the end of what is sent on {0} to be announced', call.receiver),
  because: () => l10n.t('On asyncio it is announced at once; on Trio it takes one turn.'),
  registers: () => l10n.t('Nothing more can be sent, and the other side is told so.'),
  raises: [broken],
};
const closesStream = atEnd(streamClosed, (call) => l10n.t('at the end: closes {0}', call.receiver));

const tcp: KnownWait = network(
  (call) => l10n.t('a connection to {0}', plainArgument(call, 0, 'remote_host')),
  () => l10n.t('the stream'),
  {
    gives: 'anyio.abc.SocketStream',
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
  suspends: 'maybe',
  value: () => l10n.t('its exit status'),
  raises: [],
  cancelled: cancellation,
};

/** Closing a process waits for its end, as `aclose()` of _backends/_asyncio.py does. */
const processEnded: KnownWait = {
  ...ended,
  value: none,
  cancelled: () =>
    l10n.t('If a cancel scope around it is cancelled: the process is killed, and its end awaited.'),
};

const opened = inFileThread(
  (call) => l10n.t('{0} to be opened', plainArgument(call, 0, 'file')),
  () => l10n.t('the file'),
  { gives: 'anyio.AsyncFile' },
);

const file = (name: string): KnownWait =>
  inFileThread(
    (call) => l10n.t('{0}.{1}() in a thread', call.receiver, name),
    () => l10n.t('what {0} gives', name),
  );

const entry = (page: string, wait: KnownWait): Entry => ({ page, await: wait });

/** The byte stream that a class is, its waits with what it says itself. */
function byteStream(
  owner: string,
  own: Partial<KnownWait>,
  end: KnownWait,
): Readonly<Record<string, Entry>> {
  return {
    [owner]: {
      page: api(owner.slice('anyio.'.length)),
      // The end of the other side ends the loop.
      next: { ...data, ...own, raises: [broken, busy, closedHere] },
      enter: entersItself,
      exit: atEnd(end, (call) => l10n.t('at the end: closes {0}', call.receiver)),
    },
    [`${owner}.receive`]: entry(api('abc.ByteReceiveStream.receive'), { ...data, ...own }),
    [`${owner}.send`]: entry(api('abc.ByteSendStream.send'), { ...room, ...own }),
    [`${owner}.send_eof`]: entry(api('abc.ByteStream.send_eof'), endSent),
    [`${owner}.aclose`]: entry(api('abc.AsyncResource.aclose'), end),
  };
}

const groupEnds = children({
  suspends: 'maybe',
  because: () =>
    l10n.t('If all its tasks are done already, older versions of AnyIO do not suspend.'),
});

export const anyio: Library = {
  title: 'AnyIO',
  packages: { pip: ['anyio==4.15.1'] },
  entries: {
    'anyio.sleep': entry(api('sleep'), sleep),
    'anyio.sleep_until': entry(api('sleep_until'), sleepUntil),
    'anyio.sleep_forever': entry(api('sleep_forever'), sleepForever),
    'anyio.lowlevel.checkpoint': entry(api('lowlevel.checkpoint'), turn),
    'anyio.create_task_group': {
      page: api('create_task_group'),
      enter: { ...entersGroup, gives: 'anyio.abc.TaskGroup', value: () => l10n.t('the group') },
      exit: groupEnds,
      returns: 'anyio.abc.TaskGroup',
    },
    'anyio.abc.TaskGroup': {
      page: api('abc.TaskGroup'),
      enter: entersGroup,
      exit: groupEnds,
    },
    'anyio.abc.TaskGroup.start': entry(api('abc.TaskGroup.start'), started),
    'anyio.to_thread.run_sync': entry(api('to_thread.run_sync'), inThread),
    'anyio.to_process.run_sync': entry(api('to_process.run_sync'), {
      waitsFor: 'process',
      mechanism: 'process',
      thing: (call) => l10n.t('{0} in a worker process', call.argument(0, 'func') ?? '?'),
      suspends: 'always',
      because: () => l10n.t('The result comes back from another process.'),
      value: () => l10n.t('what the function returns'),
      raises: [
        { error: null, when: () => l10n.t('What the function raises in its process.') },
        {
          error: 'anyio.BrokenWorkerProcess',
          when: () => l10n.t('If the process ends meanwhile.'),
        },
      ],
      notes: [() => l10n.t('The function, its arguments and its result are pickled.')],
    }),
    'anyio.Lock': { page: api('Lock'), enter: lock, exit: released },
    'anyio.Lock.acquire': entry(api('Lock.acquire'), lock),
    'anyio.Condition': { page: api('Condition'), enter: lock, exit: released },
    'anyio.Condition.acquire': entry(api('Condition.acquire'), lock),
    'anyio.Condition.wait': entry(api('Condition.wait'), condition),
    'anyio.Semaphore': { page: api('Semaphore'), enter: place, exit: released },
    'anyio.Semaphore.acquire': entry(api('Semaphore.acquire'), place),
    'anyio.CapacityLimiter': { page: api('CapacityLimiter'), enter: limited, exit: released },
    'anyio.CapacityLimiter.acquire': entry(api('CapacityLimiter.acquire'), limited),
    'anyio.Event.wait': entry(api('Event.wait'), event),
    'anyio.create_memory_object_stream': {
      page: api('create_memory_object_stream'),
      returns: [
        'anyio.streams.memory.MemoryObjectSendStream',
        'anyio.streams.memory.MemoryObjectReceiveStream',
      ],
    },
    'anyio.streams.memory.MemoryObjectReceiveStream': {
      page: api('streams.memory.MemoryObjectReceiveStream'),
      next: steps,
      enter: entersItself,
      exit: closesAtEnd,
    },
    'anyio.streams.memory.MemoryObjectReceiveStream.receive': entry(
      api('streams.memory.MemoryObjectReceiveStream'),
      receive,
    ),
    'anyio.streams.memory.MemoryObjectSendStream': {
      page: api('streams.memory.MemoryObjectSendStream'),
      enter: entersItself,
      exit: closesAtEnd,
    },
    'anyio.streams.memory.MemoryObjectSendStream.send': entry(
      api('streams.memory.MemoryObjectSendStream'),
      send,
    ),
    'anyio.abc.ObjectReceiveStream': {
      page: api('abc.ObjectReceiveStream'),
      next: { ...item, raises: [broken, closedHere] },
      enter: entersItself,
      exit: closesStream,
    },
    'anyio.abc.ObjectReceiveStream.receive': entry(api('abc.ObjectReceiveStream'), item),
    'anyio.abc.ObjectSendStream': {
      page: api('abc.ObjectSendStream'),
      enter: entersItself,
      exit: closesStream,
    },
    ...methods('anyio.abc', ['ObjectSendStream.send', 'ObjectStream.send'], () =>
      entry(api('abc.ObjectSendStream'), itemSent),
    ),
    ...methods('anyio.abc', ['ObjectReceiveStream.aclose', 'ObjectSendStream.aclose'], () =>
      entry(api('abc.AsyncResource.aclose'), streamClosed),
    ),
    'anyio.abc.ObjectStream.send_eof': entry(api('abc.ObjectStream.send_eof'), {
      ...streamClosed,
      raises: [broken],
    }),
    ...methods(
      'anyio.streams.memory',
      ['MemoryObjectReceiveStream.aclose', 'MemoryObjectSendStream.aclose'],
      (name) => entry(api(`streams.memory.${name}`), closes),
    ),
    'anyio.connect_tcp': entry(api('connect_tcp'), tcp),
    'anyio.connect_unix': entry(api('connect_unix'), {
      ...tcp,
      thing: (call) => l10n.t('a connection to {0}', plainArgument(call, 0, 'path')),
      cancelled: cancellation,
    }),
    'anyio.create_tcp_listener': entry(
      api('create_tcp_listener'),
      network(
        () => l10n.t('the address to be looked up, to listen there'),
        () => l10n.t('the listener'),
        {
          suspends: 'maybe',
          because: () => l10n.t('Without a host name to look up it need not suspend.'),
          gives: 'anyio.abc.Listener',
          raises: [
            {
              error: 'OSError',
              when: () => l10n.t('If it cannot listen: the address may be in use.'),
            },
          ],
        },
      ),
    ),
    'anyio.abc.Listener': {
      page: api('abc.Listener'),
      enter: entersItself,
      exit: atEnd(listenerClosed, (call) => l10n.t('at the end: closes {0}', call.receiver)),
    },
    'anyio.abc.Listener.aclose': entry(api('abc.AsyncResource.aclose'), listenerClosed),
    'anyio.abc.Listener.serve': {
      page: api('abc.Listener.serve'),
      await: network(
        () => l10n.t('connections, one after the other, until it is cancelled'),
        none,
        {
          lens: () => l10n.t('serves connections until it is cancelled'),
          ...serving,
          notes: [() => l10n.t('Each connection gets a task of its own that runs the handler.')],
        },
      ),
      calledWith: ['anyio.abc.SocketStream'],
    },
    ...byteStream('anyio.abc.SocketStream', {}, closesSocket),
    ...byteStream('anyio.abc.ByteStream', upToStream, streamClosed),
    'anyio.streams.tls.TLSStream.receive': entry(api('streams.tls.TLSStream.receive'), buffered),
    'anyio.streams.tls.TLSStream.wrap': entry(api('streams.tls.TLSStream.wrap'), {
      ...handshake,
      thing: (call) => l10n.t('the TLS handshake over {0}', call.argument(0) ?? '?'),
      gives: 'anyio.streams.tls.TLSStream',
    }),
    'anyio.streams.tls.TLSStream.unwrap': entry(api('streams.tls.TLSStream.unwrap'), {
      ...handshake,
      thing: (call) => l10n.t('both sides to end TLS on {0}', call.receiver),
      value: () => l10n.t('the stream below it, and the bytes left'),
    }),
    ...methods(
      'anyio.lowlevel',
      ['checkpoint_if_cancelled', 'cancel_shielded_checkpoint'],
      (name) =>
        entry(
          api(`lowlevel.${name}`),
          name === 'checkpoint_if_cancelled'
            ? {
                ...turn,
                suspends: 'maybe',
                because: () =>
                  l10n.t('Only in a scope that is cancelled it gives the loop a turn.'),
              }
            : { ...turn, cancelled: () => l10n.t('It cannot be cancelled here.') },
        ),
    ),
    'anyio.getaddrinfo': entry(api('getaddrinfo'), {
      ...inThread,
      thing: (call) => l10n.t('the address of {0}', call.argument(0) ?? '?'),
      value: () => l10n.t('the list of addresses'),
      raises: [{ error: 'socket.gaierror', when: () => l10n.t('If there is no such address.') }],
      mistakes: [],
    }),
    ...methods('anyio', ['create_udp_socket', 'create_connected_udp_socket'], (name) =>
      entry(api(name), {
        ...network(
          () => l10n.t('the UDP socket to be made'),
          () => l10n.t('the socket'),
          {
            raises: [
              {
                error: 'OSError',
                when: () => l10n.t('If the address cannot be bound or reached.'),
              },
            ],
          },
        ),
        gives: 'anyio.abc.UDPSocket',
      }),
    ),
    'anyio.abc.UDPSocket': {
      page: api('abc.UDPSocket'),
      next: { ...packet, raises: [busy, closedHere] },
      enter: entersItself,
      exit: atEnd(closesUdp, (call) => l10n.t('at the end: closes {0}', call.receiver)),
    },
    'anyio.abc.UDPSocket.receive': entry(api('abc.UDPSocket'), packet),
    ...methods('anyio.abc.UDPSocket', ['send', 'sendto'], () =>
      entry(api('abc.UDPSocket.sendto'), room),
    ),
    'anyio.abc.UDPSocket.aclose': entry(api('abc.AsyncResource.aclose'), closesUdp),
    ...methods(
      'anyio.streams.file.FileReadStream',
      ['from_path', 'receive', 'seek', 'tell'],
      (name) =>
        entry(api(`streams.file.FileReadStream.${name}`), {
          ...file(name),
          ...(name === 'from_path' && { gives: 'anyio.streams.file.FileReadStream' }),
        }),
    ),
    ...methods('anyio.streams.file.FileWriteStream', ['from_path', 'send'], (name) =>
      entry(api(`streams.file.FileWriteStream.${name}`), {
        ...file(name),
        ...(name === 'from_path' && { gives: 'anyio.streams.file.FileWriteStream' }),
      }),
    ),
    'anyio.aclose_forcefully': entry(api('aclose_forcefully'), {
      ...turn,
      lens: (call) => l10n.t('closes {0} without waiting for it', call.argument(0) ?? '?'),
      because: () => l10n.t('It closes in a cancelled scope, which the first checkpoint leaves.'),
      suspends: 'maybe',
    }),
    'anyio.wait_all_tasks_blocked': entry(api('wait_all_tasks_blocked'), {
      ...turn,
      lens: () => l10n.t('waits until all other tasks wait'),
      thing: () => l10n.t('all other tasks to wait for something'),
      because: () =>
        l10n.t('It gives the loop a turn, and looks again every 0.1 s while another task can run.'),
    }),
    'anyio.run_process': entry(api('run_process'), {
      ...ended,
      thing: (call) => l10n.t('process {0} to end', plainArgument(call, 0, 'command')),
      suspends: 'always',
      because: () => l10n.t('The process is only just started.'),
      value: () => l10n.t('the CompletedProcess'),
      raises: [
        {
          error: 'subprocess.CalledProcessError',
          when: () => l10n.t('If the exit status is other than 0, unless check=False.'),
        },
      ],
    }),
    'anyio.open_process': entry(api('open_process'), {
      ...ended,
      thing: (call) => l10n.t('process {0} to start', plainArgument(call, 0, 'command')),
      raises: [
        {
          error: 'OSError',
          when: () => l10n.t('If it cannot be started: FileNotFoundError for one.'),
        },
      ],
      value: () => l10n.t('the process'),
      gives: 'anyio.abc.Process',
    }),
    'anyio.abc.Process': {
      page: api('abc.Process'),
      enter: entersItself,
      exit: atEnd(processEnded, (call) =>
        l10n.t('at the end: waits for process {0} to end', call.receiver),
      ),
    },
    'anyio.abc.Process.aclose': entry(api('abc.AsyncResource.aclose'), processEnded),
    'anyio.abc.Process.wait': entry(api('abc.Process.wait'), ended),
    'anyio.streams.buffered.BufferedByteReceiveStream.receive': entry(
      api('streams.buffered.BufferedByteReceiveStream.receive'),
      buffered,
    ),
    'anyio.streams.buffered.BufferedByteReceiveStream.receive_exactly': entry(
      api('streams.buffered.BufferedByteReceiveStream.receive_exactly'),
      {
        ...buffered,
        thing: (call) =>
          l10n.t('exactly {0} bytes from {1}', plainArgument(call, 0, 'nbytes'), call.receiver),
        raises: [incomplete, ...buffered.raises],
      },
    ),
    'anyio.streams.buffered.BufferedByteReceiveStream.receive_until': entry(
      api('streams.buffered.BufferedByteReceiveStream.receive_until'),
      {
        ...buffered,
        thing: (call) =>
          l10n.t('data from {0} up to {1}', call.receiver, call.argument(0, 'delimiter') ?? '?'),
        raises: [
          incomplete,
          {
            error: 'anyio.DelimiterNotFound',
            when: () => l10n.t('If it does not come within max_bytes.'),
          },
          ...buffered.raises,
        ],
      },
    ),
    'anyio.open_file': {
      page: api('open_file'),
      await: opened,
      returns: 'anyio.AsyncFile',
    },
    'anyio.Path.open': { page: api('Path'), await: opened, returns: 'anyio.AsyncFile' },
    'anyio.AsyncFile': {
      page: api('AsyncFile'),
      next: file('readline'),
      enter: entersItself,
      exit: atEnd(file('close'), (call) =>
        l10n.t('at the end: closes {0} in a thread', call.receiver),
      ),
    },
    ...methods(
      'anyio.AsyncFile',
      [
        'read',
        'readline',
        'readlines',
        'write',
        'writelines',
        'seek',
        'tell',
        'truncate',
        'flush',
        'aclose',
      ],
      (name) => entry(api('AsyncFile'), file(name)),
    ),
    ...methods(
      'anyio.Path',
      [
        'exists',
        'is_dir',
        'is_file',
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
        'absolute',
        'chmod',
        'cwd',
        'expanduser',
        'group',
        'hardlink_to',
        'home',
        'is_mount',
        'is_socket',
        'is_symlink',
        'lchmod',
        'lstat',
        'owner',
        'readlink',
        'replace',
        'resolve',
        'samefile',
        'symlink_to',
      ],
      (name) => entry(api('Path'), file(name)),
    ),
  },
  classes: [
    'anyio.Lock',
    'anyio.Condition',
    'anyio.Semaphore',
    'anyio.CapacityLimiter',
    'anyio.Event',
    'anyio.abc.TaskGroup',
    'anyio.abc.ObjectReceiveStream',
    'anyio.abc.ObjectSendStream',
    'anyio.abc.ByteStream',
    'anyio.abc.SocketStream',
    'anyio.abc.Listener',
    'anyio.abc.UDPSocket',
    'anyio.abc.Process',
    'anyio.AsyncFile',
    'anyio.Path',
    'anyio.streams.memory.MemoryObjectSendStream',
    'anyio.streams.memory.MemoryObjectReceiveStream',
  ],
  attributes: {
    'anyio.abc.Process.stdin': 'anyio.abc.ByteSendStream',
    'anyio.abc.Process.stdout': 'anyio.abc.ByteReceiveStream',
    'anyio.abc.Process.stderr': 'anyio.abc.ByteReceiveStream',
  },
  bases: {
    'anyio.abc.ByteReceiveStream': 'anyio.abc.ByteStream',
    'anyio.abc.ByteSendStream': 'anyio.abc.ByteStream',
    'anyio.abc.ConnectedUDPSocket': 'anyio.abc.UDPSocket',
    'anyio.abc.UNIXSocketStream': 'anyio.abc.SocketStream',
    'anyio.abc.SocketListener': 'anyio.abc.Listener',
    'anyio.streams.buffered.BufferedByteStream': 'anyio.streams.buffered.BufferedByteReceiveStream',
    'anyio.streams.file.FileReadStream': 'anyio.abc.ByteReceiveStream',
    'anyio.streams.file.FileWriteStream': 'anyio.abc.ByteSendStream',
    'anyio.streams.text.TextReceiveStream': 'anyio.abc.ObjectReceiveStream',
    'anyio.streams.text.TextSendStream': 'anyio.abc.ObjectSendStream',
    'anyio.streams.buffered.BufferedByteReceiveStream': 'anyio.abc.ByteReceiveStream',
    'anyio.streams.stapled.StapledByteStream': 'anyio.abc.ByteStream',
    'anyio.streams.stapled.StapledObjectStream': 'anyio.abc.ObjectStream',
    'anyio.streams.text.TextStream': 'anyio.abc.ObjectStream',
    'anyio.streams.tls.TLSStream': 'anyio.abc.ByteStream',
    'anyio.abc.ObjectStream': 'anyio.abc.ObjectReceiveStream',
  },
};
