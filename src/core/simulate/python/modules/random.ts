import { sha512 } from '@noble/hashes/sha2';
import * as l10n from '@vscode/l10n';
import { PyBytes, PyList, PySet } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { Float, PyObject } from '../objects/object';
import type { Value } from '../objects/object';
import { bytesOf } from '../builtins/bytes';
import { machine, perWalkthrough } from '../machine';
import { makeInt } from '../operations/arithmetic';
import { numberOf } from '../operations/compare';
import { hashNumber } from '../operations/hash';
import { getItem, length, setItem } from '../operations/items';
import { items } from '../operations/iterate';
import { define, makeModule, nativeClass } from '../operations/native';
import type { Natives } from '../operations/native';
import { MersenneTwister } from './mersenne_twister';
import type { TwisterState } from './mersenne_twister';
import * as variates from './random_variates';

/* Lib/random.py: what a seeded generator gives is known; what an unseeded one gives is made up, and said to be. */

const randomClass = nativeClass('Random', 'random', (cls) => new Random(cls));
const stateClass = nativeClass('state', 'random');

class State extends PyObject {
  constructor(
    readonly twister: TwisterState,
    readonly gauss: number | null,
  ) {
    super(stateClass);
  }
}

class Random extends PyObject {
  private readonly twister = new MersenneTwister(0n);
  private seeded = false;
  /** `gauss` makes its numbers in pairs. */
  private nextGauss: number | null = null;

  constructor(cls = randomClass) {
    super(cls);
  }

  seed(seed: Value): void {
    this.nextGauss = null;
    this.seeded = seed !== null;
    this.twister.seed(seed === null ? 0n : seedOf(seed));
  }

  get state(): State {
    return new State(this.source.state, this.nextGauss);
  }

  set state({ twister, gauss }: State) {
    this.twister.state = twister;
    this.nextGauss = gauss;
  }

  /** The source of all that is drawn. */
  private get source(): MersenneTwister {
    if (!this.seeded) machine.assume('value', l10n.t('What chance gives is made up here.'));
    return this.twister;
  }

  readonly random = (): number => this.source.random();

  below(limit: number): number {
    return this.source.below(limit);
  }

  bits(count: number): bigint {
    return this.source.bits(count);
  }

  gauss(mean: number, deviation: number): number {
    let z = this.nextGauss;
    this.nextGauss = null;
    if (z === null) {
      const angle = this.random() * 2 * Math.PI;
      const radius = Math.sqrt(-2 * Math.log(1 - this.random()));
      z = Math.cos(angle) * radius;
      this.nextGauss = Math.sin(angle) * radius;
    }
    return mean + z * deviation;
  }

  shuffle(list: Value): void {
    for (let index = Number(length(list)) - 1; index > 0; index--) {
      const other = this.below(index + 1);
      const kept = getItem(list, index);
      setItem(list, index, getItem(list, other));
      setItem(list, other, kept);
    }
  }

  sample(population: readonly Value[], count: number): Value[] {
    const { length: size } = population;
    if (count < 0 || count > size) {
      raise('ValueError', 'Sample larger than population or is negative');
    }
    // The two ways of the reference draw different numbers.
    const setSize = 21 + (count > 5 ? 4 ** Math.ceil(Math.log(count * 3) / Math.log(4)) : 0);
    if (size <= setSize) {
      const pool = [...population];
      return Array.from({ length: count }, (_, index) => {
        const chosen = this.below(size - index);
        const value = pool[chosen] ?? null;
        pool[chosen] = pool[size - index - 1] ?? null;
        return value;
      });
    }
    const selected = new Set<number>();
    while (selected.size < count) selected.add(this.below(size));
    return [...selected].map((index) => population[index] ?? null);
  }

  choices(
    population: readonly Value[],
    cumulative: readonly number[] | null,
    count: number,
  ): Value[] {
    const { length: size } = population;
    if (size === 0) raise('IndexError', 'list index out of range');
    if (!cumulative) {
      return Array.from(
        { length: count },
        () => population[Math.floor(this.random() * size)] ?? null,
      );
    }
    const total = cumulative.at(-1) ?? 0;
    if (cumulative.length !== size) {
      raise('ValueError', 'The number of weights does not match the population');
    }
    if (total <= 0) raise('ValueError', 'Total of weights must be greater than zero');
    return Array.from({ length: count }, () => {
      const at = this.random() * total;
      const index = cumulative.slice(0, -1).findIndex((bound) => at < bound);
      return population[index < 0 ? size - 1 : index] ?? null;
    });
  }
}

/** `Random.seed`, version 2: text and bytes are seeds with their SHA-512 behind them. */
function seedOf(seed: Value): bigint {
  if (typeof seed === 'string' || seed instanceof PyBytes) {
    const bytes = bytesOf(seed);
    return [...bytes, ...sha512(bytes)].reduce((number, byte) => number * 256n + BigInt(byte), 0n);
  }
  if (seed instanceof Float) return BigInt(hashNumber(seed));
  const number = numberOf(seed);
  if (number !== undefined) return BigInt(number);
  return raise(
    'TypeError',
    'The only supported seed types are:\nNone, int, float, str, bytes, and bytearray.',
  );
}

function number(value: Value): number {
  return Number(numberOf(value) ?? 0);
}

