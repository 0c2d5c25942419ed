/**
 * Streams: a writable stream says when it is full, and `drain` says when there is room again.
 * Look at: main gives its orders without waiting until `write` returns false; then it is suspended until the cook has caught up.
 */

import { once } from 'node:events';
import { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';

const kitchen = new Writable({
  objectMode: true,
  highWaterMark: 2,
  write(order: string, _encoding, done) {
    setTimeout(() => {
      console.log(`cooked ${order}`);
      done();
    }, 100);
  },
});

async function main(): Promise<void> {
  for (const order of ['tea', 'cake', 'jam', 'soup', 'rice']) {
    console.log(`ordered ${order}`);
    if (kitchen.write(order)) continue;
    console.log('the kitchen is full');
    await once(kitchen, 'drain');
  }
  kitchen.end();
  await finished(kitchen);
  console.log('the kitchen is closed');
}

main();
