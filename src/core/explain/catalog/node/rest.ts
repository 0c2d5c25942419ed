import * as l10n from '@vscode/l10n';
import { duration } from '../../words';
import type { CallWords, Entry, Text, Wait } from '../schema';

/** Facts from Node's lib/timers/promises.js, events.js, stream/promises.js, readline, dns, child_process and worker_threads. */

const api = 'https://nodejs.org/api/';

const text = (value: string | null) => (value ?? '?').replace(/^(['"])(.*)\1$/, '$2');

function milliseconds(call: CallWords, position: number): string {
  const value = call.number(position) ?? (call.argument(position) === null ? 1 : null);
  return value === null
    ? l10n.t('a timer of {0} ms', call.argument(position) ?? '?')
    : l10n.t('a {0} timer', duration(Math.max(value, 1)));
}

const timeDetail =
  (position: number): Text =>
  (call) => {
    const value = call.number(position) ?? (call.argument(position) === null ? 1 : null);
    return value === null
      ? l10n.t('{0} ms', call.argument(position) ?? '?')
      : duration(Math.max(value, 1));
  };

function waits(
  waitsFor: Wait['waitsFor'],
  mechanism: Wait['mechanism'],
  thing: Text,
  value: Text,
  more: Partial<Wait> = {},
): Wait {
  return { waitsFor, mechanism, thing, suspends: 'always', value, ...more };
}

const aborted: Text = () => l10n.t('Aborting the given signal rejects with an AbortError here.');

const sleep = waits(
  'timer',
  'timer',
  (call) => milliseconds(call, 0),
  (call) => call.argument(1) ?? l10n.t('undefined'),
  {
    detail: timeDetail(0),
    registers: (call) =>
      l10n.t('The call starts {0} in Node’s timers and gives a promise.', milliseconds(call, 0)),
    notes: [aborted],
  },
);

const event =
  (emitter: Text, name: Text): Text =>
  (call) =>
    l10n.t('event {0} of {1}', name(call), emitter(call));
const argument =
  (position: number): Text =>
  (call) =>
    text(call.argument(position));

const chunk = waits(
  'file',
  'pool',
  (call) => l10n.t('the next chunk of {0}', call.receiver),
  () => l10n.t('the chunk'),
  {
    registers: (call) =>
      l10n.t(
        'Each step asks {0} for data; what is buffered comes at once, with the next microtask.',
        call.receiver,
      ),
    watches: () =>
      l10n.t(
        'The stream’s source is watched for more data: a file’s reads in the thread pool, a socket in the poll phase.',
      ),
    wokenBy: () => l10n.t('When the stream has data or ends, the promise of the step is settled.'),
    notes: [() => l10n.t('Leaving the loop early destroys the stream.')],
  },
);

const line = waits(
  'file',
  'pool',
  (call) => l10n.t('the next line of {0}', call.receiver),
  () => l10n.t('the line'),
  {
    registers: (call) =>
      l10n.t(
        'Each step asks {0} for a line; lines that are queued come with the next microtask.',
        call.receiver,
      ),
    watches: () =>
      l10n.t(
        'The input is watched for data, in the poll phase or by the thread pool; it is split into lines as it comes.',
      ),
    wokenBy: () =>
      l10n.t('When a whole line is in, or the input ends, the promise of the step is settled.'),
  },
);

const lookUp = waits(
  'network',
  'socket',
  (call) => l10n.t('the DNS answer for {0}', text(call.argument(0))),
  () => l10n.t('the answer'),
);

const child = (position: number): Wait =>
  waits(
    'process',
    'process',
    (call) => l10n.t('process {0} to end', text(call.argument(position))),
    () => l10n.t('{ stdout, stderr }'),
    {
      registers: (call) =>
        l10n.t(
          'Process {0} is started, and a promise is given for its end.',
          text(call.argument(position)),
        ),
      notes: [
        () =>
          l10n.t(
            'An exit code other than 0 rejects the promise: the error has code, stdout and stderr.',
          ),
      ],
    },
  );

const threadWork = (name: string): Wait =>
  waits(
    'thread',
    'pool',
    () => l10n.t('{0} in libuv’s thread pool', name),
    () => l10n.t('its result'),
  );

const dnsNames = [
  'resolve',
  'resolve4',
  'resolve6',
  'resolveAny',
  'resolveCaa',
  'resolveCname',
  'resolveMx',
  'resolveNaptr',
  'resolveNs',
  'resolvePtr',
  'resolveSoa',
  'resolveSrv',
  'resolveTxt',
  'reverse',
];

const answer = waits(
  'event',
  'signal',
  (call) => l10n.t('the user’s answer to {0}', text(call.argument(0))),
  () => l10n.t('the answer'),
  {
    registers: (call) =>
      l10n.t('{0} prints the question and gives a promise for a line of input.', call.receiver),
    watches: () =>
      l10n.t('The event loop watches the input, mostly the terminal, in its poll phase.'),
    wokenBy: () =>
      l10n.t(
        'When the user ends the line, the promise is resolved and the rest of the function is queued as a microtask.',
      ),
  },
);

export const nodeEntries: Readonly<Record<string, Entry>> = {
  'timers/promises.setTimeout': {
    page: `${api}timers.html#timerspromisessettimeoutdelay-value-options`,
    await: sleep,
  },
  'timers/promises.scheduler.wait': {
    page: `${api}timers.html#timerspromisesschedulerwaitdelay-options`,
    await: { ...sleep, value: () => l10n.t('undefined') },
  },
  'timers/promises.setImmediate': {
    page: `${api}timers.html#timerspromisessetimmediatevalue-options`,
    await: waits(
      'timer',
      'turn',
      () => l10n.t('the check phase of the event loop'),
      (call) => call.argument(0) ?? l10n.t('undefined'),
      {
        registers: () =>
          l10n.t('setImmediate queues a callback for the check phase and gives a promise.'),
        watches: () =>
          l10n.t(
            'The event loop goes through its poll phase once, without waiting there, and comes to the check phase.',
          ),
        wokenBy: () =>
          l10n.t(
            'In the check phase the callback resolves the promise, and the rest of the function is queued as a microtask.',
          ),
      },
    ),
  },
  'timers/promises.scheduler.yield': {
    page: `${api}timers.html#timerspromisesscheduleryield`,
    await: waits(
      'timer',
      'turn',
      () => l10n.t('the check phase of the event loop'),
      () => l10n.t('undefined'),
    ),
  },
  'timers/promises.setInterval': {
    page: `${api}timers.html#timerspromisessetintervaldelay-value-options`,
    next: waits(
      'timer',
      'timer',
      (call) => l10n.t('the next tick of {0}', milliseconds(call, 0)),
      (call) => call.argument(1) ?? l10n.t('undefined'),
      {
        detail: timeDetail(0),
        notes: [
          () => l10n.t('Ticks that fall due while the body runs are kept and come without a wait.'),
          aborted,
        ],
      },
    ),
  },
  'events.once': {
    page: `${api}events.html#eventsonceemitter-name-options`,
    await: waits(
      'event',
      'signal',
      event(argument(0), argument(1)),
      () => l10n.t('the array of the event’s arguments'),
      {
        registers: (call) =>
          l10n.t(
            'once adds a listener for {1} to {0}, and one for error, and gives a promise.',
            call.argument(0) ?? '?',
            text(call.argument(1)),
          ),
        watches: (call) =>
          l10n.t(
            'The event loop runs other code, and watches for whatever makes {0} emit.',
            call.argument(0) ?? '?',
          ),
        wokenBy: (call) =>
          l10n.t(
            'When {0} emits the event, the promise is resolved and the rest of the function is queued as a microtask.',
            call.argument(0) ?? '?',
          ),
        notes: [
          () => l10n.t('An error event rejects the promise and is thrown here.'),
          () =>
            l10n.t(
              'An event that was emitted before is missed: call once() before what causes it.',
            ),
        ],
      },
    ),
  },
  'events.on': {
    page: `${api}events.html#eventsonemitter-eventname-options`,
    next: waits(
      'event',
      'signal',
      (call) =>
        l10n.t('the next event {1} of {0}', call.argument(0) ?? '?', text(call.argument(1))),
      () => l10n.t('the array of the event’s arguments'),
      {
        notes: [
          () =>
            l10n.t(
              'Events that come while the body runs are kept, without a limit; the loop never ends by itself.',
            ),
        ],
      },
    ),
  },
  'stream/promises.pipeline': {
    page: `${api}stream.html#streampipelinesource-transforms-destination-options`,
    await: waits(
      'file',
      'pool',
      (call) => l10n.t('all of {0} to go through the pipeline', call.argument(0) ?? '?'),
      () => l10n.t('undefined'),
      {
        registers: () =>
          l10n.t(
            'pipeline connects the streams and starts them; a promise stands for the end of the last one.',
          ),
        watches: () =>
          l10n.t('The sources are watched for data and the destination for room, chunk by chunk.'),
        wokenBy: () =>
          l10n.t(
            'When the destination has finished, or any of the streams fails, the promise is settled.',
          ),
        notes: [() => l10n.t('An error in one stream destroys the others and is thrown here.')],
      },
    ),
  },
  'stream/promises.finished': {
    page: `${api}stream.html#streamfinishedstream-options`,
    await: waits(
      'file',
      'pool',
      (call) => l10n.t('stream {0} to end', call.argument(0) ?? '?'),
      () => l10n.t('undefined'),
    ),
  },
  'stream.Readable': { page: `${api}stream.html#readablesymbolasynciterator`, next: chunk },
  'stream.Readable.from': {
    page: `${api}stream.html#streamreadablefromiterable-options`,
    returns: 'stream.Readable',
  },
  'readline.Interface': { page: `${api}readline.html#rlsymbolasynciterator`, next: line },
  'readline.createInterface': {
    page: `${api}readline.html#readlinecreateinterfaceoptions`,
    returns: 'readline.Interface',
  },
  'readline/promises.createInterface': {
    page: `${api}readline.html#readlinepromisescreateinterfaceoptions`,
    returns: 'readline/promises.Interface',
  },
  'readline/promises.Interface.question': {
    page: `${api}readline.html#rlquestionquery-options`,
    await: answer,
  },
  'dns/promises.lookup': {
    page: `${api}dns.html#dnspromiseslookuphostname-options`,
    await: {
      ...lookUp,
      mechanism: 'pool',
      registers: () => l10n.t('lookup asks the operating system, in a thread of libuv’s pool.'),
    },
  },
  'dns/promises.lookupService': {
    page: `${api}dns.html#dnspromiseslookupserviceaddress-port`,
    await: { ...lookUp, mechanism: 'pool' },
  },
  ...Object.fromEntries(
    dnsNames.map((name) => [
      `dns/promises.${name}`,
      { page: `${api}dns.html#class-dnspromisesresolver`, await: lookUp },
    ]),
  ),
  'promisify(child_process.exec)': {
    page: `${api}child_process.html#child_processexeccommand-options-callback`,
    await: child(0),
  },
  'promisify(child_process.execFile)': {
    page: `${api}child_process.html#child_processexecfilefile-args-options-callback`,
    await: child(0),
  },
  'promisify(setTimeout)': {
    page: `${api}timers.html#settimeoutcallback-delay-args`,
    await: sleep,
  },
  'promisify(setImmediate)': {
    page: `${api}timers.html#setimmediatecallback-args`,
    await: waits(
      'timer',
      'turn',
      () => l10n.t('the check phase of the event loop'),
      () => l10n.t('undefined'),
    ),
  },
  ...Object.fromEntries(
    [
      'pbkdf2',
      'scrypt',
      'randomBytes',
      'randomFill',
      'randomInt',
      'generateKeyPair',
      'generateKey',
      'hkdf',
      'sign',
      'verify',
    ].map((name) => [
      `promisify(crypto.${name})`,
      { page: `${api}crypto.html`, await: threadWork(name) },
    ]),
  ),
  ...Object.fromEntries(
    [
      'deflate',
      'deflateRaw',
      'gzip',
      'gunzip',
      'inflate',
      'inflateRaw',
      'unzip',
      'brotliCompress',
      'brotliDecompress',
    ].map((name) => [
      `promisify(zlib.${name})`,
      { page: `${api}zlib.html#convenience-methods`, await: threadWork(name) },
    ]),
  ),
  'worker_threads.Worker.terminate': {
    page: `${api}worker_threads.html#workerterminate`,
    await: waits(
      'thread',
      'signal',
      (call) => l10n.t('worker {0} to end', call.receiver),
      () => l10n.t('its exit code'),
    ),
  },
  ...Object.fromEntries(
    ['test', 'it', 'describe', 'suite'].map((name) => [
      `test.${name}`,
      {
        page: `${api}test.html#testname-options-fn`,
        await: waits(
          'promise',
          'task',
          (call) => l10n.t('test {0} to end', text(call.argument(0))),
          () => l10n.t('undefined'),
        ),
      },
    ]),
  ),
};

export const nodeClasses = [
  'fs/promises.FileHandle',
  'fs.Dir',
  'stream.Readable',
  'stream.Writable',
  'readline.Interface',
  'events.EventEmitter',
  'worker_threads.Worker',
  'EventTarget',
];
