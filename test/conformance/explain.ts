/**
 * How much of real code is explained, without a language server: over CPython's asyncio and its tests, over Python packages of
 * Debian's, and over packages of npm's with plenty of awaits in readable source. Prints the share of points whose `waitsFor` is
 * known, and what is most often unknown: the next entries to write.
 *
 * Usage: npm run check:explain [-- [--only TEXT] [--sample N] [--seed N] [FOLDER...]]
 *   --only TEXT   only the corpora whose name has this text
 *   --sample N    prints N points of Python and N of TypeScript or JavaScript at random, with all that is said of them, to be
 *                 judged one by one; --seed N chooses others
 *   FOLDER...     other folders of .py / .ts / .js files, instead of the packages
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DiskFiles, toSteps } from '../../src/cli/files';
import { Analysis } from '../../src/core/analysis';
import type { Explanation } from '../../src/core/explain/types';
import { Workspace } from '../../src/core/explain/workspace';
import { languageIdOfFile } from '../../src/core/language';
import { reader } from '../support/syntax';
import type { Corpus } from './packages';
import { corpora, sourcesIn } from './packages';

interface Explained {
  readonly isPython: boolean;
  readonly place: string;
  readonly source: string;
  readonly explanation: Explanation;
}

interface Tally {
  readonly files: number;
  readonly points: readonly Explained[];
}

/** Minified and bundled code is not what people read: its lines are long. */
function isReadable(text: string): boolean {
  return text.length / (text.split('\n').length + 1) < 120;
}

async function explainAll({ folder, roots }: Corpus): Promise<Tally> {
  const workspace = new Workspace(reader, new DiskFiles(roots));
  const points: Explained[] = [];
  let files = 0;
  for (const path of sourcesIn(folder)) {
    const text = readFileSync(path, 'utf8');
    if (!/\bawait\b|\basync\b/.test(text) || !isReadable(text)) continue;
    const place = { path: toSteps(path), workspace };
    const analysis = await Analysis.open(reader, languageIdOfFile(path) ?? '', text, place);
    await analysis.settle();
    const lines = text.split('\n');
    const found = analysis.suspensions.points;
    if (found.length > 0) files++;
    for (const [index, { range }] of found.entries()) {
      const { line } = range.start;
      points.push({
        isPython: analysis.document.language === 'python',
        place: `${path}:${line + 1}`,
        source: lines[line]?.trim() ?? '',
        explanation: analysis.explain(index),
      });
    }
    analysis.dispose();
  }
  workspace.dispose();
  return { files, points };
}

/** Why nothing is known: the last words of the summary, unless the name of what is unknown tells more. */
function reasonOf({ callee, summary, awaited }: Explanation): string {
  return callee ?? summary.slice(summary.indexOf(': ') + 2).replace(awaited, '…');
}

function print(title: string, { files, points }: Tally): void {
  const unknown = points.filter(({ explanation }) => explanation.waitsFor === 'unknown');
  const known = points.length - unknown.length;
  const share = points.length === 0 ? 100 : (100 * known) / points.length;
  console.log(
    `${title}: ${known} of ${points.length} points known (${share.toFixed(1)} %) in ${files} files`,
  );
  const reasons = new Map<string, Explained[]>();
  for (const point of unknown) {
    const reason = reasonOf(point.explanation);
    reasons.set(reason, [...(reasons.get(reason) ?? []), point]);
  }
  const sorted = [...reasons].sort(([, a], [, b]) => b.length - a.length);
  for (const [reason, [first, ...rest]] of sorted.slice(0, 12)) {
    const example = `${first?.place.replace(/^.*\/(.*\/.*)$/, '$1') ?? ''} ${first?.source ?? ''}`;
    console.log(`  ${String(rest.length + 1).padStart(5)}  ${reason}   e.g. ${example}`);
  }
}

/** Mulberry32: the same seed chooses the same points. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function printSample(points: readonly Explained[], count: number, seed: number): void {
  const random = randomFrom(seed);
  const left = [...points];
  for (let n = 1; n <= count && left.length > 0; n++) {
    const [point] = left.splice(Math.floor(random() * left.length), 1);
    if (!point) return;
    const { callee, waitsFor, suspends, detail, lens, summary, steps, ...more } = point.explanation;
    const sentences = [
      `${callee ?? '-'} | ${waitsFor} | ${suspends} | ${detail ?? '-'}`,
      lens,
      summary,
      ...steps.map((step, index) => `${String(index + 1)}. ${step}`),
      ...more.raises.map(({ error, when }) => `raises ${error ?? 'others’ errors'}: ${when}`),
      ...more.mistakes.map((mistake) => `mind: ${mistake}`),
      ...more.notes.map((note) => `note: ${note}`),
    ];
    console.log(`\n${n}. ${point.place}\n   ${point.source}`);
    for (const sentence of sentences) console.log(`   ${sentence}`);
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string', default: '' },
      sample: { type: 'string', default: '0' },
      seed: { type: 'string', default: '1' },
    },
  });
  const chosen: readonly Corpus[] =
    positionals.length > 0
      ? positionals.map((folder) => ({ title: folder, folder, roots: [folder] }))
      : corpora().filter(({ title }) => title.includes(values.only));
  const all: Explained[] = [];
  for (const corpus of chosen) {
    const tally = await explainAll(corpus);
    print(corpus.title, tally);
    all.push(...tally.points);
  }
  for (const isPython of [true, false]) {
    const points = all.filter((point) => point.isPython === isPython);
    printSample(points, Number(values.sample), Number(values.seed));
  }
}

void main();
