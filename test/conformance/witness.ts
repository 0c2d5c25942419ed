import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Analysis } from '../../src/core/analysis';
import type { SuspensionPoint } from '../../src/core/suspension/types';
import { reader } from '../support/syntax';
import type { Witnessed } from './claims';
import { refuted } from './claims';

/** What `witness.py` tells of one program. */
export interface Testimony {
  readonly visits: readonly Witnessed[];
  /** What the program ended with, if that was an exception. */
  readonly error: string | null;
}

/** Which of what is said of a program its run has shown to be false. */
export interface Judged {
  /** How many places were come to. */
  readonly places: number;
  readonly contradictions: readonly string[];
}

/** Runs programs in Python, one after another, with a CPython from 3.12 on. */
export async function* testimonies(
  python: string,
  files: readonly string[],
): AsyncGenerator<Testimony> {
  const script = path.join(__dirname, 'witness.py');
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(files.join('\n'));
  for await (const line of createInterface({ input: child.stdout }))
    yield JSON.parse(line) as Testimony;
}

/** Holds what a run has shown against what the explanations of its file say. */
export async function judge(file: string, { visits }: Testimony): Promise<Judged> {
  const analysis = await Analysis.open(reader, 'python', readFileSync(file, 'utf8'));
  try {
    const { points } = analysis.suspensions;
    const contradictions = visits.flatMap((seen) => {
      const index = pointAt(points, seen);
      if (index < 0) return [];
      const explanation = analysis.explain(index);
      const wrong = refuted(explanation, seen);
      const place = `${path.basename(file)}:${seen.line}:${seen.column}`;
      return wrong === null ? [] : [`${place}: “${explanation.lens}”, ${wrong}`];
    });
    return { places: visits.length, contradictions };
  } finally {
    analysis.dispose();
  }
}

/** Which point CPython means by a place: of an `async with` that is the statement or an item, of a comprehension its bracket. */
function pointAt(points: readonly SuspensionPoint[], { line, column, part }: Witnessed): number {
  const isHere = ({ start }: SuspensionPoint['range']) =>
    start.line + 1 === line && start.character + 1 === column;
  const found = points.findIndex(
    ({ keyword, range, operands }) =>
      isHere(range) || (keyword === 'async with' && operands.some(isHere)),
  );
  if (found >= 0 || part !== 'next') return found;
  return points.findIndex(
    ({ keyword, range: { start } }) =>
      keyword === 'async comprehension' &&
      (start.line + 1 > line || (start.line + 1 === line && start.character + 1 > column)),
  );
}
