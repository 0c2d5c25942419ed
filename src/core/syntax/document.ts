import { Edit, Language as TreeSitterLanguage, Parser } from 'web-tree-sitter';
import type { Node, Tree } from 'web-tree-sitter';
import type { Grammar, Language } from '../language';
import { dialectOf } from '../language';
import type { Range } from '../position';

export type { Node as SyntaxNode, Tree as SyntaxTree } from 'web-tree-sitter';

/** One change of a document's text, as editors report it: `range` is replaced by `text`. */
export interface TextChange {
  readonly range: Range;
  readonly text: string;
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

/** A text with its syntax tree, kept up to date by the editor's change events. */
export class SyntaxDocument {
  private current: Tree;

  /** Made by `SyntaxReader.open`. */
  constructor(
    readonly language: Language,
    readonly grammar: Grammar,
    private readonly parser: Parser,
    private source: string,
  ) {
    this.current = this.parse(undefined);
  }

  get text(): string {
    return this.source;
  }

  /** The tree of the current text; replaced by every `edit`. */
  get tree(): Tree {
    return this.current;
  }

  /** The tree's root: its node positions are zero-based lines and UTF-16 columns. */
  get root(): Node {
    return this.current.rootNode;
  }

  edit(changes: readonly TextChange[]): void {
    for (const change of changes) this.apply(change);
    const old = this.current;
    this.current = this.parse(old);
    old.delete();
  }

  /** Frees the tree's memory, which WebAssembly does not collect by itself. */
  dispose(): void {
    this.current.delete();
    this.parser.delete();
  }

  private parse(old: Tree | undefined): Tree {
    const tree = this.parser.parse(this.source, old);
    // `parse` gives null only without a language or when cancelled; neither happens here.
    if (!tree) throw new Error('The parser has no language');
    return tree;
  }

  private apply({ range, text }: TextChange): void {
    const startIndex = this.indexAt(range.start.line, range.start.character);
    const oldEndIndex = this.indexAt(range.end.line, range.end.character);
    this.source = this.source.slice(0, startIndex) + text + this.source.slice(oldEndIndex);
    const lastBreak = text.lastIndexOf('\n');
    const addedLines = text.split('\n').length - 1;
    this.current.edit(
      new Edit({
        startIndex,
        oldEndIndex,
        newEndIndex: startIndex + text.length,
        startPosition: { row: range.start.line, column: range.start.character },
        oldEndPosition: { row: range.end.line, column: range.end.character },
        newEndPosition: {
          row: range.start.line + addedLines,
          column:
            lastBreak < 0 ? range.start.character + text.length : text.length - lastBreak - 1,
        },
      }),
    );
  }

  private indexAt(line: number, character: number): number {
    let index = 0;
    for (let n = 0; n < line; n++) index = this.source.indexOf('\n', index) + 1;
    return index + character;
  }
}
