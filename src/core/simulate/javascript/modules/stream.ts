import type { Realm } from '../realm';
import { getProperty } from '../values/access';
import { isCallable, toKey, toNumber, toText } from '../values/convert';
import type { FunctionObject } from '../values/function';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { nodeError } from '../values/throw';
import { emitterOf } from './emitter';
import { whenFinished } from './stream/finished';
import { feedFrom, iterateStream } from './stream/iteration';
import { operators } from './stream/operators';
import { pipeline, pipelinePromise } from './stream/pipeline';
import { Reading } from './stream/reading';
import {
  option,
  readableState,
  StreamObject,
  streamOf,
  Streams,
  writableState,
  sizeOf,
  toChunk,
} from './stream/state';
import { Writing } from './stream/writing';

const implementations = 'construct read write writev final destroy transform flush'.split(' ');

/** node:stream (lib/stream.js): Readable, Writable, Duplex, Transform, PassThrough, pipeline and finished. */
export function makeStream(realm: Realm, emitter: JSObject | undefined): JSObject {
  const streams = new Streams(realm);
  const halves = new WeakMap<StreamObject, { reading: Reading | null; writing: Writing | null }>();
  const reading = (self: Value): Reading | null => halves.get(streamOf(self))?.reading ?? null;
  const writing = (self: Value): Writing | null => halves.get(streamOf(self))?.writing ?? null;
  const setUp = (stream: StreamObject, options: Value, reads: boolean, writes: boolean): void => {
    if (reads) stream.readable = readableState(options);
    if (writes) stream.writable = writableState(options);
    halves.set(stream, {
      reading: stream.readable && new Reading(streams, stream, stream.readable),
      writing: stream.writable && new Writing(streams, stream, stream.writable),
    });
    stream.autoDestroy = option(options, 'autoDestroy') !== false;
    stream.emitClose = option(options, 'emitClose') !== false;
    stream.allowHalfOpen = option(options, 'allowHalfOpen') !== false;
    for (const name of implementations) {
      const given = option(options, name);
      if (isCallable(given)) stream.given.set(name, given);
    }
    streams.construct(stream, () => {
      reading(stream)?.begin();
      writing(stream)?.begin();
    });
  };
  const parent = isCallable(emitter) ? emitter : undefined;
  const method = (self: Value, name: string, args: Value[]): Value =>
    realm.call(getProperty(realm, self, name), self, args);
  const listen =
    (once: boolean) =>
    (self: Value, [event, listener]: Value[]): Value => {
      const name = toKey(event);
      emitterOf(realm, self).add(self, name, listener, once);
      if (!once || event === 'data' || event === 'readable') reading(self)?.listened(event);
      return self;
    };

  const readableMethods = {
    on: listen(false),
    addListener: listen(false),
    push: (self: Value, [chunk, encoding]: Value[]) =>
      reading(self)?.push(chunk === undefined ? null : chunk, encoding) ?? false,
    unshift: (self: Value, [given, encoding]: Value[]) => {
      const { readable } = streamOf(self);
      if (!readable) return false;
      const chunk = readable.objectMode ? given : toChunk(realm, given, encoding);
      readable.buffer.unshift(chunk);
      readable.length += sizeOf(chunk, readable.objectMode);
      return readable.length < readable.highWaterMark;
    },
    read: (self: Value, [n]: Value[]) => reading(self)?.read(n === undefined ? NaN : toNumber(n)),
    resume: (self: Value) => {
      reading(self)?.resume();
      return self;
    },
    pause: (self: Value) => {
      reading(self)?.pause();
      return self;
    },
    isPaused: (self: Value) => streamOf(self).readable?.flowing === false,
    setEncoding: (self: Value, [encoding]: Value[]) => {
      reading(self)?.setEncoding(encoding === undefined ? 'utf8' : toText(encoding));
      return self;
    },
    pipe: (self: Value, [target, options]: Value[]) => {
      const source = streamOf(self);
      const sink = streamOf(target);
      const onDrain = (): void => void method(source, 'resume', []);
      let waits = false;
      streams.listen(source, 'data', ([chunk]) => {
        if (method(sink, 'write', [chunk]) !== false) return;
        method(source, 'pause', []);
        if (waits) return;
        waits = true;
        const listener = streams.listen(sink, 'drain', () => {
          waits = false;
          streams.unlisten(sink, 'drain', listener);
          onDrain();
        });
      });
      // The program's own outputs stay open.
      if (option(options, 'end') !== false && sink.get('_isStdio') !== true)
        streams.listen(source, 'end', () => void method(sink, 'end', []));
      streams.emit(sink, 'pipe', source);
      if (!source.readable?.flowing) method(source, 'resume', []);
      return sink;
    },
    unpipe: (self: Value) => self,
    '@@asyncIterator': (self: Value) => iterateStream(streams, streamOf(self)),
    'get readable': (self: Value) => {
      const stream = streamOf(self);
      return stream.readable !== null && !stream.destroyed && !stream.readable.endEmitted;
    },
    'get readableFlowing': (self: Value) => streamOf(self).readable?.flowing,
    'get readableLength': (self: Value) => streamOf(self).readable?.length,
    'get readableEnded': (self: Value) => streamOf(self).readable?.endEmitted,
    'get readableHighWaterMark': (self: Value) => streamOf(self).readable?.highWaterMark,
    'get readableObjectMode': (self: Value) => streamOf(self).readable?.objectMode,
  };
  const writableMethods = {
    write: (self: Value, [chunk, encoding, callback]: Value[]) =>
      isCallable(encoding)
        ? writing(self)?.write(chunk, undefined, encoding)
        : writing(self)?.write(chunk, encoding, callback),
    end: (self: Value, args: Value[]) => {
      const callback = args.find(isCallable);
      const [chunk, encoding] = args.filter((each) => !isCallable(each));
      writing(self)?.end(chunk, encoding, callback);
      return self;
    },
    setDefaultEncoding: (self: Value, [encoding]: Value[]) => {
      const { writable } = streamOf(self);
      if (writable) writable.defaultEncoding = toText(encoding);
      return self;
    },
    cork: (self: Value) => {
      const { writable } = streamOf(self);
      if (writable) writable.corked++;
      return undefined;
    },
    uncork: (self: Value) => {
      writing(self)?.uncork();
      return undefined;
    },
    'get writable': (self: Value) => {
      const stream = streamOf(self);
      return stream.writable !== null && !stream.destroyed && !stream.writable.ending;
    },
    'get writableLength': (self: Value) => streamOf(self).writable?.length,
    'get writableEnded': (self: Value) => streamOf(self).writable?.ending,
    'get writableFinished': (self: Value) => streamOf(self).writable?.finished,
    'get writableNeedDrain': (self: Value) => streamOf(self).writable?.needDrain,
    'get writableHighWaterMark': (self: Value) => streamOf(self).writable?.highWaterMark,
  };
  const shared = {
    destroy: (self: Value, [error, callback]: Value[]) => {
      streams.destroy(streamOf(self), error, callback);
      return self;
    },
    'get destroyed': (self: Value) => streamOf(self).destroyed,
    'get closed': (self: Value) => streamOf(self).closed,
    'get errored': (self: Value) => streamOf(self).errored,
  };
  const declare = (
    name: string,
    above: FunctionObject | undefined,
    methods: Parameters<Realm['methods']>[1],
    [reads, writes]: readonly [boolean, boolean],
  ): FunctionObject =>
    realm.class(name, {
      hidden: true,
      ...(above ? { parent: above } : {}),
      construct: ([options], newTarget) => {
        const stream = new StreamObject(realm.prototypeFor(newTarget, name));
        setUp(stream, options, reads, writes);
        // What is pushed before the first read goes straight to a `data` listener.
        if (stream.readable && '_transform' in methods) stream.readable.sync = false;
        return stream;
      },
      prototype: methods,
    });

  const Stream = declare('Stream', parent, shared, [false, false]);
  const Readable = declare('Readable', Stream, readableMethods, [true, false]);
  const Writable = declare('Writable', Stream, writableMethods, [false, true]);
  const Duplex = declare('Duplex', Readable, writableMethods, [true, true]);
  const Transform = declare('Transform', Duplex, transformMethods(streams, reading), [true, true]);
  const PassThrough = declare(
    'PassThrough',
    Transform,
    {
      _transform: (_self, [chunk, , callback]) => realm.call(callback, undefined, [null, chunk]),
    },
    [true, true],
  );
  const readableFrom = (iterable: Value, options: Value): StreamObject => {
    const stream = new StreamObject(realm.prototype('Readable'));
    const settings = realm.object().put('objectMode', true).put('highWaterMark', 1);
    if (options instanceof JSObject)
      for (const key of options.ownKeys()) settings.put(key, options.get(key));
    setUp(stream, settings, true, false);
    feedFrom(streams, stream, typeof iterable === 'string' ? realm.array([iterable]) : iterable);
    return stream;
  };
  realm.methods(Readable, {
    from: (_self, [iterable, options]) => readableFrom(iterable, options),
  });
  realm.methods(
    realm.prototype('Readable'),
    operators(realm, (generator) => readableFrom(generator, undefined)),
  );
  const finishedCallback = (args: Value[]): Value => {
    const [stream, options] = args;
    const callback = args.find(isCallable);
    const forget = whenFinished(streams, streamOf(stream), sides(options), (error) => {
      if (callback) realm.call(callback, undefined, error === undefined ? [] : [error]);
    });
    return streams.native(forget);
  };
  const promises = realm.methods(realm.object(), {
    pipeline: (_self, stages) => pipelinePromise(streams, stages),
    finished: (_self, [stream, options]) => {
      const promise = realm.promises.create();
      whenFinished(streams, streamOf(stream), sides(options), (error) => {
        if (error === undefined) realm.promises.resolve(promise, undefined);
        else realm.promises.reject(promise, error);
      });
      return promise;
    },
  });
  realm.modules.set('stream/promises', promises);
  realm.methods(Stream, {
    pipeline: (_self, args) => {
      const callback = args.at(-1);
      return pipeline(streams, args.slice(0, -1), (error, value) => {
        realm.call(callback, undefined, error === undefined ? [undefined, value] : [error]);
      });
    },
    finished: (_self, args) => finishedCallback(args),
  });
  for (const each of [Readable, Writable, Duplex, Transform, PassThrough, Stream])
    Stream.put(each.name, each);
  return Stream.put('promises', promises);
}

