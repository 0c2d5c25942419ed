/*
 * Random programs from templates. In a template, `{NAME}` is a hole that another template of that name fills, indented as it stands,
 * and `§` is a number that no other template of the program has. A definition also says which expressions use it.
 */

export interface Definition {
  readonly text: string;
  /** Fill the hole `{CALL}` of what comes after it. */
  readonly calls: readonly string[];
}

export interface Grammar {
  readonly head: string;
  readonly definitions: readonly Definition[];
  readonly holes: Readonly<Record<string, readonly string[]>>;
  /** Changes what has filled a hole of this name. */
  readonly finish?: (hole: string, text: string) => string;
  /** Stands in the place of `{CALL}` before anything is defined. */
  readonly plain: string;
  /** What runs it all; `{USE}` is filled for each call. */
  readonly tail: string;
}

/** How many holes deep a template may be; deeper ones are filled with what has none. */
const deepest = 4;

const hole = /\{([A-Z]+)\}/g;

/** A program with so many definitions; the same seed gives the same program. */
export function programOf(grammar: Grammar, definitions: number, seed: number): string {
  return new ProgramWriter(grammar, random(seed)).write(definitions);
}

class ProgramWriter {
  private readonly calls: string[] = [];
  private numbers = 0;

  constructor(
    private readonly grammar: Grammar,
    private readonly next: () => number,
  ) {}

  write(definitions: number): string {
    const { head, tail } = this.grammar;
    const parts = [head];
    for (let count = 0; count < definitions; count++) {
      const definition = this.pick(this.grammar.definitions);
      const number = String(++this.numbers);
      parts.push(this.fill(definition.text, 0, number));
      this.calls.push(...definition.calls.map((call) => call.replace(/§/g, number)));
    }
    const uses = this.calls.map((call) => this.fill('{USE}', 0, '').replace(/\{THIS\}/g, call));
    const filled = tail.replace('{USES}', () =>
      indented(uses.join('\n'), indentBefore(tail, tail.indexOf('{USES}'))),
    );
    return [...parts, this.fill(filled, 0, '')].join('\n\n');
  }

  private fill(template: string, depth: number, number: string): string {
    return template
      .replace(/§/g, number)
      .replace(hole, (_, name: string, at: number, whole: string) =>
        indented(this.finished(name, depth + 1), indentBefore(whole, at)),
      );
  }

  private finished(name: string, depth: number): string {
    const text = this.filling(name, depth);
    return this.grammar.finish?.(name, text) ?? text;
  }

  private filling(name: string, depth: number): string {
    if (name === 'THIS') return '{THIS}';
    if (name === 'CALL') {
      const call = this.calls.length > 0 ? this.pick(this.calls) : this.grammar.plain;
      return this.fill(call, depth, '');
    }
    const templates = this.grammar.holes[name] ?? [];
    const simple = templates.filter((one) => !/\{(?:S|E|BODY)\}/.test(one));
    return this.fill(
      this.pick(depth >= deepest && simple.length > 0 ? simple : templates),
      depth,
      String(++this.numbers),
    );
  }

  private pick<T>(from: readonly T[]): T {
    const one = from[Math.floor(this.next() * from.length)];
    if (one === undefined) throw new Error('There is nothing to pick from');
    return one;
  }
}

/** The spaces that the line of an offset begins with. */
function indentBefore(text: string, offset: number): string {
  return /^ */.exec(text.slice(text.lastIndexOf('\n', offset) + 1))?.[0] ?? '';
}

function indented(text: string, indent: string): string {
  return text.replace(/\n/g, `\n${indent}`);
}

/** Mulberry32: numbers from 0 up to 1, the same for the same seed. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
