import type { Code, Completion, FunctionCode } from '../objects/functions';
import type { Module } from '../syntax/ast';
import { generatorBody } from './comprehensions';
import { Context } from './context';
import type { Compilers } from './context';
import { compileExpression } from './expressions';
import { compileFunctionCode } from './functions';
import { analyzeScopes } from './scope';
import type { Definition } from './scope';
import { compileBlock } from './statements';

const compilers: Compilers = {
  expression: compileExpression,
  block: compileBlock,
  functionCode: (context, node): FunctionCode => compileFunctionCode(context, node, generatorBody),
};

export interface CompiledModule {
  /** All statements of the module. */
  readonly body: Code<Completion>;
  readonly slots: number;
  readonly functions: ReadonlyMap<string, Definition>;
}

export function compileModule(module: Module): CompiledModule {
  const scopes = analyzeScopes(module);
  const context = new Context(compilers, scopes, scopes.module, module.source, '', false);
  const body = context.block(module.body);
  return { body, slots: scopes.module.slots, functions: scopes.functions };
}
