import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Analysis } from '../../../../src/core/analysis';
import { walkThrough } from '../../../../src/core/simulate/walkthrough';
import { decodeTrace } from '../../../../src/core/trace/decode';
import { findPythons } from '../../../support/pythons';
import { reader } from '../../../support/syntax';

const folder = join(__dirname, '../../../fixtures/walkthrough');
const programs = readdirSync(join(folder, 'python')).filter((name) => name.endsWith('.py'));
const python = findPythons().find(({ version }) => version.startsWith('3.13.'));

/** What CPython 3.13 printed, and when it ended on a virtual clock. `BLESS=1` records it anew. */
interface Recorded {
  readonly stdout: readonly string[];
  readonly virtual_end_ms: number;
  readonly error: string | null;
}

function recordingOf(name: string): string {
  return join(folder, 'python', name.replace('.py', '.json'));
}

function runForReal(name: string): string {
  if (!python) throw new Error('There is no CPython 3.13');
  const args = [join(folder, 'run_virtual.py'), join(folder, 'python', name)];
  return execFileSync(python.path, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
}

describe('the walkthrough of a Python program', () => {
  for (const name of programs) {
    it(`predicts what ${name} prints and when it ends`, async () => {
      if (process.env.BLESS) writeFileSync(recordingOf(name), runForReal(name));
      const recorded = JSON.parse(readFileSync(recordingOf(name), 'utf8')) as Recorded;
      const text = readFileSync(join(folder, 'python', name), 'utf8');
      const analysis = await Analysis.open(reader, 'python', text);
      const walkthrough = walkThrough(analysis.document, analysis.suspensions, {
        entry: { kind: 'module' },
        file: name,
      });
      analysis.dispose();
      assert.ok('trace' in walkthrough);
      const { trace } = walkthrough;
      assert.deepEqual(trace.stdout, recorded.stdout);
      assert.equal(Math.round(trace.endMs), Math.round(recorded.virtual_end_ms));
      const unsupported = trace.assumptions.filter(({ kind }) => kind === 'unsupported');
      assert.deepEqual(unsupported, []);
      assert.ok('trace' in decodeTrace(JSON.parse(JSON.stringify(trace))));
    });

    it(`has for ${name} what CPython 3.13 really did`, function () {
      if (!python) this.skip();
      const recorded: unknown = JSON.parse(readFileSync(recordingOf(name), 'utf8'));
      assert.deepEqual(JSON.parse(runForReal(name)), recorded);
    });
  }
});
