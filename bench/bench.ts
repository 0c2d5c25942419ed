/** `npm run bench [NAME…]`: measures, and prints one table a group; with names, only the groups that have one in their title. */

import { benches as analysis } from './analysis';
import type { Bench } from './harness';
import { table } from './report';
import { panel } from './panel';
import { recordings } from './recording';
import { shipped } from './shipped';
import { walkthroughs } from './walkthrough';

const benches: readonly Bench[] = [...analysis, ...walkthroughs, panel, ...recordings, shipped];

async function main(names: readonly string[]): Promise<void> {
  const chosen = benches.filter(
    ({ name }) =>
      names.length === 0 ||
      names.some((wanted) => name.toLowerCase().includes(wanted.toLowerCase())),
  );
  console.log(`Node ${process.version}, ${process.platform} ${process.arch}`);
  for (const { name, beside = [], run } of chosen) {
    console.log(`\n${name}`);
    console.log(table(await run()));
    for (const other of beside) console.log(`Beside it: ${other}`);
  }
}

void main(process.argv.slice(2));
