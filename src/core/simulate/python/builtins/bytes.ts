import type { PyDict } from '../objects/containers';
import {
  PyBytes,
  PyList,
  PySlice,
  PyTuple,
  bytearrayClass,
  bytesClass,
} from '../objects/containers';
import { raise } from '../objects/exceptions';
import { strClass } from '../objects/object';
import type { Kwargs, PyClass, Value } from '../objects/object';
import { call } from '../operations/call';
import { textOf } from '../operations/compare';
import { indexOf, slice, sliceIndices } from '../operations/items';
import { items } from '../operations/iterate';
import { define } from '../operations/native';
import { formatPercent } from '../operations/percent';
import { str } from '../operations/repr';
import { encode } from './str';

/* The library reference's "Binary Sequence Types": bytes and bytearray. */

/** The bytes that a constructor or a method is given. */
export function bytesOf(source: Value, encoding = 'utf-8'): Uint8Array {
  if (source instanceof PyBytes) return source.bytes;
  const text = textOf(source);
  if (text !== undefined) return encode(text, encoding).bytes;
  if (typeof source === 'number') return new Uint8Array(source);
  return Uint8Array.from(items(source), (item) => byteOf(item, 'bytes'));
}

function byteOf(value: Value, what = 'byte'): number {
  const byte = indexOf(value, what);
  if (byte < 0 || byte > 255) raise('ValueError', `${what} must be in range(0, 256)`);
  return byte;
}

/** Bytes as the text of the same code points, on which the methods of str can work. */
export function latinText(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return text;
}

export function fromLatin(text: string, cls: PyClass = bytesClass): PyBytes {
  return new PyBytes(encode(text, 'latin-1').bytes, cls);
}

/** `bytes.decode`: every encoding but Latin-1 and ASCII is taken for UTF-8. */
export function decode(bytes: Uint8Array, encoding: string, errors = 'strict'): string {
  if (/^(latin|iso-?8859-?1)/i.test(encoding)) return latinText(bytes);
  const isAscii = /^(us-)?ascii/i.test(encoding);
  let text = '';
  for (let index = 0; index < bytes.length;) {
    const size = sequenceSize(bytes, index);
    if (size === 0 || (isAscii && size > 1)) {
      if (errors === 'strict') undecodable(bytes, index, isAscii);
      if (errors === 'replace') text += '\ufffd';
      index++;
      continue;
    }
    let code = bytes[index] ?? 0;
    if (size > 1) code &= 0xff >> (size + 1);
    for (let next = 1; next < size; next++) code = (code << 6) | ((bytes[index + next] ?? 0) & 63);
    text += String.fromCodePoint(code);
    index += size;
  }
  return text;
}

