import { PyBytes, PyDict, PyList, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import type { Value } from '../objects/object';
import { bytesOf } from '../builtins/bytes';
import { decode, encode } from '../builtins/codecs';
import { textOf } from '../operations/compare';
import { items } from '../operations/iterate';
import { define, defineGetters, makeModule } from '../operations/native';
import { repr, str } from '../operations/repr';
import { truth } from '../operations/truth';
import { makeNamedTuple } from './collections';

/* Lib/urllib/parse.py, for texts. */

interface Parts {
  readonly scheme: string;
  readonly netloc: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

/** RFC 3986's own expression for the parts of a reference, with a scheme as the RFC spells it. */
const reference =
  /^(?:([a-zA-Z][a-zA-Z\d+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s;

function splitUrl(url: string, scheme = '', allowFragments = true): Parts {
  const clean = url.replace(/^[\0-\x20]+/, '').replace(/[\t\r\n]/g, '');
  const hash = allowFragments ? -1 : clean.indexOf('#');
  const match = reference.exec(hash < 0 ? clean : clean.slice(0, hash)) ?? [];
  const [, given, netloc = '', path = '', query = '', fragment = ''] = match;
  const rest = hash < 0 ? '' : clean.slice(hash);
  return {
    scheme: given?.toLowerCase() ?? scheme,
    netloc,
    path: query === '' ? path + rest : path,
    query: query === '' ? '' : query + rest,
    fragment,
  };
}

function joinParts({ scheme, netloc, path, query, fragment }: Parts): string {
  let url = path;
  if (netloc !== '' || (scheme === 'file' && url.startsWith('/'))) {
    url = `//${netloc}${url !== '' && !url.startsWith('/') ? '/' : ''}${url}`;
  }
  if (scheme !== '') url = `${scheme}:${url}`;
  if (query !== '') url += `?${query}`;
  return fragment === '' ? url : `${url}#${fragment}`;
}

const module = 'urllib.parse';
const splitClass = makeNamedTuple(
  'SplitResult',
  ['scheme', 'netloc', 'path', 'query', 'fragment'],
  [],
  module,
);
const parseClass = makeNamedTuple(
  'ParseResult',
  ['scheme', 'netloc', 'path', 'params', 'query', 'fragment'],
  [],
  module,
);

function text(value: Value | undefined): string {
  return value === undefined || value === null ? '' : str(value);
}

/** The last part of a path without the parameters behind its semicolon, and those. */
function splitParams(path: string): readonly [string, string] {
  const cut = path.indexOf(';', path.lastIndexOf('/') + 1);
  return cut < 0 ? [path, ''] : [path.slice(0, cut), path.slice(cut + 1)];
}

function parsed(url: string, scheme?: string, allowFragments?: boolean): PyTuple {
  const { scheme: kind, netloc, path, query, fragment } = splitUrl(url, scheme, allowFragments);
  return new PyTuple([kind, netloc, ...splitParams(path), query, fragment], parseClass);
}

function partsOf({ items: values, cls }: PyTuple): Parts {
  const [scheme, netloc, path, ...rest] = values.map(text);
  const [params, query, fragment] = cls === parseClass || rest.length === 3 ? rest : ['', ...rest];
  return {
    scheme: scheme ?? '',
    netloc: netloc ?? '',
    path: (path ?? '') + (params ? `;${params}` : ''),
    query: query ?? '',
    fragment: fragment ?? '',
  };
}

/** `user:password@host:port`. */
const authority = /^(?:([^@]*?)(?::([^@]*))?@)?(\[[^\]]*\]|[^:]*)(?::(.*))?$/;

function port(given: string | undefined): Value {
  if (given === undefined || given === '') return null;
  if (!/^\d+$/.test(given)) {
    raise('ValueError', `Port could not be cast to integer value as ${repr(given)}`);
  }
  return Number(given) <= 65_535 ? Number(given) : raise('ValueError', 'Port out of range 0-65535');
}

for (const cls of [splitClass, parseClass]) {
  const part = (self: PyTuple, index: number): string | undefined =>
    authority.exec(partsOf(self).netloc)?.[index];
  define(cls, { 'geturl(self)': (self: PyTuple) => joinParts(partsOf(self)) });
  defineGetters(cls, {
    username: (self: PyTuple) => part(self, 1) ?? null,
    password: (self: PyTuple) => part(self, 2) ?? null,
    hostname: (self: PyTuple) => part(self, 3)?.replace(/[[\]]/g, '').toLowerCase() || null,
    port: (self: PyTuple) => port(part(self, 4)),
  });
}

/** Takes `.` and `..` out of a path: RFC 3986, 5.2.4. */
function withoutDots(segments: readonly string[]): string[] {
  const kept: string[] = [];
  for (const segment of segments) {
    if (segment === '..') {
      if (kept.length > 1) kept.pop();
    } else if (segment !== '.') {
      kept.push(segment);
    }
  }
  if (['.', '..'].includes(segments.at(-1) ?? '')) kept.push('');
  return kept;
}

/** The path of a reference below that of a base. */
function mergedPath(base: string, path: string): string {
  if (path.startsWith('/')) return withoutDots(path.split('/')).join('/') || '/';
  const above = base.split('/').slice(0, -1);
  const segments = [...(above.length > 0 ? above : ['']), ...path.split('/')];
  const [first = '', ...rest] = segments;
  const middle = rest.slice(0, -1).filter(Boolean);
  return withoutDots([first, ...middle, ...rest.slice(-1)]).join('/') || '/';
}

function urlJoin(base: string, url: string): string {
  if (base === '') return url;
  if (url === '') return base;
  const from = splitUrl(base);
  const to = splitUrl(url, from.scheme);
  if (to.scheme !== from.scheme) return url;
  if (to.netloc !== '') return joinParts(to);
  if (to.path === '')
    return joinParts({ ...from, query: to.query || from.query, fragment: to.fragment });
  const path = mergedPath(from.path, to.path);
  const isRelative = from.netloc === '' && !from.path.startsWith('/') && !to.path.startsWith('/');
  return joinParts({
    ...to,
    netloc: from.netloc,
    path: isRelative ? path.replace(/^\//, '') : path,
  });
}

const unreserved = /[A-Za-z0-9_.~-]/;

function quote(value: Value, safe: string): string {
  const bytes = value instanceof PyBytes ? value.bytes : encode(str(value), 'utf-8').bytes;
  let quoted = '';
  for (const byte of bytes) {
    const char = String.fromCharCode(byte);
    const stays = byte < 128 && (unreserved.test(char) || safe.includes(char));
    quoted += stays ? char : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return quoted;
}

function quotePlus(value: Value, safe: string): string {
  return quote(value, `${safe} `).replaceAll(' ', '+');
}

function unquoteBytes(quoted: string): Uint8Array {
  const bytes: number[] = [];
  for (const part of quoted.split(/(%[\da-fA-F]{2})/)) {
    if (/^%[\da-fA-F]{2}$/.test(part)) bytes.push(parseInt(part.slice(1), 16));
    else bytes.push(...bytesOf(part));
  }
  return Uint8Array.from(bytes);
}

function unquote(quoted: string): string {
  return decode(unquoteBytes(quoted), 'utf-8', 'replace');
}

function unquotePlus(quoted: string): string {
  return unquote(quoted.replaceAll('+', ' '));
}

function pairsOf(query: string, keepBlank: boolean, separator: string): [string, string][] {
  const pairs: [string, string][] = [];
  for (const field of query.split(separator)) {
    if (field === '') continue;
    const [name = '', ...value] = field.split('=');
    if (value.length === 0 && !keepBlank) continue;
    if (value.join('=') === '' && !keepBlank) continue;
    pairs.push([unquotePlus(name), unquotePlus(value.join('='))]);
  }
  return pairs;
}

function urlEncode(query: Value, doSequences: Value, safe: string, via: Value): string {
  const quoting =
    via === null || (via as { name?: string }).name === 'quote_plus' ? quotePlus : quote;
  const entries =
    query instanceof PyDict
      ? [...query.entries.values()].map(({ key, value }) => [key, value])
      : items(query).map((pair) => items(pair));
  const fields: string[] = [];
  for (const [key = null, value = null] of entries) {
    const many = truth(doSequences) && textOf(value) === undefined && isSequence(value);
    for (const each of many ? items(value) : [value]) {
      fields.push(`${quoting(key, safe)}=${quoting(each, safe)}`);
    }
  }
  return fields.join('&');
}

function isSequence(value: Value): boolean {
  return value instanceof PyList || value instanceof PyTuple;
}

export const urllibParseModule = makeModule(
  module,
  {
    "urlparse(url, scheme='', allow_fragments=True)": parsed,
    "urlsplit(url, scheme='', allow_fragments=True)": (
      url: string,
      scheme: string,
      allowFragments: boolean,
    ) => new PyTuple(Object.values(splitUrl(url, scheme, allowFragments)), splitClass),
    'urlunparse(components)': (parts: Value) =>
      joinParts(partsOf(new PyTuple(items(parts), parseClass))),
    'urlunsplit(components)': (parts: Value) =>
      joinParts(partsOf(new PyTuple(items(parts), splitClass))),
    'urljoin(base, url, allow_fragments=True)': urlJoin,
    'urldefrag(url)': (url: string) => {
      const parts = splitUrl(url);
      return new PyTuple([joinParts({ ...parts, fragment: '' }), parts.fragment]);
    },
    "quote(string, safe='/', encoding=None, errors=None)": quote,
    "quote_plus(string, safe='', encoding=None, errors=None)": quotePlus,
    'unquote(string, encoding=None, errors=None)': unquote,
    'unquote_plus(string, encoding=None, errors=None)': unquotePlus,
    'unquote_to_bytes(string)': (quoted: string) => new PyBytes(unquoteBytes(quoted)),
    "urlencode(query, doseq=False, safe='', encoding=None, errors=None, quote_via=None)": (
      query: Value,
      doSequences: Value,
      safe: string,
      _encoding: Value,
      _errors: Value,
      via: Value,
    ) => urlEncode(query, doSequences, safe, via),
    "parse_qsl(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8', errors='replace', max_num_fields=None, separator='&')":
      (
        query: string,
        keepBlank: Value,
        _strict: Value,
        _encoding: Value,
        _errors: Value,
        _most: Value,
        separator: string,
      ) => new PyList(pairsOf(query, truth(keepBlank), separator).map((pair) => new PyTuple(pair))),
    "parse_qs(qs, keep_blank_values=False, strict_parsing=False, encoding='utf-8', errors='replace', max_num_fields=None, separator='&')":
      (
        query: string,
        keepBlank: Value,
        _strict: Value,
        _encoding: Value,
        _errors: Value,
        _most: Value,
        separator: string,
      ) => {
        const fields = new PyDict();
        for (const [name, value] of pairsOf(query, truth(keepBlank), separator)) {
          const known = fields.get(name);
          if (known instanceof PyList) known.items.push(value);
          else fields.set(name, name, new PyList([value]));
        }
        return fields;
      },
  },
  { ParseResult: parseClass, SplitResult: splitClass },
);

export const urllibModule = makeModule('urllib', {}, { parse: urllibParseModule });
