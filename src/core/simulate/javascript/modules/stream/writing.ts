import { invalidArgument } from '../../values/invalid_argument';
import { nodeError } from '../../values/throw';
import { isCallable } from '../../values/convert';
import type { Value } from '../../values/object';
import { JSObject } from '../../values/object';
import { Unknown } from '../../values/unknown';
import type { Chunk, StreamObject, Streams, WritableState } from './state';
import { sizeOf, toChunk } from './state';

/** The writing half of a stream (lib/internal/streams/writable.js). */
export class Writing {
  constructor(
    private readonly streams: Streams,
    private readonly stream: StreamObject,
    private readonly state: WritableState,
  ) {}

  /** `asked`: the encoding of a text, where one is given. */
  write(given: Value, asked: Value, callback: Value): boolean {
    const { state, stream, streams } = this;
    const problem =
      state.ended || state.ending
        ? streams.error('Error', 'ERR_STREAM_WRITE_AFTER_END', 'write after end')
        : stream.destroyed
          ? streams.error(
              'Error',
              'ERR_STREAM_DESTROYED',
              'Cannot call write after a stream was destroyed',
            )
          : null;
    if (problem) {
      if (isCallable(callback))
        streams.tick('write callback', () => void callback.call(undefined, [problem]));
      streams.errorOrDestroy(stream, problem);
      return false;
    }
    if (given === null)
      throw nodeError('TypeError', 'ERR_STREAM_NULL_VALUES', 'May not write null values to stream');
    const { data, encoding } = state.objectMode
      ? { data: given, encoding: asked }
      : this.decoded(given, asked ?? state.defaultEncoding);
    const size = sizeOf(data, state.objectMode);
    const chunk: Chunk = { data, size, encoding, callback };
    state.length += size;
    const room = state.length < state.highWaterMark;
    if (!room) state.needDrain = true;
    state.pendingCallbacks++;
    if (state.writing || state.corked > 0 || stream.errored !== null || !stream.constructed)
      state.buffered.push(chunk);
    else this.pass(chunk);
    return room && stream.errored === null && !stream.destroyed;
  }

  /** What a stream of bytes takes: a text as it is or as bytes, or bytes. */
  private decoded(given: Value, encoding: Value): Pick<Chunk, 'data' | 'encoding'> {
    const { realm } = this.streams;
    if (typeof given === 'string')
      return this.state.decodeStrings
        ? { data: toChunk(realm, given, encoding), encoding: 'buffer' }
        : { data: given, encoding };
    if (given instanceof JSObject || given instanceof Unknown)
      return { data: given, encoding: 'buffer' };
    const expected = 'of type string or an instance of Buffer, TypedArray, or DataView';
    throw invalidArgument('chunk', expected, given);
  }

  private pass(chunk: Chunk): void {
    const { state, stream, streams } = this;
    state.current = chunk;
    state.writing = true;
    state.sync = true;
    const implementation = streams.implementation(stream, 'write');
    const done = streams.native(([error]) => this.onWrite(error));
    if (implementation) implementation.call(stream, [chunk.data, chunk.encoding, done]);
    else this.passMany([chunk]);
    state.sync = false;
  }

  /** `writev`, where that is all there is. */
  private passMany(chunks: readonly Chunk[]): void {
    const { stream, streams } = this;
    const { realm } = streams;
    const done = streams.native(([error]) => this.onWrite(error));
    const implementation = streams.implementation(stream, 'writev');
    if (!implementation) {
      const text = 'The _write() method is not implemented';
      this.onWrite(streams.error('Error', 'ERR_METHOD_NOT_IMPLEMENTED', text));
      return;
    }
    const list = chunks.map(({ data, encoding }) =>
      realm.object().put('chunk', data).put('encoding', encoding),
    );
    implementation.call(stream, [realm.array(list), done]);
  }

