import type { Evaluator, Program } from '../evaluator';
import { folderOf, joined } from '../paths';
import type { Value } from '../value';
import { isKnown } from '../value';
import { implemented } from './implementations';
import { installed, isPackageEntry, mapped, nearestPackage, own, rootEntries } from './packages';
import type { JavaScriptParts } from './parts';

/**
 * Which file a specifier means: relative ones after Node's and TypeScript's rules for modules beside each other, with
 * the endings that people leave out, and `.js` written for a `.ts` file; others after `packages.ts`.
 */

/** The endings that are tried after a specifier, in TypeScript's order. */
const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'];
/** In an installed package, what its authors declare comes before code that was often compiled and bundled. */
const declaredFirst = ['.d.ts', '.d.mts', '.d.cts', '.ts', '.js', '.mjs', '.cjs'];
/** What a written ending may stand for. */
const writtenFor: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.js', '.jsx', '.d.ts'],
  '.jsx': ['.tsx', '.jsx', '.d.ts'],
  '.mjs': ['.mts', '.mjs', '.d.mts'],
  '.cjs': ['.cts', '.cjs', '.d.cts'],
  '.ts': ['.ts'],
  '.tsx': ['.tsx'],
  '.mts': ['.mts'],
  '.cts': ['.cts'],
};

/** What an import binds: `member` is a name, `default`, or `*` for the module itself. */
export function valueOfImport(javascript: JavaScriptParts, module: string, member: string): Value {
  const { catalog, program } = javascript;
  // The default of a library is mostly the library itself, as all of Node's are.
  const whole = member === '*' || member === 'default';
  const nameIn = (library: string) => catalog.canonical(whole ? library : `${library}.${member}`);
  const isRelative = module.startsWith('.');
  const name = nameIn(module);
  if (!isRelative && isCatalogued(javascript, name)) return { kind: 'reference', name };
  const file = fileOf(javascript, module);
  if (!file) return { kind: 'reference', name };
  if (isRelative) {
    // A package's own tests import it by its path: it is the library that the catalog knows all the same.
    const manifest = nearestPackage(program, folderOf(file.source.path ?? ''));
    if (manifest && catalog.knows(manifest.name) && isPackageEntry(manifest, file)) {
      return { kind: 'reference', name: nameIn(manifest.name) };
    }
  }
  if (member === '*') return { kind: 'module', home: file };
  const value = file.exported(member);
  return isKnown(value) ? implemented(javascript, value) : { kind: 'reference', name };
}

/** Whether the catalog says something of a name, or of names that begin with it. */
function isCatalogued({ catalog }: JavaScriptParts, name: string): boolean {
  return catalog.find(name) !== null || catalog.isClass(name) || catalog.knows(name);
}

/** The file that a specifier means; null where it is not there, or not read yet. */
export function fileOf(javascript: JavaScriptParts, specifier: string): Evaluator | null {
  const { path } = javascript.source;
  if (path === null) return null;
  const { program } = javascript;
  const folder = folderOf(path);
  if (/^\.\.?(?:\/|$)/.test(specifier)) return fileAt(program, joined(folder, specifier));
  const paths = specifier.startsWith('#')
    ? own(program, folder, specifier)
    : [...mapped(program, folder, specifier), ...installed(program, folder, specifier)];
  return firstFile(program, paths);
}

function firstFile(program: Program, paths: readonly string[]): Evaluator | null {
  // All are asked for at once, so that one reading tells.
  return paths.map((path) => fileAt(program, path)).find(Boolean) ?? null;
}

/** The file at a path that may leave out its ending, or name a folder. */
function fileAt(program: Program, target: string): Evaluator | null {
  const written = /\.[cm]?[jt]sx?$/.exec(target)?.[0];
  const instead = written === undefined ? undefined : writtenFor[written];
  const stem = written === undefined ? target : target.slice(0, -written.length);
  const isInstalled = target.includes('/node_modules/');
  const order = isInstalled ? declaredFirst : endings;
  const beside = instead
    ? [...instead].sort((a, b) => rank(isInstalled, a) - rank(isInstalled, b))
    : order;
  const found = oneOf(
    program,
    beside.map((ending) => stem + ending),
  );
  if (found !== null || instead) return found ?? null;
  const entries = rootEntries(program.json(`${target}/package.json`), isInstalled);
  const entry = oneOf(
    program,
    entries.flatMap((path) => candidates(joined(target, path), order)),
  );
  return (
    entry ??
    oneOf(
      program,
      order.map((ending) => `${target}/index${ending}`),
    ) ??
    null
  );
}

function rank(isInstalled: boolean, ending: string): number {
  return isInstalled && ending.startsWith('.d.') ? 0 : 1;
}

/** An entry as written, or with what it leaves out. */
function candidates(path: string, order: readonly string[]): string[] {
  return /\.[cm]?[jt]sx?$/.test(path)
    ? [path]
    : [...order.map((ending) => path + ending), ...order.map((ending) => `${path}/index${ending}`)];
}

/** The first of several files that is there. */
function oneOf(program: Program, paths: readonly string[]): Evaluator | null {
  return paths.map((path) => program.file(path)).find(Boolean) ?? null;
}
