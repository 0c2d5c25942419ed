import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { findPythons } from '../support/pythons';
import { compareRuns } from '../support/recordings';
import { testAsyncio } from './test-asyncio';

/*
 * `npm run check:recording [FOLDER]`: runs every program plain and recorded, on every Python found, and compares what it
 * prints, its standard error and its exit. The folder (or $AWAIT_LENS_CORPUS) holds programs.
 * `-- --test-asyncio [VERSION]` does the same with CPython's own tests of asyncio.
 */

async function programs(): Promise<void> {
  const folder = path.resolve(
    process.argv[2] ??
      process.env.AWAIT_LENS_CORPUS ??
      path.join(__dirname, '../../../shared/corpus'),
  );
  if (!existsSync(folder)) {
    console.error(`There is no corpus at ${folder}; name its folder or set AWAIT_LENS_CORPUS.`);
    process.exitCode = 2;
    return;
  }
  const files = (await readdir(folder)).filter((name) => name.endsWith('.py')).sort();
  const rows: string[] = [];
  for (const python of findPythons('3.8')) {
    let same = 0;
    const different: string[] = [];
    for (const name of files) {
      const difference = await compareRuns(path.join(folder, name), python.path);
      if (difference === null) same++;
      else different.push(`${python.version} ${name}: ${difference}`);
    }
    for (const line of different) console.log(line);
    if (different.length > 0) process.exitCode = 1;
    rows.push(`| ${python.version} | ${same} of ${files.length} |`);
  }
  console.log(
    ['| Python | same with and without the recorder |', '| --- | --- |', ...rows].join('\n'),
  );
}

const option = process.argv.indexOf('--test-asyncio');
void (option < 0 ? programs() : testAsyncio(process.argv[option + 1]));
