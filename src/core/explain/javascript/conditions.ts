import type { SyntaxNode } from '../../syntax/document';
import type { Point } from '../explainer';
import type { Run } from '../run';
import { before, mayLeaveBefore } from '../leaving';
import { mayFail } from '../ways';
import type { Source } from '../resolve/source';
import type { Leaf } from '../waiting';
import { choosing, isEntered, isOnEveryWay, isOptional } from './ways';

/** What must hold for a run of a function to come to one of its points. */

/** What can leave a function or a loop before its end. */
const leaving = ['return', 'throw', 'break', 'continue'];

/** The part of a choice that every run comes to first. */
const firstPart: Readonly<Record<string, string>> = {
  if_statement: 'condition',
  while_statement: 'condition',
  for_statement: 'initializer',
  for_in_statement: 'right',
  ternary_expression: 'condition',
  binary_expression: 'left',
  augmented_assignment_expression: 'left',
};

const operations = /^(?:binary|augmented_assignment)_expression$/;

const conditional = new Set([
  'if_statement',
  'for_statement',
  'for_in_statement',
  'while_statement',
  'do_statement',
  'switch_case',
  'switch_default',
  'catch_clause',
  'ternary_expression',
  'binary_expression',
  'augmented_assignment_expression',
  'arguments',
]);

/** Whether a point is passed on every way through its function. */
export function isUnconditional(source: Source, point: Point): boolean {
  return (
    !mayLeaveBefore(source, point, leaving) &&
    !mayBeCaughtBefore(source, point) &&
    isUsual(source, point)
  );
}

/** Whether an error may arise before a point, in a block whose errors are caught: what follows that goes on. */
function mayBeCaughtBefore(source: Source, point: Point): boolean {
  if (!source.hasWord(['try'], before(source, point))) return false;
  const body = source.functionNode(point.info.function ?? -1)?.childForFieldName('body');
  let statement = point.node;
  let block = point.node;
  for (let at = block.parent; at && block.id !== body?.id; at = at.parent) {
    const isCaught = at.type === 'try_statement' && at.childForFieldName('handler') !== null;
    const { startIndex } = statement;
    if (
      isCaught &&
      at.childForFieldName('body')?.id === block.id &&
      block.namedChildren.some((one) => one.endIndex <= startIndex && mayFail(one))
    )
      return true;
    statement = block;
    block = at;
  }
  return false;
}

/** Whether a point is passed unless its function is left before it. */
export function isUsual(source: Source, point: Point): boolean {
  const { node, info } = point;
  if (info.function === null || mayBeNothing(point)) return false;
  const body = source.functionNode(info.function);
  let child = node;
  for (let parent = node.parent; parent && parent.id !== body?.id; parent = parent.parent) {
    if (conditional.has(parent.type) && !isSure(parent, child)) return false;
    child = parent;
  }
  return true;
}

/** Whether each run that comes to a statement or expression comes to a part of it, though others like it may be passed by. */
function isSure(parent: SyntaxNode, child: SyntaxNode): boolean {
  const isBody = parent.childForFieldName('body')?.id === child.id;
  return isEndless(parent) || (isBody && isEntered(parent)) || isFirstPart(child, parent);
}

/**
 * What holds of running a function with these points of which it is known for what they wait. Each alone may be passed by,
 * and yet each way come to one of them; a generator pauses where it hands out a value.
 */
export function settledRun(source: Source, index: number, run: Run, points: readonly Point[]): Run {
  const isGenerator = source.suspensions.functions[index]?.generator ?? false;
  const told = points.filter((point) => !mayBeNothing(point));
  if (told.length === 0 || (run.suspends === 'always' && !isGenerator)) return run;
  const body = source.functionNode(index)?.childForFieldName('body');
  const areSure = (some: readonly Point[]) =>
    isOnEveryWay(
      source,
      body,
      some.map(({ node }) => node),
    );
  const maybe: Run = { ...run, suspends: 'maybe' };
  if (!areSure(told)) return maybe;
  const alone = told.find((point) => areSure([point]));
  if (alone) {
    const { conditions: _, ...rest } = run;
    return { ...rest, at: alone.index, suspends: 'always' };
  }
  const indices = told.map((point) => point.index);
  const at = indices.includes(run.at ?? -1) ? indices.find((one) => one !== run.at) : undefined;
  return told.length === 2 && at !== undefined
    ? { ...run, suspends: 'always', otherwise: { at, leaf: null } }
    : maybe;
}

/** Where a function finally waits, for those that call it. */
export function leafOfRun({ leaf, otherwise, suspends, conditions }: Run): Leaf | null {
  const isTheOnly = suspends === 'always' && !otherwise;
  return leaf && { ...leaf, conditions: isTheOnly ? 0 : Math.max(1, conditions ?? 1) };
}

/** Whether `?.` may leave out the call that is awaited, so that there is nothing to wait for. */
function mayBeNothing({ operands }: Point): boolean {
  return operands.some((operand) => operand.type === 'call_expression' && isOptional(operand));
}

/** Whether a statement is a loop whose body always runs: one without a condition, or that asks for it at the end. */
function isEndless(statement: SyntaxNode): boolean {
  const condition = statement.childForFieldName('condition')?.text;
  return (
    statement.type === 'do_statement' ||
    (statement.type === 'while_statement' && condition === '(true)')
  );
}

/** Whether a part of a choice is evaluated whatever is chosen: the condition of `if`, both sides of `+`, the left one of `||`. */
function isFirstPart(child: SyntaxNode, choice: SyntaxNode): boolean {
  if (choice.type === 'arguments') return !isOptional(choice.parent);
  if (operations.test(choice.type)) {
    const operator = choice.childForFieldName('operator')?.text ?? '';
    if (!choosing.test(operator)) return true;
  }
  const field = firstPart[choice.type];
  return field !== undefined && choice.childForFieldName(field)?.id === child.id;
}
