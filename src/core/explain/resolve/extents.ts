/** A function's or class's stretch of text, in UTF-16 code units. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

/** Stretches of a text that stand in each other or apart, in the order of their starts. */
export class Extents<One extends Extent> {
  /** For each of them, the index of the innermost one around it; -1 where there is none. */
  private readonly around: number[] = [];

  constructor(private readonly all: readonly One[]) {
    for (const [index, { end }] of all.entries()) {
      let candidate = index - 1;
      while ((all[candidate]?.end ?? Infinity) < end) candidate = this.around[candidate] ?? -1;
      this.around.push(candidate);
    }
  }

  /** The index of the innermost one around an offset; -1 if there is none. */
  innermost(offset: number): number {
    // The innermost one starts last among those around.
    let low = 0;
    let high = this.all.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.all[middle]?.start ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    let candidate = low - 1;
    while ((this.all[candidate]?.end ?? Infinity) <= offset)
      candidate = this.around[candidate] ?? -1;
    return candidate;
  }
}
