// Rounds of async calls that end, each with a result of its own; prints the bytes that the heap keeps after them. The
// resident memory says less: V8 gives its heap more room the more it allocates, with and without a recorder.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

async function work(number) {
  await null;
  return `result ${number}`;
}
for (let round = 0; round < Number(process.argv[2]); round++)
  await Promise.all(Array.from({ length: 1_000 }, (_, number) => work(round * 1_000 + number)));
collect();
console.log(process.memoryUsage().heapUsed);
