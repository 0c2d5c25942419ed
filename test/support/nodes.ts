import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** A Node that a test can run programs with. */
export interface NodeRuntime {
  readonly path: string;
  /** `22.23.3`. */
  readonly version: string;
  readonly major: number;
}

/** The versions that recordings are tested with, as `scripts/nodes.mjs` installs them. */
export const testedMajors = [20, 22, 24, 26] as const;

const cache = path.join(__dirname, '../../.cache/nodes');

/** The Node that runs the tests and those of `npm run nodes`; `missing` says which are not there. */
export function findNodes(): { readonly nodes: NodeRuntime[]; readonly missing: number[] } {
  const candidates = [
    process.execPath,
    ...testedMajors.map((major) => path.join(cache, String(major), 'package/bin/node')),
  ].filter((file) => existsSync(file));
  const nodes: NodeRuntime[] = [];
  for (const file of candidates) {
    const version = execFileSync(file, ['-p', 'process.versions.node'], {
      encoding: 'utf8',
    }).trim();
    const major = Number(version.split('.')[0]);
    if (!nodes.some((node) => node.major === major)) nodes.push({ path: file, version, major });
  }
  nodes.sort((a, b) => a.major - b.major);
  const missing = testedMajors.filter((major) => !nodes.some((node) => node.major === major));
  return { nodes, missing };
}
