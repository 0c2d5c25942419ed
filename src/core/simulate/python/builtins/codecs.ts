import { PyBytes } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { escaped } from '../operations/escapes';

/* Lib/encodings: texts as bytes and back, with the error handlers of Python/codecs.c. */

interface Codec {
  /** As messages write it. */
  readonly name: string;
  /** The bytes of a character; null where it has none. */
  encode(code: number): readonly number[] | null;
  /** The character at a place; a text says why there is none. `size` bytes are then left out. */
  decode(bytes: Uint8Array, index: number): { code: number | string; size: number };
  /** What stands before the text. */
  readonly mark: readonly number[];
  /** Why a character cannot be encoded. */
  readonly limit: string;
}

const utf8: Codec = {
  name: 'utf-8',
  mark: [],
  limit: 'surrogates not allowed',
  encode: (code) => {
    if (code < 0x80) return [code];
    if (code >= 0xd800 && code < 0xe000) return null;
    const tail = (shift: number): number => 0x80 | ((code >> shift) & 63);
    if (code < 0x800) return [0xc0 | (code >> 6), tail(0)];
    if (code < 0x10000) return [0xe0 | (code >> 12), tail(6), tail(0)];
    return [0xf0 | (code >> 18), tail(12), tail(6), tail(0)];
  },
  decode: decodeUtf8,
};

/** How many bytes a character takes whose first byte this is; 0 where it is no first byte. */
function sequenceSize(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  if (first < 0xe0) return 2;
  if (first < 0xf0) return 3;
  return first < 0xf5 ? 4 : 0;
}

function decodeUtf8(bytes: Uint8Array, index: number): { code: number | string; size: number } {
  const first = bytes[index] ?? 0;
  const size = sequenceSize(first);
  if (size === 0) return { code: 'invalid start byte', size: 1 };
  let code = size === 1 ? first : first & (0xff >> (size + 1));
  for (let next = 1; next < size; next++) {
    const byte = bytes[index + next];
    if (byte === undefined) return { code: 'unexpected end of data', size: next };
    if (!continues(first, next, byte)) return { code: 'invalid continuation byte', size: next };
    code = (code << 6) | (byte & 63);
  }
  return { code, size };
}

/** The second byte is bounded further: no overlong forms, no surrogates, nothing above U+10FFFF. */
function continues(first: number, place: number, byte: number): boolean {
  if ((byte & 0xc0) !== 0x80) return false;
  if (place > 1) return true;
  if (first === 0xe0) return byte >= 0xa0;
  if (first === 0xed) return byte < 0xa0;
  if (first === 0xf0) return byte >= 0x90;
  return first !== 0xf4 || byte < 0x90;
}

/** An encoding of one byte a character, of the first `count` characters of Unicode. */
function narrow(name: string, count: number): Codec {
  const limit = `ordinal not in range(${count})`;
  return {
    name,
    mark: [],
    limit,
    encode: (code) => (code < count ? [code] : null),
    decode: (bytes, index) => {
      const code = bytes[index] ?? 0;
      return { code: code < count ? code : limit, size: 1 };
    },
  };
}

/** UTF-16 or UTF-32: units of `width` bytes. */
function wide(name: string, width: 2 | 4, little: boolean, mark: boolean): Codec {
  const unit = (value: number): number[] => {
    const bytes = Array.from({ length: width }, (_, at) => (value >>> (8 * at)) & 0xff);
    return little ? bytes : bytes.reverse();
  };
  const read = (bytes: Uint8Array, index: number): number => {
    let value = 0;
    for (let at = 0; at < width; at++) {
      value = value * 256 + (bytes[index + (little ? width - 1 - at : at)] ?? 0);
    }
    return value;
  };
  return {
    name,
    mark: mark ? unit(0xfeff) : [],
    limit: 'surrogates not allowed',
    encode: (code) => {
      if (width === 4 || code < 0x10000) return unit(code);
      const rest = code - 0x10000;
      return [...unit(0xd800 + (rest >> 10)), ...unit(0xdc00 + (rest & 0x3ff))];
    },
    decode: (bytes, index) => {
      if (index + width > bytes.length) {
        return { code: 'truncated data', size: bytes.length - index };
      }
      const code = read(bytes, index);
      const isPair = width === 2 && code >= 0xd800 && code < 0xdc00;
      if (!isPair) return { code, size: width };
      const low = read(bytes, index + 2);
      return { code: 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00), size: 4 };
    },
  };
}

