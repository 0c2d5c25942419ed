import type { SyntaxTree } from '../../../syntax/document';
import type { Evaluator } from '../evaluator';
import { fileName, folderOf, isCell } from '../paths';
import type { Source } from '../source';
import type { Home, Value } from '../value';
import { isKnown } from '../value';
import type { PythonParts } from './parts';

/**
 * Which file a module's name means, after the reference's chapter on the import system: relative names from the
 * file's own package, absolute ones from where its outermost package lies, and from the host's folders.
 */

/** How many folders up a package may go. */
const deepestPackage = 8;

/** What an import binds; `name` is dotted, with the leading dots of a relative import. */
export function valueOfImport(python: PythonParts, name: string): Value {
  const { catalog } = python;
  const dots = /^\.*/.exec(name)?.[0].length ?? 0;
  const parts = name.slice(dots).split('.').filter(Boolean);
  const home = dots > 0 ? packageOf(python) : null;
  const above = home?.names.slice(0, home.names.length - (dots - 1)) ?? [];
  const absolute = catalog.canonical([...above, ...parts].join('.'));
  const reference: Value = { kind: 'reference', name: dots > 0 && !home ? name : absolute };
  if (catalog.find(absolute) ?? catalog.isClass(absolute)) return reference;
  if (dots === 0 && parts.length === 1 && catalog.knows(absolute)) return reference;
  const found =
    dots > 0 ? relative(python, dots, parts) : fromFolders(python, searchPath(python), parts);
  return found ?? reference;
}

/** The dotted name of the file's own module; empty for the cell of a notebook, which has none. */
export function nameOfModule(python: PythonParts): string {
  if (isCell(python.source.path ?? '')) return '';
  const stem = fileName(python.source.path ?? '').replace(/\.[^.]+$/, '');
  const names = packageOf(python)?.names ?? [];
  return (stem === '__init__' ? names : [...names, stem]).join('.');
}

/** What a name of a module is: what the catalog knows by it, its own, or a module of the package that it is. */
export function memberOfModule(python: PythonParts, home: Home, name: string): Value {
  const full = python.catalog.canonical(`${home.moduleName}.${name}`);
  if (python.catalog.find(full)) return { kind: 'reference', name: full };
  const own = home.exported(name);
  if (isKnown(own)) return own;
  const path = home.source.path ?? '';
  const inner = path.endsWith('/__init__.py')
    ? moduleAt(python, `${folderOf(path)}/${name}`)
    : null;
  return inner ? { kind: 'module', home: inner } : own;
}

/**
 * What a library's dotted name stands for in the library's own source, if that is there: in its own package, or in one of
 * the host's folders; null where it is not, or says nothing.
 */
export function valueInSource(python: PythonParts, name: string): Value | null {
  const [first = '', ...steps] = name.split('.');
  for (const folder of searchPath(python)) {
    const home = moduleAt(python, `${folder}/${first}`);
    if (!home) continue;
    let value: Value = { kind: 'module', home };
    for (const step of steps) {
      if (value.kind === 'reference') return null;
      value = python.property(value, step);
    }
    return isKnown(value) && value.kind !== 'reference' ? value : null;
  }
  return null;
}

/** `from module import *` of other files, for a name that nothing else in this file binds. */
export function fromStars(python: PythonParts, name: string): Value | null {
  for (const from of starsOf(python.source)) {
    const module = from.endsWith('.') ? null : valueOfImport(python, from);
    if (module?.kind === 'module' && !isPublic(module.home, name)) continue;
    const value = valueOfImport(python, from.endsWith('.') ? from + name : `${from}.${name}`);
    if (value.kind === 'reference') {
      if (python.catalog.find(value.name) ?? python.catalog.isClass(value.name)) return value;
    } else if (isKnown(value)) return value;
  }
  return null;
}

