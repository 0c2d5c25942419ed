import type { SyntaxNode } from '../../syntax/document';
import type { Source } from '../resolve/source';
import type { Passed } from '../ways';
import { both } from '../ways';

/**
 * Which ways lead through a function, and whether each comes to one of some places. What throws on the way is no way around
 * a place, unless it is caught: any call may throw. What the parts of a statement are called is tree-sitter-javascript's.
 */

/** What decides which way is gone; a statement without any of these only goes on. */
const turns = ['return', 'throw', 'break', 'continue', 'yield'];

/** What a loop asks for that only `break` ends. */
const endless = /^(?:\(true\)|\(1\)|;)$/;

/** What is run when it is called, not where it stands. */
const definitions =
  /^(?:(?:async_)?arrow_function|(?:generator_)?function(?:_\w+)?|method_definition)$/;

/** Operators whose right side is evaluated only if the left one asks for it. */
export const choosing = /^(?:&&|\|\||\?\?)=?$/;

/** Whether each run of a function comes to one of some nodes of it; of a generator, before each value and before its end. */
export function isOnEveryWay(
  source: Source,
  body: SyntaxNode | null | undefined,
  nodes: readonly SyntaxNode[],
): boolean {
  return new Walk(source, nodes).isPassedIn(body);
}

class Walk {
  private readonly ids: ReadonlySet<number>;
  /** On the ways that `break` leaves a loop or a `switch` by, and those by which `continue` goes round. */
  private broken: Passed = null;
  private continued: Passed = null;
  /** On those that leave for a label. */
  private labelled: Passed = null;
  /** On the ways that leave the function, and those that throw. */
  private left: Passed = null;
  private thrown: Passed = null;
  /** On those that go round for good in a loop that does not end. */
  private round: Passed = null;
  /** On the ways to each `yield`, since the one before. */
  private yielded: Passed = null;

  constructor(
    private readonly source: Source,
    private readonly nodes: readonly SyntaxNode[],
  ) {
    this.ids = new Set(nodes.map(({ id }) => id));
  }

  isPassedIn(body: SyntaxNode | null | undefined): boolean {
    const end = both(this.after(body, false), this.left);
    return (both(this.yielded, end) ?? this.round) === true;
  }

  /** What holds after a statement or expression, where this held before it. */
  private after(node: SyntaxNode | null | undefined, before: Passed): Passed {
    if (!node || before === null || definitions.test(node.type) || !this.matters(node))
      return before;
    switch (node.type) {
      case 'if_statement':
      case 'ternary_expression': {
        const decided = this.part(node, 'condition', before);
        return both(
          this.part(node, 'consequence', decided),
          this.part(node, 'alternative', decided),
        );
      }
      case 'switch_statement':
        return this.afterSwitch(node, before);
      case 'while_statement':
      case 'do_statement':
      case 'for_statement':
      case 'for_in_statement':
        return this.afterLoop(node, before);
      case 'labeled_statement': {
        const { labelled } = this;
        this.labelled = null;
        const passed = both(this.part(node, 'body', before), this.labelled);
        this.labelled = labelled;
        return passed;
      }
      case 'try_statement':
        return this.afterTry(node, before);
      case 'binary_expression':
      case 'augmented_assignment_expression': {
        const isChosen = choosing.test(node.childForFieldName('operator')?.text ?? '');
        const decided = this.part(node, 'left', before);
        const passed = this.part(node, 'right', decided);
        return isChosen ? both(decided, passed) : passed;
      }
      case 'call_expression': {
        const called = this.part(node, 'function', before);
        const passed = this.after(node.childForFieldName('arguments'), called);
        return isOptional(node) ? both(called, passed) : passed;
      }
      case 'return_statement':
        this.left = both(this.left, this.afterParts(node, before));
        return null;
      case 'throw_statement':
        this.thrown = both(this.thrown, this.afterParts(node, before));
        return null;
      case 'break_statement':
        if (node.childForFieldName('label')) this.labelled = both(this.labelled, before);
        else this.broken = both(this.broken, before);
        return null;
      case 'continue_statement':
        if (node.childForFieldName('label')) this.labelled = both(this.labelled, before);
        else this.continued = both(this.continued, before);
        return null;
      case 'yield_expression':
        this.yielded = both(this.yielded, this.afterParts(node, before));
        return false;
      default:
        return this.afterParts(node, before);
    }
  }

