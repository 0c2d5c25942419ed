import * as l10n from '@vscode/l10n';
import type { CallWords, Entry, Raise, Text, TypeName, KnownWait } from '../../schema';
import { plainArgument } from '../../waits';

/** Facts from CPython's Lib/asyncio/streams.py, subprocess.py and base_events.py. */

const page = (name: string) =>
  `https://docs.python.org/3/library/asyncio-stream.html#asyncio.${name}`;
const processPage = (name: string) =>
  `https://docs.python.org/3/library/asyncio-subprocess.html#asyncio.${name}`;
const serverPage = (name: string) =>
  `https://docs.python.org/3/library/asyncio-eventloop.html#asyncio.${name}`;

const target = (call: CallWords) => {
  const host = call.argument(0, 'host')?.replace(/^['"]|['"]$/g, '');
  const port = call.argument(1, 'port');
  if (host === undefined) return '?';
  // A port that is worked out where it stands says less than the host alone.
  return port === null || !/^[\w.]+$/.test(port) ? host : `${host}:${port}`;
};

/** What every read can raise: `StreamReader._wait_for_data` and the exception that the connection left. */
const broken: Raise = {
  error: 'OSError',
  when: () => l10n.t('If the connection breaks, as ConnectionResetError for one.'),
};
const twoReaders: Raise = {
  error: 'RuntimeError',
  when: () => l10n.t('If another task waits for the same stream already.'),
};

function read(
  name: string,
  thing: Text,
  { raises = [], mistakes = [] }: Partial<Pick<KnownWait, 'raises' | 'mistakes'>> = {},
): Entry {
  return {
    page: page(`StreamReader.${name}`),
    await: {
      waitsFor: 'network',
      mechanism: 'socket',
      thing,
      suspends: 'maybe',
      because: () => l10n.t('If the buffer has enough already, it does not suspend.'),
      registers: (call) =>
        l10n.t(
          '{0} looks into its buffer; if there is not enough, it makes a future for the next data.',
          call.receiver,
        ),
      value: () => l10n.t('the bytes object'),
      raises: [...raises, broken, twoReaders],
      mistakes,
    },
  };
}

const line: Text = (call) => l10n.t('a line from {0}', call.receiver);
const incomplete: Raise = {
  error: 'asyncio.IncompleteReadError',
  when: () => l10n.t('If the stream ends too early; its partial has what was read.'),
};
const atTheEnd: Text = () =>
  l10n.t('At the end of the stream it gives b"", time and again: a loop must look for that.');

function connect(thing: Text, gives: TypeName, value: Text): KnownWait {
  return {
    waitsFor: 'network',
    mechanism: 'socket',
    thing,
    suspends: 'always',
    because: () =>
      l10n.t('Resolving the name and connecting always take at least one turn of the event loop.'),
    registers: () =>
      l10n.t('A name is resolved in a thread, and a non-blocking socket starts to connect.'),
    value,
    gives,
    raises: [
      {
        error: 'OSError',
        when: () =>
          l10n.t('If the host is not known, or the connection is refused or not answered.'),
      },
      {
        error: 'ssl.SSLError',
        when: (call) =>
          call.argument(null, 'ssl') === null ? null : l10n.t('If the TLS handshake fails.'),
      },
    ],
    mistakes: [
      () => l10n.t('It has no limit of its own: put asyncio.timeout() around it to have one.'),
    ],
  };
}

const drain: KnownWait = {
  waitsFor: 'network',
  mechanism: 'socket',
  thing: (call) => l10n.t('room in the write buffer of {0}', call.receiver),
  suspends: 'maybe',
  seldom: true,
  because: () =>
    l10n.t('Unless the buffer has passed its high-water mark, drain() does not suspend.'),
  registers: (call) =>
    l10n.t(
      'The bytes are in the buffer of {0}; drain() makes a future only if it is too full.',
      call.receiver,
    ),
  watches: () =>
    l10n.t('The loop watches the socket for room to write, and sends the buffer piece by piece.'),
  wokenBy: () =>
    l10n.t(
      'When it is below its low-water mark, the future is completed and the task goes in the ready queue.',
    ),
  value: () => l10n.t('None'),
  raises: [
    {
      error: 'ConnectionResetError',
      when: () => l10n.t('If the connection is lost, also one that was lost before.'),
    },
  ],
  mistakes: [
    () =>
      l10n.t('It waits for room in the buffer only, not for the bytes to be sent or to arrive.'),
  ],
};

/** Facts from CPython's asyncio/streams.py, `StreamReaderProtocol._closed` and `connection_lost`. */
const waitClosed: KnownWait = {
  waitsFor: 'network',
  mechanism: 'socket',
  thing: (call) => l10n.t('{0} to be closed', call.receiver),
  suspends: 'maybe',
  because: () => l10n.t('If it is closed already, it does not suspend.'),
  registers: (call) =>
    l10n.t('{0} has a future for its end; await adds this task’s wake-up to it.', call.receiver),
  watches: () => l10n.t('The loop sends what is still in the buffer, and then closes the socket.'),
  wokenBy: () =>
    l10n.t(
      'connection_lost() of the protocol completes the future, and the task goes in the ready queue.',
    ),
  value: () => l10n.t('None'),
  raises: [],
  mistakes: [
    (call) =>
      l10n.t('It only waits: without {0}.close() before it, it may do so for ever.', call.receiver),
  ],
};

/** Facts from CPython's asyncio/base_events.py, `Server.wait_closed` and `_wakeup`. */
const serverClosed: KnownWait = {
  ...waitClosed,
  mechanism: 'signal',
  thing: (call) => l10n.t('{0} to be closed and its connections to end', call.receiver),
  because: () => l10n.t('If it is closed and no connection is left, it does not suspend.'),
  registers: (call) =>
    l10n.t('{0} lists a future among those that wait for its end.', call.receiver),
  watches: () => l10n.t('The loop goes on serving the connections that are still open.'),
  wokenBy: () =>
    l10n.t(
      'When the server is closed and its last connection has ended, the future that it waits for is completed.',
    ),
  notes: [
    () =>
      l10n.t('Before Python 3.12 it returned at once for a closed server, whatever was connected.'),
  ],
};

const processWait: KnownWait = {
  waitsFor: 'process',
  mechanism: 'process',
  thing: (call) => l10n.t('process {0} to end', call.receiver),
  detail: (call) => l10n.t('process {0}', call.receiver),
  suspends: 'maybe',
  because: () =>
    l10n.t('If the process has ended already, its exit code is there and nothing suspends.'),
  value: () => l10n.t('the exit code'),
  raises: [],
  mistakes: [
    () =>
      l10n.t(
        'With stdout=PIPE and much output, wait() can wait for ever: the pipe fills up. communicate() reads it.',
      ),
  ],
};

/** What the server's callback is called with, for each connection. */
const streams = ['asyncio.StreamReader', 'asyncio.StreamWriter'];

const start: KnownWait = {
  waitsFor: 'process',
  mechanism: 'process',
  thing: (call) => {
    const program = call.argument(0);
    return program === null
      ? l10n.t('the new process to start')
      : l10n.t('process {0} to start', program);
  },
  detail: (call) => {
    const program = call.argument(0);
    return program === null ? l10n.t('start of the new process') : l10n.t('start of {0}', program);
  },
  suspends: 'always',
  because: () => l10n.t('Its pipes are connected on the loop’s next turns.'),
  watches: () =>
    l10n.t(
      'The loop connects the pipes of the new process; it does not wait for the process to end.',
    ),
  wokenBy: () =>
    l10n.t('When the pipes are connected, the loop puts the waiting task in the ready queue.'),
  value: () => l10n.t('the Process, already running,'),
  gives: 'asyncio.subprocess.Process',
  raises: [
    {
      error: 'OSError',
      when: () =>
        l10n.t(
          'If the program cannot be started: FileNotFoundError where there is none of that name.',
        ),
    },
  ],
  cancelled: () =>
    l10n.t('If the task is cancelled while it waits: the process that has started is killed.'),
  mistakes: [
    () =>
      l10n.t(
        'It comes back as soon as the process has started: wait() or communicate() waits for its end.',
      ),
  ],
};

/** Starting a server. */
export const listening: KnownWait = {
  waitsFor: 'network',
  mechanism: 'socket',
  thing: (call) => {
    const keyword = ['host', 'path'].find((one) => call.argument(1, one) !== null);
    return keyword === undefined
      ? l10n.t('the server to listen')
      : l10n.t('the server to listen on {0}', plainArgument(call, 1, keyword));
  },
  suspends: 'always',
  because: () =>
    l10n.t(
      'Starting to serve yields one turn to the event loop, so that it can accept connections.',
    ),
  registers: () =>
    l10n.t('The listening sockets are opened and given to the event loop’s selector.'),
  watches: () => l10n.t('From now on the loop watches the listening sockets for new connections.'),
  wokenBy: () => l10n.t('The loop comes back to it on its next turn.'),
  value: () => l10n.t('the Server'),
  gives: 'asyncio.Server',
  raises: [
    {
      error: 'OSError',
      when: () => l10n.t('If the address cannot be listened on: in use already, or not allowed.'),
    },
  ],
  mistakes: [
    () =>
      l10n.t(
        'It serves only while the loop runs: await serve_forever(), or something else that lasts.',
      ),
  ],
};

const forever: KnownWait = {
  waitsFor: 'network',
  mechanism: 'socket',
  thing: (call) => l10n.t('{0} to be closed or cancelled', call.receiver),
  lens: () => l10n.t('serves until it is cancelled'),
  suspends: 'always',
  because: () => l10n.t('It waits for a future that nobody completes: only cancellation ends it.'),
  watches: () =>
    l10n.t('The loop watches the listening sockets and runs a task for each connection.'),
  wokenBy: () =>
    l10n.t(
      'Only cancellation of the task, or close() on the server, ends the wait: CancelledError is raised here.',
    ),
  isEndless: true,
  raises: [
    {
      error: 'RuntimeError',
      when: () => l10n.t('If the server is closed, or serves in another task already.'),
    },
  ],
  cancelled: () => l10n.t('If the task is cancelled, or the server closed: this is how it ends.'),
};

const noWait = (because: Text): KnownWait => ({
  waitsFor: 'nothing',
  mechanism: 'none',
  thing: () => l10n.t('nothing'),
  suspends: 'never',
  because,
  raises: [],
});

export const streamEntries: Readonly<Record<string, Entry>> = {
  'asyncio.open_connection': {
    page: page('open_connection'),
    await: connect(
      (call) =>
        call.argument(0, 'host') === null
          ? l10n.t('the connection')
          : l10n.t('the connection to {0}', target(call)),
      ['asyncio.StreamReader', 'asyncio.StreamWriter'],
      () => l10n.t('the pair of reader and writer'),
    ),
  },
  'asyncio.open_unix_connection': {
    page: page('open_unix_connection'),
    await: connect(
      (call) => l10n.t('the connection to {0}', call.argument(0, 'path') ?? '?'),
      ['asyncio.StreamReader', 'asyncio.StreamWriter'],
      () => l10n.t('the pair of reader and writer'),
    ),
  },
  'asyncio.start_server': { page: page('start_server'), await: listening, calledWith: streams },
  'asyncio.start_unix_server': {
    page: page('start_unix_server'),
    await: listening,
    calledWith: streams,
  },
  'asyncio.StreamReader.read': read(
    'read',
    (call) =>
      call.argument(0, 'n') === null || call.number(0, 'n') === -1
        ? l10n.t('all data from {0}, to the end', call.receiver)
        : call.number(0, 'n') === 1
          ? l10n.t('one byte from {0}', call.receiver)
          : l10n.t('up to {1} bytes from {0}', call.receiver, call.argument(0, 'n') ?? ''),
    {
      mistakes: [
        (call) =>
          call.argument(0, 'n') === null || call.number(0, 'n') === -1
            ? l10n.t(
                'Without a number it comes back only when the other side closes the connection.',
              )
            : l10n.t(
                'It may give fewer bytes than asked for, and b"" at the end; readexactly() waits for all.',
              ),
      ],
    },
  ),
  'asyncio.StreamReader.readline': read('readline', line, {
    raises: [
      {
        error: 'ValueError',
        when: () => l10n.t('If the line is longer than the stream’s limit (64 KiB, unless set).'),
      },
    ],
    mistakes: [atTheEnd],
  }),
  'asyncio.StreamReader.readexactly': read(
    'readexactly',
    (call) => l10n.t('{1} bytes from {0}', call.receiver, call.argument(0, 'n') ?? '?'),
    { raises: [incomplete] },
  ),
  'asyncio.StreamReader.readuntil': read(
    'readuntil',
    (call) =>
      l10n.t('data up to {1} from {0}', call.receiver, call.argument(0, 'separator') ?? 'b"\\n"'),
    {
      raises: [
        incomplete,
        {
          error: 'asyncio.LimitOverrunError',
          when: () =>
            l10n.t(
              'If the separator does not come within the stream’s limit (64 KiB, unless set).',
            ),
        },
      ],
    },
  ),
  'asyncio.StreamReader': {
    page: page('StreamReader'),
    next: {
      waitsFor: 'network',
      mechanism: 'socket',
      thing: line,
      suspends: 'maybe',
      because: () => l10n.t('If a whole line is in the buffer already, the step does not suspend.'),
      value: () => l10n.t('the line'),
      raises: [broken, twoReaders],
    },
  },
  'asyncio.StreamWriter.drain': { page: page('StreamWriter.drain'), await: drain },
  'asyncio.StreamWriter.wait_closed': {
    page: page('StreamWriter.wait_closed'),
    await: { ...waitClosed, raises: [broken] },
  },
  'asyncio.StreamWriter.start_tls': {
    page: page('StreamWriter.start_tls'),
    await: {
      ...connect(
        (call) => l10n.t('the TLS handshake of {0}', call.receiver),
        'None',
        () => l10n.t('None'),
      ),
      registers: (call) =>
        l10n.t('{0} sends what is in its buffer and starts a TLS handshake.', call.receiver),
      because: () => l10n.t('A handshake needs the other side’s answer.'),
      raises: [
        { error: 'ssl.SSLError', when: () => l10n.t('If the TLS handshake fails.') },
        { error: 'OSError', when: () => l10n.t('If the connection breaks meanwhile.') },
      ],
      mistakes: [],
    },
  },
  'asyncio.Server': {
    page: serverPage('Server'),
    enter: {
      ...noWait(() => l10n.t('Entering a server only gives the server itself.')),
      value: () => l10n.t('the server'),
      gives: 'self',
    },
    exit: {
      ...waitClosed,
      lens: (call) => l10n.t('at the end: closes {0} and waits for that', call.receiver),
      because: () =>
        l10n.t(
          'Entering does not suspend; leaving closes the server and may wait until its connections are closed.',
        ),
    },
  },
  'asyncio.Server.serve_forever': { page: serverPage('Server.serve_forever'), await: forever },
  'asyncio.Server.start_serving': { page: serverPage('Server.start_serving'), await: listening },
  'asyncio.Server.wait_closed': { page: serverPage('Server.wait_closed'), await: serverClosed },
  'asyncio.create_subprocess_exec': { page: processPage('create_subprocess_exec'), await: start },
  'asyncio.create_subprocess_shell': { page: processPage('create_subprocess_shell'), await: start },
  'asyncio.subprocess.Process.wait': {
    page: processPage('subprocess.Process.wait'),
    await: processWait,
  },
  'asyncio.subprocess.Process.communicate': {
    page: processPage('subprocess.Process.communicate'),
    await: {
      ...processWait,
      thing: (call) => l10n.t('process {0} to send its output and end', call.receiver),
      lens: (call) => l10n.t('waits for the output and end of {0}', call.receiver),
      suspends: 'always',
      because: () => l10n.t('Reading the pipes takes turns of the event loop.'),
      value: () => l10n.t('the pair of stdout and stderr'),
      gives: ['bytes', 'bytes'],
      mistakes: [
        () => l10n.t('All output is held in memory, so it is not for output without end.'),
      ],
    },
  },
};