/** The modules of a file's star imports, kept as long as its tree: every name that the file does not bind asks for them. */
const stars = new WeakMap<SyntaxTree, readonly string[]>();

function starsOf({ document: { tree }, text }: Source): readonly string[] {
  let known = stars.get(tree);
  if (!known) {
    const star = /^[ \t]*from[ \t]+([\w.]+)[ \t]+import[ \t]*\*/gm;
    // Few files have one, and a text is looked through for a star faster than for the rest.
    const found = /import[ \t]*\*/.test(text) ? text.matchAll(star) : [];
    known = [...found].map(([, from = '']) => from);
    stars.set(tree, known);
  }
  return known;
}

/** Whether a star import gives a name: those in a written-out `__all__`, else those without an underscore. */
function isPublic({ source }: Home, name: string): boolean {
  const listed = /^__all__\s*=\s*[[(]([^\])]*)[\])]/m.exec(source.text)?.[1];
  if (listed === undefined) return !name.startsWith('_');
  return listed.includes(`'${name}'`) || listed.includes(`"${name}"`);
}

/** The files that may use what this one defines: itself, then others of its package, or of its folder, whose text matches. */
export function* usersOf(python: PythonParts, pattern: RegExp): Generator<PythonParts> {
  yield python;
  const { path } = python.source;
  if (path === null) return;
  const own = packageOf(python);
  const [outermost] = own?.names ?? [];
  const folder = own && outermost !== undefined ? `${own.root}/${outermost}` : folderOf(path);
  for (const user of python.program.users(folder, outermost !== undefined, pattern, path)) {
    if (user.source.document.language === 'python') yield python.at(user.source.document.root);
  }
}

function relative(python: PythonParts, dots: number, parts: readonly string[]): Value | null {
  if (python.source.path === null) return null;
  let folder = folderOf(python.source.path);
  for (let up = 1; up < dots; up++) folder = folderOf(folder);
  const [first] = parts;
  // `from . import name`: a name of the package itself, unless it is one of its modules.
  if (parts.length === 1 && first !== undefined) {
    const own = python.program.file(`${folder}/__init__.py`);
    if (own && own !== python) {
      const value = own.exported(first);
      if (isKnown(value)) return value;
    }
  }
  return fromFolders(python, [folder], parts);
}

function fromFolders(
  python: PythonParts,
  folders: readonly string[],
  parts: readonly string[],
): Value | null {
  const last = parts.at(-1) ?? '';
  for (const folder of folders) {
    const around =
      parts.length > 1 ? moduleAt(python, [folder, ...parts.slice(0, -1)].join('/')) : null;
    const value = around ? memberOfModule(python, around, last) : null;
    if (value && isKnown(value)) return value;
    const module = moduleAt(python, [folder, ...parts].join('/'));
    if (module) return { kind: 'module', home: module };
    if (value) return value;
  }
  return null;
}

/** The module `path.py`, or the package in the folder `path`. */
function moduleAt(python: PythonParts, path: string): Evaluator | null {
  const own = python.program.file(`${path}.py`);
  const packaged = python.program.file(`${path}/__init__.py`);
  return packaged ?? own ?? null;
}

/** Where absolute names are looked for: beside the file's outermost package, then in the host's folders. */
function searchPath(python: PythonParts): readonly string[] {
  const own = packageOf(python);
  const { roots } = python.program;
  return [...new Set([...(own ? [own.root] : []), ...roots])];
}

/** The names of the packages that the file is in, outermost first, and the folder around them. */
function packageOf(
  python: PythonParts,
): { readonly root: string; readonly names: readonly string[] } | null {
  if (python.source.path === null) return null;
  const names: string[] = [];
  let folder = folderOf(python.source.path);
  for (let up = 0; up < deepestPackage && python.program.file(`${folder}/__init__.py`); up++) {
    names.unshift(folder.slice(folder.lastIndexOf('/') + 1));
    folder = folderOf(folder);
  }
  return { root: folder, names };
}
