import type { Trace } from '../trace/format';

/** A stretch of text on one line of the console; a line that is printed in parts has several. */
export interface ConsolePiece {
  /** Which of the trace's outputs it comes from, counted from 0: it is shown once `LoopState.printed` is larger. */
  readonly output: number;
  /** The task that printed it; null for module code and callbacks. */
  readonly task: number | null;
  readonly stream: 'stdout' | 'stderr';
  /** Number of the line on the console, from 0; the two streams never share a line. */
  readonly row: number;
  readonly text: string;
}

/** The output of a trace, cut into lines. */
export function consoleOf(trace: Trace): ConsolePiece[] {
  const pieces: ConsolePiece[] = [];
  const openRow = { stdout: -1, stderr: -1 };
  let rows = 0;
  let output = -1;
  for (const event of trace.events) {
    if (event.kind !== 'output') continue;
    output++;
    const { task, stream } = event;
    const lines = event.text.split('\n');
    for (const [number, text] of lines.entries()) {
      const open = number === lines.length - 1;
      if (open && text === '') break;
      const row = openRow[stream] < 0 ? rows++ : openRow[stream];
      pieces.push({ output, task, stream, row, text });
      openRow[stream] = open ? row : -1;
    }
  }
  return pieces;
}
