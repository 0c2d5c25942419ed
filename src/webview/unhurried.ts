import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

/** Milliseconds without another change after which what nobody sees follows too. */
const restAfter = 100;

/**
 * What a part of the page shows of what changes with the steps: the latest while any of `element` is in sight. Out of sight it
 * follows when the steps rest, for screen readers and searches: who scrubs must not wait for what nobody sees. Of other
 * `loaded` it is the latest at once.
 */
export function useUnhurried<T>(element: RefObject<Element | null>, latest: T, loaded: unknown): T {
  const inSight = useRef(true);
  const shown = useRef({ value: latest, loaded });
  const [, again] = useState(0);
  if (inSight.current || shown.current.loaded !== loaded) shown.current = { value: latest, loaded };
  const { value } = shown.current;
  useEffect(() => {
    if (!element.current) return undefined;
    const observer = new IntersectionObserver((changes) => {
      inSight.current = changes.at(-1)?.isIntersecting ?? true;
      if (inSight.current) again((count) => count + 1);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  useEffect(() => {
    if (value === latest) return undefined;
    const timer = setTimeout(() => {
      shown.current = { value: latest, loaded };
      again((count) => count + 1);
    }, restAfter);
    return () => clearTimeout(timer);
  }, [latest, loaded]);
  return value;
}
