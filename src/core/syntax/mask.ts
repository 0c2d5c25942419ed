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
 * Editors and CPython end a line at a lone carriage return; tree-sitter counts line feeds only.
 */
const loneCarriageReturn: Rewrite = (text) =>
  text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;

/**
 * `using x = f()` and `await using x = f()` become `const x = f()`: a `lexical_declaration` (or the
 * head of a `for_in_statement`) whose `kind` reads `using` or `await` in the document's text.
 * `using` is a name where an operator word follows it, as in `using in x` and `using as T`.
 */
const usingDeclaration: Rewrite = (text) =>
  text.includes('using')
    ? text.replace(
        /(?<![\w$.#])(?:(await)([^\S\r\n]+))?using(?=[^\S\r\n]+(?!(?:in|instanceof|as|satisfies|of|is|extends|implements|from)\b(?![^\S\r\n]*[=:,;][^=]))[\p{ID_Start}$_\\])/gu,
        (_, awaited: string | undefined, space: string | undefined) =>
          awaited === undefined ? 'const' : `const${space ?? ''}     `,
      )
    : text;

const rewritesOf: Readonly<Record<Grammar, readonly Rewrite[]>> = {
  python: [loneCarriageReturn],
  typescript: [loneCarriageReturn, usingDeclaration],
  tsx: [loneCarriageReturn, usingDeclaration],
  javascript: [loneCarriageReturn, usingDeclaration],
};

/** `text`, whole lines of a document, as the parser of `grammar` is to read it; of the same length. */
export function mask(grammar: Grammar, text: string): string {
  return rewritesOf[grammar].reduce((masked, rewrite) => rewrite(masked), text);
}
