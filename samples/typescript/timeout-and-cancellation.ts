/**
 * Timeout and cancellation: a promise cannot be cancelled, so a signal tells the work to stop, and the await throws.
 * Look at: the cake is ended by `AbortSignal.timeout` and cleans up in `finally`; the tea is ended by main.
 */

import { setTimeout as sleep } from 'node:timers/promises';

async function bake(name: string, ms: number, signal: AbortSignal): Promise<void> {
  try {
    console.log(`${name} goes in`);
    await sleep(ms, undefined, { signal }); // an AbortError comes out of here
    console.log(`${name} is done`);
  } finally {
    console.log(`${name} is taken out`);
  }
}

async function main(): Promise<void> {
  try {
    await bake('cake', 5000, AbortSignal.timeout(500));
  } catch (error) {
    console.log(`no cake today: ${(error as Error).name}`);
  }

  const controller = new AbortController();
  const tea = bake('tea', 5000, controller.signal);
  await sleep(200);
  controller.abort();
  try {
    await tea;
  } catch (error) {
    console.log(`no tea either: ${(error as Error).name}`);
  }
}

main();
