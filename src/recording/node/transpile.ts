import { TraceMap, originalPositionFor } from '@jridgewell/trace-mapping';
import type { TsConfigJsonResolved } from 'get-tsconfig';
import { transform } from 'sucrase';
import type { Transform } from 'sucrase';
import type { Syntax } from './syntax';

/**
 * Takes the types out of a file, where Node cannot: sucrase for everything but namespaces (it would drop them silently) and
 * decorators; for those the workspace's own TypeScript.
 */

export { projectOf } from './project';

export interface Transpiled {
  readonly code: string;
  /** From a one-based position in `code` to one in the text that was transpiled. */
  readonly map: (line: number, column: number) => { line: number; column: number };
}

export interface TranspileOptions {
  readonly file: string;
  readonly module: boolean;
  readonly syntax: Syntax;
  readonly compilerOptions: NonNullable<TsConfigJsonResolved['compilerOptions']>;
  /** The workspace's TypeScript; null if it has none. */
  readonly typescript: () => typeof import('typescript') | null;
}

/** Errors: the file needs the workspace's TypeScript, and there is none (or one without `transpileModule`). */
export function transpile(text: string, options: TranspileOptions): Transpiled {
  return options.syntax.needsCompiler ? compile(text, options) : withSucrase(text, options);
}

function withSucrase(text: string, options: TranspileOptions): Transpiled {
  const { file, module, syntax, compilerOptions } = options;
  const transforms: Transform[] = [];
  if (/\.[cm]?tsx?$/.test(file)) transforms.push('typescript');
  if (syntax.jsx) transforms.push('jsx');
  if (!module && syntax.modules) transforms.push('imports');
  const { jsx, jsxFactory, jsxFragmentFactory, jsxImportSource } = compilerOptions;
  const { code, sourceMap } = transform(text, {
    transforms,
    disableESTransforms: true,
    filePath: file,
    production: jsx !== 'react-jsxdev',
    jsxRuntime: jsx?.startsWith('react-jsx') ? 'automatic' : 'classic',
    ...(jsxFactory === undefined ? {} : { jsxPragma: jsxFactory }),
    ...(jsxFragmentFactory === undefined ? {} : { jsxFragmentPragma: jsxFragmentFactory }),
    ...(jsxImportSource === undefined ? {} : { jsxImportSource }),
    keepUnusedImports: compilerOptions.verbatimModuleSyntax === true,
    sourceMapOptions: { compiledFilename: file },
  });
  return { code, map: mapped(sourceMap) };
}

function compile(text: string, options: TranspileOptions): Transpiled {
  const ts = options.typescript();
  if (typeof ts?.transpileModule !== 'function')
    throw new SyntaxError(
      `namespaces and decorators need the "typescript" package in the workspace: ${options.file}`,
    );
  const { target: _target, module: _module, ...rest } = options.compilerOptions;
  const { outputText, sourceMapText } = ts.transpileModule(text, {
    fileName: options.file,
    compilerOptions: {
      ...(ts.convertCompilerOptionsFromJson(rest, '.').options as object),
      target: ts.ScriptTarget.ES2022,
      module: options.module ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS,
      sourceMap: true,
      inlineSourceMap: false,
      removeComments: false,
    },
  });
  const code = outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, '\n');
  return { code, map: mapped(sourceMapText ?? '') };
}

function mapped(sourceMap: unknown): Transpiled['map'] {
  if (!sourceMap) return (line, column) => ({ line, column });
  const map = new TraceMap(sourceMap as string);
  return (line, column) => {
    const found = originalPositionFor(map, { line, column: column - 1 });
    return found.line === null ? { line, column } : { line: found.line, column: found.column + 1 };
  };
}
