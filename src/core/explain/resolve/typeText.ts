/** A type as it is written: a dotted name with its arguments, or one of several. */
export interface TypeText {
  readonly name: string;
  readonly arguments: readonly TypeText[];
}

/** Longer annotations are cut, which also bounds how deeply they can nest. */
const longest = 400;

/**
 * Reads a type annotation of Python (`asyncio.Queue[int]`, `"Task | None"`) or TypeScript
 * (`Promise<Response>[]`) as the alternatives of its union. It is no full parser: what it cannot
 * read gives no alternative.
 */
export function readType(text: string): readonly TypeText[] {
  return new TypeReader(text.slice(0, longest)).union();
}

class TypeReader {
  private readonly tokens: readonly string[];
  private at = 0;

  constructor(text: string) {
    this.tokens =
      text.match(/[\p{L}_$][\p{L}\p{N}_$]*(?:\s*\.\s*[\p{L}_$][\p{L}\p{N}_$]*)*|=>|\[\]|\S/gu) ??
      [];
  }

  union(): readonly TypeText[] {
    const alternatives: TypeText[] = [];
    do {
      const type = this.one();
      if (type) alternatives.push(type);
    } while (this.accept('|'));
    return alternatives;
  }

  private one(): TypeText | null {
    while (this.accept('"') || this.accept("'") || this.accept('readonly')) {
      // Quotes around a forward reference, and modifiers, change nothing here.
    }
    let type: TypeText | null;
    if (this.accept('(')) {
      const inner = this.union();
      this.accept(')');
      // A function type, `(a) => b`, is no type whose values can be awaited.
      if (this.accept('=>')) {
        this.one();
        return null;
      }
      type = inner[0] ?? null;
    } else {
      const name = this.tokens[this.at];
      if (name === undefined || !/^[\p{L}_$]/u.test(name)) return null;
      this.at++;
      type = { name: name.replace(/\s+/g, ''), arguments: this.typeArguments() };
    }
    while (this.accept('[]')) type = type && { name: 'Array', arguments: [type] };
    while (this.accept('"') || this.accept("'")) {
      // The end of a quoted forward reference.
    }
    return type;
  }

  private typeArguments(): readonly TypeText[] {
    const close = this.accept('[') ? ']' : this.accept('<') ? '>' : null;
    if (close === null) return [];
    const found: TypeText[] = [];
    while (this.at < this.tokens.length && !this.accept(close)) {
      const before = this.at;
      const alternatives = this.union();
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
