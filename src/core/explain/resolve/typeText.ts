/** A type as it is written: a dotted name with its arguments, or one of several. */
export interface TypeText {
  /**
   * `=>` for a function type, whose arguments are the alternatives that it returns; `{}` for an object type; `&` for an
   * intersection, whose arguments are its parts; `[]` for a member of a type with arguments or parts, whose arguments are
   * that type and the name.
   */
  readonly name: string;
  readonly arguments: readonly TypeText[];
  /** Whether the arguments stand in brackets: `Response['body']` of TypeScript. */
  readonly indexed?: boolean;
  /** The module of `import('module').name`. */
  readonly module?: string;
  /** The members of an object type. */
  readonly members?: ReadonlyMap<string, readonly TypeText[]>;
  /** Whether it has more members than were read. */
  readonly isCut?: true;
  /** The alternatives of each parameter of a function type; none of one whose type is not written. */
  readonly parameters?: readonly (readonly TypeText[])[];
  /** How many arguments a function type takes. */
  readonly takes?: Takes;
}

/** How many arguments a function takes: `most` is infinite for one with a rest parameter. */
export interface Takes {
  readonly least: number;
  readonly most: number;
}

/** Longer annotations are cut, in UTF-16 code units: the bodies of interfaces are read as types, too. */
const longest = 40_000;
/** Comments of TypeScript, which interfaces often have more of than of members. */
const comments = /\/\*[^]*?\*\/|(?<!:)\/\/.*/g;
/** How deeply types are read into each other. */
const deepest = 20;

/**
 * Reads a type annotation of Python (`asyncio.Queue[int]`, `"Task | None"`) or TypeScript
 * (`Promise<Response>[]`) as the alternatives of its union. It is no full parser: what it cannot
 * read gives no alternative.
 */
export function readType(text: string): readonly TypeText[] {
  return new TypeReader(text.replace(comments, ' ').slice(0, longest)).union();
}

class TypeReader {
  private readonly tokens: readonly string[];
  private at = 0;
  private depth = 0;

  constructor(text: string) {
    this.tokens =
      text.match(/[\p{L}_$][\p{L}\p{N}_$]*(?:\s*\.\s*[\p{L}_$][\p{L}\p{N}_$]*)*|=>|\[\]|\S/gu) ??
      [];
  }

  union(): readonly TypeText[] {
    const alternatives: TypeText[] = [];
    if (this.depth >= deepest) return alternatives;
    this.depth++;
    this.accept('|');
    do {
      const type = this.intersection();
      if (type) alternatives.push(type);
    } while (this.accept('|'));
    const found = this.accept('extends') ? this.branches() : alternatives;
    this.depth--;
    return found;
  }

  /** What either branch of a conditional type gives, from its constraint on: which of them, its arguments decide. */
  private branches(): readonly TypeText[] {
    this.union();
    if (!this.accept('?')) return [];
    const first = this.union();
    const second = this.accept(':') ? this.union() : [];
    const both = [...first, ...second];
    const possible = both.filter(({ name }) => name !== 'never');
    return possible.length > 0 ? possible : both;
  }

  private intersection(): TypeText | null {
    const parts: TypeText[] = [];
    do {
      const part = this.one();
      if (part) parts.push(part);
    } while (this.accept('&'));
    return parts.length > 1 ? { name: '&', arguments: parts } : (parts[0] ?? null);
  }

  /** A type after a word that belongs to it. */
  private inner(): TypeText | null {
    if (this.depth >= deepest) return null;
    this.depth++;
    const type = this.one();
    this.depth--;
    return type;
  }

  private one(): TypeText | null {
    while (this.accept('"') || this.accept("'") || this.accept('readonly')) {
      // Quotes around a forward reference, and modifiers, change nothing here.
    }
    let type: TypeText | null;
    // The type parameters of a function type.
    this.skip('<', '>');
    if (this.tokens[this.at] === '(') {
      const open = this.at;
      this.skip('(', ')');
      if (this.accept('=>'))
        return { name: '=>', arguments: this.union(), ...this.parametersAt(open) };
      this.at = open + 1;
      const inner = this.union();
      this.accept(')');
      type = inner[0] ?? null;
    } else if (this.tokens[this.at] === '{') {
      const members = this.members();
      const isCut = this.at >= this.tokens.length && this.tokens.at(-1) !== '}';
      type = { name: '{}', arguments: [], members, ...(isCut && { isCut }) };
    } else {
      const name = this.tokens[this.at];
      if (name === undefined || !/^[\p{L}_$]/u.test(name)) return null;
      this.at++;
      if (name === 'infer') return this.inner();
      // What a type guard returns: `value is Response`.
      if (this.accept('is')) return this.inner() && { name: 'boolean', arguments: [] };
      if (name === 'typeof' || name === 'keyof') {
        const inner = this.inner();
        return inner && { name, arguments: [inner] };
      }
      if (name === 'import' && this.tokens[this.at] === '(') type = this.imported();
      else {
        const indexed = this.tokens[this.at] === '[';
        type = {
          name: name.replace(/\s+/g, ''),
          arguments: this.typeArguments(),
          ...(indexed && { indexed }),
        };
      }
    }
    for (let more = type; more;) {
      type = more;
      more = this.accept('[]') ? { name: 'Array', arguments: [type] } : this.memberOf(type);
    }
    while (this.accept('"') || this.accept("'")) {
      // The end of a quoted forward reference.
    }
    return type;
  }

