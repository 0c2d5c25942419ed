import { partsOf } from '../../../syntax/nodes';
import type { SyntaxNode } from '../../../syntax/document';
import type { ClassNode, Expression, FunctionNode, Pattern, Place, Statement } from '../ast';

export type FunctionKind = FunctionNode['kind'];

/** What the lowering of one kind of node asks of the others. */
export interface Lower {
  /** Whether the code being lowered is in strict mode. */
  strict: boolean;
  /** `into`: the name that receives the value. Without a node: undefined. */
  expression(node: SyntaxNode | null | undefined, into?: string | null): Expression;
  statement(node: SyntaxNode): Statement[];
  block(node: SyntaxNode | null): Statement[];
  /** One statement from what may be none or several. */
  body(node: SyntaxNode | null): Statement;
  pattern(node: SyntaxNode): Pattern;
  function(node: SyntaxNode, kind: FunctionKind, name: string): FunctionNode;
  class(node: SyntaxNode, decorators?: readonly Expression[]): ClassNode;
}

export function placeOf(node: SyntaxNode): Place {
  const { startPosition: start, endPosition: end } = node;
  return {
    line: start.row + 1,
    column: start.column + 1,
    endLine: end.row + 1,
    endColumn: end.column + 1,
  };
}

export function startsStrict(block: SyntaxNode): boolean {
  const [first] = partsOf(block);
  return first?.type === 'expression_statement' && /^(['"])use strict\1/.test(first.text);
}
