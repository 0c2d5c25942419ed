/**
 * The same three coffee orders, one after the other: 2 + 2 + 2 seconds.
 * Look at: the next order starts only when the await before it has its value.
 */

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

async function orderCoffee(name: string): Promise<void> {
  console.log(`${name} ordered coffee`);
  await sleep(2000);
  console.log(`${name} got coffee`);
}

async function main(): Promise<void> {
  await orderCoffee('Alice');
  await orderCoffee('Bob');
  await orderCoffee('Charlie');
}

main();

export {};
