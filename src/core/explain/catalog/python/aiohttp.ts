import * as l10n from '@vscode/l10n';
import type { Entry, Library, Raise, Text, KnownWait } from '../schema';
import { atEnd, departure, immediate, plainArgument } from '../waits';
import { multipartEntries } from './aiohttp/multipart';
import { servingEntries } from './aiohttp/serving';
import { notJson, ofStream, receive, web } from './aiohttp/shared';

/** Facts from aiohttp 3's client.py, client_reqrep.py, client_ws.py, multipart.py, streams.py, http_writer.py, web_protocol.py, web_request.py, web_response.py, web_runner.py and web_ws.py. */

const client = (anchor: string) =>
  `https://docs.aiohttp.org/en/stable/client_reference.html#aiohttp.${anchor}`;
const streams = (anchor: string) =>
  `https://docs.aiohttp.org/en/stable/streams.html#aiohttp.${anchor}`;

const unreachable: Raise = {
  error: 'aiohttp.ClientConnectionError',
  when: () => l10n.t('If the connection cannot be made, or breaks.'),
};
const tooLong: Raise = {
  error: 'TimeoutError',
  when: () => l10n.t('After 5 minutes in all, unless the session or the call says otherwise.'),
};

function request(position: number): Pick<Entry, 'await' | 'enter' | 'exit'> {
  const response: KnownWait = {
    waitsFor: 'network',
    mechanism: 'socket',
    thing: (call) => l10n.t('the HTTP response from {0}', plainArgument(call, position, 'url')),
    suspends: 'always',
    because: () => l10n.t('A response comes over the network.'),
    registers: () =>
      l10n.t(
        'The request goes out over a connection of the pool; a future is made for the headers.',
      ),
    watches: () =>
      l10n.t(
        'The loop watches the socket with its selector for status and headers; the body may come later.',
      ),
    wokenBy: () =>
      l10n.t(
        'When the last header is in, the parser completes the future, and the task goes in the ready queue.',
      ),
    value: () => l10n.t('the ClientResponse'),
    gives: 'aiohttp.ClientResponse',
    raises: [
      unreachable,
      tooLong,
      {
        error: 'aiohttp.ClientResponseError',
        when: () =>
          l10n.t(
            'If the answer is no HTTP, or raise_for_status is set and the status is 400 or more.',
          ),
      },
    ],
    mistakes: [
      () => l10n.t('A status such as 404 raises nothing, unless raise_for_status is set.'),
    ],
  };
  const exit: KnownWait = {
    waitsFor: 'network',
    mechanism: 'socket',
    thing: () => l10n.t('the request to be sent'),
    suspends: 'maybe',
    because: () =>
      l10n.t('Leaving releases the connection; it waits only if the request is still being sent.'),
    raises: [],
  };
  return { await: response, enter: response, exit };
}

/** `aiohttp.request` makes a session for the one request, so it can only be entered. */
function entering({ enter, exit }: ReturnType<typeof request>): Pick<Entry, 'enter' | 'exit'> {
  return { ...(enter && { enter }), ...(exit && { exit }) };
}

const broken: Raise = {
  error: 'aiohttp.ClientPayloadError',
  when: () => l10n.t('If the connection breaks before the body is complete.'),
};

const body: KnownWait = {
  waitsFor: 'network',
  mechanism: 'socket',
  thing: () => l10n.t('the response body'),
  suspends: 'maybe',
  because: () =>
    l10n.t(
      'If the whole body has arrived with the headers, or was read before, it does not suspend.',
    ),
  registers: (call) =>
    l10n.t(
      'Unless {0} has the whole body in its buffer already, a future is made for the next chunk.',
      call.receiver,
    ),
  watches: () =>
    l10n.t(
      'The loop watches the socket with its selector; each chunk that arrives goes in the buffer.',
    ),
  wokenBy: () =>
    l10n.t(
      'When the last chunk is in, the future is completed and the waiting task goes in the ready queue.',
    ),
  value: () => l10n.t('the body'),
  raises: [broken],
};

/** A wait until what is written may leave. */
const send = (thing: Text, raises: readonly Raise[]): KnownWait =>
  departure(thing, {
    raises,
    because: () => l10n.t('If the write buffer is below its limit, it does not suspend.'),
  });

