import { PyList } from '../objects/containers';
import { exceptionClass, raise } from '../objects/exceptions';
import { Float, PyClass } from '../objects/object';
import type { Value } from '../objects/object';
import { binary } from '../operations/arithmetic';
import { call } from '../operations/call';
import { numberOf, sortOrder } from '../operations/compare';
import { hashKey } from '../operations/hash';
import type { HashKey } from '../objects/containers';
import { items } from '../operations/iterate';
import { makeModule } from '../operations/native';
import { makeNamedTuple } from './collections';
import { fsum } from './math';

/* Lib/statistics.py, for ints and floats. */

const statisticsError = new PyClass('StatisticsError', [exceptionClass('ValueError')]);
statisticsError.module = 'statistics';

function numbers(values: Value, what: string, least = 1): number[] {
  const found = items(values).map((value) => Number(numberOf(value) ?? 0));
  if (found.length < least) {
    const points = least === 1 ? 'one data point' : 'two data points';
    raise(statisticsError, `${what} requires at least ${points}`);
  }
  return found;
}

/** A whole result of whole numbers stays an int. */
function like(values: Value, result: number): Value {
  const whole = items(values).every((value) => typeof value === 'number');
  return whole && Number.isInteger(result) ? result : new Float(result);
}

function mean(values: readonly number[]): number {
  return fsum(values) / values.length;
}

/** The sum of squared deviations; exact for whole numbers, as the reference's fractions are. */
function squares(values: readonly number[]): number {
  const count = values.length;
  if (values.every(Number.isSafeInteger)) {
    const sum = fsum(values);
    return (count * fsum(values.map((value) => value * value)) - sum * sum) / count;
  }
  const middle = mean(values);
  return fsum(values.map((value) => (value - middle) ** 2));
}

function variance(values: Value, sample: boolean): number {
  const found = numbers(values, sample ? 'variance' : 'pvariance', sample ? 2 : 1);
  return squares(found) / (found.length - (sample ? 1 : 0));
}

function sorted(values: Value): Value[] {
  const found = [...items(values)].sort(sortOrder);
  if (found.length === 0) raise(statisticsError, 'no median for empty data');
  return found;
}

function median(values: Value): Value {
  const found = sorted(values);
  const middle = found.length >> 1;
  if (found.length % 2 === 1) return found[middle] ?? null;
  return binary('/', binary('+', found[middle - 1] ?? 0, found[middle] ?? 0), 2);
}

/** The values that are most frequent, in the order in which they were met. */
function modes(values: Value): Value[] {
  const counts = new Map<HashKey, { value: Value; count: number }>();
  for (const value of items(values)) {
    const entry = counts.get(hashKey(value)) ?? { value, count: 0 };
    entry.count++;
    counts.set(hashKey(value), entry);
  }
  const most = Math.max(0, ...[...counts.values()].map(({ count }) => count));
  return [...counts.values()].filter(({ count }) => count === most).map(({ value }) => value);
}

/** Cut points between `n` groups of equal size. */
function quantiles(values: Value, n: number, method: string): PyList {
  const data = numbers(values, 'quantiles', 2).sort((a, b) => a - b);
  const inclusive = method === 'inclusive';
  const size = inclusive ? data.length - 1 : data.length + 1;
  const cuts = Array.from({ length: n - 1 }, (_, index) => {
    const place = (index + 1) * size;
    const offset = inclusive ? 0 : 1;
    let at = Math.floor(place / n);
    if (!inclusive) at = Math.min(Math.max(at, 1), data.length - 1);
    const rest = place - at * n;
    const below = data[at - offset] ?? 0;
    const above = data[at - offset + 1] ?? 0;
    return new Float((below * (n - rest) + above * rest) / n);
  });
  return new PyList(cuts);
}

/** Sums of products of the deviations from the means. */
function deviations(
  x: Value,
  y: Value,
): { xy: number; xx: number; yy: number; mx: number; my: number } {
  const xs = numbers(x, 'correlation', 2);
  const ys = numbers(y, 'correlation', 2);
  const [mx, my] = [mean(xs), mean(ys)];
  const product = (a: readonly number[], ma: number, b: readonly number[], mb: number): number =>
    fsum(a.map((value, index) => (value - ma) * ((b[index] ?? 0) - mb)));
  return {
    xy: product(xs, mx, ys, my),
    xx: product(xs, mx, xs, mx),
    yy: product(ys, my, ys, my),
    mx,
    my,
  };
}

const linearRegressionClass = makeNamedTuple(
  'LinearRegression',
  ['slope', 'intercept'],
  [],
  'statistics',
);

export const statisticsModule = makeModule(
  'statistics',
  {
    'mean(data)': (values: Value) => like(values, mean(numbers(values, 'mean'))),
    'fmean(data, weights=None)': (values: Value, weights: Value) => {
      const found = numbers(values, 'fmean');
      if (weights === null) return new Float(mean(found));
      const given = numbers(weights, 'fmean');
      return new Float(
        fsum(found.map((value, index) => value * (given[index] ?? 0))) / fsum(given),
      );
    },
    'geometric_mean(data)': (values: Value) =>
      new Float(Math.exp(mean(numbers(values, 'geometric_mean').map(Math.log)))),
    'harmonic_mean(data, weights=None)': (values: Value) => {
      const found = numbers(values, 'harmonic_mean');
      return like(values, found.length / fsum(found.map((value) => 1 / value)));
    },
    'median(data)': median,
    'median_low(data)': (values: Value) => {
      const found = sorted(values);
      return found[(found.length - 1) >> 1] ?? null;
    },
    'median_high(data)': (values: Value) => {
      const found = sorted(values);
      return found[found.length >> 1] ?? null;
    },
    'mode(data)': (values: Value) =>
      modes(values)[0] ?? raise(statisticsError, 'no mode for empty data'),
    'multimode(data)': (values: Value) => new PyList(modes(values)),
    "quantiles(data, *, n=4, method='exclusive')": quantiles,
    'stdev(data, xbar=None)': (values: Value) => new Float(Math.sqrt(variance(values, true))),
    'pstdev(data, mu=None)': (values: Value) => new Float(Math.sqrt(variance(values, false))),
    'variance(data, xbar=None)': (values: Value) => like(values, variance(values, true)),
    'pvariance(data, mu=None)': (values: Value) => like(values, variance(values, false)),
    'covariance(x, y, /)': (x: Value, y: Value) =>
      new Float(deviations(x, y).xy / (items(x).length - 1)),
    'correlation(x, y, /)': (x: Value, y: Value) => {
      const { xy, xx, yy } = deviations(x, y);
      return new Float(xy / Math.sqrt(xx * yy));
    },
    'linear_regression(x, y, /)': (x: Value, y: Value) => {
      const { xy, xx, mx, my } = deviations(x, y);
      const slope = xy / xx;
      return call(linearRegressionClass, [new Float(slope), new Float(my - slope * mx)]);
    },
  },
  { StatisticsError: statisticsError },
);
