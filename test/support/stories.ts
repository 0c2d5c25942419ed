import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Analysis } from '../../src/core/analysis';
import { languageIdOfFile } from '../../src/core/language';
import { walkThrough } from '../../src/core/simulate/walkthrough';
import type { Trace } from '../../src/core/trace/format';
import { record } from './recordings';
import { reader } from './syntax';

/** What a walkthrough and a recording of one program have to agree on. */
export interface Story {
  readonly stdout: readonly string[];
  /** Tasks by name, in the order of their creation, each with its suspensions: `LINE KEYWORD WAITS-FOR`. */
  readonly tasks: readonly (readonly [name: string, suspensions: readonly string[]])[];
}

export function storyOf({ stdout, tasks, events }: Trace): Story {
  const suspensions = new Map<number, string[]>(tasks.map(({ id }) => [id, []]));
  for (const event of events) {
    if (event.kind !== 'suspend') continue;
    suspensions.get(event.task)?.push(`${event.line ?? '?'} ${event.keyword} ${event.waitsFor}`);
  }
  return { stdout, tasks: tasks.map(({ id, name }) => [name, suspensions.get(id) ?? []]) };
}

/** What the source alone tells of a program that is run as a whole. */
export async function predictedStory(file: string): Promise<Story> {
  const text = readFileSync(file, 'utf8');
  const analysis = await Analysis.open(reader, languageIdOfFile(file) ?? '', text);
  try {
    const result = walkThrough(analysis.document, analysis.suspensions, {
      entry: { kind: 'module' },
      file: path.basename(file),
    });
    if (!('trace' in result)) throw new Error(result.problem);
    return storyOf(result.trace);
  } finally {
    analysis.dispose();
  }
}

/** What a real run tells. */
export async function recordedStory(file: string, interpreter: string): Promise<Story> {
  const { end, stderr } = await record(file, interpreter, { timeout: 60_000 });
  if (!end.recorded || end.problem !== null || end.status !== 0)
    throw new Error(`${path.basename(file)}: ${end.problem ?? `status ${end.status}`}\n${stderr}`);
  return storyOf(end.trace);
}
