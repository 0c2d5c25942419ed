import type { Evaluator, Program } from '../evaluator';
import { memberOf, textOf } from '../json';
import { folderOf, joined } from '../paths';

/**
 * Where packages and path mappings lead. Facts from Node's reference, "Modules: Packages" (`exports`, `imports`, `main`),
 * and TypeScript's "Modules: Reference" (`types`, `paths`, `@types`).
 */

/** A `package.json`, with the folder that it is in. */
export interface Manifest {
  readonly folder: string;
  readonly name: string;
  readonly json: unknown;
}

/** The conditions of `exports` and `imports` that hold; of several, the one that is written first counts. */
const conditions = new Set(['types', 'node', 'import', 'require', 'module', 'default']);
/** How many configurations are followed through `extends`. */
const longestChain = 4;

/** A folder and those that it is in, from the inside out. */
function ancestors(folder: string): string[] {
  const found = [];
  for (let current = folder; current !== ''; current = folderOf(current)) found.push(current);
  return found;
}

/** The package that a folder belongs to; null if it has none, or none has been read yet. */
export function nearestPackage(program: Program, folder: string): Manifest | null {
  const manifests = ancestors(folder).map((at) => ({
    folder: at,
    json: program.json(`${at}/package.json`),
  }));
  const found = manifests.find(({ json }) => textOf(json, 'name') !== null);
  return found ? { ...found, name: textOf(found.json, 'name') ?? '' } : null;
}

/** Whether a file is what importing a package gives. */
export function isPackageEntry({ folder, json }: Manifest, { source }: Evaluator): boolean {
  const stem = (path: string) => path.replace(/(?:\.d)?\.[cm]?[jt]sx?$/, '');
  const path = stem(source.path ?? '');
  return [...rootEntries(json, false), 'index'].some(
    (entry) => stem(joined(folder, entry)) === path,
  );
}

/** What a package's root stands for, seen from its folder; `declared` puts its declarations first. */
export function rootEntries(json: unknown, declared: boolean): string[] {
  const types = textOf(json, 'types') ?? textOf(json, 'typings');
  const exported = exportsOf(json, '.');
  const main = textOf(json, 'main');
  const entries = declared ? [types, exported, main] : [main, exported, types];
  return entries.filter((entry) => entry !== null);
}

/** Where the declarations of a file of a package stand that keeps them in a folder of their own, laid out as its code is. */
export function declarationsApart({ folder, json }: Manifest, stem: string): string[] {
  const [types] = rootEntries(json, true);
  if (types?.includes('.d.') !== true) return [];
  return ['main', 'module'].flatMap((field) => {
    const entry = textOf(json, field);
    const code = entry === null ? null : folderOf(joined(folder, entry));
    if (code === null || !stem.startsWith(`${code}/`)) return [];
    const ending = types.slice(types.indexOf('.d.'));
    return [`${folderOf(joined(folder, types))}${stem.slice(code.length)}${ending}`];
  });
}

/** What `exports` of a `package.json` says of a subpath: `.` or `./client`. */
function exportsOf(json: unknown, subpath: string): string | null {
  const exported = memberOf(json, 'exports');
  const isMap =
    typeof exported === 'object' &&
    exported !== null &&
    Object.keys(exported).some((key) => key.startsWith('.'));
  if (!isMap) return subpath === '.' ? chosen(exported) : null;
  return matched(exported, subpath);
}

/** What a map of subpaths says of one of them, patterns with one `*` included. */
function matched(map: unknown, subpath: string): string | null {
  const exact = memberOf(map, subpath);
  if (exact !== undefined) return chosen(exact);
  for (const pattern of typeof map === 'object' && map !== null ? Object.keys(map) : []) {
    const part = partOf(pattern, subpath);
    if (part !== null) return chosen(memberOf(map, pattern))?.replaceAll('*', part) ?? null;
  }
  return null;
}

/** What the `*` of a pattern stands for in a text; null where it does not match. */
function partOf(pattern: string, text: string): string | null {
  const star = pattern.indexOf('*');
  if (star < 0) return pattern === text ? '' : null;
  const [start, end] = [pattern.slice(0, star), pattern.slice(star + 1)];
  const fits = text.startsWith(start) && text.endsWith(end) && text.length >= pattern.length - 1;
  return fits ? text.slice(star, text.length - end.length) : null;
}

