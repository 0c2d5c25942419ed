/**
 * Places in a text, as the Language Server Protocol counts them: zero-based lines and zero-based
 * UTF-16 code units. Every position inside the core is one of these; the only one-based positions
 * are those of the trace format and of the command line's JSON (see trace/format.ts).
 */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** A half-open stretch of text: `start` belongs to it, `end` does not. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** Negative, zero or positive as `a` stands before, at or after `b`. */
export function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

/** Whether `position` lies in `range`, its end included, as an editor's cursor does. */
export function touches(range: Range, position: Position): boolean {
  return comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) <= 0;
}
