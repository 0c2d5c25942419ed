import { PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyIterator, iteratorKind } from '../objects/iterators';
import type { Value } from '../objects/object';
import { PyClass } from '../objects/object';
import { binary } from '../operations/arithmetic';
import { call } from '../operations/call';
import { equal, numberOf } from '../operations/compare';
import { items, iterate, overIterable } from '../operations/iterate';
import { define, makeModule } from '../operations/native';
import { truth } from '../operations/truth';
import type { Natives } from '../operations/native';

type Items = Generator<Value, void>;

function* each(iterable: Value): Items {
  const iterator = iterate(iterable);
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) yield item;
}

function* cycle(iterable: Value): Items {
  const saved: Value[] = [];
  for (const item of each(iterable)) {
    saved.push(item);
    yield item;
  }
  while (saved.length > 0) yield* saved;
}

function* chain(iterables: Iterable<Value>): Items {
  for (const iterable of iterables) yield* each(iterable);
}

function* islice(iterable: Value, start: number, stop: number | null, step: number): Items {
  let index = 0;
  let next = start;
  const nothing = stop !== null && stop <= start;
  if (nothing && start === 0) return;
  for (const item of each(iterable)) {
    // What comes before the start is taken from the iterator also where nothing comes out.
    if (nothing) {
      if (++index === start) return;
      continue;
    }
    if (index === next) {
      yield item;
      next += step;
    }
    index++;
    if (stop !== null && (next >= stop || index >= stop)) return;
  }
}

function* accumulate(iterable: Value, func: Value, initial: Value): Items {
  let total: Value | undefined = initial ?? undefined;
  if (total !== undefined) yield total;
  for (const item of each(iterable)) {
    if (total === undefined) total = item;
    else total = func === null ? binary('+', total, item) : call(func, [total, item]);
    yield total;
  }
}

function* groupBy(iterable: Value, key: Value): Items {
  let group: { key: Value; items: Value[] } | null = null;
  for (const item of each(iterable)) {
    const keyed = key === null ? item : call(key, [item]);
    if (group && equal(group.key, keyed)) {
      group.items.push(item);
      continue;
    }
    if (group) yield new PyTuple([group.key, overIterable(group.items)]);
    group = { key: keyed, items: [item] };
  }
  if (group) yield new PyTuple([group.key, overIterable(group.items)]);
}

function* product(pools: readonly (readonly Value[])[], prefix: readonly Value[] = []): Items {
  const [first, ...rest] = pools;
  if (!first) {
    yield new PyTuple(prefix);
    return;
  }
  for (const item of first) yield* product(rest, [...prefix, item]);
}

function* permutations(
  pool: readonly Value[],
  size: number,
  prefix: readonly number[] = [],
): Items {
  if (prefix.length === size) {
    yield new PyTuple(prefix.map((index) => pool[index] ?? null));
    return;
  }
  for (let index = 0; index < pool.length; index++) {
    if (!prefix.includes(index)) yield* permutations(pool, size, [...prefix, index]);
  }
}

function* combinations(
  pool: readonly Value[],
  size: number,
  repeats: boolean,
  start = 0,
  prefix: readonly Value[] = [],
): Items {
  if (prefix.length === size) {
    yield new PyTuple(prefix);
    return;
  }
  for (let index = start; index < pool.length; index++) {
    yield* combinations(pool, size, repeats, repeats ? index : index + 1, [
      ...prefix,
      pool[index] ?? null,
    ]);
  }
}

function* zipLongest(iterables: readonly Value[], fill: Value): Items {
  const iterators = iterables.map(iterate);
  for (;;) {
    const row = iterators.map((iterator) => iterator.next());
    if (row.every((item) => item === undefined)) return;
    yield new PyTuple(row.map((item) => (item === undefined ? fill : item)));
  }
}

function* batched(iterable: Value, size: number): Items {
  let batch: Value[] = [];
  for (const item of each(iterable)) {
    batch.push(item);
    if (batch.length === size) {
      yield new PyTuple(batch);
      batch = [];
    }
  }
  if (batch.length > 0) yield new PyTuple(batch);
}

function* starMap(func: Value, iterable: Value): Items {
  for (const args of each(iterable)) yield call(func, items(args));
}

function* filtered(iterable: Value, wanted: (item: Value) => boolean): Items {
  for (const item of each(iterable)) if (wanted(item)) yield item;
}

function* takeWhile(predicate: Value, iterable: Value): Items {
  for (const item of each(iterable)) {
    if (!truth(call(predicate, [item]))) return;
    yield item;
  }
}

function* dropWhile(predicate: Value, iterable: Value): Items {
  let dropping = true;
  for (const item of each(iterable)) {
    dropping &&= truth(call(predicate, [item]));
    if (!dropping) yield item;
  }
}

