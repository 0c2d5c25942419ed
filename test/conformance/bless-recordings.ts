import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Trace } from '../../src/core/trace/format';
import { goldenFile, goldenPrograms, normalised } from '../support/golden-recordings';
import { findPythons } from '../support/pythons';
import { record } from '../support/recordings';
import { runRecorded } from '../support/run-node';

/* `npm run bless:recordings`: writes anew what is recorded of the golden programs. Read the difference before you commit it. */

async function main(): Promise<void> {
  for (const program of goldenPrograms('node'))
    bless(program, (await runRecorded(process.execPath, program)).trace);
  const python = findPythons('3.12').at(-1);
  if (python === undefined) {
    console.error('There is no Python 3.12 or newer: the recordings of Python stay as they are.');
    process.exitCode = 77;
    return;
  }
  for (const program of goldenPrograms('python'))
    bless(program, (await record(program, python.path)).end.trace);
}

function bless(program: string, trace: Trace): void {
  writeFileSync(goldenFile(program), normalised(trace));
  console.log(path.basename(program), trace.events.length);
}

void main();
