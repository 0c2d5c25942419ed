import type { ClassNode, Expression, FunctionNode, Pattern, Statement } from '../ast';
import type { Realm } from '../realm';
import type { Value } from '../values/object';
import type { Code, Scope, StatementCode, Steps } from './code';
import type { StaticScope } from './scope';

/** What a program's module gives and takes: `import`, `export`, `require`. */
export interface ModuleLinks {
  import(source: string): Value;
  export(name: string, value: Value): void;
}

/** Puts a value where a pattern says; suspends only where a default value or a computed key does. */
export interface Writer {
  readonly run: ((scope: Scope, value: Value) => void) | null;
  readonly steps: (scope: Scope, value: Value) => Steps<void>;
}

/** What the compilation of one kind of node asks of the others. */
export interface Compiler {
  readonly realm: Realm;
  readonly links: ModuleLinks;
  /** Qualified names of functions, by the position they start at (`line:column`). */
  readonly functionNames: ReadonlyMap<string, string>;
  /** The innermost scope. */
  scope: StaticScope;
  strict: boolean;
  /** What kind of function the code being compiled belongs to: decides what `return` and `yield` do. */
  owner: { readonly async: boolean; readonly generator: boolean };
  /** Labels of the loop that is about to be compiled. */
  labels: readonly string[];
  /** A compiler for code that runs later, in this scope. */
  fork(scope: StaticScope, strict: boolean, links?: ModuleLinks): Compiler;
  /** Compiles with `scope` as the innermost. */
  within<T>(scope: StaticScope, compile: () => T): T;
  expression(node: Expression): Code;
  statement(node: Statement): StatementCode;
  statements(nodes: readonly Statement[]): StatementCode;
  function(node: FunctionNode): Code;
  class(node: ClassNode): Code;
  /** How values get into a pattern. `declaring`: as initialisation, which a `const` allows. */
  writer(pattern: Pattern, declaring: boolean, source?: Expression | null): Writer;
}

/** The scope that lies `hops` outwards. */
export function scopeAt(scope: Scope, hops: number): Scope {
  let at = scope;
  for (let n = 0; n < hops; n++) if (at.parent) at = at.parent;
  return at;
}
