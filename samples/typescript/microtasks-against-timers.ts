/**
 * Microtasks against timers: who runs first? The numbers say it before the event loop does.
 * Look at: `await` continues as a microtask; the tick comes after those, as a module's own code is one, and before any timer.
 */

async function awaiting(): Promise<void> {
  console.log('2: an async function starts at once, on its caller’s stack');
  await null;
  console.log('5: await continues in the microtask queue');
}

async function main(): Promise<void> {
  setTimeout(() => console.log('7: a timer, in the loop’s timers phase'), 100);
  setImmediate(() => console.log('6: an immediate, in the check phase'));
  Promise.resolve().then(() => console.log('4: a promise’s reaction, a microtask'));
  process.nextTick(() => console.log('a tick'));
  console.log('1: the code that runs now');
  const done = awaiting();
  console.log('3: still the code that runs now');
  await done;
}

main();

export {};
