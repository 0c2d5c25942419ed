import type { SyntaxNode } from '../syntax/document';
import type { FunctionInfo, Keyword, SuspensionPoint } from './types';

/** A stretch of the text by UTF-16 offsets, `end` not included; edits shift it in place. */
export interface Span {
  start: number;
  end: number;
}

/**
 * What a language adapter reads off the tree at one anchor, before it is known what encloses it.
 * Each stands on its own: as long as an edit touches nothing of its `extent`, it only shifts.
 */
interface Found {
  /** The offset of the token it was found by. */
  anchor: number;
  /** All of the text that it depends on. */
  readonly extent: Span;
}

/** A function, or a class or namespace, which only lends its name. */
export interface FoundScope extends Found {
  readonly kind: 'function' | 'class';
  readonly range: Span;
  /** The unqualified name. */
  readonly name: string;
  readonly nameSpan: Span;
  /** What belongs to it: a decorator, a computed name or a Python default argument stands outside. */
  readonly inner: Span;
  readonly async: boolean;
  /** A generator by its own mark; Python has none and looks at the `yield`s. */
  readonly generator: boolean;
  /** What `resolve` last made of it: the qualified name, in which scope, and the function's facts. */
  qualified?: { readonly scope: string; readonly name: string };
  info?: FunctionInfo;
}

/** A keyword that may suspend; whether it does can depend on the function around it. */
export interface FoundPoint extends Found {
  readonly kind: 'point';
  readonly keyword: Keyword;
  readonly range: Span;
  readonly keywordSpan: Span;
  readonly operands: readonly Span[];
  /**
   * What the function around it must be: `async` where the keyword is an ordinary name elsewhere;
   * `generator` where it suspends in async generators only; `null` where it suspends anyway.
   */
  readonly needs: 'async' | 'generator' | null;
  /** Python's `yield from`, which makes a generator too, but never an async one. */
  readonly delegates: boolean;
  /** What `resolve` last made of it. */
  point?: SuspensionPoint;
}

export type Finding = FoundScope | FoundPoint;

/** Reads the findings of one language off its tree. */
export interface Adapter {
  /** Where to look: each match's start is an anchor. Global; it looks no further than a line on. */
  readonly anchors: RegExp;
  /** What stands at the leaf `token` of the tree of `text`; undefined if the word only looks like a keyword. */
  read(token: SyntaxNode, text: string): Finding | undefined;
  /** Puts right what the tree of a broken text got wrong, as far as something else can tell. */
  readonly recover?: (findings: readonly Finding[], text: string) => Finding[];
}

export function spanOf(node: SyntaxNode): Span {
  return { start: node.startIndex, end: node.endIndex };
}

/** From the first node's start to the last one's end; the first alone where there is no last. */
export function spanThrough(first: SyntaxNode, last: SyntaxNode | null): Span {
  return { start: first.startIndex, end: (last ?? first).endIndex };
}

/** From a node's start to the end of its last token: some nodes go on over a comment that follows. */
export function spanWithoutComment(node: SyntaxNode): Span {
  let last = node;
  for (;;) {
    let child = last.lastChild;
    while (child?.type === 'comment') child = child.previousSibling;
    if (!child) return spanThrough(node, last);
    last = child;
  }
}

/** A suspension point where `node` is all that it depends on, as is usual. */
export function pointAt(
  token: SyntaxNode,
  node: SyntaxNode,
  point: Pick<FoundPoint, 'keyword' | 'keywordSpan' | 'operands'> &
    Partial<Pick<FoundPoint, 'range' | 'needs' | 'delegates'>>,
): FoundPoint {
  return {
    kind: 'point',
    anchor: token.startIndex,
    extent: spanOf(node),
    range: spanOf(node),
    needs: null,
    delegates: false,
    ...point,
  };
}

/**
 * An `await` in code that the parser could not make sense of: it keeps its lens. What it awaits is
 * taken to be the next thing that could be read, on its line. There, the parser may also have taken
 * the keyword for a name.
 */
export function awaitInError(token: SyntaxNode, text: string): FoundPoint | undefined {
  const word = text.slice(token.startIndex, token.endIndex);
  if (word !== 'await') return undefined;
  const next = token.nextSibling;
  const operand =
    next?.isNamed && !next.isError && next.startPosition.row === token.endPosition.row
      ? next
      : null;
  return {
    kind: 'point',
    anchor: token.startIndex,
    extent: spanThrough(token, operand),
    keyword: 'await',
    range: spanThrough(token, operand),
    keywordSpan: spanOf(token),
    operands: operand ? [spanOf(operand)] : [],
    needs: null,
    delegates: false,
  };
}
