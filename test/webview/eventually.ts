import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

/** Longer than a loaded machine needs, and shorter than the limit of a test, which would say less. */
const limitMs = 30_000;

/**
 * Waits until what is read is as expected: the page answers a key or a message when it has rendered, not when
 * the key has been pressed.
 *
 * @throws the assertion's own error if it never is
 */
export async function eventually<T>(
  read: () => Promise<T>,
  expected: T,
  message?: string,
): Promise<void> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const actual = await read();
    try {
      assert.deepEqual(actual, expected, message);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    await sleep(25);
  }
}
