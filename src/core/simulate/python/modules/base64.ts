import { PyBytes } from '../objects/containers';
import { exceptionClass, raise } from '../objects/exceptions';
import { PyClass, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { bytesOf } from '../builtins/bytes';
import { textOf } from '../operations/compare';
import { makeModule } from '../operations/native';
import { crc32 } from './zlib';

/* Lib/base64.py and Modules/binascii.c, after RFC 4648. */

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const standard = `${upper}${upper.toLowerCase()}0123456789+/`;
const urlSafe = standard.replace('+/', '-_');
const base32 = `${upper}234567`;

const binasciiError = new PyClass('Error', [exceptionClass('ValueError')]);
binasciiError.module = 'binascii';

function input(data: Value): Uint8Array {
  if (!(data instanceof PyBytes)) {
    raise('TypeError', `a bytes-like object is required, not '${typeOf(data).name}'`);
  }
  return data.bytes;
}

function text(data: Value): string {
  return textOf(data) ?? String.fromCharCode(...input(data));
}

/** Groups of `width` bits as letters, filled up with `=` to whole groups of bytes. */
function encode(bytes: Uint8Array, alphabet: string, width: number): PyBytes {
  const group = width === 6 ? 4 : 8;
  let bits = 0;
  let count = 0;
  let result = '';
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    for (count += 8; count >= width;) {
      count -= width;
      result += alphabet.charAt((bits >> count) & ((1 << width) - 1));
    }
    bits &= (1 << count) - 1;
  }
  if (count > 0) result += alphabet.charAt(bits << (width - count));
  return new PyBytes(bytesOf(result.padEnd(Math.ceil(result.length / group) * group, '=')));
}

function decode(data: Value, alphabet: string, width: number): PyBytes {
  const given = text(data);
  const letters = [...given].filter((letter) => alphabet.includes(letter));
  const group = width === 6 ? 4 : 8;
  const padding = /=*$/.exec(given.trimEnd())?.[0].length ?? 0;
  if ((letters.length + padding) % group !== 0) {
    if (width !== 6 || letters.length % 4 !== 1) raise(binasciiError, 'Incorrect padding');
    raise(
      binasciiError,
      `Invalid base64-encoded string: number of data characters (${letters.length}) cannot be 1 more than a multiple of 4`,
    );
  }
  const bytes: number[] = [];
  let bits = 0;
  let count = 0;
  for (const letter of letters) {
    bits = ((bits << width) | alphabet.indexOf(letter)) & 0xffff;
    count += width;
    if (count < 8) continue;
    count -= 8;
    bytes.push((bits >> count) & 255);
  }
  return new PyBytes(Uint8Array.from(bytes));
}

function hexlify(data: Value): PyBytes {
  const digits = [...input(data)].map((byte) => byte.toString(16).padStart(2, '0'));
  return new PyBytes(bytesOf(digits.join('')));
}

function unhexlify(data: Value): PyBytes {
  const digits = text(data);
  if (digits.length % 2 > 0) raise(binasciiError, 'Odd-length string');
  if (!/^[\da-f]*$/i.test(digits)) raise(binasciiError, 'Non-hexadecimal digit found');
  return new PyBytes(Uint8Array.from(digits.match(/../g) ?? [], (pair) => parseInt(pair, 16)));
}

export const base64Module = makeModule('base64', {
  'b64encode(s, altchars=None)': (data: Value) => encode(input(data), standard, 6),
  'b64decode(s, altchars=None, validate=False)': (data: Value) => decode(data, standard, 6),
  'standard_b64encode(s)': (data: Value) => encode(input(data), standard, 6),
  'standard_b64decode(s)': (data: Value) => decode(data, standard, 6),
  'urlsafe_b64encode(s)': (data: Value) => encode(input(data), urlSafe, 6),
  'urlsafe_b64decode(s)': (data: Value) => decode(data, urlSafe, 6),
  'b32encode(s)': (data: Value) => encode(input(data), base32, 5),
  'b32decode(s, casefold=False, map01=None)': (data: Value) => decode(data, base32, 5),
  'b16encode(s)': (data: Value) => new PyBytes(bytesOf(text(hexlify(data)).toUpperCase())),
  'b16decode(s, casefold=False)': unhexlify,
});

export const binasciiModule = makeModule(
  'binascii',
  {
    'hexlify(data, sep=None, bytes_per_sep=1)': hexlify,
    'b2a_hex(data, sep=None, bytes_per_sep=1)': hexlify,
    'unhexlify(hexstr, /)': unhexlify,
    'a2b_hex(hexstr, /)': unhexlify,
    'crc32(data, crc=0, /)': (data: Value, start: number) => crc32(input(data), start),
  },
  { Error: binasciiError },
);
