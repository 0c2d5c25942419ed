import * as l10n from '@vscode/l10n';
import type { Suspends } from '../../types';
import type { CallWords, Library, Raise, KnownWait } from '../schema';
import { arrival, atEnd, entersItself, methods, none, plainArgument, roundTrip } from '../waits';

/** Facts from httpx's _client.py and _models.py, and its guides to timeouts and transports. */

const client = (anchor: string) => `https://www.python-httpx.org/api/#${anchor}`;
const guide = 'https://www.python-httpx.org/async/';

const failures: readonly Raise[] = [
  {
    error: 'httpx.TimeoutException',
    when: () =>
      l10n.t(
        'After silence for 5 s (unless set): in connecting, reading, writing or waiting for the pool.',
      ),
  },
  { error: 'httpx.ConnectError', when: () => l10n.t('If the connection cannot be made.') },
];
const status = () =>
  l10n.t('A status such as 404 raises nothing here; response.raise_for_status() does.');
const redirects = () => l10n.t('Redirects are not followed unless follow_redirects is set.');

/** A transport of one's own (ASGITransport, MockTransport) may answer without any network. */
function hasOwnTransport({ maker }: CallWords): boolean {
  return maker !== null && ['transport', 'app'].some((name) => maker.argument(null, name) !== null);
}

const suspends = (call: CallWords): Suspends => (hasOwnTransport(call) ? 'maybe' : 'always');

/** The answer to a request, its body read too: only `stream` leaves the body for later. */
function response(position: number): KnownWait {
  return roundTrip(
    (call) => l10n.t('the HTTP response from {0}', plainArgument(call, position, 'url')),
    () => l10n.t('the Response, its whole body read,'),
    {
      suspends,
      because: (call) =>
        hasOwnTransport(call)
          ? l10n.t('The client has a transport of its own, which may answer without suspending.')
          : l10n.t('A response comes over the network.'),
      registers: () =>
        l10n.t(
          'The request takes a connection of the pool, opens one, or waits for one at the pool’s limit.',
        ),
      watches: () =>
        l10n.t(
          'The loop watches the connection’s socket for the headers and then for every chunk of the body.',
        ),
      wokenBy: () =>
        l10n.t(
          'Each chunk that arrives wakes the task inside httpx; when the body is complete, your code goes on.',
        ),
      gives: 'httpx.Response',
      raises: failures,
      mistakes: [status, redirects],
      notes: [() => l10n.t('response.json() and response.text need no await: the body is there.')],
    },
  );
}

const headers: KnownWait = {
  ...response(1),
  value: () => l10n.t('the Response (headers only)'),
  watches: () =>
    l10n.t(
      'The loop watches the connection’s socket for the headers; the body may still be on its way.',
    ),
  wokenBy: () => l10n.t('When the headers are complete, the task goes on.'),
  notes: [],
};

const closesResponse = arrival((call) => l10n.t('{0} to be closed', call.receiver), none, {
  because: () =>
    l10n.t(
      'If the body was read to its end, the connection is back in the pool already; else it is closed, which may take a turn.',
    ),
  raises: [],
});

const closesClient = arrival(
  (call) => l10n.t('the connections of {0} to be closed', call.receiver),
  none,
  { because: () => l10n.t('If no connection is open, it does not suspend.'), raises: [] },
);

const brokenBody: Raise = {
  error: 'httpx.ReadError',
  when: () => l10n.t('If the connection breaks before the body is complete.'),
};

const body = arrival(
  () => l10n.t('the rest of the response body'),
  () => l10n.t('the body as bytes'),
  {
    because: () => l10n.t('If the body was read before, it is given again without suspending.'),
    raises: [brokenBody],
  },
);

const chunk = arrival(
  () => l10n.t('the next part of the response body'),
  () => l10n.t('the next part'),
  {
    because: () =>
      l10n.t('What has arrived already, or was read before, is given without suspending.'),
    raises: [brokenBody],
  },
);

export const httpx: Library = {
  title: 'HTTPX',
  packages: { pip: ['httpx==0.28.1'] },
  entries: {
    'httpx.AsyncClient': {
      page: guide,
      enter: entersItself,
      exit: atEnd(closesClient, (call) =>
        l10n.t('at the end: closes the connections of {0}', call.receiver),
      ),
    },
    ...methods(
      'httpx.AsyncClient',
      ['get', 'options', 'head', 'post', 'put', 'patch', 'delete'],
      () => ({ page: guide, await: response(0) }),
    ),
    'httpx.AsyncClient.request': { page: client('asyncclient'), await: response(1) },
    'httpx.AsyncClient.send': {
      page: client('asyncclient'),
      await: {
        ...response(0),
        thing: (call) => l10n.t('the HTTP response to {0}', plainArgument(call, 0, 'request')),
        registers: (call) =>
          l10n.t(
            '{0} goes out over a connection of the client’s pool, or a new one; if the pool is at its limit, it first waits for a free one.',
            plainArgument(call, 0, 'request'),
          ),
        notes: [
          () => l10n.t('With stream=True only the headers are waited for, and you must aclose().'),
        ],
      },
    },
    'httpx.AsyncClient.stream': {
      page: guide,
      enter: headers,
      exit: atEnd(closesResponse, () => l10n.t('at the end: closes the response')),
    },
    'httpx.AsyncClient.aclose': { page: guide, await: closesClient },
    'httpx.Response.aread': { page: guide, await: body },
    'httpx.Request.aread': {
      page: 'https://www.python-httpx.org/api/#request',
      await: {
        waitsFor: 'coroutine',
        mechanism: 'task',
        thing: () => l10n.t('the body of the request'),
        suspends: 'maybe',
        because: () => l10n.t('Only a body that is an async iterator can make it wait.'),
        value: () => l10n.t('the body as bytes'),
        raises: [{ error: null, when: () => l10n.t('What the iterator of the body raises.') }],
      },
    },
    'httpx.Response.aclose': { page: guide, await: closesResponse },
    ...methods('httpx.Response', ['aiter_bytes', 'aiter_text', 'aiter_lines', 'aiter_raw'], () => ({
      page: guide,
      next: chunk,
    })),
  },
  classes: ['httpx.AsyncClient', 'httpx.Response'],
};
