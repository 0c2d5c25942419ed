import type { Methods, Realm } from '../realm';
import { ArrayObject } from '../values/array';
import { isCallable, toInteger, toNumber, toText } from '../values/convert';
import type { Encoding } from '../values/encodings';
import { decode, encode, encodingOf } from '../values/encodings';
import type { NativeCode } from '../values/function';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { invalidArgument } from '../values/invalid_argument';
import { nodeError } from '../values/throw';
import { ArrayBufferObject, TypedArrayObject } from '../values/typed_array';
import { Unknown } from '../values/unknown';
import { listFrom } from './array';
import { bufferNumbers } from './buffer_numbers';
import { makeBytes, typedArrayOf } from './typed_array';

export function encodingFrom(value: Value): Encoding {
  if (value === undefined) return 'utf8';
  const encoding = encodingOf(toText(value));
  if (!encoding)
    throw nodeError('TypeError', 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${toText(value)}`);
  return encoding;
}

/** The bytes of what `Buffer.from` and streams take. */
function bytesOf(realm: Realm, source: Value, encoding: Value): ArrayLike<number> {
  if (typeof source === 'string') return encode(source, encodingFrom(encoding));
  if (source instanceof TypedArrayObject) return Array.from(source.view, Number);
  if (source instanceof JSObject) {
    const data = source.get('type') === 'Buffer' ? source.get('data') : source;
    return listFrom(realm, data).map((each) => toNumber(each) & 255);
  }
  throw invalidArgument(
    'first argument',
    'of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object',
    source,
  );
}

export function makeBuffer(realm: Realm, source: Value, encoding?: Value): TypedArrayObject {
  return makeBytes(realm, realm.prototype('Buffer'), Array.from(bytesOf(realm, source, encoding)));
}

/** As many of a text's bytes as there is room for, without a part of a character (`StringBytes::Write`). */
function fitting(added: number[], room: number, encoding: Value): number[] {
  if (added.length <= room) return added;
  let length = room;
  if (encodingFrom(encoding) === 'utf8')
    while (length > 0 && ((added[length] ?? 0) & 0xc0) === 0x80) length--;
  return added.slice(0, length);
}

/** With unknown bytes, or a list with unknown ones in it, the result is unknown too. */
function known(name: string, code: NativeCode): NativeCode {
  return (self, args) => {
    const unknown = args
      .flatMap((each) => (each instanceof ArrayObject ? each.items : [each]))
      .find((each) => each instanceof Unknown);
    return unknown instanceof Unknown ? new Unknown(`${name}(${unknown.name})`) : code(self, args);
  };
}

function allKnown(name: string, methods: Methods): Methods {
  return Object.fromEntries(
    Object.entries(methods).map(([key, code]) => [key, known(`${name}.${key}`, code)]),
  );
}

/** Buffer, TextEncoder, TextDecoder, atob and btoa (Node: lib/buffer.js, lib/internal/encoding.js). */
export function installBuffer(realm: Realm): void {
  const parent = realm.global.get('Uint8Array');
  if (!isCallable(parent)) return;
  const make = (bytes: Iterable<number>): TypedArrayObject =>
    makeBytes(realm, realm.prototype('Buffer'), bytes);
  const bytes = (self: Value): Uint8Array<ArrayBuffer> => typedArrayOf(self).bytes;
  const range = (self: Value, start: Value, end: Value): Uint8Array<ArrayBuffer> =>
    bytes(self).subarray(toInteger(start), end === undefined ? undefined : toInteger(end));
  const compare = (a: Uint8Array, b: Uint8Array): number => {
    const at = a.findIndex((byte, n) => byte !== b[n]);
    if (at < 0) return Math.sign(a.length - b.length);
    return at >= b.length ? 1 : Math.sign((a[at] ?? 0) - (b[at] ?? 0));
  };
  const text = (self: Value, encoding: Value, start: Value, end: Value): string =>
    decode(range(self, start, end), encodingFrom(encoding));
  const part = (self: Value, [start, end]: Value[]): Value => {
    const object = typedArrayOf(self);
    return new TypedArrayObject(object.proto, range(self, start, end), object.buffer);
  };
  const from = (source: Value, encoding: Value, length: Value): Value => {
    if (!(source instanceof ArrayBufferObject)) return makeBuffer(realm, source, encoding);
    const view = new Uint8Array(
      source.buffer,
      toInteger(encoding),
      length === undefined ? undefined : toInteger(length),
    );
    return new TypedArrayObject(realm.prototype('Buffer'), view, source);
  };
  const fill = (target: Uint8Array, value: Value, encoding: Value): void => {
    const pattern =
      typeof value === 'number' ? [value] : value ? bytesOf(realm, value, encoding) : [0];
    for (let n = 0; n < target.length; n++) target[n] = pattern[n % pattern.length] ?? 0;
  };
  const filled = (size: Value, value: Value, encoding: Value): Value => {
    const buffer = make(new Uint8Array(toInteger(size)));
    fill(buffer.bytes, value, encoding);
    return buffer;
  };
  const find = (self: Value, args: Value[], how: 'indexOf' | 'lastIndexOf'): number => {
    const [value, ...rest] = args;
    const encoding = rest.find((each) => typeof each === 'string');
    const [offset] = rest.filter((each) => each !== encoding);
    const wanted = typeof value === 'number' ? [value & 255] : bytesOf(realm, value, encoding);
    const whole = decode(bytes(self), 'latin1');
    const at = offset === undefined ? undefined : toInteger(offset);
    const from = at !== undefined && at < 0 ? Math.max(0, whole.length + at) : at;
    return whole[how](decode(wanted, 'latin1'), from);
  };
  const swap =
    (size: number): NativeCode =>
    (self) => {
      const target = bytes(self);
      if (target.length % size !== 0)
        throw nodeError(
          'RangeError',
          'ERR_INVALID_BUFFER_SIZE',
          `Buffer size must be a multiple of ${size * 8}-bits`,
        );
      for (let at = 0; at < target.length; at += size) target.subarray(at, at + size).reverse();
      return self;
    };
  realm.class('Buffer', {
    parent,
    construct: ([source, encoding], newTarget) => {
      const object =
        typeof source === 'number'
          ? make(new Uint8Array(source))
          : makeBuffer(realm, source, encoding);
      object.proto = realm.prototypeFor(newTarget, 'Buffer');
      return object;
    },
    prototype: allKnown('buffer', {
      toString: (self: Value, [encoding, start, end]: Value[]) => text(self, encoding, start, end),
      toJSON: (self) =>
        realm
          .object()
          .put('type', 'Buffer')
          .put('data', realm.array(Array.from(bytes(self)))),
      toLocaleString: (self: Value, [encoding, start, end]: Value[]) =>
        text(self, encoding, start, end),
      equals: (self, [other]) => compare(bytes(self), bytes(other)) === 0,
      compare: (self, [other, start, end, ownStart, ownEnd]) =>
        compare(range(self, ownStart, ownEnd), range(other, start, end)),
      slice: part,
      subarray: part,
      write: (self, [source, ...rest]) => {
        const encoding = rest.find((each) => typeof each === 'string');
        const [offset, length] = rest.filter((each) => each !== encoding);
        const target = bytes(self).subarray(toInteger(offset));
        const room = length === undefined ? target.length : toInteger(length);
        const added = fitting(encode(toText(source), encodingFrom(encoding)), room, encoding);
        target.set(added);
        return added.length;
      },
      fill: (self, [value, ...rest]) => {
        const encoding = rest.find((each) => typeof each === 'string');
        const [start, end] = rest.filter((each) => each !== encoding);
        fill(range(self, start, end), value, encoding);
        return self;
      },
      swap16: swap(2),
      swap32: swap(4),
      swap64: swap(8),
      copy: (self, [target, at, start, end]) => {
        const room = bytes(target).subarray(toInteger(at));
        const source = range(self, start, end).slice(0, room.length);
        room.set(source);
        return source.length;
      },
      indexOf: (self, args) => find(self, args, 'indexOf'),
      lastIndexOf: (self, args) => find(self, args, 'lastIndexOf'),
      includes: (self, args) => find(self, args, 'indexOf') >= 0,
      ...bufferNumbers(),
    }),
    statics: allKnown('Buffer', {
      from: (_self, [source, encoding, length]) => from(source, encoding, length),
      alloc: (_self, [size, fill, encoding]) => filled(size, fill, encoding),
      allocUnsafe: (_self, [size]) => filled(size, undefined, undefined),
      allocUnsafeSlow: (_self, [size]) => filled(size, undefined, undefined),
      concat: (_self, [list, length]) => {
        const all = listFrom(realm, list).flatMap((each) => Array.from(bytes(each)));
        if (length === undefined) return make(all);
        const buffer = make(new Uint8Array(toInteger(length)));
        buffer.bytes.set(all.slice(0, buffer.bytes.length));
        return buffer;
      },
      of: (_self, args) => make(args.map((each) => toNumber(each) & 255)),
      copyBytesFrom: (_self, [view, offset, length]) => {
        const source = typedArrayOf(view).view.slice(
          toInteger(offset),
          length === undefined ? undefined : toInteger(offset) + toInteger(length),
        );
        return make(new Uint8Array(source.buffer));
      },
      byteLength: (_self, [source, encoding]) => bytesOf(realm, source, encoding).length,
      isBuffer: (_self, [value]) =>
        value instanceof TypedArrayObject && value.proto === realm.prototype('Buffer'),
      isEncoding: (_self, [name]) => typeof name === 'string' && encodingOf(name) !== undefined,
      compare: (_self, [a, b]) => compare(bytes(a), bytes(b)),
    }),
  });
  const module = realm.object().put('Buffer', realm.global.get('Buffer'));
  realm.modules.set('buffer', module);
}
