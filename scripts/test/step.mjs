// @ts-check
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { CACHE, PROJECT } from '../vscode/cache.mjs';

/**
 * One step of `npm test`: a program of ours, run with this Node.
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {string[]} command The script and its arguments, from the project's root.
 * @property {'check' | 'suite'} kind A check passes or fails as one; a suite counts its tests.
 * @property {Record<string, string>} [env]
 */

/**
 * @typedef {object} Result
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {string[]} skipped What did not run, by name.
 * @property {string[]} retried The tests that failed once and were run again, by name.
 * @property {string[]} problems Why it failed beyond its failed tests.
 * @property {number} seconds
 */

/** The exit status by which a suite says that it could not run here; its last line says why. */
const COULD_NOT_RUN = 77;

/** What a suite prints before the name of a test that failed once and is run again, on a line of its own. */
export const RETRIED = '  Tried again: ';

/** A step that takes longer hangs; it is ended, and fails. */
const LIMIT_MS = 15 * 60_000;

/** Where each step's whole output is kept. */
export const LOGS = path.join(path.dirname(CACHE), 'test');

/**
 * Runs a step to its end. A suite's output is shown as it comes, a check's only if it fails.
 *
 * @param {Step} step
 * @returns {Promise<Result>}
 */
export async function run(step) {
  const start = performance.now();
  const base = path.join(LOGS, step.name.replaceAll(' ', '-'));
  const countsFile = `${base}.json`;
  await mkdir(LOGS, { recursive: true });
  await rm(countsFile, { force: true });
  const { code, output } = await execute(step, `${base}.log`, countsFile);
  const seconds = (performance.now() - start) / 1000;
  if (step.kind === 'check') {
    if (code !== 0) process.stdout.write(output);
    const failed = code === 0 ? 0 : 1;
    return {
      name: step.name,
      ...{ passed: 1 - failed, failed, skipped: [], retried: [], problems: [] },
      seconds,
    };
  }
  const counts = (await countsIn(countsFile)) ?? countsPrinted(output);
  return { name: step.name, ...judged(counts, code, output, step.name), seconds };
}

/**
 * @typedef {Pick<Result, 'passed' | 'failed' | 'skipped' | 'retried'>} Counts
 *
 * @param {Counts} counts
 * @param {number | null} code
 * @param {string} output
 * @param {string} name
 * @returns {Counts & { problems: string[] }}
 */
export function judged(counts, code, output, name) {
  const { passed, failed, skipped, retried } = counts;
  if (passed + failed === 0 && code === COULD_NOT_RUN) {
    const why = output.trimEnd().split('\n').at(-1) ?? '';
    return {
      ...{ passed: 0, failed: 0, retried, problems: [] },
      skipped: [`${name} (all of it): ${why}`],
    };
  }
  // A suite that dies half-way, or finds no test, must not pass for one that is green.
  if (passed + failed === 0) {
    return {
      passed,
      failed: 1,
      skipped,
      retried,
      problems: [`no test of it ran (exit status ${code})`],
    };
  }
  if (failed === 0 && code !== 0) {
    return {
      passed,
      failed: 1,
      skipped,
      retried,
      problems: [`exit status ${code} after its tests`],
    };
  }
  return { passed, failed, skipped, retried, problems: [] };
}

/**
 * @param {Step} step
 * @param {string} logFile
 * @param {string} countsFile
 * @returns {Promise<{ code: number | null, output: string }>}
 */
function execute({ command, kind, env }, logFile, countsFile) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, command, {
      cwd: PROJECT,
      timeout: LIMIT_MS,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : {}),
        AWAIT_LENS_COUNTS: countsFile,
        ...env,
      },
    });
    const log = createWriteStream(logFile);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', (text) => {
        output += text;
        log.write(text);
        if (kind === 'suite') process.stdout.write(text);
      });
    }
    child.once('error', reject);
    child.once('close', (code) => log.end(() => resolve({ code, output })));
  });
}

/**
 * The counts that a suite left in a file; one that never tries again need not say so. Undefined where there are none.
 *
 * @param {string} file
 * @returns {Promise<Counts | undefined>}
 */
export async function countsIn(file) {
  try {
    return { retried: [], ...JSON.parse(await readFile(file, 'utf8')) };
  } catch {
    return undefined;
  }
}

/**
 * The counts in what mocha's reporters print, all runs of one suite together; it names no skipped test.
 *
 * @param {string} output
 * @returns {Counts}
 */
export function countsPrinted(output) {
  const sum = { passing: 0, failing: 0, pending: 0 };
  const plain = stripVTControlCharacters(output);
  const lines = plain.matchAll(/^\s*(\d+) (passing|failing|pending)\b/gm);
  for (const [, count, what] of lines) sum[/** @type {keyof sum} */ (what)] += Number(count);
  return {
    passed: sum.passing,
    failed: sum.failing,
    skipped: Array.from({ length: sum.pending }, () => 'a pending test'),
    retried: plain
      .split(/\r?\n/)
      .filter((line) => line.startsWith(RETRIED))
      .map((line) => line.slice(RETRIED.length)),
  };
}
