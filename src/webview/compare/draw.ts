import * as l10n from '@vscode/l10n';
import type { Stretch } from '../../core/compare/stretch';
import { durationLabel } from '../../core/replay/words';
import type { List } from '../../core/trace/list';
import { firstIndex } from '../../core/trace/list';
import { rulerHeight } from '../lanes/draw';
import { drawDot, drawNote, drawReady, drawRunning, drawSuspended } from '../lanes/marks';
import type { Paint } from '../lanes/paint';
import { paintOf, penFor } from '../lanes/paint';
import type { TimeScale } from './time-scale';
import { ticks } from './time-scale';

/** What a row shows of one side: the life of a task, or of a group what its tasks did, in words; null where there is nothing. */
type LaneContent = List<Stretch> | string | null;

export interface LanePair {
  readonly before: LaneContent;
  readonly after: LaneContent;
}

/** Where the two lanes of a task are: beside each other, or one above the other. */
export interface Arrangement {
  readonly rowHeight: number;
  /** The middle of each lane, from the top of the row. */
  readonly middles: Readonly<Record<keyof LanePair, number>>;
  /** The left edge of each lane, as a share of the room. */
  readonly starts: Readonly<Record<keyof LanePair, number>>;
  /** How much of the room a lane has. */
  readonly share: number;
}

export const besideEachOther: Arrangement = {
  rowHeight: 28,
  middles: { before: 14, after: 14 },
  starts: { before: 0, after: 0.5 },
  share: 0.5,
};

export const aboveEachOther: Arrangement = {
  rowHeight: 48,
  middles: { before: 13, after: 35 },
  starts: { before: 0, after: 0 },
  share: 1,
};