function range(self: Random, start: number, stop: number, step: number): number {
  const count = Math.ceil((stop - start) / step);
  if (count <= 0) raise('ValueError', `empty range in randrange(${start}, ${stop})`);
  return start + step * self.below(count);
}

function running(weights: readonly Value[]): number[] {
  let total = 0;
  return weights.map((weight) => (total += number(weight)));
}

type Variate = (random: () => number, ...parameters: number[]) => number;

/** A distribution whose parameters are numbers. */
function variate(draw: Variate): Natives[string] {
  return (self: Random, ...parameters: Value[]) =>
    new Float(draw(self.random, ...parameters.map(number)));
}

const methods: Natives = {
  'seed(self, a=None, version=2)': (self: Random, seed: Value) => {
    self.seed(seed);
  },
  'getstate(self)': (self: Random) => self.state,
  'setstate(self, state)': (self: Random, state: State) => {
    self.state = state;
  },
  'random(self)': (self: Random) => new Float(self.random()),
  'uniform(self, a, b)': variate((random, a = 0, b = 0) => a + (b - a) * random()),
  'randint(self, a, b)': (self: Random, a: Value, b: Value) =>
    range(self, number(a), number(b) + 1, 1),
  'randrange(self, start, stop=None, step=1)': (
    self: Random,
    start: Value,
    stop: Value,
    step: Value,
  ) =>
    stop === null
      ? range(self, 0, number(start), 1)
      : range(self, number(start), number(stop), number(step)),
  'getrandbits(self, k, /)': (self: Random, count: number) => makeInt(self.bits(count)),
  'randbytes(self, n)': (self: Random, count: number) => {
    const bits = self.bits(count * 8);
    return new PyBytes(
      Uint8Array.from({ length: count }, (_, index) => Number((bits >> BigInt(8 * index)) & 255n)),
    );
  },
  'choice(self, seq)': (self: Random, sequence: Value) => {
    const size = Number(length(sequence));
    if (size === 0) raise('IndexError', 'Cannot choose from an empty sequence');
    return getItem(sequence, self.below(size));
  },
  'choices(self, population, weights=None, *, cum_weights=None, k=1)': (
    self: Random,
    population: Value,
    weights: Value,
    cumulative: Value,
    count: number,
  ) => {
    const sums =
      cumulative === null ? weights && running(items(weights)) : items(cumulative).map(number);
    return new PyList(self.choices(items(population), sums || null, count));
  },
  'sample(self, population, k, *, counts=None)': (
    self: Random,
    population: Value,
    count: number,
    counts: Value,
  ) => {
    if (population instanceof PySet) {
      raise('TypeError', 'Population must be a sequence.  For dicts or sets, use sorted(d).');
    }
    const repeats = counts === null ? null : items(counts).map(number);
    const all = repeats
      ? items(population).flatMap((value, index) =>
          new Array<Value>(repeats[index] ?? 0).fill(value),
        )
      : items(population);
    return new PyList(self.sample(all, count));
  },
  'shuffle(self, x)': (self: Random, list: Value) => {
    self.shuffle(list);
  },
  'gauss(self, mu=0.0, sigma=1.0)': (self: Random, mean: Value, deviation: Value) =>
    new Float(self.gauss(number(mean), number(deviation))),
  'normalvariate(self, mu=0.0, sigma=1.0)': variate((random, mean = 0, deviation = 1) =>
    variates.normal(random, mean, deviation),
  ),
  'lognormvariate(self, mu, sigma)': variate((random, mean = 0, deviation = 1) =>
    Math.exp(variates.normal(random, mean, deviation)),
  ),
  'expovariate(self, lambd=1.0)': variate((random, rate = 1) => variates.exponential(random, rate)),
  'triangular(self, low=0.0, high=1.0, mode=None)': (
    self: Random,
    low: Value,
    high: Value,
    mode: Value,
  ) =>
    new Float(
      variates.triangular(
        self.random,
        number(low),
        number(high),
        mode === null ? null : number(mode),
      ),
    ),
  'gammavariate(self, alpha, beta)': variate((random, a = 1, b = 1) =>
    variates.gamma(random, a, b),
  ),
  'betavariate(self, alpha, beta)': variate((random, a = 1, b = 1) => variates.beta(random, a, b)),
  'vonmisesvariate(self, mu, kappa)': variate((random, mu = 0, kappa = 1) =>
    variates.vonMises(random, mu, kappa),
  ),
  'paretovariate(self, alpha)': variate((random, alpha = 1) => variates.pareto(random, alpha)),
  'weibullvariate(self, alpha, beta)': variate((random, scale = 1, shape = 1) =>
    variates.weibull(random, scale, shape),
  ),
};
define(randomClass, {
  ...methods,
  '__init__(self, x=None)': (self: Random, seed: Value) => {
    self.seed(seed);
  },
});

/** The module's own generator (`random._inst`), whose methods are its functions. */
const shared = perWalkthrough(() => new Random());

export const randomModule = makeModule(
  'random',
  Object.fromEntries(
    Object.entries(methods).map(([signature, run]) => [
      signature.replace(/\(self(, )?/, '('),
      (...args: (Value | undefined)[]) => run(shared(), ...args),
    ]),
  ),
  { Random: randomClass, SystemRandom: randomClass },
);
