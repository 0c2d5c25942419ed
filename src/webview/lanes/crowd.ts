import type { Crowd, Counted } from '../../core/replay/crowds';
import { firstIndex } from '../../core/trace/list';
import type { Paint } from './paint';
import type { Scene } from './scene';

/** Pixels between the middle of a row and the lowest, and the highest, that a crowd reaches. */
const reach = 11;

/**
 * How many tasks of a function are suspended, ready and running, one above the other: as high as the row where all are alive
 * that ever are at once.
 */
export function drawCrowd(
  pen: CanvasRenderingContext2D,
  crowd: Crowd,
  middle: number,
  scene: Scene,
  paint: Paint,
): void {
  const base = middle + reach;
  const each = (2 * reach) / Math.max(1, crowd.most);
  const changes = changesInSight(crowd, scene);
  const outline = (...upTo: readonly Counted[]): Path2D =>
    outlineOf(crowd, changes, scene, base, each, upTo);
  const layer = (style: string | CanvasPattern, path: Path2D): void => {
    pen.fillStyle = style;
    pen.fill(path);
  };
  const alive = outline('running', 'ready', 'waiting');
  const ready = outline('running', 'ready');
  // Each layer covers the lower part of the one before.
  layer(paint.dots, alive);
  layer(paint.background, ready);
  layer(paint.hatch, ready);
  layer(paint.running, outline('running'));
  pen.strokeStyle = paint.waiting;
  pen.lineWidth = 1;
  pen.stroke(alive);
}

/** The changes that can be told apart in what is in sight, one for each pixel at most; the first is the one before it. */
function changesInSight(crowd: Crowd, { scale, left, width }: Scene): readonly number[] {
  const found: number[] = [];
  const beyond = (x: number): number =>
    firstIndex(crowd.length, (at) => scale.start(crowd.stepAt(at)) > x);
  let at = beyond(left) - 1;
  found.push(at);
  for (let x = left; x < left + width && at + 1 < crowd.length;) {
    const next = scale.start(crowd.stepAt(at + 1));
    if (next > left + width) break;
    x = Math.max(next, x + 1);
    at = next === x ? at + 1 : Math.max(at + 1, beyond(x) - 1);
    found.push(at);
  }
  return found;
}

function outlineOf(
  crowd: Crowd,
  changes: readonly number[],
  { scale, left, width }: Scene,
  base: number,
  each: number,
  statuses: readonly Counted[],
): Path2D {
  const path = new Path2D();
  path.moveTo(left, base);
  let y = base;
  for (const change of changes) {
    const x = change < 0 ? left : Math.max(left, scale.start(crowd.stepAt(change)));
    path.lineTo(x, y);
    y = base - each * statuses.reduce((sum, status) => sum + crowd.count(change, status), 0);
    path.lineTo(x, y);
  }
  const end = Math.min(left + width, scale.width);
  path.lineTo(end, y);
  path.lineTo(end, base);
  return path;
}
