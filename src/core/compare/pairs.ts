/** Something of one trace and what it is in the other; null where only one has it. */
export interface Pair<T> {
  readonly before: T | null;
  readonly after: T | null;
}

export function isInBoth(pair: Pair<unknown>): boolean {
  return pair.before !== null && pair.after !== null;
}

/** What two items must have in common to be taken for the same; null for an item that has nothing of the kind. */
export type Key<T> = (item: T) => string | null;

/**
 * Pairs the items of two lists. Those that agree in the first key are paired first, the n-th of one list with the n-th of
 * the other; what is left is paired by the next key. In the order of `before`, then what only `after` has.
 */
export function pairs<T>(
  before: readonly T[],
  after: readonly T[],
  keys: readonly Key<T>[],
): Pair<T>[] {
  const partners = new Map<T, T>();
  let rest = after;
  for (const key of keys) {
    const waiting = new Map<string, T[]>();
    for (const item of rest) {
      const name = key(item);
      if (name !== null) append(waiting, name, item);
    }
    for (const queue of waiting.values()) queue.reverse();
    for (const item of before) {
      const partner = partners.has(item) ? undefined : waiting.get(key(item) ?? '')?.pop();
      if (partner !== undefined) partners.set(item, partner);
    }
    const taken = new Set(partners.values());
    rest = rest.filter((item) => !taken.has(item));
  }
  return [
    ...before.map((item) => ({ before: item, after: partners.get(item) ?? null })),
    ...rest.map((item) => ({ before: null, after: item })),
  ];
}

/** Adds an item to the list of its key. */
export function append<K, T>(lists: Map<K, T[]>, key: K, item: T): void {
  const list = lists.get(key);
  if (list) list.push(item);
  else lists.set(key, [item]);
}
