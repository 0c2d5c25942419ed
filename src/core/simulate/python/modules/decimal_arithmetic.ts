/* The arithmetic of Lib/_pydecimal.py, after IBM's General Decimal Arithmetic Specification. */

/** `(-1)**negative * digits * 10**exponent`. */
export interface Finite {
  readonly negative: boolean;
  readonly digits: bigint;
  readonly exponent: number;
}

export type Rounding =
  | 'ROUND_HALF_EVEN'
  | 'ROUND_HALF_UP'
  | 'ROUND_HALF_DOWN'
  | 'ROUND_UP'
  | 'ROUND_DOWN'
  | 'ROUND_CEILING'
  | 'ROUND_FLOOR'
  | 'ROUND_05UP';

export function powerOfTen(exponent: number): bigint {
  return 10n ** BigInt(exponent);
}

function lengthOf(digits: bigint): number {
  return digits.toString().length;
}

/** The exponent of the first digit. */
export function adjusted({ digits, exponent }: Finite): number {
  return exponent + lengthOf(digits) - 1;
}

export function isOdd(value: bigint): boolean {
  return value % 2n !== 0n;
}

/** Whether what is dropped (`rest` of `unit`) makes the kept digits one larger. */
function roundsUp(
  kept: bigint,
  rest: bigint,
  unit: bigint,
  negative: boolean,
  mode: Rounding,
): boolean {
  if (rest === 0n) return false;
  const half = rest * 2n - unit;
  switch (mode) {
    case 'ROUND_HALF_EVEN':
      return half > 0n || (half === 0n && isOdd(kept));
    case 'ROUND_HALF_UP':
      return half >= 0n;
    case 'ROUND_HALF_DOWN':
      return half > 0n;
    case 'ROUND_UP':
      return true;
    case 'ROUND_DOWN':
      return false;
    case 'ROUND_CEILING':
      return !negative;
    case 'ROUND_FLOOR':
      return negative;
    case 'ROUND_05UP':
      return kept % 5n === 0n;
  }
}

/** The same number with this exponent, rounded where digits are lost. */
export function rescale(value: Finite, exponent: number, mode: Rounding): Finite {
  const { negative, digits } = value;
  const lost = exponent - value.exponent;
  if (lost <= 0) return { negative, digits: digits * powerOfTen(-lost), exponent };
  const unit = powerOfTen(lost);
  const kept = digits / unit;
  const up = roundsUp(kept, digits % unit, unit, negative, mode);
  return { negative, digits: up ? kept + 1n : kept, exponent };
}

/** Rounds to at most `precision` digits. */
export function fix(value: Finite, precision: number, mode: Rounding): Finite {
  const excess = lengthOf(value.digits) - precision;
  if (excess <= 0) return value;
  const rounded = rescale(value, value.exponent + excess, mode);
  return lengthOf(rounded.digits) > precision ? fix(rounded, precision, mode) : rounded;
}

function signed({ negative, digits }: Finite): bigint {
  return negative ? -digits : digits;
}

export function negate(value: Finite): Finite {
  return { ...value, negative: !value.negative && value.digits !== 0n };
}

export function add(a: Finite, b: Finite): Finite {
  const exponent = Math.min(a.exponent, b.exponent);
  const left = signed(rescale(a, exponent, 'ROUND_DOWN'));
  const sum = left + signed(rescale(b, exponent, 'ROUND_DOWN'));
  const negative = sum === 0n ? a.negative && b.negative : sum < 0n;
  return { negative, digits: sum < 0n ? -sum : sum, exponent };
}

export function multiply(a: Finite, b: Finite): Finite {
  return {
    negative: a.negative !== b.negative,
    digits: a.digits * b.digits,
    exponent: a.exponent + b.exponent,
  };
}

/** The quotient with a digit more than `precision`, which also says whether something followed; `b` is not zero. */
export function divide(a: Finite, b: Finite, precision: number): Finite {
  const negative = a.negative !== b.negative;
  const ideal = a.exponent - b.exponent;
  if (a.digits === 0n) return { negative, digits: 0n, exponent: ideal };
  const shift = lengthOf(b.digits) - lengthOf(a.digits) + precision + 1;
  const dividend = a.digits * powerOfTen(Math.max(0, shift));
  const divisor = b.digits * powerOfTen(Math.max(0, -shift));
  let digits = dividend / divisor;
  let exponent = ideal - shift;
  if (dividend % divisor !== 0n) {
    // A last digit of 0 or 5 would look like an exact result or a tie, which it is not.
    if (digits % 5n === 0n) digits += 1n;
  } else {
    for (; exponent < ideal && digits % 10n === 0n; exponent++) digits /= 10n;
  }
  return { negative, digits, exponent };
}

