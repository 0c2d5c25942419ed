import type { Declaration, FunctionNode, Pattern, Statement } from '../ast';

export interface Binding {
  readonly index: number;
  readonly kind:
    | 'var'
    | 'let'
    | 'const'
    | 'using'
    | 'class'
    | 'function'
    | 'parameter'
    | 'selfName'
    | 'internal';
}

/** The names of one block or function, as the compiler sees them. */
export class StaticScope {
  private readonly names = new Map<string, Binding>();
  /** Whether a function was created in it or below: its variables outlive a turn of a loop. */
  hasClosure = false;
  /** Of a sloppy function: those in its blocks that are its variables too. */
  blockFunctions: ReadonlySet<FunctionNode> = new Set();

  constructor(
    readonly parent: StaticScope | null,
    /** What kind of function's variables these are; null for a block. */
    readonly owner: 'function' | 'arrow' | 'module' | null,
  ) {}

  get size(): number {
    return this.names.size;
  }

  own(name: string): Binding | undefined {
    return this.names.get(name);
  }

  declare(name: string, kind: Binding['kind']): Binding {
    const existing = this.names.get(name);
    if (existing) return existing;
    const binding = { index: this.names.size, kind };
    this.names.set(name, binding);
    return binding;
  }

  /** The indices of what must not be read before its declaration. */
  get lexical(): number[] {
    return [...this.names.values()].filter(isLexical).map((binding) => binding.index);
  }

  bindings(): IterableIterator<[string, Binding]> {
    return this.names.entries();
  }

  resolve(name: string): { readonly hops: number; readonly binding: Binding } | undefined {
    const binding = this.names.get(name);
    if (binding) return { hops: 0, binding };
    const outer = this.parent?.resolve(name);
    return outer && { hops: outer.hops + 1, binding: outer.binding };
  }

  markClosure(): void {
    if (this.hasClosure) return;
    this.hasClosure = true;
    this.parent?.markClosure();
  }
}

export function isLexical(binding: Binding): boolean {
  return (
    binding.kind === 'let' ||
    binding.kind === 'const' ||
    binding.kind === 'using' ||
    binding.kind === 'class'
  );
}

export function patternNames(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'identifier':
      return [pattern.name];
    case 'arrayPattern':
      return [
        ...pattern.elements.flatMap((element) => (element ? patternNames(element.target) : [])),
        ...(pattern.rest ? patternNames(pattern.rest) : []),
      ];
    case 'objectPattern':
      return [
        ...pattern.properties.flatMap(({ element }) => patternNames(element.target)),
        ...(pattern.rest ? patternNames(pattern.rest) : []),
      ];
    default:
      return [];
  }
}

function declaredNames(declaration: Declaration): string[] {
  return declaration.declarators.flatMap(({ target }) => patternNames(target));
}

/** The statement inside `export`. */
export function exported(statement: Statement): Statement {
  return statement.type === 'export' ? statement.declaration : statement;
}

/** Names that `var` gives to the whole function, wherever in it they stand. */
export function varNames(statements: readonly Statement[]): string[] {
  return statements.flatMap(varNamesOf);
}

function varNamesOf(each: Statement): string[] {
  const statement = exported(each);
  switch (statement.type) {
    case 'declaration':
      return statement.kind === 'var' ? declaredNames(statement) : [];
    case 'block':
      return varNames(statement.body);
    case 'if':
      return [...varNamesOf(statement.yes), ...(statement.no ? varNamesOf(statement.no) : [])];
    case 'for': {
      const { initial } = statement;
      return [
        ...(initial?.type === 'declaration' ? varNamesOf(initial) : []),
        ...varNamesOf(statement.body),
      ];
    }
    case 'forEach':
      return [
        ...(statement.kind === 'var' ? patternNames(statement.target) : []),
        ...varNamesOf(statement.body),
      ];
    case 'while':
    case 'doWhile':
    case 'labeled':
      return varNamesOf(statement.body);
    case 'try':
      return [
        ...varNames(statement.body),
        ...varNames(statement.handler?.body ?? []),
        ...varNames(statement.finalizer ?? []),
      ];
    case 'switch':
      return statement.cases.flatMap((each) => varNames(each.body));
    default:
      return [];
  }
}

/** Declares what belongs to this very block: lexical names, classes, functions, enums, imports. */
export function declareLexical(scope: StaticScope, statements: readonly Statement[]): void {
  for (const each of statements) {
    const statement = exported(each);
    switch (statement.type) {
      case 'declaration':
        if (statement.kind === 'var') break;
        for (const name of declaredNames(statement)) {
          scope.declare(name, statement.kind === 'await using' ? 'using' : statement.kind);
        }
        break;
      case 'functionDeclaration':
        scope.declare(statement.function.name, 'function');
        break;
      case 'classDeclaration':
        scope.declare(statement.class.name ?? '*default*', 'class');
        break;
      case 'enum':
      case 'namespace':
        scope.declare(statement.name, 'var');
        break;
      case 'import':
        for (const { local } of statement.bindings) scope.declare(local, 'const');
        break;
      default:
        break;
    }
  }
}
