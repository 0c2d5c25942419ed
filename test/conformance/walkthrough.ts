import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { Analysis } from '../../src/core/analysis';
import { languageIdOfFile } from '../../src/core/language';
import { walkThrough } from '../../src/core/simulate/walkthrough';
import type { Trace } from '../../src/core/trace/format';
import { reader } from '../support/syntax';

/*
 * `npm run check:walkthrough -- [FOLDER] [--write]`: how often a walkthrough predicts what the real engine prints and when
 * the program ends. The folder (else $AWAIT_LENS_CORPUS, else a folder `corpus` beside the project, or in a folder beside it)
 * holds programs, and beside each a NAME.json with what really happened. `--write` puts the table into README.md.
 */

const project = path.join(__dirname, '../..');
const readme = path.join(project, 'README.md');
const args = process.argv.slice(2);
const given = args.find((arg) => !arg.startsWith('--')) ?? process.env.AWAIT_LENS_CORPUS;

/** Between these two lines of README.md the command writes. */
const markers = [
  '<!-- accuracy: written by npm run check:walkthrough -- --write -->',
  '<!-- /accuracy -->',
];

/** The folder with the programs; null where there is none. */
function findFolder(): string | null {
  if (given !== undefined) return existsSync(given) ? path.resolve(given) : null;
  const beside = path.dirname(project);
  const folders = readdirSync(beside, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(beside, name, 'corpus'));
  return [path.join(beside, 'corpus'), ...folders].find(existsSync) ?? null;
}

function writeTable(text: string): void {
  const [start = '', end = ''] = markers;
  const page = readFileSync(readme, 'utf8');
  const from = page.indexOf(start) + start.length;
  const to = page.indexOf(end);
  if (from < start.length || to < from) throw new Error('README.md has no place for the table.');
  writeFileSync(readme, `${page.slice(0, from)}\n\n${text}\n\n${page.slice(to)}`);
}

/** What a program really did. */
interface Expected {
  readonly stdout: readonly string[];
  readonly virtual_end_ms: number;
}

interface Result {
  readonly file: string;
  readonly language: string;
  /** `a` basics, `b` ordering subtleties, `c` realistic programs; the first letter of the file's name. */
  readonly level: string;
  /** What differs; null where the walkthrough is exact. */
  readonly difference: string | null;
}

const levels: Readonly<Record<string, string>> = { a: 'basics', b: 'ordering', c: 'realistic' };

async function check(folder: string, file: string): Promise<Result> {
  const languageId = languageIdOfFile(file) ?? '';
  const [text, expected] = await Promise.all([
    readFile(path.join(folder, file), 'utf8'),
    readFile(path.join(folder, file.replace(/\.\w+$/, '.json')), 'utf8'),
  ]);
  const analysis = await Analysis.open(reader, languageId, text);
  const { language } = analysis.document;
  const walkthrough = walkThrough(analysis.document, analysis.suspensions, {
    entry: { kind: 'module' },
    file,
  });
  analysis.dispose();
  const difference =
    'problem' in walkthrough
      ? walkthrough.problem
      : compare(walkthrough.trace, JSON.parse(expected) as Expected);
  return { file, language, level: file.slice(0, 1), difference };
}

function compare(trace: Trace, expected: Expected): string | null {
  const count = Math.max(trace.stdout.length, expected.stdout.length);
  for (let line = 0; line < count; line++) {
    if (trace.stdout[line] === expected.stdout[line]) continue;
    const ours = JSON.stringify(trace.stdout[line] ?? null);
    const real = JSON.stringify(expected.stdout[line] ?? null);
    return `line ${line + 1}: predicted ${ours}, really ${real}`;
  }
  // Real end times were measured in whole milliseconds.
  if (Math.round(trace.endMs) === Math.round(expected.virtual_end_ms)) return null;
  return `ends at ${trace.endMs} ms, really at ${expected.virtual_end_ms} ms`;
}

/** How the languages are called in the table. */
const titles: Readonly<Record<string, string>> = {
  python: 'Python',
  typescript: 'TypeScript',
  javascript: 'JavaScript',
};

function table(results: readonly Result[]): string {
  const languages = [...new Set(results.map(({ language }) => language))].sort();
  const rows = Object.entries(levels).map(([level, title]) => [
    `${level}: ${title}`,
    ...languages.map((language) =>
      share(results.filter((result) => result.level === level && result.language === language)),
    ),
  ]);
  return markdown(['level', ...languages.map((language) => titles[language] ?? language)], rows);
}

function share(all: readonly Result[]): string {
  if (all.length === 0) return '–';
  const exact = all.filter(({ difference }) => difference === null).length;
  return `${exact} of ${all.length} (${Math.round((100 * exact) / all.length)}%)`;
}

/** A table with aligned columns, as Prettier wants it. */
function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[], fill = ' '): string =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0, fill)).join(' | ')} |`;
  return [
    line(head),
    line(
      head.map(() => ''),
      '-',
    ),
    ...rows.map((row) => line(row)),
  ].join('\n');
}

async function main(): Promise<void> {
  const folder = findFolder();
  if (folder === null) {
    console.error(
      `There is no corpus at ${given ?? 'corpus'}; name its folder or set AWAIT_LENS_CORPUS.`,
    );
    process.exitCode = 2;
    return;
  }
  const names = await readdir(folder);
  const programs = names.filter(
    (name) => languageIdOfFile(name) && names.includes(name.replace(/\.\w+$/, '.json')),
  );
  const results: Result[] = [];
  for (const program of programs.sort()) results.push(await check(folder, program));
  for (const { file, difference } of results) if (difference) console.log(`${file}: ${difference}`);
  const text = table(results);
  console.log(text);
  if (args.includes('--write')) writeTable(text);
}

void main();
