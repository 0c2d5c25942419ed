import { makeAsyncGenerator } from '../../async_generator';
import { TaskRecord } from '../../async_call';
import type { Site, Steps } from '../../compile/code';
import { pause } from '../../compile/code';
import { getProperty } from '../../values/access';
import { asyncIteratorOf } from '../../values/async_iterate';
import { isCallable } from '../../values/convert';
import { iterate } from '../../values/iterate';
import type { Value } from '../../values/object';
import { JSObject } from '../../values/object';
import { Thrown, typeError } from '../../values/throw';
import { whenFinished } from './finished';
import type { StreamObject, Streams } from './state';

/** `for await` over a stream: an async generator that reads when `readable` says so (`createAsyncIterator`). */
export function iterateStream(streams: Streams, stream: StreamObject): Value {
  const { realm } = streams;
  const at = realm.context.place ?? { line: 1, column: 1 };
  const place = { endLine: at.line, endColumn: at.column, ...at };
  const name = 'createAsyncIterator';
  const record = new TaskRecord(realm, { name, qualifiedName: `stream.${name}`, place });
  return makeAsyncGenerator(
    realm,
    name,
    realm.prototype('AsyncGenerator'),
    record,
    chunks(streams, stream, place),
  );
}

function* chunks(streams: Streams, stream: StreamObject, place: Site['place']): Steps<Value> {
  const { realm } = streams;
  const { promises } = realm;
  const waits: Site = { keyword: 'await', place, into: null };
  const yields: Site = { keyword: 'yield', place, into: null };
  let wake = (): void => undefined;
  let over: { readonly error: Value } | null = null;
  streams.listen(stream, 'readable', () => wake());
  const forget = whenFinished(streams, stream, { writable: false }, (error) => {
    over = { error };
    wake();
  });
  try {
    for (;;) {
      const chunk = stream.destroyed
        ? null
        : realm.call(getProperty(realm, stream, 'read'), stream, []);
      if (chunk !== null) {
        yield* pause('yield', yield* pause('await', chunk, waits), yields);
        continue;
      }
      const end = over as { readonly error: Value } | null;
      if (end?.error !== undefined) throw new Thrown(end.error);
      if (end) return undefined;
      const readable = promises.create();
      wake = () => promises.resolve(readable, undefined);
      yield* pause('await', readable, waits);
    }
  } finally {
    forget();
    streams.destroy(stream, null);
  }
}

/** `Readable.from`: reads the iterable when the stream is read (lib/internal/streams/from.js). */
export function feedFrom(streams: Streams, stream: StreamObject, iterable: Value): void {
  const { realm } = streams;
  const { promises } = realm;
  const push = (value: Value): boolean =>
    realm.truth(realm.call(getProperty(realm, stream, 'push'), stream, [value]));
  const fail = (error: unknown): void => streams.destroy(stream, realm.caught(error));
  const isAsync =
    iterable instanceof JSObject && isCallable(getProperty(realm, iterable, Symbol.asyncIterator));
  const asyncIterator = isAsync ? asyncIteratorOf(realm, iterable) : null;
  const iteration = isAsync ? null : iterate(realm, iterable);
  let reading = false;
  const given = (value: Value): boolean => {
    if (value === null) throw typeError('May not write null values to stream');
    if (push(value)) return true;
    reading = false;
    return false;
  };
  const nextAsync = (iterator: JSObject): void => {
    const result = promises.from(realm.call(getProperty(realm, iterator, 'next'), iterator, []));
    promises.whenSettled(
      result,
      'Readable.from next',
      (settled) => {
        if (!(settled instanceof JSObject)) return;
        if (realm.truth(settled.get('done'))) push(null);
        else if (attempt(() => given(settled.get('value')))) nextAsync(iterator);
      },
      (reason) => streams.destroy(stream, reason),
    );
  };
  const attempt = (code: () => boolean): boolean => {
    try {
      return code();
    } catch (error) {
      fail(error);
      return false;
    }
  };
  const nextSync = (): void => {
    for (;;) {
      if (!iteration?.next()) {
        push(null);
        return;
      }
      const { value } = iteration;
      if (value instanceof JSObject && isCallable(value.get('then'))) {
        promises.whenSettled(
          promises.from(value),
          'Readable.from value',
          (settled) => {
            if (attempt(() => given(settled))) nextSync();
          },
          (reason) => streams.destroy(stream, reason),
        );
        return;
      }
      if (!given(value)) return;
    }
  };
  stream.given.set(
    'read',
    streams.native(() => {
      if (reading) return;
      reading = true;
      if (asyncIterator) nextAsync(asyncIterator);
      else attempt(() => (nextSync(), false));
    }),
  );
}
