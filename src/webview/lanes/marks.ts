/** The marks that tell what a task does, in the lanes and in those of a comparison: `x` and `width` in pixels, `middle` that of the lane. */

import type { Paint } from './paint';

/** A box with stripes: it waits for its turn. */
export function drawReady(
  pen: CanvasRenderingContext2D,
  x: number,
  width: number,
  middle: number,
  paint: Paint,
): void {
  pen.lineWidth = 1;
  pen.fillStyle = paint.hatch;
  pen.fillRect(x, middle - 4.5, width, 9);
  pen.strokeStyle = paint.ready;
  if (width > 2) pen.strokeRect(x + 0.5, middle - 4.5, width - 1, 9);
}

/** A line of dots: it is suspended. */
export function drawSuspended(
  pen: CanvasRenderingContext2D,
  x: number,
  width: number,
  middle: number,
  paint: Paint,
): void {
  pen.strokeStyle = paint.waiting;
  pen.lineWidth = 2;
  pen.setLineDash([2, 3]);
  drawLine(pen, x, middle, x + width, middle);
  pen.setLineDash([]);
}

/** A filled box: it runs. */
export function drawRunning(
  pen: CanvasRenderingContext2D,
  x: number,
  width: number,
  middle: number,
  paint: Paint,
): void {
  pen.fillStyle = paint.running;
  pen.fillRect(x, middle - 8, width, 16);
}

/** A text in the middle of a stretch, in a gap of its line; none where there is no room for it. */
export function drawNote(
  pen: CanvasRenderingContext2D,
  text: string,
  from: number,
  to: number,
  middle: number,
  colour: string,
  paint: Paint,
): void {
  const needed = pen.measureText(text).width + 12;
  if (to - from < needed + 4) return;
  pen.fillStyle = paint.background;
  pen.fillRect((from + to - needed) / 2, middle - 8, needed, 16);
  pen.fillStyle = colour;
  drawCentred(pen, text, (from + to) / 2, middle);
}

/** A dot of this radius. */
export function drawDot(
  pen: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  colour: string,
): void {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.arc(x, y, radius, 0, 2 * Math.PI);
  pen.fill();
}

export function drawLine(
  pen: CanvasRenderingContext2D,
  x1: number,
  y1: number,
  x2: number,
  y2: number,
): void {
  pen.beginPath();
  pen.moveTo(x1, y1);
  pen.lineTo(x2, y2);
  pen.stroke();
}

/** A text around `x`. */
export function drawCentred(
  pen: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
): void {
  pen.textAlign = 'center';
  pen.fillText(text, x, y);
  pen.textAlign = 'start';
}