  private part(node: SyntaxNode, name: string, before: Passed): Passed {
    return this.after(node.childForFieldName(name), before);
  }

  /** The same for a node whose parts are evaluated one after another. */
  private afterParts(node: SyntaxNode, before: Passed): Passed {
    let passed = before;
    for (const part of node.namedChildren) passed = this.after(part, passed);
    return passed !== null && this.ids.has(node.id) ? true : passed;
  }

  private afterSwitch(node: SyntaxNode, before: Passed): Passed {
    const { broken } = this;
    this.broken = null;
    const decided = this.part(node, 'value', before);
    let passed: Passed = null;
    let hasDefault = false;
    for (const part of node.childForFieldName('body')?.namedChildren ?? []) {
      if (!/^switch_(?:case|default)$/.test(part.type)) continue;
      hasDefault ||= part.type === 'switch_default';
      // A case is also entered from the one above it that does not break.
      passed = this.afterParts(part, both(decided, passed));
    }
    const end = both(both(passed, this.broken), hasDefault ? null : decided);
    this.broken = broken;
    return end;
  }

  private afterLoop(node: SyntaxNode, before: Passed): Passed {
    const { broken, continued } = this;
    const isDo = node.type === 'do_statement';
    const condition = node.childForFieldName('condition');
    const isEndless = endless.test(condition?.text ?? '');
    const head = ['initializer', 'right'].reduce<Passed>(
      (passed, name) => this.part(node, name, passed),
      before,
    );
    const asked = isDo ? head : this.after(condition, head);
    // Each step of a `for await` comes to its wait, the one that ends it too.
    const begun = asked !== null && this.ids.has(node.id) ? true : asked;
    let entered = begun;
    let passed: Passed = null;
    for (let round = 0; round < 2; round++) {
      this.broken = null;
      this.continued = null;
      passed = both(this.part(node, 'body', entered), this.continued);
      passed = isDo ? this.after(condition, passed) : this.part(node, 'increment', passed);
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
    if (isDo) return both(passed, out);
    return both(this.ids.has(node.id) ? begun : both(begun, passed), out);
  }

  /** What is thrown is taken to be thrown where the block ends, or where it says so: most comes out of a wait in it. */
  private afterTry(node: SyntaxNode, before: Passed): Passed {
    const outer = { left: this.left, thrown: this.thrown };
    this.left = null;
    this.thrown = null;
    const passed = this.part(node, 'body', before);
    const handler = node.childForFieldName('handler');
    let inBlock: Passed = this.left;
    let handled: Passed = null;
    if (handler) {
      const failed = both(both(passed, inBlock), this.thrown) ?? before;
      this.left = null;
      this.thrown = outer.thrown;
      handled = this.part(handler, 'body', failed);
      inBlock = both(inBlock, this.left);
    } else {
      this.thrown = both(outer.thrown, this.thrown);
    }
    const last = node.childForFieldName('finalizer');
    this.left = null;
    // What returns from the block goes through its `finally`, too.
    const returned = this.after(last, inBlock);
    const end = this.after(last, both(passed, handled));
    this.left = both(outer.left, both(returned, this.left));
    return end;
  }

  /** Whether a node has one of the places, or something that decides which way is gone. */
  private matters({ startIndex, endIndex }: SyntaxNode): boolean {
    return (
      this.nodes.some((node) => startIndex <= node.startIndex && node.startIndex < endIndex) ||
      this.source.hasWord(turns, { start: startIndex, end: endIndex })
    );
  }
}

/** Whether `?.` may leave a call out, and its arguments with it. */
export function isOptional(call: SyntaxNode | null): boolean {
  const given = call?.childForFieldName('arguments');
  return (
    call?.text.slice(0, given ? given.startIndex - call.startIndex : undefined).includes('?.') ===
    true
  );
}
