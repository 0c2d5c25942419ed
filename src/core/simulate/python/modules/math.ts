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

function real(value: Value): number {
  const number = numberOf(value);
  if (number !== undefined) return Number(number);
  return raise('TypeError', `must be real number, not ${typeOf(value).name}`);
}

/** A function of one real number; outside its domain a ValueError. */
function analytic(name: string, run: (x: number) => number): [string, (x: Value) => Value] {
  return [
    `${name}(x, /)`,
    (x) => {
      if (x instanceof Unknown) return new Unknown(`math.${name}(${x.name})`);
      const given = real(x);
      const result = run(given);
      if (Number.isNaN(result) && !Number.isNaN(given)) {
        raise(
          'ValueError',
          name === 'sqrt'
            ? `expected a nonnegative input, got ${given.toFixed(1)}`
            : 'math domain error',
        );
      }
      return new Float(result);
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

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function big(value: Value): bigint {
  return BigInt(numberOf(value) ?? 0);
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
    analytic('degrees', (x) => (x * 180) / Math.PI),
    analytic('radians', (x) => (x * Math.PI) / 180),
  ]),
  'log(x, base=None, /)': (x: Value, base: Value) => {
    if (real(x) <= 0) raise('ValueError', 'math domain error');
    return new Float(base === null ? Math.log(real(x)) : Math.log(real(x)) / Math.log(real(base)));
  },
  'floor(x, /)': whole('__floor__', Math.floor),
  'ceil(x, /)': whole('__ceil__', Math.ceil),
  'trunc(x, /)': whole('__trunc__', Math.trunc),
  'pow(x, y, /)': (x: Value, y: Value) => new Float(real(x) ** real(y)),
  'fmod(x, y, /)': (x: Value, y: Value) => new Float(real(x) % real(y)),
  'atan2(y, x, /)': (y: Value, x: Value) => new Float(Math.atan2(real(y), real(x))),
  'hypot(*coordinates)': (values: PyTuple) => new Float(Math.hypot(...values.items.map(real))),
  'dist(p, q, /)': (p: Value, q: Value) => {
    const other = items(q).map(real);
    return new Float(Math.hypot(...items(p).map((x, index) => real(x) - (other[index] ?? 0))));
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
  'isqrt(n, /)': (n: Value) => {
    let root = BigInt(Math.floor(Math.sqrt(real(n))));
    while (root * root > big(n)) root--;
    while ((root + 1n) * (root + 1n) <= big(n)) root++;
    return makeInt(root);
  },
  'factorial(n, /)': (n: Value) => {
    if (real(n) < 0) raise('ValueError', 'factorial() not defined for negative values');
    let result = 1n;
    for (let factor = 2n; factor <= big(n); factor++) result *= factor;
    return makeInt(result);
  },
  'gcd(*integers)': (values: PyTuple) => makeInt(values.items.map(big).reduce(gcd, 0n)),
  'lcm(*integers)': (values: PyTuple) =>
    makeInt(
      values.items.map(big).reduce((a, b) => (a === 0n || b === 0n ? 0n : (a / gcd(a, b)) * b), 1n),
    ),
  'comb(n, k, /)': (n: Value, k: Value) => {
    let result = 1n;
    for (let index = 0n; index < big(k); index++)
      result = (result * (big(n) - index)) / (index + 1n);
    return makeInt(result);
  },
  'perm(n, k=None, /)': (n: Value, k: Value) => {
    let result = 1n;
    const count = k === null ? big(n) : big(k);
    for (let index = 0n; index < count; index++) result *= big(n) - index;
    return makeInt(result);
  },
  'prod(iterable, /, *, start=1)': (iterable: Value, start: Value) =>
    items(iterable).reduce<Value>((total, item) => binary('*', total, item), start),
  'fsum(seq, /)': (sequence: Value) => new Float(fsum(items(sequence).map(real))),
  'frexp(x, /)': (x: Value) => {
    const given = real(x);
    if (given === 0 || !Number.isFinite(given)) return new PyTuple([new Float(given), 0]);
    const exponent = Math.floor(Math.log2(Math.abs(given))) + 1;
    return new PyTuple([new Float(given / 2 ** exponent), exponent]);
  },
  'ldexp(x, i, /)': (x: Value, exponent: number) => new Float(real(x) * 2 ** exponent),
  'exp2(x, /)': (x: Value) => new Float(2 ** real(x)),
  'expm1(x, /)': (x: Value) => new Float(Math.expm1(real(x))),
  'remainder(x, y, /)': (x: Value, y: Value) => {
    const quotient = real(x) / real(y);
    const low = Math.floor(quotient);
    const half = quotient - low;
    const near = half < 0.5 || (half === 0.5 && low % 2 === 0) ? low : low + 1;
    return new Float(real(x) - near * real(y));
  },
  'modf(x, /)': (x: Value) => new PyTuple([new Float(real(x) % 1), new Float(Math.trunc(real(x)))]),
};

export const mathModule = makeModule('math', functions, {
  pi: new Float(Math.PI),
  e: new Float(Math.E),
  tau: new Float(2 * Math.PI),
  inf: new Float(Infinity),
  nan: new Float(NaN),
});
