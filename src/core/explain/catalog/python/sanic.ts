import * as l10n from '@vscode/l10n';
import type { Library, Raise, Text, KnownWait } from '../schema';
import { arrival, departure, methods, none } from '../waits';

/** Facts from Sanic's request/types.py, http/http1.py, response/types.py and server/websockets/impl.py. */

const site = 'https://sanic.dev/en/guide';
const streaming = `${site}/advanced/streaming.html`;
const websocket = `${site}/advanced/websockets.html`;

const buffered: Text = () => l10n.t('What has arrived already is handed out without suspending.');

const body = (thing: Text, value: Text): KnownWait =>
  arrival(thing, value, {
    because: buffered,
    raises: [
      {
        error: 'sanic.exceptions.PayloadTooLarge',
        when: () => l10n.t('If the body is larger than REQUEST_MAX_SIZE.'),
      },
      {
        error: 'sanic.exceptions.BadRequest',
        when: () => l10n.t('If a chunked body is not as HTTP has it.'),
      },
    ],
  });

const sends = (raises: readonly Raise[]): KnownWait =>
  departure((call) => l10n.t('room to send on {0}', call.receiver), {
    raises,
    cancelled: () => l10n.t('If the client has gone: Sanic cancels the handler’s task.'),
  });

/** WebsocketImplProtocol.recv: asyncio.wait over a task that it makes for the message, and a future for the end. */
const message = (thing: Text, value: Text): KnownWait =>
  arrival(thing, value, {
    suspends: 'always',
    because: () => l10n.t('It makes a task that takes the message, and waits for that.'),
    raises: [
      {
        error: 'sanic.exceptions.WebsocketClosed',
        when: () => l10n.t('If the connection is closed already.'),
      },
      {
        error: 'sanic.exceptions.ServerError',
        when: () => l10n.t('If another task is receiving from it.'),
      },
    ],
    cancelled: () => l10n.t('If the client leaves: Sanic cancels the handler’s task.'),
  });

const next = message(
  (call) => l10n.t('the next message of {0}', call.receiver),
  () => l10n.t('the message'),
);

const received = message(
  (call) => l10n.t('the next message of {0}', call.receiver),
  (call) =>
    call.argument(0, 'timeout') === null
      ? l10n.t('the message')
      : l10n.t('the message, or None after the timeout'),
);

/** Handlers and middleware get the request, those of a WebSocket the connection too, listeners the application. */
const handlers: Readonly<Record<string, readonly string[]>> = {
  ...handed(
    'get post put patch delete head options route add_route middleware on_request on_response exception',
    'sanic.Request',
  ),
  ...handed('websocket add_websocket_route', 'sanic.Request', 'sanic.Websocket'),
  ...handed(
    'main_process_start before_server_start after_server_start before_server_stop after_server_stop main_process_stop listener',
    'sanic.Sanic',
  ),
};

function handed(names: string, ...types: string[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(names.split(' ').map((name) => [`sanic.Sanic.${name}`, types]));
}

export const sanic: Library = {
  title: 'Sanic',
  packages: { pip: ['sanic==24.12.0'] },
  entries: {
    'sanic.Request.receive_body': {
      page: streaming,
      await: body((call) => l10n.t('the body of {0}', call.receiver), none),
    },
    'sanic.Request.respond': {
      page: streaming,
      await: {
        ...departure((call) => l10n.t('the response to {0} to be begun', call.receiver), {
          raises: [
            {
              error: 'sanic.exceptions.ServerError',
              when: () => l10n.t('If the request has a response already.'),
            },
            { error: null, when: () => l10n.t('What the response middleware raises.') },
          ],
        }),
        suspends: 'maybe',
        because: () =>
          l10n.t('It runs the response middleware; the headers go out with the first data.'),
        value: () => l10n.t('the response to send on'),
        gives: 'sanic.HTTPResponse',
      },
    },
    'sanic.http.Stream': {
      page: streaming,
      next: body(
        () => l10n.t('the next part of the request’s body'),
        () => l10n.t('the bytes object'),
      ),
    },
    'sanic.http.Stream.read': {
      page: streaming,
      await: body(
        () => l10n.t('the next part of the request’s body'),
        () => l10n.t('the bytes object, or None at the end,'),
      ),
    },
    ...methods('sanic.HTTPResponse', ['send', 'eof'], () => ({
      page: streaming,
      await: sends([
        { error: 'sanic.exceptions.ServerError', when: () => l10n.t('If the response has ended.') },
      ]),
    })),
    'sanic.Websocket': { page: websocket, next },
    'sanic.Websocket.recv': { page: websocket, await: received },
    'sanic.Websocket.recv_burst': {
      page: websocket,
      await: {
        ...message(
          (call) => l10n.t('the messages of {0} that have arrived', call.receiver),
          () => l10n.t('the list of messages, which may be empty'),
        ),
        registers: () =>
          l10n.t(
            'It makes a task that takes one message without waiting for it, again and again until none is there.',
          ),
        watches: () => l10n.t('The loop only has to run those tasks: no message is waited for.'),
        wokenBy: () => l10n.t('When each of those tasks ends, the waiting task is woken.'),
      },
    },
    'sanic.Websocket.send': {
      page: websocket,
      await: sends([
        {
          error: 'sanic.exceptions.WebsocketClosed',
          when: () => l10n.t('If the connection is closed already.'),
        },
      ]),
    },
    'sanic.Websocket.close': {
      page: websocket,
      await: departure((call) => l10n.t('room to send the close frame of {0}', call.receiver), {
        raises: [],
      }),
    },
  },
  classes: [
    'sanic.Sanic',
    'sanic.Request',
    'sanic.http.Stream',
    'sanic.HTTPResponse',
    'sanic.Websocket',
    'types.SimpleNamespace',
  ],
  handlers,
  bases: { 'sanic.Blueprint': 'sanic.Sanic' },
  attributes: {
    'sanic.Request.stream': 'sanic.http.Stream',
    'sanic.Request.app': 'sanic.Sanic',
    'sanic.Request.ctx': 'types.SimpleNamespace',
    'sanic.Sanic.ctx': 'types.SimpleNamespace',
  },
  keepers: { 'types.SimpleNamespace': 'attributes' },
  aliases: {
    'sanic.app.Sanic': 'sanic.Sanic',
    'sanic.request.Request': 'sanic.Request',
    'sanic.response.HTTPResponse': 'sanic.HTTPResponse',
    'sanic.response.ResponseStream': 'sanic.HTTPResponse',
    'sanic.server.websockets.impl.WebsocketImplProtocol': 'sanic.Websocket',
  },
};
