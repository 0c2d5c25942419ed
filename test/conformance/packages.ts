/**
 * Real code to explain. What is not on this machine is fetched once into `.cache/explain`: packages of Debian's by `apt-get
 * download`, without installing them, and packages of npm's by `npm pack`, of pinned versions, with what they depend on. What
 * cannot be had is named.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { languageIdOfFile } from '../../src/core/language';
import { findPythons } from '../support/pythons';

/** Code of one origin. */
export interface Corpus {
  readonly title: string;
  readonly folder: string;
  /** Where its absolute imports are looked for. */
  readonly roots: readonly string[];
}

const cache = join(__dirname, '../../.cache/explain');

/** Packages of Debian's, with the module of each. */
const debian: Readonly<Record<string, string>> = {
  'python3-aiohttp': 'aiohttp',
  'python3-httpx': 'httpx',
  'python3-starlette': 'starlette',
  'python3-anyio': 'anyio',
  'python3-asyncpg': 'asyncpg',
  'python3-redis': 'redis',
  'python3-discord': 'discord',
};

/** Packages of npm's that ship readable source with awaits; after them what their users install beside them, as drivers. */
const npm: readonly string[] = [
  'openai@4.76.0',
  'mongodb@6.11.0',
  '@trpc/server@10.45.2',
  '@tanstack/query-core@5.62.0',
  'vite@6.0.0',
  'undici@6.21.0',
  'pacote@20.0.0',
  '@npmcli/arborist@8.0.0',
  'got@14.4.5',
  'fastify@5.1.0',
  'pg@8.13.1',
  'knex@3.1.0 better-sqlite3@9.6.0 mysql2@3.11.5 oracledb@6.7.0 pg@8.13.1 sqlite3@5.1.7 tedious@18.6.1',
];

/** Only what its users get too, and no script of any package is run. */
const dependenciesOnly = [
  '--omit=dev',
  '--omit=peer',
  '--ignore-scripts',
  '--no-audit',
  '--no-fund',
  '--no-package-lock',
];

const largest = 400_000;

/** The sources in a folder and those below it, in order. */
export function* sourcesIn(folder: string, depth = 0): Generator<string> {
  if (depth > 12) return;
  for (const name of readdirSync(folder).sort()) {
    const path = join(folder, name);
    const status = statSync(path, { throwIfNoEntry: false });
    if (name === 'node_modules') continue;
    if (status?.isDirectory()) yield* sourcesIn(path, depth + 1);
    else if (status && status.size < largest && isSource(name)) yield path;
  }
}

function isSource(name: string): boolean {
  return languageIdOfFile(name) !== undefined && !/\.min\.|\.d\.[cm]?ts$|\.bundle\./.test(name);
}

/** All that can be had; what cannot is named on the console. */
export function corpora(): Corpus[] {
  return [...cpython(), ...debianPackages(), ...npmPackages()];
}

function cpython(): Corpus[] {
  for (const { path, version } of findPythons().reverse()) {
    const script = 'import sysconfig; print(sysconfig.get_path("stdlib"))';
    const library = execFileSync(path, ['-c', script], { encoding: 'utf8' }).trim();
    const tests = join(library, 'test/test_asyncio');
    if (!existsSync(tests)) continue;
    return [
      { title: `CPython ${version} test_asyncio`, folder: tests, roots: [library] },
      { title: `CPython ${version} asyncio`, folder: join(library, 'asyncio'), roots: [library] },
    ];
  }
  console.log('Not here: a CPython from 3.11 on with its test suite');
  return [];
}

function debianPackages(): Corpus[] {
  return Object.entries(debian).flatMap(([name, module]) => {
    const folder = join(cache, name);
    const found = fetched(folder, () => {
      execFileSync('apt-get', ['download', name], { cwd: folder, stdio: 'ignore' });
      for (const archive of readdirSync(folder).filter((file) => file.endsWith('.deb'))) {
        execFileSync('dpkg', ['-x', join(folder, archive), folder], { stdio: 'ignore' });
      }
    });
    const packages = join(folder, 'usr/lib/python3/dist-packages');
    if (found) return [{ title: name, folder: join(packages, module), roots: [packages] }];
    console.log(`Not to be had: ${name} (needs apt-get and dpkg)`);
    return [];
  });
}

function npmPackages(): Corpus[] {
  return npm.flatMap((names) => {
    const [name = '', ...beside] = names.split(' ');
    const folder = join(cache, names.replaceAll('/', '-').replaceAll(' ', '+'));
    const found = fetched(folder, () => {
      execFileSync('npm', ['pack', '--silent', name], { cwd: folder, stdio: 'ignore' });
      for (const archive of readdirSync(folder).filter((file) => file.endsWith('.tgz'))) {
        execFileSync('tar', ['-xzf', archive], { cwd: folder, stdio: 'ignore' });
      }
      installDependencies(name, beside, join(folder, 'package'));
    });
    if (found) return [{ title: name, folder, roots: [folder] }];
    console.log(`Not to be had: ${name} (needs npm’s registry, and tar)`);
    return [];
  });
}

/**
 * Installs what a package's users get beside it. npm reads `devDependencies` even where it leaves them out, and some
 * name what only the package's own repository has. A package that cannot be installed is looked at alone.
 */
function installDependencies(name: string, beside: readonly string[], cwd: string): void {
  try {
    execFileSync('npm', ['pkg', 'delete', 'devDependencies'], { cwd, stdio: 'ignore' });
    const options = [...dependenciesOnly, ...beside];
    execFileSync('npm', ['install', ...options], { cwd, stdio: 'ignore' });
  } catch {
    console.log(`Without its dependencies: ${name}`);
  }
}

/** Whether a folder is there, or could be filled. */
function fetched(folder: string, fill: () => void): boolean {
  if (existsSync(folder)) return true;
  try {
    mkdirSync(folder, { recursive: true });
    fill();
    return true;
  } catch {
    rmSync(folder, { recursive: true, force: true });
    return false;
  }
}
