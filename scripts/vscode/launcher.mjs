#!/usr/bin/env node
// @ts-check

/**
 * Stands in for desktop VS Code: takes its command-line flags, runs the extension tests they name in the
 * embedded editor, in a real browser without a window, and exits with the tests' status. So
 * `@vscode/test-electron` can start it as its `vscodeExecutablePath`.
 *
 * Understands `--extensionDevelopmentPath=`, `--extensionTestsPath=`, `--user-data-dir=`,
 * `--extensions-dir=`, `--disable-workspace-trust` and a folder; other flags do not concern a browser.
 * Two variables choose the rest: EMBEDDED_VSCODE is the version (see versions.mjs), and
 * EMBEDDED_VSCODE_LIMIT_S how long everything may take, in seconds (600).
 */
import path from 'node:path';
import { format, parseArgs } from 'node:util';
import { isOwnNoise } from './noise.mjs';
import { launchBrowser } from './browser.mjs';
import { atEnd, endAll, endOnSignals } from './processes.mjs';
import { startServer } from './server.mjs';
import { EDITORS, NEWEST_EDITOR } from './versions.mjs';
import { workbenchAddress } from './workbench.mjs';

const START_LIMIT_MS = 90_000;

/** The status for "the tests could not be run", as desktop VS Code has it. */
const NOT_RUN = 1;

endOnSignals();
const status = await main().catch((error) => {
  console.error(error instanceof Error ? error.message : error);
  return NOT_RUN;
});
await endAll();
process.exit(status);

/** @returns {Promise<number>} the tests' exit status */
async function main() {
  const { values, positionals } = parseArgs({
    strict: false,
    allowPositionals: true,
    options: {
      extensionDevelopmentPath: { type: 'string' },
      extensionTestsPath: { type: 'string' },
      'user-data-dir': { type: 'string' },
      'extensions-dir': { type: 'string' },
      'disable-workspace-trust': { type: 'boolean' },
    },
  });
  const { extensionTestsPath: tests } = values;
  if (typeof tests !== 'string') {
    throw new Error('The embedded editor runs extension tests: give --extensionTestsPath=FILE.');
  }
  return runTests(tests, values, positionals[0]);
}

/**
 * @param {string} tests
 * @param {Record<string, unknown>} values
 * @param {string | undefined} folder
 * @returns {Promise<number>}
 */
async function runTests(tests, values, folder) {
  const { promise: ended, resolve: end } = promiseOfStatus();
  let over = false;
  const fail = (/** @type {string} */ why) => {
    if (!over) {
      console.error(why);
      end(NOT_RUN);
    }
  };
  void ended.then(() => (over = true));
  const limitSeconds = Number(process.env['EMBEDDED_VSCODE_LIMIT_S'] ?? 600);
  setTimeout(() => fail(`The tests did not end within ${limitSeconds} s.`), limitSeconds * 1000);
  const server = await startServer({
    version: chosenVersion(),
    workspaceTrust: values['disable-workspace-trust'] !== true,
    ...stringOption('dataFolder', values['user-data-dir']),
    ...stringOption('extensionsFolder', values['extensions-dir']),
  });
  const browser = await launchBrowser();
  atEnd(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.exposeFunction('codeAutomationLog', log);
  await page.exposeFunction('codeAutomationExit', end);
  page.on('crash', () => fail('The page of the editor crashed.'));
  browser.on('disconnected', () => fail('The browser ended.'));
  void server.ended.then(() => fail(`The editor's server ended:\n${server.log()}`));
  const address = workbenchAddress(server, {
    tests,
    ...stringOption('extension', values['extensionDevelopmentPath']),
    ...stringOption('folder', folder),
  });
  await page.goto(address, { timeout: START_LIMIT_MS });
  await page.locator('.monaco-workbench').waitFor({ timeout: START_LIMIT_MS });
  return ended;
}

/**
 * Prints what the extension host logged, mocha's lines included.
 *
 * @param {string} type a method of `console`
 * @param {unknown[]} args
 */
function log(type, args) {
  const text = format(...args);
  if (!isOwnNoise(text)) {
    const stream = type === 'error' || type === 'warn' ? process.stderr : process.stdout;
    stream.write(`${text}\n`);
  }
}

function chosenVersion() {
  const version = process.env['EMBEDDED_VSCODE'] ?? NEWEST_EDITOR;
  if (!(version in EDITORS)) {
    throw new Error(`EMBEDDED_VSCODE is one of ${Object.keys(EDITORS).join(', ')}.`);
  }
  return /** @type {import('./versions.mjs').EditorVersion} */ (version);
}

/**
 * An optional path, absent if the flag was not given.
 *
 * @param {'dataFolder' | 'extensionsFolder' | 'extension' | 'folder'} name
 * @param {unknown} value
 */
function stringOption(name, value) {
  return typeof value === 'string' ? { [name]: path.resolve(value) } : {};
}

function promiseOfStatus() {
  /** @type {(status: number) => void} */
  let resolve = () => {};
  /** @type {Promise<number>} */
  const promise = new Promise((resolver) => (resolve = resolver));
  return { promise, resolve };
}
