import { PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { Float, PyObject } from '../objects/object';
import type { PyClass, Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { binary, makeInt } from '../operations/arithmetic';
import {
  compareEqual,
  compareOrder,
  notImplemented,
  numberOf,
  textOf,
} from '../operations/compare';
import { formatMagnitude } from '../operations/format';
import { define, defineGetters, makeModule, nativeClass } from '../operations/native';
import type { Natives } from '../operations/native';
import { repr } from '../operations/repr';
import { Decimal } from './decimal';
import { exactFinite, parseFinite, plainText, powerOfTen, rescale } from './decimal_arithmetic';
import type { Finite } from './decimal_arithmetic';

/* Lib/fractions.py. */

const fractionClass = nativeClass('Fraction', 'fractions');

/** In lowest terms, with a denominator above zero. */
class Fraction extends PyObject {
  constructor(
    readonly numerator: bigint,
    readonly denominator: bigint,
  ) {
    super(fractionClass);
  }

  toNumber(): number {
    return Number(this.numerator) / Number(this.denominator);
  }

  text(): string {
    return this.denominator === 1n ? `${this.numerator}` : `${this.numerator}/${this.denominator}`;
  }
}

function divisorOf(a: bigint, b: bigint): bigint {
  return b === 0n ? (a < 0n ? -a : a) : divisorOf(b, a % b);
}

function fraction(numerator: bigint, denominator: bigint): Fraction {
  if (denominator === 0n) raise('ZeroDivisionError', `Fraction(${numerator}, 0)`);
  const shared = divisorOf(numerator, denominator) * (denominator < 0n ? -1n : 1n);
  return new Fraction(numerator / shared, denominator / shared);
}

function fromFinite({ negative, digits, exponent }: Finite): Fraction {
  const numerator = digits * powerOfTen(Math.max(0, exponent));
  return fraction(negative ? -numerator : numerator, powerOfTen(Math.max(0, -exponent)));
}

function fromText(text: string): Fraction {
  const trimmed = text.trim();
  const [, numerator, denominator] = /^([-+]?\d+)\s*\/\s*(\d+)$/.exec(trimmed) ?? [];
  if (numerator !== undefined && denominator !== undefined) {
    return fraction(BigInt(numerator.replace('+', '')), BigInt(denominator));
  }
  const value = parseFinite(trimmed);
  return value
    ? fromFinite(value)
    : raise('ValueError', `Invalid literal for Fraction: ${repr(text)}`);
}

/** An exact rational of one value; null where it is none. */
function rational(value: Value): Fraction | null {
  if (value instanceof Fraction) return value;
  if (value instanceof Decimal) return fromFinite(value.value);
  if (value instanceof Float) return fromFinite(exactFinite(value.value));
  const number = numberOf(value);
  return number === undefined ? null : new Fraction(BigInt(number), 1n);
}

function make(numerator: Value, denominator: Value): Value {
  const unknown = [numerator, denominator].find((each) => each instanceof Unknown);
  if (unknown instanceof Unknown) return new Unknown(`Fraction(${unknown.name})`);
  const text = textOf(numerator);
  if (text !== undefined) return fromText(text);
  const top = rational(numerator);
  const bottom = denominator === null ? new Fraction(1n, 1n) : rational(denominator);
  if (!top || !bottom) {
    raise('TypeError', 'argument should be a string or a Rational instance');
  }
  return fraction(top.numerator * bottom.denominator, top.denominator * bottom.numerator);
}

/** The other operand of exact arithmetic: a fraction or an int. */
function operand(value: Value): Fraction | null {
  return value instanceof Float || value instanceof Decimal ? null : rational(value);
}

/** An operator and its reflection; with a float it is that of floats. */
function operator(
  name: string,
  symbol: string,
  exact: (a: Fraction, b: Fraction) => Value,
): Natives {
  return {
    [`__${name}__(self, other)`]: (self: Fraction, value: Value) => {
      if (value instanceof Float) return binary(symbol, new Float(self.toNumber()), value);
      const other = operand(value);
      return other ? exact(self, other) : notImplemented;
    },
    [`__r${name}__(self, other)`]: (self: Fraction, value: Value) => {
      if (value instanceof Float) return binary(symbol, value, new Float(self.toNumber()));
      const other = operand(value);
      return other ? exact(other, self) : notImplemented;
    },
  };
}

function floorDivide(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

function quotient(a: Fraction, b: Fraction): bigint {
  if (b.numerator === 0n) raise('ZeroDivisionError', 'integer division or modulo by zero');
  return floorDivide(a.numerator * b.denominator, a.denominator * b.numerator);
}

function remainder(a: Fraction, b: Fraction): Fraction {
  const times = quotient(a, b);
  return fraction(
    a.numerator * b.denominator - times * b.numerator * a.denominator,
    a.denominator * b.denominator,
  );
}

function power(a: Fraction, b: Fraction): Value {
  if (b.denominator !== 1n) return new Float(a.toNumber() ** b.toNumber());
  return b.numerator >= 0n
    ? fraction(a.numerator ** b.numerator, a.denominator ** b.numerator)
    : fraction(a.denominator ** -b.numerator, a.numerator ** -b.numerator);
}

/** The nearest whole number, a tie to even. */
function rounded(numerator: bigint, denominator: bigint): bigint {
  const floor = floorDivide(numerator, denominator);
  const half = (numerator - floor * denominator) * 2n - denominator;
  return half > 0n || (half === 0n && floor % 2n !== 0n) ? floor + 1n : floor;
}

function round(self: Fraction, digits: Value): Value {
  if (digits === null) return makeInt(rounded(self.numerator, self.denominator));
  const places = Number(digits);
  const shift = powerOfTen(Math.abs(places));
  return places >= 0
    ? fraction(rounded(self.numerator * shift, self.denominator), shift)
    : fraction(rounded(self.numerator, self.denominator * shift) * shift, 1n);
}

/** The closest fraction whose denominator is at most `limit`, by continued fractions. */
function limited(self: Fraction, limit: bigint): Fraction {
  if (limit < 1n) raise('ValueError', 'max_denominator should be at least 1');
  if (self.denominator <= limit) return self;
  let [p0, q0, p1, q1] = [0n, 1n, 1n, 0n];
  let [n, d] = [self.numerator, self.denominator];
  for (;;) {
    const a = floorDivide(n, d);
    const q2 = q0 + a * q1;
    if (q2 > limit) break;
    [p0, q0, p1, q1] = [p1, q1, p0 + a * p1, q2];
    [n, d] = [d, n - a * d];
  }
  const k = (limit - q0) / q1;
  const near = q1 * (q0 + k * q1);
  return 2n * d * near <= self.denominator * q1
    ? new Fraction(p1, q1)
    : new Fraction(p0 + k * p1, q0 + k * q1);
}

define(fractionClass, {
  '__new__(cls, numerator=0, denominator=None)': (
    _: PyClass,
    numerator: Value,
    denominator: Value,
  ) => make(numerator, denominator),
  '__init__(self, *args, **kwargs)': () => null,
  ...operator('add', '+', (a, b) =>
    fraction(
      a.numerator * b.denominator + b.numerator * a.denominator,
      a.denominator * b.denominator,
    ),
  ),
  ...operator('sub', '-', (a, b) =>
    fraction(
      a.numerator * b.denominator - b.numerator * a.denominator,
      a.denominator * b.denominator,
    ),
  ),
  ...operator('mul', '*', (a, b) =>
    fraction(a.numerator * b.numerator, a.denominator * b.denominator),
  ),
  ...operator('truediv', '/', (a, b) =>
    fraction(a.numerator * b.denominator, a.denominator * b.numerator),
  ),
  ...operator('floordiv', '//', (a, b) => makeInt(quotient(a, b))),
  ...operator('mod', '%', remainder),
  ...operator('pow', '**', power),
  '__neg__(self)': (self: Fraction) => new Fraction(-self.numerator, self.denominator),
  '__pos__(self)': (self: Fraction) => self,
  '__abs__(self)': (self: Fraction) =>
    new Fraction(self.numerator < 0n ? -self.numerator : self.numerator, self.denominator),
  '__bool__(self)': (self: Fraction) => self.numerator !== 0n,
  '__int__(self)': (self: Fraction) => makeInt(self.numerator / self.denominator),
  '__trunc__(self)': (self: Fraction) => makeInt(self.numerator / self.denominator),
  '__floor__(self)': (self: Fraction) => makeInt(floorDivide(self.numerator, self.denominator)),
  '__ceil__(self)': (self: Fraction) => makeInt(-floorDivide(-self.numerator, self.denominator)),
  '__float__(self)': (self: Fraction) => new Float(self.toNumber()),
  '__round__(self, ndigits=None)': round,
  '__hash__(self)': (self: Fraction) =>
    self.denominator === 1n ? makeInt(self.numerator) : new Float(self.toNumber()),
  '__str__(self)': (self: Fraction) => self.text(),
  '__repr__(self)': (self: Fraction) => `Fraction(${self.numerator}, ${self.denominator})`,
  '__format__(self, spec)': (self: Fraction, spec: string) => {
    if (spec === '') return self.text();
    return formatMagnitude(self, spec, self.numerator < 0n, (type, precision) => {
      if (!/^[fF%]$/.test(type)) return self.text().replace('-', '');
      const places = precision ?? 6;
      const scale = powerOfTen(places + (type === '%' ? 2 : 0));
      const top = rounded(
        (self.numerator < 0n ? -self.numerator : self.numerator) * scale,
        self.denominator,
      );
      const shown = { negative: false, digits: top, exponent: -places };
      return plainText(rescale(shown, -places, 'ROUND_DOWN')) + (type === '%' ? '%' : '');
    });
  },
  'limit_denominator(self, max_denominator=1000000)': (self: Fraction, limit: Value) =>
    limited(self, BigInt(numberOf(limit) ?? 1)),
  'as_integer_ratio(self)': (self: Fraction) =>
    new PyTuple([makeInt(self.numerator), makeInt(self.denominator)]),
  'is_integer(self)': (self: Fraction) => self.denominator === 1n,
  '@classmethod from_float(cls, f)': (_: PyClass, value: Value) => make(value, null),
  '@classmethod from_decimal(cls, dec)': (_: PyClass, value: Value) => make(value, null),
  '__eq__(self, other)': (self: Fraction, value: Value) => {
    if (value instanceof Float) return compareEqual(new Float(self.toNumber()), value);
    const other = operand(value);
    if (!other) return notImplemented;
    return self.numerator === other.numerator && self.denominator === other.denominator;
  },
});
defineGetters(fractionClass, {
  numerator: (self: Fraction) => makeInt(self.numerator),
  denominator: (self: Fraction) => makeInt(self.denominator),
});

for (const [name, symbol] of [
  ['lt', '<'],
  ['le', '<='],
  ['gt', '>'],
  ['ge', '>='],
] as const) {
  define(fractionClass, {
    [`__${name}__(self, other)`]: (self: Fraction, value: Value) => {
      if (value instanceof Float) return compareOrder(symbol, new Float(self.toNumber()), value);
      const other = operand(value);
      if (!other) return notImplemented;
      return compareOrder(
        symbol,
        makeInt(self.numerator * other.denominator),
        makeInt(other.numerator * self.denominator),
      );
    },
  });
}

export const fractionsModule = makeModule('fractions', {}, { Fraction: fractionClass });