function sides(options: Value): { readonly readable?: boolean; readonly writable?: boolean } {
  return {
    readable: option(options, 'readable') !== false,
    writable: option(options, 'writable') !== false,
  };
}

/** Transform (lib/internal/streams/transform.js): a write is over when its result has room on the reading side. */
function transformMethods(
  streams: Streams,
  reading: (self: Value) => Reading | null,
): Parameters<Realm['methods']>[1] {
  const { realm } = streams;
  const waiting = new WeakMap<StreamObject, Value>();
  return {
    _write: (self, [chunk, encoding, callback]) => {
      const stream = streamOf(self);
      const { readable, writable } = stream;
      if (!readable || !writable) return undefined;
      const { length } = readable;
      const done = streams.native(([error, value]) => {
        if (error !== null && error !== undefined) {
          realm.call(callback, undefined, [error]);
          return;
        }
        if (value !== null && value !== undefined) reading(self)?.push(value, undefined);
        const room = length === readable.length || readable.length < readable.highWaterMark;
        if (writable.ended || room) realm.call(callback, undefined, []);
        else waiting.set(stream, callback);
      });
      const implementation = streams.implementation(stream, 'transform');
      if (!implementation)
        throw nodeError(
          'Error',
          'ERR_METHOD_NOT_IMPLEMENTED',
          'The _transform() method is not implemented',
        );
      implementation.call(self, [chunk, encoding, done]);
      return undefined;
    },
    _read: (self) => {
      const stream = streamOf(self);
      const callback = waiting.get(stream);
      waiting.delete(stream);
      if (callback !== undefined) realm.call(callback, undefined, []);
      return undefined;
    },
    _final: (self, [callback]) => {
      const stream = streamOf(self);
      const end = (error: Value, value: Value): void => {
        if (error !== null && error !== undefined) {
          realm.call(callback, undefined, [error]);
          return;
        }
        if (value !== null && value !== undefined) reading(self)?.push(value, undefined);
        reading(self)?.push(null, undefined);
        realm.call(callback, undefined, []);
      };
      const flush = streams.implementation(stream, 'flush');
      if (!flush) end(null, null);
      else flush.call(self, [streams.native(([error, value]) => end(error, value))]);
      return undefined;
    },
  };
}
