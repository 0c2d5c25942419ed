import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { Analysis } from '../../src/core/analysis';
import type { Explanation } from '../../src/core/explain/types';
import { languageIdOfFile } from '../../src/core/language';
import type { Position } from '../../src/core/position';
import type { SuspensionPoint } from '../../src/core/suspension/types';
import { record } from '../support/recordings';
import { reader } from '../support/syntax';
import type { Witnessed } from './claims';
import { refuted, refutedByNode } from './claims';
import { visitsOf } from './visits';

/** What `witness.py` tells of one program. */
export interface Testimony {
  readonly visits: readonly Witnessed[];
  /** What the program ended with, if that was an exception. */
  readonly error: string | null;
}

/** Which of what is said of a program its run has shown to be false. */
interface Judged {
  /** How many places were come to, or in JavaScript how often. */
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

/** Holds what a run by CPython has shown against what the explanations of its file say. */
export async function judge(file: string, { visits }: Testimony): Promise<Judged> {
  return explained(file, (analysis) =>
    visits.map((seen) => {
      const index = pointAt(analysis.suspensions.points, seen);
      const wrong = index < 0 ? null : refuted(analysis.explain(index), seen);
      return wrong === null ? null : contradiction(file, analysis.explain(index), seen, wrong);
    }),
  );
}

/** Records a program by Node, and does the same. */
export async function judgeByNode(file: string, node: string): Promise<Judged> {
  const { end } = await record(file, node, { timeout: 60_000 });
  return explained(file, (analysis) => {
    const { points } = analysis.suspensions;
    return visitsOf(end.trace).map((visit) => {
      const index = points.findIndex(({ range: { start } }) => isAt(start, visit));
      const wrong = index < 0 ? null : refutedByNode(analysis.explain(index), visit);
      return wrong === null ? null : contradiction(file, analysis.explain(index), visit, wrong);
    });
  });
}

async function explained(
  file: string,
  find: (analysis: Analysis) => readonly (string | null)[],
): Promise<Judged> {
  const analysis = await Analysis.open(
    reader,
    languageIdOfFile(file) ?? '',
    readFileSync(file, 'utf8'),
  );
  try {
    const found = find(analysis);
    const contradictions = new Set(found.filter((one) => one !== null));
    return { places: found.length, contradictions: [...contradictions] };
  } finally {
    analysis.dispose();
  }
}

function contradiction(
  file: string,
  { lens }: Explanation,
  { line, column }: Place,
  wrong: string,
): string {
  return `${path.basename(file)}:${line}:${column}: “${lens}”, ${wrong}`;
}

interface Place {
  readonly line: number;
  readonly column: number;
}

function isAt({ line, character }: Position, place: Place): boolean {
  return line + 1 === place.line && character + 1 === place.column;
}

/** Which point CPython means by a place: of an `async with` that is the statement or an item, of a comprehension its bracket. */
function pointAt(points: readonly SuspensionPoint[], seen: Witnessed): number {
  const { line, column, part } = seen;
  const isHere = ({ start }: SuspensionPoint['range']) => isAt(start, seen);
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
