import type { Text, Wait } from '../../schema';

/** What the files about Node's modules share. */

/** Where Node's own pages stand. */
export const api = 'https://nodejs.org/api/';

/** A quoted argument without its quotes. */
export const text = (value: string | null) => (value ?? '?').replace(/^(['"])(.*)\1$/, '$2');

/** A wait that always suspends, as every await of JavaScript does. */
export function waits(
  waitsFor: Wait['waitsFor'],
  mechanism: Wait['mechanism'],
  thing: Text,
  value: Text,
  more: Partial<Wait> = {},
): Wait {
  return { waitsFor, mechanism, thing, suspends: 'always', value, ...more };
}