/** What is drawn: a window of the lanes that are in sight. */
export interface CompareScene {
  readonly rows: readonly LanePair[];
  readonly arrangement: Arrangement;
  readonly scale: TimeScale;
  /** The await that is selected; null for none. */
  readonly selected: number | null;
  readonly theme: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const sides = ['before', 'after'] as const;

/** Pixels between two times of the ruler, at least. */
const tickDistance = 64;

/** So many stretches that share a pixel are looked at for one in which the task runs. */
const lookedAt = 64;

/** Draws the lanes that are in sight. What it costs depends on the window's size, not on the traces'. */
export function drawPairs(canvas: HTMLCanvasElement, scene: CompareScene): void {
  const pen = penFor(canvas, scene.width, scene.height);
  if (!pen) return;
  const paint = paintOf(canvas, pen, scene.theme);
  const { rows, top, height, width } = scene;
  const { rowHeight, middles } = scene.arrangement;
  pen.font = paint.font;
  pen.textBaseline = 'middle';
  const first = Math.max(0, Math.floor(top / rowHeight));
  const last = Math.min(rows.length, Math.ceil((top + height) / rowHeight));
  for (const side of sides)
    inWindow(pen, scene, side, height, () => {
      drawGrid(pen, scene, paint, height);
      for (let row = first; row < last; row++) {
        const content = rows[row]?.[side] ?? null;
        const middle = row * rowHeight - top + middles[side];
        if (typeof content === 'string') {
          pen.fillStyle = paint.background;
          pen.fillRect(scene.left + 4, middle - 8, pen.measureText(content).width + 8, 16);
          pen.fillStyle = paint.quiet;
          pen.fillText(content, scene.left + 8, middle);
        } else if (content) drawLife(pen, content, middle, scene, paint);
      }
    });
  pen.fillStyle = paint.quiet;
  pen.globalAlpha = 0.25;
  for (let row = first + 1; row < last; row++) pen.fillRect(0, row * rowHeight - top, width, 1);
  if (scene.arrangement.share < 1) pen.fillRect(Math.round(width / 2), 0, 1, height);
  pen.globalAlpha = 1;
}

/** The times along the axis, once for each column. */
export function drawTimes(canvas: HTMLCanvasElement, scene: CompareScene): void {
  const pen = penFor(canvas, scene.width, rulerHeight);
  if (!pen) return;
  const paint = paintOf(canvas, pen, scene.theme);
  pen.font = paint.font;
  pen.textBaseline = 'middle';
  for (const side of sides)
    inWindow(pen, scene, side, rulerHeight, () => {
      pen.fillStyle = paint.quiet;
      // Beside each other the lanes need a name for their column.
      const name = scene.arrangement.share < 1 ? sideName(side) : '';
      pen.fillText(name, scene.left + 4, 11);
      const free = scene.left + (name === '' ? 0 : pen.measureText(name).width + 8);
      pen.fillStyle = paint.text;
      for (const ms of ticksOf(scene)) {
        const x = ms * scene.scale.unit;
        if (x < free) continue;
        pen.fillRect(x, 6, 1, rulerHeight);
        pen.fillText(durationLabel(ms), x + 4, 11);
      }
    });
}

/** The await in which a task is suspended at a place of the drawing; null where there is none. */
export function awaitAt(scene: CompareScene, x: number, y: number): number | null {
  const { rows, arrangement, scale, left, top, width } = scene;
  const { rowHeight, starts } = arrangement;
  const row = Math.floor((top + y) / rowHeight);
  const inRow = top + y - row * rowHeight;
  const side = sideAt(scene, x, inRow);
  const life = rows[row]?.[side];
  if (!life || typeof life === 'string') return null;
  const ms = (x - starts[side] * width + left) / scale.unit;
  const at = firstIndex(life.length, (index) => (life.at(index)?.to ?? 0) > ms);
  const stretch = life.at(at);
  return stretch && stretch.from <= ms ? stretch.await : null;
}

function sideAt({ arrangement, width }: CompareScene, x: number, inRow: number): keyof LanePair {
  const { share, middles } = arrangement;
  if (share < 1) return x < share * width ? 'before' : 'after';
  return inRow < (middles.before + middles.after) / 2 ? 'before' : 'after';
}

export function sideName(side: keyof LanePair): string {
  return side === 'before' ? l10n.t('before') : l10n.t('after');
}

/** Draws in the window of one side: `x` is then that of the whole drawing. */
function inWindow(
  pen: CanvasRenderingContext2D,
  { arrangement: { starts, share }, width, left }: CompareScene,
  side: keyof LanePair,
  height: number,
  draw: () => void,
): void {
  pen.save();
  pen.beginPath();
  pen.rect(starts[side] * width, 0, share * width, height);
  pen.clip();
  pen.translate(starts[side] * width - left, 0);
  draw();
  pen.restore();
}

function ticksOf({ scale, left, width, arrangement: { share } }: CompareScene) {
  return ticks(scale, left / scale.unit, (left + width * share) / scale.unit, tickDistance);
}

function drawGrid(
  pen: CanvasRenderingContext2D,
  scene: CompareScene,
  paint: Paint,
  height: number,
): void {
  pen.globalAlpha = 0.15;
  pen.fillStyle = paint.text;
  for (const ms of ticksOf(scene)) pen.fillRect(ms * scene.scale.unit, 0, 1, height);
  pen.globalAlpha = 1;
}

function drawLife(
  pen: CanvasRenderingContext2D,
  life: List<Stretch>,
  middle: number,
  scene: CompareScene,
  paint: Paint,
): void {
  const { unit } = scene.scale;
  const right = scene.left + scene.width * scene.arrangement.share;
  const running: Stretch[] = [];
  let index = firstIndex(life.length, (at) => (life.at(at)?.to ?? 0) * unit >= scene.left);
  while (index < life.length) {
    const stretch = life.at(index);
    if (!stretch || stretch.from * unit > right) break;
    const end = stretch.to * unit;
    if (end - stretch.from * unit >= 1) {
      if (stretch.status === 'running') running.push(stretch);
      else drawStretch(pen, stretch, middle, scene, paint);
      index++;
      continue;
    }
    // Of what is narrower than a pixel, one is drawn for each pixel: running, if there is any.
    const beyond = firstIndex(
      life.length,
      (at) => at > index && (life.at(at)?.to ?? 0) * unit >= end + 1,
    );
    let shown = stretch;
    for (let at = index; at < Math.min(beyond, index + lookedAt); at++) {
      const other = life.at(at);
      if (other?.status === 'running') shown = other;
    }
    if (shown.status === 'running') running.push(shown);
    else drawStretch(pen, shown, middle, scene, paint);
    index = beyond;
  }
  for (const { from, to } of running)
    drawRunning(pen, from * unit, Math.max(2, (to - from) * unit), middle, paint);
  const end = (life.at(-1)?.to ?? NaN) * unit;
  if (end >= scene.left && end <= right) {
    drawDot(pen, Math.min(end + 4, scene.scale.width - 5), middle, 4, paint.text);
  }
}

function drawStretch(
  pen: CanvasRenderingContext2D,
  { status, from, to, await: at }: Stretch,
  middle: number,
  { scale: { unit }, left, width: room, arrangement: { share }, selected }: CompareScene,
  paint: Paint,
): void {
  // A canvas need not know what is far outside of it.
  const right = left + room * share;
  const x = Math.max(left - 10, from * unit);
  const width = Math.max(1, Math.min(right + 10, to * unit) - x);
  if (status === 'ready') {
    drawReady(pen, x, width, middle, paint);
    return;
  }
  if (status === 'suspended' && at !== null && at === selected) {
    pen.fillStyle = paint.now;
    pen.globalAlpha = 0.4;
    pen.fillRect(x, middle - 9, width, 18);
    pen.globalAlpha = 1;
    pen.strokeStyle = paint.nowEdge;
    pen.lineWidth = 1;
    pen.strokeRect(x + 0.5, middle - 8.5, Math.max(1, width - 1), 17);
  }
  if (status === 'created') {
    pen.fillStyle = paint.quiet;
    pen.fillRect(x, middle - 0.5, width, 1);
    return;
  }
  drawSuspended(pen, x, width, middle, paint);
  const [start, end] = [Math.max(x, left), Math.min(x + width, right)];
  drawNote(pen, durationLabel(to - from), start, end, middle, paint.text, paint);
}
