import type { Loaded } from '../store';
import { drawLanes, drawRuler, laneHeight, rulerHeight } from './draw';
import { paintOf, penFor } from './paint';
import { threadTitle } from '../../core/replay/words';
import type { LaneRow } from './rows';
import { familyRows } from './rows';
import { scaleOf } from './scale';
import type { Scene } from './scene';

/** Room for the names, in CSS pixels. */
const names = 220;

/** What fits into a picture; the browser's limit is larger, but nobody looks at more. */
const mostLanes = 300;
const widest = 8_000;

/** Pixels of a step, where all steps have room. */
const comfortable = 18;

/** The lanes as a PNG, in the colours of the page; of very many, the first. */
export async function pictureOf(loaded: Loaded, theme: number): Promise<Uint8Array> {
  const { axis } = loaded;
  const lanes = loaded.lanes.lanes.slice(0, mostLanes);
  const rows = familyRows(lanes, '', new Set());
  const unit = Math.min(comfortable, widest / Math.max(1, axis.length));
  const width = Math.ceil(axis.length * unit) + 8;
  const height = rows.length * laneHeight + 8;
  // They hang in the page while they are drawn, as they take their colours from it.
  const parts = [0, 1, 2].map(() => document.createElement('canvas'));
  const [ruler, drawing, whole] = parts;
  if (!ruler || !drawing || !whole) return new Uint8Array();
  const host = document.querySelector('.lanes') ?? document.body;
  for (const part of parts) part.hidden = true;
  host.append(...parts);
  try {
    const scene: Scene = {
      ...{ loaded, rows, width, height, theme, bookmarks: [], left: 0, top: 0 },
      scale: scaleOf(axis, width, unit),
    };
    drawRuler(ruler, scene);
    drawLanes(drawing, scene);
    const pen = penFor(whole, names + width, rulerHeight + height);
    if (!pen) return new Uint8Array();
    const paint = paintOf(whole, pen, theme);
    pen.fillStyle = paint.background;
    pen.fillRect(0, 0, names + width, rulerHeight + height);
    pen.drawImage(ruler, names, 0, width, rulerHeight);
    pen.drawImage(drawing, names, rulerHeight, width, height);
    pen.font = paint.font;
    pen.textBaseline = 'middle';
    pen.fillStyle = paint.text;
    for (const [at, row] of rows.entries()) {
      const x = 8 + (row.kind === 'task' ? Math.min(row.depth, 6) * 12 : 0);
      pen.fillText(nameOf(row), x, rulerHeight + (at + 0.5) * laneHeight, names - x - 8);
    }
    return await bytesOf(whole);
  } finally {
    for (const part of parts) part.remove();
  }
}

function nameOf(row: LaneRow): string {
  if (row.kind === 'thread') return threadTitle(row.thread);
  if (row.kind === 'group') return row.crowd.name;
  const { task } = row.lane;
  return task.name.includes(task.function) ? task.name : `${task.name} ${task.function}`;
}

async function bytesOf(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0));
}
