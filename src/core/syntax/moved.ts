import type { Position, Range } from '../position';
import { comparePositions } from '../position';
import type { TextChange } from './document';

/** Where a position is after a change; null if what was there has been replaced. */
export function moved(position: Position, { range, text }: TextChange): Position | null {
  if (comparePositions(position, range.start) < 0) return position;
  if (comparePositions(position, range.end) < 0) return null;
  const end = endOf(range, text);
  return position.line === range.end.line
    ? { line: end.line, character: end.character + position.character - range.end.character }
    : { line: position.line + end.line - range.end.line, character: position.character };
}

/** Whether a change begins, ends or goes on in the line of a position. */
export function touchesLine({ line }: Position, { range: { start, end } }: TextChange): boolean {
  return start.line <= line && line <= end.line;
}

/** Where a text ends that was put in the place of `range`. */
function endOf({ start }: Range, text: string): Position {
  const lastBreak = text.lastIndexOf('\n');
  return lastBreak < 0
    ? { line: start.line, character: start.character + text.length }
    : { line: start.line + text.split('\n').length - 1, character: text.length - lastBreak - 1 };
}
