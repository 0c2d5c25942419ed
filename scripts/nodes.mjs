/**
 * Fetches the Nodes that recordings are tested with from the npm registry into .cache/nodes: `npm run nodes`. The one that
 * runs this is used as it is.
 */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname ?? '.', '../.cache/nodes');
const wanted = { 20: '20.20.2', 22: '22.23.3', 24: '24.21.0', 26: '26.10.0' };

for (const [major, version] of Object.entries(wanted)) {
  const folder = path.join(root, major);
  if (
    process.versions.node.startsWith(`${major}.`) ||
    existsSync(path.join(folder, 'package/bin/node'))
  )
    continue;
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}@${version}`;
  mkdirSync(folder, { recursive: true });
  try {
    const packed = execFileSync('npm', ['pack', '--silent', '--pack-destination', folder, name], {
      encoding: 'utf8',
    }).trim();
    execFileSync('tar', ['xzf', packed, '-C', '.'], { cwd: folder });
    rmSync(path.join(folder, packed));
    console.log(`${name}: in ${folder}`);
  } catch (error) {
    console.log(`${name}: not to be had (${String(error).split('\n')[0]})`);
  }
}
