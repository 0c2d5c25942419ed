import type { SyntaxNode } from '../../syntax/document';
import { partsOf } from '../../syntax/nodes';
import type { Stretch } from '../explainer';
import type { Source } from '../resolve/source';
import type { Passed } from '../ways';
import { both } from '../ways';

/**
 * Which ways lead through a function, and whether each comes to one of some places. An error that is raised on the way is no
 * way around a place: any call may raise one. What the parts of a statement are called is tree-sitter-python's.
 */

/** What decides which way is gone; a statement without any of these only goes on. */
const turns = ['return', 'raise', 'break', 'continue', 'yield'];

/** What a loop asks for that only `break` ends. */
const endless = /^(?:True|1)$/;

/** What is run when it is called, not where it stands. */
const definitions = /^(?:function|class|decorated)_definition$/;

/**
 * Whether each run of a function, or of a part of it, comes to one of some nodes of it; of a generator, before each value
 * that it hands out and before its end.
 */
export function isOnEveryWay(
  source: Source,
  body: SyntaxNode | null | undefined,
  nodes: readonly SyntaxNode[],
  stretch: Stretch,
): boolean {
  return new Walk(source, body, nodes, stretch).isPassedIn();
}

class Walk {
  private readonly ids: ReadonlySet<number>;
  /** Where in the body the places are, and what decides which way is gone. */
  private readonly offsets: readonly number[];
  /** Of the loop around: on the ways that `break` leaves it by, and those by which `continue` goes round. */
  private broken: Passed = null;
  private continued: Passed = null;
  /** On the ways that leave the function. */
  private left: Passed = null;
  /** On those that go round for good in a loop that does not end. */
  private round: Passed = null;
  /** On the ways to each `yield`, since the one before. */
  private yielded: Passed = null;

  constructor(
    source: Source,
    private readonly body: SyntaxNode | null | undefined,
    nodes: readonly SyntaxNode[],
    private readonly stretch: Stretch,
  ) {
    this.ids = new Set(nodes.map(({ id }) => id));
    const extent = { start: body?.startIndex ?? 0, end: body?.endIndex ?? 0 };
    this.offsets = [
      ...nodes.map(({ startIndex }) => startIndex),
      ...turns.flatMap((word) => source.occurrences(word, extent)),
    ];
  }

  isPassedIn(): boolean {
    // What comes before the value that a context manager hands out is no part of its leaving.
    const end = both(this.after(this.body, this.stretch === 'leaving'), this.left);
    if (this.stretch === 'entering') return this.yielded === true;
    if (this.stretch === 'leaving') return end === true;
    return (both(this.yielded, end) ?? this.round) === true;
  }

  /** What holds after a statement or expression, where this held before it. */
  private after(node: SyntaxNode | null | undefined, before: Passed): Passed {
    if (!node || before === null || definitions.test(node.type) || !this.matters(node))
      return before;
    switch (node.type) {
      case 'if_statement':
        return this.afterChoice(node, before);
      case 'match_statement':
        return this.afterMatch(node, before);
      case 'while_statement':
      case 'for_statement':
        return this.afterLoop(node, before);
      case 'try_statement':
        return this.afterTry(node, before);
      case 'with_statement':
        // A wait on leaving counts as well: whatever leaves the block comes to it.
        return this.afterWith(node, before);
      case 'conditional_expression': {
        const [chosen, condition, other] = partsOf(node);
        const decided = this.after(condition, before);
        return both(this.after(chosen, decided), this.after(other, decided));
      }
      case 'boolean_operator': {
        const decided = this.after(node.childForFieldName('left'), before);
        return both(decided, this.after(node.childForFieldName('right'), decided));
      }
      case 'list_comprehension':
      case 'set_comprehension':
      case 'dictionary_comprehension':
        // Only the first clause is sure to be begun.
        return this.after(
          partsOf(node).find(({ type }) => type === 'for_in_clause'),
          before,
        );
      case 'generator_expression':
      case 'lambda':
        return before;
      case 'return_statement':
        this.left = both(this.left, this.afterParts(node, before));
        return null;
      case 'raise_statement':
        return null;
      case 'break_statement':
        this.broken = both(this.broken, before);
        return null;
      case 'continue_statement':
        this.continued = both(this.continued, before);
        return null;
      case 'yield':
        this.yielded = both(this.yielded, this.afterParts(node, before));
        return false;
      default:
        return this.afterParts(node, before);
    }
  }

