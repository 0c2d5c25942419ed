import type { PyAsyncGenerator } from '../python/objects/functions';
import type { Steps } from '../python/objects/object';
import { Unknown } from '../python/objects/unknown';
import { perWalkthrough } from '../python/machine';
import { unknownTurns } from '../python/operations/iterate';
import { assumedMs } from './assumed';
import type { EventLoop } from './base_events';
import { runningLoop } from './events';
import { awaitIo } from './streams';

/* What the evaluator asks of the loop (`LoopServices` in python/machine.ts). */

/** Awaiting something the source does not define: input or output of an assumed duration. */
export function* awaitUnknown(value: Unknown, text: string): Steps {
  const waitsFor = guess(text);
  yield* awaitIo(
    value.io ?? text,
    assumedMs[waitsFor === 'unknown' ? 'other' : waitsFor],
    waitsFor,
  );
  return new Unknown(text);
}

/** What the words of an awaited expression say of it; a parameter named `session` has no other type. */
function guess(text: string): 'network' | 'file' | 'process' | 'unknown' {
  if (/session|client|http|respon|request|socket|\bws\b|websocket|url|fetch|download/i.test(text)) {
    return 'network';
  }
  if (/file|\bread_text|\bwrite_text/i.test(text)) return 'file';
  return /subprocess|\bproc(ess)?\b/i.test(text) ? 'process' : 'unknown';
}

const turns = perWalkthrough(() => new WeakMap<Unknown, number>());

export function unknownTurn(value: Unknown): number | null {
  const turn = turns().get(value) ?? 0;
  turns().set(value, turn + 1);
  return turn < unknownTurns ? turn : null;
}

/** PEP 525: the loop remembers the asynchronous generators that it must close at the end. */
export function firstIteration(generator: PyAsyncGenerator): void {
  (runningLoop() as EventLoop | null)?.asyncGenerators.add(generator);
}
