/**
 * The program as the evaluator wants it: ESTree's shapes without types, comments and punctuation. Lowered once
 * per syntax tree (lower/), compiled per walkthrough (compile/). Places are one-based, as in a trace.
 */

export interface Place {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface FunctionNode {
  readonly name: string;
  readonly async: boolean;
  readonly generator: boolean;
  readonly kind:
    'function' | 'arrow' | 'method' | 'getter' | 'setter' | 'constructor' | 'derivedConstructor';
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
  /** An arrow function's own expression stands in `body` as one return statement. */
  readonly place: Place;
  /** A named function expression can call itself by this name. */
  readonly selfName: boolean;
  readonly source: string;
  readonly strict: boolean;
}

export interface Parameter {
  readonly target: Pattern;
  readonly initial: Expression | null;
  readonly rest: boolean;
}

export interface ClassNode {
  readonly name: string | null;
  readonly superclass: Expression | null;
  readonly members: readonly ClassMember[];
  readonly decorators: readonly Expression[];
  readonly place: Place;
  readonly source: string;
}

export type ClassMember =
  | {
      readonly type: 'method';
      readonly key: Key;
      readonly isStatic: boolean;
      readonly function: FunctionNode;
      readonly decorators: readonly Expression[];
    }
  | {
      readonly type: 'field';
      readonly key: Key;
      readonly isStatic: boolean;
      readonly value: Expression | null;
      readonly decorators: readonly Expression[];
    }
  | { readonly type: 'staticBlock'; readonly body: readonly Statement[]; readonly place: Place };

export type Key =
  | { readonly type: 'name'; readonly name: string }
  | { readonly type: 'private'; readonly name: string }
  | { readonly type: 'computed'; readonly expression: Expression };

export type ObjectMember =
  | { readonly type: 'pair'; readonly key: Key; readonly value: Expression }
  | { readonly type: 'method'; readonly key: Key; readonly function: FunctionNode }
  | { readonly type: 'spread'; readonly argument: Expression };

export interface Spread {
  readonly type: 'spread';
  readonly argument: Expression;
}

export type Argument = Expression | Spread;

export interface TemplateParts {
  readonly cooked: readonly (string | undefined)[];
  readonly raw: readonly string[];
  readonly expressions: readonly Expression[];
}

export type Expression =
  | {
      readonly type: 'literal';
      readonly value: string | number | bigint | boolean | null | undefined;
    }
  | { readonly type: 'regexp'; readonly pattern: string; readonly flags: string }
  | { readonly type: 'template'; readonly parts: TemplateParts }
  | {
      readonly type: 'taggedTemplate';
      readonly tag: Expression;
      readonly parts: TemplateParts;
      readonly place: Place;
    }
  | Identifier
  | { readonly type: 'this' }
  | { readonly type: 'newTarget' }
  | { readonly type: 'importMeta' }
  | { readonly type: 'array'; readonly elements: readonly (Argument | null)[] }
  | { readonly type: 'object'; readonly members: readonly ObjectMember[] }
  | { readonly type: 'function'; readonly function: FunctionNode }
  | { readonly type: 'class'; readonly class: ClassNode }
  | { readonly type: 'unary'; readonly operator: string; readonly argument: Expression }
  | {
      readonly type: 'update';
      readonly operator: '++' | '--';
      readonly prefix: boolean;
      readonly target: Expression;
    }
  | {
      readonly type: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly type: 'privateIn'; readonly name: string; readonly right: Expression }
  | {
      readonly type: 'logical';
      readonly operator: '&&' | '||' | '??';
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly type: 'assign';
      readonly operator: string;
      readonly target: Pattern;
      readonly value: Expression;
    }
  | {
      readonly type: 'conditional';
      readonly test: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    }
  | CallExpression
  | { readonly type: 'superCall'; readonly arguments: readonly Argument[]; readonly place: Place }
  | {
      readonly type: 'new';
      readonly callee: Expression;
      readonly arguments: readonly Argument[];
      readonly place: Place;
      readonly text: string;
    }
  | MemberExpression
  | { readonly type: 'superMember'; readonly key: Key; readonly place: Place }
  /** The whole of `a?.b.c()`: an absent `a` ends it. */
  | { readonly type: 'chain'; readonly expression: Expression }
  | { readonly type: 'sequence'; readonly expressions: readonly Expression[] }
  | {
      readonly type: 'await';
      readonly argument: Expression;
      readonly place: Place;
      readonly into: string | null;
    }
  | {
      readonly type: 'yield';
      readonly argument: Expression | null;
      readonly delegate: boolean;
      readonly place: Place;
      readonly into: string | null;
    }
  | { readonly type: 'importCall'; readonly source: Expression; readonly place: Place }
  /** Syntax that the walkthrough does not follow (JSX): an unknown value of this name. */
  | { readonly type: 'unsupported'; readonly what: string; readonly place: Place };

export interface Identifier {
  readonly type: 'identifier';
  readonly name: string;
  readonly place: Place;
}

export interface MemberExpression {
  readonly type: 'member';
  readonly object: Expression;
  readonly key: Key;
  readonly optional: boolean;
  readonly place: Place;
  /** Source text, for the runtime's error messages. */
  readonly text: string;
}

export interface CallExpression {
  readonly type: 'call';
  readonly callee: Expression;
  readonly arguments: readonly Argument[];
  readonly optional: boolean;
  readonly place: Place;
  /** Source of the callee, for `… is not a function`. */
  readonly text: string;
}

/** What can be assigned to: a name, a property, or a destructuring pattern. */
export type Pattern =
  | Identifier
  | MemberExpression
  | { readonly type: 'superMember'; readonly key: Key; readonly place: Place }
  | {
      readonly type: 'arrayPattern';
      readonly elements: readonly (PatternElement | null)[];
      readonly rest: Pattern | null;
    }
  | {
      readonly type: 'objectPattern';
      readonly properties: readonly { readonly key: Key; readonly element: PatternElement }[];
      readonly rest: Pattern | null;
      readonly place: Place;
    }
  | { readonly type: 'unsupported'; readonly what: string; readonly place: Place };

export interface PatternElement {
  readonly target: Pattern;
  readonly initial: Expression | null;
}

export type DeclarationKind = 'var' | 'let' | 'const' | 'using' | 'await using';

export interface Declaration {
  readonly type: 'declaration';
  readonly kind: DeclarationKind;
  readonly declarators: readonly {
    readonly target: Pattern;
    readonly initial: Expression | null;
  }[];
  readonly place: Place;
}

export interface SwitchCase {
  /** Null for `default`. */
  readonly test: Expression | null;
  readonly body: readonly Statement[];
}

export type Statement =
  | { readonly type: 'expression'; readonly expression: Expression; readonly place: Place }
  | Declaration
  | { readonly type: 'functionDeclaration'; readonly function: FunctionNode }
  | { readonly type: 'classDeclaration'; readonly class: ClassNode }
  | { readonly type: 'block'; readonly body: readonly Statement[] }
  | {
      readonly type: 'if';
      readonly test: Expression;
      readonly yes: Statement;
      readonly no: Statement | null;
      readonly place: Place;
    }
  | {
      readonly type: 'for';
      readonly initial: Declaration | Expression | null;
      readonly test: Expression | null;
      readonly update: Expression | null;
      readonly body: Statement;
      readonly place: Place;
    }
  | ForEach
  | {
      readonly type: 'while';
      readonly test: Expression;
      readonly body: Statement;
      readonly place: Place;
    }
  | {
      readonly type: 'doWhile';
      readonly test: Expression;
      readonly body: Statement;
      readonly place: Place;
    }
  | { readonly type: 'return'; readonly argument: Expression | null; readonly place: Place }
  | { readonly type: 'throw'; readonly argument: Expression; readonly place: Place }
  | {
      readonly type: 'try';
      readonly body: readonly Statement[];
      readonly handler: {
        readonly parameter: Pattern | null;
        readonly body: readonly Statement[];
      } | null;
      readonly finalizer: readonly Statement[] | null;
    }
  | {
      readonly type: 'switch';
      readonly value: Expression;
      readonly cases: readonly SwitchCase[];
      readonly place: Place;
    }
  | { readonly type: 'labeled'; readonly label: string; readonly body: Statement }
  | { readonly type: 'break'; readonly label: string | null }
  | { readonly type: 'continue'; readonly label: string | null }
  | {
      readonly type: 'enum';
      readonly name: string;
      readonly members: readonly { readonly name: string; readonly value: Expression | null }[];
    }
  | { readonly type: 'namespace'; readonly name: string; readonly body: readonly Statement[] }
  | {
      readonly type: 'import';
      readonly source: string;
      readonly bindings: readonly ImportBinding[];
      readonly place: Place;
    }
  | {
      readonly type: 'export';
      readonly declaration: Statement;
      readonly names: readonly string[];
      readonly isDefault: boolean;
    }
  | {
      readonly type: 'exportNames';
      readonly names: readonly { readonly local: string; readonly exported: string }[];
    }
  | { readonly type: 'unsupportedStatement'; readonly what: string; readonly place: Place };

export interface ImportBinding {
  /** `default`, `*` for the whole namespace, or the exported name. */
  readonly imported: string;
  readonly local: string;
}

export interface ForEach {
  readonly type: 'forEach';
  readonly over: 'in' | 'of';
  readonly await: boolean;
  /** How the loop's own names are declared; null when it assigns to what exists. */
  readonly kind: DeclarationKind | null;
  readonly target: Pattern;
  readonly iterated: Expression;
  readonly body: Statement;
  readonly place: Place;
}

export interface Program {
  readonly body: readonly Statement[];
  /** An ES module (import, export or top-level await), else CommonJS: their start-up order differs. */
  readonly module: boolean;
  readonly strict: boolean;
  readonly place: Place;
}
