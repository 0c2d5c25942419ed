import { folderOf, joined } from '../paths';
import type { Evaluator } from '../evaluator';
import type { Value } from '../value';
import { isKnown } from '../value';
import type { JavaScriptParts } from './parts';

/**
 * Which file a specifier means: relative ones after Node's and TypeScript's rules for modules beside each other, with
 * the endings that people leave out, and `.js` written for a `.ts` file.
 */

/** The endings that are tried after a specifier, in TypeScript's order. */
const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.d.ts'];
const indexes = ['/index.ts', '/index.tsx', '/index.js', '/index.mjs', '/index.cjs', '/index.d.ts'];
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
  const { catalog } = javascript;
  const file = fileOf(javascript, module);
  if (file) {
    if (member === '*') return { kind: 'module', home: file };
    const value = file.exported(member);
    if (isKnown(value)) return value;
    return { kind: 'reference', name: `${module}.${member}` };
  }
  // The default of a library is mostly the library itself, as all of Node's are.
  const whole = member === '*' || member === 'default';
  return { kind: 'reference', name: catalog.canonical(whole ? module : `${module}.${member}`) };
}

/** The file that a specifier means; null where it is not there, not read yet, or a library. */
export function fileOf(javascript: JavaScriptParts, specifier: string): Evaluator | null {
  const { path } = javascript.source;
  if (path === null || !/^\.\.?(?:\/|$)/.test(specifier)) return null;
  const target = joined(folderOf(path), specifier);
  const written = /\.[cm]?[jt]sx?$/.exec(specifier)?.[0];
  const instead = written === undefined ? undefined : writtenFor[written];
  const stem = written === undefined ? target : target.slice(0, -written.length);
  const candidates = instead
    ? instead.map((ending) => stem + ending)
    : [...endings, ...indexes].map((ending) => target + ending);
  // All are asked for at once, so that one reading tells.
  return candidates.map((candidate) => javascript.program.file(candidate)).find(Boolean) ?? null;
}
