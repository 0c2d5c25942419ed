/**
 * Whether the catalog names what the libraries have, and calls awaitable what is: against the real
 * libraries, at the releases that they name (`Library.packages`), kept in `.cache/catalog`. Python's are asked by
 * importing them, npm's through their type declarations. A library that cannot be had is named, and so is one without
 * packages. Links are looked up in those manuals that Debian packs, and among those that type declarations name.
 *
 * Usage: npm run check:catalog
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { javascriptLibraries, pythonLibraries } from '../../src/core/explain/catalog/libraries';
import type { Library, Packages } from '../../src/core/explain/catalog/schema';
import type { Python } from '../support/pythons';
import { claimsOf } from '../support/catalog';
import { findPythons } from '../support/pythons';
import { declaredProblems } from './declarations';
import { brokenLinks, declarations, manuals, mentioned } from './links';

const root = join(__dirname, '..', '..');
const cache = join(root, '.cache', 'catalog');

/** What is wrong with a library's entries; null if the library cannot be had. */
type Verdict = readonly string[] | null;

function succeeds(command: string, args: readonly string[], cwd = root): boolean {
  try {
    execFileSync(command, args, { cwd, stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Other versions get another folder. */
function folderName(packages: readonly string[]): string {
  return packages.join('+').replace(/[^\w.@+-]/g, '-');
}

/** Has `install` fill a folder, once; whether the folder is there in the end. */
function cached(folder: string, install: () => boolean): boolean {
  const done = join(folder, '.complete');
  if (existsSync(done)) return true;
  mkdirSync(folder, { recursive: true });
  if (!install()) return false;
  writeFileSync(done, '');
  return true;
}

function withPip(folder: string, { path }: Python, packages: readonly string[]): boolean {
  const quiet = ['--quiet', '--disable-pip-version-check', '--retries', '0', '--only-binary=:all:'];
  return cached(folder, () =>
    succeeds(path, ['-m', 'pip', 'install', ...quiet, '--target', folder, ...packages]),
  );
}

/** Debian's packages are unpacked, not installed. */
function withApt(folder: string, packages: readonly string[]): string | null {
  const complete = cached(folder, () => {
    if (!succeeds('apt-get', ['download', ...packages], folder)) return false;
    const archives = readdirSync(folder).filter((name) => name.endsWith('.deb'));
    return archives.every((name) => succeeds('dpkg', ['-x', name, folder], folder));
  });
  return complete ? folder : null;
}

function ask({ path }: Python, folder: string, library: Library): Verdict {
  const script = join(root, 'test', 'unit', 'explain', 'catalog_libraries.py');
  const output = execFileSync(path, ['-W', 'ignore', script], {
    input: JSON.stringify({ [library.title]: claimsOf([library]) }),
    encoding: 'utf8',
    env: { ...process.env, PYTHONPATH: folder },
  });
  const verdicts = JSON.parse(output) as Readonly<Record<string, Verdict>>;
  return verdicts[library.title] ?? null;
}

function inPython(library: Library, { pip = [], apt }: Packages): Verdict {
  const folder = (way: string) => join(cache, 'python', `${folderName(pip)}-${way}`);
  const pythons = findPythons();
  for (const python of pythons) {
    const own = folder(python.version);
    if (withPip(own, python, pip)) return ask(python, own, library);
  }
  const unpacked = apt ? withApt(folder('debian'), apt) : null;
  const [oldest] = pythons;
  if (unpacked === null || !oldest) return null;
  return ask(oldest, join(unpacked, 'usr', 'lib', 'python3', 'dist-packages'), library);
}

function inDeclarations(library: Library, packages: readonly string[]): Verdict {
  const folder = join(cache, 'npm', folderName(packages));
  const complete = cached(folder, () => {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    return succeeds('npm', ['install', ...options, ...packages], folder);
  });
  return complete ? declaredProblems(folder, claimsOf([library])) : null;
}

function main(): void {
  const missing: string[] = [];
  let checked = 0;
  let wrong = 0;
  const tell = (library: Library, verdict: Verdict) => {
    if (!verdict) {
      missing.push(library.title);
      return;
    }
    checked++;
    wrong += verdict.length;
    console.log(
      `${library.title}: ${Object.keys(library.entries).length} entries, ${verdict.length} wrong`,
    );
    for (const problem of verdict) console.log(`  ${problem}`);
  };
  for (const library of pythonLibraries) {
    if (library.packages) tell(library, inPython(library, library.packages));
  }
  for (const library of javascriptLibraries) {
    const { npm } = library.packages ?? {};
    if (npm) tell(library, inDeclarations(library, npm));
  }
  console.log(
    `${checked} libraries checked; ${missing.length} could not be had${missing.length > 0 ? `: ${missing.join(', ')}` : ''}`,
  );
  const without = [...pythonLibraries, ...javascriptLibraries].filter(({ packages }) => !packages);
  console.log(`Without packages to check against: ${without.map(({ title }) => title).join(', ')}`);
  wrong += links();
  if (wrong > 0) process.exitCode = 1;
}

/** Asks the manuals that Debian packs whether they have the pages and anchors; how many they have not. */
function links(): number {
  const urls = [...pythonLibraries, ...javascriptLibraries].flatMap(({ entries }) =>
    Object.values(entries).map(({ page }) => page),
  );
  const distinct = new Set(urls);
  let asked = 0;
  let broken = 0;
  for (const manual of manuals) {
    const folder = withApt(join(cache, 'manuals', manual.apt), [manual.apt]);
    if (folder === null) {
      console.log(`${manual.apt} could not be had: links to ${manual.url} not checked`);
      continue;
    }
    const own = [...distinct].filter(
      (url) => url.startsWith(manual.url) && manual.newer?.includes(url) !== true,
    );
    const found = brokenLinks(own, manual.url, join(folder, manual.folder));
    asked += own.length;
    broken += found.length;
    console.log(`${manual.url}: ${own.length} links, ${found.length} wrong`);
    for (const url of found) console.log(`  ${url}`);
  }
  for (const { url: site, folder } of declarations) {
    const known = mentioned(join(root, folder));
    const own = [...distinct].filter((url) => url.startsWith(site));
    const confirmed = own.filter((url) => known.has(url));
    asked += confirmed.length;
    console.log(`${site}: ${confirmed.length} of ${own.length} links named by type declarations`);
  }
  console.log(`${asked} of ${distinct.size} links checked, ${broken} wrong`);
  return broken;
}

main();
