import type { Entry, Library } from '../../src/core/explain/catalog/schema';

/** The uses of a thing that an entry may speak about. */
export const parts = ['await', 'enter', 'exit', 'next'] as const;

/** What the checks against real libraries read: names with their uses, and the exceptions that they are said to raise. */
export interface Claims {
  readonly names: readonly (readonly [name: string, parts: readonly string[]])[];
  readonly errors: readonly string[];
}

export function entriesOf(libraries: readonly Library[]): [string, Entry][] {
  return libraries.flatMap(({ entries }) => Object.entries(entries));
}

export function claimsOf(libraries: readonly Library[]): Claims {
  return {
    names: entriesOf(libraries).map(([name, entry]) => [name, parts.filter((part) => entry[part])]),
    errors: [...new Set(libraries.flatMap(errorsOf))],
  };
}

/** The exceptions that the entries of a library name. */
export function errorsOf({ entries, cancellation }: Library): readonly string[] {
  const raised = Object.values(entries).flatMap((entry) =>
    parts.flatMap((part) => (entry[part]?.raises ?? []).flatMap(({ error }) => error ?? [])),
  );
  return cancellation === undefined ? raised : [...raised, cancellation];
}
