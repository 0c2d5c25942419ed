/** Where something stands in the source: one-based, as the trace format counts, and offsets in the text. */
export interface Site {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly start: number;
  readonly end: number;
}

/** The syntax tree that is evaluated: the node types and field names of CPython's `ast` module. */
export type Expression = { readonly site: Site } & (
  | { readonly type: 'Constant'; readonly value: Constant }
  | { readonly type: 'Name'; readonly id: string }
  | { readonly type: 'Attribute'; readonly value: Expression; readonly attr: string }
  | { readonly type: 'Subscript'; readonly value: Expression; readonly slice: Expression }
  | {
      readonly type: 'Slice';
      readonly lower: Expression | null;
      readonly upper: Expression | null;
      readonly step: Expression | null;
    }
  | {
      readonly type: 'Call';
      readonly func: Expression;
      readonly args: readonly Expression[];
      readonly keywords: readonly Keyword[];
    }
  | {
      readonly type: 'BinOp';
      readonly op: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly type: 'UnaryOp'; readonly op: string; readonly operand: Expression }
  | {
      readonly type: 'BoolOp';
      readonly op: 'and' | 'or';
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly type: 'Compare';
      readonly left: Expression;
      readonly ops: readonly string[];
      readonly comparators: readonly Expression[];
    }
  | {
      readonly type: 'IfExp';
      readonly test: Expression;
      readonly body: Expression;
      readonly orelse: Expression;
    }
  | { readonly type: 'Lambda'; readonly args: Arguments; readonly body: Expression }
  | { readonly type: 'Tuple' | 'List' | 'Set'; readonly elts: readonly Expression[] }
  | {
      readonly type: 'Dict';
      /** A null key is `**value`. */
      readonly items: readonly {
        readonly key: Expression | null;
        readonly value: Expression;
      }[];
    }
  | {
      readonly type: 'ListComp' | 'SetComp';
      readonly elt: Expression;
      readonly generators: readonly Comprehension[];
    }
  | {
      readonly type: 'GeneratorExp';
      readonly elt: Expression;
      readonly generators: readonly Comprehension[];
    }
  | {
      readonly type: 'DictComp';
      readonly key: Expression;
      readonly value: Expression;
      readonly generators: readonly Comprehension[];
    }
  | { readonly type: 'Await'; readonly value: Expression; readonly into: string | null }
  | { readonly type: 'Yield'; readonly value: Expression | null }
  | { readonly type: 'YieldFrom'; readonly value: Expression }
  | { readonly type: 'NamedExpr'; readonly target: string; readonly value: Expression }
  | { readonly type: 'Starred'; readonly value: Expression }
  | { readonly type: 'JoinedStr'; readonly parts: readonly (string | FormattedValue)[] }
  | { readonly type: 'Unsupported'; readonly text: string }
);

export type Constant =
  | { readonly kind: 'none' }
  | { readonly kind: 'ellipsis' }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'int'; readonly value: number | bigint }
  | { readonly kind: 'float' | 'imaginary'; readonly value: number }
  | { readonly kind: 'str'; readonly value: string }
  | { readonly kind: 'bytes'; readonly value: string };

export interface FormattedValue {
  readonly value: Expression;
  readonly conversion: string | null;
  readonly spec: readonly (string | FormattedValue)[] | null;
}

export interface Keyword {
  /** Null for `**value`. */
  readonly arg: string | null;
  readonly value: Expression;
}

export interface Comprehension {
  readonly target: Expression;
  readonly iter: Expression;
  readonly ifs: readonly Expression[];
  readonly isAsync: boolean;
  readonly site: Site;
}

export interface Arguments {
  readonly parameters: readonly {
    readonly name: string;
    readonly kind: 'positional' | 'ordinary' | 'star' | 'keyword' | 'doubleStar';
    readonly default: Expression | null;
    /** Source text of the annotation. */
    readonly annotation: Expression | null;
  }[];
}

/** One of `[T, *Ts, **P]` behind the name of a definition (PEP 695). Its bound is not kept. */
export interface TypeParameter {
  readonly name: string;
  readonly kind: 'TypeVar' | 'TypeVarTuple' | 'ParamSpec';
}

export interface FunctionDef {
  readonly type: 'FunctionDef';
  readonly site: Site;
  readonly name: string;
  readonly args: Arguments;
  readonly typeParameters: readonly TypeParameter[];
  /** Source text of what it is annotated to return. */
  readonly returns: Expression | null;
  readonly body: readonly Statement[];
  readonly decorators: readonly Expression[];
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
}

