import type { List } from '../trace/list';
import { Numbers } from '../trace/list';
import type { LongTrace } from '../trace/read';
import type { TraceEvent } from '../trace/format';
import type { Collector } from './collect';
import { collected } from './collect';

/** A line on the console. The two streams never share one. */
export interface ConsoleLine {
  /** Unique among the lines, and the same at every step. */
  readonly key: string;
  /** The index of the event that began it. */
  readonly event: number;
  /** The task that began it; null for module code and callbacks. */
  readonly task: number | null;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** Of many outputs only the last are looked at. */
const mostOutputs = 2_000;

/** The events of a trace that print: their indices. */
export function outputsOf({ events }: Pick<LongTrace, 'events'>): Float64Array<ArrayBuffer> {
  return collected(events, outputCollector());
}

/** Finds the same. */
export function outputCollector(): Collector<Float64Array<ArrayBuffer>> {
  const outputs = new Numbers();
  return {
    add: ({ kind }, index) => {
      if (kind === 'output') outputs.push(index);
    },
    take: () => outputs.take(),
  };
}

/**
 * What is on the console after the first `printed` outputs: of many, the last lines.
 */
export function linesOf(
  events: List<TraceEvent>,
  outputs: Readonly<Float64Array>,
  printed: number,
): ConsoleLine[] {
  const lines: { -readonly [K in keyof ConsoleLine]: ConsoleLine[K] }[] = [];
  const open = new Map<string, (typeof lines)[number]>();
  for (let output = Math.max(0, printed - mostOutputs); output < printed; output++) {
    const index = outputs[output] ?? Infinity;
    const event = events.at(index);
    if (event?.kind !== 'output') continue;
    const { task, stream } = event;
    const parts = event.text.split('\n');
    for (const [number, text] of parts.entries()) {
      const isLast = number === parts.length - 1;
      if (isLast && text === '') break;
      let line = open.get(stream);
      if (line) line.text += text;
      else lines.push((line = { key: `${output}.${number}`, event: index, task, stream, text }));
      if (isLast) open.set(stream, line);
      else open.delete(stream);
    }
  }
  return lines;
}