  /** `Promise<T>['then']`, from the bracket on; null where there is none. */
  private memberOf(type: TypeText): TypeText | null {
    if (this.tokens[this.at] !== '[') return null;
    const [member] = this.typeArguments();
    return { name: '[]', arguments: [type, ...(member ? [member] : [])] };
  }

  /** `import('module').name`, from the parenthesis on. */
  private imported(): TypeText {
    const start = this.at + 2;
    this.skip('(', ')');
    const module = this.tokens.slice(start, this.at - 2).join('');
    const name = this.accept('.') && this.isName() ? (this.tokens[this.at++] ?? '*') : '*';
    return { name: name.replace(/\s+/g, ''), module, arguments: this.typeArguments() };
  }

  /**
   * The members of an object type, `()` for what calling it gives and `[]` for those of an index signature or mapped type;
   * of one that is declared more than once, all.
   */
  private members(): ReadonlyMap<string, readonly TypeText[]> {
    const members = new Map<string, readonly TypeText[]>();
    this.accept('{');
    while (this.at < this.tokens.length && !this.accept('}')) {
      if (this.accept(';') || this.accept(',')) continue;
      const name = this.memberName();
      if (/^(?:readonly|async|get|static|public|abstract)$/.test(name) && this.isName()) continue;
      this.accept('?');
      this.skip('<', '>');
      const open = this.at;
      const isMethod = this.tokens[open] === '(';
      this.skip('(', ')');
      if (!this.accept(':')) continue;
      const types = this.union();
      const added = isMethod
        ? [{ name: '=>', arguments: types, ...this.parametersAt(open) }]
        : types;
      members.set(name, [...(members.get(name) ?? []), ...added]);
    }
    return members;
  }

  private memberName(): string {
    const name = this.tokens[this.at] ?? '';
    if (name === '(' || name === '<') return '()';
    this.at++;
    if (name !== '[') return name;
    const start = this.at;
    while (this.at < this.tokens.length && !this.accept(']')) this.at++;
    const inside = this.tokens.slice(start, this.at - 1);
    return inside.length === 1 ? `[${inside[0] ?? ''}]` : '[]';
  }

  /** What stands between the parentheses of a function type that has been gone past. */
  private parametersAt(open: number): Pick<TypeText, 'parameters' | 'takes'> {
    const end = this.at;
    const parameters: (readonly TypeText[])[] = [];
    let least = 0;
    let isRest = false;
    this.at = open + 1;
    while (this.at < end && !this.accept(')')) {
      while (this.accept('.')) isRest = true;
      const name = this.tokens[this.at];
      this.skip('{', '}');
      if (name !== '{') this.at++;
      const isOptional = this.accept('?');
      const types = this.accept(':') ? this.union() : [];
      if (name !== 'this') parameters.push(types);
      if (name !== 'this' && !isOptional && !isRest) least = parameters.length;
      // What cannot be read, such as a default, is stepped over.
      while (this.at < end && !/^[,)]$/.test(this.tokens[this.at] ?? ')')) this.at++;
      this.accept(',');
    }
    this.at = end;
    return { parameters, takes: { least, most: isRest ? Infinity : parameters.length } };
  }

  private isName(): boolean {
    return /^[\p{L}_$]/u.test(this.tokens[this.at] ?? '');
  }

  /** Goes past what stands between two tokens, if the first is next. */
  private skip(open: string, close: string): void {
    if (this.tokens[this.at] !== open) return;
    let depth = 0;
    for (; this.at < this.tokens.length; this.at++) {
      const token = this.tokens[this.at];
      if (token === open) depth++;
      if (token === close && --depth === 0) break;
    }
    this.at++;
  }

  private typeArguments(): readonly TypeText[] {
    const close = this.accept('[') ? ']' : this.accept('<') ? '>' : null;
    if (close === null) return [];
    const found: TypeText[] = [];
    while (this.at < this.tokens.length && !this.accept(close)) {
      const before = this.at;
      // The parameters of Python's `Callable[[A, B], C]`.
      this.skip('[', ']');
      const alternatives = before === this.at ? this.union() : [];
      found.push(alternatives[0] ?? { name: '', arguments: [] });
      this.accept(',');
      // What cannot be read, such as a literal, is stepped over.
      if (this.at === before) this.at++;
    }
    return found;
  }

  private accept(token: string): boolean {
    if (this.tokens[this.at] !== token) return false;
    this.at++;
    return true;
  }
}
