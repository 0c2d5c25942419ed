import { PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { Float, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { binary, makeInt } from '../operations/arithmetic';
import { callSpecial } from '../operations/attributes';
import { numberOf } from '../operations/compare';
import { items } from '../operations/iterate';
import { makeModule } from '../operations/native';
import type { Natives } from '../operations/native';
import { fractionAndExponent, nextAfter, remainder, scaled, ulp } from './math_floats';
import { integerFunctions } from './math_integers';

function real(value: Value): number {
  const number = numberOf(value);
  if (number !== undefined) return Number(number);
  return raise('TypeError', `must be real number, not ${typeOf(value).name}`);
}

const domainError = 'math domain error';
/** Functions that are infinite where they are not defined, instead of growing too large. */
const poles = new Set(['log2', 'log10', 'log1p']);

/**
 * The result of a function of finite numbers, or CPython's error: a ValueError where it is not a number, and
 * `whenInfinite` where it is infinite.
 */
function checked(whenInfinite: string, result: number, ...given: readonly number[]): Float {
  if (Number.isNaN(result) && !given.some(Number.isNaN)) raise('ValueError', domainError);
  if (Math.abs(result) === Infinity && given.every(Number.isFinite)) {
    raise(whenInfinite === domainError ? 'ValueError' : 'OverflowError', whenInfinite);
  }
  return new Float(result);
}

function ofTwo(run: (x: number, y: number) => number, first: Value, second: Value): Float {
  const [x, y] = [real(first), real(second)];
  // A power of zero is infinite because it is not defined.
  return checked(x === 0 ? domainError : 'math range error', run(x, y), x, y);
}

/** As C has it: 1 to any power is 1, and so is -1 to an infinite one. */
function power(x: number, y: number): number {
  return x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y;
}

/** A function of one real number; outside its domain a ValueError, too large an OverflowError. */
function analytic(name: string, run: (x: number) => number): [string, (x: Value) => Value] {
  return [
    `${name}(x, /)`,
    (x) => {
      if (x instanceof Unknown) return new Unknown(`math.${name}(${x.name})`);
      const given = real(x);
      return checked(poles.has(name) ? domainError : 'math range error', run(given), given);
    },
  ];
}

function whole(name: '__floor__' | '__ceil__' | '__trunc__', round: (x: number) => number) {
  return (x: Value): Value => {
    if (x instanceof Unknown) return new Unknown(`${name.replaceAll('_', '')}(${x.name})`);
    const own = callSpecial(x, name);
    if (own !== undefined) return own;
    if (!(x instanceof Float)) return numberOf(x) ?? real(x);
    if (!Number.isFinite(x.value)) {
      raise(
        Number.isNaN(x.value) ? 'ValueError' : 'OverflowError',
        `cannot convert float ${Number.isNaN(x.value) ? 'NaN' : 'infinity'} to integer`,
      );
    }
    return makeInt(BigInt(round(x.value)));
  };
}

/** The correctly rounded sum, as `math.fsum` gives it (Shewchuk's partials). */
export function fsum(values: readonly number[]): number {
  const partials: number[] = [];
  for (let x of values) {
    let used = 0;
    for (let y of partials) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low !== 0) partials[used++] = low;
      x = high;
    }
    partials.length = used;
    partials.push(x);
  }
  return partials.reduce((total, part) => total + part, 0);
}

function isClose(a: number, b: number, relative: number, absolute: number): boolean {
  return (
    a === b || Math.abs(a - b) <= Math.max(relative * Math.max(Math.abs(a), Math.abs(b)), absolute)
  );
}

