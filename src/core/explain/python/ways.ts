import type { SyntaxNode } from '../../syntax/document';
import { partsOf } from '../../syntax/nodes';
import type { Stretch } from '../run';
import type { Source } from '../resolve/source';
import type { Passed } from '../ways';
import { both, Walk } from '../ways';

/**
 * Which ways lead through a function of Python. What the parts of a statement are called is tree-sitter-python's.
 */

/** What decides which way is gone; a statement without any of these only goes on. */
const turns = ['return', 'raise', 'assert', 'break', 'continue', 'yield'];

/** What a loop asks for that only `break` ends. */
const endless = /^(?:True|1)$/;

/** What is run when it is called, not where it stands. */
const definitions = /^(?:function|class|decorated)_definition$/;

export const handler = /^except_(?:group_)?clause$/;

/** What lets no error out of its block, whatever that is: `contextlib.suppress`, and what tests expect errors with. */
const catching = /(?:^|\.)(?:suppress|raises|assertRaises(?:Regex)?)$/;

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
  return new PythonWalk(source, body, nodes, stretch).isPassed();
}

/** Whether a `for` surely takes something out of this: `range(3)`, or what is written out. */
function isFilled(iterable: SyntaxNode | null): boolean {
  if (!iterable) return false;
  if (iterable.type === 'call') return /^range\((?:0\s*,\s*)?[1-9]\d*\)$/.test(iterable.text);
  return (
    /^(?:list|tuple|set)$/.test(iterable.type) &&
    partsOf(iterable).some(({ type }) => type !== 'list_splat')
  );
}

class PythonWalk extends Walk {
  /** On the ways that raise an error. */
  private raised: Passed = null;

  constructor(
    source: Source,
    body: SyntaxNode | null | undefined,
    places: readonly SyntaxNode[],
    private readonly stretch: Stretch,
  ) {
    super(source, body, places, turns);
  }

  override isPassed(): boolean {
    if (this.stretch === 'whole') return super.isPassed();
    // What comes before the value that a context manager hands out is no part of its leaving.
    const end = this.end(this.stretch === 'leaving');
    return (this.stretch === 'leaving' ? end : this.yielded) === true;
  }

