import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Analysis } from '../../../../src/core/analysis';
import { walkThrough } from '../../../../src/core/simulate/walkthrough';
import { findPythons } from '../../../support/pythons';
import { reader } from '../../../support/syntax';

/** Programs with real threads, which no virtual clock of the test can hold: what CPython printed stands beside each. */
const folder = path.join(__dirname, '../../../fixtures/walkthrough/threads');
const programs = readdirSync(folder).filter((name) => name.endsWith('.py'));
const python = findPythons().find(({ version }) => version.startsWith('3.13.'));

function runForReal(name: string): string {
  if (!python) throw new Error('There is no CPython 3.13');
  const stdio = ['ignore', 'pipe', 'ignore'] as const;
  return execFileSync(python.path, [path.join(folder, name)], {
    encoding: 'utf8',
    stdio: [...stdio],
  });
}

describe('the walkthrough of a Python program with threads', () => {
  for (const name of programs) {
    const recording = path.join(folder, name.replace('.py', '.txt'));

    it(`predicts what ${name} prints`, async () => {
      if (process.env.BLESS) writeFileSync(recording, runForReal(name));
      const text = readFileSync(path.join(folder, name), 'utf8');
      const analysis = await Analysis.open(reader, 'python', text);
      const walkthrough = walkThrough(analysis.document, analysis.suspensions, {
        entry: { kind: 'module' },
        file: name,
      });
      analysis.dispose();
      assert.ok('trace' in walkthrough);
      assert.deepEqual(
        walkthrough.trace.stdout,
        readFileSync(recording, 'utf8').trimEnd().split('\n'),
      );
    });

    it(`has for ${name} what CPython 3.13 prints`, function () {
      if (!python) this.skip();
      // Threads are as late as the machine makes them: the first run in their order is the one that counts.
      const expected = readFileSync(recording, 'utf8');
      const runs = Array.from({ length: 3 }, (_, index) => index);
      assert.ok(runs.some(() => runForReal(name) === expected));
    });
  }
});
