import { makeBuffer } from '../../builtins/buffer';
import type { Realm } from '../../realm';
import { getProperty } from '../../values/access';
import { isCallable, toNumber } from '../../values/convert';
import type { FunctionObject } from '../../values/function';
import type { Value } from '../../values/object';
import { JSObject } from '../../values/object';
import { nodeError } from '../../values/throw';
import type { ErrorClass } from '../../values/throw';
import { TypedArrayObject } from '../../values/typed_array';
import { emitterOf } from '../emitter';

/** What a readable stream holds (`ReadableState` of lib/internal/streams/readable.js). */
export interface ReadableState {
  readonly objectMode: boolean;
  highWaterMark: number;
  readonly buffer: Value[];
  length: number;
  flowing: boolean | null;
  ended: boolean;
  endEmitted: boolean;
  reading: boolean;
  /** Whether `_read` is still on the stack. */
  sync: boolean;
  needReadable: boolean;
  emittedReadable: boolean;
  readableListening: boolean;
  resumeScheduled: boolean;
  readingMore: boolean;
  encoding: string | null;
}

/** What a writable stream holds (`WritableState` of lib/internal/streams/writable.js). */
export interface WritableState {
  readonly objectMode: boolean;
  readonly highWaterMark: number;
  /** Whether texts become bytes before `_write` gets them, of which encoding if none is given. */
  readonly decodeStrings: boolean;
  defaultEncoding: string;
  readonly buffered: Chunk[];
  length: number;
  needDrain: boolean;
  ending: boolean;
  ended: boolean;
  finalCalled: boolean;
  prefinished: boolean;
  finished: boolean;
  writing: boolean;
  /** Whether `_write` is still on the stack. */
  sync: boolean;
  corked: number;
  pendingCallbacks: number;
  afterWriteScheduled: { count: number; readonly callback: Value } | null;
  readonly onFinished: Value[];
  current: Chunk | null;
}

export interface Chunk {
  readonly data: Value;
  readonly size: number;
  readonly encoding: Value;
  readonly callback: Value;
}

/** A stream of any kind; what it cannot do has no state. */
export class StreamObject extends JSObject {
  readable: ReadableState | null = null;
  writable: WritableState | null = null;
  /** Whether its `_construct`, if it has one, is over; until then it neither reads, writes nor is destroyed. */
  constructed = true;
  /** What waits for that. */
  readonly onConstructed: (() => void)[] = [];
  destroyed = false;
  closed = false;
  errored: Value = null;
  errorEmitted = false;
  autoDestroy = true;
  emitClose = true;
  allowHalfOpen = true;
  /** Implementations that were given to the constructor rather than as methods. */
  readonly given = new Map<string, FunctionObject>();
}

