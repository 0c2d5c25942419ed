import { makeBuffer } from '../../builtins/buffer';
import { decode, encodingOf } from '../../values/encodings';
import { getProperty } from '../../values/access';
import { toText } from '../../values/convert';
import type { Value } from '../../values/object';
import { TypedArrayObject } from '../../values/typed_array';
import type { ReadableState, StreamObject, Streams } from './state';
import { sizeOf, toChunk } from './state';

/** The reading half of a stream (lib/internal/streams/readable.js): its ticks are what programs see of it. */
export class Reading {
  constructor(
    private readonly streams: Streams,
    private readonly stream: StreamObject,
    private readonly state: ReadableState,
  ) {}

  private decoded(chunk: Value): Value {
    const { encoding, objectMode } = this.state;
    if (encoding === null || objectMode || !(chunk instanceof TypedArrayObject)) return chunk;
    return decode(chunk.bytes, encodingOf(encoding) ?? 'utf8');
  }

  /** What is there already becomes one text. */
  setEncoding(encoding: string): void {
    const { state } = this;
    state.encoding = encoding;
    if (state.objectMode || state.buffer.length === 0) return;
    const text = state.buffer.map((chunk) => toText(this.decoded(chunk))).join('');
    state.buffer.splice(0, Infinity, ...(text === '' ? [] : [text]));
    state.length = text.length;
  }

  push(given: Value, encoding: Value): boolean {
    const { state, stream, streams } = this;
    if (given === null) {
      state.reading = false;
      this.end();
      return false;
    }
    const chunk = state.objectMode ? given : this.decoded(toChunk(streams.realm, given, encoding));
    const size = sizeOf(chunk, state.objectMode);
    if (size <= 0) {
      state.reading = false;
      this.maybeReadMore();
    } else if (state.ended) {
      const text = 'stream.push() after EOF';
      streams.errorOrDestroy(stream, streams.error('Error', 'ERR_STREAM_PUSH_AFTER_EOF', text));
    } else if (stream.destroyed || stream.errored !== null) return false;
    else {
      state.reading = false;
      this.add(chunk, size);
    }
    return !state.ended && (state.length < state.highWaterMark || state.length === 0);
  }

  private add(chunk: Value, size: number): void {
    const { state, stream, streams } = this;
    const direct = state.flowing && state.length === 0 && !state.sync;
    if (direct && streams.listenerCount(stream, 'data') > 0) streams.emit(stream, 'data', chunk);
    else {
      state.length += size;
      state.buffer.push(chunk);
      if (state.needReadable) this.emitReadable();
    }
    this.maybeReadMore();
  }

  private end(): void {
    const { state } = this;
    if (state.ended) return;
    state.ended = true;
    if (state.sync) this.emitReadable();
    else {
      state.needReadable = false;
      state.emittedReadable = true;
      this.emitReadableNow();
    }
  }

  emitReadable(): void {
    const { state } = this;
    state.needReadable = false;
    if (state.emittedReadable) return;
    state.emittedReadable = true;
    this.streams.tick('emitReadable_', () => this.emitReadableNow());
  }

  private emitReadableNow(): void {
    const { state, stream } = this;
    if (!stream.destroyed && stream.errored === null && (state.length > 0 || state.ended)) {
      this.streams.emit(stream, 'readable');
      state.emittedReadable = false;
    }
    state.needReadable = !state.flowing && !state.ended && state.length <= state.highWaterMark;
    this.flow();
  }

  /** When the stream has been constructed. */
  begin(): void {
    if (this.state.needReadable) this.maybeReadMore();
  }

  private maybeReadMore(): void {
    const { state } = this;
    if (state.readingMore) return;
    state.readingMore = true;
    this.streams.tick('maybeReadMore_', () => {
      while (
        !state.reading &&
        !state.ended &&
        (state.length < state.highWaterMark || (state.flowing && state.length === 0))
      ) {
        const { length } = state;
        this.callRead([0]);
        if (length === state.length) break;
      }
      state.readingMore = false;
    });
  }

  /** Through the property, so that a program's own `read` counts. */
  private callRead(args: Value[]): Value {
    const { realm } = this.streams;
    return realm.call(getProperty(realm, this.stream, 'read'), this.stream, args);
  }

  private howMuch(n: number): number {
    const { state } = this;
    if (n <= 0 || (state.length === 0 && state.ended)) return 0;
    if (state.objectMode) return 1;
    if (Number.isNaN(n))
      return state.flowing && state.length > 0 ? sizeOf(state.buffer[0], false) : state.length;
    if (n <= state.length) return n;
    return state.ended ? state.length : 0;
  }

