import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

const duration = 240;

/** Whether the user wants things to stay put: by this setting, VS Code's or the system's. */
export function stillness(reducedMotion: boolean): boolean {
  return (
    reducedMotion ||
    document.body.classList.contains('vscode-reduce-motion') ||
    window.matchMedia('(prefers-reduced-motion: reduce)').matches
  );
}

/** More chips than this are not watched: nobody could follow them, and to measure them takes longer than a frame. */
const mostWatched = 80;

/** Milliseconds after a jump until the chips are measured again: who scrubs jumps many times a second. */
const settleAfter = 100;

/**
 * Lets chips glide from where they were to where they are: measured before and after a step, inside
 * `area`, and animated by the difference. A chip is known by its `data-chip`. A jump over several steps is none that
 * the eye could follow, so there nothing moves.
 */
export function useGlide(area: RefObject<HTMLElement | null>, step: number, still: boolean): void {
  /** Null while nobody knows where the chips were. */
  const before = useRef<ReadonlyMap<string, DOMRect> | null>(null);
  const beforeStep = useRef(step);
  useLayoutEffect(() => {
    const root = area.current;
    if (!root || still) return undefined;
    const by = Math.abs(step - beforeStep.current);
    beforeStep.current = step;
    if (by > 1) {
      before.current = null;
      const timer = setTimeout(() => (before.current = placesIn(root)), settleAfter);
      return () => clearTimeout(timer);
    }
    const old = before.current;
    const now = placesIn(root);
    before.current = now;
    if (by === 1 && old && now)
      for (const chip of root.querySelectorAll<HTMLElement>('[data-chip]')) {
        const id = chip.dataset.chip ?? '';
        const place = now.get(id);
        if (place) glide(chip, old.get(id), place);
      }
    return undefined;
  });
}

/** Where each chip is, inside of `root`; null if there are too many. */
function placesIn(root: HTMLElement): ReadonlyMap<string, DOMRect> | null {
  const chips = root.querySelectorAll<HTMLElement>('[data-chip]');
  if (chips.length > mostWatched) return null;
  const origin = root.getBoundingClientRect();
  return new Map(
    [...chips].map((chip) => {
      const { x, y, width, height } = chip.getBoundingClientRect();
      return [chip.dataset.chip ?? '', new DOMRect(x - origin.x, y - origin.y, width, height)];
    }),
  );
}

function glide(chip: HTMLElement, old: DOMRect | undefined, now: DOMRect): void {
  if (!old) {
    chip.animate([{ opacity: 0 }, { opacity: 1 }], { duration });
    return;
  }
  const x = old.x - now.x;
  const y = old.y - now.y;
  if (Math.abs(x) < 1 && Math.abs(y) < 1) return;
  chip.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], {
    duration,
    easing: 'cubic-bezier(0.2, 0, 0, 1)',
  });
}
