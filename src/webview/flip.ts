import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { LoopState } from '../core/replay/state';

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
 * Lets chips glide from where they were to where they are: measured before and after a step, when there is another `state`, inside
 * `area`, and animated by the difference. A chip is known by its `data-chip`. A jump over several steps is none that
 * the eye could follow, so there nothing moves.
 */
export function useGlide(
  area: RefObject<HTMLElement | null>,
  state: LoopState,
  step: number,
  still: boolean,
): void {
  /** Null while nobody knows where the chips were. */
  const before = useRef<ReadonlyMap<string, DOMRect> | null>(null);
  const beforeStep = useRef(step);
  const flying = useRef<readonly Animation[]>([]);
  useLayoutEffect(() => {
    const root = area.current;
    if (!root || still) return undefined;
    const by = Math.abs(step - beforeStep.current);
    beforeStep.current = step;
    // An element may show another chip now: it must not fly on for the one before.
    for (const animation of flying.current) animation.cancel();
    flying.current = [];
    if (by > 1) {
      before.current = null;
      const timer = setTimeout(() => (before.current = placesIn(root)), settleAfter);
      return () => clearTimeout(timer);
    }
    const old = before.current;
    const now = placesIn(root);
    before.current = now;
    if (by === 1 && old && now)
      flying.current = [...root.querySelectorAll<HTMLElement>('[data-chip]')].flatMap((chip) => {
        const id = chip.dataset.chip ?? '';
        const place = now.get(id);
        return (place && glide(chip, old.get(id), place)) ?? [];
      });
    return undefined;
  }, [state, still]);
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

/** Null for a chip that stays where it is. */
function glide(chip: HTMLElement, old: DOMRect | undefined, now: DOMRect): Animation | null {
  if (!old) return chip.animate([{ opacity: 0 }, { opacity: 1 }], { duration });
  const x = old.x - now.x;
  const y = old.y - now.y;
  if (Math.abs(x) < 1 && Math.abs(y) < 1) return null;
  return chip.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], {
    duration,
    easing: 'cubic-bezier(0.2, 0, 0, 1)',
  });
}
