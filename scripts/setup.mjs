// @ts-check
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT } from './vscode/cache.mjs';
import { npm } from './vscode/npm.mjs';

/**
 * Installs the packages of package-lock.json if node_modules does not hold exactly them. Needs nothing
 * but Node and npm, so that it can run first in a fresh clone.
 *
 * @throws {Error} if npm fails, with its output
 */
export async function ensureInstalled() {
  if (await isInstalled()) return;
  console.log('Installing the packages of package-lock.json (npm ci) ...');
  await npm(PROJECT, ['ci']);
}

/** npm keeps, inside node_modules, a lockfile of what it put there: the two are compared, not their dates. */
async function isInstalled() {
  const wanted = await packagesOf('package-lock.json');
  const present = await packagesOf('node_modules/.package-lock.json');
  return Object.entries(wanted).every(
    ([name, { version, optional }]) =>
      name === '' || present[name]?.version === version || (optional && !(name in present)),
  );
}

/**
 * @param {string} lockfile
 * @returns {Promise<Record<string, { version?: string, optional?: boolean }>>} empty if it is not there
 */
async function packagesOf(lockfile) {
  try {
    return JSON.parse(await readFile(path.join(PROJECT, lockfile), 'utf8')).packages ?? {};
  } catch {
    return {};
  }
}
