import { Edit, Language as TreeSitterLanguage, Parser } from 'web-tree-sitter';
import type { Tree } from 'web-tree-sitter';
import type { Grammar, Language } from '../language';
import { dialectOf } from '../language';
import type { Range } from '../position';
import type { Splice } from './lines';
import { Lines } from './lines';
import { mask, withLineFeeds } from './mask';
import type { SyntaxNode } from './node';
import { SyntaxTree } from './node';

export type { SyntaxNode, SyntaxTree } from './node';

/** One change of a document's text, as editors report it: `range` is replaced by `text`. */
export interface TextChange {
  readonly range: Range;
  readonly text: string;
}

/** What an edit did: the splices in order, and the stretches of the new text that are built differently. */
export interface TreeChange {
  readonly edits: readonly Splice[];
  readonly restructured: readonly { readonly startIndex: number; readonly endIndex: number }[];
}

/** Gives the bytes of a .wasm file by its name: the runtime's own file, or a grammar's. */
export type ReadWasm = (name: string) => Promise<Uint8Array>;

const wasmOf: Readonly<Record<Grammar, string>> = {
  python: 'tree-sitter-python.wasm',
  typescript: 'tree-sitter-typescript.wasm',
  tsx: 'tree-sitter-tsx.wasm',
  javascript: 'tree-sitter-javascript.wasm',
};

/** Opens documents; loads each grammar once, when the first document needs it. */
export class SyntaxReader {
  private readonly grammars = new Map<Grammar, Promise<TreeSitterLanguage>>();
  private started: Promise<void> | undefined;

  constructor(private readonly readWasm: ReadWasm) {}

  /** Errors: a `languageId` that `dialectOf` does not know. */
  async open(languageId: string, text: string): Promise<SyntaxDocument> {
    const dialect = dialectOf(languageId);
    if (!dialect) throw new Error(`Not a language Await Lens reads: ${languageId}`);
    const grammar = await this.grammar(dialect.grammar);
    const parser = new Parser();
    parser.setLanguage(grammar);
    return new SyntaxDocument(dialect.language, dialect.grammar, parser, text);
  }

  private grammar(name: Grammar): Promise<TreeSitterLanguage> {
    let grammar = this.grammars.get(name);
    if (!grammar) {
      grammar = this.load(name);
      this.grammars.set(name, grammar);
    }
    return grammar;
  }

  private async load(name: Grammar): Promise<TreeSitterLanguage> {
    this.started ??= this.readWasm('web-tree-sitter.wasm').then((wasmBinary) =>
      Parser.init({ wasmBinary }),
    );
    const [bytes] = await Promise.all([this.readWasm(wasmOf[name]), this.started]);
    return TreeSitterLanguage.load(bytes);
  }
}

/** In UTF-16 units: some more than the parser asks for at once. */
const chunkLength = 16_384;

/** A text with its syntax tree, kept up to date by the editor's change events. */
export class SyntaxDocument {
  private parsed: Tree;
  private current: SyntaxTree;
  readonly lines: Lines;

  /** Made by `SyntaxReader.open`. */
  constructor(
    readonly language: Language,
    readonly grammar: Grammar,
    private readonly parser: Parser,
    private source: string,
  ) {
    this.lines = new Lines(withLineFeeds(source));
    this.parsed = this.parse(null);
    this.current = new SyntaxTree(this.parsed, source);
  }

  get text(): string {
    return this.source;
  }

  /** The tree of the current text; replaced by every `edit`. */
  get tree(): SyntaxTree {
    return this.current;
  }

  /** The tree's root: its node positions are zero-based lines and UTF-16 columns. */
  get root(): SyntaxNode {
    return this.current.root;
  }

  /**
   * Makes the changes one after the other, each with positions in the text that the ones before it
   * left. Gives what may have changed in the tree: nodes that touch no region are as they were,
   * only shifted.
   */
  edit(changes: readonly TextChange[]): TreeChange {
    const edits = changes.map((change) => this.apply(change));
    const old = this.parsed;
    this.parsed = this.parse(old);
    this.current = new SyntaxTree(this.parsed, this.source);
    const restructured = old.getChangedRanges(this.parsed);
    old.delete();
    return { edits, restructured };
  }

  /** Frees the tree's memory, which WebAssembly does not collect by itself. */
  dispose(): void {
    this.parsed.delete();
    this.parser.delete();
  }

  private parse(old: Tree | null): Tree {
    const tree = this.parser.parse(this.maskedReader(), old);
    // `parse` gives null only without a language or when cancelled; neither happens here.
    if (!tree) throw new Error('The parser has no language');
    return tree;
  }

  /** Gives the masked text from an offset on, some lines at a time: after an edit, few are read. */
  private maskedReader(): (index: number) => string {
    let from = 0;
    let chunk = '';
    return (index) => {
      if (index < from || index >= from + chunk.length) {
        from = this.lines.startOf(this.lines.lineAt(index));
        chunk = this.maskedLines(from, index + chunkLength);
      }
      return chunk.slice(index - from);
    };
  }

  /** From the start of a line to the end of the line at `last`, as the parser is to read it. */
  private maskedLines(start: number, last: number): string {
    const end = this.lines.nextStartOf(this.lines.lineAt(last));
    return mask(this.grammar, this.source.slice(start, end));
  }

  private apply({ range, text }: TextChange): Splice {
    const { lines } = this;
    const start = lines.offsetAt(range.start);
    const oldEnd = Math.max(start, lines.offsetAt(range.end));
    const newEnd = start + text.length;

    // Masks are worked out line by line. The line before also counts: its break may be a carriage
    // return that meets a line feed now.
    const from = lines.startOf(lines.lineAt(Math.max(start - 1, 0)));
    const oldTo = lines.nextStartOf(lines.lineAt(oldEnd));
    const before = this.maskedLines(from, oldEnd);
    const changed = this.source.slice(from, start) + text + this.source.slice(oldEnd, oldTo);
    const after = mask(this.grammar, changed);
    this.source = this.source.slice(0, from) + changed + this.source.slice(oldTo);

    const splice = widen({ start, oldEnd, newEnd }, from, before, after);
    const edit = {
      startIndex: splice.start,
      oldEndIndex: splice.oldEnd,
      newEndIndex: splice.newEnd,
      startPosition: this.pointAt(splice.start),
      oldEndPosition: this.pointAt(splice.oldEnd),
    };
    lines.replace(splice, after, from);
    this.parsed.edit(new Edit({ ...edit, newEndPosition: this.pointAt(splice.newEnd) }));
    return splice;
  }

  private pointAt(offset: number): { row: number; column: number } {
    const { line, character } = this.lines.positionAt(offset);
    return { row: line, column: character };
  }
}

/**
 * Stretches an edit over what it changed in the mask around it: `before` and `after` are the masked
 * lines, the first of which starts at `from`.
 */
function widen(splice: Splice, from: number, before: string, after: string): Splice {
  let { start, oldEnd, newEnd } = splice;
  for (let at = from; at < start; at++) {
    if (before.charCodeAt(at - from) !== after.charCodeAt(at - from)) start = at;
  }
  const tail = before.length - (oldEnd - from);
  for (let left = 1; left <= tail; left++) {
    const same = before.charCodeAt(before.length - left) === after.charCodeAt(after.length - left);
    if (!same) {
      const grown = tail - left + 1;
      oldEnd += grown;
      newEnd += grown;
      break;
    }
  }
  return { start, oldEnd, newEnd };
}
