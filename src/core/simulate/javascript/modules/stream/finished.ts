import type { Value } from '../../values/object';
import type { StreamObject, Streams } from './state';

interface Sides {
  readonly readable?: boolean;
  readonly writable?: boolean;
}

/** `eos` of lib/internal/streams/end-of-stream.js: calls back once, when the wanted sides are over. Gives its clean-up. */
export function whenFinished(
  streams: Streams,
  stream: StreamObject,
  { readable = true, writable = true }: Sides,
  callback: (error: Value) => void,
): () => void {
  const readableState = readable ? stream.readable : null;
  const writableState = writable ? stream.writable : null;
  let called = false;
  const done = (error: Value): void => {
    if (called) return;
    called = true;
    callback(error);
  };
  // A stream that closes itself is over when it says so.
  const closes =
    stream.autoDestroy &&
    stream.emitClose &&
    !stream.closed &&
    (stream.readable !== null) === (readableState !== null) &&
    (stream.writable !== null) === (writableState !== null);
  const maybe = (): void => {
    if (closes) return;
    const over =
      (!readableState || readableState.endEmitted) && (!writableState || writableState.finished);
    if (over) done(undefined);
  };
  const onClose = (): void => {
    if (stream.errored !== null) done(stream.errored);
    else if (
      (readableState && !readableState.endEmitted) ||
      (writableState && !writableState.finished)
    )
      done(streams.error('Error', 'ERR_STREAM_PREMATURE_CLOSE', 'Premature close'));
    else done(undefined);
  };
  const listeners = [
    ['end', maybe],
    ['finish', maybe],
    ['error', ([error]: Value[]) => done(error)],
    ['close', onClose],
  ] as const;
  const registered = listeners.map(
    ([event, code]) => [event, streams.listen(stream, event, code)] as const,
  );
  if (stream.closed) streams.tick('onclosed', onClose);
  return () => {
    called = true;
    for (const [event, listener] of registered) streams.unlisten(stream, event, listener);
  };
}
