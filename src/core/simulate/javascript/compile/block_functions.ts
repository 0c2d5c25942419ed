import type { FunctionNode, Statement } from '../ast';
import type { StatementCode } from './code';
import { plain } from './code';
import type { Compiler } from './context';
import { scopeAt } from './context';
import { declareLexical, patternNames, StaticScope } from './scope';

/**
 * Makes the functions that stand in blocks of a sloppy function variables of that function too (ECMA-262 B.3.2).
 * Its parameters and its own names are in `scope` already.
 */
export function declareBlockFunctions(
  scope: StaticScope,
  body: readonly Statement[],
  parameters: readonly string[],
): void {
  const taken = new StaticScope(null, null);
  for (const name of parameters) taken.declare(name, 'parameter');
  // The function's own functions are variables themselves, so a block's may replace them.
  declareLexical(
    taken,
    body.filter(({ type }) => type !== 'functionDeclaration'),
  );
  const found = body.flatMap((statement) => within(statement, taken));
  for (const { name } of found) scope.declare(name, 'var');
  scope.blockFunctions = new Set(found);
}

/** The plain functions of a block whose names could be those of a `var` in their place. */
function inBlock(statements: readonly Statement[], taken: StaticScope): FunctionNode[] {
  const own = new StaticScope(taken, null);
  declareLexical(own, statements);
  return statements.flatMap((statement) => {
    if (statement.type !== 'functionDeclaration') return within(statement, own);
    const { name, async, generator } = statement.function;
    return async || generator || taken.resolve(name) ? [] : [statement.function];
  });
}

/** The same for the blocks of a statement; `taken`: the lexical names around it. */
function within(statement: Statement, taken: StaticScope): FunctionNode[] {
  switch (statement.type) {
    case 'block':
      return inBlock(statement.body, taken);
    case 'if':
      return [statement.yes, ...(statement.no ? [statement.no] : [])].flatMap((branch) =>
        within(branch, taken),
      );
    case 'for': {
      const { initial, body } = statement;
      const head = new StaticScope(taken, null);
      if (initial?.type === 'declaration') declareLexical(head, [initial]);
      return within(body, head);
    }
    case 'forEach': {
      const { kind, target, body } = statement;
      const head = new StaticScope(taken, null);
      if (kind !== null && kind !== 'var')
        for (const name of patternNames(target)) head.declare(name, 'let');
      return within(body, head);
    }
    case 'while':
    case 'doWhile':
    case 'labeled':
      return within(statement.body, taken);
    case 'try': {
      const { body, handler, finalizer } = statement;
      const parameter = new StaticScope(taken, null);
      // A `var` may have the name of a plain catch parameter (B.3.4), not one of a pattern.
      if (handler?.parameter && handler.parameter.type !== 'identifier')
        for (const name of patternNames(handler.parameter)) parameter.declare(name, 'let');
      return [
        ...inBlock(body, taken),
        ...inBlock(handler?.body ?? [], parameter),
        ...inBlock(finalizer ?? [], taken),
      ];
    }
    case 'switch':
      return inBlock(
        statement.cases.flatMap(({ body }) => body),
        taken,
      );
    default:
      return [];
  }
}

/** Where such a function's declaration is reached, its value goes into the variable of the function around it. */
export function compileBlockFunction(compiler: Compiler, node: FunctionNode): StatementCode | null {
  let hops = 0;
  let around = compiler.scope;
  for (; around.owner === null && around.parent; around = around.parent) hops++;
  const inner = compiler.scope.own(node.name);
  const outer = around.own(node.name);
  if (!inner || !outer || !around.blockFunctions.has(node)) return null;
  return plain((block) => {
    scopeAt(block, hops).slots[outer.index] = block.slots[inner.index];
    return undefined;
  });
}
