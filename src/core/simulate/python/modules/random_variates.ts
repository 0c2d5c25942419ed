/* The distributions of Lib/random.py, on any source of numbers from 0 up to 1. */

type Source = () => number;

const normalFactor = (4 * Math.exp(-0.5)) / Math.SQRT2;
const gammaFactor = 1 + Math.log(4.5);

/** Kinderman and Monahan's ratio of uniform deviates. */
export function normal(random: Source, mean: number, deviation: number): number {
  for (;;) {
    const u = random();
    const v = 1 - random();
    const z = (normalFactor * (u - 0.5)) / v;
    if ((z * z) / 4 <= -Math.log(v)) return mean + z * deviation;
  }
}

export function triangular(random: Source, low: number, high: number, mode: number | null): number {
  const u = random();
  if (high === low) return low;
  const c = mode === null ? 0.5 : (mode - low) / (high - low);
  if (u <= c) return low + (high - low) * Math.sqrt(u * c);
  return high + (low - high) * Math.sqrt((1 - u) * (1 - c));
}

export function exponential(random: Source, rate: number): number {
  return -Math.log(1 - random()) / rate;
}

/** Cheng's method above 1, Kennedy and Gentle's algorithm GS below. */
export function gamma(random: Source, alpha: number, beta: number): number {
  if (alpha === 1) return -Math.log(1 - random()) * beta;
  return beta * (alpha > 1 ? largeGamma(random, alpha) : smallGamma(random, alpha));
}

function largeGamma(random: Source, alpha: number): number {
  const root = Math.sqrt(2 * alpha - 1);
  for (;;) {
    const u = random();
    if (u <= 1e-7 || u >= 0.9999999) continue;
    const w = 1 - random();
    const v = Math.log(u / (1 - u)) / root;
    const x = alpha * Math.exp(v);
    const z = u * u * w;
    const r = alpha - Math.log(4) + (alpha + root) * v - x;
    if (r + gammaFactor - 4.5 * z >= 0 || r >= Math.log(z)) return x;
  }
}

function smallGamma(random: Source, alpha: number): number {
  const b = (Math.E + alpha) / Math.E;
  for (;;) {
    const p = b * random();
    const x = p <= 1 ? p ** (1 / alpha) : -Math.log((b - p) / alpha);
    const u = random();
    if (p > 1 ? u <= x ** (alpha - 1) : u <= Math.exp(-x)) return x;
  }
}

export function beta(random: Source, a: number, b: number): number {
  const y = gamma(random, a, 1);
  return y === 0 ? 0 : y / (y + gamma(random, b, 1));
}

/** Best and Fisher's method. */
export function vonMises(random: Source, mu: number, kappa: number): number {
  const turn = 2 * Math.PI;
  if (kappa <= 1e-6) return turn * random();
  const s = 0.5 / kappa;
  const r = s + Math.sqrt(1 + s * s);
  for (;;) {
    const z = Math.cos(Math.PI * random());
    const d = z / (r + z);
    const u = random();
    if (u >= 1 - d * d && u > (1 - d) * Math.exp(d)) continue;
    const q = 1 / r;
    const angle = Math.acos((q + z) / (1 + q * z));
    const sum = random() > 0.5 ? mu + angle : mu - angle;
    return ((sum % turn) + turn) % turn;
  }
}

export function pareto(random: Source, alpha: number): number {
  return (1 - random()) ** (-1 / alpha);
}

export function weibull(random: Source, scale: number, shape: number): number {
  return scale * (-Math.log(1 - random())) ** (1 / shape);
}
