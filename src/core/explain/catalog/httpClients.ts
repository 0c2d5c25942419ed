import * as l10n from '@vscode/l10n';
import type { Entry, Library, Text, Wait } from './schema';
import { answer, methods, plainArgument, undefinedValue } from './waits';

/** Facts from the documentation of axios 1, undici 6 and 7, and got 14. */

const verbs = ['get', 'delete', 'head', 'options', 'post', 'put', 'patch'];

const axiosPage = (name: string) => `https://axios-http.com/docs/${name}`;

const axiosNotes: readonly Text[] = [
  () =>
    l10n.t(
      'A status outside 2xx rejects with an AxiosError (validateStatus changes that), and so does a failed connection.',
    ),
  () => l10n.t('There is no time limit unless timeout is set; its signal cancels the request.'),
];

function response(position: number, value: Text, notes: readonly Text[]): Wait {
  return answer(
    (call) => l10n.t('the HTTP response from {0}', plainArgument(call, position)),
    value,
    { notes },
  );
}

const axiosResponse = (position = 0) =>
  response(position, () => l10n.t('the response, its body read and parsed in data,'), axiosNotes);

const axiosMethods = (owner: string) => ({
  ...methods(owner, [...verbs, 'postForm', 'putForm', 'patchForm'], () => ({
    page: axiosPage('instance'),
    await: axiosResponse(),
  })),
  [`${owner}.request`]: {
    page: axiosPage('instance'),
    await: {
      ...axiosResponse(),
      thing: (call: Parameters<Text>[0]) =>
        l10n.t('the HTTP response to request {0}', call.argument(0) ?? '?'),
    },
  },
});

export const axios: Library = {
  title: 'axios',
  entries: {
    axios: { page: axiosPage('api_intro'), await: axiosResponse() },
    ...axiosMethods('axios'),
    'axios.create': { page: axiosPage('instance'), returns: 'axios.Axios' },
    ...axiosMethods('axios.Axios'),
  },
  classes: ['axios.Axios'],
  bases: { 'axios.AxiosInstance': 'axios.Axios', 'axios.AxiosStatic': 'axios.Axios' },
  aliases: { 'axios.axios': 'axios', 'axios.default': 'axios' },
};

const undiciPage = 'https://undici.nodejs.org/#/docs/api/Dispatcher';

const undiciResponse = response(
  0,
  () => l10n.t('the status, the headers and the body still to be read'),
  [
    () => l10n.t('A status such as 404 rejects nothing.'),
    () =>
      l10n.t(
        'The body must be read or dumped, or the connection stays busy until it is collected.',
      ),
  ],
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

const closing = (name: string): Wait =>
  answer(
    (call) =>
      name === 'close'
        ? l10n.t('the requests of {0} to end', call.receiver)
        : l10n.t('the sockets of {0} to be destroyed', call.receiver),
    undefinedValue,
  );

export const undici: Library = {
  title: 'undici',
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
        value: () => l10n.t('the trailers'),
        notes: [],
      },
    },
    'undici.Dispatcher.request': dispatcherRequest,
    ...methods('undici.Dispatcher', ['close', 'destroy'], (name) => ({
      page: undiciPage,
      await: closing(name),
    })),
    ...methods('undici.BodyReadable', Object.keys(bodies), (name) => ({
      page: undiciPage,
      await: answer(() => l10n.t('the response body'), bodies[name] ?? undefinedValue, {
        notes: [() => l10n.t('A body can be read once only.')],
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

const gotPage = 'https://github.com/sindresorhus/got/blob/main/documentation/1-promise.md';

const gotResponse: Wait = answer(
  (call) => l10n.t('the HTTP response from {0}', plainArgument(call, 0)),
  () => l10n.t('the response with its body'),
  {
    notes: [
      () =>
        l10n.t(
          'A status outside 2xx rejects with an HTTPError, a failed connection with a RequestError.',
        ),
      () =>
        l10n.t(
          'GET and its like are retried twice, with growing pauses, before it rejects; there is no time limit unless timeout is set.',
        ),
    ],
  },
);

const gotBody = (value: Text): Wait => ({
  ...gotResponse,
  thing: () => l10n.t('the whole HTTP response, to hand out its body'),
  value,
});

export const got: Library = {
  title: 'Got',
  entries: {
    got: { page: gotPage, returns: 'got.CancelableRequest' },
    ...methods(
      'got',
      verbs.filter((name) => name !== 'options'),
      () => ({
        page: gotPage,
        returns: 'got.CancelableRequest',
      }),
    ),
    'got.CancelableRequest': { page: gotPage, await: gotResponse },
    'got.CancelableRequest.json': {
      page: gotPage,
      await: gotBody(() => l10n.t('the body, parsed from JSON,')),
    },
    'got.CancelableRequest.text': {
      page: gotPage,
      await: gotBody(() => l10n.t('the body, a string,')),
    },
    'got.CancelableRequest.buffer': {
      page: gotPage,
      await: gotBody(() => l10n.t('the body, a Buffer,')),
    },
  },
  classes: ['got.CancelableRequest'],
  aliases: { 'got.got': 'got' },
};
