import type { Methods, Realm } from '../realm';
import { ArrayObject } from '../values/array';
import { isCallable, toInteger, toNumber, toText } from '../values/convert';
import type { Encoding } from '../values/encodings';
import { decode, encode, encodingOf } from '../values/encodings';
import type { NativeCode } from '../values/function';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { nodeError } from '../values/throw';
import { ArrayBufferObject, TypedArrayObject } from '../values/typed_array';
import { Unknown } from '../values/unknown';
import { listFrom } from './array';
import { makeBytes, typedArrayOf } from './typed_array';

function encodingFrom(value: Value): Encoding {
  if (value === undefined) return 'utf8';
  const encoding = encodingOf(toText(value));
  if (!encoding)
    throw nodeError('TypeError', 'ERR_UNKNOWN_ENCODING', `Unknown encoding: ${toText(value)}`);
  return encoding;
}

/** The bytes of what `Buffer.from` and streams take. */
function bytesOf(realm: Realm, source: Value, encoding: Value): ArrayLike<number> {
  if (typeof source === 'string') return encode(source, encodingFrom(encoding));
  if (source instanceof TypedArrayObject) return source.view;
  if (source instanceof JSObject) {
    const data = source.get('type') === 'Buffer' ? source.get('data') : source;
    return listFrom(realm, data).map((each) => toNumber(each) & 255);
  }
  throw nodeError(
    'TypeError',
    'ERR_INVALID_ARG_TYPE',
    `The first argument must be of type string or an instance of Buffer, ArrayBuffer, or Array or an Array-like Object. Received ${source === null || source === undefined ? String(source) : `type ${typeof source} (${toText(source)})`}`,
  );
}

