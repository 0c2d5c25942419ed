import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { ReadWasm } from '../../src/core/syntax/document';
import { SyntaxReader } from '../../src/core/syntax/document';

const require = createRequire(__filename);

const packageOf: Readonly<Record<string, string>> = {
  'web-tree-sitter.wasm': 'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-python.wasm': 'tree-sitter-python/tree-sitter-python.wasm',
  'tree-sitter-typescript.wasm': 'tree-sitter-typescript/tree-sitter-typescript.wasm',
  'tree-sitter-tsx.wasm': 'tree-sitter-typescript/tree-sitter-tsx.wasm',
  'tree-sitter-javascript.wasm': 'tree-sitter-javascript/tree-sitter-javascript.wasm',
};

/** Takes the .wasm files from the packages that ship them. */
export const readWasm: ReadWasm = (name) => readFile(require.resolve(packageOf[name] ?? name));

export const reader = new SyntaxReader(readWasm);
