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
    Object.entries(dnsMethods).map(([name, anchor]) => [
      `dns/promises.${name}`,
      { page: `${api}dns.html#dnspromises${anchor}`, await: lookUp },
    ]),
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
    await: promised(
      'thread',
      'signal',
      (call) => l10n.t('worker {0} to end', call.receiver),
      () => l10n.t('its exit code'),
      { raises: [] },
    ),
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