const functions: Natives = {
  ...Object.fromEntries([
    analytic('sqrt', Math.sqrt),
    analytic('exp', Math.exp),
    analytic('exp2', (x) => 2 ** x),
    analytic('expm1', Math.expm1),
    analytic('log2', Math.log2),
    analytic('log10', Math.log10),
    analytic('log1p', Math.log1p),
    analytic('sin', Math.sin),
    analytic('cos', Math.cos),
    analytic('tan', Math.tan),
    analytic('asin', Math.asin),
    analytic('acos', Math.acos),
    analytic('atan', Math.atan),
    analytic('sinh', Math.sinh),
    analytic('cosh', Math.cosh),
    analytic('tanh', Math.tanh),
    analytic('fabs', Math.abs),
    analytic('cbrt', Math.cbrt),
  ]),
  ...integerFunctions,
  'degrees(x, /)': (x: Value) => new Float(real(x) * (180 / Math.PI)),
  'radians(x, /)': (x: Value) => new Float(real(x) * (Math.PI / 180)),
  'log(x, base=None, /)': (x: Value, base: Value) => {
    // CPython takes such an integer apart; what its digits add is not modelled.
    if (typeof x === 'bigint' && real(x) === Infinity) return new Unknown('math.log()');
    if (real(x) <= 0) raise('ValueError', 'math domain error');
    return new Float(base === null ? Math.log(real(x)) : Math.log(real(x)) / Math.log(real(base)));
  },
  'floor(x, /)': whole('__floor__', Math.floor),
  'ceil(x, /)': whole('__ceil__', Math.ceil),
  'trunc(x, /)': whole('__trunc__', Math.trunc),
  'pow(x, y, /)': (x: Value, y: Value) => ofTwo(power, x, y),
  'fmod(x, y, /)': (x: Value, y: Value) => ofTwo((a, b) => a % b, x, y),
  'atan2(y, x, /)': (y: Value, x: Value) => new Float(Math.atan2(real(y), real(x))),
  'hypot(*coordinates)': (values: PyTuple) => new Float(Math.hypot(...values.items.map(real))),
  'dist(p, q, /)': (p: Value, q: Value) => {
    const [one, other] = [items(p).map(real), items(q).map(real)];
    if (one.length !== other.length) {
      raise('ValueError', 'both points must have the same number of dimensions');
    }
    return new Float(Math.hypot(...one.map((x, index) => x - (other[index] ?? 0))));
  },
  'copysign(x, y, /)': (x: Value, y: Value) => {
    const negative = real(y) < 0 || Object.is(real(y), -0);
    return new Float(negative ? -Math.abs(real(x)) : Math.abs(real(x)));
  },
  'isnan(x, /)': (x: Value) => Number.isNaN(real(x)),
  'isinf(x, /)': (x: Value) => Math.abs(real(x)) === Infinity,
  'isfinite(x, /)': (x: Value) => Number.isFinite(real(x)),
  'isclose(a, b, *, rel_tol=0.000000001, abs_tol=0.0)': (
    a: Value,
    b: Value,
    rel: Value,
    abs: Value,
  ) => isClose(real(a), real(b), real(rel), real(abs)),
  'prod(iterable, /, *, start=1)': (iterable: Value, start: Value) =>
    items(iterable).reduce<Value>((total, item) => binary('*', total, item), start),
  'fsum(seq, /)': (sequence: Value) => new Float(fsum(items(sequence).map(real))),
  'frexp(x, /)': (x: Value) => {
    const [fraction, exponent] = fractionAndExponent(real(x));
    return new PyTuple([new Float(fraction), exponent]);
  },
  'ldexp(x, i, /)': (x: Value, exponent: Value) => {
    const given = real(x);
    if (typeof exponent !== 'number' && typeof exponent !== 'bigint') {
      raise('TypeError', 'Expected an int as second argument to ldexp.');
    }
    return checked('math range error', scaled(given, Number(exponent)), given);
  },
  'remainder(x, y, /)': (x: Value, y: Value) => ofTwo(remainder, x, y),
  'nextafter(x, y, /, *, steps=None)': (x: Value, y: Value, steps: Value) => {
    const count = steps === null ? 1n : BigInt(numberOf(steps) ?? 1);
    if (count < 0n) raise('ValueError', 'steps must be a non-negative integer');
    return new Float(nextAfter(real(x), real(y), count));
  },
  'ulp(x, /)': (x: Value) => new Float(ulp(real(x))),
  'modf(x, /)': (x: Value) => {
    const given = real(x);
    const rest = Math.abs(given) === Infinity ? Math.sign(given) * 0 : given % 1;
    return new PyTuple([new Float(rest), new Float(Math.trunc(given))]);
  },
};

export const mathModule = makeModule('math', functions, {
  pi: new Float(Math.PI),
  e: new Float(Math.E),
  tau: new Float(2 * Math.PI),
  inf: new Float(Infinity),
  nan: new Float(NaN),
});
