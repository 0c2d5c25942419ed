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

/**
 * Lets chips glide from where they were to where they are: measured before and after a step, inside
 * `area`, and animated by the difference. A chip is known by its `data-chip`.
 */
export function useGlide(area: RefObject<HTMLElement | null>, step: number, still: boolean): void {
  const before = useRef(new Map<string, DOMRect>());
  const beforeStep = useRef(step);
  useLayoutEffect(() => {
    const root = area.current;
    if (!root) return;
    const origin = root.getBoundingClientRect();
    const after = new Map<string, DOMRect>();
    const moved = beforeStep.current !== step && !still;
    for (const chip of root.querySelectorAll<HTMLElement>('[data-chip]')) {
      const id = chip.dataset.chip ?? '';
      const { x, y, width, height } = chip.getBoundingClientRect();
      const now = new DOMRect(x - origin.x, y - origin.y, width, height);
      after.set(id, now);
      const old = before.current.get(id);
      if (moved) glide(chip, old, now);
    }
    before.current = after;
    beforeStep.current = step;
  });
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
