import * as l10n from '@vscode/l10n';
import type { Entry, Library, Raise, Text, KnownWait } from '../schema';
import { answer, closing, methods, plainArgument, undefinedValue } from '../waits';
import { response } from './http';

/** Facts from undici's docs/docs/api and lib/dispatcher/client.js. */

const undiciPage = 'https://undici.nodejs.org/#/docs/api/Dispatcher';

const undiciRaises: readonly Raise[] = [
  {
    error: 'undici.errors.HeadersTimeoutError',
    when: () => l10n.t('If no headers arrive for 300 s, unless headersTimeout says otherwise.'),
  },
  {
    error: 'undici.errors.SocketError',
    when: () => l10n.t('If the connection breaks before the response has come.'),
  },
];

const brokenBody: Raise = {
  error: 'undici.errors.BodyTimeoutError',
  when: () =>
    l10n.t('If no part of the body arrives for 300 s, unless bodyTimeout says otherwise.'),
};

const undiciResponse = response(
  0,
  () => l10n.t('the status, the headers and the body still to be read'),
  undiciRaises,
  {
    mistakes: [
      () => l10n.t('A status such as 404 rejects nothing.'),
      () =>
        l10n.t(
          'The body must be read or dumped, or the connection stays busy until it is collected.',
        ),
    ],
  },
);

const dispatcherRequest: Entry = {
  page: undiciPage,
  await: {
    ...undiciResponse,
    gives: 'undici.ResponseData',
    thing: (call) => l10n.t('the HTTP response to {0}.request()', call.receiver),
  },
};

const bodies: Readonly<Record<string, Text>> = {
  text: () => l10n.t('the decoded body, a string,'),
  json: () => l10n.t('the body, parsed from JSON,'),
  blob: () => l10n.t('the body as a Blob'),
  arrayBuffer: () => l10n.t('the body as an ArrayBuffer'),
  bytes: () => l10n.t('the body as a Uint8Array'),
  dump: undefinedValue,
};

const ends = (name: string): KnownWait =>
  closing(
    (call) =>
      name === 'close'
        ? l10n.t('the requests of {0} to end', call.receiver)
        : l10n.t('the sockets of {0} to be destroyed', call.receiver),
    {
      raises:
        name === 'close'
          ? [
              {
                error: 'undici.errors.ClientDestroyedError',
                when: () => l10n.t('If it is destroyed already.'),
              },
            ]
          : [],
    },
  );

export const undici: Library = {
  title: 'undici',
  packages: { npm: ['undici@7.30.2'] },
  entries: {
    'undici.request': {
      page: undiciPage,
      await: { ...undiciResponse, gives: 'undici.ResponseData' },
    },
    'undici.stream': {
      page: undiciPage,
      await: {
        ...undiciResponse,
        thing: (call) => l10n.t('{0} to be streamed to its end', plainArgument(call, 0)),
        value: () => l10n.t('the object with the trailers'),
        raises: [...undiciRaises, brokenBody],
        mistakes: [],
      },
    },
    'undici.Dispatcher.request': dispatcherRequest,
    ...methods('undici.Dispatcher', ['close', 'destroy'], (name) => ({
      page: undiciPage,
      await: ends(name),
    })),
    ...methods('undici.BodyReadable', Object.keys(bodies), (name) => ({
      page: undiciPage,
      await: answer(() => l10n.t('the response body'), bodies[name] ?? undefinedValue, {
        raises: [brokenBody],
        mistakes: [() => l10n.t('A body can be read once only.')],
      }),
    })),
  },
  classes: ['undici.Dispatcher', 'undici.ResponseData'],
  bases: {
    'undici.BodyReadable': 'stream.Readable',
    'undici.Agent': 'undici.Dispatcher',
    'undici.Client': 'undici.Dispatcher',
    'undici.Pool': 'undici.Dispatcher',
    'undici.ProxyAgent': 'undici.Dispatcher',
    'undici.Response': 'Response',
    'undici.Request': 'Request',
  },
  attributes: { 'undici.ResponseData.body': 'undici.BodyReadable' },
  aliases: { 'undici.fetch': 'fetch' },
};