export function option(options: Value, ...names: readonly string[]): Value {
  if (!(options instanceof JSObject)) return undefined;
  for (const name of names) {
    const value = options.get(name);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Bytes: 64 KiB since Node 22; objects: 16. */
function highWaterMark(options: Value, side: string, objectMode: boolean): number {
  const value = option(options, `${side}HighWaterMark`, 'highWaterMark');
  return value === undefined ? (objectMode ? 16 : 65536) : toNumber(value);
}

export function readableState(options: Value): ReadableState {
  const objectMode = option(options, 'readableObjectMode', 'objectMode') === true;
  const encoding = option(options, 'encoding');
  return {
    objectMode,
    highWaterMark: highWaterMark(options, 'readable', objectMode),
    buffer: [],
    length: 0,
    flowing: null,
    ended: false,
    endEmitted: false,
    reading: false,
    sync: true,
    needReadable: false,
    emittedReadable: false,
    readableListening: false,
    resumeScheduled: false,
    readingMore: false,
    encoding: typeof encoding === 'string' ? encoding : null,
  };
}

export function writableState(options: Value): WritableState {
  const objectMode = option(options, 'writableObjectMode', 'objectMode') === true;
  const encoding = option(options, 'defaultEncoding');
  return {
    objectMode,
    highWaterMark: highWaterMark(options, 'writable', objectMode),
    buffered: [],
    length: 0,
    needDrain: false,
    ending: false,
    ended: false,
    finalCalled: false,
    prefinished: false,
    finished: false,
    writing: false,
    sync: true,
    corked: 0,
    decodeStrings: option(options, 'decodeStrings') !== false,
    defaultEncoding: typeof encoding === 'string' ? encoding : 'utf8',
    pendingCallbacks: 0,
    afterWriteScheduled: null,
    onFinished: [],
    current: null,
  };
}

/** How much of the buffer a chunk takes. */
export function sizeOf(chunk: Value, objectMode: boolean): number {
  if (objectMode) return 1;
  if (typeof chunk === 'string') return chunk.length;
  return chunk instanceof TypedArrayObject ? chunk.view.length : 1;
}

/** A chunk as streams of bytes hold it. */
export function toChunk(realm: Realm, chunk: Value, encoding?: Value): Value {
  if (typeof chunk === 'string') return makeBuffer(realm, chunk, encoding);
  return chunk;
}

export function streamOf(self: Value): StreamObject {
  if (self instanceof StreamObject) return self;
  // The instance of a class whose constructor could not be followed: it can neither be read nor written.
  if (self instanceof JSObject) return new StreamObject(null);
  throw nodeError('TypeError', 'ERR_INVALID_THIS', 'Value of "this" must be of type Stream');
}

/** What the streams' parts need of the realm. */
export class Streams {
  constructor(readonly realm: Realm) {}

  emit(stream: StreamObject, event: string, ...args: Value[]): boolean {
    return this.realm.truth(
      this.realm.call(getProperty(this.realm, stream, 'emit'), stream, [event, ...args]),
    );
  }

  listenerCount(stream: StreamObject, event: string): number {
    return emitterOf(this.realm, stream).list(event).length;
  }

  /** Registers a listener of the runtime's own. */
  listen(stream: StreamObject, event: string, code: (args: Value[]) => void): FunctionObject {
    const listener = this.native(code);
    this.realm.call(getProperty(this.realm, stream, 'on'), stream, [event, listener]);
    return listener;
  }

  unlisten(stream: StreamObject, event: string, listener: FunctionObject): void {
    this.realm.call(getProperty(this.realm, stream, 'off'), stream, [event, listener]);
  }

  native(code: (args: Value[]) => void): FunctionObject {
    return this.realm.function('', (_self, args) => {
      code(args);
      return undefined;
    });
  }

  tick(label: string, run: () => void): void {
    this.realm.loop.taskQueues.nextTick({ label, internal: true, run });
  }

  /** The implementation of a stream's method, from the constructor's options or the class; null without one. */
  implementation(stream: StreamObject, name: string): FunctionObject | null {
    const given = stream.given.get(name);
    if (given) return given;
    const method = getProperty(this.realm, stream, `_${name}`);
    return isCallable(method) ? method : null;
  }

  error(errorClass: ErrorClass, code: string, message: string): JSObject {
    return this.realm.error(errorClass, message, code);
  }

  /** `destroy` of lib/internal/streams/destroy.js: `_destroy`, then `error` and `close` in a tick. */
  destroy(stream: StreamObject, error: Value, callback?: Value): void {
    if (stream.destroyed) return;
    const { realm } = this;
    if (error !== null && error !== undefined) stream.errored ??= error;
    stream.destroyed = true;
    let called = false;
    const onDestroy = (failure: Value): void => {
      if (called) return;
      called = true;
      const failed = failure !== null && failure !== undefined;
      if (failed) stream.errored ??= failure;
      stream.closed = true;
      if (isCallable(callback)) callback.call(undefined, [failure]);
      this.tick(failed ? 'emitErrorCloseNT' : 'emitCloseNT', () => {
        if (failed) this.emitError(stream, failure);
        if (stream.emitClose) this.emit(stream, 'close');
      });
    };
    const implementation = this.implementation(stream, 'destroy');
    const destroyNow = (): void => {
      if (!implementation) {
        onDestroy(error ?? null);
        return;
      }
      const done = this.native(([failure]) => onDestroy(failure));
      try {
        implementation.call(stream, [error ?? null, done]);
      } catch (thrown) {
        onDestroy(realm.caught(thrown));
      }
    };
    if (stream.constructed) destroyNow();
    else stream.onConstructed.push(destroyNow);
  }

  /** `construct` of lib/internal/streams/destroy.js: a tick later, if there is a `_construct`; then the stream begins. */
  construct(stream: StreamObject, begin: () => void): void {
    const implementation = this.implementation(stream, 'construct');
    if (!implementation) return;
    stream.constructed = false;
    const onConstruct = (error: Value): void => {
      stream.constructed = true;
      const waiting = stream.onConstructed.splice(0);
      if (waiting.length > 0) for (const each of waiting) each();
      else if (error !== undefined && error !== null) this.errorOrDestroy(stream, error);
      else begin();
    };
    this.tick('constructNT', () => {
      const later = (error: Value): void => this.tick('onConstruct', () => onConstruct(error));
      try {
        implementation.call(stream, [this.native(([error]) => later(error))]);
      } catch (thrown) {
        later(this.realm.caught(thrown));
      }
    });
  }

  errorOrDestroy(stream: StreamObject, error: Value): void {
    if (stream.destroyed) return;
    if (stream.autoDestroy) this.destroy(stream, error);
    else {
      stream.errored ??= error;
      this.tick('emitErrorNT', () => this.emitError(stream, error));
    }
  }

  private emitError(stream: StreamObject, error: Value): void {
    if (stream.errorEmitted) return;
    stream.errorEmitted = true;
    this.emit(stream, 'error', error);
  }
}
