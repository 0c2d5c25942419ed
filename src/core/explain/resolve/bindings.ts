import type { SyntaxNode } from '../../syntax/document';
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

/** Finds the bindings of a file by name, each name once; the languages say what binds. */
export abstract class Bindings<Binding> {
  private readonly byName = new Map<string, readonly Bound<Binding>[]>();
  private readonly byScope = new Map<string, Map<Scope, Bound<Binding>[]>>();
  private readonly outside = new Map<number | ClassInfo, Scope>();
  private found: readonly ClassInfo[] | undefined;

  constructor(protected readonly source: Source) {}

  /** Every binding of `name` in the file, in source order. */
  of(name: string): readonly Bound<Binding>[] {
    let bounds = this.byName.get(name);
    if (!bounds) {
      bounds = [...this.search(name)];
      this.byName.set(name, bounds);
    }
    return bounds;
  }

  /** The bindings of `name` in one scope alone. */
  in(name: string, scope: Scope): readonly Bound<Binding>[] {
    let scopes = this.byScope.get(name);
    if (!scopes) {
      scopes = new Map();
      for (const bound of this.of(name)) {
        const here = scopes.get(bound.scope);
        if (here) here.push(bound);
        else scopes.set(bound.scope, [bound]);
      }
      this.byScope.set(name, scopes);
    }
    const written = typeof scope === 'object' ? scope?.made?.written : undefined;
    return scopes.get(written ?? scope) ?? [];
  }

  /** Every class of the file, in source order. */
  get classes(): readonly ClassInfo[] {
    this.found ??= [...this.searchClasses()];
    return this.found;
  }

  /** The innermost function or class around an offset. */
  scopeAround(offset: number): Scope {
    const inner = this.source.functionAround(offset);
    const around = classAround(this.classes, offset);
    const start = inner === null ? -1 : (this.source.functions[inner]?.start ?? -1);
    return around && around.start > start ? around : inner;
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

  protected abstract classify(node: SyntaxNode): Bound<Binding> | null;

  private *search(name: string): Generator<Bound<Binding>> {
    const { source } = this;
    for (const offset of source.occurrences(name, source.whole)) {
      if (!this.mayBind(name, offset)) continue;
      const node = source.nodeAt({ start: offset, end: offset + name.length });
      if (!node || node.endIndex - node.startIndex !== name.length) continue;
      const bound = this.classify(node);
      if (bound) yield bound;
    }
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

/** The innermost class around an offset. */
export function classAround(classes: readonly ClassInfo[], offset: number): ClassInfo | null {
  let found: ClassInfo | null = null;
  for (const info of classes) {
    if (info.start <= offset && offset < info.end) found = info;
  }
  return found;
}
