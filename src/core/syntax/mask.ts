import type { Grammar } from '../language';

/**
 * What the parser reads instead of the text. The grammars miss a few things that the languages
 * have (docs/GRAMMARS.md); each is rewritten into something they know of the same length, so the
 * tree comes out right and every position stays. Only the parser sees it: a node's `text` is the
 * document's own.
 *
 * Every rewrite looks at one line alone, because an edit masks again only the lines it touches. It
 * may also hit strings, comments and JSX text: there it changes nothing that the tree shows.
 */
type Rewrite = (text: string) => string;

/**
 * Editors and CPython end a line at a lone carriage return; tree-sitter counts line feeds only. A rewrite, too.
 */
export function withLineFeeds(text: string): string {
  return text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
}

/**
 * A name that follows on the same line, which makes a contextual keyword of the word before it.
 * Words that are operators do not, as in `using in x` and `const accessor of list`, unless they are
 * themselves declared.
 */
const nameAhead = String.raw`(?=[^\S\r\n]+(?!(?:in|instanceof|as|satisfies|of|is|extends|implements|from)\b(?![^\S\r\n]*[=:,;][^=]))[\p{ID_Start}$_#\\])`;
const noNameBefore = String.raw`(?<![\p{ID_Continue}$.#])`;

/**
 * `using x = f()` and `await using x = f()` become `const x = f()`: a `lexical_declaration` (or the
 * head of a `for_in_statement`) whose `kind` reads `using` or `await` in the document's text.
 */
const usingDeclaration: Rewrite = (text) =>
  text.includes('using') ? text.replace(usingWords, maskUsing) : text;

const usingWords = new RegExp(
  String.raw`${noNameBefore}(?:await([^\S\r\n]+))?using${nameAhead}`,
  'gu',
);

function maskUsing(_words: string, space: string | undefined): string {
  return space === undefined ? 'const' : `const${space}     `;
}

/** `accessor name` in a class becomes `name`: the grammar for JavaScript lacks the keyword. */
const autoAccessor: Rewrite = (text) =>
  text.includes('accessor') ? text.replace(accessorWord, '        ') : text;

const accessorWord = new RegExp(`${noNameBefore}accessor${nameAhead}`, 'gu');

/**
 * `await get<T>(url)` becomes `await get   (url)`: given type arguments, the grammar for TypeScript
 * takes `await get` for what is called. Type arguments that go over a line's end stay, and the
 * suspension layer repairs the point.
 */
const awaitedTypeArguments: Rewrite = (text) => {
  if (!text.includes('await')) return text;
  const heads = /(?<![\w$.#])await[^\S\r\n]+(?:[\w$#.!]|\?\.)+(?=<)/g;
  const parts: string[] = [];
  let taken = 0;
  for (let head = heads.exec(text); head; head = heads.exec(text)) {
    const open = heads.lastIndex;
    const end = typeArgumentsEnd(text, open);
    if (end === undefined) continue;
    parts.push(text.slice(taken, open), ' '.repeat(end - open));
    taken = end;
    heads.lastIndex = end;
  }
  return taken === 0 ? text : parts.join('') + text.slice(taken);
};

/** Where type arguments that open at `open` end, if they do on this line and before a call. */
function typeArgumentsEnd(text: string, open: number): number | undefined {
  let depth = 0;
  for (let at = open; /[\w$ \t.,|&:;?'"`[\]{}()<>=-]/.test(text.charAt(at)); at++) {
    if (text[at] === '<') depth++;
    if (text[at] === '>' && text[at - 1] !== '=' && --depth === 0) {
      return text[at + 1] === '(' ? at + 1 : undefined;
    }
  }
  return undefined;
}

/**
 * `await` becomes `Await`, a name, before what no operand begins with: the grammars know only the
 * keyword. It is a name in old scripts, and a keyword that waits for its operand in half-typed code,
 * where the rest of the tree then stays whole.
 */
const awaitWithoutOperand: Rewrite = (text) =>
  text.includes('await')
    ? text.replace(/(?<![\w$.#])await(?=[^\S\r\n]*(?:[)\]};,:?&|*%^>=]|\.(?!\d)))/g, 'Await')
    : text;

/** What no operand of Python's is followed by on its line: a word, a number, a text or a path, but not an operator. */
const wordAhead = String.raw`(?=[\w'"{~/.])(?!(?:and|or|in|is|if|else|not|for|as|async)\b)`;

/**
 * Lines of a notebook's cell that are for IPython ("Built-in magic commands" in its manual) or for a shell. What times the rest of
 * its line becomes a statement before that, or nothing after `=`: `%time await x` is `pass ;await x`. Others become a statement and a
 * comment.
 */
const magics: Rewrite = (text) =>
  /(?:^|=)[ \t]*(?:%%?|!)\w/m.test(text)
    ? text
        .replace(timedValue, (words) => '='.padEnd(words.length))
        .replace(timedCode, (words) => `${'pass'.padEnd(words.length - 1)};`)
        .replace(lineForIPython, 'pass#')
    : text;

const timing = String.raw`%(?:time|timeit|prun|memit)(?:[ \t]+-\w+(?:[ \t]*\d+)?)*[ \t]+${wordAhead}`;
const timedValue = new RegExp(String.raw`=[ \t]*${timing}`, 'g');
const timedCode = new RegExp(String.raw`(?<=^[ \t]*)${timing}`, 'gm');
const lineForIPython = new RegExp(
  String.raw`(?<=^[ \t]*)(?:%%\w{3}|[%!](?=\w+[ \t]+-*${wordAhead})\w[^\r\n]{3})`,
  'gm',
);

const rewritesOf: Readonly<Record<Grammar, readonly Rewrite[]>> = {
  python: [withLineFeeds, magics],
  typescript: [withLineFeeds, usingDeclaration, awaitWithoutOperand, awaitedTypeArguments],
  tsx: [withLineFeeds, usingDeclaration, awaitWithoutOperand, awaitedTypeArguments],
  javascript: [withLineFeeds, usingDeclaration, awaitWithoutOperand, autoAccessor],
};

/** `text`, whole lines of a document, as the parser of `grammar` is to read it; of the same length. */
export function mask(grammar: Grammar, text: string): string {
  return rewritesOf[grammar].reduce((masked, rewrite) => rewrite(masked), text);
}
