import type { Point } from './explainer';
import type { Extent } from './resolve/extents';
import type { Source } from './resolve/source';

/** What stands before a point in its function, and may leave that before the point is reached. */

/** What leaves a function, with a value or an error. */
const leavingStatement = /^(?:return|raise|throw)_statement$/;

/** A statement, or several. */
const statement = /(?:_statement|block)$/;

/** The part of a point's function that stands before the point. */
export function before(source: Source, { info, node }: Point): Extent {
  const start = info.function === null ? 0 : (source.functions[info.function]?.start ?? 0);
  return { start, end: node.startIndex };
}

/** Whether any of these words, with which a function is left, stands before the point. */
export function mayLeaveBefore(source: Source, point: Point, words: readonly string[]): boolean {
  // Going up the tree is slow: it is only done where such a word is there.
  return (
    source.hasWord(words, before(source, point)) &&
    source.hasWord(words, beforeLeaving(source, point))
  );
}

/** The part before the point, without the statement that leaves with what the point gives: `return await load()`. */
function beforeLeaving(source: Source, point: Point): Extent {
  const { start, end } = before(source, point);
  for (let at = point.node.parent; at && at.startIndex > start; at = at.parent) {
    if (leavingStatement.test(at.type)) return { start, end: at.startIndex };
    // In what stands around a statement, the point is not what it leaves with.
    if (statement.test(at.type)) break;
  }
  return { start, end };
}
