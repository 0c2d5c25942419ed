import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Loaded } from '../store';
import { paintOf, penFor } from './paint';
import { sizeOf } from './sight';

const height = 24;

interface Props {
  readonly loaded: Loaded;
  /** The version of the theme. */
  readonly theme: number;
  /** Where the replay is, from 0 to 1. */
  readonly now: number;
  readonly width: number;
  /** What part of the axis is in sight, from 0 to 1. */
  readonly from: number;
  readonly to: number;
  /** Brings a place of the axis, from 0 to 1, into the middle of what is in sight. */
  readonly look: (at: number) => void;
}

/** The whole replay in one strip: how busy it is, what holds the loop up, and which part of it the lanes show. */
export function Minimap({ loaded, theme, now, width, from, to, look }: Props) {
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
  }, [loaded, theme, width]);
  const lookAt = (event: PointerEvent & { readonly currentTarget: HTMLElement }): void => {
    if (event.buttons !== 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const box = event.currentTarget.getBoundingClientRect();
    look((event.clientX - box.left) / box.width);
  };
  return (
    <div
      class="minimap"
      style={sizeOf(width, height)}
      aria-hidden="true"
      onPointerDown={lookAt}
      onPointerMove={lookAt}
    >
      <canvas ref={canvas} style={sizeOf(width, height)} />
      <div class="now" style={{ transform: `translateX(${now * width - 1}px)` }} />
      <div
        class="sight"
        style={{
          width: `${Math.max(6, (to - from) * width)}px`,
          transform: `translateX(${from * width}px)`,
        }}
      />
    </div>
  );
}
