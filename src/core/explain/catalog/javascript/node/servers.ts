import type { Entry, TypeName } from '../../schema';
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
};

export const serverEntries: Readonly<Record<string, Entry>> = Object.fromEntries(
  Object.entries(makers).map(([name, [page, returns]]) => [name, { page: api + page, returns }]),
);

export const serverBases = {
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
  'http.get': [request],
  'http.request': [request],
  'https.get': [request],
  'https.request': [request],
  'http.Server.on(request)': handler,
  'net.Server.on(connection)': ['net.Socket'],
  'http.ClientRequest.on(response)': [request],
};
