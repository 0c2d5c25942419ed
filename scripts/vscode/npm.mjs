// @ts-check
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { end, start } from './processes.mjs';

const INSTALL_LIMIT_MS = 10 * 60_000;

/**
 * Installs one package with its dependencies into a folder that holds nothing else. No install script
 * is run.
 *
 * @param {string} folder
 * @param {{ package: string, version: string }} what
 * @returns {Promise<string>} the package's own folder
 */
export async function installPackage(folder, what) {
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ private: true, dependencies: { [what.package]: what.version } }),
  );
  await npm(folder, ['install', '--ignore-scripts']);
  return path.join(folder, 'node_modules', what.package);
}

/**
 * Runs npm in a folder.
 *
 * @param {string} folder
 * @param {readonly string[]} args
 * @throws {Error} with npm's own output if it fails or takes more than ten minutes
 */
export async function npm(folder, args) {
  const quiet = ['--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  // code-server names the Node version of its own launcher, which is not used here.
  const all = [...args, '--prefix', folder, '--engine-strict=false', ...quiet];
  const script = process.env['npm_execpath'];
  /** @type {import('node:child_process').SpawnOptions} */
  const options = { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] };
  const child =
    script && /\bnpm-cli\.c?js$/.test(script)
      ? start(process.execPath, [script, ...all], options)
      : start('npm', all, { ...options, shell: process.platform === 'win32' });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  const limit = setTimeout(() => void end(child), INSTALL_LIMIT_MS);
  /** @type {number | null} */
  const code = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearTimeout(limit);
  await end(child, 0);
  if (code !== 0) {
    throw new Error(`npm ${args.join(' ')} failed in ${folder} (${code ?? 'stopped'}):\n${output}`);
  }
}
