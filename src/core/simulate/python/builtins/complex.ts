import { raise } from '../objects/exceptions';
import { Float, PyClass, PyObject } from '../objects/object';
import type { Value } from '../objects/object';
import { notImplemented, numberOf, textOf } from '../operations/compare';
import { format } from '../operations/format';
import { define, defineGetters } from '../operations/native';
import { reprFloat } from '../operations/repr';

/* Objects/complexobject.c. */

export const complexClass = new PyClass('complex');

export class Complex extends PyObject {
  constructor(
    readonly real: number,
    readonly imag: number,
  ) {
    super(complexClass);
  }
}

/** A number of any kind as a complex one; undefined for anything else. */
export function complexOf(value: Value): Complex | undefined {
  if (value instanceof Complex) return value;
  const number = numberOf(value);
  return number === undefined ? undefined : new Complex(Number(number), 0);
}

export function absolute({ real, imag }: Complex): number {
  return Math.hypot(real, imag);
}

function multiply(a: Complex, b: Complex): Complex {
  return new Complex(a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real);
}

/** `_Py_c_quot`: by Smith's method. */
function divide(a: Complex, b: Complex): Complex {
  if (b.real === 0 && b.imag === 0) raise('ZeroDivisionError', 'complex division by zero');
  if (Math.abs(b.real) >= Math.abs(b.imag)) {
    const ratio = b.imag / b.real;
    const scale = b.real + b.imag * ratio;
    return new Complex((a.real + a.imag * ratio) / scale, (a.imag - a.real * ratio) / scale);
  }
  const ratio = b.real / b.imag;
  const scale = b.real * ratio + b.imag;
  return new Complex((a.real * ratio + a.imag) / scale, (a.imag * ratio - a.real) / scale);
}

/** `complex_pow`: small whole exponents by multiplication, others by polar coordinates. */
function power(base: Complex, exponent: Complex): Complex {
  const { real: count } = exponent;
  if (exponent.imag === 0 && Number.isInteger(count) && Math.abs(count) <= 100) {
    let result = new Complex(1, 0);
    let square = base;
    for (let rest = Math.abs(count); rest > 0; rest = Math.floor(rest / 2)) {
      if (rest % 2 === 1) result = multiply(result, square);
      square = multiply(square, square);
    }
    return count < 0 ? divide(new Complex(1, 0), result) : result;
  }
  const size = absolute(base);
  if (size === 0) {
    if (exponent.imag !== 0 || count < 0) {
      raise('ZeroDivisionError', 'zero to a negative or complex power');
    }
    return new Complex(0, 0);
  }
  const angle = Math.atan2(base.imag, base.real);
  const length = size ** count * Math.exp(-angle * exponent.imag);
  const turn = angle * count + exponent.imag * Math.log(size);
  return new Complex(length * Math.cos(turn), length * Math.sin(turn));
}

const operations: Readonly<Record<string, (a: Complex, b: Complex) => Complex>> = {
  add: (a, b) => new Complex(a.real + b.real, a.imag + b.imag),
  sub: (a, b) => new Complex(a.real - b.real, a.imag - b.imag),
  mul: multiply,
  truediv: divide,
  pow: power,
};

for (const [name, run] of Object.entries(operations)) {
  define(complexClass, {
    [`__${name}__(self, value, /)`]: (self: Complex, value: Value) => {
      const other = complexOf(value);
      return other ? run(self, other) : notImplemented;
    },
    [`__r${name}__(self, value, /)`]: (self: Complex, value: Value) => {
      const other = complexOf(value);
      return other ? run(other, self) : notImplemented;
    },
  });
}

function part(value: number): string {
  return reprFloat(value).replace(/\.0$/, '');
}

function text({ real, imag }: Complex): string {
  if (real === 0 && !Object.is(real, -0)) return `${part(imag)}j`;
  const sign = imag < 0 || Object.is(imag, -0) ? '' : '+';
  return `(${part(real)}${sign}${part(imag)}j)`;
}

const number = '[-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:e[-+]?\\d+)?';

function parse(given: string): Complex {
  const trimmed = given
    .trim()
    .toLowerCase()
    .replace(/^\((.*)\)$/, '$1');
  const real = new RegExp(`^(${number})$`).exec(trimmed);
  if (real) return new Complex(Number(real[1]), 0);
  const whole = new RegExp(`^(${number})?([-+]?(?:${number.slice(5)})?)j$`).exec(trimmed);
  if (!whole) raise('ValueError', 'complex() arg is a malformed string');
  const [, first = '0', second = ''] = whole;
  // `3j` is all imaginary: its number was read as the first part.
  if (second === '') return new Complex(0, Number(first));
  return new Complex(Number(first), /\d/.test(second) ? Number(second) : Number(`${second}1`));
}

define(complexClass, {
  '__new__(cls, real=0, imag=0)': (_: Value, real: Value, imag: Value) => {
    const given = textOf(real);
    if (given !== undefined) return parse(given);
    const first = complexOf(real);
    const second = complexOf(imag);
    if (!first || !second) {
      raise('TypeError', 'complex() argument must be a string or a number');
    }
    return new Complex(first.real - second.imag, first.imag + second.real);
  },
  '__init__(self, *args, **kwargs)': () => null,
  '__repr__(self)': text,
  '__str__(self)': text,
  '__abs__(self)': (self: Complex) => new Float(absolute(self)),
  '__neg__(self)': (self: Complex) => new Complex(-self.real, -self.imag),
  '__pos__(self)': (self: Complex) => self,
  '__bool__(self)': (self: Complex) => self.real !== 0 || self.imag !== 0,
  '__eq__(self, value)': (self: Complex, value: Value) => {
    const other = complexOf(value);
    if (!other) return notImplemented;
    return self.real === other.real && self.imag === other.imag;
  },
  '__hash__(self)': (self: Complex) =>
    self.imag === 0 ? new Float(self.real) : `complex ${self.real} ${self.imag}`,
  'conjugate(self)': (self: Complex) => new Complex(self.real, -self.imag),
  '__format__(self, format_spec)': (self: Complex, spec: string) => {
    const width = /^(?:.?[<>^])?0?(\d*)/.exec(spec)?.[1] ?? '';
    const type = /(?:\.\d+)?[efgEFG]?$/.exec(spec)?.[0] ?? '';
    if (type === '') return format(text(self), spec === '' ? '' : `>${width}`);
    const both = `${format(new Float(self.real), type)}${format(new Float(self.imag), `+${type}`)}j`;
    return format(
      both,
      `${/^.?[<>^]/.test(spec) ? '' : '>'}${spec.replace(/(?:\.\d+)?[efgEFG]?$/, '')}`,
    );
  },
});
defineGetters(complexClass, {
  real: (self: Complex) => new Float(self.real),
  imag: (self: Complex) => new Float(self.imag),
});
