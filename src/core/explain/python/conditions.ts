import type { SyntaxNode } from '../../syntax/document';
import type { Point } from '../explainer';
import type { Run, Stretch } from '../run';
import { before, mayLeaveBefore } from '../leaving';
import type { Extent } from '../resolve/extents';
import type { Source } from '../resolve/source';
import { mayFail } from '../ways';
import { catches, catchesMore, handler, isOnEveryWay } from './ways';

/** What must hold for a run of a function to come to one of its points. */

const branchWords = ['if', 'except', 'case', 'and', 'or', 'for', 'class', 'assert'];
const conditionalWords = [...branchWords, 'while'];
/** What raises an error where it stands. */
const raising = ['raise', 'assert'];
/** What begins a block that may let no error out. */
const catching = ['try', 'with'];
/** How far after what it awaits a comprehension is looked through for its `for`, in UTF-16 code units. */
const comprehensionTail = 200;

const branches = [
  'if_statement',
  'except_clause',
  'case_clause',
  'match_statement',
  'conditional_expression',
  'boolean_operator',
  'list_comprehension',
  'set_comprehension',
  'dictionary_comprehension',
  'generator_expression',
  'class_definition',
  'assert_statement',
];
const branching = new Set(branches);
// The `else` of a `try` or of a loop is not come to after an error, or `break`.
const conditional = new Set([...branches, 'for_statement', 'while_statement', 'else_clause']);

/** The part of a choice that every run comes to first. */
const firstPart: Readonly<Record<string, string>> = {
  if_statement: 'condition',
  while_statement: 'condition',
  for_statement: 'right',
  match_statement: 'subject',
  boolean_operator: 'left',
};

/** The part of a point's function up to the point, and after it, where a comprehension has its `for`. */
export function around(source: Source, point: Point): Extent {
  return { start: before(source, point).start, end: point.node.endIndex + comprehensionTail };
}

/** Whether a point is passed on every way through its function. */
export function isUnconditional(source: Source, point: Point): boolean {
  if (point.info.function === null) return false;
  // A statement that may leave the function before the point makes it conditional; of an error that is told apart.
  if (mayLeaveBefore(source, point, ['return'])) return false;
  if (mayBeCaughtBefore(source, point)) return false;
  // Going up the tree is slow: it is only done where something can be around.
  return !source.hasWord(conditionalWords, around(source, point)) || !isConditional(point.node);
}

/** Whether an error may be raised before a point, in a block that does not let it out: what follows that goes on. */
function mayBeCaughtBefore(source: Source, point: Point): boolean {
  if (!source.hasWord(catching, before(source, point))) return false;
  const end = point.node.startIndex;
  let statement = point.node;
  let block = point.node;
  for (let at = block.parent; at && at.type !== 'function_definition'; at = at.parent) {
    const isBlock = at.childForFieldName('body')?.id === block.id;
    if (isBlock && catches(at) && source.hasWord(raising, { start: at.startIndex, end }))
      return true;
    if (
      isBlock &&
      catchesMore(at) &&
      block.namedChildren.some((one) => one.endIndex <= statement.startIndex && mayFail(one))
    )
      return true;
    statement = block;
    block = at;
  }
  return false;
}

/** Whether a point is passed unless its function is left before it. */
export function isUsual(source: Source, point: Point): boolean {
  if (point.info.function === null) return false;
  return !source.hasWord(branchWords, around(source, point)) || !isConditional(point.node, true);
}

/** Whether a point stands where only an error leads. */
export function isInHandler(source: Source, point: Point): boolean {
  if (!source.hasWord(['except'], around(source, point))) return false;
  for (let at = point.node.parent; at && at.type !== 'function_definition'; at = at.parent)
    if (handler.test(at.type)) return true;
  return false;
}

/**
 * What holds of running a function with these points that surely suspend, and those of them of which it is known for what.
 * Each alone may be passed by, and yet each way come to one of them; a generator pauses where it hands out a value.
 */
export function settledRun(
  source: Source,
  index: number,
  run: Run,
  sure: readonly Point[],
  told: readonly Point[],
  stretch: Stretch,
): Run {
  const isGenerator = source.suspensions.functions[index]?.generator ?? false;
  if (sure.length === 0 || (run.suspends === 'always' && !isGenerator)) return run;
  const body = source.functionNode(index)?.childForFieldName('body');
  const areSure = (points: readonly Point[]) =>
    isOnEveryWay(
      source,
      body,
      points.map(({ node }) => node),
      stretch,
    );
  // Where all of them together can be passed by, so can each.
  if (!areSure(sure)) return { ...run, suspends: 'maybe' };
  const alone = told.find((point) => areSure([point]));
  if (alone) {
    const { conditions: _, ...rest } = run;
    return { ...rest, at: alone.index, suspends: 'always' };
  }
  const at = told.length === 2 && areSure(told) ? otherOf(run, told) : undefined;
  const otherwise = at !== undefined && { otherwise: { at, leaf: null } };
  return { ...run, suspends: 'always', ...otherwise };
}

/** Of these points of a function the one that its run is not told by. */
function otherOf(run: Run, told: readonly Point[]): number | undefined {
  const indices = told.map((point) => point.index);
  return indices.includes(run.at ?? -1) ? indices.find((at) => at !== run.at) : undefined;
}

/** Whether a node is not passed on every way through its function; or, if loops are taken to go round, on the usual ones. */
export function isConditional(node: SyntaxNode, areLoopsRun = false): boolean {
  const choices = areLoopsRun ? branching : conditional;
  let child = node;
  for (let parent = node.parent; parent; child = parent, parent = parent.parent) {
    if (parent.type === 'function_definition' || parent.type === 'lambda') return false;
    if (choices.has(parent.type) && !isFirstPart(child, parent)) return true;
  }
  return true;
}

/** Whether a part of a choice is evaluated whatever is chosen: the condition of `if`, the left side of `or`. */
function isFirstPart(child: SyntaxNode, choice: SyntaxNode): boolean {
  // These have no names for their parts.
  if (choice.type === 'conditional_expression') return choice.namedChild(1)?.id === child.id;
  if (choice.type === 'assert_statement') return choice.namedChild(0)?.id === child.id;
  const field = firstPart[choice.type];
  return field !== undefined && choice.childForFieldName(field)?.id === child.id;
}
