import * as l10n from '@vscode/l10n';
import { abortError, onAbort, signalOf, throwIfAborted, makeEvent } from '../builtins/abort';
import type { Realm } from '../realm';
import { getProperty } from '../values/access';
import { iteratorResult, toList } from '../values/iterate';
import type { PropertyKey, Value } from '../values/object';
import { JSObject, Property } from '../values/object';
import type { PromiseObject } from '../values/promise';
import { Unknown } from '../values/unknown';
import type { EmitterState } from './emitter';
import { emitterMethods, emitterOf, errorMonitor, rejection } from './emitter';
import { toKey } from '../values/convert';
import { symbolDispose } from '../realm';

const shapeMode = Symbol('shapeMode');
const kCapture = Symbol('kCapture');
/** How many emits go through a list right now; on the list itself since Node 24. */
const kEmitting = Symbol('events.emitting');

/** An emitter has its listeners as properties, which show when it is printed. */
class EmitterObject extends JSObject {
  constructor(
    private readonly realm: Realm,
    proto: JSObject,
  ) {
    super(proto);
    this.put('_events', undefined)
      .put('_eventsCount', 0)
      .put('_maxListeners', undefined)
      .put(shapeMode, false)
      .put(kCapture, false);
  }

  override getOwn(key: PropertyKey): Property | undefined {
    if (key !== '_events' && key !== '_eventsCount') return super.getOwn(key);
    const state = emitterOf(this.realm, this);
    const names = state.names();
    if (key === '_eventsCount') return new Property(names.length);
    const events = new JSObject(null);
    for (const name of names) {
      const [first, ...others] = state.list(name);
      const list = this.realm.array([first, ...others]).put(kEmitting, 0);
      events.put(name, others.length > 0 ? list : first);
    }
    return new Property(events);
  }
}

