import { Timeout, clampDelay } from '../../node/timers';
import type { Realm } from '../realm';
import { inspect } from '../inspect/inspect';
import { constructorName } from '../values/access';
import { isCallable, toNumber, toText } from '../values/convert';
import { ErrorObject } from '../values/error';
import { toList } from '../values/iterate';
import type { Value } from '../values/object';
import { JSObject, Property } from '../values/object';
import { Thrown, typeError } from '../values/throw';

interface EventListener {
  readonly callback: JSObject;
  readonly once: boolean;
  /** Added by `on` or `once` of a NodeEventTarget: it gets what the event carries, not the event. */
  readonly nodeStyle?: boolean;
  /** Assigned to `ontype`: removeEventListener does not find it. */
  readonly handler?: boolean;
}

/** An object that events are dispatched to (Node: lib/internal/event_target.js). */
export class EventTargetObject extends JSObject {
  readonly listeners = new Map<string, EventListener[]>();

  /** Replaces the listeners of a type; classes that must know whether there are any extend it. */
  listen(type: string, listeners: EventListener[]): void {
    this.listeners.set(type, listeners);
  }
}

export class AbortSignalObject extends EventTargetObject {
  aborted = false;
  reason: Value = undefined;
  /** What built-ins do on abort, before the program's listeners. */
  readonly algorithms = new Set<() => void>();
  /** The signals that abort it, if it is a combination; none of them is a combination itself. */
  sources: ReadonlySet<AbortSignalObject> | null = null;
  /** The combinations that it aborts. */
  readonly dependents: AbortSignalObject[] = [];
}

/** The `signal` of an options object. */
export function signalOf(options: Value): AbortSignalObject | null {
  const signal = options instanceof JSObject ? options.get('signal') : undefined;
  return signal instanceof AbortSignalObject ? signal : null;
}

/** Node's own AbortError, which its promise APIs reject with; the signal's reason is its cause. */
export function abortError(realm: Realm, signal: AbortSignalObject | null): ErrorObject {
  const error = realm.error('Error', 'The operation was aborted', null);
  error.put('code', 'ABORT_ERR').hide('name', 'AbortError');
  realm.setStack(error, 'AbortError: The operation was aborted');
  if (signal?.reason !== undefined) error.hide('cause', signal.reason);
  return error;
}

export function throwIfAborted(realm: Realm, signal: AbortSignalObject | null): void {
  if (signal?.aborted) throw new Thrown(abortError(realm, signal));
}

export function onAbort(
  _realm: Realm,
  signal: AbortSignalObject | null,
  code: () => void,
): () => void {
  signal?.algorithms.add(code);
  return () => signal?.algorithms.delete(code);
}

/** DOMException (Node: lib/internal/per_context/domexception.js). */
export function domException(realm: Realm, message: string, name: string): ErrorObject {
  const error = new ErrorObject(realm.prototype('DOMException'));
  error.frames = realm.frames();
  realm.setStack(error, `${name}: ${message}`);
  error
    .hide('message', message)
    .hide('name', name)
    .hide('code', codes[name] ?? 0);
  return error;
}

const codes: Readonly<Record<string, number>> = {
  AbortError: 20,
  TimeoutError: 23,
  DataCloneError: 25,
  NotFoundError: 8,
  SyntaxError: 12,
};

/** `abortSignal` of lib/internal/abort_controller.js: combinations have the reason at once, and hear of it after the signal. */
export function abort(realm: Realm, signal: AbortSignalObject, reason: Value): void {
  if (signal.aborted) return;
  const why =
    reason === undefined ? domException(realm, 'This operation was aborted', 'AbortError') : reason;
  const all = [signal, ...signal.dependents.filter(({ aborted }) => !aborted)];
  for (const each of all) {
    each.aborted = true;
    each.reason = why;
  }
  for (const each of all) {
    const algorithms = [...each.algorithms];
    each.algorithms.clear();
    for (const algorithm of algorithms) algorithm();
    dispatch(realm, each, makeEvent(realm, 'Event', 'abort'));
  }
}

const eventPhases = { NONE: 0, CAPTURING_PHASE: 1, AT_TARGET: 2, BUBBLING_PHASE: 3 } as const;

export function makeEvent(
  realm: Realm,
  className: string,
  type: string,
  options?: Value,
): JSObject {
  const event = new JSObject(realm.prototype(className));
  const flag = (name: string): boolean =>
    options instanceof JSObject && realm.truth(options.get(name));
  return event
    .hide('type', type)
    .hide('defaultPrevented', false)
    .hide('cancelable', flag('cancelable'))
    .hide('bubbles', flag('bubbles'))
    .hide('composed', flag('composed'))
    .hide('timeStamp', realm.clock.read())
    .hide('target', null)
    .hide('srcElement', null)
    .hide('currentTarget', null)
    .hide('eventPhase', eventPhases.NONE)
    .hide('returnValue', true)
    .hide('cancelBubble', false)
    .hide('isTrusted', false);
}

