import { hmac } from '@noble/hashes/hmac';
import { md5, sha1 } from '@noble/hashes/legacy';
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2';
import { makeBuffer } from '../builtins/buffer';
import type { Realm } from '../realm';
import { toText } from '../values/convert';
import { decode, encode, encodingOf } from '../values/encodings';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { PartlyKnown } from '../values/partly_known';
import { nodeError, typeError } from '../values/throw';
import { TypedArrayObject } from '../values/typed_array';
import { Unknown } from '../values/unknown';

/* node:crypto (lib/crypto.js): the digests are @noble/hashes'; what is random cannot be known. */

const algorithms = { md5, sha1, sha224, sha256, sha384, sha512 } as const;

interface Running {
  update(data: Uint8Array): unknown;
  digest(): Uint8Array;
}

/** A digest that is being made; `null` once something unknown went in. */
class DigestObject extends JSObject {
  finished = false;

  constructor(
    proto: JSObject,
    readonly label: string,
    public running: Running | null,
  ) {
    super(proto);
  }
}

function bytesOf(value: Value, encoding?: Value): Uint8Array | null {
  if (value instanceof Unknown) return null;
  if (value instanceof TypedArrayObject) return value.bytes;
  const name = encodingOf(encoding === undefined ? 'utf8' : toText(encoding)) ?? 'utf8';
  return Uint8Array.from(encode(toText(value), name));
}

function algorithmOf(name: Value): (typeof algorithms)[keyof typeof algorithms] {
  const key = toText(name).toLowerCase().replace('-', '');
  if (Object.hasOwn(algorithms, key)) return algorithms[key as keyof typeof algorithms];
  throw nodeError('Error', 'ERR_OSSL_EVP_UNSUPPORTED', 'Digest method not supported');
}

export function makeCrypto(realm: Realm): JSObject {
  const result = (bytes: Uint8Array, encoding: Value): Value => {
    const name = encoding === undefined ? undefined : encodingOf(toText(encoding));
    return name === undefined
      ? makeBuffer(realm, realm.array(Array.from(bytes)))
      : decode(bytes, name);
  };
  const digestClass = (name: string): void => {
    const of = (self: Value): DigestObject => {
      if (self instanceof DigestObject) return self;
      throw typeError(`Value of "this" must be of type ${name}`);
    };
    realm.class(name, {
      construct: null,
      hidden: true,
      prototype: {
        update: (self, [data, encoding]) => {
          const digest = of(self);
          const bytes = bytesOf(data, encoding);
          if (bytes) digest.running?.update(bytes);
          else digest.running = null;
          return self;
        },
        digest: (self, [encoding]) => {
          const digest = of(self);
          if (digest.finished)
            throw nodeError('Error', 'ERR_CRYPTO_HASH_FINALIZED', 'Digest already called');
          digest.finished = true;
          return digest.running
            ? result(digest.running.digest(), encoding)
            : new Unknown(digest.label, undefined, 'string');
        },
      },
    });
  };
  digestClass('Hash');
  digestClass('Hmac');
  return realm.methods(randomMethods(realm), {
    createHash: (_self, [name]) =>
      new DigestObject(
        realm.prototype('Hash'),
        `${toText(name)} digest`,
        algorithmOf(name).create(),
      ),
    createHmac: (_self, [name, key]) => {
      const secret = bytesOf(key);
      return new DigestObject(
        realm.prototype('Hmac'),
        `${toText(name)} HMAC`,
        secret && hmac.create(algorithmOf(name), secret),
      );
    },
    hash: (_self, [name, data, encoding]) => {
      const bytes = bytesOf(data);
      return bytes
        ? result(algorithmOf(name)(bytes), encoding === undefined ? 'hex' : encoding)
        : new Unknown(`${toText(name)} digest`, undefined, 'string');
    },
    getHashes: () => realm.array(Object.keys(algorithms)),
    timingSafeEqual: (_self, [a, b]) => {
      const [left, right] = [bytesOf(a), bytesOf(b)];
      return left && right
        ? decode(left, 'hex') === decode(right, 'hex')
        : new Unknown('crypto.timingSafeEqual()', undefined, 'boolean');
    },
  });
}

/** What the global `crypto` has too. */
export function randomMethods(realm: Realm): JSObject {
  return realm.methods(new PartlyKnown(realm.objectPrototype, 'crypto'), {
    randomUUID: () => new Unknown('crypto.randomUUID()', undefined, 'string'),
    randomBytes: () => new Unknown('crypto.randomBytes()', undefined, 'object'),
    randomInt: () => new Unknown('crypto.randomInt()', undefined, 'number'),
    getRandomValues: () => new Unknown('crypto.getRandomValues()', undefined, 'object'),
  });
}
