import type { Explanation, WaitsFor } from './types';

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

/** Whether a suspension that was recorded shows an explanation to be wrong: `never` that suspended, a timer that was a socket. */
export function contradicts(
  { suspends, waitsFor }: Pick<Explanation, 'suspends' | 'waitsFor'>,
  recorded: WaitsFor,
): boolean {
  if (suspends === 'never') return true;
  const [said, seen] = [outside.get(waitsFor), outside.get(recorded)];
  return said !== undefined && seen !== undefined && said !== seen;
}
