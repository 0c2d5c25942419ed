import { pure } from '../builtins/primitives';
import type { Realm } from '../realm';
import { ArrayObject } from '../values/array';
import { isCallable, toText } from '../values/convert';
import { decode, encode } from '../values/encodings';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';

/** Text that is not well-formed is decoded byte by byte (`unescapeBuffer`). */
function unescapeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    const bytes = text
      .split(/(%[\da-f]{2})/i)
      .flatMap((part, n) => (n % 2 === 1 ? [parseInt(part.slice(1), 16)] : encode(part, 'utf8')));
    return decode(bytes, 'utf8');
  }
}

/** Only primitives have a text in a query (`stringifyPrimitive`). */
function primitiveText(value: Value): string {
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  return typeof value === 'number' && Number.isFinite(value) ? String(value) : '';
}

/** node:querystring (lib/querystring.js). */
export function makeQuerystring(realm: Realm): JSObject {
  const separator = (value: Value, usual: string): string =>
    value === undefined || value === null || value === '' ? usual : toText(value);
  const custom = (options: Value, name: string, usual: (text: string) => string) => {
    const code = options instanceof JSObject ? options.get(name) : undefined;
    return isCallable(code) ? (text: string) => toText(code.call(undefined, [text])) : usual;
  };
  const parse = (_self: Value, [query, between, equals, options]: Value[]): Value => {
    const result = new JSObject(null);
    if (typeof query !== 'string' || query === '') return result;
    const unescape = custom(options, 'decodeURIComponent', unescapeText);
    const mark = separator(equals, '=');
    for (const part of query.split(separator(between, '&'))) {
      if (part === '') continue;
      const at = part.indexOf(mark);
      const [key = '', value = ''] = (
        at < 0 ? [part, ''] : [part.slice(0, at), part.slice(at + mark.length)]
      ).map((text) => unescape(text.replaceAll('+', ' ')));
      const known = result.getOwn(key)?.value;
      if (known instanceof ArrayObject) known.items.push(value);
      else result.put(key, known === undefined ? value : realm.array([known, value]));
    }
    return result;
  };
  const stringify = (_self: Value, [object, between, equals, options]: Value[]): Value => {
    if (!(object instanceof JSObject)) return '';
    const escape = custom(options, 'encodeURIComponent', encodeURIComponent);
    const mark = separator(equals, '=');
    const pairs = object.ownKeys().flatMap((key) => {
      if (typeof key === 'symbol' || !object.getOwn(key)?.enumerable) return [];
      const value = object.get(key);
      const values = value instanceof ArrayObject ? value.items : [value];
      return values.map((each) => `${escape(key)}${mark}${escape(primitiveText(each))}`);
    });
    return pairs.join(separator(between, '&'));
  };
  return realm.methods(realm.object(), {
    parse,
    decode: parse,
    stringify,
    encode: stringify,
    escape: pure('querystring.escape', (_self, [text]) => encodeURIComponent(toText(text))),
    unescape: pure('querystring.unescape', (_self, [text]) => unescapeText(toText(text))),
  });
}
