import { useEffect, useRef, useState } from 'preact/hooks';
import type { Replay } from '../core/replay/replay';

/** Events for which keyframes are made at once: about a millisecond or two. */
const preparedAtOnce = 1_000;

/** A step that is fewer events away from what is known is shown at once: in the time of a few keyframes. */
const near = 4_000;

/** Milliseconds that the page works at a stretch while somebody waits for a step: then there is time to draw a frame. */
const stretch = 4;

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
 * that was shown last. `arrive` has to be called once the wanted one can be shown.
 */
export function useReached(
  replay: Replay,
  wanted: number,
): { readonly step: number; readonly there: boolean; readonly arrive: () => void } {
  const shown = useRef({ replay, step: 0 });
  const [, again] = useState(0);
  const there = replay.isNear(wanted, near);
  if (there || shown.current.replay !== replay)
    shown.current = { replay, step: there ? wanted : 0 };
  const { step } = shown.current;
  return { step, there, arrive: () => again((count) => count + 1) };
}

/** Goes on to the wanted step, a stretch at a time, and tells how much of the way is gone, from 0 to 1. */
export function useGoing(replay: Replay, wanted: number, arrive: () => void): number {
  const [share, setShare] = useState(() => replay.preparedFor(wanted));
  useEffect(() => {
    const goOn = (): void => {
      const end = performance.now() + stretch;
      while (performance.now() < end && !replay.isNear(wanted, near))
        replay.prepare(preparedAtOnce);
      setShare(replay.preparedFor(wanted));
      if (replay.isNear(wanted, near)) arrive();
      else timer = setTimeout(goOn);
    };
    let timer = setTimeout(goOn);
    return () => clearTimeout(timer);
  }, [replay, wanted]);
  return share;
}
