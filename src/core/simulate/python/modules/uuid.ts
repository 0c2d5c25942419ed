import { md5, sha1 } from '@noble/hashes/legacy';
import { PyBytes } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyObject } from '../objects/object';
import type { PyClass, Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { bytesOf } from '../builtins/bytes';
import { makeInt } from '../operations/arithmetic';
import { compareOrder, notImplemented, numberOf, textOf } from '../operations/compare';
import { define, defineGetters, makeModule, nativeClass } from '../operations/native';

/* Lib/uuid.py: those of names are known, those of chance and of the clock are unknown. */

const uuidClass = nativeClass('UUID', 'uuid');

class Uuid extends PyObject {
  constructor(readonly hex: string) {
    super(uuidClass);
  }

  get text(): string {
    return this.hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
  }

  get number(): bigint {
    return BigInt(`0x${this.hex}`);
  }

  get bytes(): Uint8Array {
    return Uint8Array.from(this.hex.match(/../g) ?? [], (pair) => parseInt(pair, 16));
  }
}

function fromBytes(bytes: Iterable<number>): Uuid {
  return new Uuid([...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
}

function fromText(text: string): Uuid {
  const hex = text.replace('urn:', '').replace('uuid:', '').replace(/[-{}]/g, '').toLowerCase();
  if (hex.length !== 32) raise('ValueError', 'badly formed hexadecimal UUID string');
  if (!/^[\da-f]*$/.test(hex)) {
    raise('ValueError', `invalid literal for int() with base 16: '${hex}'`);
  }
  return new Uuid(hex);
}

/** The UUID of a name in a namespace, from the digest of both: RFC 9562, 5.3 and 5.5. */
function named(version: 3 | 5, namespace: Uuid, name: Value): Uuid {
  const digest = version === 3 ? md5 : sha1;
  const hash = digest(Uint8Array.of(...namespace.bytes, ...bytesOf(name))).slice(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | (version << 4);
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  return fromBytes(hash);
}

function isRfc(self: Uuid): boolean {
  return /^[89ab]$/.test(self.hex.charAt(16));
}

define(uuidClass, {
  '__new__(cls, hex=None, bytes=None, bytes_le=None, fields=None, int=None, version=None)': (
    _: PyClass,
    hex: Value,
    bytes: Value,
    _littleEndian: Value,
    _fields: Value,
    int: Value,
  ) => {
    if (hex instanceof Unknown) return new Unknown(`UUID(${hex.name})`);
    const text = textOf(hex);
    if (text !== undefined) return fromText(text);
    if (bytes instanceof PyBytes) {
      if (bytes.bytes.length !== 16) raise('ValueError', 'bytes is not a 16-char string');
      return fromBytes(bytes.bytes);
    }
    const number = numberOf(int);
    if (number === undefined) {
      raise('TypeError', 'one of the hex, bytes, bytes_le, fields, or int arguments must be given');
    }
    return new Uuid(number.toString(16).padStart(32, '0'));
  },
  '__init__(self, *args, **kwargs)': () => null,
  '__str__(self)': (self: Uuid) => self.text,
  '__repr__(self)': (self: Uuid) => `UUID('${self.text}')`,
  '__int__(self)': (self: Uuid) => makeInt(self.number),
  '__hash__(self)': (self: Uuid) => self.hex,
  '__eq__(self, other)': (self: Uuid, other: Value) =>
    other instanceof Uuid ? self.hex === other.hex : notImplemented,
  '__lt__(self, other)': (self: Uuid, other: Value) =>
    other instanceof Uuid ? compareOrder('<', self.hex, other.hex) : notImplemented,
  '__gt__(self, other)': (self: Uuid, other: Value) =>
    other instanceof Uuid ? compareOrder('>', self.hex, other.hex) : notImplemented,
});
defineGetters(uuidClass, {
  hex: (self: Uuid) => self.hex,
  int: (self: Uuid) => makeInt(self.number),
  bytes: (self: Uuid) => new PyBytes(self.bytes),
  urn: (self: Uuid) => `urn:uuid:${self.text}`,
  version: (self: Uuid) => (isRfc(self) ? parseInt(self.hex.charAt(12), 16) : null),
  variant: (self: Uuid) =>
    isRfc(self) ? 'specified in RFC 4122' : 'reserved for NCS compatibility',
});

/** The namespaces of RFC 9562, 6.6, which differ in one digit. */
function namespace(digit: string): Uuid {
  return new Uuid(`6ba7b81${digit}9dad11d180b400c04fd430c8`);
}

export const uuidModule = makeModule(
  'uuid',
  {
    'uuid1(node=None, clock_seq=None)': () => new Unknown('uuid1()'),
    'uuid3(namespace, name)': (space: Uuid, name: Value) => named(3, space, name),
    'uuid4()': () => new Unknown('uuid4()'),
    'uuid5(namespace, name)': (space: Uuid, name: Value) => named(5, space, name),
  },
  {
    UUID: uuidClass,
    NAMESPACE_DNS: namespace('0'),
    NAMESPACE_URL: namespace('1'),
    NAMESPACE_OID: namespace('2'),
    NAMESPACE_X500: namespace('4'),
  },
);
