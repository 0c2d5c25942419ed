import type { Position, Range } from '../position';

/**
 * Where each line of a text starts, kept up to date by edits. Lines end at a line feed: the parser's
 * text, in which a lone carriage return has become one (see mask.ts), has no other line break.
 */
export class Lines {
  private readonly starts: number[] = [0];

  constructor(private text: string) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
      this.starts.push(at + 1);
    }
  }

  /** The offset of a position; what lies beyond a line's or the text's end is brought back to it. */
  offsetAt({ line, character }: Position): number {
    if (line < 0) return 0;
    const start = this.starts[line];
    if (start === undefined) return this.text.length;
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
    return this.starts[line] ?? this.text.length;
  }

  /** Where the next line starts: after the line break, or at the text's end. */
  nextStartOf(line: number): number {
    return this.startOf(line + 1);
  }

  /** Takes the new text, which differs from the old one only in that [start, oldEnd) became [start, newEnd). */
  replace(text: string, start: number, oldEnd: number, newEnd: number): void {
    const first = this.lineAt(start);
    const last = this.lineAt(oldEnd);
    const added: number[] = [];
    for (
      let at = text.indexOf('\n', start);
      at >= 0 && at < newEnd;
      at = text.indexOf('\n', at + 1)
    ) {
      added.push(at + 1);
    }
    this.text = text;
    const delta = newEnd - oldEnd;
    const tail = this.starts.splice(first + 1);
    for (const start of added) this.starts.push(start);
    for (let line = last - first; line < tail.length; line++) {
      this.starts.push((tail[line] ?? 0) + delta);
    }
  }

  private endOf(line: number): number {
    const next = this.starts[line + 1];
    return next === undefined ? this.text.length : next - 1;
  }
}
