import * as l10n from '@vscode/l10n';
import type { Entry, Raise, KnownWait } from '../../schema';
import { api, text } from './shared';
import { promised } from '../../waits';
import { goesOn } from '../testing';

/** Facts from Node's lib/dns.js, child_process.js, crypto.js, zlib.js, worker_threads.js and test.js. */

const lookUp = promised(
  'network',
  'socket',
  (call) => l10n.t('the DNS answer for {0}', text(call.argument(0))),
  () => l10n.t('the answer'),
  {
    raises: [
      {
        error: 'Error',
        when: () =>
          l10n.t('If there is no answer: code tells why, ENOTFOUND where there is no such name.'),
      },
    ],
  },
);

/** The anchor of each method: its name with its parameters. */
const dnsMethods = {
  resolve: 'resolvehostname-rrtype',
  resolve4: 'resolve4hostname-options',
  resolve6: 'resolve6hostname-options',
  resolveAny: 'resolveanyhostname',
  resolveCaa: 'resolvecaahostname',
  resolveCname: 'resolvecnamehostname',
  resolveMx: 'resolvemxhostname',
  resolveNaptr: 'resolvenaptrhostname',
  resolveNs: 'resolvenshostname',
  resolvePtr: 'resolveptrhostname',
  resolveSoa: 'resolvesoahostname',
  resolveSrv: 'resolvesrvhostname',
  resolveTxt: 'resolvetxthostname',
  reverse: 'reverseip',
};

const child = (position: number): KnownWait =>
  promised(
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
      raises: [
        {
          error: 'Error',
          when: () =>
            l10n.t(
              'If it cannot be started, or ends with a signal or another code than 0: the error has code, signal, stdout and stderr.',
            ),
        },
      ],
    },
  );

const refused: readonly Raise[] = [
  { error: 'Error', when: () => l10n.t('If the key or another argument does not fit.') },
];
const corrupt: readonly Raise[] = [
  {
    error: 'Error',
    when: () =>
      l10n.t(
        'If the data is not compressed so, or cut short: code is Z_DATA_ERROR or Z_BUF_ERROR.',
      ),
  },
];

const threadWork = (name: string, raises: readonly Raise[]): KnownWait =>
  promised(
    'thread',
    'pool',
    () => l10n.t('{0} in libuv’s thread pool', name),
    () => l10n.t('its result'),
    { raises },
  );

const unpacks = /gunzip|inflate|unzip|Decompress/;

const terminated = promised(
  'thread',
  'signal',
  (call) => l10n.t('worker {0} to end', call.receiver),
  () => l10n.t('its exit code'),
  { raises: [] },
);

/** What calls a function that it is given: the section of the manual, and where that stands among the arguments. */
const runners: Readonly<Record<string, readonly [string, number]>> = {
  'async_hooks.AsyncLocalStorage.run': [
    'async_context.html#asynclocalstoragerunstore-callback-args',
    1,
  ],
  'async_hooks.AsyncLocalStorage.exit': [
    'async_context.html#asynclocalstorageexitcallback-args',
    0,
  ],
  'async_hooks.AsyncResource.runInAsyncScope': [
    'async_context.html#asyncresourceruninasyncscopefn-thisarg-args',
    0,
  ],
  'diagnostics_channel.TracingChannel.tracePromise': [
    'diagnostics_channel.html#tracingchanneltracepromisefn-context-thisarg-args',
    0,
  ],
};

/** What tests and subtests are given; the module exports the class as a type only. */
export const testContext = 'node:test.TestContext';

const testRun = promised(
  'promise',
  'task',
  (call) => l10n.t('test “{0}” to end', text(call.argument(0))),
  () => l10n.t('undefined'),
  goesOn,
);

