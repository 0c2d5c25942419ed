import * as l10n from '@vscode/l10n';
import { PyList } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { Float, PyObject } from '../objects/object';
import type { Value } from '../objects/object';
import { machine, perWalkthrough } from '../machine';
import { numberOf } from '../operations/compare';
import { items } from '../operations/iterate';
import { define, makeModule, nativeClass } from '../operations/native';
import type { Natives } from '../operations/native';

const state = perWalkthrough(() => ({ seed: 12345 }));

/** A number from 0 up to 1: always the same sequence, so that a walkthrough can be repeated; and it says so. */
export function random(): number {
  machine.assume('value', l10n.t('What chance gives is made up here.'));
  const source = state();
  // mulberry32
  source.seed = (source.seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(source.seed ^ (source.seed >>> 15), 1 | source.seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

function below(limit: number): number {
  return Math.floor(random() * limit);
}

function shuffled(values: readonly Value[]): Value[] {
  const result = [...values];
  for (let index = result.length - 1; index > 0; index--) {
    const other = below(index + 1);
    [result[index], result[other]] = [result[other] ?? null, result[index] ?? null];
  }
  return result;
}

function number(value: Value): number {
  return Number(numberOf(value) ?? 0);
}

function normal(mean: number, deviation: number): Float {
  const angle = 2 * Math.PI * random();
  return new Float(mean + deviation * Math.cos(angle) * Math.sqrt(-2 * Math.log(1 - random())));
}

const functions: Natives = {
  'random()': () => new Float(random()),
  'uniform(a, b)': (a: Value, b: Value) =>
    new Float(number(a) + (number(b) - number(a)) * random()),
  'randint(a, b)': (a: Value, b: Value) => number(a) + below(number(b) - number(a) + 1),
  'randrange(start, stop=None, step=1)': (start: Value, stop: Value, step: Value) => {
    const [from, to] = stop === null ? [0, number(start)] : [number(start), number(stop)];
    return from + number(step) * below(Math.ceil((to - from) / number(step)));
  },
  'choice(seq)': (sequence: Value) => {
    const values = items(sequence);
    if (values.length === 0) raise('IndexError', 'Cannot choose from an empty sequence');
    return values[below(values.length)] ?? null;
  },
  'choices(population, weights=None, *, cum_weights=None, k=1)': (
    population: Value,
    _: Value,
    __: Value,
    count: number,
  ) => {
    const values = items(population);
    return new PyList(Array.from({ length: count }, () => values[below(values.length)] ?? null));
  },
  'sample(population, k, *, counts=None)': (population: Value, count: number) =>
    new PyList(shuffled(items(population)).slice(0, count)),
  'shuffle(x)': (list: PyList) => {
    list.items = shuffled(list.items);
  },
  'seed(a=None, version=2)': () => null,
  'getrandbits(k)': (bits: number) => below(2 ** Math.min(bits, 32)),
  'gauss(mu=0.0, sigma=1.0)': (mean: Value, deviation: Value) =>
    normal(number(mean), number(deviation)),
  'normalvariate(mu=0.0, sigma=1.0)': (mean: Value, deviation: Value) =>
    normal(number(mean), number(deviation)),
  'expovariate(lambd=1.0)': (rate: Value) => new Float(-Math.log(1 - random()) / number(rate)),
  'triangular(low=0.0, high=1.0, mode=None)': (low: Value, high: Value) =>
    new Float(number(low) + (number(high) - number(low)) * random()),
  'betavariate(alpha, beta)': () => new Float(random()),
};

const randomClass = nativeClass('Random', 'random', (cls) => new PyObject(cls));
define(
  randomClass,
  Object.fromEntries(
    Object.entries(functions).map(([signature, run]) => [
      signature.replace('(', signature.includes('()') ? '(self' : '(self, '),
      (_: Value, ...args: Value[]) => run(...args),
    ]),
  ),
);
define(randomClass, { '__init__(self, x=None)': () => null });

export const randomModule = makeModule('random', functions, {
  Random: randomClass,
  SystemRandom: randomClass,
});
