/**
 * Ten thousand async calls in one thread: each is suspended at its `await`, and a suspended one costs next to nothing.
 * Look at: they all wait at the same time, so the whole program takes about one second.
 */

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function nap(): Promise<void> {
  await sleep(1000);
}

async function main(): Promise<void> {
  await Promise.all(Array.from({ length: 10_000 }, () => nap()));
  console.log('10000 async calls have slept');
}

main();

export {};
