import type { Gap } from '../../core/replay/axis';
import type { Arrow, Block, Lane, Segment } from '../../core/replay/lanes';
import { reasonLabel } from '../../core/replay/waits';
import { durationLabel, roundMs } from '../../core/replay/words';
import { firstIndex } from '../../core/trace/list';
import type { Loaded } from '../store';
import { drawCrowd } from './crowd';
import {
  drawCentred,
  drawDot,
  drawLine,
  drawNote,
  drawReady,
  drawRunning,
  drawSuspended,
} from './marks';
import type { Paint } from './paint';
import { paintOf, penFor } from './paint';
import type { Scale } from './scale';
import type { Scene } from './scene';

export const laneHeight = 28;
export const rulerHeight = 22;

/** More arrows than this in sight are a grey mass, and say nothing. */
const mostArrows = 400;

/** Steps narrower than this have no arrows and no dots. */
const leastDetail = 3;

/**
 * Draws the lanes that are in sight. What it costs depends on the window's size, not on the trace's. The step that the replay
 * is at is no part of it: it moves over what is drawn (`Now`).
 */
export function drawLanes(canvas: HTMLCanvasElement, scene: Scene): void {
  const pen = penFor(canvas, scene.width, scene.height);
  if (!pen) return;
  const paint = paintOf(canvas, pen, scene.theme);
  const { rows, top, height, left } = scene;
  pen.font = paint.font;
  pen.textBaseline = 'middle';
  pen.translate(-left, -top);
  drawGaps(pen, scene, paint, top, height);
  const first = Math.max(0, Math.floor(top / laneHeight));
  const last = Math.min(rows.length, Math.ceil((top + height) / laneHeight));
  for (let at = first; at < last; at++) {
    const row = rows[at];
    const middle = (at + 0.5) * laneHeight;
    if (row?.kind === 'task') drawLane(pen, row.lane, middle, scene, paint);
    else if (row?.kind === 'group') {
      drawCrowd(pen, row.crowd, middle, scene, paint);
      drawBlocks(pen, row.blocks, middle, scene, paint);
    }
  }
  if (scene.scale.unit >= leastDetail) drawArrows(pen, first, last, scene, paint);
}

/** The times along the axis: one for each moment at which something happens, as far as there is room. */
export function drawRuler(canvas: HTMLCanvasElement, scene: Scene): void {
  const pen = penFor(canvas, scene.width, rulerHeight);
  if (!pen) return;
  const paint = paintOf(canvas, pen, scene.theme);
  const { loaded, scale, left, width } = scene;
  pen.font = paint.font;
  pen.textBaseline = 'middle';
  pen.translate(-left, 0);
  drawGaps(pen, scene, paint, 0, rulerHeight);
  for (const bookmark of scene.bookmarks) {
    const x = scale.start(bookmark) + scale.unit / 2;
    pen.fillStyle = paint.nowEdge;
    pen.beginPath();
    pen.moveTo(x - 5, 0);
    pen.lineTo(x + 5, 0);
    pen.lineTo(x, 7);
    pen.fill();
  }
  const { events } = loaded.shown.trace;
  let free = left - 1;
  for (let x = left; x <= left + width;) {
    const step = x === left ? scale.stepAt(x) : firstStepFrom(loaded, scale, x);
    const at = scale.start(step);
    if (step >= loaded.replay.steps.length) break;
    const text = String(
      roundMs(events.at(loaded.replay.steps.at(step)?.headline ?? Infinity)?.t ?? 0),
    );
    // What is in sight may begin within a time, which is then named at the edge.
    const place = Math.max(at, left);
    if (place >= free) {
      pen.strokeStyle = paint.quiet;
      if (at >= left) drawLine(pen, at + 0.5, 6, at + 0.5, rulerHeight);
      pen.fillStyle = paint.text;
      pen.fillText(text, place + 4, 11);
      free = place + pen.measureText(text).width + 16;
    }
    x = Math.max(at + 1, free);
  }
}

/** The first step at or after `x` with a time of its own: it follows a gap, or begins the axis. */
function firstStepFrom({ axis, replay }: Loaded, scale: Scale, x: number): number {
  const gap = axis.gaps.at(
    firstIndex(axis.gaps.length, (at) => (axis.gaps.at(at)?.end ?? 0) * scale.unit >= x),
  );
  return gap?.before ?? replay.steps.length;
}