export function makeBuffer(realm: Realm, source: Value, encoding?: Value): TypedArrayObject {
  return makeBytes(realm, realm.prototype('Buffer'), Array.from(bytesOf(realm, source, encoding)));
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
  const data = (self: Value): DataView => {
    const { buffer, byteOffset, byteLength } = bytes(self);
    return new DataView(buffer, byteOffset, byteLength);
  };
  const compare = (a: Uint8Array, b: Uint8Array): number => {
    const at = a.findIndex((byte, n) => byte !== b[n]);
    if (at < 0) return Math.sign(a.length - b.length);
    return at >= b.length ? 1 : Math.sign((a[at] ?? 0) - (b[at] ?? 0));
  };
  const text = (self: Value, encoding: Value, start: Value, end: Value): string =>
    decode(
      bytes(self).slice(toInteger(start), end === undefined ? undefined : toInteger(end)),
      encodingFrom(encoding),
    );
  const part = (self: Value, [start, end]: Value[]): Value => {
    const object = typedArrayOf(self);
    const view = object.bytes.subarray(
      toInteger(start),
      end === undefined ? undefined : toInteger(end),
    );
    return new TypedArrayObject(object.proto, view, object.buffer);
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
  const filled = (size: Value, fill: Value, encoding: Value): Value => {
    const buffer = make(new Uint8Array(toInteger(size)));
    const pattern = typeof fill === 'number' ? [fill] : fill ? bytesOf(realm, fill, encoding) : [0];
    const { view } = buffer;
    for (let n = 0; n < view.length; n++) view[n] = pattern[n % pattern.length] ?? 0;
    return buffer;
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
      equals: (self, [other]) => compare(bytes(self), bytes(other)) === 0,
      compare: (self, [other]) => compare(bytes(self), bytes(other)),
      slice: part,
      subarray: part,
      write: (self, [source, offset]) => {
        const added = encode(toText(source), 'utf8');
        const target = bytes(self);
        const at = toInteger(offset);
        const count = Math.min(added.length, target.length - at);
        target.set(added.slice(0, count), at);
        return count;
      },
      copy: (self, [target, at, start, end]) => {
        const source = bytes(self).slice(
          toInteger(start),
          end === undefined ? undefined : toInteger(end),
        );
        bytes(target).set(source, toInteger(at));
        return source.length;
      },
      indexOf: (self, [value]) => {
        if (typeof value === 'number') return bytes(self).indexOf(value);
        return decode(bytes(self), 'latin1').indexOf(
          decode(bytesOf(realm, value, undefined), 'latin1'),
        );
      },
      includes: (self, [value]) =>
        typeof value === 'number'
          ? bytes(self).includes(value)
          : decode(bytes(self), 'latin1').includes(
              decode(bytesOf(realm, value, undefined), 'latin1'),
            ),
      readUInt8: (self, [at]) => data(self).getUint8(toInteger(at)),
      readInt8: (self, [at]) => data(self).getInt8(toInteger(at)),
      readUInt16BE: (self, [at]) => data(self).getUint16(toInteger(at)),
      readUInt16LE: (self, [at]) => data(self).getUint16(toInteger(at), true),
      readUInt32BE: (self, [at]) => data(self).getUint32(toInteger(at)),
      readUInt32LE: (self, [at]) => data(self).getUint32(toInteger(at), true),
      readInt32BE: (self, [at]) => data(self).getInt32(toInteger(at)),
      readInt32LE: (self, [at]) => data(self).getInt32(toInteger(at), true),
      writeUInt8: (self, [value, at]) => {
        data(self).setUint8(toInteger(at), toNumber(value));
        return toInteger(at) + 1;
      },
      writeUInt16BE: (self, [value, at]) => {
        data(self).setUint16(toInteger(at), toNumber(value));
        return toInteger(at) + 2;
      },
      writeUInt32BE: (self, [value, at]) => {
        data(self).setUint32(toInteger(at), toNumber(value));
        return toInteger(at) + 4;
      },
      writeInt32LE: (self, [value, at]) => {
        data(self).setInt32(toInteger(at), toNumber(value), true);
        return toInteger(at) + 4;
      },
    }),
    statics: allKnown('Buffer', {
      from: (_self, [source, encoding, length]) => from(source, encoding, length),
      alloc: (_self, [size, fill, encoding]) => filled(size, fill, encoding),
      allocUnsafe: (_self, [size]) => filled(size, undefined, undefined),
      concat: (_self, [list]) =>
        make(listFrom(realm, list).flatMap((each) => Array.from(bytes(each)))),
      byteLength: (_self, [source, encoding]) => bytesOf(realm, source, encoding).length,
      isBuffer: (_self, [value]) =>
        value instanceof TypedArrayObject && value.proto === realm.prototype('Buffer'),
      isEncoding: (_self, [name]) => typeof name === 'string' && encodingOf(name) !== undefined,
      compare: (_self, [a, b]) => compare(bytes(a), bytes(b)),
    }),
  });
  installText(realm);
  const module = realm.object().put('Buffer', realm.global.get('Buffer'));
  realm.modules.set('buffer', module);
}

function installText(realm: Realm): void {
  realm.class('TextEncoder', {
    construct: (_args, newTarget) => new JSObject(realm.prototypeFor(newTarget, 'TextEncoder')),
    prototype: {
      'get encoding': () => 'utf-8',
      encode: (_self, [text]) =>
        makeBytes(
          realm,
          realm.prototype('Uint8Array'),
          encode(text === undefined ? '' : toText(text), 'utf8'),
        ),
    },
  });
  realm.class('TextDecoder', {
    construct: (_args, newTarget) => new JSObject(realm.prototypeFor(newTarget, 'TextDecoder')),
    prototype: {
      'get encoding': () => 'utf-8',
      decode: known('decoder.decode', (_self, [source]) => {
        if (source === undefined) return '';
        if (source instanceof ArrayBufferObject)
          return decode(new Uint8Array(source.buffer), 'utf8');
        return decode(typedArrayOf(source).bytes, 'utf8');
      }),
    },
  });
  realm.methods(realm.global, {
    btoa: (_self, [text]) => decode(encode(toText(text), 'latin1'), 'base64'),
    atob: (_self, [text]) => decode(encode(toText(text), 'base64'), 'latin1'),
  });
}
