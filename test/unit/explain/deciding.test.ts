import assert from 'node:assert/strict';
import { Analysis } from '../../../src/core/analysis';
import { reader } from '../../support/syntax';

/** What a lens says of the last await of a program in which `save(…)` is given a function that waits for 2 s. */
async function lensOf(save: string): Promise<string> {
  const analysis = await Analysis.open(
    reader,
    'javascript',
    `const later = require('node:timers/promises');
async function pause() {
  await later.setTimeout(2000);
}
async function call(job) {
  await job();
}
${save}
async function main() {
  await save(pause);
}
`,
  );
  const { lens } = analysis.explain(analysis.suspensions.points.length - 1);
  analysis.dispose();
  return lens;
}

describe('What a call gives in JavaScript', () => {
  const deciding = {
    'a call': 'async function save(job) { await job(); }',
    'a call of a method': 'async function save(job) { await job.call(null); }',
    'a function that calls it': 'async function save(job) { await call(job); }',
    'a function that has it from one of two':
      'async function save(job) { await call(job ?? null); }',
    'a function around it': 'async function save(job) { await (async () => job())(); }',
    'functions that hand it on to each other':
      'async function again(job, n) { if (n > 0) return save(job); await job(); }\nasync function save(job) { await again(job, 3); }',
    'what is kept of it': 'async function save(job) { const kept = job(); await kept; }',
  };
  for (const [name, save] of Object.entries(deciding)) {
    it(`decides what is waited for through ${name}`, async () => {
      assert.match(await lensOf(save), /^runs save\(\).* (?:2 s timer|pause\(\))/);
    });
  }
});
