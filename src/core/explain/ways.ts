import type { SyntaxNode } from '../syntax/document';
import type { Source } from './resolve/source';

/** Whether all ways that lead to a place of the code have come to one of some others; null where none leads there. */
export type Passed = boolean | null;

/** What holds where two ways come together. */
export function both(one: Passed, other: Passed): Passed {
  if (one === null) return other;
  return other === null ? one : one && other;
}

/**
 * Goes all ways through a function, and says whether each comes to one of some places. An error that is raised on the way is no
 * way around a place, unless it is caught: any call may raise one. A language's own walk knows what its statements do.
 */
export abstract class Walk {
  protected readonly ids: ReadonlySet<number>;
  /** Where in the body the places are, and what decides which way is gone. */
  private readonly offsets: readonly number[];
  /** Of the loop around: on the ways that `break` leaves it by, and those by which `continue` goes round. */
  protected broken: Passed = null;
  protected continued: Passed = null;
  /** On the ways that leave the function. */
  protected left: Passed = null;
  /** On those that go round for good in a loop that does not end. */
  protected round: Passed = null;
  /** On the ways to each `yield`, since the one before. */
  protected yielded: Passed = null;

  /** `turns` are the words that decide which way is gone: a statement without any of them only goes on. */
  constructor(
    source: Source,
    protected readonly body: SyntaxNode | null | undefined,
    places: readonly SyntaxNode[],
    turns: readonly string[],
  ) {
    this.ids = new Set(places.map(({ id }) => id));
    const extent = { start: body?.startIndex ?? 0, end: body?.endIndex ?? 0 };
    this.offsets = [
      ...places.map(({ startIndex }) => startIndex),
      ...turns.flatMap((word) => source.occurrences(word, extent)),
    ];
  }

  /** Whether each run comes to a place; of a generator, before each value that it hands out and before its end. */
  isPassed(): boolean {
    const end = this.end(false);
    return (both(this.yielded, end) ?? this.round) === true;
  }

  /** What holds where the function ends, where this held when it began. */
  protected end(before: boolean): Passed {
    return both(this.after(this.body, before), this.left);
  }

  /** What holds after a statement or expression, where this held before it. */
  protected after(node: SyntaxNode | null | undefined, before: Passed): Passed {
    return !node || before === null || !this.matters(node) ? before : this.afterKind(node, before);
  }

  /** The same for a node that matters, by its kind. */
  protected abstract afterKind(node: SyntaxNode, before: boolean): Passed;

  protected afterField(node: SyntaxNode, name: string, before: Passed): Passed {
    return this.after(node.childForFieldName(name), before);
  }

  /** The same for a node whose parts are evaluated one after another. */
  protected afterParts(node: SyntaxNode, before: Passed): Passed {
    let passed = before;
    for (const part of node.namedChildren) passed = this.after(part, passed);
    return this.at(node, passed);
  }

  /** What holds at a node, which may be a place itself. */
  protected at(node: SyntaxNode, before: Passed): Passed {
    return before !== null && this.ids.has(node.id) ? true : before;
  }

  protected afterReturn(node: SyntaxNode, before: Passed): null {
    this.left = both(this.left, this.afterParts(node, before));
    return null;
  }

  /** A `yield` begins anew. */
  protected afterYield(node: SyntaxNode, before: Passed): false {
    this.yielded = both(this.yielded, this.afterParts(node, before));
    return false;
  }

  /** What holds after a round of a loop, of which `next` is what follows its body, and on the ways that `break` leaves it by. */
  protected afterRounds(
    node: SyntaxNode,
    begun: Passed,
    next = (passed: Passed): Passed => passed,
  ): { readonly passed: Passed; readonly out: Passed } {
    const { broken, continued } = this;
    let entered = begun;
    let passed: Passed = null;
    for (let round = 0; round < 2; round++) {
      this.broken = null;
      this.continued = null;
      passed = next(both(this.afterField(node, 'body', entered), this.continued));
      // Where a `yield` is in the body, the next round starts where this one ends.
      entered = both(entered, passed);
    }
    const out = this.broken;
    this.broken = broken;
    this.continued = continued;
    return { passed, out };
  }

  /** What holds after a loop that only `break` ends. */
  protected afterEndless(rounds: { readonly passed: Passed; readonly out: Passed }): Passed {
    if (rounds.out === null) this.round = both(this.round, rounds.passed);
    return rounds.out;
  }

  /** What holds after a block whose errors are caught: `raised` hears of the statements before a place that may fail. */
  protected afterCaught(
    block: SyntaxNode | null | undefined,
    before: Passed,
    raised: (passed: Passed) => void,
  ): Passed {
    if (!block || !this.matters(block)) return before;
    let passed = before;
    for (const part of block.namedChildren) {
      if (passed === false && !this.matters(part) && mayFail(part)) raised(passed);
      passed = this.after(part, passed);
    }
    return passed;
  }

  protected takeLeft(): Passed {
    const { left } = this;
    this.left = null;
    return left;
  }

  /** Whether a node has one of the places, or something that decides which way is gone. */
  private matters(node: SyntaxNode): boolean {
    const { startIndex } = node;
    return this.offsets.some((offset) => startIndex <= offset && offset < node.endIndex);
  }
}

/** What calls, or takes something out of a collection; but for what only prints. */
const failing = /[([]/;
const printing = /^(?:print|console\.\w+|(?:self\.|this\.)?_?log(?:ger|ging)?\.\w+)\(/;

/** Whether a statement may raise an error, as far as its text tells. */
export function mayFail({ type, text }: SyntaxNode): boolean {
  return (
    !/comment|(?:function|class|decorated)_def|function_declaration/.test(type) &&
    failing.test(text) &&
    !printing.test(text)
  );
}
