import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findPythons } from '../support/pythons';
import { pythonGrammar } from './generated-python';
import { programOf } from './templates';
import { judge, testimonies } from './witness';

/*
 * `npm run check:generated [COUNT] [SEED]`: generated programs, run by CPython, whose awaits are held against their explanations: what
 * never suspends and did, what always does and did not, what waits at one line and did at another. The programs are kept in a folder.
 */

/** How many functions and classes a program has. */
const definitions = 6;

async function main(count: number, seed: number): Promise<void> {
  const python = findPythons('3.12').at(-1);
  if (!python) {
    console.error('There is no CPython from 3.12 on.');
    process.exitCode = 2;
    return;
  }
  const folder = mkdtempSync(path.join(tmpdir(), 'await-lens-generated-'));
  const files = Array.from({ length: count }, (_, index) => {
    const file = path.join(folder, `program${index}.py`);
    writeFileSync(file, programOf(pythonGrammar, definitions, seed + index));
    return file;
  });
  let [at, places, wrong] = [0, 0, 0];
  for await (const testimony of testimonies(python.path, files)) {
    const judged = await judge(files[at++] ?? '', testimony);
    places += judged.places;
    wrong += judged.contradictions.length;
    for (const line of judged.contradictions) console.log(line);
  }
  console.log(
    `seed ${seed}: ${count} programs in ${folder}, ${places} awaits that CPython ${python.version} came to, ${wrong} contradictions`,
  );
  process.exitCode = wrong > 0 ? 1 : 0;
}

const [count = '200', seed = String(Date.now() % 1e6)] = process.argv.slice(2);
void main(Number(count), Number(seed));
