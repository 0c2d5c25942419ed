import type { PyDict } from '../objects/containers';
import { PyList } from '../objects/containers';
import { raise } from '../objects/exceptions';
import type { Value } from '../objects/object';
import { call } from '../operations/call';
import { numberOf } from '../operations/compare';
import { makeModule } from '../operations/native';
import { str } from '../operations/repr';
import { truth } from '../operations/truth';

/* Lib/textwrap.py. */

interface Options {
  readonly width: number;
  readonly initialIndent: string;
  readonly subsequentIndent: string;
  readonly breakLongWords: boolean;
  readonly breakOnHyphens: boolean;
  readonly maxLines: number | null;
  readonly placeholder: string;
}

function optionsOf(width: Value, given: PyDict): Options {
  const flag = (name: string): boolean => {
    const value = given.get(name);
    return value === undefined || truth(value);
  };
  const text = (name: string, fallback: string): string => str(given.get(name) ?? fallback);
  const maxLines = given.get('max_lines') ?? null;
  return {
    width: Number(numberOf(width) ?? 70),
    initialIndent: text('initial_indent', ''),
    subsequentIndent: text('subsequent_indent', ''),
    breakLongWords: flag('break_long_words'),
    breakOnHyphens: flag('break_on_hyphens'),
    maxLines: maxLines === null ? null : Number(numberOf(maxLines)),
    placeholder: text('placeholder', ' [...]'),
  };
}

/** Words and the blanks between them; a word with hyphens may be broken after them. */
function chunksOf(text: string, breakOnHyphens: boolean): string[] {
  const expanded = text.replace(/[\t\n\v\f\r]/g, ' ');
  const chunks = expanded.split(/( +)/).filter(Boolean);
  if (!breakOnHyphens) return chunks;
  return chunks.flatMap((chunk) =>
    chunk
      .split(/(?<=[^\d\W][\w]*-)(?=[^\d\W]\w)|(?<=\w)(?=-{2,}\w)|(?<=-{2,})(?=\w)/)
      .filter(Boolean),
  );
}

function wrap(text: string, options: Options): string[] {
  const chunks = chunksOf(text, options.breakOnHyphens).reverse();
  const lines: string[] = [];
  while (chunks.length > 0) {
    const indent = lines.length > 0 ? options.subsequentIndent : options.initialIndent;
    const width = options.width - indent.length;
    if (lines.length > 0 && chunks.at(-1)?.trim() === '') chunks.pop();
    const line = takeLine(chunks, width, options);
    if (line.length === 0) continue;
    const isLast = options.maxLines !== null && lines.length + 1 >= options.maxLines;
    const restIsBlank = chunks.every((chunk) => chunk.trim() === '');
    if (!isLast || restIsBlank) {
      lines.push(indent + line.join('').trimEnd());
      continue;
    }
    lines.push(shortened(line, width, indent, lines, options));
    break;
  }
  return lines.filter((line) => line !== '');
}

/** Takes as many chunks as fit; one that is too long for any line is broken. */
function takeLine(chunks: string[], width: number, options: Options): string[] {
  const line: string[] = [];
  let length = 0;
  for (let next = chunks.at(-1); next !== undefined; next = chunks.at(-1)) {
    if (length + next.length > width) break;
    line.push(next);
    length += next.length;
    chunks.pop();
  }
  const next = chunks.at(-1);
  if (next !== undefined && next.length > width) {
    const room = Math.max(1, width - length);
    if (options.breakLongWords) {
      line.push(next.slice(0, room));
      chunks[chunks.length - 1] = next.slice(room);
    } else if (line.length === 0) {
      line.push(next);
      chunks.pop();
    }
  }
  return line.at(-1)?.trim() === '' ? line.slice(0, -1) : line;
}

/** The last line that is allowed, cut to make room for the placeholder. */
function shortened(
  line: string[],
  width: number,
  indent: string,
  lines: string[],
  { placeholder }: Options,
): string {
  while (line.length > 0) {
    const text = line.join('');
    if (line.at(-1)?.trim() !== '' && text.length + placeholder.length <= width) {
      return indent + text + placeholder;
    }
    line.pop();
  }
  const before = lines.at(-1)?.trimEnd();
  if (before !== undefined && before.length + placeholder.length <= width) {
    lines.pop();
    return before + placeholder;
  }
  return indent + placeholder.trimStart();
}

function shorten(text: string, width: Value, given: PyDict): string {
  const options = { ...optionsOf(width, given), maxLines: 1 };
  if (options.placeholder.trimStart().length > options.width) {
    raise('ValueError', 'placeholder too large for max width');
  }
  return wrap(text.trim().split(/\s+/).join(' '), options).join('\n');
}

function dedent(text: string): string {
  const lines = text.split('\n').map((line) => (/^\s*$/.test(line) ? '' : line));
  const indents = lines.filter(Boolean).map((line) => /^[ \t]*/.exec(line)?.[0] ?? '');
  let [common = ''] = indents;
  for (const indent of indents) while (!indent.startsWith(common)) common = common.slice(0, -1);
  return lines.map((line) => line.slice(common.length)).join('\n');
}

function indent(text: string, prefix: string, predicate: Value): string {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const wanted = (line: string): boolean =>
    predicate === null ? line.trim() !== '' : truth(call(predicate, [line]));
  return lines.map((line) => (wanted(line) ? prefix + line : line)).join('');
}

export const textwrapModule = makeModule('textwrap', {
  'dedent(text)': dedent,
  'indent(text, prefix, predicate=None)': indent,
  'wrap(text, width=70, **kwargs)': (text: string, width: Value, given: PyDict) =>
    new PyList(wrap(text, optionsOf(width, given))),
  'fill(text, width=70, **kwargs)': (text: string, width: Value, given: PyDict) =>
    wrap(text, optionsOf(width, given)).join('\n'),
  'shorten(text, width, **kwargs)': shorten,
});
