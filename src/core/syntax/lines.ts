import type { Position, Range } from '../position';

/** An edit by offsets: [start, oldEnd) of the text became [start, newEnd). */
export interface Splice {
  readonly start: number;
  readonly oldEnd: number;
  readonly newEnd: number;
}

/**
 * Where each line of a text starts, kept up to date by edits. Lines end at a line feed: the parser's
 * text, in which a lone carriage return has become one (see mask.ts), has no other line break.
 */
export class Lines {
  private starts: number[] = [0];
  private length: number;

  constructor(text: string) {
    this.length = text.length;
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      this.starts.push(at + 1);
    }
  }

  /** The offset of a position; what lies beyond a line's or the text's end is brought back to it. */
  offsetAt({ line, character }: Position): number {
    if (line < 0) return 0;
    const start = this.starts[line];
    if (start === undefined) return this.length;
    return Math.min(start + Math.max(character, 0), this.endOf(line));
  }

  positionAt(offset: number): Position {
    const line = this.lineAt(offset);
    return { line, character: offset - this.startOf(line) };
  }

  rangeOf({ start, end }: { readonly start: number; readonly end: number }): Range {
    return { start: this.positionAt(start), end: this.positionAt(end) };
  }

  lineAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.startOf(middle) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  startOf(line: number): number {
    return this.starts[line] ?? this.length;
  }

  /** Where the next line starts: after the line break, or at the text's end. */
  nextStartOf(line: number): number {
    return this.startOf(line + 1);
  }

  /**
   * Follows the text, in which [start, oldEnd) has become [start, newEnd) and nothing else has
   * changed. `around` is a part of the new text, from the offset `from` on, that covers the change.
   */
  replace({ start, oldEnd, newEnd }: Splice, around: string, from: number): void {
    const first = this.lineAt(start) + 1;
    const removed = this.lineAt(oldEnd) + 1 - first;
    const added: number[] = [];
    let at = around.indexOf('\n', start - from);
    for (; at >= 0 && from + at < newEnd; at = around.indexOf('\n', at + 1)) {
      added.push(from + at + 1);
    }
    if (added.length > 0 || removed > 0) {
      this.starts = this.starts.slice(0, first).concat(added, this.starts.slice(first + removed));
    }
    const { starts } = this;
    const delta = newEnd - oldEnd;
    if (delta !== 0) {
      for (let line = first + added.length; line < starts.length; line++) {
        starts[line] = (starts[line] ?? 0) + delta;
      }
    }
    this.length += delta;
  }

  private endOf(line: number): number {
    const next = this.starts[line + 1];
    return next === undefined ? this.length : next - 1;
  }
}
