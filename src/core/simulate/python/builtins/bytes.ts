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
import { decode, encode } from './codecs';

/* The library reference's "Binary Sequence Types": bytes and bytearray. */

/** The bytes that a constructor or a method is given. */
export function bytesOf(source: Value, encoding = 'utf-8', errors = 'strict'): Uint8Array {
  if (source instanceof PyBytes) return source.bytes;
  const text = textOf(source);
  if (text !== undefined) return encode(text, encoding, errors).bytes;
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

/** `bytes.hex`: a separator after every `size` bytes, counted from the right, or from the left where it is negative. */
function hex(bytes: Uint8Array, separator: Value, size: number): string {
  const pairs = [...bytes].map((byte) => byte.toString(16).padStart(2, '0'));
  if (separator === null || size === 0) return pairs.join('');
  const first = size > 0 ? pairs.length % size : 0;
  const groups = first > 0 ? [pairs.slice(0, first)] : [];
  for (let at = first; at < pairs.length; at += Math.abs(size)) {
    groups.push(pairs.slice(at, at + Math.abs(size)));
  }
  return groups.map((group) => group.join('')).join(str(toText(separator)));
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
      errors: string,
    ) => new PyBytes(bytesOf(source, encoding, errors).slice(), made),
    '__init__(self, *args, **kwargs)': () => null,
    "decode(self, /, encoding='utf-8', errors='strict')": (
      self: PyBytes,
      encoding: string,
      errors: string,
    ) => decode(self.bytes, encoding, errors),
    'hex(self, sep=None, bytes_per_sep=1)': (self: PyBytes, separator: Value, size: number) =>
      hex(self.bytes, separator, size),
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
    "translate(self, table, /, delete=b'')": (
      self: PyBytes,
      table: PyBytes | null,
      deleted: Value,
    ) => {
      const without = deleted instanceof PyBytes ? deleted.bytes : new Uint8Array();
      const kept = self.bytes.filter((byte) => !without.includes(byte));
      return new PyBytes(
        kept.map((byte) => table?.bytes[byte] ?? byte),
        self.cls,
      );
    },
    '@staticmethod maketrans(frm, to, /)': (from: PyBytes, to: PyBytes) => {
      if (from.bytes.length !== to.bytes.length) {
        raise('ValueError', 'maketrans arguments must have same length');
      }
      const table = Uint8Array.from({ length: 256 }, (_, byte) => byte);
      for (const [index, byte] of from.bytes.entries()) table[byte] = to.bytes[index] ?? byte;
      return new PyBytes(table);
    },
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