export const workEntries: Readonly<Record<string, Entry>> = {
  'dns/promises.lookup': {
    page: `${api}dns.html#dnspromiseslookuphostname-options`,
    await: {
      ...lookUp,
      mechanism: 'pool',
      registers: () => l10n.t('lookup asks the operating system, in a thread of libuv’s pool.'),
      mistakes: [
        () => l10n.t('Slow answers hold the pool’s four threads, which files and crypto need too.'),
      ],
    },
  },
  'dns/promises.lookupService': {
    page: `${api}dns.html#dnspromiseslookupserviceaddress-port`,
    await: { ...lookUp, mechanism: 'pool' },
  },
  ...Object.fromEntries(
    Object.entries(dnsMethods).flatMap(([name, anchor]) =>
      ['dns/promises', 'dns/promises.Resolver'].map((owner) => [
        `${owner}.${name}`,
        { page: `${api}dns.html#dnspromises${anchor}`, await: lookUp },
      ]),
    ),
  ),
  ...Object.fromEntries(
    ['spawn', 'fork', 'exec', 'execFile'].map((name): [string, Entry] => [
      `child_process.${name}`,
      { page: `${api}child_process.html`, returns: 'child_process.ChildProcess' },
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
      { page: `${api}crypto.html`, await: threadWork(name, refused) },
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
      {
        page: `${api}zlib.html#convenience-methods`,
        await: threadWork(name, unpacks.test(name) ? corrupt : []),
      },
    ]),
  ),
  'worker_threads.Worker.terminate': {
    page: `${api}worker_threads.html#workerterminate`,
    await: terminated,
  },
  'worker_threads.Worker.@@asyncDispose': {
    page: `${api}worker_threads.html#workersymbolasyncdispose`,
    await: { ...terminated, value: () => l10n.t('undefined') },
  },
  'worker_threads.Worker.getHeapSnapshot': {
    page: `${api}worker_threads.html#workergetheapsnapshotoptions`,
    await: promised(
      'thread',
      'signal',
      (call) => l10n.t('a snapshot of the heap of worker {0}', call.receiver),
      () => l10n.t('a stream of it'),
      {
        gives: 'stream.Readable',
        raises: [
          {
            error: 'Error',
            when: () => l10n.t('If the worker does not run: code is ERR_WORKER_NOT_RUNNING.'),
          },
        ],
      },
    ),
  },
  'sqlite.backup': {
    page: `${api}sqlite.html#sqlitebackupsourcedb-path-options`,
    await: promised(
      'file',
      'pool',
      (call) => l10n.t('database {0} to be copied', call.argument(0) ?? '?'),
      () => l10n.t('the number of pages'),
      { raises: [{ error: 'Error', when: () => l10n.t('If the copy cannot be written.') }] },
    ),
  },
  'inspector/promises.Session.post': {
    page: `${api}inspector.html#sessionpostmethod-params`,
    await: promised(
      'thread',
      'signal',
      (call) => l10n.t('the inspector’s answer to {0}', text(call.argument(0))),
      () => l10n.t('the answer'),
      { raises: [{ error: 'Error', when: () => l10n.t('If it refuses, or is not connected.') }] },
    ),
  },
  ...Object.fromEntries(
    Object.entries(runners).map(([name, [page, runs]]): [string, Entry] => [
      name,
      { page: api + page, runs },
    ]),
  ),
  'diagnostics_channel.tracingChannel': {
    page: `${api}diagnostics_channel.html#diagnostics_channeltracingchannelnameorchannels`,
    returns: 'diagnostics_channel.TracingChannel',
  },
  ...Object.fromEntries(
    ['test', 'it', 'describe', 'suite'].map((name) => [
      `test.${name}`,
      {
        page: `${api}test.html#${name}name-options-fn`,
        calledWith: [testContext],
        await: testRun,
      },
    ]),
  ),
  test: { page: `${api}test.html#testname-options-fn`, calledWith: [testContext], await: testRun },
  [`${testContext}.test`]: {
    page: `${api}test.html#contexttestname-options-fn`,
    calledWith: [testContext],
    await: testRun,
  },
  [`${testContext}.waitFor`]: {
    page: `${api}test.html#contextwaitforcondition-options`,
    await: promised(
      'timer',
      'timer',
      (call) => l10n.t('condition {0} to hold', call.argument(0) ?? '?'),
      () => l10n.t('what the condition returns'),
      {
        registers: () =>
          l10n.t('The condition is run over and over, until it throws and rejects no longer.'),
        raises: [{ error: 'Error', when: () => l10n.t('If it does not hold in time.') }],
      },
    ),
  },
  ...Object.fromEntries(
    ['rejects', 'doesNotReject'].map((name) => [
      `assert.${name}`,
      {
        page: `${api}assert.html#assert${name.toLowerCase()}asyncfn-error-message`,
        await: promised(
          'promise',
          'task',
          (call) => l10n.t('the promise of {0} to settle', call.argument(0) ?? '?'),
          () => l10n.t('undefined'),
          {
            raises: [
              {
                error: 'assert.AssertionError',
                when: () =>
                  name === 'rejects'
                    ? l10n.t('If it is fulfilled instead, or the error is not as expected.')
                    : l10n.t('If it is rejected.'),
              },
            ],
          },
        ),
      },
    ]),
  ),
};
