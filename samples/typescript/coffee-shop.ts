/**
 * Three coffee orders that start together: about 2 seconds for all of them, not 6.
 * Look at: each order gives up control at `await`, so the next one can start.
 */

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function orderCoffee(name: string): Promise<void> {
  console.log(`${name} ordered coffee`);
  await sleep(2000); // the barista is at work; the event loop is free
  console.log(`${name} got coffee`);
}

async function main(): Promise<void> {
  await Promise.all([orderCoffee('Alice'), orderCoffee('Bob'), orderCoffee('Charlie')]);
}

main();

export {};
