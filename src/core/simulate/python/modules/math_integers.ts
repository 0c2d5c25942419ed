import type { PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { Float, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { makeInt } from '../operations/arithmetic';
import { callSpecial } from '../operations/attributes';
import { numberOf } from '../operations/compare';
import type { Natives } from '../operations/native';

/** An argument that has to be an integer, or have `__index__`. */
function integer(value: Value): bigint {
  const own =
    value instanceof Float ? undefined : (numberOf(value) ?? callSpecial(value, '__index__'));
  if (typeof own === 'number' || typeof own === 'bigint') return BigInt(own);
  return raise('TypeError', `'${typeOf(value).name}' object cannot be interpreted as an integer`);
}

function natural(value: Value, message: string): bigint {
  const given = integer(value);
  return given < 0n ? raise('ValueError', message) : given;
}

function magnitude(a: bigint): bigint {
  return a < 0n ? -a : a;
}

function gcd(a: bigint, b: bigint): bigint {
  let [x, y] = [magnitude(a), magnitude(b)];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function lcm(a: bigint, b: bigint): bigint {
  return a === 0n || b === 0n ? 0n : magnitude((a / gcd(a, b)) * b);
}

/** `n * (n - 1) * …`, `count` factors. */
function falling(n: bigint, count: bigint): bigint {
  let result = 1n;
  for (let index = 0n; index < count && result !== 0n; index++) result *= n - index;
  return result;
}

/** The integer part of the square root, by Newton's method from above. */
function squareRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let root = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + n / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

const negativeN = 'n must be a non-negative integer';
const negativeK = 'k must be a non-negative integer';

/** The functions of `math` on integers, with CPython 3.13's errors. */
export const integerFunctions: Natives = {
  'isqrt(n, /)': (n: Value) =>
    makeInt(squareRoot(natural(n, 'isqrt() argument must be nonnegative'))),
  'factorial(n, /)': (n: Value) => {
    const given = natural(n, 'factorial() not defined for negative values');
    return makeInt(falling(given, given));
  },
  'gcd(*integers)': (values: PyTuple) => makeInt(values.items.map(integer).reduce(gcd, 0n)),
  'lcm(*integers)': (values: PyTuple) => makeInt(values.items.map(integer).reduce(lcm, 1n)),
  'comb(n, k, /)': (n: Value, k: Value) => {
    const [all, chosen] = [integer(n), integer(k)];
    natural(n, negativeN);
    natural(k, negativeK);
    const fewer = all - chosen < chosen ? all - chosen : chosen;
    return fewer < 0n ? 0 : makeInt(falling(all, fewer) / falling(fewer, fewer));
  },
  'perm(n, k=None, /)': (n: Value, k: Value) => {
    if (k === null) {
      const all = natural(n, 'factorial() not defined for negative values');
      return makeInt(falling(all, all));
    }
    const [all, count] = [natural(n, negativeN), natural(k, negativeK)];
    return makeInt(falling(all, count));
  },
};
