/**
 * Keeps annotations from flickering while somebody types. Half a line of code can hide the rest of a
 * function from any parser, or make it look like something else: `await` lines that were there a moment
 * ago vanish or change, and come back with the closing bracket, and the text jumps twice. So once the code
 * has been whole, and until it is whole again, a line that nobody has touched shows what it showed.
 * A line that was edited shows what is known of it now, or else what it showed before, for as long
 * as it has the word that made it one.
 */

import type { Position } from '../../core/position';
import { comparePositions } from '../../core/position';
import type { TextChange } from '../../core/syntax/document';
import { moved, touchesLine } from '../../core/syntax/moved';
import type { Annotations, FunctionAnnotation, PointAnnotation } from './annotations';

/** The text that the annotations belong to, as it is now. */
export interface CurrentText {
  /** Whether the parser found something that is not valid. */
  readonly broken: boolean;
  /** The text of a line; empty where there is none. */
  lineAt(line: number): string;
}

const suspends = /\b(?:await|async|yield)\b/;
const startsFunction = /\basync\b/;

/** An annotation, and whether its line was edited since the code was last whole. */
type Kept<T> = T & { readonly touched: boolean };

export class SteadyAnnotations {
  private points: readonly Kept<PointAnnotation>[] = [];
  private functions: readonly Kept<FunctionAnnotation>[] = [];

  /** Moves what is shown along with an edit, so that it stays beside its own code. */
  edit(changes: readonly TextChange[]): void {
    for (const change of changes) {
      this.points = this.points.flatMap((point) => {
        const owner = point.owner && moved(point.owner, change);
        return movedAlong({ ...point, owner }, change);
      });
      this.functions = this.functions.flatMap((info) => movedAlong(info, change));
    }
  }

  /** What to show, given what the analysis says now. */
  settle(fresh: Annotations, text: CurrentText): Annotations {
    if (text.broken) this.keep(fresh, text);
    else {
      this.points = fresh.points.map((point) => ({ ...point, touched: false }));
      this.functions = fresh.functions.map((info) => ({ ...info, touched: false }));
    }
    return { points: this.points, functions: this.functions };
  }

  private keep(fresh: Annotations, text: CurrentText): void {
    const known = fresh.points.map((point) => withOwner(point, this.points));
    const points = merge(this.points, known, (line) => suspends.test(text.lineAt(line)));
    const functions = merge(this.functions, fresh.functions, (line) =>
      startsFunction.test(text.lineAt(line)),
    );
    this.points = points;
    this.functions = functions.map((info) => recount(info, points));
  }
}

/** In broken code a function may seem to end early: a point that was in it still is. */
function withOwner(point: PointAnnotation, old: readonly PointAnnotation[]): PointAnnotation {
  const before = old.find(({ at }) => comparePositions(at, point.at) === 0);
  return before ? { ...point, owner: before.owner } : point;
}

/** A kept point counts for its function, so that the number above it is as steady as the lenses are. */
function recount(
  info: Kept<FunctionAnnotation>,
  points: readonly PointAnnotation[],
): Kept<FunctionAnnotation> {
  const own = points.filter(({ owner }) => owner && comparePositions(owner, info.at) === 0);
  return { ...info, points: own.length };
}

interface Placed {
  readonly at: Position;
}

function merge<T extends Placed>(
  old: readonly Kept<T>[],
  fresh: readonly T[],
  stillThere: (line: number) => boolean,
): Kept<T>[] {
  const renewed = new Set(fresh.map(({ at }) => at.line));
  const kept = old.filter(
    ({ at, touched }) => (!touched || !renewed.has(at.line)) && stillThere(at.line),
  );
  const steady = new Set(kept.map(({ at }) => at.line));
  const added = fresh.filter(({ at }) => !steady.has(at.line));
  return [...kept, ...added.map((one) => ({ ...one, touched: true }))].sort((a, b) =>
    comparePositions(a.at, b.at),
  );
}

function movedAlong<T extends Placed>(kept: Kept<T>, change: TextChange): Kept<T>[] {
  const at = moved(kept.at, change);
  if (!at) return [];
  const touched = kept.touched || touchesLine(kept.at, change);
  return [{ ...kept, at, touched }];
}
