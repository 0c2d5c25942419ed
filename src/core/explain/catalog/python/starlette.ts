import * as l10n from '@vscode/l10n';
import type { Library, Raise, KnownWait } from '../schema';
import { arrival, atEnd, departure, methods, none, plainArgument, threaded } from '../waits';

/** Facts from Starlette's requests.py, websockets.py, datastructures.py and concurrency.py; FastAPI hands these on. */

const page = (name: string) => `https://www.starlette.io/${name}`;
const request = page('requests/#body');
const websockets = 'https://www.starlette.io/websockets/';

const gone: Raise = {
  error: 'starlette.requests.ClientDisconnect',
  when: () => l10n.t('If the client hangs up in the middle.'),
};

const consumed: Raise = {
  error: 'RuntimeError',
  when: () => l10n.t('If stream() has given the body to somebody before.'),
};
const notJson: Raise = {
  error: 'json.JSONDecodeError',
  when: () => l10n.t('If it is no valid JSON.'),
};

function body(value: KnownWait['value'] & {}, raises: readonly Raise[] = []): KnownWait {
  return arrival((call) => l10n.t('the body of {0}', call.receiver), value, {
    because: () =>
      l10n.t(
        'If the server has received the whole body already, or it was read before, it does not suspend.',
      ),
    registers: (call) =>
      l10n.t(
        '{0} asks the server, through ASGI’s receive(), for the parts of the body that are still to come.',
        call.receiver,
      ),
    watches: () =>
      l10n.t('The server, in the same event loop, watches the client’s connection for the rest.'),
    wokenBy: () =>
      l10n.t(
        'Each part that arrives ends a receive(), and the task goes on; with the last part the body is complete.',
      ),
    raises: [gone, consumed, ...raises],
  });
}

const message = (value: KnownWait['value'] & {}, raises: readonly Raise[] = []): KnownWait =>
  arrival((call) => l10n.t('the next message of {0}', call.receiver), value, {
    because: () => l10n.t('A message that has arrived already is handed out without suspending.'),
    raises: [
      {
        error: 'starlette.websockets.WebSocketDisconnect',
        when: () => l10n.t('If the client leaves: this is how a handler’s loop usually ends.'),
      },
      ...raises,
    ],
  });

const someMessage = message(() => l10n.t('the message'));
const badForm: Raise = {
  error: 'starlette.exceptions.HTTPException',
  when: () => l10n.t('If it is malformed, or has over 1,000 fields or files: status 400.'),
};

const messages: KnownWait = {
  ...someMessage,
  raises: [],
  notes: [() => l10n.t('The loop simply ends when the client leaves.')],
};

const notOpen: Raise = {
  error: 'RuntimeError',
  when: (call) => l10n.t('If {0} is not accepted yet, or closed already.', call.receiver),
};

const send = departure((call) => l10n.t('room to send on {0}', call.receiver), {
  raises: [
    {
      error: 'starlette.websockets.WebSocketDisconnect',
      when: () => l10n.t('If the client has left, as far as the server tells it.'),
    },
    notOpen,
  ],
});

/** A file that was uploaded: small ones are in memory, others on disk. */
const upload = (thing: (receiver: string) => string, value: KnownWait['value'] & {}): KnownWait =>
  threaded('file', (call) => thing(call.receiver), value, {
    suspends: 'maybe',
    because: () =>
      l10n.t(
        'A small upload is kept in memory and does not suspend; one over 1 MB is in a file on disk, which a thread reads and writes.',
      ),
    raises: [{ error: 'ValueError', when: () => l10n.t('If the file is closed already.') }],
  });

const closesFiles: KnownWait = {
  ...upload(() => l10n.t('the uploaded files to be closed'), none),
  raises: [],
};

const inThread: KnownWait = threaded(
  'thread',
  (call) => l10n.t('{0} in a thread', call.argument(0, 'func') ?? '?'),
  () => l10n.t('what the function returns'),
  {
    because: () =>
      l10n.t('The function runs in a thread and its result comes on a later turn of the loop.'),
    raises: [
      {
        error: null,
        when: () => l10n.t('Whatever the function raises in its thread comes out here.'),
      },
    ],
    notes: [
      () =>
        l10n.t(
          'At most 40 threads run at once; when all are busy it first waits for a free one. The thread itself cannot be cancelled.',
        ),
    ],
  },
);

const responses = page('responses/');
const answered = departure(() => l10n.t('the response to be sent'), {
  because: () =>
    l10n.t('It suspends only if the server, or the response’s background task, makes it wait.'),
  raises: [{ error: 'OSError', when: () => l10n.t('If the client has left (since ASGI 2.4).') }],
});
/** A task of its own looks meanwhile whether the client leaves (`listen_for_disconnect` of responses.py). */
const streamed: KnownWait = {
  ...answered,
  thing: () => l10n.t('all parts of the response to be made and sent'),
  because: () =>
    l10n.t('It suspends only if a part has to be waited for, or the server makes it wait.'),
};

