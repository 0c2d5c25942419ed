import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { instrument } from '../../src/recording/node/instrument';
import { concerns, isModule, parserOptions } from '../../src/recording/node/parsing';
import { plainTree } from '../support/plain-tree';

/*
 * `npm run check:instrument -- FOLDER…`: whether the recorder changes nothing of the code below the folders but what it
 * inserts: the syntax tree of each instrumented file, without the recorder's calls, is that of the file.
 */

const folders = process.argv.slice(2);
if (folders.length === 0) {
  console.error('Name the folders to look through.');
  process.exit(2);
}

let same = 0;
let refused = 0;
let different = 0;
for (const file of folders.flatMap(sourcesBelow)) check(file);
console.log(`${same} files the same, ${different} different, ${refused} that do not parse`);
if (different > 0) process.exitCode = 1;

function sourcesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.d)\.[cm]?[jt]sx?$/.test(name))
    .map((name) => path.join(folder, name));
}

function check(file: string): void {
  const text = textOf(file);
  if (text === null || !concerns(text)) return;
  const module = isModule(text, file);
  const options = parserOptions(file, module);
  let written: unknown;
  try {
    written = plainTree(text, options);
  } catch {
    refused++;
    return;
  }
  try {
    const { code } = instrument(text, { file, module, main: true, using: true, firstId: 1 });
    if (isDeepStrictEqual(plainTree(code, options), written)) {
      same++;
      return;
    }
    console.log(`${file}: another program`);
  } catch (error) {
    console.log(`${file}: ${String(error)}`);
  }
  different++;
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // A folder that is named like a file.
    return null;
  }
}
