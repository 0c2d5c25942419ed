import type { Realm } from '../../realm';
import type { JSObject, Value } from '../../values/object';
import { methodOf, strategyOf } from './algorithm';
import { illegalConstructor, shownAs, stateOf, streamObject, StreamPart } from './objects';
import { TransformState } from './transform_state';
import { abortSignal, signals } from './writable';

/** TransformStream and its controller. */
export function installTransform(realm: Realm): void {
  const of = (self: Value): TransformState => stateOf(self, TransformState, 'TransformStream');
  realm.class('TransformStream', {
    construct: ([transformer, writableStrategy, readableStrategy], newTarget) => {
      const transform = methodOf(realm, transformer, 'transform');
      const flush = methodOf(realm, transformer, 'flush');
      const cancel = methodOf(realm, transformer, 'cancel');
      const algorithms = {
        transform: (chunk: Value): Value => {
          if (transform) return transform(chunk, controller);
          state.enqueue(chunk);
          return undefined;
        },
        flush: (): Value => flush?.(controller),
        cancel: (reason: Value): Value => cancel?.(reason),
      };
      const { signal, abort } = abortSignal(realm);
      const state = new TransformState(
        realm,
        algorithms,
        strategyOf(writableStrategy, 1),
        strategyOf(readableStrategy, 0),
        abort,
      );
      signals.set(state.writable, signal);
      const controller = streamObject(realm, 'TransformStreamDefaultController', state);
      const started = realm.promises.create();
      state.writable.start(started);
      state.readable.start(started);
      const start = methodOf(realm, transformer, 'start');
      realm.promises.resolve(started, start?.(controller));
      const made = new StreamPart(realm.prototypeFor(newTarget, 'TransformStream'), state);
      sides.set(state, {
        readable: streamObject(realm, 'ReadableStream', state.readable),
        writable: streamObject(realm, 'WritableStream', state.writable),
      });
      return made;
    },
    prototype: {
      'get readable': (self) => sides.get(of(self))?.readable,
      'get writable': (self) => sides.get(of(self))?.writable,
    },
  });
  const controlled = (self: Value): TransformState =>
    stateOf(self, TransformState, 'TransformStreamDefaultController');
  realm.class('TransformStreamDefaultController', {
    construct: illegalConstructor,
    prototype: {
      'get desiredSize': (self) => controlled(self).readable.desiredSize,
      enqueue: (self, [chunk]) => {
        controlled(self).enqueue(chunk);
        return undefined;
      },
      error: (self, [reason]) => {
        controlled(self).error(reason);
        return undefined;
      },
      terminate: (self) => {
        controlled(self).terminate();
        return undefined;
      },
    },
  });
  shownAs(realm, 'TransformStream', {
    readable: (self) => sides.get(of(self))?.readable,
    writable: (self) => sides.get(of(self))?.writable,
    backpressure: (self) => of(self).readable.hasBackpressure,
  });
}

/** The two streams that a transform stream shows. */
const sides = new WeakMap<
  TransformState,
  { readonly readable: JSObject; readonly writable: JSObject }
>();
