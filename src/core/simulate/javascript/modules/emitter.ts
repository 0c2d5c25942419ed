import * as l10n from '@vscode/l10n';
import { inspect } from '../inspect/inspect';
import type { Methods, Realm } from '../realm';
import { isCallable, toKey } from '../values/convert';
import { ErrorObject } from '../values/error';
import type { FunctionObject } from '../values/function';
import type { PropertyKey, Value } from '../values/object';
import { JSObject } from '../values/object';
import { invalidArgument } from '../values/invalid_argument';
import { Thrown } from '../values/throw';

/** Listeners of this event see errors before those of `error`, and do not count as handling them. */
export const errorMonitor = Symbol('events.errorMonitor');

/** The method that takes a captured rejection instead of an `error` event. */
export const rejection = Symbol.for('nodejs.rejection');

interface Listener {
  /** What the program gave: `off` looks for it. */
  readonly given: FunctionObject;
  readonly once: boolean;
}

/** The listeners of one event emitter (Node: lib/events.js). */
export class EmitterState {
  private readonly listeners = new Map<PropertyKey, Listener[]>();
  maxListeners = 10;
  private readonly warned = new Set<PropertyKey>();
  /** Whether a promise that a listener returns and that is rejected becomes an `error` event. */
  captureRejections = false;

  constructor(private readonly realm: Realm) {}

  add(self: Value, event: PropertyKey, given: Value, once: boolean, first = false): void {
    if (!isCallable(given)) throw invalidArgument('listener', 'of type function', given);
    if (this.listeners.has('newListener')) this.emit(self, 'newListener', [event, given]);
    const list = this.listeners.get(event) ?? [];
    // A copy, because an emit that is under way goes on with the list it began with.
    this.listeners.set(event, first ? [{ given, once }, ...list] : [...list, { given, once }]);
    const count = list.length + 1;
    if (this.maxListeners > 0 && count > this.maxListeners && !this.warned.has(event)) {
      this.warned.add(event);
      this.realm.writer.emit({
        kind: 'warn',
        task: this.realm.context.task,
        text: l10n.t(
          'Possible EventEmitter memory leak: {0} listeners of {1}.',
          count,
          String(event),
        ),
      });
    }
  }

  remove(self: Value, event: PropertyKey, given: Value): void {
    const listener = this.listeners.get(event)?.findLast((each) => each.given === given);
    if (listener) this.drop(self, event, listener);
  }

  private drop(self: Value, event: PropertyKey, listener: Listener): void {
    const rest = this.listeners.get(event)?.filter((each) => each !== listener) ?? [];
    if (rest.length > 0) this.listeners.set(event, rest);
    else this.listeners.delete(event);
    if (this.listeners.has('removeListener'))
      this.emit(self, 'removeListener', [event, listener.given]);
  }

  /** Listeners of `removeListener` hear of each that goes, the last one first, and go themselves at the end. */
  removeAll(self: Value, event: PropertyKey | undefined): void {
    if (!this.listeners.has('removeListener')) {
      if (event === undefined) this.listeners.clear();
      else this.listeners.delete(event);
      return;
    }
    if (event === undefined) {
      for (const name of this.names()) if (name !== 'removeListener') this.removeAll(self, name);
      this.listeners.clear();
      return;
    }
    for (const listener of [...(this.listeners.get(event) ?? [])].reverse())
      this.drop(self, event, listener);
  }

  /** Calls the listeners at once, in order of registration; false without any. */
  emit(self: Value, event: PropertyKey, args: Value[]): boolean {
    if (event === 'error' && this.listeners.has(errorMonitor)) this.emit(self, errorMonitor, args);
    const list = this.listeners.get(event);
    if (!list) {
      if (event === 'error' && self !== undefined && !isProcess(self)) this.throwUnheard(args[0]);
      return false;
    }
    for (const listener of list) {
      if (listener.once) {
        if (!this.listeners.get(event)?.includes(listener)) continue;
        this.drop(self, event, listener);
      }
      const result = listener.given.call(self, args);
      if (this.captureRejections && result instanceof JSObject)
        this.capture(self, result, event, args);
    }
    return true;
  }

