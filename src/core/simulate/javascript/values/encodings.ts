/** Node's character encodings over plain bytes (lib/buffer.js), without the host's own Buffer, which browsers lack. */

export type Encoding = 'utf8' | 'hex' | 'base64' | 'base64url' | 'latin1' | 'ascii' | 'utf16le';

const aliases: Readonly<Record<string, Encoding>> = {
  utf8: 'utf8',
  'utf-8': 'utf8',
  hex: 'hex',
  base64: 'base64',
  base64url: 'base64url',
  latin1: 'latin1',
  binary: 'latin1',
  ascii: 'ascii',
  utf16le: 'utf16le',
  'utf-16le': 'utf16le',
  ucs2: 'utf16le',
  'ucs-2': 'utf16le',
};

/** The encoding of a name in any case; undefined for one that Node does not have. */
export function encodingOf(name: string): Encoding | undefined {
  return aliases[name.toLowerCase()];
}

const base64Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

export function encode(text: string, encoding: Encoding): number[] {
  switch (encoding) {
    case 'utf8':
      return utf8Bytes(text);
    case 'hex':
      // What follows the first pair that is none is dropped.
      return Array.from(/^(?:[0-9a-fA-F]{2})*/.exec(text)?.[0].match(/../g) ?? [], (pair) =>
        parseInt(pair, 16),
      );
    case 'base64':
    case 'base64url':
      return fromBase64(text);
    case 'utf16le':
      return text.split('').flatMap((unit) => [unit.charCodeAt(0) & 255, unit.charCodeAt(0) >> 8]);
    default:
      return Array.from({ length: text.length }, (_, n) => text.charCodeAt(n) & 255);
  }
}

export function decode(bytes: ArrayLike<number>, encoding: Encoding): string {
  const list = Array.from(bytes);
  switch (encoding) {
    case 'utf8':
      return utf8Text(list);
    case 'hex':
      return list.map((byte) => byte.toString(16).padStart(2, '0')).join('');
    case 'base64':
      return toBase64(list);
    case 'base64url':
      return toBase64(list).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
    case 'utf16le':
      return Array.from({ length: list.length >> 1 }, (_, n) =>
        String.fromCharCode((list[2 * n] ?? 0) | ((list[2 * n + 1] ?? 0) << 8)),
      ).join('');
    default:
      return list
        .map((byte) => String.fromCharCode(encoding === 'ascii' ? byte & 127 : byte))
        .join('');
  }
}

/** How many bytes at the end belong to a character of which the rest is still to come. */
export function incompleteTail(bytes: readonly number[], encoding: Encoding): number {
  switch (encoding) {
    case 'utf8': {
      const at = bytes.findLastIndex((byte) => (byte & 0xc0) !== 0x80);
      const start = lead(bytes[at] ?? 0);
      const tail = bytes.length - at;
      return at >= 0 && start && tail <= start.length ? tail : 0;
    }
    case 'utf16le': {
      const odd = bytes.length % 2;
      const last = bytes[bytes.length - odd - 1] ?? 0;
      return last >= 0xd8 && last < 0xdc ? odd + 2 : odd;
    }
    case 'base64':
    case 'base64url':
      return bytes.length % 3;
    default:
      return 0;
  }
}

function utf8Bytes(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000)
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 63),
        0x80 | ((code >> 6) & 63),
        0x80 | (code & 63),
      );
  }
  return bytes;
}

/** How many bytes follow a lead byte, and which of its bits count. */
function lead(byte: number): { readonly length: number; readonly bits: number } | null {
  if (byte >= 0xc2 && byte < 0xe0) return { length: 1, bits: byte & 31 };
  if (byte >= 0xe0 && byte < 0xf0) return { length: 2, bits: byte & 15 };
  if (byte >= 0xf0 && byte < 0xf5) return { length: 3, bits: byte & 7 };
  return null;
}

function utf8Text(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] ?? 0;
    const start = lead(byte);
    if (byte < 0x80) text += String.fromCharCode(byte);
    else if (!start) text += '\ufffd';
    else {
      let code = start.bits;
      let taken = 0;
      while (taken < start.length && ((bytes[at + 1 + taken] ?? 0) & 0xc0) === 0x80) {
        code = (code << 6) | ((bytes[at + 1 + taken] ?? 0) & 63);
        taken++;
      }
      text += taken === start.length ? String.fromCodePoint(code) : '\ufffd';
      at += taken;
    }
  }
  return text;
}

function toBase64(bytes: readonly number[]): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = bytes.slice(at, at + 3);
    const group = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    text += base64Digits.charAt(group >> 18) + base64Digits.charAt((group >> 12) & 63);
    text += b === undefined ? '=' : base64Digits.charAt((group >> 6) & 63);
    text += c === undefined ? '=' : base64Digits.charAt(group & 63);
  }
  return text;
}

function fromBase64(text: string): number[] {
  const bytes: number[] = [];
  let bits = 0;
  let held = 0;
  for (const digit of text.replace(/-/g, '+').replace(/_/g, '/')) {
    const value = base64Digits.indexOf(digit);
    if (value < 0) continue;
    bits = (bits << 6) | value;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes.push((bits >> held) & 255);
    bits &= (1 << held) - 1;
  }
  return bytes;
}
