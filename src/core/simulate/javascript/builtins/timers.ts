import { Immediate } from '../../node/immediates';
import { clampDelay, Timeout } from '../../node/timers';
import { placeOfFunction } from '../promises';
import type { Realm } from '../realm';
import { isCallable, toNumber } from '../values/convert';
import type { FunctionObject } from '../values/function';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { invalidArgument } from '../values/invalid_argument';
import { symbolDispose } from '../realm';

/** The objects that setTimeout and setInterval give (`Timeout`), and setImmediate (`Immediate`). */
const timeouts = new WeakMap<JSObject, Timeout>();
const immediates = new WeakMap<JSObject, Immediate>();

function callbackOf(value: Value): FunctionObject {
  if (isCallable(value)) return value;
  throw invalidArgument('callback', 'of type function', value);
}

function startTimer(realm: Realm, name: string, repeats: boolean, args: Value[]): JSObject {
  const [callback, delay, ...rest] = args;
  const code = callbackOf(callback);
  realm.observable();
  const place = placeOfFunction(code) ?? realm.context.place;
  const object = new JSObject(realm.prototype('Timeout'));
  const ms = clampDelay(toNumber(delay));
  const timer = new Timeout(
    () => void code.call(object, [...rest]),
    ms,
    repeats,
    `${name} callback`,
    place,
  );
  timeouts.set(object, timer);
  timersById.set(object, ++lastId);
  realm.loop.timers.start(timer);
  return object;
}

const timersById = new WeakMap<JSObject, number>();
let lastId = 0;

function clear(realm: Realm, value: Value): undefined {
  if (!(value instanceof JSObject)) return undefined;
  const timer = timeouts.get(value);
  if (timer) realm.loop.timers.clear(timer);
  const immediate = immediates.get(value);
  if (immediate) realm.loop.immediates.clear(immediate);
  return undefined;
}

/** setTimeout, setInterval, setImmediate, queueMicrotask (Node: lib/timers.js). */
export function installTimers(realm: Realm): void {
  const { global, loop } = realm;
  realm.class('Timeout', {
    construct: null,
    hidden: true,
    prototype: {
      ref: (self) => setReferenced(realm, self, true),
      unref: (self) => setReferenced(realm, self, false),
      hasRef: (self) => self instanceof JSObject && (timeouts.get(self)?.referenced ?? false),
      refresh: (self) => {
        const timer = self instanceof JSObject ? timeouts.get(self) : undefined;
        if (timer) loop.timers.refresh(timer);
        return self;
      },
      close: (self) => {
        clear(realm, self);
        return self;
      },
      '@@toPrimitive': (self) => (self instanceof JSObject ? timersById.get(self) : undefined),
    },
  });
  const dispose = realm.function('[Symbol.dispose]', (self) => clear(realm, self));
  realm.prototype('Timeout').hide(symbolDispose, dispose);
  realm.class('Immediate', {
    construct: null,
    hidden: true,
    prototype: {
      ref: (self) => setReferenced(realm, self, true),
      unref: (self) => setReferenced(realm, self, false),
      hasRef: (self) => self instanceof JSObject && (immediates.get(self)?.referenced ?? false),
    },
  });
  realm.prototype('Immediate').hide(symbolDispose, dispose);
  realm.methods(global, {
    setTimeout: (_self, args) => startTimer(realm, 'setTimeout', false, args),
    setInterval: (_self, args) => startTimer(realm, 'setInterval', true, args),
    setImmediate: (_self, [callback, ...rest]) => {
      const code = callbackOf(callback);
      realm.observable();
      const object = new JSObject(realm.prototype('Immediate'));
      const immediate = new Immediate(() => void code.call(object, rest), placeOfFunction(code));
      immediates.set(object, immediate);
      loop.immediates.add(immediate);
      return object;
    },
    clearTimeout: (_self, [timer]) => clear(realm, timer),
    clearInterval: (_self, [timer]) => clear(realm, timer),
    clearImmediate: (_self, [immediate]) => clear(realm, immediate),
    queueMicrotask: (_self, [callback]) => {
      const code = callbackOf(callback);
      realm.observable();
      loop.microtasks.enqueue({
        label: 'queueMicrotask callback',
        place: placeOfFunction(code),
        run: () => void code.call(undefined, []),
      });
      return undefined;
    },
  });
}

function setReferenced(realm: Realm, self: Value, referenced: boolean): Value {
  if (!(self instanceof JSObject)) return self;
  const timer = timeouts.get(self);
  if (timer) realm.loop.timers.setReferenced(timer, referenced);
  const immediate = immediates.get(self);
  if (immediate) realm.loop.immediates.setReferenced(immediate, referenced);
  return self;
}
