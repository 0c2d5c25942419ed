import type { Realm } from '../../realm';
import { isCallable, toNumber } from '../../values/convert';
import type { Value } from '../../values/object';
import { JSObject } from '../../values/object';
import type { PromiseObject } from '../../values/promise';
import type { Raised } from '../../values/throw';
import { nodeError, rangeError } from '../../values/throw';

/** A step of a source, a sink or a transformer; it may raise. */
export type Algorithm = (argument: Value) => Value;

/** An algorithm that gives this goes on by itself, later: nobody waits for a promise. */
export const parked = Symbol('parked');

export const invalidState = (message: string): Raised =>
  nodeError('TypeError', 'ERR_INVALID_STATE', `Invalid state: ${message}`);

/** Runs an algorithm and goes on when the promise is settled that it gives, a microtask later where it gives none. */
export function follow(
  realm: Realm,
  label: string,
  run: () => Value,
  fulfilled: (value: Value) => void,
  rejected: (reason: Value) => void,
): void {
  const { promises } = realm;
  let result: PromiseObject;
  try {
    const value = run();
    if (value === parked) return;
    result = promises.from(value);
  } catch (error) {
    result = promises.rejected(realm.caught(error));
  }
  promises.whenSettled(result, label, fulfilled, rejected);
}

/** As an async function around the algorithm would give it: an own promise, which follows the result. */
export function asyncResult(realm: Realm, run: () => Value): PromiseObject {
  const { promises } = realm;
  const promise = promises.create();
  try {
    promises.resolve(promise, run());
  } catch (error) {
    promises.reject(promise, realm.caught(error));
  }
  return promise;
}

/** What goes on when `start` is done: its result is adopted by a promise of its own. */
export function afterStart(
  realm: Realm,
  result: Value,
  started: () => void,
  failed: (reason: Value) => void,
): void {
  const promise = realm.promises.create();
  realm.promises.resolve(promise, result);
  realm.promises.whenSettled(promise, 'stream start', started, failed);
}

/** A rejection that nobody needs to listen to. */
export function handled(promise: PromiseObject): PromiseObject {
  promise.handled = true;
  return promise;
}

/** A method of an underlying source, sink or transformer; null where it has none. */
export function methodOf(
  realm: Realm,
  object: Value,
  name: string,
): ((...args: Value[]) => Value) | null {
  const method = object instanceof JSObject ? object.get(name) : undefined;
  return method === undefined ? null : (...args) => realm.call(method, object, args, name);
}

/** How full a queue may be, and how much a chunk counts (Streams Standard, 7.4). */
export interface Strategy {
  readonly highWaterMark: number;
  readonly size: (chunk: Value) => number;
}

export function strategyOf(strategy: Value, otherwise: number): Strategy {
  const given = strategy instanceof JSObject ? strategy.get('highWaterMark') : undefined;
  const size = strategy instanceof JSObject ? strategy.get('size') : undefined;
  const highWaterMark = given === undefined ? otherwise : toNumber(given);
  if (Number.isNaN(highWaterMark) || highWaterMark < 0)
    throw rangeError(`The property 'strategy.highWaterMark' is invalid. Received ${highWaterMark}`);
  return {
    highWaterMark,
    size: isCallable(size) ? (chunk) => toNumber(size.call(undefined, [chunk])) : () => 1,
  };
}

/** A queue that knows the sizes of its chunks (Streams Standard, 8.1). */
export class ChunkQueue {
  private readonly chunks: { readonly value: Value; readonly size: number }[] = [];
  total = 0;

  get length(): number {
    return this.chunks.length;
  }

  get first(): Value {
    return this.chunks[0]?.value;
  }

  add(value: Value, size: number): void {
    this.chunks.push({ value, size });
    this.total += size;
  }

  take(): Value {
    const chunk = this.chunks.shift();
    this.total = Math.max(0, this.total - (chunk?.size ?? 0));
    return chunk?.value;
  }

  clear(): void {
    this.chunks.length = 0;
    this.total = 0;
  }
}
