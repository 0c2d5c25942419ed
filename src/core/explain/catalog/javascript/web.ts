import * as l10n from '@vscode/l10n';
import type { CallWords, Entry, Library, Raise, Text, TypeName, KnownWait } from '../schema';
import { promised } from '../waits';

/** Facts from the Fetch, Streams, DOM, HTML, File API, Web Cryptography, Web Locks, Service Workers and Clipboard standards. */

const mdn = 'https://developer.mozilla.org/docs/Web/API/';

function unquoted(text: string | null): string {
  return (text ?? '?').replace(/^(['"`])(.*)\1$/, '$2');
}

/** The reasons that `AbortSignal` gives, unless abort() is given another (DOM standard, section 3.2). */
const stopped: readonly Raise[] = [
  {
    error: 'AbortError',
    when: () => l10n.t('If the signal of the request is aborted.'),
  },
  {
    error: 'TimeoutError',
    when: () => l10n.t('If the time of AbortSignal.timeout() is over.'),
  },
];

/** Whether `fetch` is given nothing but an address, and so no signal that could stop it. */
function isAddressAlone(call: CallWords): boolean {
  return call.argument(1) === null && /^['"`]/.test(call.argument(0) ?? '');
}

const fetchWait = promised(
  'network',
  'socket',
  (call) => l10n.t('the HTTP response from {0}', unquoted(call.argument(0))),
  () => l10n.t('the Response, with its headers but not yet its body,'),
  {
    gives: 'Response',
    registers: () =>
      l10n.t(
        'fetch starts the request at once and gives a promise for the headers of the response.',
      ),
    watches: () =>
      l10n.t(
        'Node’s poll phase, or the browser outside your thread, watches the network for the headers.',
      ),
    wokenBy: () =>
      l10n.t(
        'When the headers have arrived, the promise is resolved and the rest is queued as a microtask.',
      ),
    raises: [
      {
        error: 'TypeError',
        when: () => l10n.t('If there is no connection, it breaks, or the request is not valid.'),
      },
      ...stopped.map(({ error, when }) => ({
        error,
        when: (call: CallWords) => (isAddressAlone(call) ? null : when(call)),
      })),
    ],
    mistakes: [
      () => l10n.t('A status such as 404 rejects nothing: look at response.ok.'),
      (call) =>
        /\bsignal\b/.test(call.argument(1) ?? '')
          ? null
          : l10n.t('It has no time limit of its own: AbortSignal.timeout() gives it one.'),
    ],
  },
);

function body(value: Text, raises: readonly Raise[] = [], gives?: TypeName): KnownWait {
  return promised('network', 'socket', () => l10n.t('the response body'), value, {
    registers: (call) =>
      l10n.t('{0} begins to read its body and gives a promise for the whole of it.', call.receiver),
    watches: () =>
      l10n.t(
        'The network is watched for the rest of the body; no code of yours runs for its chunks.',
      ),
    wokenBy: () =>
      l10n.t(
        'When the last chunk is decoded, the promise is resolved and the rest is queued as a microtask.',
      ),
    because: () =>
      l10n.t('Even where the whole body is there, the promise is settled later than the call.'),
    raises: [
      {
        error: 'TypeError',
        when: () => l10n.t('If the body was read before, or the connection breaks.'),
      },
      ...raises,
      ...stopped,
    ],
    mistakes: [
      () => l10n.t('A body can be read once only: clone() the response to read it twice.'),
    ],
    ...(gives !== undefined && { gives }),
  });
}

const bodies: Readonly<Record<string, KnownWait>> = {
  text: body(() => l10n.t('the decoded body, a string,')),
  json: body(
    () => l10n.t('the body, parsed from JSON,'),
    [{ error: 'SyntaxError', when: () => l10n.t('If the body is no JSON.') }],
    'unknown',
  ),
  blob: body(() => l10n.t('the body as a Blob')),
  arrayBuffer: body(() => l10n.t('the body as an ArrayBuffer')),
  bytes: body(() => l10n.t('the body as a Uint8Array')),
  formData: body(() => l10n.t('the body as FormData')),
};

/** A request's body has the same methods: on a server it comes over the network, in a client's own it is there. */
const requestBodies = Object.fromEntries(
  Object.entries(bodies).map(([name, wait]): [string, KnownWait] => [
    name,
    { ...wait, thing: () => l10n.t('the request body') },
  ]),
);

/** Facts from the Fetch standard, "consume body". */
const ofOwnBody: readonly Raise[] = [
  { error: 'TypeError', when: () => l10n.t('If the body was read before.') },
  { error: null, when: () => l10n.t('What the stream that the body comes from fails with.') },
];

/** A response that the program makes has the body that it is given, which comes from wherever that does. */
const ownBodies = Object.fromEntries(
  Object.entries(bodies).map(([name, { raises, value, gives }]): [string, KnownWait] => [
    name,
    promised(
      'promise',
      'task',
      (call) => {
        const from = call.maker?.argument(0) ?? null;
        return from === null ? l10n.t('the whole body') : l10n.t('the whole body from {0}', from);
      },
      value ?? (() => l10n.t('its result')),
      {
        raises: [...ofOwnBody, ...raises.filter(({ error }) => error === 'SyntaxError')],
        ...(gives !== undefined && { gives }),
      },
    ),
  ]),
);

const local = (thing: Text, value: Text, raises: readonly Raise[]) =>
  promised('file', 'pool', thing, value, { raises });
const changedFile: readonly Raise[] = [
  {
    error: 'NotReadableError',
    when: () => l10n.t('If it is a file that was changed or removed meanwhile.'),
  },
];
const ofBlob: Text = (call) => l10n.t('the contents of {0}', call.receiver);

const ofStream: Raise = { error: null, when: () => l10n.t('The error of the stream.') };
const locked: Raise = {
  error: 'TypeError',
  when: () => l10n.t('If another reader or pipe has locked the stream.'),
};
const released: Raise = {
  error: 'TypeError',
  when: (call) => l10n.t('If {0} has released its lock.', call.receiver),
};

const chunk = promised(
  'iterator',
  'signal',
  (call) => l10n.t('the next chunk of {0}', call.receiver),
  () => l10n.t('the next chunk'),
  {
    registers: (call) =>
      l10n.t(
        '{0} is asked for its next chunk; if one is queued, it comes with the next microtask.',
        call.receiver,
      ),
    watches: () =>
      l10n.t(
        'The stream’s source is watched for more data, whatever it is: the network, a file, or other code.',
      ),
    wokenBy: () =>
      l10n.t(
        'When a chunk is queued in the stream, the promise is resolved and the rest is queued as a microtask.',
      ),
    raises: [ofStream, locked],
  },
);

const written = (thing: Text, ...raises: readonly Raise[]): KnownWait =>
  promised('promise', 'signal', thing, () => l10n.t('undefined'), { raises });
/** Of a promise that is an attribute, the object that has it. */
const owner = (call: CallWords) => call.receiver.replace(/\.\w+$/, '');
const bySink: Raise = {
  error: null,
  when: () => l10n.t('What the sink of the stream throws.'),
};
const bySource: Raise = {
  error: null,
  when: () => l10n.t('What the source of the stream throws.'),
};
const closedWriter: Raise = {
  error: 'TypeError',
  when: (call) =>
    l10n.t('If {0} has released its lock or, in Node an Error, is closed.', call.receiver),
};

const crypto = (thing: Text, raises: readonly Raise[]): KnownWait =>
  promised('thread', 'pool', thing, () => l10n.t('its result'), { raises });

const unsupported: Raise = {
  error: 'NotSupportedError',
  when: () => l10n.t('If the algorithm is not supported.'),
};
const notForThis: Raise = {
  error: 'InvalidAccessError',
  when: () => l10n.t('If the key is not for this use or algorithm.'),
};
const operation: Raise = {
  error: 'OperationError',
  when: () => l10n.t('If the operation fails: where data is decrypted, if it or the key is wrong.'),
};
const badKey: Raise = {
  error: 'DataError',
  when: () => l10n.t('If the data is no such key.'),
};
const usages: Raise = {
  error: 'SyntaxError',
  when: () => l10n.t('If no use of the key is given, or none that fits.'),
};

/** What each method of SubtleCrypto rejects with (Web Cryptography API, sections 14.3 and 20 to 35). */
const cryptoRaises: Readonly<Record<string, readonly Raise[]>> = {
  digest: [unsupported],
  encrypt: [notForThis, operation],
  decrypt: [notForThis, operation],
  sign: [notForThis, operation],
  verify: [notForThis],
  generateKey: [unsupported, usages],
  deriveKey: [notForThis, operation, usages],
  deriveBits: [notForThis, operation],
  importKey: [badKey, usages, unsupported],
  exportKey: [notForThis],
  wrapKey: [notForThis, operation],
  unwrapKey: [notForThis, operation, badKey],
};

const prompt = (thing: Text, value: Text, raises: readonly Raise[]): KnownWait =>
  promised('event', 'signal', thing, value, {
    raises,
    watches: () =>
      l10n.t('The browser asks the user; the event loop runs other code until there is an answer.'),
    wokenBy: () =>
      l10n.t('The user’s answer settles the promise; the rest is queued as a microtask.'),
  });

const denied: readonly Raise[] = [
  {
    error: 'NotAllowedError',
    when: () => l10n.t('If the user or the browser does not allow it.'),
  },
];

function all(
  owner: string,
  waitsByName: Readonly<Record<string, KnownWait>>,
  page: string,
): Record<string, Entry> {
  return Object.fromEntries(
    Object.entries(waitsByName).map(([name, wait]) => [
      `${owner}.${name}`,
      { page: `${mdn}${page}/${name}`, await: wait },
    ]),
  );
}

const byGenerator: readonly Raise[] = [
  { error: null, when: () => l10n.t('What the generator or iterator throws.') },
];

const first = (call: CallWords) => call.argument(0) ?? '?';

/** What a cache fetches itself. */
const added: KnownWait = {
  ...fetchWait,
  gives: 'unknown',
  value: () => l10n.t('undefined'),
  raises: [
    {
      error: 'TypeError',
      when: () => l10n.t('If there is no connection, or the status is not 2xx.'),
    },
  ],
  mistakes: [],
};

export const web: Library = {
  title: 'MDN: Web APIs',
  entries: {
    fetch: { page: `${mdn}Window/fetch`, await: fetchWait },
    ...all('Response', bodies, 'Response'),
    ...all('Request', requestBodies, 'Request'),
    ...all('new Response', ownBodies, 'Response'),
    ...all(
      'Blob',
      {
        text: local(ofBlob, () => l10n.t('the text'), changedFile),
        arrayBuffer: local(ofBlob, () => l10n.t('the ArrayBuffer'), changedFile),
        bytes: local(ofBlob, () => l10n.t('the Uint8Array'), changedFile),
      },
      'Blob',
    ),
    ReadableStream: { page: `${mdn}ReadableStream`, next: chunk },
    // Of what a stream reads from, only a body tells.
    ...Object.fromEntries(
      ['Response', 'Request'].map((name): [string, Entry] => [
        `${name}.body`,
        {
          page: `${mdn}${name}/body`,
          next: { ...chunk, waitsFor: 'network', mechanism: 'socket' },
        },
      ]),
    ),
    ...all(
      'ReadableStream',
      {
        cancel: written(
          (call) => l10n.t('{0} to be cancelled', call.receiver),
          bySource,
          ofStream,
          locked,
        ),
        pipeTo: written(
          (call) => l10n.t('all of {0} to be piped', call.receiver),
          { error: null, when: () => l10n.t('The error of either stream.') },
          locked,
          {
            error: 'AbortError',
            when: () => l10n.t('If the signal among the options is aborted.'),
          },
        ),
      },
      'ReadableStream',
    ),
    ...all(
      'ReadableStreamDefaultReader',
      {
        read: { ...chunk, value: () => l10n.t('{ done, value }'), raises: [ofStream, released] },
        cancel: written((call) => l10n.t('{0} to be cancelled', call.receiver), bySource, released),
        closed: written((call) => l10n.t('{0} to be closed', owner(call)), ofStream, released),
      },
      'ReadableStreamDefaultReader',
    ),
    ...all(
      'WritableStreamDefaultWriter',
      {
        write: written(
          (call) => l10n.t('the chunk to be written to {0}', call.receiver),
          ofStream,
          closedWriter,
        ),
        close: written((call) => l10n.t('{0} to be closed', call.receiver), ofStream, closedWriter),
        abort: written((call) => l10n.t('{0} to be aborted', call.receiver), bySink, released),
        ready: written((call) => l10n.t('room in the queue of {0}', owner(call)), ofStream),
        closed: written((call) => l10n.t('{0} to be closed', owner(call)), ofStream),
      },
      'WritableStreamDefaultWriter',
    ),
    'ReadableStream.getReader': {
      page: `${mdn}ReadableStream/getReader`,
      returns: 'ReadableStreamDefaultReader',
    },
    'WritableStream.getWriter': {
      page: `${mdn}WritableStream/getWriter`,
      returns: 'WritableStreamDefaultWriter',
    },
    'ReadableStream.pipeThrough': {
      page: `${mdn}ReadableStream/pipeThrough`,
      returns: 'ReadableStream',
    },
    'ReadableStream.tee': {
      page: `${mdn}ReadableStream/tee`,
      returns: ['ReadableStream', 'ReadableStream'],
    },
    'ReadableStream.from': {
      page: `${mdn}ReadableStream/from_static`,
      returns: 'ReadableStream',
    },
    'Blob.stream': { page: `${mdn}Blob/stream`, returns: 'ReadableStream' },
    'Response.clone': { page: `${mdn}Response/clone`, returns: 'Response' },
    ...Object.fromEntries(
      [
        'digest',
        'encrypt',
        'decrypt',
        'sign',
        'verify',
        'generateKey',
        'deriveKey',
        'deriveBits',
        'importKey',
        'exportKey',
        'wrapKey',
        'unwrapKey',
      ].map((name) => [
        `crypto.subtle.${name}`,
        {
          page: `${mdn}SubtleCrypto/${name}`,
          await: {
            ...crypto(() => l10n.t('{0}() of the Web Crypto API', name), cryptoRaises[name] ?? []),
            ...(name === 'verify' && {
              mistakes: [
                () => l10n.t('A signature that is wrong gives false and rejects nothing.'),
              ],
            }),
          },
        },
      ]),
    ),
    createImageBitmap: {
      page: `${mdn}Window/createImageBitmap`,
      await: crypto(
        (call) => l10n.t('image {0} to be decoded', first(call)),
        [
          {
            error: 'InvalidStateError',
            when: () => l10n.t('If it is no image that can be decoded.'),
          },
        ],
      ),
    },
    'navigator.clipboard.readText': {
      page: `${mdn}Clipboard/readText`,
      await: prompt(
        () => l10n.t('the text of the clipboard'),
        () => l10n.t('the text'),
        denied,
      ),
    },
    'navigator.clipboard.writeText': {
      page: `${mdn}Clipboard/writeText`,
      await: prompt(
        () => l10n.t('the text to be put on the clipboard'),
        () => l10n.t('undefined'),
        denied,
      ),
    },
    'navigator.mediaDevices.getUserMedia': {
      page: `${mdn}MediaDevices/getUserMedia`,
      await: prompt(
        () => l10n.t('the user to allow camera or microphone'),
        () => l10n.t('the MediaStream'),
        [...denied, { error: 'NotFoundError', when: () => l10n.t('If there is no such device.') }],
      ),
    },
    'navigator.locks.request': {
      page: `${mdn}LockManager/request`,
      await: promised(
        'lock',
        'signal',
        (call) => l10n.t('lock {0}, and the work under it', unquoted(call.argument(0))),
        () => l10n.t('what the callback returns'),
        {
          raises: [
            { error: null, when: () => l10n.t('What the callback throws.') },
            {
              error: 'AbortError',
              when: () => l10n.t('If the signal among the options is aborted.'),
            },
          ],
        },
      ),
    },
    'caches.open': {
      page: `${mdn}CacheStorage/open`,
      await: {
        ...local(
          (call) => l10n.t('cache {0} to open', unquoted(call.argument(0))),
          () => l10n.t('the Cache'),
          [{ error: 'SecurityError', when: () => l10n.t('If the page may not store data.') }],
        ),
        gives: 'Cache',
      },
    },
    ...all(
      'Cache',
      {
        match: local(
          (call) => l10n.t('a match in cache {0}', call.receiver),
          () => l10n.t('the Response, or undefined'),
          [],
        ),
        put: local(
          (call) => l10n.t('the entry to be stored in {0}', call.receiver),
          () => l10n.t('undefined'),
          [
            {
              error: 'TypeError',
              when: () => l10n.t('If the request is no GET, or the status is 206.'),
            },
            { error: 'QuotaExceededError', when: () => l10n.t('If there is no room left.') },
          ],
        ),
        add: added,
        addAll: {
          ...added,
          thing: (call) => l10n.t('the responses for {0}, to be stored', first(call)),
        },
        delete: local(
          (call) => l10n.t('the entry to be deleted from {0}', call.receiver),
          () => l10n.t('whether there was one'),
          [],
        ),
        keys: local(
          (call) => l10n.t('the keys of {0}', call.receiver),
          () => l10n.t('the array of requests'),
          [],
        ),
      },
      'Cache',
    ),
    'scheduler.yield': {
      page: `${mdn}Scheduler/yield`,
      await: promised(
        'nothing',
        'turn',
        () => l10n.t('one turn of the event loop'),
        () => l10n.t('undefined'),
        {
          lens: () => l10n.t('lets the browser run one turn'),
          registers: () =>
            l10n.t('The call queues a task for what comes after it and gives a promise.'),
          watches: () =>
            l10n.t('The browser may first render, and run tasks that are more urgent.'),
          wokenBy: () =>
            l10n.t(
              'When that task runs, it resolves the promise and the rest is queued as a microtask.',
            ),
          raises: [
            {
              error: 'AbortError',
              when: () => l10n.t('If the signal of the postTask() that runs it is aborted.'),
            },
          ],
        },
      ),
    },
    import: {
      page: 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Operators/import',
      await: promised(
        'file',
        'pool',
        (call) => l10n.t('module {0} to load', unquoted(call.argument(0))),
        () => l10n.t('the module’s namespace'),
        {
          registers: (call) =>
            l10n.t(
              'import() starts to load module {0}, if it is not loaded, and gives a promise.',
              unquoted(call.argument(0)),
            ),
          watches: () =>
            l10n.t(
              'The host fetches, links and runs the module and all that it imports, their own top-level awaits included.',
            ),
          wokenBy: () =>
            l10n.t(
              'When the module has run, the promise is resolved and the rest is queued as a microtask.',
            ),
          raises: [
            { error: null, when: () => l10n.t('What the module, or one it imports, throws.') },
            {
              error: 'TypeError',
              when: () =>
                l10n.t('If it cannot be loaded; in Node an Error with code ERR_MODULE_NOT_FOUND.'),
            },
            { error: 'SyntaxError', when: () => l10n.t('If its source is not valid.') },
          ],
          mistakes: [
            () =>
              l10n.t('A module that has thrown is not run again: each import() rejects with that.'),
          ],
        },
      ),
    },
    ...Object.fromEntries(
      ['next', 'return', 'throw'].map((name) => [
        `AsyncIterator.${name}`,
        {
          page: `https://developer.mozilla.org/docs/Web/JavaScript/Reference/Global_Objects/AsyncGenerator/${name}`,
          await: promised(
            'iterator',
            'signal',
            (call) =>
              name === 'return'
                ? l10n.t('{0} to be closed', call.receiver)
                : l10n.t('the next value of {0}', call.receiver),
            () => l10n.t('{ value, done }'),
            {
              registers: (call) =>
                l10n.t('The call asks {0} for its next step and gives a promise.', call.receiver),
              watches: () => l10n.t('What the event loop watches for depends on the iterator.'),
              raises: byGenerator,
            },
          ),
        },
      ]),
    ),
    AsyncIterator: {
      page: 'https://developer.mozilla.org/docs/Web/JavaScript/Reference/Iteration_protocols#the_async_iterator_and_async_iterable_protocols',
      next: promised(
        'iterator',
        'signal',
        (call) => l10n.t('the next value of {0}', call.receiver),
        () => l10n.t('the next value'),
        {
          registers: (call) =>
            l10n.t('Each step calls next() of {0}, which gives a promise.', call.receiver),
          watches: () =>
            l10n.t(
              'What the event loop watches for depends on the iterator, whose type does not say.',
            ),
          raises: byGenerator,
        },
      ),
    },
  },
  classes: [
    'Response',
    'Request',
    'Blob',
    'ReadableStream',
    'ReadableStreamDefaultReader',
    'WritableStream',
    'WritableStreamDefaultWriter',
    'TransformStream',
    'Cache',
    'AsyncIterator',
    'ReadableStreamDefaultReader.closed',
    'WritableStreamDefaultWriter.closed',
    'WritableStreamDefaultWriter.ready',
    'Headers',
    'URL',
    'AbortController',
    'TextDecoder',
    'TextEncoder',
  ],
  bases: {
    'new Response': 'Response',
    File: 'Blob',
    'Response.body': 'ReadableStream',
    'Request.body': 'ReadableStream',
  },
  attributes: {
    'Response.body': 'Response.body',
    'WritableStreamDefaultWriter.ready': 'WritableStreamDefaultWriter.ready',
    'WritableStreamDefaultWriter.closed': 'WritableStreamDefaultWriter.closed',
    'ReadableStreamDefaultReader.closed': 'ReadableStreamDefaultReader.closed',
    'Request.body': 'Request.body',
    'TransformStream.readable': 'ReadableStream',
    'TransformStream.writable': 'WritableStream',
  },
  aliases: {
    ...Object.fromEntries(
      ['ReadableStream', 'WritableStream', 'TransformStream'].map((name) => [
        `stream/web.${name}`,
        name,
      ]),
    ),
    'buffer.Blob': 'Blob',
    'buffer.File': 'File',
    'url.URL': 'URL',
    'undici.fetch': 'fetch',
    'undici.Response': 'Response',
    'node-fetch': 'fetch',
    'cross-fetch': 'fetch',
    'crypto.webcrypto.subtle': 'crypto.subtle',
  },
};
