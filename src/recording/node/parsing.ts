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

/** Whether a text can only be a module: it has module syntax, or awaits at its top level. */
export function isModule(text: string, file: string): boolean {
  try {
    parse(text, {
      sourceType: 'script',
      allowReturnOutsideFunction: true,
      plugins: pluginsFor(file),
    });
    return false;
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
