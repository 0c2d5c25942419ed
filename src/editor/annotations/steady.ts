/**
 * Keeps annotations from flickering while somebody types. Half a line of code can hide the rest of a
 * function from any parser: `await` lines that were there a moment ago vanish, and come back with the
 * closing bracket, and the text jumps twice. So as long as the code is broken, what was shown on a
 * line stays there, unless the line shows something newer or no longer has the word that made it one.
 */

import type { Position, Range } from '../../core/position';
import { comparePositions } from '../../core/position';
import type { TextChange } from '../../core/syntax/document';
import type { Annotations, FunctionAnnotation, PointAnnotation } from './annotations';
import { noAnnotations } from './annotations';

/** The text that the annotations belong to, as it is now. */
export interface CurrentText {
  /** Whether the parser found something that is not valid. */
  readonly broken: boolean;
  /** The text of a line; empty where there is none. */
  lineAt(line: number): string;
}

const suspends = /\b(?:await|async|yield)\b/;
const startsFunction = /\basync\b/;

export class SteadyAnnotations {
  private shown = noAnnotations;

  /** Moves what is shown along with an edit, so that it stays beside its own code. */
  edit(changes: readonly TextChange[]): void {
    for (const change of changes) this.shown = moveAll(this.shown, change);
  }

  /** What to show, given what the analysis says now. */
  settle(fresh: Annotations, text: CurrentText): Annotations {
    this.shown = text.broken ? keep(this.shown, fresh, text) : fresh;
    return this.shown;
  }
}

function keep(old: Annotations, fresh: Annotations, text: CurrentText): Annotations {
  const points = merge(
    old.points,
    fresh.points.map((point) => withOwner(point, old.points)),
    (line) => suspends.test(text.lineAt(line)),
  );
  const functions = merge(old.functions, fresh.functions, (line) =>
    startsFunction.test(text.lineAt(line)),
  );
  return { points, functions: functions.map((info) => recount(info, points)) };
}

/** In broken code a function may seem to end early: a point that was in it still is. */
function withOwner(point: PointAnnotation, old: readonly PointAnnotation[]): PointAnnotation {
  const before = old.find(({ at }) => comparePositions(at, point.at) === 0);
  return before ? { ...point, owner: before.owner } : point;
}

/** A kept point counts for its function, so that the number above it is as steady as the lenses are. */
function recount(info: FunctionAnnotation, points: readonly PointAnnotation[]): FunctionAnnotation {
  const own = points.filter(({ owner }) => owner && comparePositions(owner, info.at) === 0);
  return { ...info, points: own.length };
}

interface Placed {
  readonly at: Position;
}

function merge<T extends Placed>(
  old: readonly T[],
  fresh: readonly T[],
  stillThere: (line: number) => boolean,
): T[] {
  const renewed = new Set(fresh.map(({ at }) => at.line));
  const kept = old.filter(({ at }) => !renewed.has(at.line) && stillThere(at.line));
  return [...fresh, ...kept].sort((a, b) => comparePositions(a.at, b.at));
}

function moveAll({ points, functions }: Annotations, change: TextChange): Annotations {
  return {
    points: points.flatMap((point) => {
      const at = move(point.at, change);
      return at ? [{ ...point, at, owner: point.owner && move(point.owner, change) }] : [];
    }),
    functions: functions.flatMap((info) => {
      const at = move(info.at, change);
      return at ? [{ ...info, at }] : [];
    }),
  };
}

/** Where a position is after a change; null if what was there has been replaced. */
export function move(position: Position, { range, text }: TextChange): Position | null {
  if (comparePositions(position, range.start) < 0) return position;
  if (comparePositions(position, range.end) < 0) return null;
  const end = endOf(range, text);
  return position.line === range.end.line
    ? { line: end.line, character: end.character + position.character - range.end.character }
    : { line: position.line + end.line - range.end.line, character: position.character };
}

/** Where a text ends that was put in the place of `range`. */
function endOf({ start }: Range, text: string): Position {
  const lastBreak = text.lastIndexOf('\n');
  return lastBreak < 0
    ? { line: start.line, character: start.character + text.length }
    : { line: start.line + text.split('\n').length - 1, character: text.length - lastBreak - 1 };
}
