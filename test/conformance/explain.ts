/**
 * How much of real code is explained, without a language server: over CPython's asyncio tests, and
 * over the packages under node_modules that ship readable source with awaits. Prints the share of
 * points whose `waitsFor` is known, and what is most often unknown: the next entries to write.
 *
 * Usage: npm run check:explain [-- FOLDER...] (other folders of .py / .ts / .js files)
 */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { Analysis } from '../../src/core/analysis';
import { languageIdOfFile } from '../../src/core/language';
import { findPythons } from '../support/pythons';
import { reader } from '../support/syntax';

interface Tally {
  files: number;
  points: number;
  known: number;
  readonly unknown: Map<string, number>;
}

const largest = 400_000;

function* sources(folder: string, depth = 0): Generator<string> {
  if (depth > 12) return;
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const status = statSync(path, { throwIfNoEntry: false });
    if (status?.isDirectory()) yield* sources(path, depth + 1);
    else if (status && status.size < largest && isSource(name)) yield path;
  }
}

function isSource(name: string): boolean {
  return languageIdOfFile(name) !== undefined && !/\.min\.|\.d\.[cm]?ts$|\.bundle\./.test(name);
}

/** Minified and bundled code is not what people read: its lines are long. */
function isReadable(text: string): boolean {
  return text.length / (text.split('\n').length + 1) < 120;
}

async function tally(paths: Iterable<string>): Promise<Tally> {
  const result: Tally = { files: 0, points: 0, known: 0, unknown: new Map() };
  for (const path of paths) {
    const text = readFileSync(path, 'utf8');
    if (!/\bawait\b|\basync\b/.test(text) || !isReadable(text)) continue;
    const analysis = await Analysis.open(reader, languageIdOfFile(path) ?? '', text);
    const { points } = analysis.suspensions;
    if (points.length > 0) result.files++;
    for (const index of points.keys()) {
      const { waitsFor, summary, callee, awaited } = analysis.explain(index);
      result.points++;
      if (waitsFor !== 'unknown') {
        result.known++;
        continue;
      }
      // The last words of the summary are the reason; the name of what is unknown tells more where there is one.
      const because = callee ?? summary.slice(summary.indexOf(': ') + 2).replace(awaited, '…');
      result.unknown.set(because, (result.unknown.get(because) ?? 0) + 1);
    }
    analysis.dispose();
  }
  return result;
}

function print(title: string, { files, points, known, unknown }: Tally): void {
  const share = points === 0 ? 100 : (100 * known) / points;
  console.log(
    `${title}: ${known} of ${points} points known (${share.toFixed(1)} %) in ${files} files`,
  );
  for (const [because, count] of [...unknown].sort((a, b) => b[1] - a[1]).slice(0, 15)) {
    console.log(`  ${String(count).padStart(6)}  ${because}`);
  }
}

async function main(): Promise<void> {
  const folders = process.argv.slice(2);
  for (const folder of folders) print(folder, await tally(sources(folder)));
  if (folders.length > 0) return;
  const python = findPythons().at(-1);
  const library =
    python &&
    join(
      dirname(dirname(python.path)),
      'lib',
      `python${python.version.split('.').slice(0, 2).join('.')}`,
    );
  const tests = library && join(library, 'test', 'test_asyncio');
  if (tests !== undefined && existsSync(tests)) {
    print(`CPython ${python?.version ?? ''} test_asyncio`, await tally(sources(tests)));
    print(
      `CPython ${python?.version ?? ''} asyncio`,
      await tally(sources(join(dirname(dirname(tests)), 'asyncio'))),
    );
  }
  const scripts = ['.ts', '.mts', '.js', '.mjs', '.cjs'];
  const modules = [...sources(join(__dirname, '../../node_modules'))];
  print('node_modules', await tally(modules.filter((path) => scripts.includes(extname(path)))));
}

void main();
