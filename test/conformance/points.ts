/**
 * `npm run check:points`: compares our functions and suspension points, position by position, with
 * those of the languages' own parsers, over all of CPython's standard library and test suite, and over
 * every TypeScript and JavaScript file under node_modules that has an `await`. Exits with 1 if there
 * is any difference. `--short` compares every tenth file, for npm test, where each parser counts as one test.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { languageIdOfFile } from '../../src/core/language';
import { findPythons } from '../support/pythons';
import type { JudgedFile } from './compare';
import { differences } from './compare';
import { judgePython } from './python';
import { judgeTypeScript } from './typescript';

/** Compares all of `files`, prints what differs and a line of sums, and gives the number of differences. */
async function check(
  judge: string,
  files: AsyncIterable<JudgedFile> | Iterable<JudgedFile>,
): Promise<number> {
  const sums = { files: 0, rejected: 0, points: 0, functions: 0, differences: 0 };
  for await (const { path, text, reference } of files) {
    if (!reference) {
      sums.rejected++;
      continue;
    }
    const found = await differences(languageIdOfFile(path) ?? 'python', text, reference);
    for (const { side, line, what } of found) console.log(`${side} ${path}:${line}: ${what}`);
    sums.files++;
    sums.points += reference.points.length;
    sums.functions += reference.functions.length;
    sums.differences += found.length;
  }
  const count = (n: number) => n.toLocaleString('en');
  console.log(
    `${judge}: ${count(sums.files)} files, ${count(sums.points)} points, ` +
      `${count(sums.functions)} functions, ${count(sums.differences)} differences ` +
      `(${count(sums.rejected)} files that it rejects itself)`,
  );
  return sums.differences;
}

/** The files under `folder` that TypeScript reads and that have an `await`. */
function* typeScriptFiles(folder: string): Generator<string> {
  const entries = readdirSync(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* typeScriptFiles(path);
    else if (entry.isFile() && (languageIdOfFile(path) ?? 'python') !== 'python') yield path;
  }
}

function* judgedByTypeScript(folder: string, every: number): Generator<JudgedFile> {
  let number = 0;
  for (const path of typeScriptFiles(folder)) {
    const text = readFileSync(path, 'utf8');
    if (!/\bawait\b/.test(text) || number++ % every !== 0) continue;
    yield { path, text, reference: judgeTypeScript(path, text) };
  }
}

async function main(every: number): Promise<void> {
  const found: number[] = [];
  const pythons = findPythons();
  const skipped = pythons.length === 0 ? ['CPython: there is none from 3.11 on'] : [];
  for (const missing of skipped) console.log(missing);
  for (const python of pythons) {
    found.push(await check(`CPython ${python.version}`, judgePython(python, every)));
  }
  const { version } = await import('typescript');
  const files = judgedByTypeScript(resolve('node_modules'), every);
  found.push(await check(`TypeScript ${version}`, files));
  const failed = found.filter((differences) => differences > 0).length;
  const counts = process.env.AWAIT_LENS_COUNTS;
  if (counts) {
    writeFileSync(counts, JSON.stringify({ passed: found.length - failed, failed, skipped }));
  }
  process.exitCode = failed > 0 ? 1 : 0;
}

void main(process.argv.includes('--short') ? 10 : 1);
