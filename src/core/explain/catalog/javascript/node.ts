import { eventEntries } from './node/events';
import { fileEntries } from './node/files';
import { serverBases, serverEntries, serverHandlers } from './node/servers';
import { streamEntries } from './node/streams';
import { timerEntries } from './node/timers';
import { testContext, workEntries } from './node/work';
import type { Entry, Library } from '../schema';

/** `promisify(fs.readFile)` waits for what `fs/promises.readFile` waits for. */
const promisified = Object.fromEntries(
  Object.entries(fileEntries).flatMap(([name, entry]): [string, Entry][] => {
    const own = /^fs\/promises\.(\w+)$/.exec(name)?.[1];
    // What `fs` has in another way is no callback of it.
    const isOther = own === undefined || !entry.await || own === 'mkdtempDisposable';
    return isOther ? [] : [[`promisify(fs.${own})`, entry]];
  }),
);

/** Node's APIs that return promises or async iterables; modules without their `node:` prefix. */
export const node: Library = {
  title: 'Node.js',
  entries: {
    ...fileEntries,
    ...promisified,
    ...timerEntries,
    ...eventEntries,
    ...streamEntries,
    ...serverEntries,
    ...workEntries,
  },
  classes: [
    'fs/promises.FileHandle',
    'fs.Dir',
    'stream.Readable',
    'stream.Writable',
    'readline.Interface',
    'events.EventEmitter',
    'worker_threads.Worker',
    'child_process.ChildProcess',
    'EventTarget',
    'fs/promises.DisposableTempDir',
    'dns/promises.Resolver',
    'async_hooks.AsyncLocalStorage',
    'async_hooks.AsyncResource',
    'diagnostics_channel.TracingChannel',
    'inspector/promises.Session',
    testContext,
  ],
  bases: {
    'stream.Duplex': 'stream.Readable',
    'stream.Transform': 'stream.Readable',
    'stream.PassThrough': 'stream.Readable',
    'fs.ReadStream': 'stream.Readable',
    'net.Socket': 'stream.Readable',
    'http.IncomingMessage': 'stream.Readable',
    'readline/promises.Interface': 'readline.Interface',
    ...serverBases,
  },
  handlers: serverHandlers,
  attributes: {
    'process.stdin': 'stream.Readable',
    'child_process.ChildProcess.stdout': 'stream.Readable',
    'child_process.ChildProcess.stderr': 'stream.Readable',
    'child_process.ChildProcess.stdin': 'stream.Writable',
  },
  aliases: {
    'test.TestContext': testContext,
    [`${testContext}.assert`]: 'assert',
    'assert/strict': 'assert',
    'assert.strict': 'assert',
    'stream.once': 'events.once',
    'stream.on': 'events.on',
    'fs.promises': 'fs/promises',
    'dns.promises': 'dns/promises',
    'stream.promises': 'stream/promises',
    'readline.promises': 'readline/promises',
    'timers.promises': 'timers/promises',
    'events.EventEmitter.once': 'events.once',
    'events.EventEmitter.on': 'events.on',
    'promisify(timers.setTimeout)': 'promisify(setTimeout)',
    'promisify(timers.setImmediate)': 'promisify(setImmediate)',
    'fs-extra': 'fs/promises',
    'graceful-fs.promises': 'fs/promises',
  },
};
