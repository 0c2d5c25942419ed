import { useEffect, useRef, useState } from 'preact/hooks';
import type { Replay } from '../core/replay/replay';

/** Events for which keyframes are made at once: about a millisecond or two. */
const preparedAtOnce = 1_000;

/** A step that is fewer events away from what is known is shown at once. */
const near = 10_000;

/** Milliseconds that the page works at a stretch while somebody waits for a step; then it hears keys and pointers. */
const stretch = 10;

/** Makes the keyframes of a long trace while nothing else is to be done, so that no jump takes long. */
export function usePreparing(replay: Replay | null): void {
  useEffect(() => {
    if (!replay) return undefined;
    const prepare = (idle: IdleDeadline): void => {
      let more: boolean;
      do more = replay.prepare(preparedAtOnce);
      while (more && idle.timeRemaining() > 3);
      if (more) handle = requestIdleCallback(prepare);
    };
    let handle = requestIdleCallback(prepare);
    return () => cancelIdleCallback(handle);
  }, [replay]);
}

/**
 * The step that can be shown: the wanted one, or, while all events before that one are gone through for the first time, the one
 * that was shown last. `share`: how much of the way to it has been gone, from 0 to 1; null once it is there.
 */
export function useReached(
  replay: Replay,
  wanted: number,
): { readonly step: number; readonly share: number | null } {
  const shown = useRef({ replay, step: 0 });
  const [, again] = useState(0);
  const there = replay.isNear(wanted, near);
  if (there || shown.current.replay !== replay)
    shown.current = { replay, step: there ? wanted : 0 };
  useEffect(() => {
    if (there) return undefined;
    const goOn = (): void => {
      const end = performance.now() + stretch;
      while (performance.now() < end && replay.prepare(preparedAtOnce));
      again((count) => count + 1);
      timer = setTimeout(goOn);
    };
    let timer = setTimeout(goOn);
    return () => clearTimeout(timer);
  }, [replay, wanted, there]);
  return { step: shown.current.step, share: there ? null : replay.preparedFor(wanted) };
}
