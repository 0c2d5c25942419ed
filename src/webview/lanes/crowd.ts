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
  const layer = (style: string | CanvasPattern, upTo: readonly Counted[]): void => {
    pen.fillStyle = style;
    pen.beginPath();
    trace(pen, crowd, changes, scene, base, each, upTo);
    pen.fill();
  };
  // Each layer covers the lower part of the one before.
  layer(paint.dots, ['running', 'ready', 'waiting']);
  layer(paint.background, ['running', 'ready']);
  layer(paint.hatch, ['running', 'ready']);
  layer(paint.running, ['running']);
  pen.beginPath();
  trace(pen, crowd, changes, scene, base, each, ['running', 'ready', 'waiting']);
  pen.strokeStyle = paint.waiting;
  pen.lineWidth = 1;
  pen.stroke();
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

function trace(
  pen: CanvasRenderingContext2D,
  crowd: Crowd,
  changes: readonly number[],
  { scale, left, width }: Scene,
  base: number,
  each: number,
  statuses: readonly Counted[],
): void {
  pen.moveTo(left, base);
  let y = base;
  for (const change of changes) {
    const x = change < 0 ? left : Math.max(left, scale.start(crowd.stepAt(change)));
    pen.lineTo(x, y);
    y = base - each * statuses.reduce((sum, status) => sum + crowd.count(change, status), 0);
    pen.lineTo(x, y);
  }
  const end = Math.min(left + width, scale.width);
  pen.lineTo(end, y);
  pen.lineTo(end, base);
}