const closing: KnownWait = {
  waitsFor: 'network',
  mechanism: 'socket',
  thing: (call) => l10n.t('the connections of {0} to be closed', call.receiver),
  lens: (call) => l10n.t('at the end: closes the connections of {0}', call.receiver),
  suspends: 'maybe',
  because: () =>
    l10n.t(
      'Entering does not suspend; leaving closes the session’s connections, and waits only if closing them takes time.',
    ),
  registers: () =>
    l10n.t('Entering the session registers nothing: connections are opened by its requests.'),
  watches: () =>
    l10n.t(
      'While the block runs, nothing is watched for it; at the end, the loop watches the sockets until they are closed.',
    ),
  wokenBy: () =>
    l10n.t('When the last of the connections is closed, the waiting task goes in the ready queue.'),
  summary: (call) =>
    l10n.t('Runs the block, and at its end closes the connections of {0}.', call.receiver),
  value: () => l10n.t('None'),
  raises: [],
};

const entered: KnownWait = {
  waitsFor: 'nothing',
  mechanism: 'none',
  thing: () => l10n.t('nothing'),
  suspends: 'never',
  because: () => l10n.t('Entering a session only gives the session itself.'),
  value: () => l10n.t('the session'),
  gives: 'self',
  raises: [],
};

/** The writer of either side; `ClientConnectionResetError` is one since 3.11. */
const goneWhileSending: Raise = {
  error: 'ConnectionResetError',
  when: () => l10n.t('If the other side has gone.'),
};
const notPrepared: Raise = {
  error: 'RuntimeError',
  when: () => l10n.t('If prepare() has not been awaited before.'),
};
const twoReceivers: Raise = {
  error: 'RuntimeError',
  when: () => l10n.t('If another task is receiving from it.'),
};
/** Messages of a WebSocket, by the method that takes one. */
function message(method: string, own: readonly Raise[]): KnownWait {
  const typed = method.startsWith('receive_');
  const wait = receive(
    (call) => l10n.t('the next message of {0}', call.receiver),
    () => l10n.t('the message'),
    [
      ...(typed
        ? [
            {
              error: 'TypeError',
              when: () => l10n.t('If it is a message of another type: that of a close is one.'),
            },
          ]
        : []),
      ...(method === 'receive_json' ? [notJson] : []),
      {
        error: 'TimeoutError',
        when: () => l10n.t('If a timeout for receiving is set, and passes.'),
      },
      twoReceivers,
      ...own,
    ],
  );
  if (typed) return wait;
  return {
    ...wait,
    notes: [
      method === 'receive'
        ? () => l10n.t('A closed connection is a message too (CLOSED or ERROR), not an exception.')
        : () => l10n.t('The loop ends when the connection is closed.'),
    ],
  };
}

const methods = Object.fromEntries(
  ['get', 'post', 'put', 'delete', 'head', 'options', 'patch'].map((name): [string, Entry] => [
    `aiohttp.ClientSession.${name}`,
    { page: client(`ClientSession.${name}`), ...request(0) },
  ]),
);

const socket = (
  name: string,
  page: (anchor: string) => string,
  own: readonly Raise[],
): Readonly<Record<string, Entry>> => {
  const owner = `aiohttp.${name}`;
  const anchor = name.replace('web.', '');
  return {
    [owner]: { page: page(anchor), next: message('next', own) },
    ...Object.fromEntries(
      ['receive', 'receive_str', 'receive_bytes', 'receive_json'].map((method) => [
        `${owner}.${method}`,
        { page: page(`${anchor}.${method}`), await: message(method, own) },
      ]),
    ),
    ...Object.fromEntries(
      ['send_str', 'send_bytes', 'send_json', 'ping', 'pong'].map((method) => [
        `${owner}.${method}`,
        {
          page: page(`${anchor}.${method}`),
          await: send(
            (call) => l10n.t('room to send on {0}', call.receiver),
            [goneWhileSending, ...own],
          ),
        },
      ]),
    ),
    [`${owner}.close`]: {
      page: page(`${anchor}.close`),
      await: receive(
        (call) => l10n.t('the other side to close {0} too', call.receiver),
        () => l10n.t('whether it was closed just now'),
        own,
        { because: () => l10n.t('If either side has closed it before, it does not suspend.') },
      ),
    },
  };
};

const line = receive(
  (call) => l10n.t('a line from {0}', call.receiver),
  () => l10n.t('the line'),
  [
    ofStream,
    { error: 'ValueError', when: () => l10n.t('If the line is too long for the buffer.') },
    twoReceivers,
  ],
);
const chunk = receive(
  (call) => l10n.t('the next chunk of {0}', call.receiver),
  () => l10n.t('the chunk'),
  [ofStream, twoReceivers],
);
const exactly: KnownWait = {
  ...chunk,
  raises: [
    {
      error: 'asyncio.IncompleteReadError',
      when: () => l10n.t('If the stream ends too early; its partial has what was read.'),
    },
    ...chunk.raises,
  ],
};

