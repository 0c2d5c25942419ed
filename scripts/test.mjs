// @ts-check
/**
 * `npm test`: sets up what is missing, then runs every check and every suite, whatever the ones before
 * it gave. Its last line is the sum of all of them; it exits with 1 if anything failed.
 *
 * With CI=true it also fails if the in-editor suite could not run.
 */

import { ensureInstalled } from './setup.mjs';
import { LOGS, run } from './test/step.mjs';

const mocha = ['node_modules/mocha/bin/mocha.js', '--reporter', 'scripts/test/reporter.mjs'];
const inEditor = 'in-editor tests';

/** @type {import('./test/step.mjs').Step[]} */
const steps = [
  {
    name: 'format',
    kind: 'check',
    command: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
  },
  { name: 'lint', kind: 'check', command: ['node_modules/eslint/bin/eslint.js', '.'] },
  {
    name: 'import direction',
    kind: 'check',
    command: ['node_modules/dependency-cruiser/bin/dependency-cruise.mjs', 'src', 'test', 'bench'],
  },
  { name: 'types', kind: 'check', command: ['node_modules/typescript/bin/tsc', '-b'] },
  { name: 'dead code', kind: 'check', command: ['node_modules/knip/bin/knip.js'] },
  { name: 'localisation', kind: 'check', command: ['scripts/l10n.mjs', '--check'] },
  { name: 'build', kind: 'check', command: ['esbuild.js'] },
  { name: 'unit tests', kind: 'suite', command: [...mocha, 'test/unit/**/*.test.{ts,tsx}'] },
  { name: 'grammar tests', kind: 'suite', command: ['scripts/test-grammar.mjs'] },
  {
    name: 'webview tests',
    kind: 'suite',
    command: [...mocha, '--config', 'test/webview/.mocharc.json'],
  },
  {
    name: 'conformance',
    kind: 'suite',
    command: ['--import', 'tsx', 'test/conformance/points.ts', '--short'],
  },
  { name: inEditor, kind: 'suite', command: ['scripts/test-editor.mjs'] },
];

async function main() {
  const start = performance.now();
  await ensureInstalled();
  /** @type {import('./test/step.mjs').Result[]} */
  const results = [];
  for (const step of steps) {
    if (step.kind === 'suite') console.log(`\n== ${step.name}`);
    const result = await run(step);
    if (
      step.name === inEditor &&
      process.env['CI'] === 'true' &&
      result.passed + result.failed === 0
    ) {
      result.failed = 1;
      result.problems.push('it must run where CI=true');
    }
    results.push(result);
    console.log(lineOf(result));
  }
  report(results, (performance.now() - start) / 1000);
  process.exitCode = results.some(({ failed }) => failed > 0) ? 1 : 0;
}

/** @param {import('./test/step.mjs').Result} result */
function lineOf({ name, passed, failed, skipped, problems, seconds }) {
  const mark = failed > 0 ? 'FAILED' : passed > 0 ? 'ok' : 'did not run';
  const counts = [
    `${passed} passed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(skipped.length > 0 ? [`${skipped.length} skipped`] : []),
    ...problems,
  ].join(', ');
  return `${name.padEnd(17)} ${mark.padEnd(11)} ${seconds.toFixed(1).padStart(6)} s  ${counts}`;
}

/**
 * @param {import('./test/step.mjs').Result[]} results
 * @param {number} seconds
 */
function report(results, seconds) {
  console.log(`\nSummary (${seconds.toFixed(0)} s; whole outputs in ${LOGS})`);
  for (const result of results) console.log(`  ${lineOf(result)}`);
  const named = (/** @type {'skipped' | 'retried'} */ key) =>
    results.flatMap((result) => result[key].map((what) => `  ${result.name}: ${what}`));
  const skipped = named('skipped');
  const retried = named('retried');
  if (skipped.length > 0) console.log(`\nSkipped:\n${skipped.join('\n')}`);
  if (retried.length > 0)
    console.log(`\nFailed at the first try and run again:\n${retried.join('\n')}`);
  const sum = (/** @type {'passed' | 'failed'} */ key) =>
    results.reduce((total, result) => total + result[key], 0);
  const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed${tail}`);
}

main().catch((error) => {
  console.error(error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
