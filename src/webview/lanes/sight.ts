import { useEffect, useLayoutEffect, useState } from 'preact/hooks';
import { changedTheme } from './paint';

/** What of a box that scrolls can be seen, in pixels. */
export interface Seen {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Until the box has been measured. */
export const seenAtFirst: Seen = { left: 0, top: 0, width: 600, height: 300 };

export interface Box {
  readonly current: HTMLDivElement | null;
}

export type SetSeen = (change: (before: Seen) => Seen) => void;

/** Keeps track of what of the box can be seen; `again` is another value when there may be another box. */
export function useSeen(box: Box, set: SetSeen, again?: unknown): void {
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const look = (): void => {
      const {
        scrollLeft: left,
        scrollTop: top,
        clientWidth: width,
        clientHeight: height,
      } = element;
      // What is known already, as after a zoom, need not be drawn again.
      set((before) =>
        before !== seenAtFirst &&
        before.left === left &&
        before.top === top &&
        before.width === width &&
        before.height === height
          ? before
          : { left, top, width, height },
      );
    };
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    look();
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [box, set, again]);
}

/** The version of the theme: a canvas does not follow its changes by itself. */
export function useTheme(): number {
  const [version, setVersion] = useState(changedTheme);
  useEffect(() => {
    const observer = new MutationObserver(() => setVersion(changedTheme()));
    observer.observe(document.documentElement, { attributeFilter: ['style', 'class'] });
    observer.observe(document.body, { attributeFilter: ['class'] });
    // Of what changed while nobody watched nothing is known.
    setVersion(changedTheme());
    return () => observer.disconnect();
  }, []);
  return version;
}

/** The style of a canvas of this size in CSS pixels. */
export function sizeOf(width: number, height: number) {
  return { width: `${width}px`, height: `${height}px` };
}
