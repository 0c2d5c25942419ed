import { exceptionClass, makeException, Raised } from '../objects/exceptions';
import { PyClass } from '../objects/object';

/* From Python's syntax of regular expressions ("Regular Expression Syntax" of the library reference) to JavaScript's with the flag u. */

export const flags = { IGNORECASE: 2, MULTILINE: 8, DOTALL: 16, VERBOSE: 64, ASCII: 256 } as const;

export const patternError = new PyClass('PatternError', [exceptionClass('Exception')]);
patternError.module = 're';

export interface Translated {
  readonly regex: RegExp;
  /** The flags, those that the pattern sets itself (`(?i)`) included. */
  readonly flags: number;
  /** The named groups with their numbers. */
  readonly names: readonly (readonly [string, number])[];
  readonly groups: number;
}

const letters: Readonly<Record<string, number>> = {
  a: flags.ASCII,
  i: flags.IGNORECASE,
  m: flags.MULTILINE,
  s: flags.DOTALL,
  x: flags.VERBOSE,
};

/** What the escapes for kinds of characters stand for, between brackets. */
const kinds: Readonly<Record<string, { readonly text: string; readonly ascii: string }>> = {
  d: { text: '\\p{Nd}', ascii: '0-9' },
  w: { text: '\\p{L}\\p{N}_', ascii: 'A-Za-z0-9_' },
  s: { text: '\\s\\x1c-\\x1f\\x85', ascii: ' \\t-\\r' },
};

/** Escapes that both languages write in the same way. */
const shared = new Set('nrtfv');

/** Errors: a `re.PatternError` of the program. */
export function translate(source: string, given: number): Translated {
  return new Translation(source, given).run();
}

class Translation {
  private at = 0;
  private open: number[] = [];
  private groups = 0;
  private readonly names: [string, number][] = [];

  constructor(
    private readonly source: string,
    private flags: number,
  ) {}

  run(): Translated {
    const inline = this.take(/^\(\?([aimsxu]+)\)/);
    for (const letter of inline?.[1] ?? '') this.flags |= letters[letter] ?? 0;
    let body = '';
    while (this.at < this.source.length) body += this.part();
    const start = this.open.at(-1);
    if (start !== undefined) this.fail('missing ), unterminated subpattern', start);
    return {
      regex: this.compiled(body),
      flags: this.flags,
      names: this.names,
      groups: this.groups,
    };
  }

  private compiled(body: string): RegExp {
    try {
      return new RegExp(body, this.has('IGNORECASE') ? 'gdui' : 'gdu');
    } catch {
      return this.fail('this pattern cannot be read', 0);
    }
  }

