/** How an unknown value shows in the program's output: `⟨name⟩`. */
export function unknownText(name: string): string {
  return `⟨${name}⟩`;
}

/**
 * A value that cannot be known from the source: a parameter, a reply, a file. It is no object: whatever is done
 * with it gives another unknown, so nothing that depends on it pretends to be known.
 */
export class Unknown {
  constructor(
    /** What it is, in the source's words: `url`, `response.status`. */
    readonly name: string,
    /** How it prints; text made with an unknown prints the known part around `⟨name⟩`. */
    readonly text: string = unknownText(name),
    /** What `typeof` gives where at least that is known. */
    readonly type: 'string' | 'number' | 'boolean' | 'bigint' | 'function' | 'object' | null = null,
    /** What waiting for it means, where it came from a call that may take time. */
    readonly pending = false,
    /** Which way a branch on it most likely goes: not into `if (!reply)` or `if (reply === null)`. */
    readonly plausible = true,
  ) {}

  /** Text with an unknown in it. */
  static text(text: string): Unknown {
    return new Unknown(text, text, 'string');
  }

  /** The same value under the name of the variable that it went into, which says more to a reader. */
  as(name: string): Unknown {
    const named = this.text === unknownText(this.name) && /^[\w$]+$/.test(name);
    return named ? new Unknown(name, undefined, this.type, this.pending, this.plausible) : this;
  }

  member(key: string | symbol): Unknown {
    const name = typeof key === 'symbol' ? `[${key.description ?? 'symbol'}]` : key;
    if (this.type === 'string' && name === 'length')
      return new Unknown(`${this.name}.length`, undefined, 'number');
    return new Unknown(/^[\w$]+$/.test(name) ? `${this.name}.${name}` : `${this.name}[${name}]`);
  }
}