/** The target whose conditions hold. */
function chosen(target: unknown, depth = 0): string | null {
  if (typeof target === 'string') return target;
  if (typeof target !== 'object' || target === null || depth > 6) return null;
  for (const [condition, value] of Object.entries(target)) {
    if (!Array.isArray(target) && !conditions.has(condition)) continue;
    const found = chosen(value, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

/** What `#name` stands for, after `imports` of the nearest `package.json`. */
export function own(program: Program, folder: string, specifier: string): string[] {
  const manifest = nearestPackage(program, folder);
  const target = manifest && matched(memberOf(manifest.json, 'imports'), specifier);
  return manifest && target?.startsWith('.') ? [joined(manifest.folder, target)] : [];
}

/** Where a bare specifier may be installed: in `node_modules` of this folder or one around it, or as the package itself. */
export function installed(program: Program, folder: string, specifier: string): string[] {
  const [name, rest] = splitSpecifier(specifier);
  if (name === '') return [];
  const folders = ancestors(folder)
    .filter((at) => !at.endsWith('/node_modules'))
    .flatMap((at) => [
      `${at}/node_modules/${name}`,
      `${at}/node_modules/@types/${name.replace(/^@/, '').replace('/', '__')}`,
    ]);
  const manifests = folders.map((at) => ({ at, json: program.json(`${at}/package.json`) }));
  const itself = nearestPackage(program, folder);
  if (itself?.name === name) manifests.push({ at: itself.folder, json: itself.json });
  return manifests
    .filter(({ json }) => typeof json === 'object' && json !== null)
    .flatMap(({ at, json }) => entriesOf(json, rest).map((entry) => joined(at, entry)));
}

function entriesOf(json: unknown, rest: string): string[] {
  if (rest === '') {
    const entries = rootEntries(json, true);
    return entries.length > 0 ? entries : ['index'];
  }
  return [exportsOf(json, `./${rest}`) ?? rest];
}

/** The package of a specifier, and what is wanted of it: `@scope/name` and `client` of `@scope/name/client`. */
function splitSpecifier(specifier: string): readonly [string, string] {
  const match = /^((?:@[^/]+\/)?[^/:]+)(?:\/(.+))?$/.exec(specifier);
  return [match?.[1] ?? '', match?.[2] ?? ''];
}

/** What `paths` and `baseUrl` of the nearest `tsconfig.json` or `jsconfig.json` make of a specifier. */
export function mapped(program: Program, folder: string, specifier: string): string[] {
  const configs = ancestors(folder).flatMap((at) =>
    ['tsconfig.json', 'jsconfig.json'].map((name) => `${at}/${name}`),
  );
  const nearest = configs
    .map((path) => [path, program.json(path)] as const)
    .find(([, json]) => isObject(json))?.[0];
  return nearest === undefined ? [] : mappedBy(program, nearest, specifier, 0);
}

function mappedBy(program: Program, config: string, specifier: string, depth: number): string[] {
  const json = program.json(config);
  if (!isObject(json) || depth > longestChain) return [];
  const folder = folderOf(config);
  const options = memberOf(json, 'compilerOptions');
  const baseUrl = textOf(options, 'baseUrl');
  const base = baseUrl === null ? folder : joined(folder, baseUrl);
  const found: string[] = [];
  const paths = memberOf(options, 'paths');
  for (const [pattern, targets] of Object.entries(isObject(paths) ? paths : {})) {
    const part = partOf(pattern, specifier);
    if (part === null || !Array.isArray(targets)) continue;
    for (const target of targets as readonly unknown[]) {
      if (typeof target === 'string') found.push(joined(base, target.replace('*', part)));
    }
  }
  if (baseUrl !== null) found.push(joined(base, specifier));
  const extended = memberOf(json, 'extends');
  for (const other of found.length > 0 ? [] : [extended].flat()) {
    if (typeof other !== 'string' || !other.startsWith('.')) continue;
    const path = joined(folder, other);
    found.push(
      ...mappedBy(program, path.endsWith('.json') ? path : `${path}.json`, specifier, depth + 1),
    );
  }
  return found;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
