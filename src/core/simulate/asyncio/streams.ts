import * as l10n from '@vscode/l10n';
import { PyTuple } from '../python/objects/containers';
import type { Steps, Value } from '../python/objects/object';
import { Unknown } from '../python/objects/unknown';
import { str } from '../python/operations/repr';
import { assumedDuration, assumedMs } from './assumed';
import { requireEventLoop } from './base_events';

/* Lib/asyncio/streams.py: what comes over a connection is unknown, and takes an assumed time. */

/** Waits for input or output of an assumed duration. */
export function* awaitIo(
  label: string,
  ms: number,
  waitsFor: 'network' | 'file' | 'process' | 'unknown',
): Steps {
  const loop = requireEventLoop();
  const future = loop.startIo(label, assumedDuration(label, ms), 'selector', { waitsFor });
  yield* future.await();
  return null;
}

export function* openConnection(host: Value, port: Value): Steps {
  const peer = `${str(host)}:${str(port)}`;
  yield* awaitIo(l10n.t('connection to {0}', peer), assumedMs.network, 'network');
  return new PyTuple([new Unknown('reader'), new Unknown('writer')]);
}

export function* startServer(_: Value, host: Value, port: Value): Steps {
  yield* awaitIo(l10n.t('server on {0}', `${str(host)}:${str(port)}`), 0, 'network');
  return new Unknown('server');
}
