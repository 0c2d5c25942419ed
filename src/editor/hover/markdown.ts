/**
 * Markdown that says exactly the text it is given. Everything in a hover that comes from a source file
 * passes through here, so that no backtick, bracket, tag, icon or line break of somebody's code can
 * become markup or a link. A property test feeds it hostile texts through a Markdown parser.
 */

/** CommonMark: a backslash before any ASCII punctuation makes it literal. */
const punctuation = /[!-/:-@[-`{-~]/g;

/** Line breaks (Unicode's too), control characters and runs of blanks: one blank. */
const gaps = /[\s\p{Cc}]+/gu;

/**
 * What in a sentence can only be code: a call, a dotted name, `cache_lock`, `allSettled`, `ValueError`; no web address, no
 * `1.5`, and no part of code that is quoted as it stands, as `User.id` of `where(User.id == 1)` would be. What stands in
 * quotation marks is matched as a whole, to be passed over.
 */
const codeWords =
  /“[^”]*”|(?<![\w$/:@.\]{-]|[\w$]\()(?:(?:[A-Za-z_$][\w$]*\.)*\[[A-Za-z_$][\w$.]*\]\(\)|[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*(?:\(\)|(?<=\.[\w$]{2,}|\w_[a-z\d]+|\b[a-z]+[A-Z]\w*|\w(?:Error|Iteration)))(?![\w$(/@}=-]|\.\w))/u;

/**
 * A sentence, in which calls and names look like code, and so does `quoted`, source that the sentence quotes: in
 * any place, or at the start alone where it is a word such as `promise`, which the sentence may need for itself.
 */
export function sentence(plain: string, quoted = ''): string {
  const quotation = escaped(quoted);
  const places = /^[\w$]*$/.test(quoted) ? `^${quotation}(?![\\w$])` : quotation;
  const code =
    quoted === '' ? new RegExp(codeWords, 'gu') : new RegExp(`${places}|${codeWords.source}`, 'gu');
  return withCode(plain, [...plain.matchAll(code)]);
}

/** Several such sentences, one after the other. */
export function sentences(plain: readonly string[], quoted = ''): string {
  return plain
    .filter((one) => one !== '')
    .map((one) => sentence(one, quoted))
    .join(' ');
}

/**
 * A sentence that says what a value lands in: that name, `order` for one, looks like code too. It is the last mention at the
 * end of a clause: of "The lock lands in lock. Leaving releases lock early." the second.
 */
export function landing(plain: string, name: string): string {
  const places = new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`, 'gu');
  const all = name === '' ? [] : [...plain.matchAll(places)];
  const endsClause = ({ index }: Stretch) => /^[.,;]/.test(plain.slice(index + name.length));
  const last = all.findLast(endsClause) ?? all.at(-1);
  if (!last) return sentence(plain);
  const end = last.index + name.length;
  const apart = (match: Stretch) =>
    match.index + match[0].length <= last.index || match.index >= end;
  const others = [...plain.matchAll(new RegExp(codeWords, 'gu'))].filter(apart);
  return withCode(
    plain,
    [...others, last].sort((one, other) => one.index - other.index),
  );
}

function escaped(source: string): string {
  return source.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}

/** A stretch of a text: where it begins, in UTF-16 code units, and what stands there. */
type Stretch = Pick<RegExpExecArray, 'index' | 0>;

/** The text with these stretches of it as code, in their order. */
function withCode(plain: string, stretches: readonly Stretch[]): string {
  const parts: string[] = [];
  let end = 0;
  let code = '';
  for (const { index, 0: stretch } of stretches) {
    if (stretch.startsWith('“')) continue;
    if (index > end) {
      parts.push(codeSpan(code), text(plain.slice(end, index)));
      code = '';
    }
    // Two code spans side by side would share their backticks.
    code += stretch;
    end = index + stretch.length;
  }
  return [...parts, codeSpan(code), text(plain.slice(end))].join('');
}

/** CommonMark: a code span ends at the first run of as many backticks as it began with. */
function codeSpan(code: string): string {
  const line = code.replace(gaps, ' ').trim();
  if (line === '') return text(code);
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  if (longest === 0) return `\`${line}\``;
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${line} ${fence}`;
}

/** The text as a run of plain words. */
export function text(plain: string): string {
  return plain.replace(gaps, ' ').replace(punctuation, '\\$&');
}

export function bold(plain: string): string {
  const line = text(plain).trim();
  return line === '' ? '' : `**${line}**`;
}

/** A link. Errors: a target that is neither https nor one of our own commands. */
export function link(label: string, target: string): string {
  if (!/^(?:https:\/\/|command:awaitLens\.)/.test(target)) {
    throw new Error(`Not a link that a hover may have: ${target}`);
  }
  return `[${text(label)}](<${target.replace(/[<>\\\s]/g, (unsafe) => encodeURIComponent(unsafe))}>)`;
}

export function numbered(lines: readonly string[]): string {
  return lines.map((line, index) => `${index + 1}. ${line}`).join('\n');
}

export function bulleted(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

export function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n');
}
