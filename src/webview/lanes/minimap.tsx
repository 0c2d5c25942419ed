import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Loaded } from '../store';
import { paintOf, penFor } from './paint';

const height = 24;

interface Props {
  readonly loaded: Loaded;
  /** The version of the theme. */
  readonly theme: number;
  readonly step: number;
  readonly width: number;
  /** What part of the axis is in sight, from 0 to 1. */
  readonly from: number;
  readonly to: number;
  /** Brings a place of the axis, from 0 to 1, into the middle of what is in sight. */
  readonly look: (at: number) => void;
}

/** The whole replay in one strip: how busy it is, what holds the loop up, and which part of it the lanes show. */
export function Minimap({ loaded, theme, step, width, from, to, look }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const pen = canvas.current && penFor(canvas.current, width, height);
    if (!canvas.current || !pen) return;
    const paint = paintOf(canvas.current, pen, theme);
    const { running, blocked } = loaded;
    const most = Math.max(1, ...running);
    const wide = width / running.length;
    for (let column = 0; column < running.length; column++) {
      const high = ((running[column] ?? 0) / most) * (height - 4);
      pen.fillStyle = (blocked[column] ?? 0) > 0 ? paint.failed : paint.running;
      pen.fillRect(column * wide, height - high, Math.max(1, wide), high);
    }
    const { axis } = loaded;
    pen.fillStyle = paint.nowEdge;
    pen.fillRect(((axis.starts[step] ?? 0) / Math.max(1, axis.length)) * width - 1, 0, 2, height);
    pen.strokeStyle = paint.text;
    pen.lineWidth = 2;
    pen.strokeRect(from * width + 1, 1, Math.max(6, (to - from) * width) - 2, height - 2);
  });
  const lookAt = (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
    if (event.buttons !== 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const box = event.currentTarget.getBoundingClientRect();
    look((event.clientX - box.left) / box.width);
  };
  return (
    <canvas
      ref={canvas}
      class="minimap"
      style={{ width: `${width}px`, height: `${height}px` }}
      aria-hidden="true"
      onPointerDown={lookAt}
      onPointerMove={lookAt}
    />
  );
}