/** node:events (lib/events.js). */
export function makeEvents(realm: Realm): JSObject {
  const stateOf = (self: Value): EmitterState => emitterOf(realm, self);
  const { promises } = realm;
  const native = (code: (args: Value[]) => void): JSObject =>
    realm.function('', (_self, args) => {
      code(args);
      return undefined;
    });
  const subscribe = (
    emitter: Value,
    method: 'on' | 'once' | 'off',
    event: Value,
    listener: Value,
  ): void => {
    const viaTarget =
      emitter instanceof JSObject && !emitter.has('on') && emitter.has('addEventListener');
    const name = viaTarget
      ? method === 'off'
        ? 'removeEventListener'
        : 'addEventListener'
      : method;
    realm.call(getProperty(realm, emitter, name), emitter, [event, listener]);
  };

  /** An async function around `new Promise`: following the inner promise costs its usual turns. */
  const once = (emitter: Value, event: Value, options: Value): Value => {
    if (emitter instanceof Unknown) {
      const detail = String(toKey(event));
      const label = l10n.t('the {0} event of {1}', detail, emitter.name);
      return realm.external(label, () => new Unknown(detail), { waitsFor: 'event', detail });
    }
    const outer = promises.create();
    const signal = signalOf(options);
    try {
      throwIfAborted(realm, signal);
    } catch (error) {
      promises.reject(outer, realm.caught(error));
      return outer;
    }
    const inner = promises.create();
    inner.source = { waitsFor: 'event', detail: String(toKey(event)) };
    const onError = native(([error]) => {
      subscribe(emitter, 'off', event, onEvent);
      promises.reject(inner, error);
    });
    const onEvent = native((args) => {
      subscribe(emitter, 'off', 'error', onError);
      promises.resolve(inner, realm.array(args));
    });
    subscribe(emitter, 'once', event, onEvent);
    if (event !== 'error' && emitter instanceof JSObject && emitter.has('on'))
      subscribe(emitter, 'once', 'error', onError);
    onAbort(realm, signal, () => {
      subscribe(emitter, 'off', event, onEvent);
      subscribe(emitter, 'off', 'error', onError);
      promises.reject(inner, abortError(realm, signal));
    });
    promises.resolve(outer, inner);
    return outer;
  };

  /** `events.on`: an async iterator over events, which wait for their reader. */
  const on = (emitter: Value, event: Value, options: Value): Value => {
    if (emitter instanceof Unknown) return new Unknown(`on(${emitter.name})`);
    const signal = signalOf(options);
    throwIfAborted(realm, signal);
    const events: Value[] = [];
    const readers: PromiseObject[] = [];
    /** The events that end it, with their listeners. */
    const closers: [event: Value, listener: Value][] = [];
    let failure: { readonly error: Value } | null = null;
    let finished = false;
    const onEvent = native((args) => {
      const reader = readers.shift();
      if (reader) promises.resolve(reader, iteratorResult(realm, realm.array(args), false));
      else events.push(realm.array(args));
    });
    const fail = (error: Value): void => {
      const reader = readers.shift();
      if (reader) promises.reject(reader, error);
      else failure = { error };
      close();
    };
    const onError = native(([error]) => fail(error));
    const close = (): Value => {
      subscribe(emitter, 'off', event, onEvent);
      subscribe(emitter, 'off', 'error', onError);
      for (const [each, listener] of closers) subscribe(emitter, 'off', each, listener);
      finished = true;
      const end = iteratorResult(realm, undefined, true);
      for (const reader of readers.splice(0)) promises.resolve(reader, end);
      return promises.fulfilled(end);
    };
    subscribe(emitter, 'on', event, onEvent);
    if (event !== 'error') subscribe(emitter, 'on', 'error', onError);
    const closing = options instanceof JSObject ? options.get('close') : undefined;
    for (const each of closing === undefined ? [] : toList(realm, closing)) {
      const listener = native(close);
      closers.push([each, listener]);
      subscribe(emitter, 'on', each, listener);
    }
    onAbort(realm, signal, () => fail(abortError(realm, signal)));
    const iterator = new JSObject(realm.prototype('AsyncIterator'));
    return realm.methods(iterator, {
      next: () => {
        if (events.length > 0)
          return promises.fulfilled(iteratorResult(realm, events.shift(), false));
        if (failure) {
          const rejected = promises.rejected(failure.error);
          failure = null;
          return rejected;
        }
        if (finished) return close();
        const reader = promises.create();
        reader.source = { waitsFor: 'event', detail: String(toKey(event)) };
        readers.push(reader);
        return reader;
      },
      return: close,
      throw: (_self, [error]) => {
        failure = { error };
        return close();
      },
      '@@asyncIterator': (self) => self,
    });
  };

  const EventEmitter = realm.class('EventEmitter', {
    hidden: true,
    construct: ([options], newTarget) => {
      const emitter = new EmitterObject(realm, realm.prototypeFor(newTarget, 'EventEmitter'));
      if (options instanceof JSObject && options.get('captureRejections') === true) {
        stateOf(emitter).captureRejections = true;
        emitter.put(kCapture, true);
      }
      return emitter;
    },
    call: () => undefined,
    prototype: emitterMethods(realm, stateOf),
    statics: {
      once: (_self, [emitter, event, options]) => once(emitter, event, options),
      on: (_self, [emitter, event, options]) => on(emitter, event, options),
      getEventListeners: (_self, [emitter, event]) =>
        realm.array(stateOf(emitter).list(toKey(event))),
      getMaxListeners: (_self, [emitter]) => stateOf(emitter).maxListeners,
      addAbortListener: (_self, [given, listener]) => {
        const signal = signalOf(realm.object().put('signal', given));
        const call = (): void =>
          void realm.call(listener, undefined, [makeEvent(realm, 'Event', 'abort')]);
        if (signal?.aborted) realm.loop.microtasks.enqueue({ label: 'abort listener', run: call });
        const stop = onAbort(realm, signal, call);
        const dispose = realm.function('[Symbol.dispose]', () => {
          stop();
          return undefined;
        });
        return realm.object().put(symbolDispose, dispose);
      },
      listenerCount: (_self, [emitter, event]) => stateOf(emitter).list(toKey(event)).length,
      setMaxListeners: (_self, [count, ...emitters]) => {
        for (const emitter of emitters) stateOf(emitter).maxListeners = Number(count);
        return undefined;
      },
    },
  });
  EventEmitter.put('EventEmitter', EventEmitter)
    .put('default', EventEmitter)
    .put('defaultMaxListeners', 10);
  EventEmitter.put('errorMonitor', errorMonitor).put('captureRejectionSymbol', rejection);
  return EventEmitter;
}
