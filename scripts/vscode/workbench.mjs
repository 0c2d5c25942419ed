// @ts-check
import path from 'node:path';

/**
 * @typedef {object} WorkbenchOptions
 * @property {string} [folder] the folder to open, absolute; without one, an empty window
 * @property {string} [extension] the folder of the extension under development, absolute; the
 *   embedded editor takes one
 * @property {string} [tests] the module of extension tests to run, absolute
 * @property {string} [openFile] a file to open at once, absolute
 */

/**
 * The address that opens a workbench of an embedded editor: everything that desktop VS Code takes as
 * command-line flags goes into its `payload`.
 *
 * @param {{ host: string }} server
 * @param {WorkbenchOptions} options
 */
export function workbenchAddress(server, options) {
  const remote = (/** @type {string} */ file) => `vscode-remote://${server.host}${uriPath(file)}`;
  const payload = [
    ...(options.extension ? [['extensionDevelopmentPath', remote(options.extension)]] : []),
    ...(options.tests ? [['extensionTestsPath', remote(options.tests)]] : []),
    ...(options.openFile ? [['openFile', remote(options.openFile)]] : []),
    ['skipWelcome', 'true'],
    ['skipReleaseNotes', 'true'],
  ];
  const query = new URLSearchParams({
    ...(options.folder === undefined ? { ew: 'true' } : { folder: uriPath(options.folder) }),
    payload: JSON.stringify(payload),
  });
  return `http://${server.host}/?${query}`;
}

/**
 * The path part of a file's URI: `/c:/folder` for `C:\folder`.
 *
 * @param {string} file
 */
function uriPath(file) {
  const slashes = path.resolve(file).replaceAll('\\', '/');
  return slashes.startsWith('/') ? slashes : `/${slashes}`;
}