/** What the server reads of a request, by method. */
const requestBody = (name: string): KnownWait =>
  receive(
    (call) => l10n.t('the body of {0}', call.receiver),
    () => l10n.t('the body'),
    [
      ...(name === 'json' ? [notJson] : []),
      {
        error: 'aiohttp.web.HTTPRequestEntityTooLarge',
        when: () => l10n.t('If the body is over client_max_size (1 MB, unless set).'),
      },
      ...(name === 'post'
        ? [{ error: 'ValueError', when: () => l10n.t('If the form is malformed.') }]
        : []),
      {
        error: 'ConnectionResetError',
        when: () => l10n.t('If the client hangs up in the middle.'),
      },
    ],
  );

const closes: KnownWait = {
  ...closing,
  lens: (call) => l10n.t('closes the connections of {0}', call.receiver),
  because: () => l10n.t('If closing the connections takes no time, it does not suspend.'),
  registers: (call) => l10n.t('{0} closes its pooled connections.', call.receiver),
  watches: () => l10n.t('The loop watches the sockets until they are closed.'),
  summary: (call) =>
    l10n.t('Closes the connections of {0}, and waits until that is done.', call.receiver),
};

const middlewares = 'https://docs.aiohttp.org/en/stable/web_advanced.html#middlewares';

/** What a middleware hands its request on to, which runs in its own task. */
const handled: KnownWait = {
  waitsFor: 'coroutine',
  mechanism: 'task',
  thing: () => l10n.t('the next middleware or the handler to answer'),
  suspends: 'maybe',
  because: () => l10n.t('If the handler waits for nothing, it does not suspend.'),
  registers: () => l10n.t('The next middleware, or the handler, runs at once, in this same task.'),
  watches: () => l10n.t('The loop watches for whatever the handler waits for.'),
  wokenBy: () => l10n.t('What the handler waits for wakes the task.'),
  value: () => l10n.t('the response'),
  gives: 'aiohttp.web.StreamResponse',
  raises: [
    { error: null, when: () => l10n.t('What the handler raises: an HTTPException, for one.') },
  ],
};

const testing = 'https://docs.aiohttp.org/en/stable/testing.html';
/** A test's client starts its server, on a port of this machine. */
const testServer = receive(
  () => l10n.t('the test server to listen'),
  () => l10n.t('None'),
  [{ error: null, when: () => l10n.t('What a start-up handler of the application raises.') }],
  { because: () => l10n.t('If the server has been started before, it does not suspend.') },
);
const testClient: KnownWait = {
  ...testServer,
  suspends: 'always',
  because: () => l10n.t('The server gives the loop one turn to begin to listen.'),
  value: () => l10n.t('the test client'),
  gives: 'aiohttp.test_utils.TestClient',
};

const requestOnly = ['aiohttp.web.Request'];
const appOnly = ['aiohttp.web.Application'];
const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options', 'view'];

