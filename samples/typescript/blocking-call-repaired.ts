/**
 * The blocking call, repaired: the computation is cut into slices, and `await` gives the event loop back between them.
 * Look at: after each slice `setImmediate` lets one turn of the loop pass, so the clock ticks nearly on time.
 */

import { setImmediate as nextTurn } from 'node:timers/promises';

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function clock(): Promise<void> {
  for (let tick = 1; tick < 5; tick++) {
    await sleep(200);
    console.log(`tick ${tick}`);
  }
}

function resizeSlice(): void {
  const end = Date.now() + 70;
  while (Date.now() < end);
}

async function resizePicture(): Promise<string> {
  for (let slice = 0; slice < 10; slice++) {
    resizeSlice();
    await nextTurn(); // timers that are due run now
  }
  return 'small picture';
}

async function upload(): Promise<void> {
  await sleep(300);
  console.log('resizing');
  const picture = await resizePicture();
  console.log(`uploaded the ${picture}`);
}

async function main(): Promise<void> {
  await Promise.all([clock(), upload()]);
}

main();
