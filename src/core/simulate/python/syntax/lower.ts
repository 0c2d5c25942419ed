import type { SyntaxNode } from '../../../syntax/document';
import type { Module } from './ast';
import { StatementLowering } from './statements';

/** Turns tree-sitter's tree into our own, once per text. Broken stretches become `Unsupported`. */
export function lowerModule(root: SyntaxNode, source: string): Module {
  return { body: new StatementLowering(source).statements(root), source };
}
