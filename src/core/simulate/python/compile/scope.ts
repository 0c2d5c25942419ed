import type { FunctionCode } from '../objects/functions';
import type {
  Arguments,
  Comprehension,
  Expression,
  FormattedValue,
  Module,
  Pattern,
  Statement,
  TypeParameter,
} from '../syntax/ast';

/** A local variable of a function or comprehension. */
export class Variable {
  /** Whether an inner function uses it too, so that it lives in a cell. */
  captured = false;

  constructor(readonly slot: number) {}
}

/** How a name is reached from where it is used. */
export type Access =
  /** `free` where it belongs to a function around the one that uses it. */
  | {
      readonly kind: 'slot';
      readonly slot: number;
      readonly captured: boolean;
      readonly free?: true;
    }
  | { readonly kind: 'global' }
  /** In a class body (or module): the body's own names first. */
  | { readonly kind: 'names'; readonly otherwise: Access };

/** `types` holds the type parameters of a definition (PEP 695): like a comprehension, it is part of a frame. */
type ScopeKind = 'module' | 'class' | 'function' | 'comprehension' | 'types';

/** A block of names, as CPython's `symtable` has them. */
export class Scope {
  readonly bound = new Map<string, Variable | null>();
  /** Names of enclosing functions that are used in here, with the slot that takes their cell. */
  readonly free = new Map<string, number>();
  readonly globals = new Set<string>();
  readonly nonlocals = new Set<string>();
  readonly used = new Set<string>();
  readonly children: Scope[] = [];
  private slotCount = 0;

  constructor(
    readonly kind: ScopeKind,
    readonly parent: Scope | null,
  ) {
    parent?.children.push(this);
    if (kind === 'class') this.bound.set('__class__', new Variable(this.newSlot()));
  }

  /** The scope whose running frame holds this one's slots. */
  get frame(): Scope {
    const inside = this.kind === 'comprehension' || this.kind === 'types';
    return inside && this.parent ? this.parent.frame : this;
  }

  newSlot(): number {
    return this.frame.slotCount++;
  }

  get slots(): number {
    return this.slotCount;
  }

  bind(name: string): void {
    if (this.globals.has(name) || this.nonlocals.has(name)) {
      this.used.add(name);
    } else if (!this.bound.has(name)) {
      const hasSlots = this.kind !== 'module' && this.kind !== 'class';
      this.bound.set(name, hasSlots ? new Variable(this.newSlot()) : null);
    }
  }

  /** Finds the owners of all names that inner blocks use; call it on the module when all is collected. */
  resolveAll(): void {
    for (const name of [...this.used, ...this.nonlocals]) this.capture(name);
    for (const child of this.children) child.resolveAll();
  }

  private capture(name: string): void {
    if (this.bound.has(name) || this.globals.has(name)) return;
    for (let scope = this.parent; scope; scope = scope.parent) {
      if (scope.globals.has(name)) return;
      const variable = scope.visible(name);
      if (!variable) continue;
      // Every function between here and there passes the cell on.
      for (let frame = this.frame; frame !== scope.frame;) {
        variable.captured = true;
        if (!frame.free.has(name)) frame.free.set(name, frame.newSlot());
        if (!frame.parent) break;
        frame = frame.parent.frame;
      }
      return;
    }
  }

  /** The variable that inner functions see; the names of a class body are not visible to them. */
  private visible(name: string): Variable | null {
    if (this.kind === 'class' && name !== '__class__') return null;
    return this.bound.get(name) ?? null;
  }

  access(name: string): Access {
    if (this.globals.has(name)) return { kind: 'global' };
    const own = this.bound.get(name);
    if (own && (this.kind !== 'class' || name === '__class__')) {
      return { kind: 'slot', slot: own.slot, captured: own.captured || this.kind === 'class' };
    }
    if (this.kind === 'comprehension' && this.parent) {
      // A comprehension in a class body does not see the body's names.
      return this.parent.kind === 'class' ? this.parent.outward(name) : this.parent.access(name);
    }
    if (this.kind === 'types' && this.parent) return this.parent.access(name);
    if (this.kind === 'class') return { kind: 'names', otherwise: this.outward(name) };
    return this.outward(name);
  }

  /** The slot of this scope's frame with the cell that a block inside closes over; class bodies pass it on. */
  cellOf(name: string): number | undefined {
    const own = this.kind === 'class' && name !== '__class__' ? null : this.bound.get(name);
    if (own) return own.slot;
    return this.frame === this ? this.free.get(name) : this.parent?.cellOf(name);
  }

  private outward(name: string): Access {
    const slot = this.free.get(name);
    return slot === undefined
      ? { kind: 'global' }
      : { kind: 'slot', slot, captured: true, free: true };
  }
}

type ScopeOwner = object;

/** The scopes of a module: by the node that opens each. */
export interface Scopes {
  readonly module: Scope;
  readonly of: ReadonlyMap<ScopeOwner, Scope>;
  /** The functions whose definitions have been compiled, by qualified name. */
  readonly functions: Map<string, Definition>;
}