/** Calls the listeners of an event; those of Node's style get `carried`. */
export function dispatch(
  realm: Realm,
  target: EventTargetObject,
  event: JSObject,
  carried: Value = event,
): boolean {
  const type = toText(event.get('type'));
  event
    .hide('target', target)
    .hide('srcElement', target)
    .hide('currentTarget', target)
    .hide('eventPhase', eventPhases.AT_TARGET);
  const run = ({ callback, nodeStyle }: EventListener): void => {
    const method =
      callback instanceof JSObject && !isCallable(callback)
        ? callback.get('handleEvent')
        : callback;
    try {
      realm.call(method, isCallable(callback) ? target : callback, [nodeStyle ? carried : event]);
    } catch (error) {
      // A listener's exception is the program's, but not the dispatcher's.
      const reason = realm.caught(error);
      realm.loop.taskQueues.nextTick({
        label: 'uncaught listener exception',
        internal: true,
        run: () => {
          throw new Thrown(reason);
        },
      });
    }
  };
  for (const listener of [...(target.listeners.get(type) ?? [])]) {
    if (event.getOwn('%stopped')) break;
    if (!target.listeners.get(type)?.includes(listener)) continue;
    if (listener.once) removeListener(target, type, listener.callback);
    run(listener);
  }
  event.hide('currentTarget', null).hide('eventPhase', eventPhases.NONE);
  return event.get('defaultPrevented') !== true;
}

export function addListener(
  target: EventTargetObject,
  type: string,
  listener: EventListener,
): boolean {
  const list = target.listeners.get(type) ?? [];
  if (list.some((each) => each.callback === listener.callback && !each.handler)) return false;
  target.listen(type, [...list, listener]);
  return true;
}

export function removeListener(target: EventTargetObject, type: string, callback: Value): void {
  const list = target.listeners.get(type);
  if (list)
    target.listen(
      type,
      list.filter((each) => each.handler || each.callback !== callback),
    );
}

/** Gives a class the property `ontype`, a listener that has its place from when it was first assigned. */
export function defineEventHandler(realm: Realm, className: string, type: string): void {
  const name = `on${type}`;
  const current = (target: EventTargetObject): EventListener | undefined =>
    target.listeners.get(type)?.find(({ handler }) => handler);
  const getter = realm.function(`get ${name}`, (self) => current(targetOf(self))?.callback ?? null);
  const setter = realm.function(`set ${name}`, (self, [callback]) => {
    const target = targetOf(self);
    const list = target.listeners.get(type) ?? [];
    const old = current(target);
    if (!isCallable(callback))
      target.listen(
        type,
        list.filter((each) => each !== old),
      );
    else {
      const listener = { callback, once: false, handler: true };
      const changed = list.map((each) => (each === old ? listener : each));
      target.listen(type, old ? changed : [...list, listener]);
    }
    return undefined;
  });
  realm.prototype(className).define(name, Property.accessor(getter, setter, true));
}

function targetOf(self: Value): EventTargetObject {
  if (self instanceof EventTargetObject) return self;
  throw typeError('Value of "this" must be of type EventTarget');
}

