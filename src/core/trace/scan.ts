/** Nothing of a trace is nested deeper than 6 levels; what is comes from elsewhere, and is not followed. */
export const maxDepth = 64;

/** Bytes of a list's items that are parsed at once. */
const chunkSize = 1 << 16;

/** Why bytes are not read on. */
export class ScanError extends Error {
  constructor(readonly reason: 'syntax' | 'depth') {
    super(reason);
  }
}

const [quote, comma, colon, backslash] = [0x22, 0x2c, 0x3a, 0x5c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/**
 * Reads the UTF-8 bytes of a JSON object member by member, so that a long list in it never is in memory as a whole.
 * `JSON.parse` reads each value; this finds where the values end.
 */
export class Scanner {
  private at = 0;

  /** `decode` makes a text of UTF-8 bytes, and throws for others. */
  constructor(
    private readonly bytes: Uint8Array,
    private readonly decode: (bytes: Uint8Array) => string,
  ) {}

  /** How much has been read, from 0 to 1. */
  get progress(): number {
    return this.bytes.length === 0 ? 1 : this.at / this.bytes.length;
  }

  /**
   * The members in order; the one called `long`, if it is a list, as lists of some of its items.
   *
   * @throws ScanError where the bytes are no JSON object
   */
  *members(long: string): Generator<readonly [name: string, value: unknown]> {
    // A byte order mark is no part of the text.
    if (this.bytes[0] === 0xef && this.bytes[1] === 0xbb && this.bytes[2] === 0xbf) this.at = 3;
    this.take(openBrace);
    for (let more = this.peek() !== closeBrace; more; more = this.passes(comma)) {
      this.peek();
      const name = this.value();
      if (typeof name !== 'string') throw new ScanError('syntax');
      this.take(colon);
      if (name === long && this.peek() === openBracket) {
        yield [name, []];
        for (const items of this.items()) yield [name, items];
      } else yield [name, this.value()];
    }
    this.take(closeBrace);
    this.peek();
    if (this.at < this.bytes.length) throw new ScanError('syntax');
  }

  private *items(): Generator<readonly unknown[]> {
    this.take(openBracket);
    if (this.passes(closeBracket)) return;
    let start = this.at;
    for (;;) {
      this.peek();
      this.skip();
      const next = this.peek();
      if (next !== comma && next !== closeBracket) throw new ScanError('syntax');
      if (next === closeBracket || this.at - start > chunkSize) {
        yield this.parse(start, this.at, '[', ']') as readonly unknown[];
        start = this.at + 1;
      }
      this.at++;
      if (next === closeBracket) return;
    }
  }

  private value(): unknown {
    this.peek();
    const start = this.at;
    this.skip();
    return this.parse(start, this.at, '', '');
  }

  private parse(start: number, end: number, before: string, after: string): unknown {
    try {
      const text = this.decode(this.bytes.subarray(start, end));
      return JSON.parse(before + text + after);
    } catch {
      throw new ScanError('syntax');
    }
  }

  /** Goes behind the value that begins here; whether it is one is found out when it is parsed. */
  private skip(): void {
    const { bytes } = this;
    let depth = 0;
    for (; this.at < bytes.length; this.at++) {
      const byte = bytes[this.at];
      if (byte === quote) this.skipText();
      else if (byte === openBrace || byte === openBracket) {
        if (++depth > maxDepth) throw new ScanError('depth');
      } else if (byte === closeBrace || byte === closeBracket) {
        if (depth === 0) return;
        depth--;
      } else if (depth === 0 && (byte === comma || byte === colon || isSpace(byte))) return;
      else continue;
      if (depth === 0) {
        this.at++;
        return;
      }
    }
    if (depth > 0) throw new ScanError('syntax');
  }

  /** From the opening to the closing quote. */
  private skipText(): void {
    const { bytes } = this;
    for (this.at++; this.at < bytes.length; this.at++) {
      const byte = bytes[this.at];
      if (byte === quote) return;
      if (byte === backslash) this.at++;
    }
    throw new ScanError('syntax');
  }

  /** The next byte that is no space. */
  private peek(): number | undefined {
    while (isSpace(this.bytes[this.at])) this.at++;
    return this.bytes[this.at];
  }

  private passes(byte: number): boolean {
    if (this.peek() !== byte) return false;
    this.at++;
    return true;
  }

  private take(byte: number): void {
    if (!this.passes(byte)) throw new ScanError('syntax');
  }
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
