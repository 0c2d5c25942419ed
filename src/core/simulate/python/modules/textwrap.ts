import { PyList } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { makeModule } from '../operations/native';

/** `textwrap.wrap`: words in lines of at most `width`. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (line === '') line = word;
    else if (line.length + 1 + word.length <= width) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** `textwrap.shorten`: as many words as fit before the placeholder. */
function shorten(text: string, width: number, placeholder: string): string {
  const words = text.split(/\s+/).filter(Boolean);
  if (words.join(' ').length <= width) return words.join(' ');
  if (placeholder.trimStart().length > width) {
    raise('ValueError', 'placeholder too large for max width');
  }
  while (words.length > 0 && words.join(' ').length + placeholder.length > width) words.pop();
  return words.length > 0 ? words.join(' ') + placeholder : placeholder.trimStart();
}

function dedent(text: string): string {
  const lines = text.split('\n').map((line) => (/^\s*$/.test(line) ? '' : line));
  const indents = lines.filter(Boolean).map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0);
  const common = indents.length > 0 ? Math.min(...indents) : 0;
  return lines.map((line) => line.slice(common)).join('\n');
}

export const textwrapModule = makeModule('textwrap', {
  'dedent(text)': dedent,
  'indent(text, prefix)': (text: string, prefix: string) => text.replace(/^(?=.*\S)/gm, prefix),
  'wrap(text, width=70)': (text: string, width: number) => new PyList(wrap(text, width)),
  "shorten(text, width, *, placeholder=' [...]')": shorten,
  'fill(text, width=70)': (text: string, width: number) => wrap(text, width).join('\n'),
});
