import { setTimeout as sleep } from 'node:timers/promises';

const limitMs = 30_000;

/** Waits until something is so on the screen. */
export async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Waited ${limitMs / 1000} s for ${what}.`);
    await sleep(50);
  }
}
