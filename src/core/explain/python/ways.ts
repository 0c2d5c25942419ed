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
        return null;
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
    const passed = this.afterParts(node, before || isPlace);
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

  /** An error is taken to arise where the block ends: most come out of a wait in it. */
  private afterTry(node: SyntaxNode, before: Passed): Passed {
    const outer = this.takeLeft();
    let passed = this.afterField(node, 'body', before);
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
}