  read(asked: number): Value {
    const { state, stream, streams } = this;
    if (asked !== 0) state.emittedReadable = false;
    const enough =
      state.highWaterMark !== 0 ? state.length >= state.highWaterMark : state.length > 0;
    if (asked === 0 && state.needReadable && (enough || state.ended)) {
      if (state.length === 0 && state.ended) this.endReadable();
      else this.emitReadable();
      return null;
    }
    let n = this.howMuch(asked);
    if (n === 0 && state.ended) {
      if (state.length === 0) this.endReadable();
      return null;
    }
    const wanted =
      state.needReadable || state.length === 0 || state.length - n < state.highWaterMark;
    const able = stream.constructed && !stream.destroyed && stream.errored === null;
    if (wanted && able && !state.ended && !state.reading) {
      state.reading = true;
      state.sync = true;
      if (state.length === 0) state.needReadable = true;
      const isReading = this.callImplementation();
      state.sync = false;
      if (!isReading) n = this.howMuch(asked);
    }
    const chunk = n > 0 && state.length > 0 ? this.take(n) : null;
    if (chunk === null) {
      state.needReadable = state.length <= state.highWaterMark;
      n = 0;
    } else state.length -= n;
    if (state.length === 0) {
      if (!state.ended) state.needReadable = true;
      if (asked !== n && state.ended) this.endReadable();
    }
    if (chunk !== null && stream.errored === null) streams.emit(stream, 'data', chunk);
    return chunk;
  }

  /** Calls `_read`; gives whether it has pushed nothing yet. */
  private callImplementation(): boolean {
    const { stream, streams, state } = this;
    const implementation = streams.implementation(stream, 'read');
    try {
      if (implementation) implementation.call(stream, [state.highWaterMark]);
      else {
        const text = 'The _read() method is not implemented';
        streams.errorOrDestroy(stream, streams.error('Error', 'ERR_METHOD_NOT_IMPLEMENTED', text));
      }
    } catch (error) {
      streams.errorOrDestroy(stream, streams.realm.caught(error));
    }
    return state.reading;
  }

  /** The next `n` of what is buffered, as one chunk. */
  private take(n: number): Value {
    const { state } = this;
    const { buffer } = state;
    if (state.objectMode) return buffer.shift();
    if (n === sizeOf(buffer[0], false)) return buffer.shift();
    const all = buffer.splice(0);
    if (state.encoding !== null) {
      const text = all.map(String).join('');
      if (n < text.length) buffer.push(text.slice(n));
      return text.slice(0, n);
    }
    const { realm } = this.streams;
    const bytes = all.flatMap((each) =>
      each instanceof TypedArrayObject ? Array.from(each.bytes) : [],
    );
    if (n < bytes.length) buffer.push(makeBuffer(realm, realm.array(bytes.slice(n))));
    return makeBuffer(realm, realm.array(bytes.slice(0, n)));
  }

  private endReadable(): void {
    const { state, stream, streams } = this;
    if (state.endEmitted) return;
    state.ended = true;
    streams.tick('endReadableNT', () => {
      if (stream.errored !== null || stream.closed || state.endEmitted || state.length > 0) return;
      state.endEmitted = true;
      streams.emit(stream, 'end');
      const { writable } = stream;
      if (writable && !stream.allowHalfOpen) {
        streams.tick('endWritableNT', () => {
          const { realm } = streams;
          if (!writable.ending) realm.call(getProperty(realm, stream, 'end'), stream, []);
        });
      } else if (stream.autoDestroy && (!writable || writable.finished))
        streams.destroy(stream, null);
    });
  }

  /** A first `data` listener makes it flow, a `readable` listener stops that. */
  listened(event: Value): void {
    const { state } = this;
    const { streams, stream } = this;
    if (event === 'data') {
      state.readableListening = streams.listenerCount(stream, 'readable') > 0;
      if (state.flowing !== false) this.resume();
    } else if (event === 'readable' && !state.endEmitted && !state.readableListening) {
      state.readableListening = true;
      state.needReadable = true;
      state.flowing = false;
      state.emittedReadable = false;
      if (state.length > 0) this.emitReadable();
      else if (!state.reading) streams.tick('nReadingNextTick', () => void this.callRead([0]));
    }
  }

  resume(): void {
    const { state, stream, streams } = this;
    if (state.flowing) return;
    state.flowing = !state.readableListening;
    if (state.resumeScheduled) return;
    state.resumeScheduled = true;
    streams.tick('resume_', () => {
      if (!state.reading) this.callRead([0]);
      state.resumeScheduled = false;
      streams.emit(stream, 'resume');
      this.flow();
      if (state.flowing && !state.reading) this.callRead([0]);
    });
  }

  pause(): void {
    const { state } = this;
    if (state.flowing === false) return;
    state.flowing = false;
    this.streams.emit(this.stream, 'pause');
  }

  private flow(): void {
    while (this.state.flowing && this.callRead([]) !== null) this.streams.realm.step();
  }
}
