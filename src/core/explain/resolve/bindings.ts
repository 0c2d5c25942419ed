import type { SyntaxNode } from '../../syntax/document';
import type { Extent } from './extents';
import { Extents } from './extents';
import type { Source } from './source';
import type { ClassInfo } from './value';

/** The function (by index) or class whose body a name belongs to; null at module level. */
export type Scope = number | ClassInfo | null;

/** One place that binds a name. */
export interface Bound<Binding> {
  readonly offset: number;
  readonly scope: Scope;
  readonly binding: Binding;
  /** Where in an unpacked value the name stands: `[1]` for `b` in `a, b = pair`, `['x']` for `{ x }`. */
  readonly path: readonly (number | string)[];
}

/** Finds the bindings of a file by name, where they are asked for, and each once; the languages say what binds. */
export abstract class Bindings<Binding> {
  private readonly byName = new Map<string, readonly Bound<Binding>[]>();
  private readonly byScope = new Map<string, Map<Scope, readonly Bound<Binding>[]>>();
  private readonly byOffset = new Map<number, Bound<Binding> | null>();
  private readonly outside = new Map<number | ClassInfo, Scope>();
  private found: readonly ClassInfo[] | undefined;
  private nesting: Extents<ClassInfo> | undefined;

  constructor(protected readonly source: Source) {}

  /** Every binding of `name` in the file, in source order. */
  of(name: string): readonly Bound<Binding>[] {
    let bounds = this.byName.get(name);
    if (!bounds) {
      bounds = this.search(name, this.source.whole);
      this.byName.set(name, bounds);
    }
    return bounds;
  }

  /** The bindings of `name` in one scope alone. */
  in(name: string, scope: Scope): readonly Bound<Binding>[] {
    let scopes = this.byScope.get(name);
    if (!scopes) {
      scopes = new Map();
      this.byScope.set(name, scopes);
    }
    const own = (typeof scope === 'object' ? scope?.made?.written : undefined) ?? scope;
    let bounds = scopes.get(own);
    if (!bounds) {
      const all = this.byName.get(name) ?? this.search(name, this.extentOf(own), own);
      bounds = all.filter((bound) => bound.scope === own);
      scopes.set(own, bounds);
    }
    return bounds;
  }

  /** The bindings of `name` in a scope and all that stands in it, in source order. */
  protected inside(name: string, scope: Scope): readonly Bound<Binding>[] {
    return this.byName.get(name) ?? this.search(name, this.extentOf(scope));
  }

  private extentOf(scope: Scope): Extent {
    const { source } = this;
    if (scope === null) return source.whole;
    return typeof scope === 'object' ? scope : (source.functions[scope] ?? source.whole);
  }

  /** Every class of the file, in source order. */
  get classes(): readonly ClassInfo[] {
    this.found ??= [...this.searchClasses()];
    return this.found;
  }

  /** The innermost function or class around an offset. */
  scopeAround(offset: number): Scope {
    const inner = this.source.functionAround(offset);
    const around = this.classAround(offset);
    const start = inner === null ? -1 : (this.source.functions[inner]?.start ?? -1);
    return around && around.start > start ? around : inner;
  }

  /** The innermost class around an offset. */
  classAround(offset: number): ClassInfo | null {
    this.nesting ??= new Extents(this.classes);
    return this.classes[this.nesting.innermost(offset)] ?? null;
  }

  /** The scope in which a function or class itself is defined. */
  scopeOutside(scope: number | ClassInfo): Scope {
    let found = this.outside.get(scope);
    if (found === undefined) {
      const start =
        typeof scope === 'number' ? (this.source.functions[scope]?.start ?? 0) : scope.start;
      found = this.scopeAround(start - 1);
      this.outside.set(scope, found);
    }
    return found;
  }

  /** The innermost function that a scope is or stands in; null at module level. */
  functionOf(scope: Scope): number | null {
    let current = scope;
    while (current !== null && typeof current !== 'number') current = this.scopeOutside(current);
    return current;
  }

  /** The class in whose body a function is defined; null for a plain function. */
  ownerOf(index: number): ClassInfo | null {
    const scope = this.scopeOutside(index);
    return scope !== null && typeof scope !== 'number' ? scope : null;
  }

  protected abstract searchClasses(): Iterable<ClassInfo>;

  /** Sorts out by the characters around it what can only be a use: most occurrences are. */
  protected abstract mayBind(name: string, offset: number): boolean;

  /** Whether an operator that begins so, or `==`, follows on the same line: what has one behind it is used there. */
  protected isOperand(end: number, operators: ReadonlySet<string>): boolean {
    const { text } = this.source;
    let at = end;
    while (text.charCodeAt(at) === 32) at++;
    return operators.has(text.charAt(at)) || text.startsWith('==', at);
  }

  protected abstract classify(node: SyntaxNode): Bound<Binding> | null;

  /** The bindings of a name in a stretch of the text; with `scope`, those of others may be left out. */
  private search(name: string, extent: Extent, scope?: Scope): readonly Bound<Binding>[] {
    const found: Bound<Binding>[] = [];
    for (const offset of this.source.occurrences(name, extent)) {
      let bound = this.byOffset.get(offset);
      if (bound === undefined) {
        if (scope !== undefined && !this.mayBelong(offset, scope)) continue;
        bound = this.mayBind(name, offset) ? this.boundAt(name, offset) : null;
        this.byOffset.set(offset, bound);
      }
      if (bound) found.push(bound);
    }
    return found;
  }

  /** Whether code may bind names of a scope around its own, as with `global`. */
  protected bindsOutside(): boolean {
    return false;
  }

  /** Whether a scope may bind the name at an offset: only what stands in no other scope, or is the name of one. */
  private mayBelong(offset: number, scope: Scope): boolean {
    const around = this.scopeAround(offset);
    if (around === scope || around === null || this.bindsOutside()) return true;
    return this.scopeOutside(around) === scope && offset < this.nameEnd(around);
  }

  private nameEnd(scope: number | ClassInfo): number {
    if (typeof scope === 'object')
      return scope.node.childForFieldName('name')?.endIndex ?? scope.end;
    const info = this.source.suspensions.functions[scope];
    return info ? this.source.extent(info.nameRange).end : 0;
  }

  private boundAt(name: string, offset: number): Bound<Binding> | null {
    const node = this.source.nodeAt({ start: offset, end: offset + name.length });
    return node?.endIndex === offset + name.length && node.startIndex === offset
      ? this.classify(node)
      : null;
  }

  /** The scope in which a node binds its name. */
  protected scopeOf(node: SyntaxNode): Scope {
    return this.scopeAround(node.startIndex);
  }

  protected bound(
    node: SyntaxNode,
    path: readonly (number | string)[],
    binding: Binding,
  ): Bound<Binding> {
    return { offset: node.startIndex, scope: this.scopeOf(node), binding, path };
  }
}
