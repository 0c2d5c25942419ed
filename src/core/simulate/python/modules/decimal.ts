import { PyList, PyTuple } from '../objects/containers';
import { Raised, exceptionClass, makeException, raise } from '../objects/exceptions';
import { PyGetSet } from '../objects/functions';
import { Float, PyClass, PyObject, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { perWalkthrough } from '../machine';
import { makeInt } from '../operations/arithmetic';
import { notImplemented, numberOf, textOf } from '../operations/compare';
import { formatMagnitude } from '../operations/format';
import { define, defineGetters, makeModule, nativeClass } from '../operations/native';
import type { Natives } from '../operations/native';
import { str } from '../operations/repr';
import { makeNamedTuple } from './collections';
import * as arithmetic from './decimal_arithmetic';
import type { Finite, Rounding } from './decimal_arithmetic';

/* decimal: numbers with a decimal point and the context that they are worked out in. Flags and traps are not kept. */

const roundings: readonly Rounding[] = [
  'ROUND_HALF_EVEN',
  'ROUND_HALF_UP',
  'ROUND_HALF_DOWN',
  'ROUND_UP',
  'ROUND_DOWN',
  'ROUND_CEILING',
  'ROUND_FLOOR',
  'ROUND_05UP',
];

const decimalClass = nativeClass('Decimal', 'decimal');
const contextClass = nativeClass('Context', 'decimal');

type Special = 'Infinity' | 'NaN';

export class Decimal extends PyObject {
  constructor(
    readonly value: Finite,
    readonly special: Special | null = null,
    cls: PyClass = decimalClass,
  ) {
    super(cls);
  }

  get isZero(): boolean {
    return this.special === null && this.value.digits === 0n;
  }

  text(): string {
    return (
      (this.value.negative ? '-' : '') + (this.special ?? arithmetic.magnitudeText(this.value))
    );
  }

  toNumber(): number {
    return this.special === 'NaN' ? NaN : Number(this.text());
  }
}

class Context extends PyObject {
  precision = 28;
  rounding: Rounding = 'ROUND_HALF_EVEN';

  constructor() {
    super(contextClass);
  }

  /** A result as this context gives it. */
  result(value: Finite): Decimal {
    return new Decimal(arithmetic.fix(value, this.precision, this.rounding));
  }

  copy(): Context {
    const copy = new Context();
    copy.precision = this.precision;
    copy.rounding = this.rounding;
    return copy;
  }
}

const current = perWalkthrough(() => ({ context: new Context() }));

function context(): Context {
  return current().context;
}

function signal(name: string, ...bases: PyClass[]): PyClass {
  const cls = new PyClass(name, bases);
  cls.module = 'decimal';
  return cls;
}

const decimalException = signal('DecimalException', exceptionClass('ArithmeticError'));
const zeroDivision = exceptionClass('ZeroDivisionError');
const divisionByZero = signal('DivisionByZero', decimalException, zeroDivision);
const invalidOperation = signal('InvalidOperation', decimalException);
/** Conditions that the signal InvalidOperation stands for; its argument names them. */
const conversionSyntax = signal('ConversionSyntax', decimalException);
const divisionUndefined = signal('DivisionUndefined', decimalException, zeroDivision);

function trap(cls: PyClass, condition: PyClass = cls): never {
  throw new Raised(makeException(cls, new PyList([condition])));
}

const nothing: Finite = { negative: false, digits: 0n, exponent: 0 };

function whole(value: number | bigint): Finite {
  const digits = BigInt(value);
  return { negative: digits < 0n, digits: digits < 0n ? -digits : digits, exponent: 0 };
}

function fromFloat(value: number): Decimal {
  if (Number.isNaN(value)) return new Decimal(nothing, 'NaN');
  if (!Number.isFinite(value)) return new Decimal({ ...nothing, negative: value < 0 }, 'Infinity');
  return new Decimal(arithmetic.exactFinite(value));
}

function fromText(text: string): Decimal {
  const trimmed = text.trim().replaceAll('_', '');
  const [, sign, special] = /^([-+]?)(inf(?:inity)?|nan)$/i.exec(trimmed) ?? [];
  if (special !== undefined) {
    const kind = special.toLowerCase() === 'nan' ? 'NaN' : 'Infinity';
    return new Decimal({ ...nothing, negative: sign === '-' }, kind);
  }
  const value = arithmetic.parseFinite(trimmed);
  return value ? new Decimal(value) : trap(invalidOperation, conversionSyntax);
}

function make(value: Value): Value {
  if (value instanceof Unknown) return new Unknown(`Decimal(${value.name})`);
  if (value instanceof Decimal) return value;
  const text = textOf(value);
  if (text !== undefined) return fromText(text);
  if (value instanceof PyTuple) return fromTuple(value);
  const number = numberOf(value);
  if (number === undefined) {
    raise('TypeError', `conversion from ${typeOf(value).name} to Decimal is not supported`);
  }
  return value instanceof Float ? fromFloat(value.value) : new Decimal(whole(number));
}

function fromTuple({ items: [sign, digits, exponent] }: PyTuple): Decimal {
  if (!(digits instanceof PyTuple)) raise('ValueError', 'coefficient must be a tuple of digits');
  return new Decimal({
    negative: sign === 1,
    digits: BigInt(digits.items.map(str).join('') || '0'),
    exponent: Number(exponent),
  });
}

/** The other operand of arithmetic: a Decimal or an int; null for what Decimal leaves to others. */
function operand(value: Value): Decimal | null {
  if (value instanceof Decimal) return value;
  if (value instanceof Float) return null;
  const number = numberOf(value);
  return number === undefined ? null : new Decimal(whole(number));
}

type Operation = (a: Decimal, b: Decimal) => Value;

/** An operator and its reflection. An operand that is infinite or no number goes by the rules of floats. */
function operator(name: string, symbol: string, finite: (a: Finite, b: Finite) => Value): Natives {
  const run: Operation = (a, b) => {
    if (!a.special && !b.special) return finite(a.value, b.value);
    const [left, right] = [a.toNumber(), b.toNumber()];
    const result = { '+': left + right, '-': left - right, '*': left * right, '/': left / right };
    return fromFloat(result[symbol as keyof typeof result]);
  };
  const refuse = (a: Value, b: Value): Value => {
    const floats = a instanceof Float || b instanceof Float;
    if (!floats) return notImplemented;
    const [left, right] = [a, b].map((each) =>
      each instanceof Float ? 'float' : 'decimal.Decimal',
    );
    return raise(
      'TypeError',
      `unsupported operand type(s) for ${symbol}: '${left}' and '${right}'`,
    );
  };
  return {
    [`__${name}__(self, other)`]: (self: Decimal, value: Value) => {
      const other = operand(value);
      return other ? run(self, other) : refuse(self, value);
    },
    [`__r${name}__(self, other)`]: (self: Decimal, value: Value) => {
      const other = operand(value);
      return other ? run(other, self) : refuse(value, self);
    },
  };
}

function divisor(a: Finite, b: Finite): Finite {
  if (b.digits !== 0n) return b;
  if (a.digits === 0n) trap(invalidOperation, divisionUndefined);
  return trap(divisionByZero);
}

function remainder(a: Finite, b: Finite): Decimal {
  if (b.digits === 0n)
    trap(invalidOperation, a.digits === 0n ? divisionUndefined : invalidOperation);
  return context().result(arithmetic.divideWhole(a, b)[1]);
}

function power(base: Finite, exponent: Finite): Value {
  const { precision } = context();
  const { negative, digits, exponent: scale } = arithmetic.normalize(exponent);
  if (scale >= 0) {
    const count = Number(digits * arithmetic.powerOfTen(scale));
    return context().result(arithmetic.power(base, negative ? -count : count, precision));
  }
  const isHalf = digits === 5n && scale === -1 && !negative;
  if (isHalf && !base.negative) return context().result(arithmetic.squareRoot(base, precision));
  return new Unknown('Decimal ** Decimal');
}

define(decimalClass, {
  "__new__(cls, value='0', context=None)": (cls: PyClass, value: Value) => {
    const made = make(value);
    return made instanceof Decimal && cls !== decimalClass
      ? new Decimal(made.value, made.special, cls)
      : made;
  },
  '__init__(self, *args, **kwargs)': () => null,
  '@classmethod from_float(cls, f)': (_: PyClass, value: Value) => make(value),
  ...operator('add', '+', (a, b) => context().result(arithmetic.add(a, b))),
  ...operator('sub', '-', (a, b) =>
    context().result(arithmetic.add(a, { ...b, negative: !b.negative })),
  ),
  ...operator('mul', '*', (a, b) => context().result(arithmetic.multiply(a, b))),
  ...operator('truediv', '/', (a, b) =>
    context().result(arithmetic.divide(a, divisor(a, b), context().precision)),
  ),
  ...operator('floordiv', '//', (a, b) =>
    context().result(arithmetic.divideWhole(a, divisor(a, b))[0]),
  ),
  ...operator('mod', '%', remainder),
  ...operator(
    'divmod',
    'divmod()',
    (a, b) =>
      new PyTuple([context().result(arithmetic.divideWhole(a, divisor(a, b))[0]), remainder(a, b)]),
  ),
  ...operator('pow', '**', power),
  '__neg__(self)': (self: Decimal) =>
    self.special
      ? new Decimal({ ...self.value, negative: !self.value.negative }, self.special)
      : context().result(arithmetic.negate(self.value)),
  '__pos__(self)': (self: Decimal) => (self.special ? self : context().result(self.value)),
  '__abs__(self)': (self: Decimal) =>
    self.special
      ? new Decimal(nothing, self.special)
      : context().result({ ...self.value, negative: false }),
  '__bool__(self)': (self: Decimal) => !self.isZero,
  '__int__(self)': (self: Decimal) => toInt(self, 'ROUND_DOWN'),
  '__trunc__(self)': (self: Decimal) => toInt(self, 'ROUND_DOWN'),
  '__floor__(self)': (self: Decimal) => toInt(self, 'ROUND_FLOOR'),
  '__ceil__(self)': (self: Decimal) => toInt(self, 'ROUND_CEILING'),
  '__float__(self)': (self: Decimal) => new Float(self.toNumber()),
  '__round__(self, n=None)': (self: Decimal, digits: Value) =>
    digits === null
      ? toInt(self, 'ROUND_HALF_EVEN')
      : new Decimal(arithmetic.rescale(self.value, -Number(digits), 'ROUND_HALF_EVEN')),
  '__hash__(self)': (self: Decimal) => {
    const { exponent } = arithmetic.normalize(self.value);
    return exponent >= 0 && !self.special ? toInt(self, 'ROUND_DOWN') : new Float(self.toNumber());
  },
  '__str__(self)': (self: Decimal) => self.text(),
  '__repr__(self)': (self: Decimal) => `Decimal('${self.text()}')`,
  '__format__(self, spec)': (self: Decimal, spec: string) => formatDecimal(self, spec),
});

function toInt(self: Decimal, mode: Rounding): Value {
  if (self.special === 'NaN') raise('ValueError', 'cannot convert NaN to integer');
  if (self.special) raise('OverflowError', 'cannot convert Infinity to integer');
  const { negative, digits } = arithmetic.rescale(self.value, 0, mode);
  return makeInt(negative ? -digits : digits);
}

/** Formats as `Decimal.__format__`: without a type the digits stay as they are. */
function formatDecimal(self: Decimal, spec: string): string {
  return formatMagnitude(self, spec, self.value.negative, (type, precision) => {
    if (self.special) return self.special;
    const { rounding } = context();
    const value = { ...self.value, negative: false };
    switch (type) {
      case 'f':
      case 'F':
        return arithmetic.plainText(
          precision === null ? value : arithmetic.rescale(value, -precision, rounding),
        );
      case '%': {
        const hundred = { ...value, exponent: value.exponent + 2 };
        const rounded =
          precision === null ? hundred : arithmetic.rescale(hundred, -precision, rounding);
        return `${arithmetic.plainText(rounded)}%`;
      }
      case 'e':
      case 'E': {
        const rounded = precision === null ? value : arithmetic.fix(value, precision + 1, rounding);
        const missing = precision === null ? 0 : precision + 1 - String(rounded.digits).length;
        const full =
          missing > 0 ? arithmetic.rescale(rounded, rounded.exponent - missing, rounding) : rounded;
        return arithmetic.scientificText(full, type);
      }
      default: {
        const rounded =
          precision === null ? value : arithmetic.fix(value, Math.max(1, precision), rounding);
        const text = arithmetic.magnitudeText(rounded);
        return type === 'g' ? text.toLowerCase() : text;
      }
    }
  });
}

/** What compares with a Decimal: also a float, by its exact value. */
function comparable(value: Value): Decimal | null {
  return value instanceof Float ? fromFloat(value.value) : operand(value);
}

function order(a: Decimal, b: Decimal): number {
  return a.special || b.special
    ? a.toNumber() - b.toNumber()
    : arithmetic.compare(a.value, b.value);
}

/** Infinities of one sign are equal though their difference is no number. */
function same(a: Decimal, b: Decimal): boolean {
  return a.special === 'Infinity' && b.special === 'Infinity'
    ? a.value.negative === b.value.negative
    : order(a, b) === 0;
}

for (const [name, holds] of [
  ['eq', same],
  ['lt', (a: Decimal, b: Decimal) => order(a, b) < 0],
  ['le', (a: Decimal, b: Decimal) => order(a, b) < 0 || same(a, b)],
  ['gt', (a: Decimal, b: Decimal) => order(a, b) > 0],
  ['ge', (a: Decimal, b: Decimal) => order(a, b) > 0 || same(a, b)],
] as const) {
  define(decimalClass, {
    [`__${name}__(self, other)`]: (self: Decimal, value: Value) => {
      const other = comparable(value);
      return other ? holds(self, other) : notImplemented;
    },
  });
}

function roundingOf(value: Value): Rounding {
  const known = roundings.find((mode) => mode === value);
  if (known) return known;
  if (value === null) return context().rounding;
  return raise(
    'TypeError',
    'valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]',
  );
}

function integral(self: Decimal, rounding: Value): Decimal {
  if (self.special || self.value.exponent >= 0) return self;
  return new Decimal(arithmetic.rescale(self.value, 0, roundingOf(rounding)));
}

const decimalTuple = makeNamedTuple('DecimalTuple', ['sign', 'digits', 'exponent'], [], 'decimal');

define(decimalClass, {
  'quantize(self, exp, rounding=None, context=None)': (
    self: Decimal,
    pattern: Value,
    rounding: Value,
  ) => {
    const { value } =
      operand(pattern) ?? raise('TypeError', 'conversion to Decimal is not supported');
    const result = arithmetic.rescale(self.value, value.exponent, roundingOf(rounding));
    if (String(result.digits).length > context().precision) trap(invalidOperation);
    return new Decimal(result);
  },
  'normalize(self, context=None)': (self: Decimal) =>
    new Decimal(arithmetic.normalize(context().result(self.value).value)),
  'to_integral_value(self, rounding=None, context=None)': integral,
  'to_integral(self, rounding=None, context=None)': integral,
  'sqrt(self, context=None)': (self: Decimal) => {
    if (self.value.negative && !self.isZero) trap(invalidOperation);
    return context().result(arithmetic.squareRoot(self.value, context().precision));
  },
  'as_tuple(self)': (self: Decimal) =>
    new PyTuple(
      [
        self.value.negative ? 1 : 0,
        new PyTuple([...String(self.value.digits)].map(Number)),
        self.value.exponent,
      ],
      decimalTuple,
    ),
  'as_integer_ratio(self)': (self: Decimal) => {
    const { negative, digits, exponent } = self.value;
    let numerator = digits * arithmetic.powerOfTen(Math.max(0, exponent));
    let denominator = arithmetic.powerOfTen(Math.max(0, -exponent));
    for (const factor of [2n, 5n]) {
      while (numerator % factor === 0n && denominator % factor === 0n) {
        numerator /= factor;
        denominator /= factor;
      }
    }
    return new PyTuple([makeInt(negative ? -numerator : numerator), makeInt(denominator)]);
  },
  'adjusted(self)': (self: Decimal) => arithmetic.adjusted(self.value),
  'compare(self, other, context=None)': (self: Decimal, other: Value) => {
    const right = operand(other) ?? raise('TypeError', 'conversion to Decimal is not supported');
    return new Decimal(whole(Math.sign(order(self, right))));
  },
  'max(self, other, context=None)': (self: Decimal, other: Decimal) =>
    order(self, other) < 0 ? other : self,
  'min(self, other, context=None)': (self: Decimal, other: Decimal) =>
    order(self, other) > 0 ? other : self,
  'copy_abs(self)': (self: Decimal) =>
    new Decimal({ ...self.value, negative: false }, self.special),
  'copy_negate(self)': (self: Decimal) =>
    new Decimal({ ...self.value, negative: !self.value.negative }, self.special),
  'scaleb(self, other, context=None)': (self: Decimal, other: Value) =>
    new Decimal({ ...self.value, exponent: self.value.exponent + Number(numberOf(other) ?? 0) }),
  'is_nan(self)': (self: Decimal) => self.special === 'NaN',
  'is_infinite(self)': (self: Decimal) => self.special === 'Infinity',
  'is_finite(self)': (self: Decimal) => self.special === null,
  'is_zero(self)': (self: Decimal) => self.isZero,
  'is_signed(self)': (self: Decimal) => self.value.negative,
  'ln(self, context=None)': (self: Decimal) => new Unknown(`${self.text()}.ln()`),
  'log10(self, context=None)': (self: Decimal) => new Unknown(`${self.text()}.log10()`),
  'exp(self, context=None)': (self: Decimal) => new Unknown(`${self.text()}.exp()`),
});
defineGetters(decimalClass, {
  real: (self: Decimal) => self,
  imag: () => new Decimal(nothing),
});

contextClass.set(
  'prec',
  new PyGetSet(
    'prec',
    (self: Context) => self.precision,
    (self: Context, value) => {
      self.precision = Number(numberOf(value) ?? 28);
    },
  ),
);
contextClass.set(
  'rounding',
  new PyGetSet(
    'rounding',
    (self: Context) => self.rounding,
    (self: Context, value) => {
      self.rounding = roundingOf(value);
    },
  ),
);

function makeContext(precision: Value, rounding: Value): Context {
  const made = context().copy();
  if (precision !== null) made.precision = Number(numberOf(precision));
  if (rounding !== null) made.rounding = roundingOf(rounding);
  return made;
}

define(contextClass, {
  '__new__(cls, prec=None, rounding=None, **kwargs)': (
    _: PyClass,
    precision: Value,
    rounding: Value,
  ) => makeContext(precision, rounding),
  '__init__(self, *args, **kwargs)': () => null,
  'copy(self)': (self: Context) => self.copy(),
  "create_decimal(self, num='0')": (self: Context, value: Value) => {
    const made = make(value);
    return made instanceof Decimal && !made.special ? self.result(made.value) : made;
  },
  '__repr__(self)': (self: Context) => `Context(prec=${self.precision}, rounding=${self.rounding})`,
});

/** `localcontext()`: a copy of the context that holds within the `with`. */
class LocalContext extends PyObject {
  private outer: Context | null = null;

  constructor(private readonly inner: Context) {
    super(localContextClass);
  }

  enter(): Context {
    this.outer = context();
    current().context = this.inner;
    return this.inner;
  }

  exit(): void {
    if (this.outer) current().context = this.outer;
  }
}

const localContextClass = nativeClass('_ContextManager', 'decimal');
define(localContextClass, {
  '__enter__(self)': (self: LocalContext) => self.enter(),
  '__exit__(self, t, v, tb)': (self: LocalContext) => {
    self.exit();
    return false;
  },
});

export const decimalModule = makeModule(
  'decimal',
  {
    'getcontext()': context,
    'setcontext(context, /)': (given: Context) => {
      current().context = given;
    },
    'localcontext(ctx=None, *, prec=None, rounding=None)': (
      given: Value,
      precision: Value,
      rounding: Value,
    ) => {
      const inner = given instanceof Context ? given.copy() : makeContext(precision, rounding);
      return new LocalContext(inner);
    },
  },
  {
    ...Object.fromEntries(roundings.map((name) => [name, name])),
    Decimal: decimalClass,
    Context: contextClass,
    DecimalException: decimalException,
    DivisionByZero: divisionByZero,
    InvalidOperation: invalidOperation,
    Overflow: signal('Overflow', decimalException),
    Inexact: signal('Inexact', decimalException),
    FloatOperation: signal('FloatOperation', decimalException, exceptionClass('TypeError')),
  },
);
