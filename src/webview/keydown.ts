import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Hears every key that is pressed in the page. A layout effect: a key acts on what is shown from the moment at which it is shown. The
 * page keeps one listener: one that is replaced while a key is being heard elsewhere does not hear that key, and to replace it costs
 * every frame.
 */
export function useKeyDown(listener: (event: KeyboardEvent) => void): void {
  const latest = useRef(listener);
  useLayoutEffect(() => {
    latest.current = listener;
  });
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent): void => latest.current(event);
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, []);
}
