import * as l10n from '@vscode/l10n';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { IconButton } from '../icon-button';
import { useKeyDown } from '../keydown';
import { keyAction } from '../keys';
import type { Box } from './sight';

/** One press of a zoom key, or button, makes what is shown so many times wider. */
const zoomStep = 1.5;

/** Pixels that the wheel turns for a zoom by `e`. */
const wheelLength = 300;

export interface Zoom {
  /** Makes what is shown so many times wider; what is at `x`, in pixels from the box's left edge, stays there if it is given. */
  readonly zoom: (by: number, x?: number) => void;
  readonly fit: () => void;
}

/** Zooms by the keys, and by the wheel with Ctrl over the box; `again` is another value when there may be another box. */
export function useZoomInput(box: Box, { zoom, fit }: Zoom, again?: unknown): void {
  const latest = useRef(zoom);
  useLayoutEffect(() => {
    latest.current = zoom;
  });
  useLayoutEffect(() => {
    const element = box.current;
    const wheel = (event: WheelEvent): void => {
      if (!event.ctrlKey || !element) return;
      event.preventDefault();
      const x = event.clientX - element.getBoundingClientRect().left;
      latest.current(Math.exp(-event.deltaY / wheelLength), x);
    };
    element?.addEventListener('wheel', wheel, { passive: false });
    return () => element?.removeEventListener('wheel', wheel);
  }, [box, again]);
  useKeyDown((event) => {
    const action = keyAction(event);
    if (action === 'zoomIn') zoom(zoomStep);
    else if (action === 'zoomOut') zoom(1 / zoomStep);
    else if (action === 'fit') fit();
  });
}

/** The same by buttons. */
export function ZoomButtons({ zoom, fit }: Zoom) {
  return (
    <>
      <IconButton
        icon="zoom-out"
        title={l10n.t('Zoom Out (Shift+Z)')}
        act={() => zoom(1 / zoomStep)}
      />
      <IconButton icon="zoom-in" title={l10n.t('Zoom In (Z)')} act={() => zoom(zoomStep)} />
      <IconButton icon="screen-full" title={l10n.t('Fit Everything (0)')} act={fit} />
    </>
  );
}
