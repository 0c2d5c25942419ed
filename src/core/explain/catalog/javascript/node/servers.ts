import * as l10n from '@vscode/l10n';
import type { Entry, TypeName } from '../../schema';
import { closing } from '../../waits';
import { api } from './shared';

/** Facts from Node's documentation of http, https and net: what their functions give, and call functions of the program with. */

const request = 'http.IncomingMessage';
const handler: readonly TypeName[] = [request, 'http.ServerResponse'];

/** Functions, the sections of the manual about them, and the class of what they give. */
const makers: Readonly<Record<string, readonly [string, string]>> = {
  'http.createServer': ['http.html#httpcreateserveroptions-requestlistener', 'http.Server'],
  'https.createServer': ['https.html#httpscreateserveroptions-requestlistener', 'https.Server'],
  'net.createServer': ['net.html#netcreateserveroptions-connectionlistener', 'net.Server'],
  'http.get': ['http.html#httpgeturl-options-callback', 'http.ClientRequest'],
  'http.request': ['http.html#httprequesturl-options-callback', 'http.ClientRequest'],
  'https.get': ['https.html#httpsgeturl-options-callback', 'http.ClientRequest'],
  'https.request': ['https.html#httpsrequesturl-options-callback', 'http.ClientRequest'],
  'http2.connect': [
    'http2.html#http2connectauthority-options-listener',
    'http2.ClientHttp2Session',
  ],
  'http2.ClientHttp2Session.request': [
    'http2.html#clienthttp2sessionrequestheaders-options',
    'http2.Http2Stream',
  ],
  'http2.createServer': [
    'http2.html#http2createserveroptions-onrequesthandler',
    'http2.Http2Server',
  ],
  'http2.createSecureServer': [
    'http2.html#http2createsecureserveroptions-onrequesthandler',
    'http2.Http2Server',
  ],
};

export const serverEntries: Readonly<Record<string, Entry>> = {
  ...Object.fromEntries(
    Object.entries(makers).map(([name, [page, returns]]) => [name, { page: api + page, returns }]),
  ),
  'net.Server.@@asyncDispose': {
    page: `${api}net.html#serversymbolasyncdispose`,
    await: {
      ...closing((call) => l10n.t('{0} to be closed', call.receiver), { raises: [] }),
      waitsFor: 'event',
    },
  },
};

export const serverBases = {
  'http2.ClientHttp2Session': 'events.EventEmitter',
  'http2.Http2Stream': 'net.Socket',
  'http2.Http2Server': 'net.Server',
  'net.Server': 'events.EventEmitter',
  'http.Server': 'net.Server',
  'https.Server': 'http.Server',
  'http.ClientRequest': 'stream.Writable',
  'http.ServerResponse': 'stream.Writable',
};

export const serverHandlers: Readonly<Record<string, readonly TypeName[]>> = {
  'http.createServer': handler,
  'https.createServer': handler,
  'net.createServer': ['net.Socket'],
  'http2.createServer': handler,
  'http2.createSecureServer': handler,
  'http2.Http2Server.on(request)': handler,
  'http2.Http2Server.on(stream)': ['http2.Http2Stream'],
  'http.get': [request],
  'http.request': [request],
  'https.get': [request],
  'https.request': [request],
  'http.Server.on(request)': handler,
  'net.Server.on(connection)': ['net.Socket'],
  'http.ClientRequest.on(response)': [request],
};
