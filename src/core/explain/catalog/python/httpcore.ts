import * as l10n from '@vscode/l10n';
import type { Entry, Library, KnownWait, Raise } from '../schema';
import {
  arrival,
  atEnd,
  closingDown,
  entersItself,
  methods,
  none,
  plainArgument,
  roundTrip,
} from '../waits';

/** Facts from httpcore's _async/connection_pool.py and _models.py: what httpx sends its requests with. */

const page = (anchor: string) => `https://www.encode.io/httpcore/${anchor}`;

const failures: readonly Raise[] = [
  {
    error: 'httpcore.TimeoutException',
    when: () => l10n.t('If connecting, reading, writing or waiting for the pool takes too long.'),
  },
  {
    error: 'httpcore.NetworkError',
    when: () => l10n.t('If the connection cannot be made, or breaks.'),
  },
];

const response = (thing: KnownWait['thing']): KnownWait =>
  roundTrip(thing, () => l10n.t('the Response'), {
    gives: 'httpcore.Response',
    raises: failures,
    notes: [
      () =>
        l10n.t('It first waits for a free connection of the pool, or for a new one to be made.'),
    ],
  });

const handles = response((call) =>
  l10n.t('the head of the response to {0}', plainArgument(call, 0)),
);
const opens = response((call) =>
  l10n.t('the head of the response from {0}', plainArgument(call, 1, 'url')),
);
const asks: KnownWait = {
  ...response((call) => l10n.t('the HTTP response from {0}', plainArgument(call, 1, 'url'))),
  value: () => l10n.t('the Response, its whole body read,'),
};

const closes = roundTrip(
  (call) => l10n.t('the connections of {0} to be closed', call.receiver),
  none,
  {
    ...closingDown,
    suspends: 'maybe',
    because: () => l10n.t('If it has no open connection, there is nothing to wait for.'),
    raises: [],
  },
);

const closesResponse: KnownWait = {
  ...closes,
  thing: () => l10n.t('the response to be closed'),
  because: () => l10n.t('If its connection can be given back at once, it does not suspend.'),
};

const reads = arrival(
  () => l10n.t('the rest of the response body'),
  () => l10n.t('the whole body'),
  {
    because: () => l10n.t('If the body has been read already, it does not suspend.'),
    raises: failures,
  },
);

const pool: Entry = {
  page: page('connection-pools/'),
  enter: entersItself,
  exit: atEnd(closes, (call) => l10n.t('at the end: closes {0}', call.receiver)),
};

export const httpcore: Library = {
  title: 'httpcore',
  packages: { pip: ['httpcore==1.0.9'] },
  entries: {
    'httpcore.AsyncConnectionPool': pool,
    'httpcore.AsyncConnectionPool.handle_async_request': {
      page: page('connection-pools/'),
      await: handles,
    },
    'httpcore.AsyncConnectionPool.request': { page: page('async/'), await: asks },
    'httpcore.AsyncConnectionPool.stream': {
      page: page('async/'),
      enter: opens,
      exit: atEnd(closesResponse, () => l10n.t('at the end: gives the connection back')),
    },
    'httpcore.AsyncConnectionPool.aclose': { page: page('connection-pools/'), await: closes },
    ...methods('httpcore.Response', ['aread', 'aclose'], (name) => ({
      page: page('requests-responses-urls/'),
      await: name === 'aread' ? reads : closesResponse,
    })),
  },
  classes: ['httpcore.AsyncConnectionPool', 'httpcore.Response'],
  attributes: { 'httpcore.Response.stream': 'collections.abc.AsyncGenerator' },
  bases: {
    'httpcore.AsyncHTTPProxy': 'httpcore.AsyncConnectionPool',
    'httpcore.AsyncSOCKSProxy': 'httpcore.AsyncConnectionPool',
  },
};
