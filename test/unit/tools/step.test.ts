import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { countsIn, countsPrinted, judged } from '../../../scripts/test/step.mjs';

describe('The counts of a test suite', () => {
  it('are the sum of all runs that it printed', () => {
    const output =
      'VS Code 1.100\n  3 passing (2s)\n  1 pending\n\nVS Code 1.139\n  4 passing\n  2 failing\n';
    const { passed, failed, skipped } = countsPrinted(output);
    assert.deepEqual([passed, failed, skipped.length], [7, 2, 1]);
  });

  it('are found in coloured output', () => {
    assert.equal(countsPrinted('\u001b[92m \u001b[0m\u001b[32m 12 passing\u001b[0m\n').passed, 12);
  });

  it('name the tests that were tried again', () => {
    const output =
      '    ✔ one\n  Tried again: The panel opens\nError: late\n    ✔ opens\n  2 passing\n';
    assert.deepEqual(countsPrinted(output).retried, ['The panel opens']);
  });

  it('are those of the file that it wrote, if it wrote one', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'await-lens-counts-'));
    try {
      const file = path.join(folder, 'counts.json');
      assert.equal(await countsIn(file), undefined);
      await writeFile(file, '{"passed":3,"failed":1,"skipped":["one"]}');
      assert.deepEqual(await countsIn(file), {
        passed: 3,
        failed: 1,
        skipped: ['one'],
        retried: [],
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('take no test title for a count', () => {
    assert.equal(countsPrinted('  ✔ counts 3 passing tests\n').passed, 0);
  });

  it('fail where no test ran', () => {
    const { failed, problems } = judged(
      { passed: 0, failed: 0, skipped: [], retried: [] },
      0,
      '',
      'unit',
    );
    assert.equal(failed, 1);
    assert.deepEqual(problems, ['no test of it ran (exit status 0)']);
  });

  it('fail where the suite died after green tests', () => {
    assert.equal(
      judged({ passed: 3, failed: 0, skipped: [], retried: [] }, null, '', 'unit').failed,
      1,
    );
  });

  it('say what could not run, and why', () => {
    const { failed, skipped } = judged(
      { passed: 0, failed: 0, skipped: [], retried: [] },
      77,
      'Looking for a browser\nNo browser runs on this machine.\n',
      'editor',
    );
    assert.equal(failed, 0);
    assert.deepEqual(skipped, ['editor (all of it): No browser runs on this machine.']);
  });
});