/** A function before it is made. */
export interface Definition {
  code(): FunctionCode;
  /** The names of outer functions that it uses, in the order of its closure. */
  readonly free: readonly string[];
}

export function analyzeScopes(module: Module): Scopes {
  const collector = new Collector();
  const scope = new Scope('module', null);
  collector.body(scope, module.body);
  scope.resolveAll();
  return { module: scope, functions: new Map(), of: collector.scopes };
}

/** Walks the tree once and notes which names each block binds and uses. */
class Collector {
  readonly scopes = new Map<ScopeOwner, Scope>();

  body(scope: Scope, statements: readonly Statement[]): void {
    // `global` holds for the whole block, wherever it stands.
    for (const statement of statements) this.declarations(scope, statement);
    for (const statement of statements) this.statement(scope, statement);
  }

  private declarations(scope: Scope, statement: Statement): void {
    if (statement.type === 'Global') for (const name of statement.names) scope.globals.add(name);
    if (statement.type === 'Nonlocal')
      for (const name of statement.names) scope.nonlocals.add(name);
    for (const block of blocksOf(statement)) {
      for (const inner of block) this.declarations(scope, inner);
    }
  }

  private statement(scope: Scope, node: Statement): void {
    switch (node.type) {
      case 'Expr': {
        this.expression(scope, node.value);
        return;
      }
      case 'Assign':
        this.expression(scope, node.value);
        for (const target of node.targets) this.target(scope, target);
        return;
      case 'AugAssign':
        this.expression(scope, node.target);
        this.expression(scope, node.value);
        {
          this.target(scope, node.target);
          return;
        }
      case 'AnnAssign':
        if (node.value) this.expression(scope, node.value);
        {
          this.target(scope, node.target);
          return;
        }
      case 'Return':
        if (node.value) this.expression(scope, node.value);
        return;
      case 'If':
      case 'While':
        this.expression(scope, node.test);
        break;
      case 'For':
        this.expression(scope, node.iter);
        this.target(scope, node.target);
        break;
      case 'With':
        for (const { context, target } of node.items) {
          this.expression(scope, context);
          if (target) this.target(scope, target);
        }
        break;
      case 'Try':
        for (const { test, name } of node.handlers) {
          if (test) this.expression(scope, test);
          if (name) scope.bind(name);
        }
        break;
      case 'Raise':
        if (node.exc) this.expression(scope, node.exc);
        if (node.cause) this.expression(scope, node.cause);
        return;
      case 'Assert':
        this.expression(scope, node.test);
        if (node.msg) this.expression(scope, node.msg);
        return;
      case 'Delete':
        for (const target of node.targets) {
          this.expression(scope, target);
          this.target(scope, target);
        }
        return;
      case 'FunctionDef': {
        for (const decorator of node.decorators) this.expression(scope, decorator);
        scope.bind(node.name);
        this.defaults(scope, node.args);
        const types = this.types(scope, node.typeParameters);
        const inner = this.function(types, node, node.args);
        this.body(inner, node.body);
        return;
      }
      case 'ClassDef': {
        for (const decorator of node.decorators) this.expression(scope, decorator);
        scope.bind(node.name);
        const types = this.types(scope, node.typeParameters);
        for (const base of node.bases) this.expression(types, base);
        for (const { value } of node.keywords) this.expression(types, value);
        const inner = new Scope('class', types);
        this.scopes.set(node, inner);
        this.body(inner, node.body);
        return;
      }
      case 'TypeAlias':
        scope.bind(node.name);
        this.expression(this.types(scope, node.typeParameters), node.value);
        return;
      case 'Import':
        for (const { name, asname } of node.names) scope.bind(asname ?? name.split('.')[0] ?? name);
        return;
      case 'ImportFrom':
        for (const { name, asname } of node.names) scope.bind(asname ?? name);
        return;
      case 'Match':
        this.expression(scope, node.subject);
        for (const { pattern, guard } of node.cases) {
          this.pattern(scope, pattern);
          if (guard) this.expression(scope, guard);
        }
        break;
      default:
        return;
    }
    for (const block of blocksOf(node)) for (const inner of block) this.statement(scope, inner);
  }

  private defaults(scope: Scope, args: Arguments): void {
    for (const parameter of args.parameters) {
      if (parameter.default) this.expression(scope, parameter.default);
    }
  }

  /** The scope that a definition's type parameters open; without any, the one around it. */
  private types(scope: Scope, parameters: readonly TypeParameter[]): Scope {
    if (parameters.length === 0) return scope;
    const inner = new Scope('types', scope);
    this.scopes.set(parameters, inner);
    for (const { name } of parameters) inner.bind(name);
    return inner;
  }

  private function(scope: Scope, node: ScopeOwner, args: Arguments): Scope {
    const inner = new Scope('function', scope);
    this.scopes.set(node, inner);
    for (const { name } of args.parameters) inner.bind(name);
    return inner;
  }

