// @ts-check
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { atEnd, end, start } from './processes.mjs';
import { installEditor } from './install.mjs';

const START_LIMIT_MS = 60_000;

/**
 * @typedef {object} ServerOptions
 * @property {import('./versions.mjs').EditorVersion} version
 * @property {Readonly<Record<string, unknown>>} [settings] the user's settings, over {@link QUIET_SETTINGS}
 * @property {string} [dataFolder] kept; without it, a temporary one that is removed at the end
 * @property {string} [extensionsFolder] where installed extensions are; without it, a temporary one
 * @property {readonly string[]} [install] folders of further extensions to put there
 * @property {string} [link] the folder of an extension to use where it stands, as if it were installed
 * @property {boolean} [workspaceTrust] false, the default, trusts every folder; true asks, as VS Code does
 * @property {boolean} [testDriver] true, the default, lets the page's address name an extension under
 *   development and its tests; the workbench then shows notifications in its list only, never as a toast
 * @property {Readonly<Record<string, string | undefined>>} [env] for the extension host
 *
 * @typedef {object} Server
 * @property {string} host host and port, as in the page's address
 * @property {string} vscode the full version
 * @property {() => string} log the last of what it printed
 * @property {Readonly<Record<string, unknown>>} settings the user's settings it was started with
 * @property {Promise<void>} ended fulfilled when it has ended, for whatever reason but `close`
 * @property {() => Promise<void>} close
 */

/** What would lie over the editor or change from run to run is switched off. */
const QUIET_SETTINGS = {
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.commandCenter': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/**
 * Starts the embedded editor's server on 127.0.0.1, on a free port. It ends with this process.
 *
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  const editor = await installEditor(options.version);
  const temporary = await mkdtemp(path.join(tmpdir(), 'embedded-vscode-'));
  const data = options.dataFolder ?? path.join(temporary, 'data');
  const extensions = options.extensionsFolder ?? path.join(temporary, 'extensions');
  const settings = { ...QUIET_SETTINGS, ...options.settings };
  await mkdir(extensions, { recursive: true });
  await Promise.all([
    writeSettings(data, settings),
    ...(options.install ?? []).map((folder) =>
      cp(folder, path.join(extensions, path.basename(folder)), { recursive: true }),
    ),
    ...(options.link === undefined
      ? []
      : [symlink(options.link, path.join(extensions, path.basename(options.link)), 'junction')]),
  ]);
  const args = [
    editor.server,
    ...['--host', '127.0.0.1', '--port', '0', '--without-connection-token'],
    ...['--accept-server-license-terms', '--telemetry-level', 'off'],
    ...['--server-data-dir', data, '--extensions-dir', extensions],
    // Without this, a built workbench ignores an extension under development.
    ...(options.testDriver === false ? [] : ['--enable-smoke-test-driver']),
    ...(options.workspaceTrust ? [] : ['--disable-workspace-trust']),
  ];
  const child = start(editor.node, args, {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  let closed = false;
  const close = async () => {
    if (!closed) {
      closed = true;
      await end(child, 500);
      await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
    }
  };
  atEnd(close);
  /** @type {string} */
  const port = await new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ why) =>
      reject(new Error(`The server of VS Code ${editor.vscode} ${why}:\n${log}`));
    const limit = setTimeout(() => fail('did not start in time'), START_LIMIT_MS);
    const read = (/** @type {Buffer} */ chunk) => {
      log += chunk;
      const listening = /Extension host agent listening on (\d+)/.exec(log)?.[1];
      if (listening) {
        clearTimeout(limit);
        resolve(listening);
      }
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`ended with ${code}`));
  }).catch(async (error) => {
    await close();
    throw error;
  });
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => {
    child.once('exit', () => closed || resolve());
  });
  return {
    host: `127.0.0.1:${port}`,
    vscode: editor.vscode,
    log: () => log.slice(-2000),
    ended,
    settings,
    close,
  };
}

/**
 * @param {string} data the server's data folder
 * @param {Readonly<Record<string, unknown>>} settings
 */
async function writeSettings(data, settings) {
  const folder = path.join(data, 'data', 'User');
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, 'settings.json'),
    JSON.stringify({ ...QUIET_SETTINGS, ...settings }),
  );
}
