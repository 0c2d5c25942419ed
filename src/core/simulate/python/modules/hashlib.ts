import { blake2b, blake2s } from '@noble/hashes/blake2';
import { hmac } from '@noble/hashes/hmac';
import { md5, sha1 } from '@noble/hashes/legacy';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2';
import { sha3_224, sha3_256, sha3_384, sha3_512 } from '@noble/hashes/sha3';
import { PyBytes } from '../objects/containers';
import { raise } from '../objects/exceptions';
import type { PyBuiltin } from '../objects/functions';
import { PyObject, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { define, defineGetters, makeModule, native, nativeClass } from '../operations/native';
import { str } from '../operations/repr';

/* Lib/hashlib.py and Lib/hmac.py: the digests themselves are @noble/hashes'. */

const algorithms = {
  md5,
  sha1,
  sha224,
  sha256,
  sha384,
  sha512,
  sha3_224,
  sha3_256,
  sha3_384,
  sha3_512,
} as const;

/** A digest that is being made. */
interface Running {
  readonly blockLen: number;
  readonly outputLen: number;
  update(data: Uint8Array): unknown;
  clone(): Running;
  digest(): Uint8Array;
}

const hashClass = nativeClass('HASH', '_hashlib');

class Digest extends PyObject {
  constructor(
    readonly name: string,
    readonly running: Running,
  ) {
    super(hashClass);
  }

  digest(): Uint8Array {
    return this.running.clone().digest();
  }
}

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytesToHash(data: Value): Uint8Array {
  if (data instanceof PyBytes) return data.bytes;
  if (typeof data === 'string') raise('TypeError', 'Strings must be encoded before hashing');
  return raise('TypeError', `object supporting the buffer API required, not ${typeOf(data).name}`);
}

function start(name: string, data: Value): Digest {
  const algorithm = Object.entries(algorithms).find(([known]) => known === name)?.[1];
  if (!algorithm) return raise('ValueError', `unsupported hash type ${name}`);
  const digest = new Digest(name, algorithm.create());
  digest.running.update(bytesToHash(data));
  return digest;
}

define(hashClass, {
  'update(self, data, /)': (self: Digest, data: Value) => {
    self.running.update(bytesToHash(data));
  },
  'digest(self)': (self: Digest) => new PyBytes(self.digest()),
  'hexdigest(self)': (self: Digest) => hex(self.digest()),
  'copy(self)': (self: Digest) => new Digest(self.name, self.running.clone()),
});
defineGetters(hashClass, {
  name: (self: Digest) => self.name,
  digest_size: (self: Digest) => self.running.outputLen,
  block_size: (self: Digest) => self.running.blockLen,
});

function blake(name: 'blake2b' | 'blake2s', longest: number): [string, PyBuiltin['run']] {
  return [
    `${name}(data=..., /, *, digest_size=${longest}, key=..., usedforsecurity=True)`,
    (data: Value | undefined, size: number, key: Value | undefined) => {
      const options = { dkLen: size, ...(key === undefined ? {} : { key: bytesToHash(key) }) };
      const digest = new Digest(
        name,
        name === 'blake2b' ? blake2b.create(options) : blake2s.create(options),
      );
      if (data !== undefined) digest.running.update(bytesToHash(data));
      return digest;
    },
  ];
}

export const hashlibModule = makeModule('hashlib', {
  ...Object.fromEntries(
    Object.keys(algorithms).map((name) => [
      `${name}(string=..., *, usedforsecurity=True)`,
      (data: Value = new PyBytes(new Uint8Array())) => start(name, data),
    ]),
  ),
  ...Object.fromEntries([blake('blake2b', 64), blake('blake2s', 32)]),
  'new(name, data=..., **kwargs)': (name: Value, data: Value = new PyBytes(new Uint8Array())) =>
    start(str(name), data),
});

/** `digestmod`: a name, or a function of hashlib. */
function algorithmOf(digestmod: Value): keyof typeof algorithms {
  const name = digestmod instanceof PyObject && 'name' in digestmod ? digestmod.name : digestmod;
  const known = (Object.keys(algorithms) as (keyof typeof algorithms)[]).find(
    (each) => each === name,
  );
  return known ?? raise('ValueError', `unsupported hash type ${String(name)}`);
}

function keyed(key: Value, message: Value, digestmod: Value): Digest {
  const name = algorithmOf(digestmod);
  const digest = new Digest(`hmac-${name}`, hmac.create(algorithms[name], bytesToHash(key)));
  if (message !== null) digest.running.update(bytesToHash(message));
  return digest;
}

export const hmacModule = makeModule(
  'hmac',
  {
    'digest(key, msg, digest)': (key: Value, message: Value, digestmod: Value) =>
      new PyBytes(keyed(key, message, digestmod).digest()),
    'compare_digest(a, b, /)': (a: Value, b: Value) =>
      a instanceof PyBytes && b instanceof PyBytes ? hex(a.bytes) === hex(b.bytes) : a === b,
  },
  { new: native("new(key, msg=None, digestmod='')", keyed) },
);
