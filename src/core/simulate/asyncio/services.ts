import { PyAsyncGenerator } from '../python/objects/functions';
import type { PyObject, Steps } from '../python/objects/object';
import { Unknown } from '../python/objects/unknown';
import { machine, perWalkthrough } from '../python/machine';
import { unknownItems } from '../python/operations/iterate';
import { assumedMs } from './assumed';
import { closeAsyncGenerator } from './async_generators';
import { EventLoop, runningEventLoop } from './base_events';
import { PyFuture } from './futures';
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
  return turn < unknownItems(value) ? turn : null;
}

/**
 * PEP 525: an asynchronous generator that is dropped is closed by a task of its own
 * (`BaseEventLoop._asyncgen_finalizer_hook`).
 */
function finalize(generator: PyAsyncGenerator): void {
  const loop = runningEventLoop();
  if (!loop?.asyncGenerators.delete(generator) || generator.state === 'closed') return;
  loop.callSoon(
    {
      run: () => void loop.createTask(closeAsyncGenerator(generator), null),
      label: 'BaseEventLoop.create_task',
      internal: true,
      task: null,
      waker: { kind: 'callback', task: machine.task, watch: null },
    },
    null,
  );
}

export function unreferenced(object: PyObject): void {
  if (object instanceof PyAsyncGenerator) finalize(object);
  else if (object instanceof PyFuture) object.reportNeverRetrieved();
}

export function roots(): Iterable<unknown> {
  return runningEventLoop()?.roots() ?? [];
}

export function isLoop(object: PyObject): boolean {
  return object instanceof EventLoop;
}

export function isAlone(): boolean {
  return runningEventLoop()?.isAlone ?? false;
}

/** PEP 525: the loop remembers the asynchronous generators that it must close at the end. */
export function firstIteration(generator: PyAsyncGenerator): void {
  const loop = runningEventLoop();
  if (!loop) return;
  loop.asyncGenerators.add(generator);
  machine.mortal.add(generator);
}
