/**
 * Markdown that says exactly the text it is given. Everything in a hover that comes from a source file
 * passes through here, so that no backtick, bracket, tag, icon or line break of somebody's code can
 * become markup or a link. A property test feeds it hostile texts through a Markdown parser.
 */

/** CommonMark: a backslash before any ASCII punctuation makes it literal. */
const punctuation = /[!-/:-@[-`{-~]/g;

/** Line breaks (Unicode's too), control characters and runs of blanks: one blank. */
const gaps = /[\s\p{Cc}]+/gu;

/** What in a sentence can only be code: a call, a dotted name; no web address, no `1.5`. */
const code =
  /(?<![\w$/:@.-])[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*(?:\(\)|(?<=\.[\w$]{2,}))(?![\w$(/@-]|\.\w)/gu;

/** A sentence, in which calls and dotted names look like code. */
export function sentence(plain: string): string {
  const parts: string[] = [];
  let end = 0;
  for (const match of plain.matchAll(code)) {
    parts.push(text(plain.slice(end, match.index)), `\`${match[0]}\``);
    end = match.index + match[0].length;
  }
  return [...parts, text(plain.slice(end))].join('');
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
