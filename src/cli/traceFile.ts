import { readFile } from 'node:fs/promises';
import path from 'node:path';
import * as l10n from '@vscode/l10n';
import { decodeTrace } from '../core/trace/decode';
import type { Trace } from '../core/trace/format';
import { Problem } from './problem';
import { readBytes, textOf } from './source';

/** Whether `file` is named like a saved trace (`coffee.awaitlens.json`, or any other JSON file). */
export function isTraceFile(file: string): boolean {
  return path.extname(file).toLowerCase() === '.json';
}

/** Reads a saved trace. Errors: `Problem` where the file cannot be read or holds no trace that fits the format. */
export async function readTrace(file: string): Promise<Trace> {
  const text = textOf(await readBytes(file), file);
  const { trace, problems } = decodeTrace(parsed(text, file));
  if (trace) return trace;
  const [first = '', ...others] = problems;
  throw new Problem(
    others.length === 0
      ? l10n.t('{0} cannot be replayed: {1}', file, first)
      : l10n.t('{0} cannot be replayed: {1} ({2} more problems)', file, first, others.length),
  );
}

/**
 * The source that a trace names, for the sentences that quote it: looked for as named, then beside the trace. Empty
 * where it is gone; a replay needs no source.
 */
export async function sourceOf(trace: Trace, file: string): Promise<string> {
  for (const name of [trace.file, path.join(path.dirname(file), path.basename(trace.file))]) {
    const text = await readFile(name, 'utf8').catch(() => undefined);
    if (text !== undefined) return text;
  }
  return '';
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem(l10n.t('{0} is not JSON.', file));
  }
}