export interface ExceptHandler {
  readonly test: Expression | null;
  readonly name: string | null;
  readonly body: readonly Statement[];
  readonly site: Site;
}

export interface WithItem {
  readonly context: Expression;
  readonly target: Expression | null;
}

export type Statement = { readonly site: Site } & (
  | { readonly type: 'Expr'; readonly value: Expression }
  | { readonly type: 'Assign'; readonly targets: readonly Expression[]; readonly value: Expression }
  | {
      readonly type: 'AugAssign';
      readonly target: Expression;
      readonly op: string;
      readonly value: Expression;
    }
  | {
      readonly type: 'AnnAssign';
      readonly target: Expression;
      readonly annotation: Expression;
      readonly value: Expression | null;
    }
  | { readonly type: 'Return'; readonly value: Expression | null }
  | {
      readonly type: 'If';
      readonly test: Expression;
      readonly body: readonly Statement[];
      readonly orelse: readonly Statement[];
    }
  | {
      readonly type: 'While';
      readonly test: Expression;
      readonly body: readonly Statement[];
      readonly orelse: readonly Statement[];
    }
  | {
      readonly type: 'For';
      readonly target: Expression;
      readonly iter: Expression;
      readonly body: readonly Statement[];
      readonly orelse: readonly Statement[];
      readonly isAsync: boolean;
    }
  | {
      readonly type: 'With';
      readonly items: readonly WithItem[];
      readonly body: readonly Statement[];
      readonly isAsync: boolean;
    }
  | {
      readonly type: 'Try';
      readonly body: readonly Statement[];
      readonly handlers: readonly ExceptHandler[];
      /** Whether the handlers are `except*`. */
      readonly isGroup: boolean;
      readonly orelse: readonly Statement[];
      readonly finalbody: readonly Statement[];
    }
  | {
      readonly type: 'Raise';
      readonly exc: Expression | null;
      readonly cause: Expression | null;
    }
  | { readonly type: 'Assert'; readonly test: Expression; readonly msg: Expression | null }
  | { readonly type: 'Delete'; readonly targets: readonly Expression[] }
  | { readonly type: 'Pass' | 'Break' | 'Continue' }
  | { readonly type: 'Global' | 'Nonlocal'; readonly names: readonly string[] }
  | FunctionDef
  | {
      readonly type: 'ClassDef';
      readonly name: string;
      readonly typeParameters: readonly TypeParameter[];
      readonly bases: readonly Expression[];
      readonly keywords: readonly Keyword[];
      readonly body: readonly Statement[];
      readonly decorators: readonly Expression[];
    }
  | {
      readonly type: 'TypeAlias';
      readonly name: string;
      readonly typeParameters: readonly TypeParameter[];
      /** Without parameters; what `__value__` gives when it is first asked. */
      readonly value: Expression & { type: 'Lambda' };
    }
  | { readonly type: 'Import'; readonly names: readonly Alias[] }
  | {
      readonly type: 'ImportFrom';
      readonly module: string;
      readonly names: readonly Alias[];
    }
  | {
      readonly type: 'Match';
      readonly subject: Expression;
      readonly cases: readonly MatchCase[];
    }
  | { readonly type: 'Unsupported'; readonly text: string }
);

export type ClassDef = Extract<Statement, { type: 'ClassDef' }>;

export interface Alias {
  readonly name: string;
  readonly asname: string | null;
}

export interface MatchCase {
  readonly pattern: Pattern;
  readonly guard: Expression | null;
  readonly body: readonly Statement[];
}

export type Pattern =
  | { readonly type: 'MatchValue'; readonly value: Expression }
  | { readonly type: 'MatchSingleton'; readonly value: null | boolean }
  | { readonly type: 'MatchSequence'; readonly patterns: readonly Pattern[] }
  | {
      readonly type: 'MatchMapping';
      readonly keys: readonly Expression[];
      readonly patterns: readonly Pattern[];
      readonly rest: string | null;
    }
  | {
      readonly type: 'MatchClass';
      readonly cls: Expression;
      readonly patterns: readonly Pattern[];
      readonly keywords: readonly { readonly name: string; readonly pattern: Pattern }[];
    }
  | { readonly type: 'MatchStar'; readonly name: string | null }
  | { readonly type: 'MatchAs'; readonly pattern: Pattern | null; readonly name: string | null }
  | { readonly type: 'MatchOr'; readonly patterns: readonly Pattern[] };

export interface Module {
  readonly body: readonly Statement[];
  readonly source: string;
}
