// @ts-check

/**
 * `npm run test:editor`: builds, then tests the extension in the oldest and the newest VS Code, from
 * inside (test/editor, through `@vscode/test-electron`) and as a user with mouse and keyboard (test/user,
 * through a browser). `-- 1.139` runs one version only, `-- --inside` or `-- --user` one suite only.
 *
 * Exits with 1 if a test failed or a suite ran none, with 77 if there is no editor and none can be got.
 */
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { countsPrinted } from './test/step.mjs';
import { findBrowser } from './vscode/browser.mjs';
import { PROJECT } from './vscode/cache.mjs';
import { installEditor } from './vscode/install.mjs';
import { end, endOnSignals, start } from './vscode/processes.mjs';
import { EDITORS } from './vscode/versions.mjs';

const RUN_LIMIT_MS = 12 * 60_000;
const COULD_NOT_RUN = 77;

/** @type {Readonly<Record<'inside' | 'user', { title: string, command: (version: string) => string[] }>>} */
const SUITES = {
  inside: {
    title: 'in the extension host',
    command: (version) => ['scripts/test/in-editor.mjs', version],
  },
  user: {
    title: 'as a user',
    command: () => [
      ...['node_modules/mocha/bin/mocha.js', '--reporter', 'scripts/test/reporter.mjs'],
      ...['--config', 'test/user/.mocharc.json'],
    ],
  },
};

endOnSignals();
process.exitCode = await main();

/** @returns {Promise<number>} */
async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { inside: { type: 'boolean' }, user: { type: 'boolean' } },
  });
  const versions = /** @type {import('./vscode/versions.mjs').EditorVersion[]} */ (
    Object.keys(EDITORS)
      .filter((version) => positionals.length === 0 || positionals.includes(version))
      .sort()
  );
  const both = !values.inside && !values.user;
  const suites = /** @type {const} */ (['inside', 'user']).filter((name) => both || values[name]);
  try {
    await Promise.all([findBrowser(), ...versions.map(installEditor)]);
  } catch (error) {
    console.error(error);
    console.log(`There is no editor to test in: ${firstLine(error)}`);
    return COULD_NOT_RUN;
  }
  // A test that was deleted must not run on, as built some time ago.
  await rm(path.join(PROJECT, 'out', 'test'), { recursive: true, force: true });
  if ((await run(['esbuild.js'], {})).code !== 0) {
    return 1;
  }
  /** @type {string[]} */
  const summary = [];
  let good = true;
  for (const version of versions) {
    for (const name of suites) {
      const suite = SUITES[name];
      const title = `VS Code ${EDITORS[version].vscode}, ${suite.title}`;
      console.log(`\n-- ${title}`);
      const { code, output } = await run(suite.command(version), { EMBEDDED_VSCODE: version });
      const { passed, failed, skipped } = countsPrinted(output);
      // A suite that finds no test, or dies after some, must not pass for one that is green.
      const bad = passed === 0 || failed > 0 || code !== 0;
      good &&= !bad;
      summary.push(
        `${title}: ${passed} passed, ${failed} failed` +
          (skipped.length > 0 ? `, ${skipped.length} skipped` : '') +
          (bad && failed === 0 ? ` (exit status ${code ?? 'none: it took too long'})` : ''),
      );
    }
  }
  console.log(`\n${summary.join('\n')}`);
  return good ? 0 : 1;
}

/**
 * Runs a Node program, showing and returning what it prints. It is ended if it takes too long.
 *
 * @param {readonly string[]} command
 * @param {Readonly<Record<string, string>>} env
 * @returns {Promise<{ code: number | null, output: string }>}
 */
async function run(command, env) {
  const child = start(process.execPath, command, {
    cwd: PROJECT,
    stdio: ['ignore', 'pipe', 'pipe'],
    // The counts of all runs together are what a caller wants, not those of the last one.
    env: { ...process.env, ...env, AWAIT_LENS_COUNTS: '' },
  });
  let output = '';
  const show = (/** @type {Buffer} */ chunk) => {
    output += chunk;
    process.stdout.write(chunk);
  };
  child.stdout?.on('data', show);
  child.stderr?.on('data', show);
  const limit = setTimeout(() => void end(child), RUN_LIMIT_MS);
  /** @type {number | null} */
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearTimeout(limit);
  await end(child, 0);
  return { code, output };
}

/** @param {unknown} error */
function firstLine(error) {
  return String(error instanceof Error ? error.message : error).split('\n')[0] ?? '';
}
