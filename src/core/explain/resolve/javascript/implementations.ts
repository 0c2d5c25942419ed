import { eachOf } from '../either';
import { folderOf, joined } from '../paths';
import type { ClassInfo, Value } from '../value';
import { isKnown } from '../value';
import { nearestPackage, rootEntries } from './packages';
import type { JavaScriptParts } from './parts';

/**
 * The code behind declarations: in the file beside them, or behind the root of their package. A declaration says what a call
 * gives, the code what it waits for.
 */

/** The endings of code that may stand beside a file of declarations, by the ending of that. */
const codeEndings: Readonly<Record<string, readonly string[]>> = {
  '.d.ts': ['.js', '.mjs', '.cjs'],
  '.d.mts': ['.mjs', '.js'],
  '.d.cts': ['.cjs', '.js'],
};

/**
 * A class, object or function of a file of declarations as its code has it, where that is at hand; `asked` is the file that
 * it is asked for: of code in two module systems, the one of its own is what runs.
 */
export function implemented(asked: JavaScriptParts, value: Value): Value {
  return eachOf(value, (one) => {
    switch (one.kind) {
      case 'class':
      case 'object': {
        const info = implementedClass(asked, one.class);
        return info ? { ...one, class: info } : one;
      }
      case 'callable': {
        const name = one.signature?.childForFieldName('name')?.text ?? '';
        const found = one.signature && codeOf(asked, asked.at(one.signature), name);
        return found?.kind === 'function' && tells(asked, found) ? found : one;
      }
      default:
        return one;
    }
  });
}

/** Whether the code of a function tells more than its type: not of one that only stands in. */
function tells(asked: JavaScriptParts, code: Extract<Value, { kind: 'function' }>): boolean {
  const call = asked.frame(code, null, null);
  const given = call?.home.invoked(call);
  return given !== undefined && isKnown(given) && given.kind !== 'plain';
}

function implementedClass(asked: JavaScriptParts, { node, name }: ClassInfo): ClassInfo | null {
  const found = codeOf(asked, asked.at(node), name);
  return found?.kind === 'class' ? found.class : null;
}

/** What the code of a file of declarations exports under a name; null if none is at hand, or the file is no such. */
function codeOf(asked: JavaScriptParts, declarations: JavaScriptParts, name: string): Value | null {
  if (name === '') return null;
  for (const path of codeFiles(asked, declarations)) {
    const value = asked.program.file(path)?.exported(name);
    if (value && isKnown(value)) return value;
  }
  return null;
}

/** Where the code of declarations may be, or that of code in the other module system. */
function codeFiles(asked: JavaScriptParts, { program, source }: JavaScriptParts): string[] {
  const path = source.path ?? '';
  const ending = /(?:\.d\.[cm]?ts|\.[cm]?js)$/.exec(path)?.[0] ?? '';
  const own = /\.[cm]?js$/.exec(asked.source.path ?? '')?.[0] ?? '';
  const endings = [own, ...(codeEndings[ending] ?? [])].filter((one) => one !== '');
  if (ending === '' || endings.includes(ending)) return [];
  const beside = endings.map((one) => path.slice(0, -ending.length) + one);
  if (!ending.startsWith('.d.') || beside.some((one) => program.file(one))) return beside;
  const manifest = nearestPackage(program, folderOf(path));
  const entries = manifest ? rootEntries(manifest.json, true) : [];
  return manifest && joined(manifest.folder, entries[0] ?? '') === path
    ? entries.slice(1).map((entry) => joined(manifest.folder, entry))
    : [];
}
