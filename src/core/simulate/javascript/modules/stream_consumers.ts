import { AsyncCall } from '../async_call';
import { makeBuffer } from '../builtins/buffer';
import { makeBytes } from '../builtins/typed_array';
import type { Site, Steps } from '../compile/code';
import { pause } from '../compile/code';
import type { Realm } from '../realm';
import { asyncIteratorOf } from '../values/async_iterate';
import { toText } from '../values/convert';
import { decode } from '../values/encodings';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { TypedArrayObject } from '../values/typed_array';

/** node:stream/consumers (lib/stream/consumers.js): async functions that read a stream to its end. */
export function makeStreamConsumers(realm: Realm): JSObject {
  const start = (name: string, code: (site: Site) => Steps<Value>): Value => {
    const at = realm.context.place ?? { line: 1, column: 1 };
    const place = { endLine: at.line, endColumn: at.column, ...at };
    const call = new AsyncCall(realm, { name, qualifiedName: `stream.${name}`, place });
    return call.start(() => ({ steps: code({ keyword: 'await', place, into: null }) }));
  };
  const collected = function* (stream: Value, site: Site): Steps<number[]> {
    const iterator = asyncIteratorOf(realm, stream);
    const next = iterator.get('next');
    const bytes: number[] = [];
    for (;;) {
      const result = yield* pause('await', realm.call(next, iterator, []), site);
      if (!(result instanceof JSObject) || realm.truth(result.get('done'))) return bytes;
      const chunk = result.get('value');
      const { bytes: more } =
        chunk instanceof TypedArrayObject ? chunk : makeBuffer(realm, toText(chunk));
      bytes.push(...more);
    }
  };
  const text = (stream: Value): Value =>
    start('text', function* (site) {
      return decode(yield* collected(stream, site), 'utf8');
    });
  return realm.methods(realm.object(), {
    text: (_self, [stream]) => text(stream),
    json: (_self, [stream]) =>
      start('json', function* (site) {
        const read = yield* pause('await', text(stream), site);
        const json = realm.global.get('JSON');
        const parse = json instanceof JSObject ? json.get('parse') : undefined;
        return realm.call(parse, json, [read]);
      }),
    buffer: (_self, [stream]) =>
      start('buffer', function* (site) {
        const bytes = yield* collected(stream, site);
        return makeBytes(realm, realm.prototype('Buffer'), bytes);
      }),
  });
}
