import { AsyncCall, TaskRecord } from '../../async_call';
import { makeAsyncGenerator } from '../../async_generator';
import type { Site, Steps } from '../../compile/code';
import { pause } from '../../compile/code';
import type { Methods, Realm } from '../../realm';
import { asyncIteratorOf } from '../../values/async_iterate';
import { toNumber } from '../../values/convert';
import type { Value } from '../../values/object';
import { JSObject } from '../../values/object';
import { nodeError } from '../../values/throw';

/** What an operator does with each chunk: gives others on, ends the walk, or nothing. */
type Visit = (chunk: Value, index: number) => Steps<Visited>;
type Visited = { readonly give?: readonly Value[]; readonly stop?: true } | undefined;

/**
 * The methods of Readable that work on chunks (lib/internal/streams/operators.js). Those that give a stream are async generators
 * over this one; callbacks run one after the other, as with Node's default concurrency of 1.
 */
export function operators(realm: Realm, from: (generator: Value) => Value): Methods {
  const site = (): Site => {
    const at = realm.context.place ?? { line: 1, column: 1 };
    const place = { endLine: at.line, endColumn: at.column, ...at };
    return { keyword: 'for await', place, into: null };
  };

  /** Walks over the chunks, and lets go of the stream when `visit` wants no more. */
  function* walk(stream: Value, at: Site, visit: Visit): Steps<Value> {
    const iterator = asyncIteratorOf(realm, stream);
    const yields: Site = { ...at, keyword: 'yield' };
    for (let index = 0; ; index++) {
      const result = yield* pause('await', realm.call(iterator.get('next'), iterator, []), at);
      if (!(result instanceof JSObject) || realm.truth(result.get('done'))) return undefined;
      const visited = yield* visit(result.get('value'), index);
      for (const chunk of visited?.give ?? []) yield* pause('yield', chunk, yields);
      if (!visited?.stop) continue;
      yield* pause('await', realm.call(iterator.get('return'), iterator, []), at);
      return undefined;
    }
  }

  const call = (callback: Value, args: Value[], at: Site): Steps<Value> =>
    pause('await', realm.call(callback, undefined, args), at);

  const giving =
    (name: string, make: (args: Value[], at: Site) => Visit) =>
    (self: Value, args: Value[]): Value => {
      const at = site();
      const { place } = at;
      const record = new TaskRecord(realm, { name, qualifiedName: `Readable.${name}`, place });
      const prototype = realm.prototype('AsyncGenerator');
      const steps = walk(self, at, make(args, at));
      return from(makeAsyncGenerator(realm, name, prototype, record, steps));
    };

  /** An async function over all chunks; `end` gives its result. */
  const collecting =
    (name: string, make: (args: Value[], at: Site) => { visit: Visit; end: () => Value }) =>
    (self: Value, args: Value[]): Value => {
      const at = site();
      const { visit, end } = make(args, at);
      function* steps(): Steps<Value> {
        yield* walk(self, at, visit);
        return end();
      }
      const qualifiedName = `Readable.${name}`;
      return new AsyncCall(realm, { name, qualifiedName, place: at.place }).start(() => ({
        steps: steps(),
      }));
    };

  /** Looks for the first chunk whose test gives `wanted`. */
  const searching = (name: string, wanted: boolean, found: (chunk: Value) => Value, none: Value) =>
    collecting(name, ([callback], at) => {
      let answer = none;
      return {
        *visit(chunk) {
          if (realm.truth(yield* call(callback, [chunk], at)) !== wanted) return undefined;
          answer = found(chunk);
          return { stop: true };
        },
        end: () => answer,
      };
    });

  return {
    map: giving(
      'map',
      ([callback], at) =>
        function* (chunk) {
          return { give: [yield* call(callback, [chunk], at)] };
        },
    ),
    filter: giving(
      'filter',
      ([callback], at) =>
        function* (chunk) {
          return realm.truth(yield* call(callback, [chunk], at)) ? { give: [chunk] } : undefined;
        },
    ),
    flatMap: giving(
      'flatMap',
      ([callback], at) =>
        function* (chunk) {
          const give: Value[] = [];
          yield* walk(yield* call(callback, [chunk], at), at, function* (each) {
            give.push(each);
            return undefined;
          });
          return { give };
        },
    ),
    take: giving(
      'take',
      ([limit]) =>
        function* (chunk, index) {
          const left = toNumber(limit) - index;
          return left <= 1 ? { give: left < 1 ? [] : [chunk], stop: true } : { give: [chunk] };
        },
    ),
    drop: giving(
      'drop',
      ([limit]) =>
        function* (chunk, index) {
          return index < toNumber(limit) ? undefined : { give: [chunk] };
        },
    ),
    toArray: collecting('toArray', () => {
      const chunks: Value[] = [];
      return {
        *visit(chunk) {
          chunks.push(chunk);
          return undefined;
        },
        end: () => realm.array(chunks),
      };
    }),
    forEach: collecting('forEach', ([callback], at) => ({
      *visit(chunk) {
        yield* call(callback, [chunk], at);
        return undefined;
      },
      end: () => undefined,
    })),
    reduce: collecting('reduce', ([callback, ...initial], at) => {
      let sum = initial[0];
      let begun = initial.length > 0;
      return {
        *visit(chunk) {
          sum = begun ? yield* call(callback, [sum, chunk], at) : chunk;
          begun = true;
          return undefined;
        },
        end() {
          if (begun) return sum;
          throw nodeError(
            'TypeError',
            'ERR_MISSING_ARGS',
            'Reduce of an empty stream requires an initial value',
          );
        },
      };
    }),
    some: searching('some', true, () => true, false),
    every: searching('every', false, () => false, true),
    find: searching('find', true, (chunk) => chunk, undefined),
  };
}