const throughMiddleware = [
  'starlette.requests.Request',
  'starlette.middleware.base.RequestResponseEndpoint',
];

export const starlette: Library = {
  title: 'Starlette',
  packages: { pip: ['starlette==1.7.0', 'fastapi==0.142.2', 'python-multipart'] },
  entries: {
    'starlette.requests.Request.body': {
      page: request,
      await: body(() => l10n.t('the body as bytes')),
    },
    'starlette.requests.Request.json': {
      page: request,
      await: body(() => l10n.t('the body decoded from JSON'), [notJson]),
    },
    'starlette.requests.Request.form': {
      page: page('requests/#request-files'),
      await: {
        ...body(() => l10n.t('the form, with its fields and files,'), [badForm]),
        gives: 'starlette.datastructures.FormData',
      },
      enter: {
        ...body(() => l10n.t('the form, with its fields and files,'), [badForm]),
        thing: () => l10n.t('the form in the request’s body'),
        gives: 'starlette.datastructures.FormData',
      },
      exit: atEnd(closesFiles, () => l10n.t('at the end: closes the uploaded files')),
    },
    'starlette.requests.Request.close': {
      page: page('requests/#request-files'),
      await: closesFiles,
    },
    'starlette.websockets.WebSocket.send_denial_response': { page: websockets, await: send },
    'starlette.requests.Request.stream': {
      page: request,
      next: {
        ...body(() => l10n.t('the next part of the body')),
        thing: (call) => l10n.t('the next part of the body of {0}', call.receiver),
        because: () => l10n.t('A part that has arrived already is given without suspending.'),
      },
    },
    'starlette.requests.Request.is_disconnected': {
      page: request,
      await: arrival(
        () => l10n.t('nothing but a look for a disconnect'),
        () => l10n.t('whether the client has left'),
        {
          waitsFor: 'nothing',
          mechanism: 'turn',
          lens: () => l10n.t('looks whether the client has left; no wait'),
          because: () =>
            l10n.t('It looks once for a message of the server and cancels the look at once.'),
          raises: [],
        },
      ),
    },
    'starlette.websockets.WebSocket.accept': {
      page: websockets,
      await: departure((call) => l10n.t('the handshake of {0}', call.receiver), {
        because: () =>
          l10n.t(
            'The connect message is there already; it suspends only if sending the answer must wait.',
          ),
        raises: [
          { error: 'RuntimeError', when: () => l10n.t('If it is accepted or closed already.') },
        ],
      }),
    },
    'starlette.websockets.WebSocket.receive': { page: websockets, await: someMessage },
    'starlette.websockets.WebSocket.receive_text': {
      page: websockets,
      await: message(() => l10n.t('the text')),
    },
    'starlette.websockets.WebSocket.receive_bytes': {
      page: websockets,
      await: message(() => l10n.t('the bytes object')),
    },
    'starlette.websockets.WebSocket.receive_json': {
      page: websockets,
      await: message(() => l10n.t('the message decoded from JSON'), [notJson]),
    },
    ...methods(
      'starlette.websockets.WebSocket',
      ['iter_text', 'iter_bytes', 'iter_json'],
      (name) => ({
        page: websockets,
        next: name === 'iter_json' ? { ...messages, raises: [notJson] } : messages,
      }),
    ),
    ...methods(
      'starlette.websockets.WebSocket',
      ['send', 'send_text', 'send_bytes', 'send_json'],
      () => ({ page: websockets, await: send }),
    ),
    'starlette.websockets.WebSocket.close': {
      page: websockets,
      await: departure((call) => l10n.t('{0} to be closed', call.receiver), {
        raises: [{ error: 'RuntimeError', when: () => l10n.t('If it is closed already.') }],
      }),
    },
    'starlette.responses.Response.__call__': { page: responses, await: answered },
    'starlette.responses.StreamingResponse.__call__': { page: responses, await: streamed },
    'starlette.responses.FileResponse.__call__': {
      page: responses,
      await: {
        ...streamed,
        because: () =>
          l10n.t(
            'A thread reads its file, unless only its head is asked for and all of that is known.',
          ),
      },
    },
    'starlette.datastructures.UploadFile.read': {
      page: page('requests/#request-files'),
      await: upload(
        (receiver) => l10n.t('data of upload {0}', receiver),
        () => l10n.t('the bytes object'),
      ),
    },
    ...methods('starlette.datastructures.UploadFile', ['write', 'seek', 'close'], (name) => ({
      page: page('requests/#request-files'),
      await: upload((receiver) => l10n.t('{0} of upload {1}', name, receiver), none),
    })),
    'starlette.datastructures.FormData.close': {
      page: page('requests/#request-files'),
      await: closesFiles,
    },
    'starlette.middleware.base.RequestResponseEndpoint.__call__': {
      page: page('middleware/#basehttpmiddleware'),
      await: {
        waitsFor: 'task',
        mechanism: 'task',
        thing: () => l10n.t('the response of the rest of the application to begin'),
        suspends: 'always',
        because: () => l10n.t('The rest of the application runs in a task of its own.'),
        registers: () =>
          l10n.t(
            'It starts a task for the rest of the application, and waits for its first message.',
          ),
        watches: () => l10n.t('The loop runs that task, and watches for whatever it waits for.'),
        wokenBy: () =>
          l10n.t('When the application starts its response, the task goes in the ready queue.'),
        value: () => l10n.t('the response, its body still to come,'),
        raises: [
          {
            error: null,
            when: () => l10n.t('What the application raises before its response begins.'),
          },
        ],
        cancelled: () =>
          l10n.t(
            'If the task is cancelled while it waits: the application’s task is cancelled too.',
          ),
      },
    },
    'starlette.concurrency.run_in_threadpool': { page: page('threadpool/'), await: inThread },
    'starlette.concurrency.iterate_in_threadpool': {
      page: page('threadpool/'),
      next: {
        ...inThread,
        waitsFor: 'iterator',
        thing: (call) =>
          l10n.t('the next item of {0}, in a thread', plainArgument(call, 0, 'iterator')),
        value: () => l10n.t('the next item'),
        raises: [{ error: null, when: () => l10n.t('What the iterator raises.') }],
      },
    },
  },
  classes: [
    'starlette.requests.Request',
    'starlette.websockets.WebSocket',
    'starlette.datastructures.UploadFile',
    'starlette.datastructures.FormData',
    'starlette.datastructures.State',
    'starlette.applications.Starlette',
    'starlette.middleware.base.BaseHTTPMiddleware',
    'starlette.middleware.base.RequestResponseEndpoint',
    'starlette.responses.Response',
    'starlette.responses.StreamingResponse',
    'starlette.responses.FileResponse',
  ],
  bases: {
    'starlette.responses.HTMLResponse': 'starlette.responses.Response',
    'starlette.responses.JSONResponse': 'starlette.responses.Response',
    'starlette.responses.PlainTextResponse': 'starlette.responses.Response',
    'starlette.responses.RedirectResponse': 'starlette.responses.Response',
  },
  handlers: {
    'starlette.middleware.base.BaseHTTPMiddleware.dispatch': throughMiddleware,
    'starlette.applications.Starlette.middleware': throughMiddleware,
    'starlette.endpoints.WebSocketEndpoint.on_connect': ['starlette.websockets.WebSocket'],
    'starlette.endpoints.WebSocketEndpoint.on_receive': ['starlette.websockets.WebSocket'],
    'starlette.endpoints.WebSocketEndpoint.on_disconnect': ['starlette.websockets.WebSocket'],
    'starlette.endpoints.HTTPEndpoint.get': ['starlette.requests.Request'],
    'starlette.endpoints.HTTPEndpoint.post': ['starlette.requests.Request'],
    'starlette.routing.Route': ['starlette.requests.Request'],
    'starlette.routing.WebSocketRoute': ['starlette.websockets.WebSocket'],
  },
  attributes: {
    'starlette.applications.Starlette.state': 'starlette.datastructures.State',
    'starlette.requests.Request.app': 'starlette.applications.Starlette',
    'starlette.requests.Request.state': 'starlette.datastructures.State',
    'starlette.websockets.WebSocket.app': 'starlette.applications.Starlette',
    'starlette.websockets.WebSocket.state': 'starlette.datastructures.State',
  },
  keepers: { 'starlette.datastructures.State': 'attributes' },
  aliases: {
    'fastapi.FastAPI': 'starlette.applications.Starlette',
    'fastapi.applications.FastAPI': 'starlette.applications.Starlette',
    'fastapi.Request': 'starlette.requests.Request',
    'fastapi.requests': 'starlette.requests',
    'fastapi.WebSocket': 'starlette.websockets.WebSocket',
    'fastapi.websockets': 'starlette.websockets',
    'fastapi.UploadFile': 'starlette.datastructures.UploadFile',
    'fastapi.datastructures': 'starlette.datastructures',
    'fastapi.concurrency': 'starlette.concurrency',
    'fastapi.middleware': 'starlette.middleware',
    'fastapi.responses': 'starlette.responses',
    'fastapi.Response': 'starlette.responses.Response',
  },
};
