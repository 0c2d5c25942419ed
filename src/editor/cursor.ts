/** What stands at the cursor. Pure: positions in, indices and core data out. */

import type { Position } from '../core/position';
import { comparePositions, touches } from '../core/position';
import type { FunctionInfo, SuspensionPoint, Suspensions } from '../core/suspension/types';

/** The innermost function whose definition has the position in it, async or not. */
export function definitionAt(
  { functions }: Suspensions,
  position: Position,
): FunctionInfo | undefined {
  // Functions are in source order, so of those around the position the last is the innermost.
  return functions.findLast(({ range }) => touches(range, position));
}

/** The innermost async function around the position: the one that a replay shows. */
export function asyncFunctionAt(
  suspensions: Suspensions,
  position: Position,
): FunctionInfo | undefined {
  return suspensions.functions.findLast((info) => info.async && touches(info.range, position));
}

/** Index of the point whose keyword has the position on it; undefined if none has. */
export function keywordAt({ points }: Suspensions, position: Position): number | undefined {
  const index = points.findIndex(({ keywordRange }) => touches(keywordRange, position));
  return index < 0 ? undefined : index;
}

/**
 * Index of the point that somebody with the cursor there means: the one whose keyword it is on, else
 * the first that begins on its line, else the innermost single-line-or-longer expression around it
 * that is no statement with a body.
 */
export function pointNear(suspensions: Suspensions, position: Position): number | undefined {
  const exact = keywordAt(suspensions, position);
  if (exact !== undefined) return exact;
  const { points } = suspensions;
  const around = points.findLastIndex(
    (point) => isExpression(point) && touches(point.range, position),
  );
  if (around >= 0) return around;
  const onLine = points.findIndex(({ keywordRange }) => keywordRange.start.line === position.line);
  return onLine < 0 ? undefined : onLine;
}

/** The first point after the position in the same function, else the function's first. */
export function nextPoint(
  { points, functions }: Suspensions,
  info: FunctionInfo,
  position: Position,
): number | undefined {
  const owner = functions.indexOf(info);
  const own = points.flatMap((point, index) => (point.function === owner ? [index] : []));
  const isAfter = (index: number) => {
    const start = points[index]?.keywordRange.start;
    return start !== undefined && comparePositions(start, position) > 0;
  };
  return own.find(isAfter) ?? own[0];
}

/** An `async for` or `async with` reaches to the end of its body, where nobody means it any more. */
function isExpression({ keyword }: SuspensionPoint): boolean {
  return keyword === 'await' || keyword === 'yield' || keyword === 'async comprehension';
}
