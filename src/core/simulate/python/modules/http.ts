import { PyTuple } from '../objects/containers';
import { numberOf } from '../operations/compare';
import { makeDict } from '../operations/hash';
import { defineGetters, makeModule } from '../operations/native';
import { PyInstance } from '../objects/object';
import { build, intEnumClass, strEnumClass } from './enum';

/* Lib/http/__init__.py: the status codes of the IANA registry. */

const statuses = `
100 Continue
101 Switching Protocols
102 Processing
103 Early Hints
200 OK
201 Created
202 Accepted
203 Non-Authoritative Information
204 No Content
205 Reset Content
206 Partial Content
207 Multi-Status
208 Already Reported
226 IM Used
300 Multiple Choices
301 Moved Permanently
302 Found
303 See Other
304 Not Modified
305 Use Proxy
307 Temporary Redirect
308 Permanent Redirect
400 Bad Request
401 Unauthorized
402 Payment Required
403 Forbidden
404 Not Found
405 Method Not Allowed
406 Not Acceptable
407 Proxy Authentication Required
408 Request Timeout
409 Conflict
410 Gone
411 Length Required
412 Precondition Failed
413 Request Entity Too Large
414 Request-URI Too Long
415 Unsupported Media Type
416 Requested Range Not Satisfiable
417 Expectation Failed
418 I'm a Teapot
421 Misdirected Request
422 Unprocessable Entity
423 Locked
424 Failed Dependency
425 Too Early
426 Upgrade Required
428 Precondition Required
429 Too Many Requests
431 Request Header Fields Too Large
451 Unavailable For Legal Reasons
500 Internal Server Error
501 Not Implemented
502 Bad Gateway
503 Service Unavailable
504 Gateway Timeout
505 HTTP Version Not Supported
506 Variant Also Negotiates
507 Insufficient Storage
508 Loop Detected
510 Not Extended
511 Network Authentication Required
`
  .trim()
  .split('\n')
  .map((line) => ({ code: Number(line.slice(0, 3)), phrase: line.slice(4) }));

function nameOf(phrase: string): string {
  return phrase.replaceAll("'", '').replace(/[ -]/g, '_').toUpperCase();
}

const statusClass = build(
  'HTTPStatus',
  new PyTuple([intEnumClass]),
  makeDict(statuses.map(({ code, phrase }) => [nameOf(phrase), code])),
);
statusClass.module = 'http';
for (const { phrase } of statuses) {
  const member = statusClass.dict.get(nameOf(phrase));
  if (member instanceof PyInstance) member.attributes?.set('phrase', phrase);
}

function isOfHundred(hundred: number): (self: PyInstance) => boolean {
  return (self) => Math.floor(Number(numberOf(self)) / 100) === hundred;
}

defineGetters(statusClass, {
  is_informational: isOfHundred(1),
  is_success: isOfHundred(2),
  is_redirection: isOfHundred(3),
  is_client_error: isOfHundred(4),
  is_server_error: isOfHundred(5),
});

const methodNames = 'CONNECT DELETE GET HEAD OPTIONS PATCH POST PUT TRACE'.split(' ');
const methodClass = build(
  'HTTPMethod',
  new PyTuple([strEnumClass]),
  makeDict(methodNames.map((name) => [name, name])),
);
methodClass.module = 'http';

export const httpModule = makeModule(
  'http',
  {},
  { HTTPStatus: statusClass, HTTPMethod: methodClass },
);
