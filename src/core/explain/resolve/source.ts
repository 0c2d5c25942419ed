import type { Range } from '../../position';
import type { Suspensions } from '../../suspension/types';
import type { SyntaxDocument, SyntaxNode, SyntaxTree } from '../../syntax/document';
import type { Extent } from './extents';
import { Extents } from './extents';
import { Words } from './words';

/** Where the words of a text stand, kept as long as its tree: a file that many import is read through once. */
const words = new WeakMap<SyntaxTree, Words>();

/** Longer names than this are no names that people write. */
const longestName = 100;

/**
 * One version of a text with its tree, made cheap to ask: names are found in the text first and
 * only then confirmed in the tree, because each step through the tree crosses into WebAssembly.
 */
export class Source {
  readonly text: string;
  readonly functions: readonly Extent[];
  private words: Words | undefined;
  private readonly functionNodes = new Map<number, SyntaxNode | null>();
  /** The function in whose extent each stands: a lambda that is a parameter's default in that of its function, whose body it is not in. */
  private readonly nesting: Extents<Extent>;

  constructor(
    readonly document: SyntaxDocument,
    readonly suspensions: Suspensions,
    /** Where the text stands among the files of its host (see `Files`); null for a text without a place. */
    readonly path: string | null,
  ) {
    this.text = document.text;
    this.functions = suspensions.functions.map(({ range }) => this.extent(range));
    this.nesting = new Extents(this.functions);
  }

  extent(range: Range): Extent {
    const { lines } = this.document;
    return { start: lines.offsetAt(range.start), end: lines.offsetAt(range.end) };
  }

  /** The node that has exactly this range, or the smallest one around it. */
  nodeAt({ start, end }: Extent): SyntaxNode | null {
    const index = this.functionAround(start);
    const around = index === null ? undefined : this.functions[index];
    // The way from the function is shorter than that from the root.
    const from = index !== null && around && end <= around.end ? this.functionNode(index) : null;
    return this.document.tree.nodeAt(start, end, from);
  }

  functionNode(index: number): SyntaxNode | null {
    let node = this.functionNodes.get(index);
    if (node === undefined) {
      const extent = this.functions[index];
      node = extent ? this.document.tree.nodeAt(extent.start, extent.end) : null;
      this.functionNodes.set(index, node);
    }
    return node;
  }

  functionName(index: number): string {
    return this.suspensions.functions[index]?.name ?? '';
  }

  /** A function's name without the function that it stands in, as its readers call it. */
  localName(index: number): string {
    const name = this.functionName(index);
    const around = this.suspensions.functions[index]?.parent ?? null;
    const prefix = around === null ? '' : `${this.functionName(around)}.`;
    return name.startsWith(prefix) ? name.slice(prefix.length) : name;
  }

  /** The innermost function around an offset; null at module level. */
  functionAround(offset: number): number | null {
    const index = this.nesting.innermost(offset);
    return index < 0 ? null : index;
  }

  /** The function that a definition node is, by where it starts: no two start at the same place. */
  functionOf(node: SyntaxNode): number | null {
    const index = this.functionAround(node.startIndex);
    if (index !== null && this.functions[index]?.start === node.startIndex) return index;
    // A method's node begins with its decorators, which its range leaves out.
    const body = node.childForFieldName('body');
    return body && this.functionAround(body.startIndex);
  }

  /** Whether any of these words stands in a stretch of text: a quick look before a slow one in the tree. */
  hasWord(words: readonly string[], { start, end }: Extent): boolean {
    for (const word of words) {
      const offsets = this.offsetsOf(word);
      if ((offsets[firstFrom(offsets, start)] ?? end) < end) return true;
    }
    return false;
  }

  /** Offsets at which `name` stands as a whole word. */
  occurrences(name: string, { start, end }: Extent): readonly number[] {
    if (name.startsWith('#')) {
      // A private name: the word after its sign.
      return this.occurrences(name.slice(1), { start, end }).flatMap((offset) =>
        this.text[offset - 1] === '#' ? offset - 1 : [],
      );
    }
    const offsets = this.offsetsOf(name);
    const isWhole = start <= 0 && end >= this.text.length;
    return isWhole ? offsets : offsets.slice(firstFrom(offsets, start), firstFrom(offsets, end));
  }

  private offsetsOf(word: string): readonly number[] {
    this.words ??= this.findWords();
    return this.words.offsetsOf(word);
  }

  private findWords(): Words {
    const { tree } = this.document;
    const found = words.get(tree) ?? new Words(this.text);
    words.set(tree, found);
    return found;
  }

  /** The name that begins at an offset; empty if none does. */
  wordAt(offset: number): string {
    return /^[\p{L}\p{N}_$#]+/u.exec(this.text.slice(offset, offset + longestName))?.[0] ?? '';
  }

  /** The first character after `offset` that is no blank; line breaks count as blanks. */
  nextSolid(offset: number): string {
    let at = offset;
    while (at < this.text.length && this.text.charCodeAt(at) <= 32) at++;
    return this.text.charAt(at);
  }

  get whole(): Extent {
    return { start: 0, end: this.text.length };
  }
}

/**
 * Answers a question about a place or stretch of a source once, however many calls of a function lead to it: `answer` may
 * rest on the text and its tree alone.
 */
export function remembered<Asked extends readonly (string | number)[], Answer>(
  answer: (source: Source, ...asked: Asked) => Answer,
): (source: Source, ...asked: Asked) => Answer {
  const sources = new WeakMap<Source, Map<string | number | undefined, Answer>>();
  return (source, ...asked) => {
    let answers = sources.get(source);
    if (!answers) {
      answers = new Map();
      sources.set(source, answers);
    }
    const key = asked.length > 1 ? asked.join(' ') : asked[0];
    let known = answers.get(key);
    if (known === undefined) {
      known = answer(source, ...asked);
      answers.set(key, known);
    }
    return known;
  };
}

/** The index of the first of these offsets, which are in order, that is not before `start`. */
function firstFrom(offsets: readonly number[], start: number): number {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((offsets[middle] ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}
