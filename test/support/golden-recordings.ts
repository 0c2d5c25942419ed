import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Trace, TraceEvent } from '../../src/core/trace/format';

/** Programs of which what is recorded is kept beside them, as `NAME.trace.txt`. */
const goldenFolder = path.join(__dirname, '../fixtures/recording/golden');

export function goldenPrograms(language: 'node' | 'python'): string[] {
  const folder = path.join(goldenFolder, language);
  return readdirSync(folder)
    .filter((name) => /\.(m?js|py)$/.test(name))
    .map((name) => path.join(folder, name));
}

export function goldenFile(program: string): string {
  return program.replace(/\.\w+$/, '.trace.txt');
}

/**
 * A recording as lines of text without what differs from run to run and from Node to Node: times, turns of the loop, what Node does
 * for itself. Ids are numbered anew in the order in which they come.
 */
export function normalised({ tasks, events }: Trace): string {
  const numbers = new Map<string, number>();
  const renumber = (kind: string, id: number): number => {
    const key = `${kind} ${id}`;
    const number =
      numbers.get(key) ?? [...numbers.keys()].filter((name) => name.startsWith(kind)).length + 1;
    numbers.set(key, number);
    return number;
  };
  const kept = events.filter((event) => !isVolatile(event));
  const internal = new Set(
    events.flatMap((event) => (event.kind === 'callback' && event.internal ? [event.entry] : [])),
  );
  const lines = kept
    .filter(
      (event) =>
        !('entry' in event && typeof event.entry === 'number' && internal.has(event.entry)),
    )
    .map((event) =>
      JSON.stringify(event, (key, value: unknown) => {
        if (['t', 'due', 'ms', 'endLine', 'endColumn'].includes(key)) return undefined;
        if (key === 'entry' && typeof value === 'number') return renumber('entry', value);
        if (key === 'watch' && typeof value === 'number') return renumber('watch', value);
        if (key === 'watches') return (value as number[]).map((id) => renumber('watch', id));
        return value;
      }),
    );
  return [...tasks.map((task) => JSON.stringify(task)), ...lines, ''].join('\n');
}

function isVolatile(event: TraceEvent): boolean {
  if (event.kind === 'phase' || event.kind === 'block') return true;
  // Node's own resources come and go with its version.
  return (
    ['watch', 'fire', 'unwatch'].includes(event.kind) &&
    !('label' in event && event.label.includes('timer'))
  );
}