  list(event: PropertyKey): FunctionObject[] {
    return (this.listeners.get(event) ?? []).map(({ given }) => given);
  }

  /** In the order of `Reflect.ownKeys`: texts before symbols. */
  names(): PropertyKey[] {
    const keys = new JSObject(null);
    for (const event of this.listeners.keys()) keys.put(event, true);
    return keys.ownKeys();
  }

  /** `addCatch` of lib/events.js: a rejection is told in a tick, while further ones are not captured. */
  private capture(self: Value, result: JSObject, event: PropertyKey, args: Value[]): void {
    const then = result.get('then');
    if (!isCallable(then)) return;
    const { realm } = this;
    const tell = (error: Value): void => {
      const handler = self instanceof JSObject ? self.get(rejection) : undefined;
      if (isCallable(handler)) {
        handler.call(self, [error, event, ...args]);
        return;
      }
      this.captureRejections = false;
      try {
        this.emit(self, 'error', [error]);
      } finally {
        this.captureRejections = true;
      }
    };
    const rejected = realm.function('', (_self, [error]) => {
      realm.loop.taskQueues.nextTick({ label: 'captureRejections', run: () => tell(error) });
      return undefined;
    });
    then.call(result, [undefined, rejected]);
  }

  /** An `error` event that nobody listens to is thrown. */
  private throwUnheard(error: Value): never {
    if (error instanceof ErrorObject) throw new Thrown(error);
    const message = `Unhandled error. (${inspect(this.realm, error)})`;
    const raised = this.realm.error('Error', message, 'ERR_UNHANDLED_ERROR');
    throw new Thrown(raised.put('context', error));
  }
}

const states = new WeakMap<JSObject, EmitterState>();

/** The listeners of an object that has EventEmitter above it; an object that is none has none. */
export function emitterOf(realm: Realm, self: Value): EmitterState {
  const object = self instanceof JSObject ? self : realm.object();
  let state = states.get(object);
  if (!state) {
    state = new EmitterState(realm);
    states.set(object, state);
  }
  return state;
}

function isProcess(value: Value): boolean {
  return value instanceof JSObject && value.getOwn(Symbol.toStringTag)?.value === 'process';
}

/** The methods of EventEmitter.prototype, for whatever has such a state. */
export function emitterMethods(realm: Realm, stateOf: (self: Value) => EmitterState): Methods {
  const add =
    (once: boolean, first = false) =>
    (self: Value, [event, listener]: Value[]): Value => {
      stateOf(self).add(self, toKey(event), listener, once, first);
      return self;
    };
  const remove = (self: Value, [event, listener]: Value[]): Value => {
    stateOf(self).remove(self, toKey(event), listener);
    return self;
  };
  return {
    on: add(false),
    addListener: add(false),
    once: add(true),
    prependListener: add(false, true),
    prependOnceListener: add(true, true),
    off: remove,
    removeListener: remove,
    removeAllListeners: (self, [event]) => {
      stateOf(self).removeAll(self, event === undefined ? undefined : toKey(event));
      return self;
    },
    emit: (self, [event, ...args]) => stateOf(self).emit(self, toKey(event), args),
    listenerCount: (self, [event]) => stateOf(self).list(toKey(event)).length,
    listeners: (self, [event]) => realm.array(stateOf(self).list(toKey(event))),
    rawListeners: (self, [event]) => realm.array(stateOf(self).list(toKey(event))),
    eventNames: (self) => realm.array(stateOf(self).names()),
    setMaxListeners: (self, [count]) => {
      stateOf(self).maxListeners = Number(count);
      return self;
    },
    getMaxListeners: (self) => stateOf(self).maxListeners,
  };
}
