import { PyDict, PyList, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyObject } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { call } from '../operations/call';
import { numberOf } from '../operations/compare';
import { makeDict } from '../operations/hash';
import { overIterable } from '../operations/iterate';
import { define, defineGetters, makeModule, nativeClass } from '../operations/native';
import { repr, str } from '../operations/repr';
import { flags, patternError, translate } from './re_translate';
import type { Translated } from './re_translate';

/* The library reference's "Regular expression operations", on JavaScript's engine. */

const patternClass = nativeClass('Pattern', 're');
const matchClass = nativeClass('Match', 're');
class Pattern extends PyObject {
  private readonly translated: Translated;

  constructor(
    readonly source: string,
    flags: number,
  ) {
    super(patternClass);
    this.translated = translate(source, flags);
  }

  get flags(): number {
    return this.translated.flags;
  }

  /** The match at or after `from`, anchored to it if told so. */
  exec(text: string, from = 0, anchored = false): Match | null {
    const { regex: global } = this.translated;
    const regex = anchored ? new RegExp(global.source, global.flags.replace('g', 'y')) : global;
    regex.lastIndex = from;
    const found = regex.exec(text);
    return found && new Match(this, text, found);
  }

  /** The named groups with their numbers. */
  get groupNames(): readonly (readonly [string, number])[] {
    return this.translated.names;
  }

  get groupCount(): number {
    return this.translated.groups;
  }

  *all(text: string): Generator<Match, void> {
    for (let from = 0; from <= text.length;) {
      const match = this.exec(text, from);
      if (!match) return;
      yield match;
      from = match.end(0) > match.start(0) ? match.end(0) : match.end(0) + 1;
    }
  }
}

class Match extends PyObject {
  constructor(
    readonly pattern: Pattern,
    readonly text: string,
    private readonly found: RegExpExecArray,
  ) {
    super(matchClass);
  }

  group(key: Value): Value {
    const index = typeof key === 'string' ? this.named(key) : this.found[Number(key)];
    if (typeof key !== 'string' && Number(key) >= this.found.length)
      raise('IndexError', 'no such group');
    return index ?? null;
  }

  private named(name: string): string | undefined {
    const groups = this.found.groups ?? {};
    if (!(name in groups)) raise('IndexError', 'no such group');
    return groups[name];
  }

  groups(fallback: Value): Value[] {
    return Array.from(
      { length: this.found.length - 1 },
      (_, index) => this.found[index + 1] ?? fallback,
    );
  }

  /** The number of the group that closed last: of groups that end together the outermost. */
  get lastIndex(): number | null {
    let last: number | null = null;
    for (let index = 1; index < this.found.length; index++) {
      if (this.start(index) < 0) continue;
      if (last === null || this.end(index) > this.end(last)) last = index;
    }
    return last;
  }

  get lastGroup(): string | null {
    const { lastIndex } = this;
    const names = this.pattern.groupNames;
    return names.find(([, index]) => index === lastIndex)?.[0] ?? null;
  }

  groupDict(): PyDict {
    const dict = new PyDict();
    for (const [name, value] of Object.entries<string | undefined>(this.found.groups ?? {})) {
      dict.set(name, name, value ?? null);
    }
    return dict;
  }

  private span(key: Value): readonly [number, number] {
    const { indices } = this.found;
    const span = typeof key === 'string' ? indices?.groups?.[key] : indices?.[Number(key)];
    return span ?? [-1, -1];
  }

  start(key: Value): number {
    return this.span(key)[0];
  }

  end(key: Value): number {
    return this.span(key)[1];
  }

  /** `\1`, `\g<name>` and escapes of a replacement. */
  expand(template: string): string {
    return template.replace(
      /\\(?:g<(\w+)>|(\d{1,2})|(n|t|r|\\))/g,
      (_, name: string | undefined, number: string | undefined, escape: string | undefined) => {
        if (escape !== undefined) return { n: '\n', t: '\t', r: '\r' }[escape] ?? '\\';
        const key = name ?? number ?? '0';
        return str(this.group(/^\d+$/.test(key) ? Number(key) : key) ?? '');
      },
    );
  }
}

function compile(pattern: Value, given: Value): Pattern {
  return pattern instanceof Pattern
    ? pattern
    : new Pattern(str(pattern), Number(numberOf(given) ?? 0));
}

function substitute(pattern: Pattern, by: Value, text: string, count: number): [string, number] {
  let result = '';
  let from = 0;
  let made = 0;
  for (const match of pattern.all(text)) {
    if (count > 0 && made === count) break;
    const replacement = typeof by === 'string' ? match.expand(by) : str(call(by, [match]));
    result += text.slice(from, match.start(0)) + replacement;
    from = match.end(0);
    made++;
  }
  return [result + text.slice(from), made];
}

function findAll(pattern: Pattern, text: string): Value[] {
  return [...pattern.all(text)].map((match) => {
    const groups = match.groups('');
    const [only] = groups;
    if (only === undefined) return match.group(0);
    return groups.length === 1 ? only : new PyTuple(groups);
  });
}

function split(pattern: Pattern, text: string, most: number): Value[] {
  const parts: Value[] = [];
  let from = 0;
  let made = 0;
  for (const match of pattern.all(text)) {
    if (most > 0 && made === most) break;
    parts.push(text.slice(from, match.start(0)), ...match.groups(null));
    from = match.end(0);
    made++;
  }
  return [...parts, text.slice(from)];
}

function full(pattern: Pattern, text: string): Value {
  const match = new Pattern(`(?:${pattern.source})\\Z`, pattern.flags).exec(text, 0, true);
  return match;
}