/** How many bytes the character at `index` takes in UTF-8; 0 where there is none. */
function sequenceSize(bytes: Uint8Array, index: number): number {
  const first = bytes[index] ?? 0;
  const size =
    first < 0x80
      ? 1
      : first < 0xc2
        ? 0
        : first < 0xe0
          ? 2
          : first < 0xf0
            ? 3
            : first < 0xf5
              ? 4
              : 0;
  for (let next = 1; next < size; next++) {
    if (((bytes[index + next] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return size;
}

function undecodable(bytes: Uint8Array, index: number, isAscii: boolean): never {
  const byte = bytes[index] ?? 0;
  const what = `byte 0x${byte.toString(16).padStart(2, '0')} in position ${index}`;
  if (isAscii) {
    raise('UnicodeDecodeError', `'ascii' codec can't decode ${what}: ordinal not in range(128)`);
  }
  const starts = byte >= 0xc2 && byte < 0xf5;
  const atEnd = index + 1 >= bytes.length;
  const reason = !starts
    ? 'invalid start byte'
    : atEnd
      ? 'unexpected end of data'
      : 'invalid continuation byte';
  raise('UnicodeDecodeError', `'utf-8' codec can't decode ${what}: ${reason}`);
}

/** Methods that do to bytes what those of str do to the text of the same code points. */
const shared =
  `upper lower capitalize title swapcase strip lstrip rstrip split rsplit splitlines join startswith endswith
  removeprefix removesuffix replace find rfind index rindex count center ljust rjust zfill expandtabs partition
  rpartition isdigit isalpha isalnum isspace isupper islower istitle isascii`.split(/\s+/);

/** Searches take a byte by its number, too. */
const searches = new Set(['find', 'rfind', 'index', 'rindex', 'count']);

function toText(value: Value): Value {
  if (value instanceof PyBytes) return latinText(value.bytes);
  if (value instanceof PyTuple) return new PyTuple(value.items.map(toText));
  return value;
}

function toBytes(value: Value, cls: PyClass): Value {
  if (typeof value === 'string') return fromLatin(value, cls);
  if (value instanceof PyList) return new PyList(value.items.map((item) => toBytes(item, cls)));
  if (value instanceof PyTuple) return new PyTuple(value.items.map((item) => toBytes(item, cls)));
  return value;
}

function callShared(name: string, self: PyBytes, args: PyTuple, kwargs: PyDict): Value {
  const given = args.items.map((arg, index) => {
    if (name === 'join') return new PyList(items(arg).map(toText));
    if (typeof arg === 'string') {
      raise('TypeError', `a bytes-like object is required, not 'str'`);
    }
    return typeof arg === 'number' && index === 0 && searches.has(name)
      ? String.fromCharCode(arg)
      : toText(arg);
  });
  const named: Kwargs = new Map(
    [...kwargs.entries.values()].map(({ key, value }) => [str(key), toText(value)]),
  );
  const method = strClass.lookup(name) ?? null;
  return toBytes(call(method, [latinText(self.bytes), ...given], named), self.cls);
}

function hex(bytes: Uint8Array, separator: Value): string {
  const between = separator === null ? '' : str(toText(separator));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(between);
}

for (const cls of [bytesClass, bytearrayClass]) {
  cls.allocate = (made) => new PyBytes(new Uint8Array(), made);
  for (const name of shared) {
    define(cls, {
      [`${name}(self, *args, **kwargs)`]: (self: PyBytes, args: PyTuple, kwargs: PyDict) =>
        callShared(name, self, args, kwargs),
    });
  }
  define(cls, {
    "__new__(cls, source=(), encoding='utf-8', errors='strict')": (
      made: PyClass,
      source: Value,
      encoding: string,
    ) => {
      return new PyBytes(bytesOf(source, encoding).slice(), made);
    },
    '__init__(self, *args, **kwargs)': () => null,
    "decode(self, /, encoding='utf-8', errors='strict')": (
      self: PyBytes,
      encoding: string,
      errors: string,
    ) => decode(self.bytes, encoding, errors),
    'hex(self, sep=None)': (self: PyBytes, separator: Value) => hex(self.bytes, separator),
    '@classmethod fromhex(cls, string, /)': (made: PyClass, text: string) => {
      const digits = text.replace(/\s+/g, '');
      if (!/^([0-9a-fA-F]{2})*$/.test(digits)) {
        const place = text.search(/[^0-9a-fA-F\s]/);
        const position = place < 0 ? text.length : place;
        raise(
          'ValueError',
          `non-hexadecimal number found in fromhex() arg at position ${position}`,
        );
      }
      const pairs = digits.match(/../g) ?? [];
      return new PyBytes(
        Uint8Array.from(pairs, (pair) => parseInt(pair, 16)),
        made,
      );
    },
    '__mod__(self, args, /)': (self: PyBytes, args: Value) =>
      fromLatin(formatPercent(latinText(self.bytes), toText(args)), self.cls),
    'translate(self, table, /)': (self: PyBytes, table: PyBytes) =>
      new PyBytes(
        self.bytes.map((byte) => table.bytes[byte] ?? byte),
        self.cls,
      ),
  });
}

function splice(self: PyBytes, start: number, count: number, added: Iterable<number>): void {
  const bytes = [...self.bytes];
  bytes.splice(start, count, ...added);
  self.bytes = Uint8Array.from(bytes);
}

function place(self: PyBytes, index: Value): number {
  const number = indexOf(index, 'bytearray');
  const found = number < 0 ? number + self.bytes.length : number;
  if (found < 0 || found >= self.bytes.length) raise('IndexError', 'bytearray index out of range');
  return found;
}

function assignSlice(self: PyBytes, key: PySlice, added: Uint8Array): void {
  const { start, stop, step } = sliceIndices(key, self.bytes.length);
  if (step === 1) {
    splice(self, start, Math.max(0, stop - start), added);
    return;
  }
  const places = slice([...self.bytes.keys()], key);
  for (const [index, at] of places.entries()) self.bytes[at] = added[index] ?? 0;
}

define(bytearrayClass, {
  'append(self, item, /)': (self: PyBytes, item: Value) => {
    splice(self, self.bytes.length, 0, [byteOf(item)]);
  },
  'extend(self, iterable, /)': (self: PyBytes, iterable: Value) => {
    splice(self, self.bytes.length, 0, bytesOf(iterable));
  },
  '__iadd__(self, other, /)': (self: PyBytes, other: Value) => {
    splice(self, self.bytes.length, 0, bytesOf(other));
    return self;
  },
  'insert(self, index, item, /)': (self: PyBytes, index: number, item: Value) => {
    splice(self, index, 0, [byteOf(item)]);
  },
  'pop(self, index=-1, /)': (self: PyBytes, index: Value) => {
    const at = place(self, index);
    const byte = self.bytes[at] ?? 0;
    splice(self, at, 1, []);
    return byte;
  },
  'clear(self, /)': (self: PyBytes) => {
    self.bytes = new Uint8Array();
  },
  'reverse(self, /)': (self: PyBytes) => {
    self.bytes.reverse();
  },
  'copy(self, /)': (self: PyBytes) => new PyBytes(self.bytes.slice(), self.cls),
  '__setitem__(self, key, value, /)': (self: PyBytes, key: Value, value: Value) => {
    if (key instanceof PySlice) assignSlice(self, key, bytesOf(value));
    else self.bytes[place(self, key)] = byteOf(value);
  },
  '__delitem__(self, key, /)': (self: PyBytes, key: Value) => {
    if (key instanceof PySlice) assignSlice(self, key, new Uint8Array());
    else splice(self, place(self, key), 1, []);
  },
});