function drawGaps(
  pen: CanvasRenderingContext2D,
  { loaded, scale, left, width }: Scene,
  paint: Paint,
  top: number,
  height: number,
): void {
  const { gaps } = loaded.axis;
  const { unit } = scale;
  const right = left + width;
  let index = firstIndex(gaps.length, (at) => (gaps.at(at)?.end ?? 0) * unit >= left);
  while (index < gaps.length) {
    const gap = gaps.at(index);
    if (!gap || gap.start * unit > right) break;
    drawGap(pen, gap, unit, paint, top, height);
    // Of gaps that are narrower than a pixel, one for each pixel is enough.
    const next = Math.floor(gap.end * unit) + 1;
    index =
      gap.end * unit - gap.start * unit >= 1
        ? index + 1
        : firstIndex(gaps.length, (at) => at > index && (gaps.at(at)?.end ?? 0) * unit >= next);
  }
}

function drawGap(
  pen: CanvasRenderingContext2D,
  gap: Gap,
  unit: number,
  paint: Paint,
  top: number,
  height: number,
): void {
  const x = gap.start * unit;
  const width = Math.max(1, (gap.end - gap.start) * unit);
  pen.globalAlpha = gap.blocked ? 0.2 : 0.07;
  pen.fillStyle = gap.blocked ? paint.failed : paint.text;
  pen.fillRect(x, top, width, height);
  pen.globalAlpha = 1;
  if (height !== rulerHeight) return;
  const text = durationLabel(gap.ms);
  if (width > pen.measureText(text).width + 8) {
    pen.fillStyle = gap.blocked ? paint.failed : paint.quiet;
    drawCentred(pen, text, x + width / 2, 11);
  }
}

function drawLane(
  pen: CanvasRenderingContext2D,
  lane: Lane,
  middle: number,
  scene: Scene,
  paint: Paint,
): void {
  const { scale, left, width } = scene;
  const { segments } = lane;
  const right = left + width;
  let index = firstIndex(segments.length, (at) => scale.start(segments.at(at)?.to ?? 0) >= left);
  while (index < segments.length) {
    const segment = segments.at(index);
    if (!segment || scale.start(segment.from) > right) break;
    drawSegment(pen, segment, middle, scene, paint);
    const end = scale.start(segment.to);
    // Of segments that are narrower than a pixel, one for each pixel is enough.
    index =
      end - scale.start(segment.from) >= 1
        ? index + 1
        : firstIndex(
            segments.length,
            (at) => at > index && scale.start(segments.at(at)?.to ?? 0) >= end + 1,
          );
  }
  drawBlocks(pen, lane.blocks, middle, scene, paint);
  if (scale.unit >= leastDetail) {
    const { outputs } = lane;
    const first = firstIndex(
      outputs.length,
      (at) => scale.start(outputs[at] ?? 0) >= left - scale.unit,
    );
    for (let at = first; at < outputs.length; at++) {
      const x = scale.start(outputs[at] ?? 0) + scale.unit / 2;
      if (x > right) break;
      drawDot(pen, x, middle, 2, paint.background);
    }
  }
  drawRaises(pen, lane, middle, scene, paint);
  if (lane.end === null) return;
  const x = scale.start(lane.end) + scale.unit / 2;
  if (lane.failed) cross(pen, x, middle, paint.failed);
  else drawDot(pen, x, middle, 4, paint.text);
}

/** Where an await of the task raised. */
function drawRaises(
  pen: CanvasRenderingContext2D,
  { raises }: Lane,
  middle: number,
  { scale, left, width }: Scene,
  paint: Paint,
): void {
  if (scale.unit < leastDetail) return;
  const first = firstIndex(
    raises.length,
    (at) => scale.start(raises[at] ?? 0) >= left - scale.unit,
  );
  for (let at = first; at < raises.length; at++) {
    const x = scale.start(raises[at] ?? 0) + scale.unit / 2;
    if (x > left + width) break;
    pen.beginPath();
    pen.moveTo(x, middle - 6);
    pen.lineTo(x + 6, middle);
    pen.lineTo(x, middle + 6);
    pen.lineTo(x - 6, middle);
    pen.closePath();
    pen.fillStyle = paint.failed;
    pen.fill();
    pen.strokeStyle = paint.background;
    pen.lineWidth = 1;
    pen.stroke();
  }
}

function drawSegment(
  pen: CanvasRenderingContext2D,
  segment: Segment,
  middle: number,
  scene: Scene,
  paint: Paint,
): void {
  const { scale, left, width: room } = scene;
  // A canvas need not know what is far outside of it.
  const x = Math.max(left - 10, scale.start(segment.from));
  const end = Math.min(left + room + 10, scale.start(segment.to));
  const width = Math.max(1, end - x);
  switch (segment.status) {
    case 'created':
      pen.lineWidth = 1;
      pen.strokeStyle = paint.quiet;
      drawLine(pen, x, middle, x + width, middle);
      return;
    case 'ready':
      drawReady(pen, x, width, middle, paint);
      return;
    case 'running':
      drawRunning(pen, x, width, middle, paint);
      return;
    case 'waiting': {
      drawSuspended(pen, x, width, middle, paint);
      const suspend = scene.loaded.shown.trace.events.at(segment.suspend ?? Infinity);
      if (width < 30 || suspend?.kind !== 'suspend') return;
      // In the middle of what can be seen, so that it is there while one scrolls.
      const from = Math.max(x, left);
      const to = Math.min(x + width, left + room);
      drawNote(
        pen,
        reasonLabel(suspend, scene.loaded.context),
        from,
        to,
        middle,
        paint.quiet,
        paint,
      );
    }
  }
}

