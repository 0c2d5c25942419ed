import { parse } from '@babel/parser';
import type { ParserOptions, ParserPlugin } from '@babel/parser';

/** How Babel's parser reads a file as the runtime does, with the syntax that its name allows. */
export function parserOptions(file: string, module: boolean): ParserOptions {
  return {
    // CommonJS of TypeScript may have import and export declarations, which become calls of `require`.
    sourceType: module ? 'module' : /\.c?tsx?$/.test(file) ? 'unambiguous' : 'script',
    allowReturnOutsideFunction: true,
    allowNewTargetOutsideFunction: true,
    allowSuperOutsideMethod: true,
    allowUndeclaredExports: true,
    attachComment: false,
    plugins: pluginsFor(file),
  };
}

function pluginsFor(file: string): ParserPlugin[] {
  const explicit: ParserPlugin = 'explicitResourceManagement';
  if (/\.[cm]?ts$/.test(file)) return ['typescript', 'decorators-legacy', explicit];
  if (file.endsWith('.tsx')) return ['typescript', 'jsx', 'decorators-legacy', explicit];
  if (file.endsWith('.jsx')) return ['jsx', 'decorators', explicit];
  return [explicit];
}

/**
 * Whether a text can only be an ES module: it has its import and export declarations, or awaits at its top level. TypeScript's
 * `import a = require('b')`, `export = a` and what a namespace exports say nothing of that.
 */
export function isModule(text: string, file: string): boolean {
  try {
    const { errors, program } = parse(text, {
      sourceType: 'script',
      allowReturnOutsideFunction: true,
      errorRecovery: true,
      plugins: pluginsFor(file),
    });
    return (
      errors?.some(({ reasonCode }) => reasonCode !== 'ImportOutsideModule') === true ||
      program.body.some(({ type }) => /^(Import|Export\w+)Declaration$/.test(type))
    );
  } catch {
    return true;
  }
}

/** Whether there can be anything to record in a text. */
export function concerns(text: string): boolean {
  return /\b(async|await|then|catch|finally|setTimeout|setInterval|setImmediate|queueMicrotask|nextTick|Promise)\b/.test(
    text,
  );
}
