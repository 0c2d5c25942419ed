import * as l10n from '@vscode/l10n';
import { PyDict } from '../objects/containers';
import { exceptionBase } from '../objects/exceptions';
import { PyCoroutine } from '../objects/functions';
import { PyClass, PyObject } from '../objects/object';
import type { Steps, Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { assumedMs } from '../../asyncio/assumed';
import { awaitIo } from '../../asyncio/streams';
import { define, defineGetters, makeModule, nativeClass } from '../operations/native';
import type { Natives } from '../operations/native';
import { str } from '../operations/repr';

/*
 * aiohttp's client as programs use it, and httpx's, which reads the body with the response. A request waits for the
 * response's headers, reading it for the body; how long either takes is assumed.
 */

const sessionClass = nativeClass('ClientSession', 'aiohttp.client', (cls) => new Session(cls));
const responseClass = nativeClass('ClientResponse', 'aiohttp.client_reqrep');
const requestClass = nativeClass('_RequestContextManager', 'aiohttp.client');
const httpxClientClass = nativeClass('AsyncClient', 'httpx', (cls) => new Session(cls));

class Session extends PyObject {}

/** The host of a URL, or the URL as far as it is known. */
function hostOf(url: string): string {
  return /^\w+:\/\/([^/?#]+)/.exec(url)?.[1] ?? url;
}

class Response extends PyObject {
  constructor(readonly url: string) {
    super(responseClass);
  }

  *body(give: string): Steps {
    const label = l10n.t('HTTP response body from {0}', hostOf(this.url));
    yield* awaitIo(label, assumedMs.body, 'network');
    return new Unknown(give);
  }
}

/** What `session.get(url)` gives: awaited or entered, it gives the response. */
class Request extends PyObject {
  constructor(readonly url: string) {
    super(requestClass);
  }

  *send(): Steps {
    const label = l10n.t('HTTP response from {0}', hostOf(this.url));
    yield* awaitIo(label, assumedMs.network, 'network');
    return new Response(this.url);
  }
}

const verbs = ['get', 'post', 'put', 'patch', 'delete', 'head', 'options'];

function requests(make: (url: Value) => Value): Natives {
  const natives: Record<string, Natives[string]> = {
    'request(self, method, url, **kwargs)': (_: Value, __: Value, url: Value) => make(url),
  };
  for (const verb of verbs) {
    natives[`${verb}(self, url, **kwargs)`] = (_: Value, url: Value) => make(url);
  }
  return natives;
}

function* nothing(): Steps {
  return null;
}

function* itself(self: Value): Steps {
  return self;
}

define(sessionClass, {
  '__init__(self, *args, **kwargs)': () => null,
  ...requests((url) => new Request(str(url))),
  'async close(self)': nothing,
  'async __aenter__(self)': itself,
  'async __aexit__(self, exc_type, exc_val, exc_tb)': nothing,
});

define(httpxClientClass, {
  '__init__(self, *args, **kwargs)': () => null,
  ...requests((url) => {
    const request = new Request(str(url));
    return new PyCoroutine('request', 'AsyncClient.request', request.send(), null);
  }),
  'async aclose(self)': nothing,
  'async __aenter__(self)': itself,
  'async __aexit__(self, exc_type, exc_val, exc_tb)': nothing,
});

define(requestClass, {
  '__await__(self)': (self: Request) =>
    new PyCoroutine('_request', 'ClientSession._request', self.send(), null),
  'async __aenter__(self)': (self: Request) => self.send(),
  'async __aexit__(self, exc_type, exc_val, exc_tb)': nothing,
});

define(responseClass, {
  "async text(self, encoding=None, errors='strict')": (self: Response) =>
    self.body('response text'),
  'async read(self)': (self: Response) => self.body('response bytes'),
  'async json(self, **kwargs)': (self: Response) => self.body('response JSON'),
  'raise_for_status(self)': () => null,
  'close(self)': () => null,
  'release(self)': () => null,
  'async __aenter__(self)': itself,
  'async __aexit__(self, exc_type, exc_val, exc_tb)': nothing,
});
defineGetters(responseClass, {
  status: () => 200,
  status_code: () => 200,
  ok: () => true,
  reason: () => 'OK',
  url: (self: Response) => self.url,
  headers: () => new Unknown('response headers'),
  content: () => new Unknown('response content'),
});

function errorClass(name: string, module: string): PyClass {
  const cls = new PyClass(name, [exceptionBase]);
  cls.module = module;
  return cls;
}

const clientError = errorClass('ClientError', 'aiohttp');

export const aiohttpModule = makeModule(
  'aiohttp',
  {
    'ClientTimeout(**kwargs)': () => new PyDict(),
    'TCPConnector(**kwargs)': () => new PyDict(),
    'BasicAuth(login, password)': () => new PyDict(),
    'request(method, url, **kwargs)': (_: Value, url: Value) => new Request(str(url)),
  },
  {
    ClientSession: sessionClass,
    ClientResponse: responseClass,
    ClientError: clientError,
    ClientResponseError: clientError,
    ClientConnectionError: clientError,
    ClientConnectorError: clientError,
  },
);

const httpError = errorClass('HTTPError', 'httpx');

export const httpxModule = makeModule(
  'httpx',
  {},
  {
    AsyncClient: httpxClientClass,
    Response: responseClass,
    HTTPError: httpError,
    RequestError: httpError,
    HTTPStatusError: httpError,
    TimeoutException: httpError,
  },
);
