import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Hears every key that is pressed in the page. A layout effect: a key acts on what is shown from the moment at which it is shown. The
 * page keeps its listeners, as to replace them costs every frame. All parts of the page hear a key as they were when it was pressed,
 * whatever the first of them to hear it does.
 */
export function useKeyDown(listener: (event: KeyboardEvent) => void): void {
  const latest = useRef(listener);
  useLayoutEffect(() => {
    latest.current = listener;
  });
  useLayoutEffect(() => {
    let hears = latest.current;
    const prepare = (): void => void (hears = latest.current);
    const press = (event: KeyboardEvent): void => hears(event);
    window.addEventListener('keydown', prepare, { capture: true });
    window.addEventListener('keydown', press);
    return () => {
      window.removeEventListener('keydown', prepare, { capture: true });
      window.removeEventListener('keydown', press);
    };
  }, []);
}
