import * as l10n from '@vscode/l10n';
import { Timeout } from '../../node/timers';
import type { Methods, Realm } from '../realm';
import { toInteger, toNumber } from '../values/convert';
import type { NativeCode } from '../values/function';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { rangeError, typeError } from '../values/throw';
import type { PromiseObject } from '../values/promise';
import type { ArrayBufferObject, Element } from '../values/typed_array';
import { TypedArrayObject } from '../values/typed_array';

/** Someone who waits at a place of a buffer for `Atomics.notify`. */
interface Waiter {
  readonly buffer: ArrayBufferObject;
  readonly byte: number;
  readonly promise: PromiseObject;
  readonly timer: Timeout | null;
}

const combine: Readonly<Record<string, (old: bigint, operand: bigint) => bigint>> = {
  add: (old, operand) => old + operand,
  sub: (old, operand) => old - operand,
  and: (old, operand) => old & operand,
  or: (old, operand) => old | operand,
  xor: (old, operand) => old ^ operand,
  exchange: (_old, operand) => operand,
};

const integerWidths = [1, 2, 4, 8];

function kindOf(value: Value): string {
  return value instanceof JSObject ? value.kind : 'Object';
}

function integerArray(value: Value): TypedArrayObject {
  if (value instanceof TypedArrayObject && !/^Float|Clamped/.test(value.kind)) return value;
  throw typeError(`[object ${kindOf(value)}] is not an integer typed array.`);
}

/** A typed array that can be waited on (ValidateIntegerTypedArray with `waitable`, ECMA-262 25.4.3.1). */
function waitableArray(value: Value): TypedArrayObject {
  const array = integerArray(value);
  if (array.kind === 'Int32Array' || array.kind === 'BigInt64Array') return array;
  throw typeError(`[object ${array.kind}] is not an int32 or BigInt64 typed array.`);
}

function indexIn(array: TypedArrayObject, value: Value): number {
  const index = toInteger(value);
  if (index >= 0 && index < array.view.length) return index;
  throw rangeError('Invalid atomic access index');
}

/** Atomics (ECMA-262 25.4). A walkthrough has one thread, so only `waitAsync` has somebody to wait for. */
export function installAtomics(realm: Realm): void {
  const { loop, promises } = realm;
  const waiters = new Set<Waiter>();
  const modify =
    (change: (old: bigint, operand: bigint) => bigint): NativeCode =>
    (_self, [target, at, operand]) => {
      const array = integerArray(target);
      const index = indexIn(array, at);
      const element = integer(array, operand);
      const { view } = array;
      const old = view[index] ?? 0;
      const changed = change(BigInt(old), BigInt(element));
      // The view wraps what does not fit; 32 bits are what every class of numbers has at most.
      view[index] = typeof old === 'bigint' ? changed : Number(BigInt.asIntN(32, changed));
      return old;
    };
  const settle = (waiter: Waiter, how: 'ok' | 'timed-out'): void => {
    waiters.delete(waiter);
    if (waiter.timer) loop.timers.clear(waiter.timer);
    promises.resolve(waiter.promise, how);
  };
  const waitAsync = (array: TypedArrayObject, index: number, ms: number): PromiseObject => {
    const label = l10n.t('Atomics.notify');
    const promise = promises.create();
    promise.source = { waitsFor: 'event', detail: label };
    const expire = (): void => settle(waiter, 'timed-out');
    const timer =
      ms === Infinity ? null : new Timeout(expire, ms, false, label, realm.context.place);
    const byte = array.view.byteOffset + index * array.view.BYTES_PER_ELEMENT;
    const waiter: Waiter = { buffer: array.buffer, byte, promise, timer };
    waiters.add(waiter);
    if (timer) {
      // A delayed task of V8's platform keeps no program alive (src/node_platform.cc).
      timer.referenced = false;
      loop.timers.start(timer);
    }
    return promise;
  };
  const methods: Methods = {
    ...Object.fromEntries(Object.entries(combine).map(([name, code]) => [name, modify(code)])),
    load: (_self, [target, at]) => {
      const array = integerArray(target);
      return array.view[indexIn(array, at)];
    },
    store: (_self, [target, at, value]) => {
      const array = integerArray(target);
      const index = indexIn(array, at);
      const element = integer(array, value);
      array.view[index] = element;
      return element;
    },
    compareExchange: (_self, [target, at, expected, replacement]) => {
      const array = integerArray(target);
      const index = indexIn(array, at);
      const { view } = array;
      const old = view[index];
      const wanted = view.slice(0, 1);
      wanted[0] = integer(array, expected);
      const element = integer(array, replacement);
      if (old === wanted[0]) view[index] = element;
      return old;
    },
    isLockFree: (_self, [size]) => integerWidths.includes(toInteger(size)),
    pause: () => undefined,
    wait: (_self, [target, at, expected]) => {
      const array = waitableArray(target);
      if (!array.buffer.shared)
        throw typeError(`[object ${array.kind}] is not a shared typed array.`);
      if (array.view[indexIn(array, at)] !== integer(array, expected)) return 'not-equal';
      return realm.unsupported('Atomics.wait');
    },
    waitAsync: (_self, [target, at, expected, timeout]) => {
      const array = waitableArray(target);
      if (!array.buffer.shared)
        throw typeError(`[object ${array.kind}] is not a shared typed array.`);
      const index = indexIn(array, at);
      const ms = timeout === undefined ? NaN : toNumber(timeout);
      const wanted = integer(array, expected);
      realm.observable();
      const result = (async: boolean, value: Value): Value =>
        realm.object().put('async', async).put('value', value);
      if (array.view[index] !== wanted) return result(false, 'not-equal');
      if (ms <= 0) return result(false, 'timed-out');
      return result(true, waitAsync(array, index, Number.isNaN(ms) ? Infinity : ms));
    },
    notify: (_self, [target, at, count]) => {
      const array = waitableArray(target);
      const { view, buffer } = array;
      const byte = view.byteOffset + indexIn(array, at) * view.BYTES_PER_ELEMENT;
      const limit = count === undefined ? Infinity : Math.max(0, toInteger(count));
      const woken = [...waiters]
        .filter((waiter) => waiter.buffer === buffer && waiter.byte === byte)
        .slice(0, limit);
      for (const waiter of woken) {
        waiters.delete(waiter);
        if (waiter.timer) loop.timers.clear(waiter.timer);
      }
      // V8 posts one task to the platform, which the loop runs when it polls (deps/v8/src/execution/futex-emulation.cc).
      if (woken.length > 0) {
        loop.poll.start(
          'poll',
          l10n.t('Atomics.notify'),
          0,
          { waitsFor: 'event', detail: null },
          () => {
            for (const waiter of woken) settle(waiter, 'ok');
          },
        );
      }
      return woken.length;
    },
  };
  const atomics = realm.methods(realm.object(), methods);
  atomics.hide(Symbol.toStringTag, 'Atomics');
  realm.global.hide('Atomics', atomics);
}

/** The value as an integer of the array's kind (ToIntegerOrInfinity, or ToBigInt). */
function integer(array: TypedArrayObject, value: Value): Element {
  const element = array.element(value);
  return typeof element === 'bigint' ? element : toInteger(element);
}
