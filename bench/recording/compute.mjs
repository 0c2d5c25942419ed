// Work on the CPU between awaits.
function primes(limit) {
  const sieve = new Uint8Array(limit);
  let count = 0;
  for (let n = 2; n < limit; n++) {
    if (sieve[n]) continue;
    count++;
    for (let multiple = n * n; multiple < limit; multiple += n) sieve[multiple] = 1;
  }
  return count;
}
async function step(limit) {
  const count = primes(limit);
  await null;
  return count;
}
const begin = performance.now();
let total = 0;
for (let round = 0; round < 200; round++) total += await step(100_000);
console.log(performance.now() - begin, total);
