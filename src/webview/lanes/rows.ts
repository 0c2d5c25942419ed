import type { Lane } from '../../core/replay/lanes';

/** A lane as it is listed. */
export interface LaneRow {
  readonly lane: Lane;
  /** How many lanes below it are its tasks' children, and theirs. */
  readonly descendants: number;
  readonly folded: boolean;
}

/**
 * The lanes to be shown, parents before their children: those whose task's or function's name has the wanted text, or
 * without one all that are not folded away below an ancestor.
 */
export function rowsOf(
  lanes: readonly Lane[],
  wanted: string,
  folded: ReadonlySet<number>,
): readonly LaneRow[] {
  const text = wanted.trim().toLowerCase();
  if (text !== '')
    return lanes
      .filter(({ task }) => `${task.name} ${task.function}`.toLowerCase().includes(text))
      .map((lane) => ({ lane, descendants: 0, folded: false }));
  const counts = descendantsOf(lanes);
  const rows: LaneRow[] = [];
  for (let index = 0; index < lanes.length; index++) {
    const lane = lanes[index];
    if (!lane) break;
    const descendants = counts[index] ?? 0;
    const isFolded = folded.has(lane.task.id);
    rows.push({ lane, descendants, folded: isFolded });
    if (isFolded) index += descendants;
  }
  return rows;
}

function descendantsOf(lanes: readonly Lane[]): number[] {
  const counts = new Array<number>(lanes.length).fill(0);
  const open: number[] = [];
  for (let index = 0; index <= lanes.length; index++) {
    const depth = lanes[index]?.depth ?? 0;
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      if (index < lanes.length && (lanes[top]?.depth ?? 0) < depth) break;
      counts[top] = index - top - 1;
      open.pop();
    }
    open.push(index);
  }
  return counts;
}