/** EventTarget, Event, AbortController and AbortSignal. */
export function installAbort(realm: Realm): void {
  const eventTarget = realm.class('EventTarget', {
    construct: (_args, newTarget) =>
      new EventTargetObject(realm.prototypeFor(newTarget, 'EventTarget')),
    prototype: {
      addEventListener: (self, [type, callback, options]) => {
        const target = targetOf(self);
        const name = toText(type);
        if (!(callback instanceof JSObject)) return undefined;
        const signal = signalOf(options);
        if (signal?.aborted) return undefined;
        const once = options instanceof JSObject && options.get('once') === true;
        if (addListener(target, name, { callback, once }))
          onAbort(realm, signal, () => removeListener(target, name, callback));
        return undefined;
      },
      removeEventListener: (self, [type, callback]) => {
        removeListener(targetOf(self), toText(type), callback);
        return undefined;
      },
      dispatchEvent: (self, [event]) =>
        event instanceof JSObject && dispatch(realm, targetOf(self), event),
    },
  });
  const event = realm.class('Event', {
    arity: 1,
    construct: ([type, options], newTarget) => {
      const made = makeEvent(realm, 'Event', toText(type), options);
      made.proto = realm.prototypeFor(newTarget, 'Event');
      return made;
    },
    prototype: {
      preventDefault: (self) =>
        self instanceof JSObject && self.get('cancelable') === true
          ? void self.hide('defaultPrevented', true).hide('returnValue', false)
          : undefined,
      stopPropagation: (self) =>
        self instanceof JSObject ? void self.hide('cancelBubble', true) : undefined,
      stopImmediatePropagation: (self) =>
        self instanceof JSObject ? void self.hide('%stopped', true) : undefined,
      composedPath: (self) => {
        const target = self instanceof JSObject ? self.get('currentTarget') : null;
        return realm.array(target === null ? [] : [target]);
      },
    },
  });
  for (const [name, phase] of Object.entries(eventPhases)) event.hide(name, phase);
  realm.class('CustomEvent', {
    arity: 1,
    parent: event,
    construct: ([type, options], newTarget) => {
      const made = makeEvent(realm, 'CustomEvent', toText(type), options);
      made.proto = realm.prototypeFor(newTarget, 'CustomEvent');
      const detail = options instanceof JSObject ? options.get('detail') : undefined;
      return made.hide('detail', detail === undefined ? null : detail);
    },
  });
  const errorClass = realm.global.get('Error');
  realm.class('DOMException', {
    ...(isCallable(errorClass) ? { parent: errorClass } : {}),
    construct: ([message, name]) =>
      domException(
        realm,
        message === undefined ? '' : toText(message),
        typeof name === 'string' ? name : 'Error',
      ),
  });
  installSignal(realm, eventTarget);
}

/** What the console shows of one: its class and the named properties (`customInspect`). */
function shownAs(realm: Realm, name: string, properties: readonly string[]): void {
  realm.prototype(name).hide(
    Symbol.for('nodejs.util.inspect.custom'),
    realm.function('[nodejs.util.inspect.custom]', (self, [depth]) => {
      if (!(self instanceof JSObject) || (typeof depth === 'number' && depth < 0)) return self;
      const shown = realm.object();
      for (const property of properties) shown.put(property, self.get(property));
      return `${constructorName(self) ?? name} ${inspect(realm, shown)}`;
    }),
  );
}

function installSignal(realm: Realm, eventTarget: ReturnType<Realm['class']>): void {
  const make = (): AbortSignalObject => new AbortSignalObject(realm.prototype('AbortSignal'));
  const of = (self: Value): AbortSignalObject => {
    if (self instanceof AbortSignalObject) return self;
    throw typeError('Value of "this" must be of type AbortSignal');
  };
  realm.class('AbortSignal', {
    parent: eventTarget,
    construct: () => {
      throw typeError('Illegal constructor');
    },
    prototype: {
      'get aborted': (self) => of(self).aborted,
      'get reason': (self) => of(self).reason,
      throwIfAborted: (self) => {
        const signal = of(self);
        if (signal.aborted) throw new Thrown(signal.reason);
        return undefined;
      },
    },
    statics: {
      abort: (_self, [reason]) => {
        const signal = make();
        abort(realm, signal, reason);
        return signal;
      },
      timeout: (_self, [ms]) => {
        realm.observable();
        const signal = make();
        const expire = (): void =>
          abort(
            realm,
            signal,
            domException(realm, 'The operation was aborted due to timeout', 'TimeoutError'),
          );
        const timer = new Timeout(
          expire,
          clampDelay(toNumber(ms)),
          false,
          'AbortSignal.timeout',
          realm.context.place,
        );
        timer.referenced = false;
        realm.loop.timers.start(timer);
        return signal;
      },
      any: (_self, [signals]) => {
        const signal = make();
        const sources = toList(realm, signals).filter((each) => each instanceof AbortSignalObject);
        const first = sources.find(({ aborted }) => aborted);
        if (first) {
          signal.aborted = true;
          signal.reason = first.reason;
          return signal;
        }
        signal.sources = new Set(sources.flatMap((each) => [...(each.sources ?? [each])]));
        for (const source of signal.sources) source.dependents.push(signal);
        return signal;
      },
    },
  });
  realm.class('AbortController', {
    construct: (_args, newTarget) => {
      const controller = new JSObject(realm.prototypeFor(newTarget, 'AbortController'));
      controller.define('signal', new Property(make(), false, false, true));
      return controller;
    },
    prototype: {
      abort: (self, [reason]) => {
        const signal = self instanceof JSObject ? self.get('signal') : undefined;
        if (signal instanceof AbortSignalObject) abort(realm, signal, reason);
        return undefined;
      },
    },
  });
  for (const name of ['AbortSignal', 'AbortController'])
    realm.prototype(name).hide(Symbol.toStringTag, name);
  defineEventHandler(realm, 'AbortSignal', 'abort');
  shownAs(realm, 'AbortSignal', ['aborted']);
  shownAs(realm, 'AbortController', ['signal']);
}
