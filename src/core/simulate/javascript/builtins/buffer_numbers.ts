import type { Methods } from '../realm';
import { toNumber } from '../values/convert';
import type { NativeCode } from '../values/function';
import type { Value } from '../values/object';
import { invalidArgument } from '../values/invalid_argument';
import { nodeError } from '../values/throw';
import type { Element } from '../values/typed_array';
import { typedArrayOf } from './typed_array';

/** A kind of number as Buffer's methods name it, and as DataView's do. */
interface NumberKind {
  readonly name: string;
  readonly view: 'Int8' | 'Uint8' | 'Int16' | 'Uint16' | 'Int32' | 'Uint32' | 'Float32' | 'Float64';
  readonly bytes: number;
}

const kinds: readonly NumberKind[] = [
  { name: 'Int8', view: 'Int8', bytes: 1 },
  { name: 'UInt8', view: 'Uint8', bytes: 1 },
  { name: 'Int16', view: 'Int16', bytes: 2 },
  { name: 'UInt16', view: 'Uint16', bytes: 2 },
  { name: 'Int32', view: 'Int32', bytes: 4 },
  { name: 'UInt32', view: 'Uint32', bytes: 4 },
  { name: 'Float', view: 'Float32', bytes: 4 },
  { name: 'Double', view: 'Float64', bytes: 8 },
];

const orders = [
  { suffix: 'LE', little: true },
  { suffix: 'BE', little: false },
] as const;

/** A number in an error's text: a large integer with `_` between its thousands (`addNumericalSeparator`). */
function receivedText(value: Element): string {
  const text = typeof value === 'bigint' ? `${value}n` : String(value);
  const large = value > 2 ** 32 || value < -(2 ** 32);
  return large && /^-?\d+n?$/.test(text) ? text.replace(/\B(?=(\d{3})+n?$)/g, '_') : text;
}

function outOfRange(name: string, range: string, received: Element): never {
  throw nodeError(
    'RangeError',
    'ERR_OUT_OF_RANGE',
    `The value of "${name}" is out of range. It must be ${range}. Received ${receivedText(received)}`,
  );
}

/** The bytes of a buffer from `offset` on, which must have room for `size` (`boundsError` of lib/internal/buffer.js). */
function placeIn(self: Value, offset: Value, size: number): { data: DataView; at: number } {
  const { buffer, byteOffset, byteLength } = typedArrayOf(self).bytes;
  const at = offset === undefined ? 0 : toNumber(offset);
  const last = byteLength - size;
  if (!Number.isInteger(at)) outOfRange('offset', 'an integer', at);
  if (last < 0)
    throw nodeError(
      'RangeError',
      'ERR_BUFFER_OUT_OF_BOUNDS',
      'Attempt to access memory outside buffer bounds',
    );
  if (at < 0 || at > last) outOfRange('offset', `>= 0 and <= ${last}`, at);
  return { data: new DataView(buffer, byteOffset, byteLength), at };
}

/** Refuses an integer that does not fit (`checkInt`): from five bytes on the range is given in powers of two. */
function checkRange(value: Element, bytes: number, signed: boolean): void {
  const bits = BigInt(bytes * 8 - (signed ? 1 : 0));
  const above = 1n << bits;
  const below = signed ? -above : 0n;
  if (value >= below && value < above) return;
  const unit = typeof value === 'bigint' ? 'n' : '';
  if (bytes > 4) {
    const range = signed
      ? `>= -(2${unit} ** ${bits}${unit}) and < 2${unit} ** ${bits}${unit}`
      : `>= 0${unit} and < 2${unit} ** ${bits}${unit}`;
    outOfRange('value', range, value);
  }
  outOfRange('value', `>= ${below}${unit} and <= ${above - 1n}${unit}`, value);
}

function readInteger(bytes: readonly number[], signed: boolean): number {
  const value = bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  const limit = 2 ** (bytes.length * 8 - 1);
  return signed && value >= limit ? value - 2 * limit : value;
}

/** `readUIntLE` and its like: integers of one to six bytes. */
function variableWidth(signed: boolean, little: boolean): { read: NativeCode; write: NativeCode } {
  const width = (value: Value): number => {
    const bytes = toNumber(value);
    if (!(bytes >= 1 && bytes <= 6)) outOfRange('byteLength', '>= 1 and <= 6', bytes);
    return bytes;
  };
  return {
    read: (self, [offset, byteLength]) => {
      const size = width(byteLength);
      const { data, at } = placeIn(self, offset, size);
      const bytes = Array.from({ length: size }, (_, n) => data.getUint8(at + n));
      return readInteger(little ? bytes.reverse() : bytes, signed);
    },
    write: (self, [value, offset, byteLength]) => {
      const size = width(byteLength);
      const number = toNumber(value);
      checkRange(number, size, signed);
      const { data, at } = placeIn(self, offset, size);
      let rest = BigInt(Math.trunc(number));
      for (let n = 0; n < size; n++, rest >>= 8n)
        data.setUint8(at + (little ? n : size - 1 - n), Number(rest & 255n));
      return at + size;
    },
  };
}

function methodsOf({ name, view, bytes }: NumberKind, little: boolean): [NativeCode, NativeCode] {
  const isInteger = view !== 'Float32' && view !== 'Float64';
  return [
    (self, [offset]) => {
      const { data, at } = placeIn(self, offset, bytes);
      return data[`get${view}`](at, little);
    },
    (self, [value, offset]) => {
      const number = toNumber(value);
      if (isInteger) checkRange(number, bytes, !name.startsWith('U'));
      const { data, at } = placeIn(self, offset, bytes);
      data[`set${view}`](at, number, little);
      return at + bytes;
    },
  ];
}

function bigMethods(signed: boolean, little: boolean): [NativeCode, NativeCode] {
  const view = signed ? 'BigInt64' : 'BigUint64';
  return [
    (self, [offset]) => {
      const { data, at } = placeIn(self, offset, 8);
      return data[`get${view}`](at, little);
    },
    (self, [value, offset]) => {
      if (typeof value !== 'bigint') throw invalidArgument('value', 'of type bigint', value);
      checkRange(value, 8, signed);
      const { data, at } = placeIn(self, offset, 8);
      data[`set${view}`](at, value, little);
      return at + 8;
    },
  ];
}

/** The methods of Buffer that read and write numbers (lib/internal/buffer.js); those of `UInt` are there as `Uint` too. */
export function bufferNumbers(): Methods {
  const methods: Record<string, NativeCode> = {};
  const add = (name: string, read: NativeCode, write: NativeCode): void => {
    for (const alias of new Set([name, name.replace('UInt', 'Uint')])) {
      methods[`read${alias}`] = read;
      methods[`write${alias}`] = write;
    }
  };
  for (const { suffix, little } of orders) {
    for (const kind of kinds)
      add(kind.bytes === 1 ? kind.name : kind.name + suffix, ...methodsOf(kind, little));
    add(`BigInt64${suffix}`, ...bigMethods(true, little));
    add(`BigUInt64${suffix}`, ...bigMethods(false, little));
    for (const signed of [true, false]) {
      const { read, write } = variableWidth(signed, little);
      add(`${signed ? 'Int' : 'UInt'}${suffix}`, read, write);
    }
  }
  return methods;
}
