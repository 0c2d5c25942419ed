// @ts-check

/**
 * Runs the built in-editor suite in one version of VS Code: `node scripts/test/in-editor.mjs 1.139`.
 * In desktop VS Code where it can be had, else in the embedded one. Opens a copy of samples/, which the
 * tests may change.
 */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runTests } from '@vscode/test-electron';
import { PROJECT } from '../vscode/cache.mjs';
import { desktopEditor } from '../vscode/desktop.mjs';
import { EDITORS } from '../vscode/versions.mjs';

const version = /** @type {import('../vscode/versions.mjs').EditorVersion} */ (process.argv[2]);
const desktop = await desktopEditor(version);
const windows = process.platform === 'win32';
const launcher = path.join(PROJECT, 'scripts', 'vscode', windows ? 'launcher.cmd' : 'launcher.mjs');
const { vscode } = EDITORS[version];
console.log(
  'executable' in desktop
    ? `Desktop VS Code ${vscode}`
    : `Embedded VS Code ${vscode} (no desktop one: ${desktop.missing})`,
);
const temporary = await mkdtemp(path.join(tmpdir(), 'await-lens-'));
try {
  const folder = path.join(temporary, 'samples');
  await cp(path.join(PROJECT, 'samples'), folder, { recursive: true });
  await runTests({
    vscodeExecutablePath: 'executable' in desktop ? desktop.executable : launcher,
    extensionDevelopmentPath: PROJECT,
    extensionTestsPath: path.join(PROJECT, 'out', 'test', 'editor', 'index.js'),
    launchArgs: [
      folder,
      `--user-data-dir=${path.join(temporary, 'data')}`,
      `--extensions-dir=${path.join(temporary, 'extensions')}`,
    ],
    extensionTestsEnv: { EMBEDDED_VSCODE: version },
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  await rm(temporary, { recursive: true, force: true, maxRetries: 5 });
}
