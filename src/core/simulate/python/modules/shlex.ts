import { PyList } from '../objects/containers';
import { raise } from '../objects/exceptions';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { items } from '../operations/iterate';
import { makeModule } from '../operations/native';
import { str } from '../operations/repr';

/* Lib/shlex: the functions for the words of a POSIX shell. */

/** One piece of a word: between quotes, an escaped character, or anything else but white space. */
const piece = /'([^']*)'|"((?:[^"\\]|\\[^])*)"|\\([^])|([^ \t\r\n'"\\]+)/y;

function words(text: string): string[] {
  const found: string[] = [];
  let word: string | null = null;
  let at = 0;
  while (at < text.length) {
    if (/[ \t\r\n]/.test(text.charAt(at))) {
      if (word !== null) found.push(word);
      word = null;
      at++;
      continue;
    }
    piece.lastIndex = at;
    const match = piece.exec(text);
    if (!match) {
      raise(
        'ValueError',
        text.charAt(at) === '\\' ? 'No escaped character' : 'No closing quotation',
      );
    }
    const [whole, single, double, escaped, plain] = match;
    // Between double quotes a backslash stays, unless a quote or another one follows.
    word = (word ?? '') + (single ?? double?.replace(/\\(["\\])/g, '$1') ?? escaped ?? plain ?? '');
    at += whole.length;
  }
  return word === null ? found : [...found, word];
}

function quote(text: string): string {
  if (text === '') return "''";
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}

export const shlexModule = makeModule('shlex', {
  'split(s, comments=False, posix=True)': (text: string, comments: Value, posix: Value) =>
    comments === false && posix === true ? new PyList(words(text)) : new Unknown('shlex.split()'),
  'quote(s)': quote,
  'join(split_command)': (command: Value) =>
    items(command)
      .map((word) => quote(str(word)))
      .join(' '),
});
