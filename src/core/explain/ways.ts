/** Whether all ways that lead to a place of the code have come to one of some others; null where none leads there. */
export type Passed = boolean | null;

/** What holds where two ways come together. */
export function both(one: Passed, other: Passed): Passed {
  if (one === null) return other;
  return other === null ? one : one && other;
}
