import type { Realm } from '../realm';
import { getProperty } from './access';
import { isCallable } from './convert';
import { describe } from './describe';
import { assumedElements, iteratorResult } from './iterate';
import type { Value } from './object';
import { JSObject } from './object';
import type { PromiseObject } from './promise';
import { typeError } from './throw';
import { Unknown } from './unknown';

/** GetIterator with the async hint (ECMA-262 7.4.3): a sync iterator is wrapped. `what`: the source's words for errors. */
export function asyncIteratorOf(realm: Realm, iterable: Value, what?: string): JSObject {
  if (iterable instanceof Unknown) return unknownIterator(realm, iterable);
  const method = getProperty(realm, iterable, Symbol.asyncIterator);
  if (isCallable(method)) {
    const iterator = method.call(iterable, []);
    if (iterator instanceof JSObject) return iterator;
    throw typeError('Result of the Symbol.asyncIterator method is not an object');
  }
  const syncMethod = getProperty(realm, iterable, Symbol.iterator);
  if (!isCallable(syncMethod))
    throw typeError(`${what ?? describe(iterable)} is not async iterable`);
  const iterator = syncMethod.call(iterable, []);
  if (!(iterator instanceof JSObject))
    throw typeError('Result of the Symbol.iterator method is not an object');
  return fromSync(realm, iterator);
}

/** An async iterable that is not known: some elements, each after an assumed wait. */
function unknownIterator(realm: Realm, unknown: Unknown): JSObject {
  const elements = assumedElements(realm, unknown);
  const label = unknown.name;
  return realm.methods(realm.object(), {
    next: () => {
      const done = elements.length === 0;
      const value = elements.shift();
      return realm.external(label, () => iteratorResult(realm, value, done), {
        waitsFor: 'iterator',
        detail: label,
      });
    },
  });
}

/** %AsyncFromSyncIteratorPrototype% (ECMA-262 27.1.6): each value is awaited, which takes a turn of its own. */
function fromSync(realm: Realm, iterator: JSObject): JSObject {
  const { promises } = realm;
  const nextMethod = iterator.get('next');

  const settle = (result: Value, closesOnRejection: boolean): Value => {
    const promise = promises.create();
    const reject = (error: unknown): PromiseObject => {
      promises.reject(promise, realm.caught(error));
      return promise;
    };
    let done: boolean;
    let value: PromiseObject;
    try {
      if (!(result instanceof JSObject))
        throw typeError(`Iterator result ${describe(result)} is not an object`);
      done = realm.truth(result.get('done'));
      value = promises.from(result.get('value'));
    } catch (error) {
      return reject(error);
    }
    promise.source = { from: [value] };
    promises.whenSettled(
      value,
      'AsyncFromSyncIterator',
      (settled) => promises.resolve(promise, iteratorResult(realm, settled, done)),
      (reason) => {
        if (!done && closesOnRejection) {
          const method = iterator.get('return');
          if (isCallable(method)) method.call(iterator, []);
        }
        promises.reject(promise, reason);
      },
    );
    return promise;
  };
  const attempt = (code: () => Value): Value => {
    try {
      return code();
    } catch (error) {
      return promises.rejected(realm.caught(error));
    }
  };
  return realm.methods(realm.object(), {
    next: (_self, args) => attempt(() => settle(realm.call(nextMethod, iterator, args), true)),
    return: (_self, args) =>
      attempt(() => {
        const method = iterator.get('return');
        if (!isCallable(method)) return promises.fulfilled(iteratorResult(realm, args[0], true));
        return settle(method.call(iterator, args), false);
      }),
    throw: (_self, args) =>
      attempt(() => {
        const method = iterator.get('throw');
        if (!isCallable(method)) throw typeError("The iterator does not provide a 'throw' method.");
        return settle(method.call(iterator, args), true);
      }),
  });
}
