/** From milliseconds of both traces to pixels and back. */
export interface TimeScale {
  /** Pixels of a millisecond. */
  readonly unit: number;
  readonly width: number;
}

/** Browsers lay out nothing that is wider than about 2^25 pixels. */
const widest = 16_000_000;

/** Of a trace that takes no time at all, as a walkthrough without timers, a millisecond is shown. */
const leastMs = 1;

/** The scale at which `endMs` milliseconds take `zoom` times the room, in pixels. */
export function timeScaleOf(endMs: number, room: number, zoom: number): TimeScale {
  const width = Math.max(room, Math.min(widest, room * zoom));
  return { unit: width / Math.max(leastMs, endMs), width };
}

/** Round numbers of ms for the ruler, from the first at or after `from` on, at least `apart` pixels from each other. */
export function* ticks(
  { unit }: TimeScale,
  from: number,
  to: number,
  apart: number,
): Generator<number> {
  const least = apart / unit;
  const power = 10 ** Math.floor(Math.log10(least));
  const step = ([1, 2, 5, 10].find((factor) => factor * power >= least) ?? 10) * power;
  for (let count = Math.ceil(from / step); count * step <= to; count++) yield count * step;
}