/** The whole part of the quotient and the remainder, which has the sign of `a`. */
export function divideWhole(a: Finite, b: Finite): readonly [Finite, Finite] {
  const exponent = Math.min(a.exponent, b.exponent);
  const left = rescale(a, exponent, 'ROUND_DOWN').digits;
  const right = rescale(b, exponent, 'ROUND_DOWN').digits;
  return [
    { negative: a.negative !== b.negative, digits: left / right, exponent: 0 },
    { negative: a.negative, digits: left % right, exponent },
  ];
}

export function compare(a: Finite, b: Finite): number {
  const { digits, negative } = add(a, { ...b, negative: !b.negative });
  if (digits === 0n) return 0;
  return negative ? -1 : 1;
}

/** The power of a whole exponent of either sign. */
export function power(base: Finite, exponent: number, precision: number): Finite {
  const count = Math.abs(exponent);
  const result: Finite = {
    negative: base.negative && count % 2 === 1,
    digits: base.digits ** BigInt(count),
    exponent: base.exponent * count,
  };
  if (exponent >= 0) return result;
  return divide({ negative: false, digits: 1n, exponent: 0 }, result, precision);
}

function integerRoot(value: bigint): bigint {
  if (value < 2n) return value;
  let guess = 1n << BigInt(Math.ceil(value.toString(2).length / 2));
  for (;;) {
    const next = (guess + value / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}

export function squareRoot(value: Finite, precision: number): Finite {
  const ideal = value.exponent >> 1;
  if (value.digits === 0n) return { ...value, exponent: ideal };
  const odd = value.exponent & 1;
  const digits = odd ? value.digits * 10n : value.digits;
  const shift = precision + 1 - ((lengthOf(digits) + 1) >> 1);
  const scaled = shift >= 0 ? digits * powerOfTen(2 * shift) : digits / powerOfTen(-2 * shift);
  let root = integerRoot(scaled);
  let exponent = ideal - shift;
  const exact = root * root === scaled && (shift >= 0 || digits % powerOfTen(-2 * shift) === 0n);
  if (exact) {
    for (; exponent < ideal && root % 10n === 0n; exponent++) root /= 10n;
  } else if (root % 5n === 0n) {
    root += 1n;
  }
  return { negative: false, digits: root, exponent };
}

/** Without zeros at the end. */
export function normalize(value: Finite): Finite {
  if (value.digits === 0n) return { ...value, exponent: 0 };
  let { digits, exponent } = value;
  for (; digits % 10n === 0n; exponent++) digits /= 10n;
  return { ...value, digits, exponent };
}

/** The magnitude in plain notation. */
export function plainText({ digits, exponent }: Finite): string {
  if (exponent >= 0) return (digits * powerOfTen(exponent)).toString();
  const text = digits.toString().padStart(1 - exponent, '0');
  return `${text.slice(0, exponent)}.${text.slice(exponent)}`;
}

/** The magnitude with an exponent, which has at least one digit. */
export function scientificText(value: Finite, letter: 'E' | 'e'): string {
  const text = value.digits.toString();
  const fraction = text.length > 1 ? `.${text.slice(1)}` : '';
  const exponent = adjusted(value);
  return `${text.charAt(0)}${fraction}${letter}${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
}

/** The magnitude as `str()` writes it ("to-scientific-string"). */
export function magnitudeText(value: Finite): string {
  const plain = value.exponent <= 0 && adjusted(value) >= -6;
  return plain ? plainText(value) : scientificText(value, 'E');
}

/** Reads a numeric string; null where it is none. */
export function parseFinite(text: string): Finite | null {
  const match = /^([-+]?)(?:(\d+)(?:\.(\d*))?|\.(\d+))(?:e([-+]?\d+))?$/i.exec(text);
  if (!match) return null;
  const [, sign, whole = '', fraction, bare, exponent = '0'] = match;
  const decimals = fraction ?? bare ?? '';
  return {
    negative: sign === '-',
    digits: BigInt(whole + decimals),
    exponent: Number(exponent) - decimals.length,
  };
}

/** The float's exact value. */
export function exactFinite(value: number): Finite {
  let scaled = Math.abs(value);
  let twos = 0;
  for (; !Number.isInteger(scaled); twos++) scaled *= 2;
  return {
    negative: value < 0 || Object.is(value, -0),
    digits: BigInt(scaled) * 5n ** BigInt(twos),
    exponent: -twos,
  };
}
