import { PyBytes, PyTuple } from '../objects/containers';
import { exceptionClass, raise } from '../objects/exceptions';
import { Float, PyClass, PyObject } from '../objects/object';
import type { Value } from '../objects/object';
import { bytesOf, latinText } from '../builtins/bytes';
import { makeInt } from '../operations/arithmetic';
import { numberOf } from '../operations/compare';
import { define, defineGetters, makeModule, nativeClass } from '../operations/native';
import { str } from '../operations/repr';
import { truth } from '../operations/truth';
import { PyIterator, iteratorKind } from '../objects/iterators';

/* Modules/_struct.c, with the sizes of a 64-bit Linux for native formats. */

const structError = new PyClass('error', [exceptionClass('Exception')]);
structError.module = 'struct';

/** Bytes of each integer format, the signed letter first. */
const integers: Readonly<Record<string, number>> = { b: 1, h: 2, i: 4, l: 4, q: 8, n: 8 };
const floats: Readonly<Record<string, number>> = { e: 2, f: 4, d: 8 };

interface Item {
  readonly code: string;
  /** How often the code stands; for `s` and `p` the bytes of the one text. */
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}

interface Layout {
  readonly little: boolean;
  readonly items: readonly Item[];
  readonly size: number;
}

function sizeOf(code: string, isNative: boolean): number {
  if ('xcsp?'.includes(code)) return 1;
  const lower = code.toLowerCase();
  if (isNative && (lower === 'l' || code === 'P')) return 8;
  return integers[lower] ?? floats[code] ?? raise(structError, 'bad char in struct format');
}

function layoutOf(format: string): Layout {
  const [, mark = '@', body = ''] = /^([@=<>!])?(.*)$/s.exec(format) ?? [];
  const isNative = mark === '@';
  const found: Item[] = [];
  let offset = 0;
  for (const [, digits, code = ''] of body.replace(/\s+/g, '').matchAll(/(\d*)(\D)/g)) {
    const size = sizeOf(code, isNative);
    if (isNative) offset = Math.ceil(offset / size) * size;
    const count = digits ? Number(digits) : 1;
    found.push({ code, count, size, offset });
    offset += size * count;
  }
  return { little: mark !== '>' && mark !== '!', items: found, size: offset };
}

/** How many values the items take or give. */
function valuesOf({ code, count }: Item): number {
  if (code === 'x') return 0;
  return code === 's' || code === 'p' ? 1 : count;
}

function range(code: string, size: number): readonly [bigint, bigint] {
  const bits = BigInt(size * 8);
  const isSigned = code === code.toLowerCase();
  return isSigned ? [-(1n << (bits - 1n)), (1n << (bits - 1n)) - 1n] : [0n, (1n << bits) - 1n];
}

function writeInteger(view: DataView, at: number, value: Value, item: Item, little: boolean): void {
  const number = numberOf(value);
  if (number === undefined || value instanceof Float) {
    raise(structError, 'required argument is not an integer');
  }
  const [least, most] = range(item.code, item.size);
  const big = BigInt(number);
  if (big < least || big > most) {
    raise(structError, `'${item.code}' format requires ${least} <= number <= ${most}`);
  }
  for (let index = 0; index < item.size; index++) {
    const shift = BigInt(8 * (little ? index : item.size - 1 - index));
    view.setUint8(at + index, Number((big >> shift) & 255n));
  }
}

function readInteger(view: DataView, at: number, item: Item, little: boolean): Value {
  let big = 0n;
  for (let index = 0; index < item.size; index++) {
    big = (big << 8n) | BigInt(view.getUint8(at + (little ? item.size - 1 - index : index)));
  }
  const isSigned = item.code === item.code.toLowerCase();
  return makeInt(isSigned ? BigInt.asIntN(item.size * 8, big) : big);
}

function writeOne(view: DataView, at: number, value: Value, item: Item, little: boolean): void {
  switch (item.code) {
    case 'c':
      view.setUint8(at, bytesOf(value)[0] ?? 0);
      return;
    case '?':
      view.setUint8(at, truth(value) ? 1 : 0);
      return;
    case 'f':
    case 'd': {
      const number = numberOf(value);
      if (number === undefined) raise(structError, 'required argument is not a float');
      if (item.code === 'f') view.setFloat32(at, Number(number), little);
      else view.setFloat64(at, Number(number), little);
      return;
    }
    default:
      writeInteger(view, at, value, item, little);
  }
}

function readOne(view: DataView, at: number, item: Item, little: boolean): Value {
  switch (item.code) {
    case 'c':
      return new PyBytes(Uint8Array.of(view.getUint8(at)));
    case '?':
      return view.getUint8(at) !== 0;
    case 'f':
      return new Float(view.getFloat32(at, little));
    case 'd':
      return new Float(view.getFloat64(at, little));
    default:
      return readInteger(view, at, item, little);
  }
}