/** An unknown text gives an unknown. */
function onText(name: string, run: (text: string) => Value): (text: Value) => Value {
  return (text) =>
    text instanceof Unknown ? new Unknown(`re.${name}(${text.name})`) : run(str(text));
}

define(patternClass, {
  'match(self, string, pos=0)': (self: Pattern, text: Value, from: number) =>
    onText('match', (given) => self.exec(given, from, true))(text),
  'search(self, string, pos=0)': (self: Pattern, text: Value, from: number) =>
    onText('search', (given) => self.exec(given, from))(text),
  'fullmatch(self, string)': (self: Pattern, text: Value) =>
    onText('fullmatch', (given) => full(self, given))(text),
  'findall(self, string)': (self: Pattern, text: Value) =>
    onText('findall', (given) => new PyList(findAll(self, given)))(text),
  'finditer(self, string)': (self: Pattern, text: Value) =>
    onText('finditer', (given) => overIterable(self.all(given)))(text),
  'sub(self, repl, string, count=0)': (self: Pattern, by: Value, text: Value, count: number) =>
    onText('sub', (given) => substitute(self, by, given, count)[0])(text),
  'split(self, string, maxsplit=0)': (self: Pattern, text: Value, most: number) =>
    onText('split', (given) => new PyList(split(self, given, most)))(text),
  'subn(self, repl, string, count=0)': (self: Pattern, by: Value, text: Value, count: number) =>
    onText('subn', (given) => new PyTuple(substitute(self, by, given, count)))(text),
  '__repr__(self)': (self: Pattern) => {
    const named = Object.entries(flags).filter(([, bit]) => (self.flags & bit) !== 0);
    const shown = named
      .map(([name]) => `, re.${name}`)
      .join('')
      .replace(/, (?=re.*, re)/, ', ');
    return `re.compile(${repr(self.source)}${shown.replace(/(?<=\w), re/g, '|re')})`;
  },
});
defineGetters(patternClass, {
  pattern: (self: Pattern) => self.source,
  // Patterns of text are matched with re.UNICODE.
  flags: (self: Pattern) => self.flags | 32,
  groups: (self: Pattern) => self.groupCount,
  groupindex: (self: Pattern) => makeDict(self.groupNames),
});

define(matchClass, {
  'group(self, *groups)': (self: Match, keys: PyTuple) => {
    const [only = 0] = keys.items;
    if (keys.items.length <= 1) return self.group(only);
    return new PyTuple(keys.items.map((key) => self.group(key)));
  },
  'groups(self, default=None)': (self: Match, fallback: Value) =>
    new PyTuple(self.groups(fallback)),
  'groupdict(self, default=None)': (self: Match) => self.groupDict(),
  'start(self, group=0)': (self: Match, key: Value) => self.start(key),
  'end(self, group=0)': (self: Match, key: Value) => self.end(key),
  'span(self, group=0)': (self: Match, key: Value) => new PyTuple([self.start(key), self.end(key)]),
  'expand(self, template)': (self: Match, template: string) => self.expand(template),
  '__getitem__(self, key)': (self: Match, key: Value) => self.group(key),
  '__repr__(self)': (self: Match) =>
    `<re.Match object; span=(${self.start(0)}, ${self.end(0)}), match=${repr(self.group(0))}>`,
});
defineGetters(matchClass, {
  string: (self: Match) => self.text,
  re: (self: Match) => self.pattern,
  lastindex: (self: Match) => self.lastIndex,
  lastgroup: (self: Match) => self.lastGroup,
});

export const reModule = makeModule(
  're',
  {
    'compile(pattern, flags=0)': compile,
    'match(pattern, string, flags=0)': (pattern: Value, text: Value, given: Value) =>
      onText('match', (known) => compile(pattern, given).exec(known, 0, true))(text),
    'search(pattern, string, flags=0)': (pattern: Value, text: Value, given: Value) =>
      onText('search', (known) => compile(pattern, given).exec(known))(text),
    'fullmatch(pattern, string, flags=0)': (pattern: Value, text: Value, given: Value) =>
      onText('fullmatch', (known) => full(compile(pattern, given), known))(text),
    'findall(pattern, string, flags=0)': (pattern: Value, text: Value, given: Value) =>
      onText('findall', (known) => new PyList(findAll(compile(pattern, given), known)))(text),
    'finditer(pattern, string, flags=0)': (pattern: Value, text: Value, given: Value) =>
      onText('finditer', (known) => overIterable(compile(pattern, given).all(known)))(text),
    'sub(pattern, repl, string, count=0, flags=0)': (
      pattern: Value,
      by: Value,
      text: Value,
      count: number,
      given: Value,
    ) => onText('sub', (known) => substitute(compile(pattern, given), by, known, count)[0])(text),
    'subn(pattern, repl, string, count=0, flags=0)': (
      pattern: Value,
      by: Value,
      text: Value,
      count: number,
      given: Value,
    ) =>
      onText(
        'subn',
        (known) => new PyTuple(substitute(compile(pattern, given), by, known, count)),
      )(text),
    'split(pattern, string, maxsplit=0, flags=0)': (
      pattern: Value,
      text: Value,
      most: number,
      given: Value,
    ) => onText('split', (known) => new PyList(split(compile(pattern, given), known, most)))(text),
    'escape(pattern)': (text: Value) => str(text).replace(/[\s#$&()*+\-.?[\\\]^{|}~]/g, '\\$&'),
  },
  {
    ...flags,
    I: flags.IGNORECASE,
    M: flags.MULTILINE,
    S: flags.DOTALL,
    X: flags.VERBOSE,
    A: flags.ASCII,
    error: patternError,
    PatternError: patternError,
    Pattern: patternClass,
    Match: matchClass,
  },
);
