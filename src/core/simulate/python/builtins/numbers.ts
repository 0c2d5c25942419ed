import { PyBytes, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import {
  Float,
  PyInstance,
  boolClass,
  floatClass,
  intClass,
  strClass,
  typeOf,
} from '../objects/object';
import type { Value, PyClass } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { makeInt } from '../operations/arithmetic';
import { callSpecial } from '../operations/attributes';
import { numberOf, textOf } from '../operations/compare';
import { define, defineGetters } from '../operations/native';
import { repr, str } from '../operations/repr';
import { truth } from '../operations/truth';
import { bytesOf } from './bytes';
import { decode } from './codecs';

/* The library reference's "Numeric Types" and the constructors of int, float, bool and str. */

/** A value of a built-in type, or an instance of a subclass that wraps it. */
function wrapped(cls: PyClass, base: PyClass, value: Value): Value {
  if (cls === base || value instanceof Unknown) return value;
  const instance = new PyInstance(cls);
  instance.payload = value;
  return instance;
}

function toInt(value: Value, base: Value): Value {
  if (value instanceof Unknown) return new Unknown(`int(${value.name})`);
  const text = value instanceof PyBytes ? String.fromCharCode(...value.bytes) : textOf(value);
  if (text !== undefined) return parseInteger(text, base === null ? 10 : Number(numberOf(base)));
  const own = callSpecial(value, '__int__') ?? callSpecial(value, '__index__');
  if (own !== undefined) return own;
  const number = numberOf(value);
  if (number === undefined) {
    raise(
      'TypeError',
      `int() argument must be a string, a bytes-like object or a real number, not '${typeOf(value).name}'`,
    );
  }
  if (typeof number === 'bigint') return number;
  if (Number.isNaN(number)) raise('ValueError', 'cannot convert float NaN to integer');
  if (!Number.isFinite(number)) raise('OverflowError', 'cannot convert float infinity to integer');
  return makeInt(BigInt(Math.trunc(number)));
}

const prefixes: Readonly<Record<number, string>> = { 2: '0b', 8: '0o', 16: '0x' };

function parseInteger(text: string, base: number): Value {
  const invalid = (): never =>
    raise('ValueError', `invalid literal for int() with base ${base}: ${repr(text)}`);
  const [, sign, body = ''] = /^([-+]?)(.*)$/s.exec(text.trim()) ?? [];
  let digits = body.toLowerCase().replace(/(?<=[0-9a-z])_(?=[0-9a-z])/g, '');
  let radix = base;
  if (radix === 0) {
    radix = Number(
      Object.keys(prefixes).find((key) => digits.startsWith(prefixes[Number(key)] ?? '')) ?? 10,
    );
  }
  const prefix = prefixes[radix];
  if (prefix && digits.startsWith(prefix)) digits = digits.slice(2);
  const allowed = '0123456789abcdefghijklmnopqrstuvwxyz'.slice(0, radix);
  if (digits === '' || [...digits].some((digit) => !allowed.includes(digit))) invalid();
  let value = 0n;
  if (radix === 10) value = BigInt(digits);
  else for (const digit of digits) value = value * BigInt(radix) + BigInt(allowed.indexOf(digit));
  return makeInt(sign === '-' ? -value : value);
}

function toFloat(value: Value): Value {
  if (value instanceof Unknown) return new Unknown(`float(${value.name})`);
  const text = textOf(value);
  if (text !== undefined) {
    const trimmed = text.trim().replaceAll('_', '').toLowerCase();
    const special = /^([-+]?)(inf|infinity|nan)$/.exec(trimmed);
    if (special) {
      const sign = special[1] === '-' ? -1 : 1;
      return new Float(special[2] === 'nan' ? NaN : sign * Infinity);
    }
    if (!/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/.test(trimmed)) {
      raise('ValueError', `could not convert string to float: ${repr(text)}`);
    }
    return new Float(Number(trimmed));
  }
  const own = callSpecial(value, '__float__');
  if (own !== undefined) return own;
  const number = numberOf(value);
  if (number === undefined) {
    raise(
      'TypeError',
      `float() argument must be a string or a real number, not '${typeOf(value).name}'`,
    );
  }
  return new Float(Number(number));
}

define(intClass, {
  '__new__(cls, x=0, /, base=None)': (cls: PyClass, value: Value, base: Value) =>
    wrapped(cls, intClass, toInt(value, base)),
  '__init__(self, *args, **kwargs)': () => null,
  'bit_length(self)': (self: Value) => {
    const number = BigInt(numberOf(self) ?? 0);
    return number === 0n ? 0 : (number < 0n ? -number : number).toString(2).length;
  },
  'bit_count(self)': (self: Value) =>
    BigInt(numberOf(self) ?? 0)
      .toString(2)
      .replace(/[^1]/g, '').length,
  'is_integer(self)': () => true,
  'conjugate(self)': (self: Value) => self,
  "to_bytes(self, length=1, byteorder='big', *, signed=False)": (
    self: Value,
    length: number,
    order: string,
    signed: boolean,
  ) => {
    const bytes: number[] = [];
    let rest = BigInt(numberOf(self) ?? 0);
    if (rest < 0n && !signed) raise('OverflowError', "can't convert negative int to unsigned");
    const limit = 1n << BigInt(length * 8 - (signed ? 1 : 0));
    if (rest >= limit || rest < -limit) raise('OverflowError', 'int too big to convert');
    for (let index = 0; index < length; index++) {
      bytes.push(Number(rest & 255n));
      rest >>= 8n;
    }
    return new PyBytes(Uint8Array.from(order === 'big' ? bytes.reverse() : bytes));
  },
  "@classmethod from_bytes(cls, bytes, byteorder='big', *, signed=False)": (
    cls: PyClass,
    source: Value,
    order: string,
    signed: boolean,
  ) => {
    const bytes = [...bytesOf(source)];
    if (order === 'little') bytes.reverse();
    const value = bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
    return wrapped(cls, intClass, makeInt(signed ? BigInt.asIntN(bytes.length * 8, value) : value));
  },
  'as_integer_ratio(self)': (self: Value) => new PyTuple([numberOf(self) ?? 0, 1]),
});
defineGetters(intClass, {
  real: (self: Value) => numberOf(self) ?? 0,
  imag: () => 0,
  numerator: (self: Value) => numberOf(self) ?? 0,
  denominator: () => 1,
});

define(boolClass, {
  '__new__(cls, x=False, /)': (_: Value, value: Value) => truth(value),
});

define(floatClass, {
  '__new__(cls, x=0.0, /)': (cls: PyClass, value: Value) =>
    wrapped(cls, floatClass, toFloat(value)),
  '__init__(self, *args)': () => null,
  'is_integer(self)': (self: Float) => Number.isInteger(self.value),
  'as_integer_ratio(self)': (self: Float) => {
    let denominator = 1n;
    let { value } = self;
    while (!Number.isInteger(value)) {
      value *= 2;
      denominator *= 2n;
    }
    return new PyTuple([makeInt(BigInt(value)), makeInt(denominator)]);
  },
});
define(floatClass, {
  'hex(self)': (self: Float) => hexadecimal(self.value),
  'conjugate(self)': (self: Float) => self,
});
defineGetters(floatClass, { real: (self: Float) => self, imag: () => new Float(0) });

/** `float.hex`: the 52 bits of the fraction as 13 digits (Objects/floatobject.c). */
function hexadecimal(value: number): string {
  if (!Number.isFinite(value)) return str(new Float(value));
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  if (value === 0) return `${sign}0x0.0p+0`;
  let exponent = Math.max(-1022, Math.floor(Math.log2(Math.abs(value))));
  let mantissa = Math.abs(value) / 2 ** exponent;
  if (mantissa >= 2) {
    mantissa /= 2;
    exponent++;
  }
  const whole = Math.floor(mantissa);
  const fraction = BigInt((mantissa - whole) * 2 ** 52)
    .toString(16)
    .padStart(13, '0');
  return `${sign}0x${whole}.${fraction}p${exponent < 0 ? '' : '+'}${exponent}`;
}

define(strClass, {
  "__new__(cls, object='', encoding=..., errors=...)": (
    cls: PyClass,
    value: Value,
    encoding?: Value,
  ) => {
    if (value instanceof PyBytes && encoding !== undefined)
      return decode(value.bytes, str(encoding));
    return wrapped(cls, strClass, str(value));
  },
  '__init__(self, *args, **kwargs)': () => null,
});