export const aiohttp: Library = {
  title: 'aiohttp',
  packages: { pip: ['aiohttp==3.14.3'] },
  entries: {
    ...methods,
    'aiohttp.ClientSession': {
      page: client('ClientSession'),
      enter: {
        ...entered,
        mistakes: [
          () =>
            l10n.t(
              'Make one session and share it: a session for each request opens a connection each time.',
            ),
        ],
      },
      exit: closing,
    },
    'aiohttp.ClientSession.request': { page: client('ClientSession.request'), ...request(1) },
    'aiohttp.ClientSession.close': { page: client('ClientSession.close'), await: closes },
    'aiohttp.BaseConnector.connect': {
      page: client('BaseConnector.connect'),
      await: receive(
        () => l10n.t('a connection to the server'),
        () => l10n.t('the connection'),
        [unreachable],
        { because: () => l10n.t('A connection that is idle in the pool is taken at once.') },
      ),
    },
    'aiohttp.BaseConnector.close': {
      page: client('BaseConnector.close'),
      await: closes,
    },
    'aiohttp.pytest_plugin.AiohttpClient.__call__': { page: testing, await: testClient },
    'aiohttp.test_utils.TestClient.start_server': {
      page: `${testing}#aiohttp.test_utils.TestClient.start_server`,
      await: testServer,
    },
    'aiohttp.test_utils.TestClient': {
      page: `${testing}#aiohttp.test_utils.TestClient`,
      enter: { ...testServer, gives: 'self', value: () => l10n.t('the test client') },
      exit: atEnd(closes, (call) => l10n.t('at the end: stops the server of {0}', call.receiver)),
    },
    'aiohttp.typedefs.Handler.__call__': { page: middlewares, await: handled },
    'aiohttp.request': { page: client('request'), ...entering(request(1)) },
    'aiohttp.ClientSession.ws_connect': (() => {
      const connect: KnownWait = {
        ...receive(
          (call) => l10n.t('the WebSocket handshake with {0}', plainArgument(call, 0, 'url')),
          () => l10n.t('the WebSocket'),
          [
            {
              error: 'aiohttp.WSServerHandshakeError',
              when: () => l10n.t('If the server does not answer as a WebSocket server.'),
            },
            unreachable,
            tooLong,
          ],
        ),
        suspends: 'always',
        because: () => l10n.t('The handshake needs the server’s answer.'),
        gives: 'aiohttp.ClientWebSocketResponse',
      };
      return {
        page: client('ClientSession.ws_connect'),
        await: connect,
        enter: connect,
        exit: receive(
          (call) => l10n.t('{0} to be closed', call.receiver),
          () => l10n.t('None'),
          [],
        ),
      };
    })(),
    'aiohttp.ClientResponse': {
      page: client('ClientResponse'),
      enter: {
        ...entered,
        because: () => l10n.t('The response is there already; entering gives it back.'),
        value: () => l10n.t('the response'),
      },
      exit: request(0).exit ?? closing,
    },
    'aiohttp.ClientResponse.read': {
      page: client('ClientResponse.read'),
      await: { ...body, value: () => l10n.t('the body as bytes') },
    },
    'aiohttp.ClientResponse.text': {
      page: client('ClientResponse.text'),
      await: { ...body, value: () => l10n.t('the decoded body, a str,') },
    },
    'aiohttp.ClientResponse.json': {
      page: client('ClientResponse.json'),
      await: {
        ...body,
        value: () => l10n.t('the body decoded from JSON'),
        raises: [
          broken,
          {
            error: 'aiohttp.ContentTypeError',
            when: () =>
              l10n.t('If the content type is not JSON’s, unless content_type=None is given.'),
          },
          { error: 'json.JSONDecodeError', when: () => l10n.t('If the body is no valid JSON.') },
        ],
      },
    },
    'aiohttp.ClientResponse.release': {
      page: client('ClientResponse.release'),
      await: {
        ...entered,
        because: () => l10n.t('The connection is given back at once.'),
        value: () => l10n.t('None'),
      },
    },
    'aiohttp.ClientResponse.wait_for_close': {
      page: client('ClientResponse'),
      await: request(0).exit ?? closing,
    },
    'aiohttp.StreamReader': { page: streams('StreamReader'), next: line },
    'aiohttp.StreamReader.read': { page: streams('StreamReader.read'), await: chunk },
    'aiohttp.StreamReader.readany': { page: streams('StreamReader.readany'), await: chunk },
    'aiohttp.StreamReader.readexactly': {
      page: streams('StreamReader.readexactly'),
      await: exactly,
    },
    'aiohttp.StreamReader.readline': { page: streams('StreamReader.readline'), await: line },
    'aiohttp.StreamReader.readuntil': { page: streams('StreamReader.readuntil'), await: line },
    'aiohttp.StreamReader.readchunk': {
      page: streams('StreamReader.readchunk'),
      await: { ...chunk, gives: ['bytes', 'bool'] },
    },
    'aiohttp.StreamReader.iter_chunked': {
      page: streams('StreamReader.iter_chunked'),
      next: chunk,
    },
    'aiohttp.StreamReader.iter_any': { page: streams('StreamReader.iter_any'), next: chunk },
    'aiohttp.StreamReader.iter_chunks': { page: streams('StreamReader.iter_chunks'), next: chunk },
    ...socket('ClientWebSocketResponse', client, []),
    ...socket('web.WebSocketResponse', web, [notPrepared]),
    'aiohttp.web.WebSocketResponse.prepare': {
      page: web('WebSocketResponse.prepare'),
      await: send(
        () => l10n.t('the WebSocket handshake to be sent'),
        [
          {
            error: 'aiohttp.web.HTTPBadRequest',
            when: () => l10n.t('If the request asks for no WebSocket.'),
          },
        ],
      ),
    },
    ...Object.fromEntries(
      ['read', 'text', 'json', 'post'].map((name) => [
        `aiohttp.web.Request.${name}`,
        { page: web(`BaseRequest.${name}`), await: requestBody(name) },
      ]),
    ),
    'aiohttp.web.Request.multipart': {
      page: web('BaseRequest.multipart'),
      await: immediate(
        () => l10n.t('It only makes the reader; its parts are awaited one by one.'),
        {
          value: () => l10n.t('the MultipartReader'),
          gives: 'aiohttp.MultipartReader',
          raises: [
            { error: 'ValueError', when: () => l10n.t('If the request names no boundary.') },
          ],
        },
      ),
    },
    'aiohttp.web.StreamResponse.prepare': {
      page: web('StreamResponse.prepare'),
      await: send(() => l10n.t('the headers to be sent'), [goneWhileSending]),
    },
    'aiohttp.web.StreamResponse.write': {
      page: web('StreamResponse.write'),
      await: send(() => l10n.t('room to send the data'), [goneWhileSending, notPrepared]),
    },
    'aiohttp.web.StreamResponse.write_eof': {
      page: web('StreamResponse.write_eof'),
      await: send(() => l10n.t('the rest of the response to be sent'), [goneWhileSending]),
    },
    ...servingEntries,
    ...multipartEntries,
  },
  classes: [
    'aiohttp.ClientSession',
    'aiohttp.ClientResponse',
    'aiohttp.ClientWebSocketResponse',
    'aiohttp.StreamReader',
    'aiohttp.MultipartReader',
    'aiohttp.BodyPartReader',
    'aiohttp.web.Application',
    'aiohttp.web.Request',
    'aiohttp.web.StreamResponse',
    'aiohttp.web.WebSocketResponse',
    'aiohttp.web.AppRunner',
    'aiohttp.web.BaseSite',
    'aiohttp.web.RouteTableDef',
    'aiohttp.web.UrlDispatcher',
    'aiohttp.BaseConnector',
    'aiohttp.typedefs.Handler',
    'aiohttp.pytest_plugin.AiohttpClient',
  ],
  fixtures: { aiohttp_client: 'aiohttp.pytest_plugin.AiohttpClient' },
  // Routes take (path, handler); a decorator takes the handler itself.
  handlers: {
    'aiohttp.web.middleware': ['aiohttp.web.Request', 'aiohttp.typedefs.Handler'],
    'aiohttp.web.UrlDispatcher.add_route': requestOnly,
    'aiohttp.web.route': requestOnly,
    'aiohttp.web.RouteTableDef.route': requestOnly,
    ...Object.fromEntries(
      verbs.flatMap((verb) => [
        [`aiohttp.web.${verb}`, requestOnly],
        [`aiohttp.web.UrlDispatcher.add_${verb}`, requestOnly],
        [`aiohttp.web.RouteTableDef.${verb}`, requestOnly],
      ]),
    ),
    'aiosignal.Signal.append': appOnly,
    'aiohttp.web_app.CleanupContext.append': appOnly,
  },
  bases: {
    'aiohttp.web.BaseRequest': 'aiohttp.web.Request',
    'aiohttp.web.Response': 'aiohttp.web.StreamResponse',
    'aiohttp.web.FileResponse': 'aiohttp.web.StreamResponse',
    'aiohttp.web.ServerRunner': 'aiohttp.web.AppRunner',
    'aiohttp.web.TCPSite': 'aiohttp.web.BaseSite',
    'aiohttp.web.UnixSite': 'aiohttp.web.BaseSite',
    'aiohttp.web.SockSite': 'aiohttp.web.BaseSite',
    'aiohttp.TCPConnector': 'aiohttp.BaseConnector',
    'aiohttp.test_utils.TestClient': 'aiohttp.ClientSession',
    'aiohttp.UnixConnector': 'aiohttp.BaseConnector',
    'aiohttp.web_app.CleanupContext': 'aiosignal.Signal',
  },
  attributes: {
    'aiohttp.ClientResponse.content': 'aiohttp.StreamReader',
    'aiohttp.web.Application.router': 'aiohttp.web.UrlDispatcher',
    'aiohttp.web.Application.on_startup': 'aiosignal.Signal',
    'aiohttp.web.Application.on_shutdown': 'aiosignal.Signal',
    'aiohttp.web.Application.on_cleanup': 'aiosignal.Signal',
    'aiohttp.web.Application.cleanup_ctx': 'aiohttp.web_app.CleanupContext',
    'aiohttp.web.Request.app': 'aiohttp.web.Application',
    'aiohttp.web.Request.config_dict': 'aiohttp.web.Application',
    'aiohttp.web.Request.content': 'aiohttp.StreamReader',
  },
  keepers: { 'aiohttp.web.Application': 'keys', 'aiohttp.web.Request': 'keys' },
  aliases: {
    'aiohttp.client.ClientSession': 'aiohttp.ClientSession',
    'aiohttp.connector': 'aiohttp',
    'aiohttp.web_middlewares.Handler': 'aiohttp.typedefs.Handler',
  },
};
