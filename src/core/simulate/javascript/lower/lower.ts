import { hasToken, partsOf } from '../../../syntax/nodes';
import type { SyntaxDocument, SyntaxNode, SyntaxTree } from '../../../syntax/document';
import type { Expression, FunctionNode, Pattern, Program, Statement } from '../ast';
import { lowerClass } from './classes';
import type { FunctionKind, Lower } from './context';
import { placeOf, startsStrict } from './context';
import { lowerExpression } from './expressions';
import { lowerFunction } from './functions';
import { lowerPattern } from './patterns';
import { lowerStatement } from './statements';

/** Turns syntax nodes into the evaluator's tree; the parts of a node kind are in the file of their family. */
class TreeLower implements Lower {
  strict = false;

  expression(node: SyntaxNode | null | undefined, into: string | null = null): Expression {
    if (!node) return { type: 'literal', value: undefined };
    return lowerExpression(this, node, into);
  }

  statement(node: SyntaxNode): Statement[] {
    return lowerStatement(this, node);
  }

  block(node: SyntaxNode | null): Statement[] {
    return node ? partsOf(node).flatMap((child) => this.statement(child)) : [];
  }

  body(node: SyntaxNode | null): Statement {
    const statements = node ? this.statement(node) : [];
    const [only] = statements;
    return statements.length === 1 && only ? only : { type: 'block', body: statements };
  }

  pattern(node: SyntaxNode): Pattern {
    return lowerPattern(this, node);
  }

  function(node: SyntaxNode, kind: FunctionKind, name: string): FunctionNode {
    return lowerFunction(this, node, kind, name);
  }

  class(node: SyntaxNode, decorators: readonly Expression[] = []) {
    return lowerClass(this, node, decorators);
  }
}

const programs = new WeakMap<SyntaxTree, Program>();

/** The program of a document, lowered once per tree. The file's extension can say what kind of module it is. */
export function programOf(document: SyntaxDocument, file: string): Program {
  const { root, tree } = document;
  const module = /\.m[jt]s$/.test(file) || (!/\.c[jt]s$/.test(file) && isModule(root));
  const known = programs.get(tree);
  if (known?.module === module) return known;
  const lower = new TreeLower();
  lower.strict = module || startsStrict(root);
  const program = {
    body: lower.block(root),
    module,
    strict: lower.strict,
    place: placeOf(root),
  };
  programs.set(tree, program);
  return program;
}

const functionTypes = new Set([
  'function_declaration',
  'function_expression',
  'arrow_function',
  'generator_function',
  'generator_function_declaration',
  'method_definition',
]);

/** Node's own rule: import, export or import.meta syntax, or an await outside every function. */
function isModule(node: SyntaxNode): boolean {
  return node.children.some((child) => {
    const { type } = child;
    if (type === 'import_statement' || type === 'export_statement') return !isTypeOnly(child);
    if (type === 'await_expression') return true;
    if (type === 'await') return node.type === 'for_in_statement';
    if (type === 'meta_property') return child.text === 'import.meta';
    return !functionTypes.has(type) && isModule(child);
  });
}

/** Type stripping removes these before Node looks for module syntax. */
function isTypeOnly(node: SyntaxNode): boolean {
  const declaration = node.childForFieldName('declaration')?.type;
  return (
    hasToken(node, 'type') ||
    declaration === 'type_alias_declaration' ||
    declaration === 'interface_declaration' ||
    declaration === 'ambient_declaration'
  );
}
