import { performance } from 'node:perf_hooks';

/** One line of the report: something timed, and what it is compared with. */
export interface Measurement {
  readonly name: string;
  readonly value: number;
  readonly unit: 'ms' | 'bytes';
  /** What `value` is divided by for the ratio; absent where nothing compares. */
  readonly against?: {
    readonly name: string;
    readonly value: number;
    /** The ratio of each pair of runs, one right after the other: their median is the ratio, as a busy machine slows both of a pair. */
    readonly ratios?: readonly number[];
  };
  /** The most that `value` (or, with `against`, the ratio) may be for the aim to be met. */
  readonly aim?: number;
}

/** A group of measurements that are taken together, in one process. */
export interface Bench {
  readonly name: string;
  /** What others say of themselves, with where they say it: for what cannot be measured in the same run. */
  readonly beside?: readonly string[];
  readonly run: () => Promise<readonly Measurement[]>;
}

export interface TimingOptions {
  /** Runs that are timed; the median of them counts. */
  readonly runs?: number;
  /** Runs before them that are not: they compile the code and fill the caches. */
  readonly warmUps?: number;
}

/**
 * The median durations of several pieces of work, in ms. They take turns, so that a machine which
 * slows down half-way slows all of them and leaves their ratios true.
 */
export async function medianTimes<Name extends string>(
  work: Readonly<Record<Name, () => unknown>>,
  { runs = 15, warmUps = 3 }: TimingOptions = {},
): Promise<Record<Name, number>> {
  const names = Object.keys(work) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<
    Name,
    number[]
  >;
  for (let n = -warmUps; n < runs; n++) {
    for (const name of names) {
      const time = await timeOf(work[name]);
      if (n >= 0) times[name].push(time);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times[name])])) as Record<
    Name,
    number
  >;
}

/** The middle value; the mean of the two middle ones where their number is even. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? Number.NaN) + upper) / 2;
}

/** The values between which the middle half of all lies: the medians of the lower and the upper half. */
export function quartiles(values: readonly number[]): readonly [lower: number, upper: number] {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.ceil(sorted.length / 2);
  return [median(sorted.slice(0, half)), median(sorted.slice(-half))];
}

async function timeOf(work: () => unknown): Promise<number> {
  const start = performance.now();
  const result = work();
  // Awaiting a plain value would add a microtask's time to work that has none.
  if (result instanceof Promise) await result;
  return performance.now() - start;
}
