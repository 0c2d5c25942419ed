import { Edit, Language as TreeSitterLanguage, Parser } from 'web-tree-sitter';
import type { Node, Tree } from 'web-tree-sitter';
import type { Grammar, Language } from '../language';
import { dialectOf } from '../language';
import type { Range } from '../position';

export type { Node as SyntaxNode, Tree as SyntaxTree } from 'web-tree-sitter';

/** One change of a document's text, as editors report it: `range` is replaced by `text`. */
export interface TextChange {
  readonly range: Range;
  readonly text: string;
}

/** Gives the bytes of a .wasm file by its name: the runtime's own file, or a grammar's. */
export type ReadWasm = (name: string) => Promise<Uint8Array>;

const wasmOf: Readonly<Record<Grammar, string>> = {
  python: 'tree-sitter-python.wasm',
  typescript: 'tree-sitter-typescript.wasm',
  tsx: 'tree-sitter-tsx.wasm',
  javascript: 'tree-sitter-javascript.wasm',
};
