// @ts-check

/**
 * `npm start`: sets up what is missing, builds, and opens the extension on samples/ in a real editor: the
 * installed VS Code if there is one and a display, else the embedded one in the default browser, or,
 * without a display, in one without a window. `-- --embedded` always takes the embedded one.
 *
 * Says "ready" when the extension is active and the sample's lenses are there. Ctrl-C ends everything.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled } from './setup.mjs';
import { PROJECT } from './vscode/cache.mjs';
import { endAll, endOnSignals, start } from './vscode/processes.mjs';
import { listenForReady } from './vscode/ready.mjs';

const READY_LIMIT_MS = 120_000;
const SAMPLES = path.join(PROJECT, 'samples');
const SAMPLE = path.join(SAMPLES, 'python', 'coffee_shop.py');
const READY_HELPER = path.join(PROJECT, 'scripts', 'vscode', 'ready');

endOnSignals(() => console.log('\nEnding the editor ...'));
main().catch(async (error) => {
  console.error(error instanceof Error ? error.message : error);
  await endAll();
  process.exit(1);
});

async function main() {
  const { values } = parseArgs({ options: { embedded: { type: 'boolean' } } });
  await ensureInstalled();
  console.log('Building ...');
  const build = spawnSync(process.execPath, ['esbuild.js'], { cwd: PROJECT, stdio: 'inherit' });
  if (build.status !== 0) {
    throw new Error('The extension did not build.');
  }
  const { port, ready } = await listenForReady();
  const env = { AWAIT_LENS_READY_PORT: String(port) };
  // These need the installed packages, which a fresh clone did not have a moment ago.
  const { findInstalledCode } = await import('./vscode/installed.mjs');
  const code = values.embedded ? undefined : await findInstalledCode();
  const watched = code === undefined ? await openEmbedded(env) : openInstalled(code, env);
  const limit = setTimeout(() => {
    console.log('The extension has shown nothing yet.');
    if (!watched) {
      void endAll().then(() => process.exit(1));
    }
  }, READY_LIMIT_MS);
  const { editor, file, lenses } = await ready;
  clearTimeout(limit);
  console.log(`ready: Await Lens is active in VS Code ${editor}: ${lenses} lenses in ${file}.`);
  console.log('Press Ctrl-C to end.');
}

/**
 * @param {{ command: string, version: string }} code
 * @param {Readonly<Record<string, string>>} env
 * @returns {boolean} whether a person sees the editor
 */
function openInstalled(code, env) {
  console.log(`Opening VS Code ${code.version} (${code.command}) ...`);
  const args = [
    ...['--new-window', '--wait', '--disable-workspace-trust', '--skip-welcome'],
    // An instance of its own: it does not touch, and can be ended without, the user's windows.
    ...['--user-data-dir', path.join(PROJECT, '.cache', 'start')],
    ...[PROJECT, READY_HELPER].map((folder) => `--extensionDevelopmentPath=${folder}`),
    ...[SAMPLES, '--goto', SAMPLE],
  ];
  const windows = process.platform === 'win32';
  const child = start(
    windows ? `"${code.command}"` : code.command,
    windows ? args.map((argument) => `"${argument}"`) : args,
    { env: { ...process.env, ...env }, stdio: 'ignore', shell: windows },
  );
  child.once('exit', () => {
    console.log('The window is closed.');
    void endAll().then(() => process.exit(0));
  });
  return true;
}

/**
 * @param {Readonly<Record<string, string>>} env
 * @returns {Promise<boolean>} whether a person sees the editor
 */
async function openEmbedded(env) {
  const { openInBrowser } = await import('./vscode/installed.mjs');
  const { startServer } = await import('./vscode/server.mjs');
  const { NEWEST_EDITOR } = await import('./vscode/versions.mjs');
  const { workbenchAddress } = await import('./vscode/workbench.mjs');
  const server = await startServer({
    version: NEWEST_EDITOR,
    env,
    install: [READY_HELPER],
    // As if it were installed: an extension under development would need the editor's test driver,
    // which keeps its notifications out of sight.
    link: PROJECT,
    testDriver: false,
  });
  void server.ended.then(async () => {
    console.error(`The editor's server ended:\n${server.log()}`);
    await endAll();
    process.exit(1);
  });
  const address = workbenchAddress(server, {
    folder: SAMPLES,
    openFile: SAMPLE,
  });
  console.log(`VS Code ${server.vscode} is at ${address}`);
  if (await openInBrowser(address)) {
    return true;
  }
  console.log(
    'There is no display: opening it in a browser without a window, to see that it works.',
  );
  const { launchBrowser } = await import('./vscode/browser.mjs');
  const { atEnd } = await import('./vscode/processes.mjs');
  const browser = await launchBrowser();
  atEnd(() => browser.close());
  await (await browser.newPage()).goto(address);
  return false;
}
