/* What `math` does with the bits of a float (IEEE 754 binary64): exact, without a rounding of its own. */

const view = new DataView(new ArrayBuffer(8));
const signBit = 1n << 63n;

/** A float's place in the order of all floats; both zeros are 0. */
function placeOf(x: number): bigint {
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  return bits >= signBit ? signBit - bits : bits;
}

function atPlace(place: bigint): number {
  view.setBigUint64(0, place < 0n ? signBit - place : place);
  return view.getFloat64(0);
}

/** The float `steps` after `x` in the direction of `y`, at most `y` itself. */
export function nextAfter(x: number, y: number, steps = 1n): number {
  if (Number.isNaN(x) || Number.isNaN(y)) return NaN;
  if (x === y) return steps === 0n ? x : y;
  if (steps === 0n) return x;
  const [from, to] = [placeOf(x), placeOf(y)];
  const distance = to > from ? to - from : from - to;
  if (steps >= distance) return y;
  const place = to > from ? from + steps : from - steps;
  return place === 0n && to > from ? -0 : atPlace(place);
}

/** The value of the least significant bit of `x`. */
export function ulp(x: number): number {
  const size = Math.abs(x);
  if (!Number.isFinite(size)) return size;
  return size === Number.MAX_VALUE ? size - nextAfter(size, 0) : nextAfter(size, Infinity) - size;
}

/** `x` as a fraction of at least a half and below 1, times a power of two. */
export function fractionAndExponent(x: number): [number, number] {
  if (x === 0 || !Number.isFinite(x)) return [x, 0];
  // Subnormal numbers have no exponent in their bits until they are scaled.
  const scale = Math.abs(x) < 2 ** -1022 ? 64 : 0;
  view.setFloat64(0, x * 2 ** scale);
  const exponent = ((view.getUint16(0) >> 4) & 0x7ff) - 1022;
  const fraction = (x * 2 ** scale) / 2 ** (exponent - 1) / 2;
  return [fraction, exponent - scale];
}

/** `x * 2 ** exponent`, rounded once; an infinity where it is too large. */
export function scaled(x: number, exponent: number): number {
  if (x === 0 || !Number.isFinite(x)) return x;
  const [fraction, own] = fractionAndExponent(x);
  const total = own + exponent;
  if (total > 1024) return x < 0 ? -Infinity : Infinity;
  if (total < -1074) return x < 0 ? -0 : 0;
  return total > -1074 ? fraction * 2 * 2 ** (total - 1) : fraction * 2 ** total;
}

/** `x` less the nearest multiple of `y`, of two as near the even one; the sign of a zero is that of `x`. */
export function remainder(x: number, y: number): number {
  if (!Number.isFinite(y)) return Number.isNaN(y) ? NaN : x;
  const [size, divisor] = [Math.abs(x), Math.abs(y)];
  const over = size % divisor;
  const under = divisor - over;
  const isEven = size % (2 * divisor) < divisor;
  const nearest = over < under || (over === under && isEven) ? over : -under;
  return x < 0 || Object.is(x, -0) ? -nearest : nearest;
}