  private target(scope: Scope, node: Expression): void {
    switch (node.type) {
      case 'Name': {
        scope.bind(node.id);
        return;
      }
      case 'Tuple':
      case 'List':
        for (const element of node.elts) this.target(scope, element);
        return;
      case 'Starred': {
        this.target(scope, node.value);
        return;
      }
      default: {
        this.expression(scope, node);
        return;
      }
    }
  }

  private expression(scope: Scope, node: Expression): void {
    switch (node.type) {
      case 'Name':
        scope.used.add(node.id);
        // `super()` without arguments reads the class that the method stands in.
        if (node.id === 'super') scope.used.add('__class__');
        return;
      case 'NamedExpr': {
        this.expression(scope, node.value);
        let owner = scope;
        while (owner.kind === 'comprehension' && owner.parent) owner = owner.parent;
        owner.bind(node.target);
        scope.used.add(node.target);
        return;
      }
      case 'Lambda': {
        this.defaults(scope, node.args);
        const inner = this.function(scope, node, node.args);
        this.expression(inner, node.body);
        return;
      }
      case 'GeneratorExp': {
        // A generator expression is a function of its own; its first iterable is evaluated outside.
        const inner = new Scope('function', scope);
        inner.bind('.0');
        this.scopes.set(node, inner);
        this.comprehension(scope, inner, node.generators, [node.elt]);
        return;
      }
      case 'ListComp':
      case 'SetComp':
      case 'DictComp': {
        const inner = new Scope('comprehension', scope);
        this.scopes.set(node, inner);
        const results = node.type === 'DictComp' ? [node.key, node.value] : [node.elt];
        this.comprehension(scope, inner, node.generators, results);
        return;
      }
      default:
        for (const child of operandsOf(node)) this.expression(scope, child);
    }
  }

  private comprehension(
    outer: Scope,
    inner: Scope,
    generators: readonly Comprehension[],
    results: readonly Expression[],
  ): void {
    for (const [index, { target, iter, ifs }] of generators.entries()) {
      this.expression(index === 0 ? outer : inner, iter);
      this.target(inner, target);
      for (const condition of ifs) this.expression(inner, condition);
    }
    for (const result of results) this.expression(inner, result);
  }

  private pattern(scope: Scope, node: Pattern): void {
    switch (node.type) {
      case 'MatchValue': {
        this.expression(scope, node.value);
        return;
      }
      case 'MatchSingleton':
        return;
      case 'MatchMapping':
        for (const key of node.keys) this.expression(scope, key);
        for (const inner of node.patterns) this.pattern(scope, inner);
        if (node.rest) scope.bind(node.rest);
        return;
      case 'MatchClass':
        this.expression(scope, node.cls);
        for (const inner of node.patterns) this.pattern(scope, inner);
        for (const { pattern } of node.keywords) this.pattern(scope, pattern);
        return;
      case 'MatchStar':
        if (node.name) scope.bind(node.name);
        return;
      case 'MatchAs':
        if (node.pattern) this.pattern(scope, node.pattern);
        if (node.name) scope.bind(node.name);
        return;
      case 'MatchSequence':
      case 'MatchOr':
        for (const inner of node.patterns) this.pattern(scope, inner);
    }
  }
}

/** The blocks of a compound statement that run in its own scope. */
function blocksOf(node: Statement): readonly (readonly Statement[])[] {
  switch (node.type) {
    case 'If':
    case 'While':
    case 'For':
      return [node.body, node.orelse];
    case 'With':
      return [node.body];
    case 'Try':
      return [node.body, ...node.handlers.map(({ body }) => body), node.orelse, node.finalbody];
    case 'Match':
      return node.cases.map(({ body }) => body);
    default:
      return [];
  }
}

/** The operands of an expression that opens no scope. */
function operandsOf(node: Expression): Expression[] {
  switch (node.type) {
    case 'Attribute':
    case 'Await':
    case 'YieldFrom':
    case 'Starred':
      return [node.value];
    case 'Yield':
      return node.value ? [node.value] : [];
    case 'Subscript':
      return [node.value, node.slice];
    case 'Slice':
      return [node.lower, node.upper, node.step].filter((bound) => bound !== null);
    case 'Call':
      return [node.func, ...node.args, ...node.keywords.map(({ value }) => value)];
    case 'BinOp':
      return [node.left, node.right];
    case 'UnaryOp':
      return [node.operand];
    case 'BoolOp':
      return [node.left, node.right];
    case 'Compare':
      return [node.left, ...node.comparators];
    case 'IfExp':
      return [node.test, node.body, node.orelse];
    case 'Tuple':
    case 'List':
    case 'Set':
      return [...node.elts];
    case 'Dict':
      return node.items.flatMap(({ key, value }) => (key ? [key, value] : [value]));
    case 'JoinedStr':
      return formattedOperands(node.parts);
    default:
      return [];
  }
}

function formattedOperands(parts: readonly (string | FormattedValue)[]): Expression[] {
  return parts.flatMap((part) =>
    typeof part === 'string' ? [] : [part.value, ...formattedOperands(part.spec ?? [])],
  );
}