  private part(): string {
    if (this.has('VERBOSE') && this.take(/^(?:\s+|#.*)/)) return '';
    const quantifier = this.take(/^\{(\d*)(,?)(\d*)\}/);
    if (quantifier && (quantifier[1] || quantifier[2])) {
      const [, least = '', comma = '', most = ''] = quantifier;
      return `{${least || 0}${comma}${most}}`;
    }
    if (quantifier) return '\\{\\}';
    const begin = this.at;
    const [character = ''] = this.source.slice(this.at, this.at + 2);
    this.at += character.length;
    switch (character) {
      case '\\':
        return this.escape();
      case '[':
        return this.set(begin);
      case '(':
        return this.group(begin);
      case ')':
        if (this.open.pop() === undefined) this.fail('unbalanced parenthesis', begin);
        return ')';
      case '^':
        return this.has('MULTILINE') ? '(?<![^\\n])' : '(?<![\\s\\S])';
      case '$':
        return this.has('MULTILINE') ? '(?![^\\n])' : '(?=\\n?(?![\\s\\S]))';
      case '.':
        return this.has('DOTALL') ? '[\\s\\S]' : '[^\\n]';
      case '*':
      case '+':
      case '?':
        if (begin === 0 || /^[(|]$/.test(this.source.charAt(begin - 1)))
          this.fail('nothing to repeat', begin);
        return character;
      case '|':
        return character;
      default:
        return literal(character);
    }
  }

  /** What follows a backslash outside a set. */
  private escape(): string {
    const reference = this.take(/^[1-9]\d?/);
    if (reference) {
      if (Number(reference[0]) > this.groups)
        this.fail(`invalid group reference ${reference[0]}`, this.at - reference[0].length);
      return `(?:\\${reference[0]})`;
    }
    const letter = this.source.charAt(this.at);
    const word = this.kind('w');
    switch (letter) {
      case 'A':
        this.at++;
        return '(?<![\\s\\S])';
      case 'Z':
        this.at++;
        return '(?![\\s\\S])';
      case 'b':
        this.at++;
        return `(?:(?<=[${word}])(?![${word}])|(?<![${word}])(?=[${word}]))`;
      case 'B':
        this.at++;
        return `(?:(?<=[${word}])(?=[${word}])|(?<![${word}])(?![${word}]))`;
    }
    const lower = letter.toLowerCase();
    if (lower in kinds) {
      this.at++;
      return `[${letter === lower ? '' : '^'}${this.kind(lower)}]`;
    }
    return this.character();
  }

  /** An escape that stands for one character, in a set or outside. */
  private character(inSet = false): string {
    const hex = this.take(/^(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8}))/);
    if (hex) return `\\u{${(hex[1] ?? hex[2] ?? hex[3] ?? '').replace(/^0+(?=.)/, '')}}`;
    const octal = this.take(/^0[0-7]{0,2}/);
    if (octal) return `\\u{${parseInt(octal[0], 8).toString(16)}}`;
    const begin = this.at - 1;
    const [character] = this.source.slice(this.at, this.at + 2);
    if (character === undefined) this.fail('bad escape (end of pattern)', begin);
    this.at += character.length;
    if (character === 'a') return '\\u{7}';
    if (shared.has(character)) return `\\${character}`;
    if (/[A-Za-z]/.test(character)) this.fail(`bad escape \\${character}`, begin);
    return inSet && character === '-' ? '\\-' : literal(character);
  }

  /** `[…]` after its bracket. */
  private set(begin: number): string {
    const negated = this.take(/^\^/) ? '^' : '';
    let body = '';
    let first = true;
    for (;;) {
      const [character] = this.source.slice(this.at, this.at + 2);
      if (character === undefined) this.fail('unterminated character set', begin);
      this.at += character.length;
      if (character === ']' && !first) return `[${negated}${body}]`;
      first = false;
      if (character === '\\') body += this.setEscape();
      else if (character === '-') body += this.isRange(body) ? '-' : '\\-';
      else body += literal(character);
    }
  }

  /** Whether the minus sign just read stands between two characters. */
  private isRange(body: string): boolean {
    const next = this.source.slice(this.at, this.at + 2);
    return (
      body !== '' && !/[}_]$|\\s$/.test(body) && !next.startsWith(']') && !/^\\[dwsDWS]/.test(next)
    );
  }

  private setEscape(): string {
    const letter = this.source.charAt(this.at);
    const lower = letter.toLowerCase();
    if (lower in kinds) {
      this.at++;
      if (letter === lower) return this.kind(lower);
      return { d: '\\P{Nd}', s: '\\S', w: '\\W' }[lower] ?? '';
    }
    if (letter === 'b') {
      this.at++;
      return '\\u{8}';
    }
    return this.character(true);
  }

  /** What follows an opening parenthesis. */
  private group(begin: number): string {
    if (this.take(/^\?#[^)]*\)/)) return '';
    const reference = this.take(/^\?P=(\w+)\)/);
    if (reference) return `\\k<${reference[1] ?? ''}>`;
    this.open.push(begin);
    const named = this.take(/^\?P<(\w+)>/);
    if (named) {
      const [, name = ''] = named;
      const number = ++this.groups;
      const other = this.names.find(([used]) => used === name)?.[1];
      if (other !== undefined) {
        const again = `redefinition of group name '${name}' as group ${number}; was group ${other}`;
        this.fail(again, begin + '(?P<'.length);
      }
      this.names.push([name, number]);
      return `(?<${name}>`;
    }
    const special = this.take(/^\?(?:[:=!]|<[=!])/);
    if (special) return `(${special[0]}`;
    const local = this.take(/^\?([aimsxu]*)(?:-([imsx]+))?:/);
    if (local) return `(?${modifiers(local[1])}${local[2] ? `-${modifiers(local[2])}` : ''}:`;
    if (this.source.charAt(this.at) === '?') {
      const extension = /^\?(?:[P<]?.)?/s.exec(this.source.slice(this.at))?.[0] ?? '';
      this.fail(`unknown extension ${extension}`, begin + 1);
    }
    this.groups++;
    return '(';
  }

  private has(flag: keyof typeof flags): boolean {
    return (this.flags & flags[flag]) !== 0;
  }

  private kind(letter: string): string {
    const kind = kinds[letter];
    return (this.has('ASCII') ? kind?.ascii : kind?.text) ?? '';
  }

  private take(expected: RegExp): RegExpExecArray | null {
    const found = expected.exec(this.source.slice(this.at));
    if (found) this.at += found[0].length;
    return found;
  }

  private fail(text: string, at: number): never {
    const error = makeException(patternError, `${text} at position ${at}`);
    error.attributes = new Map<string, string | number>([
      ['msg', text],
      ['pattern', this.source],
      ['pos', at],
    ]);
    throw new Raised(error);
  }
}

/** Flags of a part of a pattern that JavaScript has as well. */
function modifiers(given = ''): string {
  return given.replace(/[^ims]/g, '');
}

function literal(character: string): string {
  return /[\^$\\.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}
