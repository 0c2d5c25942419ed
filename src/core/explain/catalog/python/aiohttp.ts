import * as l10n from '@vscode/l10n';
import type { Entry, Library, Raise, Text, KnownWait } from '../schema';
import { departure, plainArgument } from '../waits';

/** Facts from aiohttp 3's client.py, client_reqrep.py, client_ws.py, streams.py, http_writer.py, web_protocol.py, web_request.py, web_response.py, web_runner.py and web_ws.py. */

const client = (anchor: string) =>
  `https://docs.aiohttp.org/en/stable/client_reference.html#aiohttp.${anchor}`;
const web = (anchor: string) =>
  `https://docs.aiohttp.org/en/stable/web_reference.html#aiohttp.web.${anchor}`;
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

/** A wait for data that the other side sends. */
function receive(thing: Text, value: Text, raises: readonly Raise[]): KnownWait {
  return {
    waitsFor: 'network',
    mechanism: 'socket',
    thing,
    suspends: 'maybe',
    because: () => l10n.t('If it has arrived already, it is handed out without suspending.'),
    value,
    raises,
  };
}

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
const notJson: Raise = {
  error: 'json.JSONDecodeError',
  when: () => l10n.t('If it is no valid JSON.'),
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
      ),
    },
  };
};

/** A stream is errored with what its connection ended with, a response's body with ClientPayloadError. */
const ofStream: Raise = {
  error: null,
  when: () => l10n.t('The error that ended the connection: ClientPayloadError for a response.'),
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
      ...(name === 'multipart'
        ? []
        : [
            {
              error: 'aiohttp.web.HTTPRequestEntityTooLarge',
              when: () => l10n.t('If the body is over client_max_size (1 MB, unless set).'),
            },
          ]),
      ...(name === 'post' || name === 'multipart'
        ? [{ error: 'ValueError', when: () => l10n.t('If the form is malformed.') }]
        : []),
      {
        error: 'ConnectionResetError',
        when: () => l10n.t('If the client hangs up in the middle.'),
      },
    ],
  );

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
    'aiohttp.ClientSession.close': {
      page: client('ClientSession.close'),
      await: {
        ...closing,
        lens: (call) => l10n.t('closes the connections of {0}', call.receiver),
        because: () => l10n.t('If closing the connections takes no time, it does not suspend.'),
        registers: (call) => l10n.t('{0} closes its pooled connections.', call.receiver),
        watches: () => l10n.t('The loop watches the sockets until they are closed.'),
        summary: (call) =>
          l10n.t('Closes the connections of {0}, and waits until that is done.', call.receiver),
      },
    },
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
      ['read', 'text', 'json', 'post', 'multipart'].map((name) => [
        `aiohttp.web.Request.${name}`,
        { page: web(`BaseRequest.${name}`), await: requestBody(name) },
      ]),
    ),
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
    'aiohttp.web.AppRunner.setup': {
      page: web('BaseRunner.setup'),
      await: receive(
        () => l10n.t('the application’s start-up handlers'),
        () => l10n.t('None'),
        [{ error: null, when: () => l10n.t('What one of the handlers raises.') }],
      ),
    },
    'aiohttp.web.AppRunner.cleanup': {
      page: web('BaseRunner.cleanup'),
      await: receive(
        () => l10n.t('the application’s connections and clean-up handlers'),
        () => l10n.t('None'),
        [{ error: null, when: () => l10n.t('What one of the handlers raises.') }],
      ),
    },
    'aiohttp.web.BaseSite.start': {
      page: web('BaseSite.start'),
      await: receive(
        () => l10n.t('the site to listen'),
        () => l10n.t('None'),
        [
          {
            error: 'OSError',
            when: () => l10n.t('If it cannot listen: the address may be in use.'),
          },
        ],
      ),
    },
    'aiohttp.web.BaseSite.stop': {
      page: web('BaseSite.stop'),
      await: receive(
        () => l10n.t('the site to stop listening'),
        () => l10n.t('None'),
        [],
      ),
    },
  },
  classes: [
    'aiohttp.ClientSession',
    'aiohttp.ClientResponse',
    'aiohttp.ClientWebSocketResponse',
    'aiohttp.StreamReader',
    'aiohttp.web.Application',
    'aiohttp.web.Request',
    'aiohttp.web.StreamResponse',
    'aiohttp.web.WebSocketResponse',
    'aiohttp.web.AppRunner',
    'aiohttp.web.BaseSite',
  ],
  bases: {
    'aiohttp.web.BaseRequest': 'aiohttp.web.Request',
    'aiohttp.web.Response': 'aiohttp.web.StreamResponse',
    'aiohttp.web.FileResponse': 'aiohttp.web.StreamResponse',
    'aiohttp.web.ServerRunner': 'aiohttp.web.AppRunner',
    'aiohttp.web.TCPSite': 'aiohttp.web.BaseSite',
    'aiohttp.web.UnixSite': 'aiohttp.web.BaseSite',
    'aiohttp.web.SockSite': 'aiohttp.web.BaseSite',
  },
  attributes: {
    'aiohttp.ClientResponse.content': 'aiohttp.StreamReader',
    'aiohttp.web.Request.app': 'aiohttp.web.Application',
    'aiohttp.web.Request.config_dict': 'aiohttp.web.Application',
    'aiohttp.web.Request.content': 'aiohttp.StreamReader',
  },
  keepers: { 'aiohttp.web.Application': 'keys', 'aiohttp.web.Request': 'keys' },
  aliases: { 'aiohttp.client.ClientSession': 'aiohttp.ClientSession' },
};
