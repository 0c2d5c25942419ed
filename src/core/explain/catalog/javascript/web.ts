import * as l10n from '@vscode/l10n';
import type { CallWords, Entry, Library, Raise, Text, TypeName, Wait } from '../schema';
import { promised } from '../waits';

/** Facts from the Fetch, Streams, DOM, HTML and Web Cryptography standards. */

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

const fetchWait = promised(
  'network',
  'socket',
  (call) => l10n.t('the HTTP response from {0}', unquoted(call.argument(0))),
  () => l10n.t('the Response, with its headers but not yet its body,'),
  {
    gives: 'Response',
    registers: (call) =>
      l10n.t(
        'fetch starts the request for {0} at once and gives a promise for the response’s headers.',
        unquoted(call.argument(0)),
      ),
    watches: () =>
      l10n.t(
        'The network is watched for the status line and the headers: in Node by the event loop’s poll phase, in a browser outside your thread. The body may still be on its way.',
      ),
    wokenBy: () =>
      l10n.t(
        'When the headers have arrived, the promise is resolved and what follows the await is queued as a microtask.',
      ),
    raises: [
      {
        error: 'TypeError',
        when: () => l10n.t('If there is no connection, it breaks, or the request is not valid.'),
      },
      ...stopped,
    ],
    mistakes: [
      () => l10n.t('A status such as 404 rejects nothing: look at response.ok.'),
      () => l10n.t('It has no time limit of its own: AbortSignal.timeout() gives it one.'),
    ],
  },
);

