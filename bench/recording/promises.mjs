// 40,000 async functions, each of which awaits ten resolved promises.
async function work() {
  let sum = 0;
  for (let index = 0; index < 10; index++) sum += await Promise.resolve(index);
  return sum;
}
const begin = performance.now();
let total = 0;
for (let round = 0; round < 40; round++)
  for (const sum of await Promise.all(Array.from({ length: 1_000 }, work))) total += sum;
console.log(performance.now() - begin, total);
