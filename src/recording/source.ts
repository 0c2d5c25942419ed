import type { Range } from '../core/position';
import { comparePositions } from '../core/position';
import type { SuspensionPoint } from '../core/suspension/types';

/** A place of the trace: one-based, columns in UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column?: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** The recorded file's text and suspension points, by which a runtime's positions become the trace's. */
export class Source {
  private readonly lines: readonly string[];
  private readonly pointsByLine = new Map<number, SuspensionPoint[]>();

  constructor(text: string, points: readonly SuspensionPoint[]) {
    this.lines = text.split(/\r\n|\r|\n/);
    for (const point of points) {
      const line = point.keywordRange.start.line + 1;
      this.pointsByLine.set(line, [...(this.pointsByLine.get(line) ?? []), point]);
    }
  }

  /** The zero-based UTF-16 column of a zero-based column in UTF-8 bytes; `line` counts from 1. */
  columnOfByte(line: number, byte: number): number {
    const text = this.lines[line - 1] ?? '';
    // All of ASCII is one byte and one code unit each.
    if (/^[\u0000-\u007f]*$/.test(text)) return byte;
    return Buffer.from(text, 'utf8').subarray(0, byte).toString('utf8').length;
  }

  /** The suspension point that a runtime means by a place; its line alone will do where no other point is on it. */
  pointAt(place: Place): SuspensionPoint | undefined {
    const points = this.pointsByLine.get(place.line) ?? [];
    if (place.column === undefined) return points.length === 1 ? points[0] : undefined;
    const position = { line: place.line - 1, character: place.column - 1 };
    return (
      points.find(({ range }) => comparePositions(range.start, position) === 0) ??
      // CPython gives the iterator of `async for` and the item of `async with`, which are operands.
      points.find(({ operands }) =>
        operands.some((operand) => comparePositions(operand.start, position) === 0),
      ) ??
      points.find(({ range }) => contains(range, position))
    );
  }

  /** The text between the ends of a place on one line; empty where it has no columns. */
  textAt({ line, column, endLine, endColumn }: Partial<Place>): string {
    if (line === undefined) return '';
    if (column === undefined || endColumn === undefined) return (this.lines[line - 1] ?? '').trim();
    return (this.lines[line - 1] ?? '').slice(
      column - 1,
      endLine === line ? endColumn - 1 : undefined,
    );
  }
}

/** The place of a suspension point: its whole range, or the item that `async with` is at. */
export function spanOf(
  { range: whole, keyword, operands }: SuspensionPoint,
  at: Place,
): Required<Place> {
  const item = operands.find(
    ({ start }) => start.line + 1 === at.line && start.character + 1 === at.column,
  );
  const range = keyword === 'async with' ? (item ?? operands[0] ?? whole) : whole;
  return {
    line: range.start.line + 1,
    column: range.start.character + 1,
    endLine: range.end.line + 1,
    endColumn: range.end.character + 1,
  };
}

function contains(range: Range, position: { line: number; character: number }): boolean {
  return comparePositions(range.start, position) <= 0 && comparePositions(position, range.end) < 0;
}
