import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** A CPython, new enough to judge Python sources of every version by its own `ast`. */
export interface Python {
  readonly path: string;
  /** `3.13.0` */
  readonly version: string;
}

/** The CPythons from `oldest` on that pyenv or the PATH offers, each release once, oldest first. */
export function findPythons(oldest = '3.11'): Python[] {
  const found = new Map<string, Python>();
  for (const path of candidates()) {
    const version = versionOf(path, oldest);
    if (version !== undefined && !found.has(version)) found.set(version, { path, version });
  }
  return [...found.values()].sort((a, b) => order(a.version) - order(b.version));
}

function candidates(): string[] {
  const pyenv = join(process.env.PYENV_ROOT ?? join(homedir(), '.pyenv'), 'versions');
  const versions = existsSync(pyenv) ? readdirSync(pyenv) : [];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['python3', 'python', ...Array.from({ length: 10 }, (_, n) => `python3.${8 + n}`)];
  return [
    ...versions.map((version) => join(pyenv, version, 'bin', 'python')),
    ...folders.flatMap((folder) => names.map((name) => join(folder, name))),
  ].filter((path) => existsSync(path));
}

function versionOf(path: string, oldest: string): string | undefined {
  const script = 'import platform as p; print(p.python_implementation(), p.python_version())';
  try {
    const output = execFileSync(path, ['-c', script], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [name, version = ''] = output.trim().split(' ');
    return name === 'CPython' && order(version) >= order(oldest) ? version : undefined;
  } catch {
    // A shim of pyenv's, say, for a release that is not chosen here.
    return undefined;
  }
}

function order(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map((part) => Number.parseInt(part));
  return (major * 1000 + minor) * 1000 + patch;
}
