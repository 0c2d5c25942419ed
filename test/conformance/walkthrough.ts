import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { Analysis } from '../../src/core/analysis';
import { languageIdOfFile } from '../../src/core/language';
import { walkThrough } from '../../src/core/simulate/walkthrough';
import type { Trace } from '../../src/core/trace/format';
import { reader } from '../support/syntax';

/*
 * `npm run check:walkthrough [FOLDER]`: how often a walkthrough predicts what the real engine prints and when the
 * program ends. The folder (or $AWAIT_LENS_CORPUS) holds programs, and beside each a NAME.json with what really happened.
 */

const folder = path.resolve(
  process.argv[2] ??
    process.env.AWAIT_LENS_CORPUS ??
    path.join(__dirname, '../../../shared/corpus'),
);

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

async function check(file: string): Promise<Result> {
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

function table(results: readonly Result[]): string {
  const languages = [...new Set(results.map(({ language }) => language))].sort();
  const rows = Object.entries(levels).map(([level, title]) => {
    const cells = languages.map((language) => {
      const all = results.filter(
        (result) => result.level === level && result.language === language,
      );
      if (all.length === 0) return '–';
      const exact = all.filter(({ difference }) => difference === null).length;
      return `${exact} of ${all.length} (${Math.round((100 * exact) / all.length)}%)`;
    });
    return `| ${level} ${title} | ${cells.join(' | ')} |`;
  });
  return [
    `| level | ${languages.join(' | ')} |`,
    `| --- |${' --- |'.repeat(languages.length)}`,
    ...rows,
  ].join('\n');
}

async function main(): Promise<void> {
  if (!existsSync(folder)) {
    console.error(`There is no corpus at ${folder}; name its folder or set AWAIT_LENS_CORPUS.`);
    process.exitCode = 2;
    return;
  }
  const names = await readdir(folder);
  const programs = names.filter(
    (name) => languageIdOfFile(name) && names.includes(name.replace(/\.\w+$/, '.json')),
  );
  const results: Result[] = [];
  for (const program of programs.sort()) results.push(await check(program));
  for (const { file, difference } of results) if (difference) console.log(`${file}: ${difference}`);
  console.log(table(results));
}

void main();
