import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findPythons } from '../support/pythons';
import type { Python } from '../support/pythons';
import { record, runPlain } from '../support/recordings';

/** What became of each test, by its name. */
type Outcomes = ReadonlyMap<string, string>;

const outcomeLine =
  /^(test\w* \([\w.]+\)).*?\.\.\. (?:.*\n)*?.*?(ok|FAIL|ERROR|skipped|expected failure|unexpected success)\b/gm;

/** Runs CPython's own tests of asyncio, module by module, plain and recorded, and prints how many did the same. */
export async function testAsyncio(only: string | undefined): Promise<void> {
  const rows: string[] = [];
  for (const python of findPythons('3.8')) {
    if (only !== undefined && !python.version.startsWith(only)) continue;
    const modules = modulesOf(python);
    if (modules.length === 0) {
      rows.push(`| ${python.version} | has no test.test_asyncio | | | |`);
      continue;
    }
    const counts = { ok: 0, failed: 0, skipped: 0, other: 0 };
    for (const module of modules) {
      const { plain, recorded } = await outcomesOf(python, module);
      for (const name of new Set([...plain.keys(), ...recorded.keys()])) {
        const [before, after] = [plain.get(name), recorded.get(name)];
        if (before !== after) {
          counts.other++;
          console.log(`${python.version} ${module} ${name}: ${before}, recorded ${after}`);
        } else if (before === 'ok') counts.ok++;
        else if (before === 'skipped') counts.skipped++;
        else counts.failed++;
      }
    }
    if (counts.other > 0) process.exitCode = 1;
    rows.push(
      `| ${python.version} | ${counts.ok} | ${counts.failed} | ${counts.skipped} | ${counts.other} |`,
    );
    console.log(rows.at(-1));
  }
  console.log(
    [
      '| Python | pass in both | fail in both | skipped in both | different |',
      '| --- | --- | --- | --- | --- |',
      ...rows,
    ].join('\n'),
  );
}

function modulesOf({ path: python }: Python): string[] {
  const script = 'import test.test_asyncio as t; print(t.__path__[0])';
  try {
    const folder = execFileSync(python, ['-c', script], { encoding: 'utf8', stdio: 'pipe' }).trim();
    return readdirSync(folder)
      .filter((name) => /^test_\w+\.py$/.test(name))
      .map((name) => path.join(folder, name))
      .sort();
  } catch {
    // A distribution may leave Python's tests out.
    return [];
  }
}

async function outcomesOf(
  python: Python,
  file: string,
): Promise<{ plain: Outcomes; recorded: Outcomes }> {
  const cwd = mkdtempSync(path.join(tmpdir(), 'await-lens-'));
  const args = ['-v', `test.test_asyncio.${path.basename(file, '.py')}`];
  try {
    const plain = await runPlain(python.path, ['-m', 'unittest', ...args], cwd);
    const recorded = await record(file, python.path, { module: 'unittest', args, cwd });
    return { plain: outcomes(plain.stderr), recorded: outcomes(recorded.stderr) };
  } finally {
    rmSync(cwd, { recursive: true, force: true });
  }
}

function outcomes(report: string): Outcomes {
  const end = report.search(/^={70}$|^-{70}$/m);
  const list = end < 0 ? report : report.slice(0, end);
  return new Map(
    [...list.matchAll(outcomeLine)].map(([, name = '', outcome = '']) => [name, outcome]),
  );
}
