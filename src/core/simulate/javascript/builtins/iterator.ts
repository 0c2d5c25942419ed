import { installAsyncGenerator } from '../async_generator';
import { installGenerator } from '../generator';
import type { Realm } from '../realm';
import { symbolAsyncDispose, symbolDispose } from '../realm';
import { getProperty } from '../values/access';
import { isCallable, toInteger, toNumber } from '../values/convert';
import { describe, describeWithType } from '../values/describe';
import type { Iteration } from '../values/iterate';
import { closeQuietly, iterate, makeIterator } from '../values/iterate';
import type { Value } from '../values/object';
import { JSObject, Property } from '../values/object';
import { rangeError, typeError } from '../values/throw';
import { Unknown } from '../values/unknown';

/** Iterator and its helpers (ECMA-262 27.1), the roots of all iterator prototypes. */
export function installIterator(realm: Realm): void {
  const self = (value: Value): Value => value;
  const prototype = realm.prototype('Iterator');
  /** Walks an iterator itself, whatever its own Symbol.iterator says. */
  const walk = (iterator: Value): Iteration =>
    iterate(
      realm,
      realm.object().put(
        Symbol.iterator,
        realm.function('', () => iterator),
      ),
    );
  const lazy = (
    iterator: Value,
    step: (iteration: Iteration) => { value: Value } | undefined,
  ): JSObject => {
    const iteration = walk(iterator);
    const made = makeIterator(realm, 'Iterator Helper', () => {
      try {
        return step(iteration);
      } catch (error) {
        closeQuietly(realm, iteration, error);
        throw error;
      }
    });
    made.hide(
      'return',
      realm.function('return', (_self, [value]) => {
        iteration.close();
        return realm.object().put('value', value).put('done', true);
      }),
    );
    return made;
  };
  const eager = (
    iterator: Value,
    visit: (value: Value, index: number, stop: (result: Value) => void) => void,
    otherwise: () => Value,
  ): Value => {
    const iteration = walk(iterator);
    const stops: Value[] = [];
    let index = 0;
    while (iteration.next()) {
      realm.step();
      try {
        visit(iteration.value, index++, (result) => {
          stops.push(result);
        });
      } catch (error) {
        closeQuietly(realm, iteration, error);
        throw error;
      }
      if (stops.length > 0) {
        iteration.close();
        return stops[0];
      }
    }
    return otherwise();
  };
  const none = (): undefined => undefined;
  const checked = (callback: Value): void => {
    if (!isCallable(callback)) throw typeError(`${describeWithType(callback)} is not a function`);
  };
  const limitOf = (limit: Value): number => {
    const count = toNumber(limit);
    if (Number.isNaN(count) || count < 0) throw rangeError(`${describe(limit)} must be positive`);
    return toInteger(count);
  };
  realm.class('Iterator', {
    construct: (_args, newTarget) => new JSObject(realm.prototypeFor(newTarget, 'Iterator')),
    prototype: {
      '@@iterator': self,
      map: (iterator, [callback]) => {
        checked(callback);
        let index = 0;
        return lazy(iterator, (each) =>
          each.next()
            ? { value: realm.call(callback, undefined, [each.value, index++]) }
            : undefined,
        );
      },
      filter: (iterator, [callback]) => {
        checked(callback);
        let index = 0;
        return lazy(iterator, (each) => {
          while (each.next())
            if (realm.truth(realm.call(callback, undefined, [each.value, index++])))
              return { value: each.value };
          return undefined;
        });
      },
      take: (iterator, [limit]) => {
        let left = limitOf(limit);
        return lazy(iterator, (each) => {
          if (left-- > 0) return each.next() ? { value: each.value } : undefined;
          each.close();
          return undefined;
        });
      },
      drop: (iterator, [count]) => {
        let left = limitOf(count);
        return lazy(iterator, (each) => {
          while (left > 0 && each.next()) left--;
          return each.next() ? { value: each.value } : undefined;
        });
      },
      flatMap: (iterator, [callback]) => {
        checked(callback);
        let inner: Iteration | null = null;
        let index = 0;
        return lazy(iterator, (each) => {
          for (;;) {
            if (inner?.next()) return { value: inner.value };
            if (!each.next()) return undefined;
            const mapped = realm.call(callback, undefined, [each.value, index++]);
            if (!(mapped instanceof JSObject) && !(mapped instanceof Unknown))
              throw typeError('Iterator.prototype.flatMap called on non-object');
            inner = iterate(realm, mapped);
          }
        });
      },
      toArray: (iterator) => {
        const items: Value[] = [];
        eager(iterator, (value) => items.push(value), none);
        return realm.array(items);
      },
      forEach: (iterator, [callback]) => {
        checked(callback);
        return eager(
          iterator,
          (value, index) => void realm.call(callback, undefined, [value, index]),
          none,
        );
      },
      some: (iterator, [callback]) => {
        checked(callback);
        return eager(
          iterator,
          (value, index, stop) =>
            realm.truth(realm.call(callback, undefined, [value, index])) && stop(true),
          () => false,
        );
      },
      every: (iterator, [callback]) => {
        checked(callback);
        return eager(
          iterator,
          (value, index, stop) =>
            !realm.truth(realm.call(callback, undefined, [value, index])) && stop(false),
          () => true,
        );
      },
      find: (iterator, [callback]) => {
        checked(callback);
        return eager(
          iterator,
          (value, index, stop) =>
            realm.truth(realm.call(callback, undefined, [value, index])) && stop(value),
          none,
        );
      },
      reduce: (iterator, [callback, ...initial]) => {
        checked(callback);
        let sum: Value = initial[0];
        let started = initial.length > 0;
        eager(
          iterator,
          (value, index) => {
            sum = started ? realm.call(callback, undefined, [sum, value, index]) : value;
            started = true;
          },
          none,
        );
        if (!started) throw typeError('Reduce of a done iterator with no initial value');
        return sum;
      },
    },
    statics: {
      from: (_self, [iterable]) => {
        if (
          !(iterable instanceof JSObject || iterable instanceof Unknown) &&
          typeof iterable !== 'string'
        )
          throw typeError('Iterator.from called on non-object');
        const method = getProperty(realm, iterable, Symbol.iterator);
        const iterator = isCallable(method) ? method.call(iterable, []) : iterable;
        if (iterator instanceof JSObject && hasPrototype(iterator, prototype)) return iterator;
        const iteration = walk(iterator);
        return makeIterator(realm, 'Wrap For Valid Iterator', () =>
          iteration.next() ? { value: iteration.value } : undefined,
        );
      },
    },
  });
  // An accessor, as the specification has it for the web's sake; so an iterator shows as a plain object.
  const constructor = realm.global.get('Iterator');
  prototype.define(
    'constructor',
    Property.accessor(
      realm.function('get constructor', () => constructor),
      undefined,
      false,
    ),
  );
  prototype.hide(Symbol.toStringTag, 'Iterator');
  prototype.hide(
    symbolDispose,
    realm.function('[Symbol.dispose]', (iterator) => closeNow(realm, iterator)),
  );
  const asyncPrototype = realm.prototype('AsyncIterator');
  realm.methods(asyncPrototype, { '@@asyncIterator': self });
  asyncPrototype.hide(
    symbolAsyncDispose,
    realm.function('[Symbol.asyncDispose]', (iterator) => {
      const result = closeNow(realm, iterator);
      return realm.promises.from(result);
    }),
  );
  installGenerator(realm);
  installAsyncGenerator(realm);
}

function hasPrototype(object: JSObject, prototype: JSObject): boolean {
  for (let link = object.proto; link; link = link.proto) if (link === prototype) return true;
  return false;
}

function closeNow(realm: Realm, iterator: Value): Value {
  const method = getProperty(realm, iterator, 'return');
  return isCallable(method) ? method.call(iterator, []) : undefined;
}
