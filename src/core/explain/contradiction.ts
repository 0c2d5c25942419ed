import type { Gist, WaitsFor } from './types';

/**
 * What things in the world outside of the program an await can wait for. Files and processes are often waited for in a thread.
 * Everything else (a task, a lock, a promise) may stand for one of these in its turn, so that no recording contradicts it.
 */
const outside = new Map<WaitsFor, string>([
  ['timer', 'timer'],
  ['network', 'network'],
  ['file', 'thread'],
  ['process', 'thread'],
  ['thread', 'thread'],
]);

/**
 * Whether suspensions that were recorded show an explanation to be wrong: `never` that suspended, a timer that was a socket.
 * `recorded` is empty where control was given up by something that the point awaits.
 */
export function contradicts(
  { suspends, waitsFor }: Pick<Gist, 'suspends' | 'waitsFor'>,
  recorded: readonly WaitsFor[],
): boolean {
  if (suspends === 'never') return true;
  const said = outside.get(waitsFor);
  return (
    said !== undefined &&
    recorded.some((kind) => {
      const seen = outside.get(kind);
      return seen !== undefined && seen !== said;
    })
  );
}