function pack(layout: Layout, values: readonly Value[]): PyBytes {
  const expected = layout.items.reduce((sum, item) => sum + valuesOf(item), 0);
  if (values.length !== expected) {
    raise(structError, `pack expected ${expected} items for packing (got ${values.length})`);
  }
  const bytes = new Uint8Array(layout.size);
  const view = new DataView(bytes.buffer);
  let next = 0;
  for (const item of layout.items) {
    if (item.code === 's') {
      const given = values[next++];
      if (!(given instanceof PyBytes))
        raise(structError, "argument for 's' must be a bytes object");
      bytes.set(given.bytes.subarray(0, item.count), item.offset);
      continue;
    }
    for (let index = 0; index < valuesOf(item); index++) {
      const at = item.offset + index * item.size;
      writeOne(view, at, values[next++] ?? null, item, layout.little);
    }
  }
  return new PyBytes(bytes);
}

function unpack(layout: Layout, bytes: Uint8Array): PyTuple {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values: Value[] = [];
  for (const item of layout.items) {
    if (item.code === 's') {
      values.push(new PyBytes(bytes.slice(item.offset, item.offset + item.count)));
      continue;
    }
    for (let index = 0; index < valuesOf(item); index++) {
      values.push(readOne(view, item.offset + index * item.size, item, layout.little));
    }
  }
  return new PyTuple(values);
}

function unpackAll(layout: Layout, data: Value): PyTuple {
  const bytes = bytesOf(data);
  if (bytes.length !== layout.size) {
    raise(structError, `unpack requires a buffer of ${layout.size} bytes`);
  }
  return unpack(layout, bytes);
}

function unpackFrom(layout: Layout, data: Value, offset: number): PyTuple {
  const bytes = bytesOf(data);
  const start = offset < 0 ? bytes.length + offset : offset;
  if (bytes.length - start < layout.size) {
    raise(
      structError,
      `unpack_from requires a buffer of at least ${layout.size + start} bytes for unpacking ${layout.size} bytes at offset ${start} (actual buffer size is ${bytes.length})`,
    );
  }
  return unpack(layout, bytes.subarray(start, start + layout.size));
}

const unpackIterator = iteratorKind('unpack_iterator');

function iterUnpack(layout: Layout, data: Value): PyIterator {
  const bytes = bytesOf(data);
  if (layout.size === 0 || bytes.length % layout.size !== 0) {
    raise(
      structError,
      `iterative unpacking requires a buffer of a multiple of ${layout.size} bytes`,
    );
  }
  let at = -layout.size;
  return new PyIterator(() => {
    at += layout.size;
    return at < bytes.length ? unpack(layout, bytes.subarray(at, at + layout.size)) : undefined;
  }, unpackIterator);
}

class Struct extends PyObject {
  readonly layout: Layout;

  constructor(readonly format: string) {
    super(structClass);
    this.layout = layoutOf(format);
  }
}

const structClass = nativeClass('Struct', '_struct');

/** A format is a text, or bytes of ASCII. */
function formatOf(format: Value): string {
  return format instanceof PyBytes ? latinText(format.bytes) : str(format);
}

define(structClass, {
  '__new__(cls, format)': (_: PyClass, format: Value) => new Struct(formatOf(format)),
  '__init__(self, *args)': () => null,
  'pack(self, *v)': (self: Struct, values: PyTuple) => pack(self.layout, values.items),
  'unpack(self, buffer, /)': (self: Struct, data: Value) => unpackAll(self.layout, data),
  'unpack_from(self, buffer, offset=0)': (self: Struct, data: Value, offset: number) =>
    unpackFrom(self.layout, data, offset),
  'iter_unpack(self, buffer, /)': (self: Struct, data: Value) => iterUnpack(self.layout, data),
});
defineGetters(structClass, {
  size: (self: Struct) => self.layout.size,
  format: (self: Struct) => self.format,
});

export const structModule = makeModule(
  'struct',
  {
    'pack(format, /, *v)': (format: Value, values: PyTuple) =>
      pack(layoutOf(formatOf(format)), values.items),
    'unpack(format, buffer, /)': (format: Value, data: Value) =>
      unpackAll(layoutOf(formatOf(format)), data),
    'unpack_from(format, /, buffer, offset=0)': (format: Value, data: Value, offset: number) =>
      unpackFrom(layoutOf(formatOf(format)), data, offset),
    'iter_unpack(format, buffer, /)': (format: Value, data: Value) =>
      iterUnpack(layoutOf(formatOf(format)), data),
    'calcsize(format, /)': (format: Value) => layoutOf(formatOf(format)).size,
  },
  { Struct: structClass, error: structError },
);