const codecs: ReadonlyMap<string, Codec> = new Map([
  ['utf8', utf8],
  ['u8', utf8],
  ['utf8sig', { ...utf8, mark: [0xef, 0xbb, 0xbf] }],
  ['ascii', narrow('ascii', 128)],
  ['usascii', narrow('ascii', 128)],
  ['latin1', narrow('latin-1', 256)],
  ['latin', narrow('latin-1', 256)],
  ['l1', narrow('latin-1', 256)],
  ['iso88591', narrow('latin-1', 256)],
  ['utf16', wide('utf-16', 2, true, true)],
  ['utf16le', wide('utf-16-le', 2, true, false)],
  ['utf16be', wide('utf-16-be', 2, false, false)],
  ['utf32', wide('utf-32', 4, true, true)],
  ['utf32le', wide('utf-32-le', 4, true, false)],
  ['utf32be', wide('utf-32-be', 4, false, false)],
]);

function codecOf(encoding: string): Codec {
  const found = codecs.get(encoding.toLowerCase().replace(/[-_ ]/g, ''));
  return found ?? raise('LookupError', `unknown encoding: ${encoding}`);
}

/** `str.encode`. */
export function encode(text: string, encoding: string, errors = 'strict'): PyBytes {
  const codec = codecOf(encoding);
  const bytes: number[] = [...codec.mark];
  const chars = [...text];
  for (const [index, char] of chars.entries()) {
    const code = char.codePointAt(0) ?? 0;
    const encoded = codec.encode(code);
    if (encoded) bytes.push(...encoded);
    else if (errors === 'strict') unencodable(codec, chars, index, text);
    else bytes.push(...[...replaced(code, errors)].map((each) => each.charCodeAt(0)));
  }
  return new PyBytes(Uint8Array.from(bytes));
}

/** What an error handler writes for a character that cannot be encoded. */
function replaced(code: number, errors: string): string {
  switch (errors) {
    case 'ignore':
      return '';
    case 'replace':
      return '?';
    case 'xmlcharrefreplace':
      return `&#${code};`;
    case 'backslashreplace':
      return escaped(code);
    default:
      return raise('LookupError', `unknown error handler name '${errors}'`);
  }
}

/** Names the whole run of characters that cannot be encoded. */
function unencodable(codec: Codec, chars: readonly string[], start: number, text: string): never {
  let end = start + 1;
  while (end < chars.length && !codec.encode(chars[end]?.codePointAt(0) ?? 0)) end++;
  return raise('UnicodeEncodeError', codec.name, text, start, end, codec.limit);
}

/** `bytes.decode`. */
export function decode(bytes: Uint8Array, encoding = 'utf-8', errors = 'strict'): string {
  const codec = codecOf(encoding);
  const { mark } = codec;
  const marked = mark.length > 0 && mark.every((byte, index) => bytes[index] === byte);
  let text = '';
  for (let index = marked ? mark.length : 0; index < bytes.length;) {
    const { code, size } = codec.decode(bytes, index);
    if (typeof code === 'number') text += String.fromCodePoint(code);
    else if (errors === 'strict') {
      const end = index + size;
      raise('UnicodeDecodeError', codec.name, new PyBytes(bytes), index, end, code);
    } else if (errors === 'replace') text += '\ufffd';
    else if (errors === 'backslashreplace') {
      text += [...bytes.slice(index, index + size)].map(escaped).join('');
    } else if (errors !== 'ignore') {
      raise('LookupError', `unknown error handler name '${errors}'`);
    }
    index += size;
  }
  return text;
}
