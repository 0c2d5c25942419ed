import type { Entry, Keeping, Library, TypeName } from './schema';

/** An entry with what its library says of all of them. */
export interface Found {
  /** The name that the entry stands under: of an inherited method, the base class's. */
  readonly name: string;
  readonly entry: Entry;
  readonly title: string;
  readonly cancellation?: string;
}

/** What all the libraries of one language say, asked by dotted name. */
export class Catalog {
  private readonly entries = new Map<string, Found>();
  private readonly attributes = new Map<string, string>();
  private readonly bases = new Map<string, string>();
  private readonly aliases = new Map<string, string>();
  private readonly classes = new Set<string>();
  private readonly roots = new Set<string>();
  private readonly keepers = new Map<string, Keeping>();
  private readonly fixtures = new Map<string, string>();
  private readonly receivers = new Map<string, string>();
  private readonly handlers = new Map<string, readonly TypeName[]>();

  constructor(libraries: readonly Library[]) {
    for (const library of libraries) {
      const { title, cancellation } = library;
      for (const [name, entry] of Object.entries(library.entries)) {
        this.entries.set(name, { name, entry, title, ...(cancellation && { cancellation }) });
        const dot = name.indexOf('.');
        this.roots.add(dot < 0 ? name : name.slice(0, dot));
      }
      fill(this.attributes, library.attributes);
      fill(this.bases, library.bases);
      fill(this.aliases, library.aliases);
      fill(this.keepers, library.keepers);
      fill(this.handlers, library.handlers);
      fill(this.fixtures, library.fixtures);
      fill(this.receivers, library.receivers);
      for (const name of library.classes) this.classes.add(name);
      for (const name of Object.keys(library.bases ?? {})) this.classes.add(name);
    }
  }

  /** The name under which the catalog knows a thing that has several: `asyncio.locks.Lock` is `asyncio.Lock`. */
  canonical(name: string): string {
    for (let end = name.length; end > 0; end = name.lastIndexOf('.', end - 1)) {
      const alias = this.aliases.get(name.slice(0, end));
      if (alias !== undefined) return alias + name.slice(end);
    }
    return name;
  }

  /** The entry of a function, of a class (for its objects), or of a method, inherited or not. */
  find(name: string): Found | null {
    return this.inherited(name, (candidate) => this.entries.get(candidate)) ?? null;
  }

  /**
   * The class of an attribute's value; null where the catalog does not know it. A class may say what
   * all its attributes are that have no entry: `Client.*` is a database, whatever its name.
   */
  attribute(name: string): string | null {
    const found = this.inherited(name, (candidate) => this.attributes.get(candidate));
    if (found !== undefined) return found;
    const any = this.inherited(`${name.slice(0, name.lastIndexOf('.'))}.*`, (candidate) =>
      this.attributes.get(candidate),
    );
    return any !== undefined && this.find(name) === null ? any : null;
  }

  /** Whether objects of a class keep what a program puts into them, how, and which of its bases says so. */
  keeper(type: string): { readonly name: string; readonly keeps: Keeping } | null {
    const found = this.inherited(type, (name) => {
      const keeps = this.keepers.get(name);
      return keeps && { name, keeps };
    });
    return found ?? null;
  }

  /**
   * What a library passes to a function that it is given under a name: by a call or decorator of that name, or as a method in
   * the place of one of that name; null where the catalog does not know.
   */
  handed(name: string): readonly TypeName[] | null {
    const found = this.inherited(
      this.canonical(name),
      (candidate) => this.handlers.get(candidate) ?? this.entries.get(candidate)?.entry.calledWith,
    );
    return found ?? null;
  }

  /** The class of what `this` is in a function that a method is given after a text; null where none is said to set it. */
  receiver(method: string, text: string): string | null {
    return this.inherited(`${method}(${text})`, (name) => this.receivers.get(name)) ?? null;
  }

  /** The class of what a fixture of a pytest plugin gives; null where none has that name. */
  fixture(name: string): string | null {
    return this.fixtures.get(name) ?? null;
  }

  /** Whether a global name is, or is the beginning of, something in the catalog. */
  knows(name: string): boolean {
    return this.classes.has(name) || this.aliases.has(name) || this.roots.has(name);
  }

  isClass(name: string): boolean {
    return this.classes.has(name);
  }

  /** Whether a class is another, or inherits from it. */
  isBelow(name: string, base: string): boolean {
    return this.inherited(name, (candidate) => candidate === base || undefined) ?? false;
  }

  /** What is found first: for `name` itself, then for the same member of each base class, or for each base class itself. */
  private inherited<T>(name: string, find: (candidate: string) => T | undefined): T | undefined {
    let found = find(name);
    if (found !== undefined) return found;
    const dot = this.classes.has(name) ? name.length : name.lastIndexOf('.');
    const member = name.slice(dot);
    let owner = this.bases.get(name.slice(0, dot));
    while (found === undefined && owner !== undefined) {
      found = find(owner + member);
      owner = this.bases.get(owner);
    }
    return found;
  }
}

function fill<T>(map: Map<string, T>, record: Readonly<Record<string, T>> | undefined): void {
  for (const [key, value] of Object.entries(record ?? {})) map.set(key, value);
}
