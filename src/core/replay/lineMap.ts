/** Where the lines of a text are in a later version of it. */

/**
 * For each line of `before` (index 0 is line 1) its number in `after`, from 1; 0 for a line that is not there any more. A line
 * moves with its neighbours: what is the same at both ends of the texts, and between them the lines that each text has
 * once, as far as they are in the same order (the patience of Bram Cohen's diff).
 */
export function mapLines(before: string, after: string): readonly number[] {
  const [old, now] = [linesOf(before), linesOf(after)];
  const map = new Array<number>(old.length).fill(0);
  const match = (from: Range, to: Range): void => {
    let [start, end, newStart, newEnd] = [from.start, from.end, to.start, to.end];
    while (start < end && newStart < newEnd && old[start] === now[newStart])
      map[start++] = ++newStart;
    while (start < end && newStart < newEnd && old[end - 1] === now[newEnd - 1])
      map[--end] = newEnd--;
    const anchors = anchorsIn(old, now, { start, end }, { start: newStart, end: newEnd });
    if (anchors.length === 0) return;
    let [at, newAt] = [start, newStart];
    for (const { line, newLine } of anchors) {
      match({ start: at, end: line }, { start: newAt, end: newLine });
      map[line] = newLine + 1;
      [at, newAt] = [line + 1, newLine + 1];
    }
    match({ start: at, end }, { start: newAt, end: newEnd });
  };
  match({ start: 0, end: old.length }, { start: 0, end: now.length });
  return map;
}

interface Range {
  readonly start: number;
  /** The line after the last. */
  readonly end: number;
}

interface Anchor {
  readonly line: number;
  readonly newLine: number;
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}

/** The lines that both ranges have once: the longest row of them that is in the same order in both. */
function anchorsIn(
  old: readonly string[],
  now: readonly string[],
  from: Range,
  to: Range,
): readonly Anchor[] {
  const once = uniqueLines(now, to);
  const candidates = [...uniqueLines(old, from)].flatMap(([text, line]) => {
    const newLine = once.get(text);
    return newLine === undefined ? [] : [{ line, newLine }];
  });
  // Patience sorting: the tops of the piles grow, and each card knows the top left of it when it came.
  const tops: { readonly card: Anchor; readonly left: unknown }[] = [];
  for (const card of candidates.sort((a, b) => a.line - b.line)) {
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((tops[middle]?.card.newLine ?? 0) < card.newLine) low = middle + 1;
      else high = middle;
    }
    tops[low] = { card, left: tops[low - 1] ?? null };
  }
  const row: Anchor[] = [];
  for (let top = tops.at(-1); top; top = top.left as typeof top | undefined) row.push(top.card);
  return row.reverse();
}

function uniqueLines(lines: readonly string[], { start, end }: Range): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const twice = new Set<string>();
  for (let line = start; line < end; line++) {
    const text = lines[line] ?? '';
    if (found.has(text)) twice.add(text);
    else found.set(text, line);
  }
  for (const text of twice) found.delete(text);
  return found;
}
