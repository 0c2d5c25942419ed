import type { SyntaxNode } from '../../syntax/document';
import { partsOf } from '../../syntax/nodes';
import type { Source } from '../resolve/source';
import type { Passed } from '../ways';
import { both, Walk } from '../ways';

/**
 * Which ways lead through a function of JavaScript. What the parts of a statement are called is tree-sitter-javascript's.
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
  return new JavaScriptWalk(source, body, nodes, turns).isPassed();
}

class JavaScriptWalk extends Walk {
  /** On the ways that leave for a label. */
  private labelled: Passed = null;
  /** On those that throw. */
  private thrown: Passed = null;

  protected override afterKind(node: SyntaxNode, before: boolean): Passed {
    if (definitions.test(node.type)) return before;
    switch (node.type) {
      case 'if_statement':
      case 'ternary_expression': {
        const decided = this.afterField(node, 'condition', before);
        return both(
          this.afterField(node, 'consequence', decided),
          this.afterField(node, 'alternative', decided),
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
        const passed = both(this.afterField(node, 'body', before), this.labelled);
        this.labelled = labelled;
        return passed;
      }
      case 'try_statement':
        return this.afterTry(node, before);
      case 'binary_expression':
      case 'augmented_assignment_expression': {
        const isChosen = choosing.test(node.childForFieldName('operator')?.text ?? '');
        const decided = this.afterField(node, 'left', before);
        const passed = this.afterField(node, 'right', decided);
        return isChosen ? both(decided, passed) : passed;
      }
      case 'call_expression': {
        const called = this.afterField(node, 'function', before);
        const passed = this.after(node.childForFieldName('arguments'), called);
        return isOptional(node) ? both(called, passed) : passed;
      }
      case 'return_statement':
        return this.afterReturn(node, before);
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
        return this.afterYield(node, before);
      default:
        return this.afterParts(node, before);
    }
  }

  private afterSwitch(node: SyntaxNode, before: Passed): Passed {
    const { broken } = this;
    this.broken = null;
    const decided = this.afterField(node, 'value', before);
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
    const isDo = node.type === 'do_statement';
    const condition = node.childForFieldName('condition');
    const head = this.afterField(node, 'right', this.afterField(node, 'initializer', before));
    const asked = isDo ? head : this.after(condition, head);
    // Each step of a `for await` comes to its wait, the one that ends it too.
    const begun = this.at(node, asked);
    const rounds = this.afterRounds(node, begun, (passed) =>
      isDo ? this.after(condition, passed) : this.afterField(node, 'increment', passed),
    );
    if (endless.test(condition?.text ?? '')) return this.afterEndless(rounds);
    if (isDo || isEntered(node)) return both(rounds.passed, rounds.out);
    return both(this.ids.has(node.id) ? begun : both(begun, rounds.passed), rounds.out);
  }

  /** What is thrown is taken to be thrown where the block ends, or where it says so: most comes out of a wait in it. */
  private afterTry(node: SyntaxNode, before: Passed): Passed {
    const outer = { left: this.takeLeft(), thrown: this.thrown };
    this.thrown = null;
    const handler = node.childForFieldName('handler');
    const passed = handler
      ? this.afterCaught(node.childForFieldName('body'), before, (unpassed) => {
          this.thrown = both(this.thrown, unpassed);
        })
      : this.afterField(node, 'body', before);
    let inBlock = this.takeLeft();
    let handled: Passed = null;
    if (handler) {
      const failed = both(both(passed, inBlock), this.thrown) ?? before;
      this.thrown = outer.thrown;
      handled = this.afterField(handler, 'body', failed);
      inBlock = both(inBlock, this.takeLeft());
    } else {
      this.thrown = both(outer.thrown, this.thrown);
    }
    const last = node.childForFieldName('finalizer');
    // What returns from the block goes through its `finally`, too.
    const returned = this.after(last, inBlock);
    const end = this.after(last, both(passed, handled));
    this.left = both(outer.left, both(returned, this.takeLeft()));
    return end;
  }
}

/** How a loop asks for more by a number that it counts, and whether a number asked for is so. */
const asks: Readonly<Record<string, (counted: number, bound: number) => boolean>> = {
  '<': (counted, bound) => counted < bound,
  '<=': (counted, bound) => counted <= bound,
  '>': (counted, bound) => counted > bound,
  '>=': (counted, bound) => counted >= bound,
};

/** Whether the first round of a loop always runs: it counts between two numbers, or goes through an array that is written out. */
export function isEntered(loop: SyntaxNode): boolean {
  if (loop.type === 'for_in_statement') {
    const elements = partsOfArray(loop.childForFieldName('right'));
    return elements.length > 0 && elements.every(({ type }) => type !== 'spread_element');
  }
  if (loop.type !== 'for_statement') return false;
  const declarator = loop.childForFieldName('initializer')?.namedChild(0) ?? null;
  const asked = loop.childForFieldName('condition');
  const condition = asked?.type === 'expression_statement' ? asked.namedChild(0) : asked;
  const begin = numberIn(declarator?.childForFieldName('value'));
  const bound = numberIn(condition?.childForFieldName('right'));
  const isCounted =
    condition?.childForFieldName('left')?.text === declarator?.childForFieldName('name')?.text;
  const holds = asks[condition?.childForFieldName('operator')?.text ?? ''];
  return isCounted && holds?.(begin, bound) === true;
}

function partsOfArray(node: SyntaxNode | null): readonly SyntaxNode[] {
  return node?.type === 'array' ? partsOf(node) : [];
}

/** The number that is written; NaN for anything else, which is neither more nor less than any number. */
function numberIn(node: SyntaxNode | null | undefined): number {
  return node?.type === 'number' ? Number(node.text.replaceAll('_', '')) : NaN;
}

/** Whether `?.` may leave a call out, and its arguments with it. */
export function isOptional(call: SyntaxNode | null): boolean {
  const given = call?.childForFieldName('arguments');
  return (
    call?.text.slice(0, given ? given.startIndex - call.startIndex : undefined).includes('?.') ===
    true
  );
}