  private afterWith(node: SyntaxNode, before: boolean): Passed {
    const isPlace = this.ids.has(node.id);
    const passed = this.afterParts(node, before || isPlace);
    return isPlace && this.stretch === 'leaving' && passed !== null ? true : passed;
  }

  /** The same for a node whose parts are evaluated one after another. */
  private afterParts(node: SyntaxNode, before: Passed): Passed {
    let passed = before;
    for (const part of node.namedChildren) passed = this.after(part, passed);
    return passed !== null && this.ids.has(node.id) ? true : passed;
  }

  private afterChoice(node: SyntaxNode, before: Passed): Passed {
    let decided = this.after(node.childForFieldName('condition'), before);
    let passed = this.after(node.childForFieldName('consequence'), decided);
    for (const part of node.namedChildren) {
      if (part.type === 'elif_clause') {
        decided = this.after(part.childForFieldName('condition'), decided);
        passed = both(passed, this.after(part.childForFieldName('consequence'), decided));
      } else if (part.type === 'else_clause') {
        return both(passed, this.afterParts(part, decided));
      }
    }
    return both(passed, decided);
  }

  private afterMatch(node: SyntaxNode, before: Passed): Passed {
    const decided = this.after(node.childForFieldName('subject'), before);
    let passed: Passed = null;
    for (const part of node.childForFieldName('body')?.namedChildren ?? []) {
      if (part.type !== 'case_clause') continue;
      passed = both(passed, this.afterParts(part, decided));
      if (/^case\s+_\s*:/.test(part.text)) return passed;
    }
    return both(passed, decided);
  }

  private afterLoop(node: SyntaxNode, before: Passed): Passed {
    const { broken, continued } = this;
    const isEndless = endless.test(node.childForFieldName('condition')?.text ?? '');
    const asked = this.after(
      node.childForFieldName('condition') ?? node.childForFieldName('right'),
      before,
    );
    // Each step of an `async for` comes to its wait, the one that ends it too.
    const begun = asked !== null && this.ids.has(node.id) ? true : asked;
    let entered = begun;
    let passed: Passed = null;
    for (let round = 0; round < 2; round++) {
      this.broken = null;
      this.continued = null;
      passed = both(this.after(node.childForFieldName('body'), entered), this.continued);
      // A `yield` in the body begins anew: the next round starts where this one ends.
      entered = both(entered, passed);
    }
    const out: Passed = this.broken;
    this.broken = broken;
    this.continued = continued;
    if (isEndless) {
      if (out === null) this.round = both(this.round, passed);
      return out;
    }
    const ended = this.ids.has(node.id) ? begun : both(begun, passed);
    return both(this.after(node.childForFieldName('alternative'), ended), out);
  }

  /** An error is taken to arise where the block ends: most come out of a wait in it. */
  private afterTry(node: SyntaxNode, before: Passed): Passed {
    const outer = this.takeLeft();
    let passed = this.after(node.childForFieldName('body'), before);
    const inBody = this.takeLeft();
    const failed = both(passed, inBody) ?? before;
    let handled: Passed = null;
    let last: SyntaxNode | null = null;
    for (const part of node.namedChildren) {
      if (part.type === 'else_clause') passed = this.afterParts(part, passed);
      else if (part.type === 'finally_clause') last = part;
      else if (part.type.startsWith('except'))
        handled = both(handled, this.afterParts(part, failed));
    }
    // What returns from the block goes through its `finally`, too.
    const returned = this.after(last, both(inBody, this.takeLeft()));
    const end = this.after(last, both(passed, handled));
    this.left = both(outer, both(returned, this.takeLeft()));
    return end;
  }

  private takeLeft(): Passed {
    const { left } = this;
    this.left = null;
    return left;
  }

  /** Whether a node has one of the places, or something that decides which way is gone. */
  private matters({ startIndex, endIndex }: SyntaxNode): boolean {
    return this.offsets.some((offset) => startIndex <= offset && offset < endIndex);
  }
}
