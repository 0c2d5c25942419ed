import type { Analysis } from '../../core/analysis';
import type { Suspends, WaitsFor } from '../../core/explain/types';
import type { Position } from '../../core/position';

/** What the editor shows at one suspension point without being asked. */
export interface PointAnnotation {
  /** Start of its keyword. */
  readonly at: Position;
  readonly text: string;
  /** What the last recording measured; absent without one. */
  readonly measured?: string;
  readonly waitsFor: WaitsFor;
  readonly suspends: Suspends;
  /** Where the function that suspends is defined; null at module level. */
  readonly owner: Position | null;
}

/** What the editor shows above one async function. */
export interface FunctionAnnotation {
  /** Start of its definition, decorators not included. */
  readonly at: Position;
  /** Number of its own suspension points, those of nested functions not included. */
  readonly points: number;
  /** Whether it is a program's `main`: what people run. */
  readonly runnable: boolean;
}

/** All that is shown of one document, in source order. */
export interface Annotations {
  readonly points: readonly PointAnnotation[];
  readonly functions: readonly FunctionAnnotation[];
}

export function annotationsOf(analysis: Analysis): Annotations {
  const { functions, points } = analysis.suspensions;
  const counts = new Map<number, number>();
  for (const point of points) {
    if (point.function !== null) counts.set(point.function, (counts.get(point.function) ?? 0) + 1);
  }
  return {
    points: points.map((point, index) => {
      const { lens, waitsFor, suspends } = analysis.gist(index);
      const owner = point.function === null ? undefined : functions[point.function];
      return {
        at: point.keywordRange.start,
        text: lens,
        waitsFor,
        suspends,
        owner: owner?.range.start ?? null,
      };
    }),
    functions: functions.flatMap((info, index) =>
      info.async
        ? [
            {
              at: info.range.start,
              points: counts.get(index) ?? 0,
              runnable: info.name === 'main',
            },
          ]
        : [],
    ),
  };
}