  protected override afterKind(node: SyntaxNode, before: boolean): Passed {
    if (definitions.test(node.type)) return before;
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
        const decided = this.afterField(node, 'left', before);
        return both(decided, this.afterField(node, 'right', decided));
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
        return this.afterReturn(node, before);
      case 'raise_statement':
        this.raised = both(this.raised, this.afterParts(node, before));
        return null;
      case 'assert_statement': {
        const [asked, message] = partsOf(node);
        const decided = this.after(asked, before);
        this.raised = both(this.raised, this.after(message, decided));
        return decided;
      }
      case 'break_statement':
        this.broken = both(this.broken, before);
        return null;
      case 'continue_statement':
        this.continued = both(this.continued, before);
        return null;
      case 'yield':
        return this.afterYield(node, before);
      default:
        return this.afterParts(node, before);
    }
  }

  private afterWith(node: SyntaxNode, before: boolean): Passed {
    const isPlace = this.ids.has(node.id);
    const body = () => this.afterParts(node, before || isPlace);
    const passed = catches(node) ? this.afterCatching(before, body) : body();
    return isPlace && this.stretch === 'leaving' && passed !== null ? true : passed;
  }

  private afterChoice(node: SyntaxNode, before: Passed): Passed {
    let decided = this.afterField(node, 'condition', before);
    let passed = this.afterField(node, 'consequence', decided);
    for (const part of node.namedChildren) {
      if (part.type === 'elif_clause') {
        decided = this.afterField(part, 'condition', decided);
        passed = both(passed, this.afterField(part, 'consequence', decided));
      } else if (part.type === 'else_clause') {
        return both(passed, this.afterParts(part, decided));
      }
    }
    return both(passed, decided);
  }

  private afterMatch(node: SyntaxNode, before: Passed): Passed {
    const decided = this.afterField(node, 'subject', before);
    let passed: Passed = null;
    for (const part of node.childForFieldName('body')?.namedChildren ?? []) {
      if (part.type !== 'case_clause') continue;
      passed = both(passed, this.afterParts(part, decided));
      if (/^case\s+_\s*:/.test(part.text)) return passed;
    }
    return both(passed, decided);
  }

  private afterLoop(node: SyntaxNode, before: Passed): Passed {
    const condition = node.childForFieldName('condition');
    const asked = this.after(condition ?? node.childForFieldName('right'), before);
    // Each step of an `async for` comes to its wait, the one that ends it too.
    const begun = this.at(node, asked);
    const rounds = this.afterRounds(node, begun);
    if (endless.test(condition?.text ?? '')) return this.afterEndless(rounds);
    const isEntered = isFilled(node.childForFieldName('right'));
    const ended = this.ids.has(node.id)
      ? begun
      : isEntered
        ? rounds.passed
        : both(begun, rounds.passed);
    return both(this.afterField(node, 'alternative', ended), rounds.out);
  }

  private afterCatching(before: boolean, body: () => Passed): Passed {
    const { passed, left, failed } = this.afterBlock(before, body);
    this.left = left;
    return both(passed, failed);
  }

  /** The body of a `try`, which a handler may leave before its end. */
  private afterBody(node: SyntaxNode, before: Passed): Passed {
    if (!catchesMore(node)) return this.afterField(node, 'body', before);
    return this.afterCaught(node.childForFieldName('body'), before, (passed) => {
      this.raised = both(this.raised, passed);
    });
  }

  private afterTry(node: SyntaxNode, before: Passed): Passed {
    const outer = { left: this.takeLeft(), raised: this.raised };
    const block = this.afterBlock(before, () => this.afterBody(node, before));
    let { passed } = block;
    let handled: Passed = null;
    let last: SyntaxNode | null = null;
    for (const part of node.namedChildren) {
      if (part.type === 'else_clause') passed = this.afterParts(part, passed);
      else if (part.type === 'finally_clause') last = part;
      else if (handler.test(part.type))
        handled = both(handled, this.afterParts(part, block.failed));
    }
    if (!catches(node)) this.raised = both(outer.raised, block.raised);
    // What returns from the block goes through its `finally`, too.
    const returned = this.after(last, both(block.left, this.takeLeft()));
    const end = this.after(last, both(passed, handled));
    this.left = both(outer.left, both(returned, this.takeLeft()));
    return end;
  }

  /**
   * What holds after a block, where it has returned, and where an error has arisen in it: that is taken to be where it is raised,
   * and where the block ends, as most come out of a wait in it.
   */
  private afterBlock(
    before: Passed,
    body: () => Passed,
  ): Readonly<Record<'passed' | 'left' | 'raised' | 'failed', Passed>> {
    const { raised: outer } = this;
    this.raised = null;
    const passed = body();
    const left = this.takeLeft();
    const { raised } = this;
    this.raised = outer;
    return { passed, left, raised, failed: both(both(passed, left), raised) ?? before };
  }
}

/** Errors that only come out of waits. */
const outOfWaits =
  /^except\s*\*?\s*\(?(?:[\w.]*(?:CancelledError|TimeoutError)\b[\s,)]*)+(?:as\s+\w+\s*)?:/;

/** Whether a `try` catches errors that may come out of other code than a wait. */
export function catchesMore(node: SyntaxNode): boolean {
  return (
    node.type === 'try_statement' &&
    node.namedChildren.some(({ type, text }) => handler.test(type) && !outOfWaits.test(text))
  );
}

/** Whether a statement may go on after an error in its block: a `try` with a handler, or a `with` that lets none out. */
export function catches(node: SyntaxNode): boolean {
  if (node.type === 'try_statement')
    return node.namedChildren.some(({ type }) => handler.test(type));
  if (node.type !== 'with_statement') return false;
  const clause = partsOf(node).find(({ type }) => type === 'with_clause');
  return (clause?.namedChildren ?? []).some((item) => {
    const entered = item.childForFieldName('value');
    return catching.test(entered?.childForFieldName('function')?.text ?? '');
  });
}
