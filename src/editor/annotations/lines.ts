import { joinLenses } from '../../core/explain/words';
import type { Position } from '../../core/position';
import { comparePositions } from '../../core/position';
import type { Annotations, PointAnnotation } from './annotations';

/** The suspension points that begin on one line, told in one text. */
export interface AnnotatedLine {
  readonly line: number;
  readonly text: string;
  /** In source order, never empty. */
  readonly points: readonly [PointAnnotation, ...PointAnnotation[]];
}

/** The points of a document line by line, in source order. */
export function annotatedLines(points: readonly PointAnnotation[]): AnnotatedLine[] {
  const lines = new Map<number, [PointAnnotation, ...PointAnnotation[]]>();
  for (const point of points) {
    const line = lines.get(point.at.line);
    if (line) line.push(point);
    else lines.set(point.at.line, [point]);
  }
  return [...lines].map(([line, own]) => ({
    line,
    text: joinLenses(own.map(({ text }) => text)),
    points: own,
  }));
}

/** Only what belongs to the function defined at `owner`; null stands for the module's own code. */
export function ofFunction(annotations: Annotations, owner: Position | null): Annotations {
  const isOwner = (position: Position | null) =>
    position === owner || (position && owner && comparePositions(position, owner) === 0);
  return {
    points: annotations.points.filter((point) => isOwner(point.owner)),
    functions: annotations.functions.filter(({ at }) => isOwner(at)),
  };
}

/** The function of the point that is nearest to a line: in broken code, the best guess at the line's own. */
export function nearestOwner({ points }: Annotations, { line }: Position): Position | null {
  const distance = ({ at }: PointAnnotation) => Math.abs(at.line - line);
  const nearest = points.reduce<PointAnnotation | undefined>(
    (best, point) => (best && distance(best) <= distance(point) ? best : point),
    undefined,
  );
  return nearest?.owner ?? null;
}