/** Where a task's code holds the loop up: as high as the lane, from the step to where time goes on. */
function drawBlocks(
  pen: CanvasRenderingContext2D,
  blocks: readonly Block[],
  middle: number,
  { scale, left, width }: Scene,
  paint: Paint,
): void {
  const first = firstIndex(blocks.length, (at) => scale.start((blocks[at]?.step ?? 0) + 1) >= left);
  for (let at = first; at < blocks.length; at++) {
    const block = blocks[at];
    if (!block || scale.start(block.step) > left + width) break;
    const x = scale.start(block.step);
    const wide = Math.max(3, scale.start(block.step + 1) - x);
    pen.fillStyle = paint.failed;
    pen.fillRect(x, middle - 11, wide, 3);
    pen.fillRect(x, middle + 8, wide, 3);
    pen.strokeStyle = paint.failed;
    pen.lineWidth = 1;
    pen.strokeRect(x + 0.5, middle - 10.5, wide - 1, 21);
    const text = `${block.label}: ${durationLabel(block.ms)}`;
    if (wide < pen.measureText(text).width + 12) continue;
    pen.fillStyle = paint.background;
    pen.fillRect(x + 2, middle - 8, wide - 4, 16);
    pen.fillStyle = paint.failed;
    drawCentred(pen, text, x + wide / 2, middle);
  }
}

/** Who made whom runnable: from the lane of the one to the lane of the other. */
function drawArrows(
  pen: CanvasRenderingContext2D,
  firstRow: number,
  lastRow: number,
  { loaded, rows: all, scale, left, width }: Scene,
  paint: Paint,
): void {
  const { arrows } = loaded.lanes;
  const first = firstIndex(arrows.length, (at) => (arrows.at(at)?.step ?? 0) >= scale.stepAt(left));
  const beyond = firstIndex(
    arrows.length,
    (at) => (arrows.at(at)?.step ?? 0) > scale.stepAt(left + width),
  );
  if (beyond - first > mostArrows * 10) return;
  const rows = new Map<number, number>();
  for (let row = firstRow; row < lastRow; row++) {
    const shown = all[row];
    if (shown?.kind === 'task') rows.set(shown.lane.task.id, row);
    else if (shown?.kind === 'group' && !shown.open)
      for (const { task } of shown.lanes) rows.set(task.id, row);
  }
  const sought = Array.from({ length: beyond - first }, (_, index) => arrows.at(first + index));
  const shown = sought.flatMap((arrow) => {
    if (!arrow) return [];
    const from = rows.get(arrow.from);
    const to = rows.get(arrow.to);
    return from === undefined || to === undefined || from === to ? [] : [{ arrow, from, to }];
  });
  if (shown.length > mostArrows) return;
  for (const { arrow, from, to } of shown) drawArrow(pen, arrow, from, to, scale, paint);
}

function drawArrow(
  pen: CanvasRenderingContext2D,
  { step, created }: Arrow,
  from: number,
  to: number,
  scale: Scale,
  paint: Paint,
): void {
  const x = Math.round(scale.start(step) + scale.unit / 2) + 0.5;
  const down = to > from ? 1 : -1;
  const start = (from + 0.5) * laneHeight + 8 * down;
  const tip = (to + 0.5) * laneHeight - 6 * down;
  pen.strokeStyle = paint.text;
  pen.fillStyle = paint.text;
  pen.lineWidth = 1;
  pen.setLineDash(created ? [1, 2] : []);
  drawLine(pen, x, start, x, tip - 5 * down);
  pen.setLineDash([]);
  pen.beginPath();
  pen.moveTo(x - 3, tip - 5 * down);
  pen.lineTo(x + 3, tip - 5 * down);
  pen.lineTo(x, tip);
  pen.fill();
}

function cross(pen: CanvasRenderingContext2D, x: number, y: number, colour: string): void {
  pen.strokeStyle = colour;
  pen.lineWidth = 2;
  drawLine(pen, x - 4, y - 4, x + 4, y + 4);
  drawLine(pen, x - 4, y + 4, x + 4, y - 4);
}
