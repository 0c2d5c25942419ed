/** An item that comes at another place than before; places count from 0 among what both sequences have. */
export interface Move {
  readonly key: string;
  readonly before: number;
  readonly after: number;
}

/**
 * The fewest items to move so that one order becomes the other: all but a longest common subsequence. Each key is at most
 * once in a sequence, so that one is a longest increasing subsequence, found in n log n steps. Keys of one sequence only
 * are left out. Swapping the arguments gives the same items.
 */
export function moves(before: readonly string[], after: readonly string[]): Move[] {
  const common = new Set(after);
  const old = before.filter((key) => common.has(key));
  const place = new Map(old.map((key, index) => [key, index]));
  const now = after.filter((key) => place.has(key));
  // Where several sets of items are equally few, which one is found must not depend on which trace comes first.
  const first = old.findIndex((key, index) => key !== now[index]);
  const swapped = (old[first] ?? '') > (now[first] ?? '');
  const kept = new Set(swapped ? longest(now, old) : longest(old, now));
  return now
    .map((key, index) => ({ key, before: place.get(key) ?? 0, after: index }))
    .filter(({ key }) => !kept.has(key));
}

/** A longest common subsequence of two orders of the same keys. */
function longest(base: readonly string[], other: readonly string[]): string[] {
  const place = new Map(base.map((key, index) => [key, index]));
  const values = other.map((key) => place.get(key) ?? 0);
  /** For each length, where the subsequence of that length ends that ends lowest; indices of `other`. */
  const ends: number[] = [];
  const previous: number[] = [];
  values.forEach((value, index) => {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[ends[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    previous.push(low > 0 ? (ends[low - 1] ?? -1) : -1);
    ends[low] = index;
  });
  const kept: string[] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) kept.push(other[at] ?? '');
  return kept;
}
