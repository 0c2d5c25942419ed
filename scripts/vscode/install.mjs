// @ts-check
import path from 'node:path';
import { cached } from './cache.mjs';
import { installPackage, npm } from './npm.mjs';
import { EDITORS, NODE_24_PACKAGES } from './versions.mjs';

/**
 * @typedef {{ node: string, server: string, vscode: string }} InstalledEditor
 *   `node`: the Node that runs it; `server`: its entry file; `vscode`: its full version
 */

/**
 * Makes sure that an editor and the Node it needs are in the cache.
 *
 * @param {import('./versions.mjs').EditorVersion} version
 * @returns {Promise<InstalledEditor>}
 */
export async function installEditor(version) {
  const editor = EDITORS[version];
  const [folder, node] = await Promise.all([
    cached(
      `${editor.package}-${editor.version}`,
      `VS Code ${editor.vscode} (${editor.package} ${editor.version})`,
      async (partial) => {
        // The package carries VS Code built, but leaves its dependencies to a script for compiling them.
        // The workbench and the extension host need none of the compiled ones.
        const root = path.join(await installPackage(partial, editor), 'lib', 'vscode');
        const args = ['install', '--omit=dev', '--ignore-scripts'];
        await npm(root, args);
        await npm(path.join(root, 'extensions'), args);
      },
    ),
    editor.needsNode === null ? process.execPath : nodeOf(editor.needsNode),
  ]);
  const root = path.join(folder, 'node_modules', editor.package, 'lib', 'vscode');
  return { node, server: path.join(root, 'out', 'server-main.js'), vscode: editor.vscode };
}

/**
 * The machine's own Node if it has the version asked for, else one from the npm registry.
 *
 * @param {number} major
 * @returns {Promise<string>} the path of the executable
 */
async function nodeOf(major) {
  if (Number(process.versions.node.split('.')[0]) === major) {
    return process.execPath;
  }
  const what = NODE_24_PACKAGES[`${process.platform}-${process.arch}`];
  if (!what) {
    throw new Error(
      `The embedded editor needs Node ${major}, and there is no package of it for ` +
        `${process.platform} on ${process.arch}. Install Node ${major} and run this again with it.`,
    );
  }
  const folder = await cached(
    `${what.package}-${what.version}`,
    `Node ${what.version}`,
    async (partial) => void (await installPackage(partial, what)),
  );
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  return path.join(folder, 'node_modules', what.package, 'bin', executable);
}
