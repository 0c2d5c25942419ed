import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { goldenFile, goldenPrograms, normalised } from '../support/golden-recordings';
import { runRecorded } from '../support/run-node';

/* `npm run bless:recordings`: writes anew what is recorded of the golden programs. Read the difference before you commit it. */

async function main(): Promise<void> {
  for (const program of goldenPrograms()) {
    const { trace } = await runRecorded(process.execPath, program);
    writeFileSync(goldenFile(program), normalised(trace));
    console.log(path.basename(program), trace.events.length);
  }
}

void main();
