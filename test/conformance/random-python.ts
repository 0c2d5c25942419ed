import fc from 'fast-check';
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Analysis } from '../../src/core/analysis';
import { walkThrough } from '../../src/core/simulate/walkthrough';
import { findPythons } from '../support/pythons';
import { reader } from '../support/syntax';
import { program } from './random-python-programs';

/*
 * `npm run check:random:python [COUNT] [SEED]`: random asyncio programs, run by CPython 3.13 on a virtual clock and walked
 * through by us; what they print, and when they end, must agree. Programs that differ are kept in a folder.
 */

interface Real {
  readonly stdout: readonly string[];
  readonly virtual_end_ms: number;
  readonly error: string | null;
}

/** What each program really does. */
async function run(python: string, files: readonly string[]): Promise<Real[]> {
  const runner = join(__dirname, '../fixtures/walkthrough/run_virtual.py');
  const child = spawn(python, [runner, '--each'], { stdio: ['pipe', 'pipe', 'ignore'] });
  const results: Real[] = [];
  const lines = createInterface({ input: child.stdout });
  child.stdin.end(files.join('\n'));
  for await (const line of lines) results.push(JSON.parse(line) as Real);
  return results;
}

async function predict(source: string): Promise<Omit<Real, 'error'>> {
  const analysis = await Analysis.open(reader, 'python', source);
  const walkthrough = walkThrough(analysis.document, analysis.suspensions, {
    entry: { kind: 'module' },
    file: 'program.py',
  });
  analysis.dispose();
  if ('problem' in walkthrough) throw new Error(walkthrough.problem);
  const { stdout, endMs } = walkthrough.trace;
  return { stdout, virtual_end_ms: endMs };
}

async function main(count: number, seed: number): Promise<void> {
  const python = findPythons().find(({ version }) => version.startsWith('3.13.'));
  if (!python) {
    console.error('There is no CPython 3.13.');
    process.exitCode = 2;
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), 'await-lens-fuzz-'));
  const sources = fc.sample(program, { numRuns: count, seed });
  const files = sources.map((source, index) => {
    const file = join(folder, `program${index}.py`);
    writeFileSync(file, source);
    return file;
  });
  const real = await run(python.path, files);
  let different = 0;
  let judged = 0;
  for (const [index, source] of sources.entries()) {
    const expected = real[index];
    // A program that waits for ever has no output to compare, and one that is no Python is none of ours.
    if (!expected || expected.error === 'SystemExit' || expected.error === 'SyntaxError') continue;
    judged++;
    const ours = await predict(source);
    const same =
      JSON.stringify(ours.stdout) === JSON.stringify(expected.stdout) &&
      Math.abs(ours.virtual_end_ms - expected.virtual_end_ms) < 0.5;
    if (same) continue;
    different++;
    const line = expected.stdout.findIndex((text, at) => text !== ours.stdout[at]);
    console.log(
      `${files[index] ?? ''}: line ${line + 1}: ${ours.stdout[line] ?? ''} / ${expected.stdout[line] ?? ''}` +
        `, end ${ours.virtual_end_ms} / ${expected.virtual_end_ms}`,
    );
  }
  console.log(
    `seed ${seed}: ${judged} programs, ${different} differ from CPython ${python.version}`,
  );
  process.exitCode = different > 0 ? 1 : 0;
}

const [count = '200', seed = String(Date.now() % 1e6)] = process.argv.slice(2);
void main(Number(count), Number(seed));