function body(value: Text, raises: readonly Raise[] = [], gives?: TypeName): Wait {
  return promised('network', 'socket', () => l10n.t('the response body'), value, {
    registers: (call) =>
      l10n.t('{0} begins to read its body and gives a promise for the whole of it.', call.receiver),
    watches: () =>
      l10n.t(
        'The network is watched for the rest of the body; its chunks are collected as they come in, and no code of yours runs for them.',
      ),
    wokenBy: () =>
      l10n.t(
        'When the last chunk is in and decoded, the promise is resolved and what follows the await is queued as a microtask.',
      ),
    because: () =>
      l10n.t(
        'Even if the whole body has arrived already, the promise is settled later than the call, so await suspends.',
      ),
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

const bodies: Readonly<Record<string, Wait>> = {
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

const local = (thing: Text, value: Text) => promised('file', 'pool', thing, value);
const ofBlob: Text = (call) => l10n.t('the contents of {0}', call.receiver);

const chunk = promised(
  'network',
  'socket',
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
        'When a chunk is queued in the stream, the promise is resolved and what follows the await is queued as a microtask.',
      ),
  },
);

const written = (thing: Text): Wait =>
  promised('network', 'socket', thing, () => l10n.t('undefined'));

const crypto = (thing: Text): Wait => promised('thread', 'pool', thing, () => l10n.t('its result'));

const prompt = (thing: Text, value: Text): Wait =>
  promised('event', 'signal', thing, value, {
    watches: () =>
      l10n.t('The browser asks the user; the event loop runs other code until there is an answer.'),
    wokenBy: () =>
      l10n.t(
        'The user’s answer settles the promise; what follows the await is queued as a microtask.',
      ),
  });

function all(
  owner: string,
  waitsByName: Readonly<Record<string, Wait>>,
  page: string,
): Record<string, Entry> {
  return Object.fromEntries(
    Object.entries(waitsByName).map(([name, wait]) => [
      `${owner}.${name}`,
      { page: `${mdn}${page}/${name}`, await: wait },
    ]),
  );
}

const first = (call: CallWords) => call.argument(0) ?? '?';

export const web: Library = {
  title: 'MDN: Web APIs',
  entries: {
    fetch: { page: `${mdn}Window/fetch`, await: fetchWait },
    ...all('Response', bodies, 'Response'),
    ...all('Request', bodies, 'Request'),
    ...all(
      'Blob',
      {
        text: local(ofBlob, () => l10n.t('the text')),
        arrayBuffer: local(ofBlob, () => l10n.t('the ArrayBuffer')),
        bytes: local(ofBlob, () => l10n.t('the Uint8Array')),
      },
      'Blob',
    ),
    ReadableStream: { page: `${mdn}ReadableStream`, next: chunk },
    ...all(
      'ReadableStream',
      {
        cancel: written((call) => l10n.t('{0} to be cancelled', call.receiver)),
        pipeTo: written((call) => l10n.t('all of {0} to be piped', call.receiver)),
      },
      'ReadableStream',
    ),
    ...all(
      'ReadableStreamDefaultReader',
      {
        read: { ...chunk, value: () => l10n.t('{ done, value }') },
        cancel: written((call) => l10n.t('{0} to be cancelled', call.receiver)),
      },
      'ReadableStreamDefaultReader',
    ),
    ...all(
      'WritableStreamDefaultWriter',
      {
        write: written((call) => l10n.t('the chunk to be written to {0}', call.receiver)),
        close: written((call) => l10n.t('{0} to be closed', call.receiver)),
        abort: written((call) => l10n.t('{0} to be aborted', call.receiver)),
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
          await: crypto(() => l10n.t('{0} of the Web Crypto API', name)),
        },
      ]),
    ),
    createImageBitmap: {
      page: `${mdn}Window/createImageBitmap`,
      await: crypto((call) => l10n.t('image {0} to be decoded', first(call))),
    },
    'navigator.clipboard.readText': {
      page: `${mdn}Clipboard/readText`,
      await: prompt(
        () => l10n.t('the text of the clipboard'),
        () => l10n.t('the text'),
      ),
    },
    'navigator.clipboard.writeText': {
      page: `${mdn}Clipboard/writeText`,
      await: prompt(
        () => l10n.t('the text to be put on the clipboard'),
        () => l10n.t('undefined'),
      ),
    },
    'navigator.mediaDevices.getUserMedia': {
      page: `${mdn}MediaDevices/getUserMedia`,
      await: prompt(
        () => l10n.t('the user to allow camera or microphone'),
        () => l10n.t('the MediaStream'),
      ),
    },
    'navigator.serviceWorker.register': {
      page: `${mdn}ServiceWorkerContainer/register`,
      await: {
        ...fetchWait,
        thing: (call) => l10n.t('service worker {0} to be registered', unquoted(call.argument(0))),
        value: () => l10n.t('the registration'),
        gives: 'unknown',
        notes: [],
      },
    },
    'navigator.locks.request': {
      page: `${mdn}LockManager/request`,
      await: promised(
        'lock',
        'signal',
        (call) => l10n.t('lock {0}, and the work under it', unquoted(call.argument(0))),
        () => l10n.t('what the callback returns'),
      ),
    },
    'caches.open': {
      page: `${mdn}CacheStorage/open`,
      await: {
        ...local(
          (call) => l10n.t('cache {0} to open', unquoted(call.argument(0))),
          () => l10n.t('the Cache'),
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
        ),
        put: local(
          (call) => l10n.t('the entry to be stored in {0}', call.receiver),
          () => l10n.t('undefined'),
        ),
        add: { ...fetchWait, gives: 'unknown', value: () => l10n.t('undefined') },
        delete: local(
          (call) => l10n.t('the entry to be deleted from {0}', call.receiver),
          () => l10n.t('whether there was one'),
        ),
        keys: local(
          (call) => l10n.t('the keys of {0}', call.receiver),
          () => l10n.t('the requests'),
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
              'When the module has run, the promise is resolved and what follows the await is queued as a microtask.',
            ),
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
            (call) => l10n.t('the next value of {0}', call.receiver),
            () => l10n.t('{ value, done }'),
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
    'Headers',
    'URL',
    'AbortController',
    'TextDecoder',
    'TextEncoder',
  ],
  bases: { File: 'Blob' },
  attributes: {
    'Response.body': 'ReadableStream',
    'Request.body': 'ReadableStream',
    'TransformStream.readable': 'ReadableStream',
    'TransformStream.writable': 'WritableStream',
  },
  aliases: {
    'undici.fetch': 'fetch',
    'undici.Response': 'Response',
    'node-fetch': 'fetch',
    'cross-fetch': 'fetch',
    'crypto.webcrypto.subtle': 'crypto.subtle',
  },
};
