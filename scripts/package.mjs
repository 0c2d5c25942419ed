// @ts-check
/** `npm run package`: builds for production and packs await-lens-VERSION.vsix; prints its size. */

import { execFileSync } from 'node:child_process';
import { readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { PROJECT } from './vscode/cache.mjs';

/** Bytes. */
const limit = 2_000_000;

const { name, version } = JSON.parse(await readFile(path.join(PROJECT, 'package.json'), 'utf8'));
const packagePath = path.join(PROJECT, `${name}-${version}.vsix`);

// What an older build left behind must not be packed.
await rm(path.join(PROJECT, 'dist'), { recursive: true, force: true });
run('esbuild.js', '--production');
run(
  'node_modules/@vscode/vsce/vsce',
  'package',
  '--no-dependencies',
  // There is no public repository that links and pictures of the README could be made to point to.
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
  '--out',
  packagePath,
);

const { size } = await stat(packagePath);
console.log(`${path.basename(packagePath)}: ${(size / 1000).toFixed(1)} kB`);
if (size > limit) {
  console.error(`That is more than the limit of ${limit / 1000} kB.`);
  process.exitCode = 1;
}

/** @param {...string} command a script of this project or its packages, and its arguments */
function run(...command) {
  execFileSync(process.execPath, command, { cwd: PROJECT, stdio: 'inherit' });
}
