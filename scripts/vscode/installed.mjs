// @ts-check
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { hasDisplay } from './display.mjs';

const ANSWER_LIMIT_MS = 15_000;
const OLDEST = [1, 100];

/**
 * The VS Code that is installed on this machine, if its window could be shown and it is new enough.
 *
 * @returns {Promise<{ command: string, version: string } | undefined>}
 */
export async function findInstalledCode() {
  const command = hasDisplay() ? onPath(process.platform === 'win32' ? 'code.cmd' : 'code') : null;
  if (!command) {
    return undefined;
  }
  const windows = process.platform === 'win32';
  /** @type {string} */
  const output = await new Promise((resolve) => {
    const options = { timeout: ANSWER_LIMIT_MS, shell: windows };
    execFile(windows ? `"${command}"` : command, ['--version'], options, (_error, stdout) =>
      resolve(String(stdout)),
    );
  });
  const version = /^\d+\.\d+\.\d+/.exec(output)?.[0];
  const [major = 0, minor = 0] = (version ?? '').split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  const newEnough = major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
  return version !== undefined && newEnough ? { command, version } : undefined;
}

/**
 * Opens an address in the user's default browser.
 *
 * @param {string} address
 * @returns {Promise<boolean>} false if there is no display or nothing that opens it
 */
export async function openInBrowser(address) {
  if (!hasDisplay()) {
    return false;
  }
  const [command, ...args] =
    process.platform === 'win32'
      ? ['rundll32', 'url.dll,FileProtocolHandler', address]
      : [process.platform === 'darwin' ? 'open' : 'xdg-open', address];
  const opener = spawn(command ?? '', args, { stdio: 'ignore', detached: true });
  opener.unref();
  return new Promise((resolve) => {
    opener.once('error', () => resolve(false));
    opener.once('exit', (code) => resolve(code === 0));
    // Some openers stay for as long as the browser does.
    setTimeout(() => resolve(true), 5000).unref();
  });
}

/** @param {string} name */
function onPath(name) {
  return (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, name))
    .find((file) => existsSync(file));
}