function* pairwise(iterable: Value): Items {
  let previous: Value | undefined;
  for (const item of each(iterable)) {
    if (previous !== undefined) yield new PyTuple([previous, item]);
    previous = item;
  }
}

function* repeat(object: Value, times: Value): Items {
  const most = times === null ? Infinity : Number(numberOf(times));
  for (let turn = 0; turn < most; turn++) yield object;
}

/** Iterators over one iterable that each see all of it. */
function tee(iterable: Value, count: number): PyTuple {
  const source = iterate(iterable);
  const seen: Value[] = [];
  const made = Array.from({ length: count }, () => {
    let index = 0;
    return new PyIterator(() => {
      if (index >= seen.length) {
        const item = source.next();
        if (item === undefined) return undefined;
        seen.push(item);
      }
      return seen[index++];
    });
  });
  return new PyTuple(made);
}

const countClass = iteratorKind('count');

const functions: Natives = {
  'count(start=0, step=1)': (start: Value, step: Value) => {
    let next = start;
    return new PyIterator(() => {
      const current = next;
      next = binary('+', next, step);
      return current;
    }, countClass);
  },
  'cycle(iterable, /)': (iterable: Value) => overIterable(cycle(iterable)),
  'repeat(object, times=None)': (object: Value, times: Value) =>
    overIterable(repeat(object, times)),
  'islice(iterable, start, stop=..., step=None, /)': (
    iterable: Value,
    start: Value,
    stop: Value | undefined,
    step: Value,
  ) => {
    const bound = (value: Value, fallback: number): number => Number(numberOf(value) ?? fallback);
    const [from, to] = stop === undefined ? [null, start] : [start, stop];
    const end = to === null ? null : bound(to, 0);
    if (end !== null && end < 0) {
      raise(
        'ValueError',
        'Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.',
      );
    }
    return overIterable(islice(iterable, bound(from, 0), end, bound(step, 1)));
  },
  'accumulate(iterable, func=None, *, initial=None)': (
    iterable: Value,
    func: Value,
    initial: Value,
  ) => overIterable(accumulate(iterable, func, initial)),
  'groupby(iterable, key=None)': (iterable: Value, key: Value) =>
    overIterable(groupBy(iterable, key)),
  'product(*iterables, repeat=1)': (iterables: PyTuple, times: number) => {
    const pools = iterables.items.map(items);
    const all = Array.from({ length: times }, () => pools).flat();
    return overIterable(product(all));
  },
  'permutations(iterable, r=None)': (iterable: Value, size: Value) => {
    const pool = items(iterable);
    return overIterable(permutations(pool, size === null ? pool.length : Number(size)));
  },
  'combinations(iterable, r)': (iterable: Value, size: number) =>
    overIterable(combinations(items(iterable), size, false)),
  'combinations_with_replacement(iterable, r)': (iterable: Value, size: number) =>
    overIterable(combinations(items(iterable), size, true)),
  'zip_longest(*iterables, fillvalue=None)': (iterables: PyTuple, fill: Value) =>
    overIterable(zipLongest(iterables.items, fill)),
  'batched(iterable, n)': (iterable: Value, size: number) => overIterable(batched(iterable, size)),
  'starmap(function, iterable, /)': (func: Value, iterable: Value) =>
    overIterable(starMap(func, iterable)),
  'filterfalse(function, iterable, /)': (func: Value, iterable: Value) =>
    overIterable(filtered(iterable, (item) => !truth(func === null ? item : call(func, [item])))),
  'compress(data, selectors)': (data: Value, selectors: Value) => {
    const flags = iterate(selectors);
    return overIterable(filtered(data, () => truth(flags.next() ?? null)));
  },
  'takewhile(predicate, iterable, /)': (predicate: Value, iterable: Value) =>
    overIterable(takeWhile(predicate, iterable)),
  'dropwhile(predicate, iterable, /)': (predicate: Value, iterable: Value) =>
    overIterable(dropWhile(predicate, iterable)),
  'pairwise(iterable, /)': (iterable: Value) => overIterable(pairwise(iterable)),
  'tee(iterable, n=2, /)': tee,
};

const chainClass = new PyClass('chain');
chainClass.module = 'itertools';
define(chainClass, {
  '__new__(cls, *iterables)': (_: Value, iterables: PyTuple) =>
    overIterable(chain(iterables.items)),
  '@classmethod from_iterable(cls, iterable, /)': (_: Value, iterable: Value) =>
    overIterable(chain(each(iterable))),
});

export const itertoolsModule = makeModule('itertools', functions, { chain: chainClass });