  private onWrite(error: Value): void {
    const { state, stream, streams } = this;
    const { current, sync } = state;
    if (!current) return;
    state.writing = false;
    state.current = null;
    state.length -= current.size;
    const { callback } = current;
    if (error !== null && error !== undefined) {
      stream.errored ??= error;
      const fail = (): void => {
        state.pendingCallbacks--;
        if (isCallable(callback)) callback.call(undefined, [error]);
        streams.errorOrDestroy(stream, error);
      };
      if (sync) streams.tick('onwriteError', fail);
      else fail();
      return;
    }
    if (state.buffered.length > 0) this.clearBuffer();
    const scheduled = state.afterWriteScheduled;
    if (!sync) this.afterWrite(1, callback);
    else if (scheduled && scheduled.callback === callback) scheduled.count++;
    else if (callback === undefined && !state.needDrain) {
      state.pendingCallbacks--;
      this.finishMaybe(true);
    } else {
      const next = { count: 1, callback };
      state.afterWriteScheduled = next;
      streams.tick('afterWriteTick', () => {
        if (state.afterWriteScheduled === next) state.afterWriteScheduled = null;
        this.afterWrite(next.count, callback);
      });
    }
  }

  private afterWrite(count: number, callback: Value): void {
    const { state, stream, streams } = this;
    const drained = !state.ending && !stream.destroyed && state.length === 0 && state.needDrain;
    if (drained) {
      state.needDrain = false;
      streams.emit(stream, 'drain');
    }
    for (let n = 0; n < count; n++) {
      state.pendingCallbacks--;
      if (isCallable(callback)) callback.call(undefined, [null]);
    }
    this.finishMaybe(false);
  }

  /** When the stream has been constructed. */
  begin(): void {
    if (!this.state.writing) this.clearBuffer();
    this.finishMaybe(false);
  }

  private clearBuffer(): void {
    const { state, stream } = this;
    if (state.corked > 0 || stream.destroyed || !stream.constructed) return;
    while (!state.writing) {
      const chunk = state.buffered.shift();
      if (!chunk) return;
      this.pass(chunk);
    }
  }

  uncork(): void {
    const { state } = this;
    if (state.corked === 0) return;
    state.corked--;
    if (!state.writing) this.clearBuffer();
  }

  end(chunk: Value, encoding: Value, callback: Value): void {
    const { state, streams } = this;
    if (chunk !== null && chunk !== undefined) this.write(chunk, encoding, undefined);
    if (state.corked > 0) {
      state.corked = 1;
      this.uncork();
    }
    if (!state.ending) {
      state.ending = true;
      this.finishMaybe(true);
      state.ended = true;
    }
    if (!isCallable(callback)) return;
    if (state.finished) streams.tick('end callback', () => void callback.call(undefined, []));
    else state.onFinished.push(callback);
  }

  private needsFinish(): boolean {
    const { state, stream } = this;
    return (
      state.ending &&
      !stream.destroyed &&
      stream.constructed &&
      stream.errored === null &&
      state.length === 0 &&
      state.buffered.length === 0 &&
      !state.finished &&
      !state.writing
    );
  }

  private finishMaybe(sync: boolean): void {
    const { state, streams } = this;
    if (!this.needsFinish()) return;
    this.prefinish();
    if (state.pendingCallbacks > 0) return;
    if (!sync) {
      if (this.needsFinish()) this.finish();
      return;
    }
    state.pendingCallbacks++;
    streams.tick('finish', () => {
      state.pendingCallbacks--;
      if (this.needsFinish()) this.finish();
    });
  }

  private prefinish(): void {
    const { state, stream, streams } = this;
    if (state.prefinished || state.finalCalled) return;
    const implementation = streams.implementation(stream, 'final');
    if (!implementation) {
      state.prefinished = true;
      streams.emit(stream, 'prefinish');
      return;
    }
    state.finalCalled = true;
    state.pendingCallbacks++;
    const done = (error: Value): void => {
      state.pendingCallbacks--;
      if (error !== null && error !== undefined) {
        streams.errorOrDestroy(stream, error);
        return;
      }
      if (!this.needsFinish()) return;
      state.prefinished = true;
      streams.emit(stream, 'prefinish');
      state.pendingCallbacks++;
      streams.tick('finish', () => {
        state.pendingCallbacks--;
        this.finish();
      });
    };
    try {
      implementation.call(stream, [streams.native(([error]) => done(error))]);
    } catch (error) {
      done(streams.realm.caught(error));
    }
  }

  private finish(): void {
    const { state, stream, streams } = this;
    state.finished = true;
    for (const callback of state.onFinished.splice(0))
      if (isCallable(callback)) callback.call(undefined, []);
    streams.emit(stream, 'finish');
    const { readable } = stream;
    if (stream.autoDestroy && (!readable || readable.endEmitted)) streams.destroy(stream, null);
  }
}
