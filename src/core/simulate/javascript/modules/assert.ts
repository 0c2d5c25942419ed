import { inspect } from '../inspect/inspect';
import type { Realm } from '../realm';
import { isCallable, toText } from '../values/convert';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { isInstance, looseEquals } from '../values/operators';
import { RegExpObject } from '../values/collections';
import { Thrown } from '../values/throw';
import { Unknown } from '../values/unknown';
import { isDeepEqual } from './deep_equal';

/** node:assert (lib/assert.js). */
export function makeAssert(realm: Realm): JSObject {
  const fail = (message: Value, otherwise: string): never => {
    if (message instanceof JSObject && message.kind === 'Error') throw new Thrown(message);
    const error = realm.error(
      'Error',
      message === undefined ? otherwise : toText(message),
      'ERR_ASSERTION',
    );
    error.put('name', 'AssertionError');
    realm.setStack(error, `AssertionError [ERR_ASSERTION]: ${toText(error.get('message'))}`);
    throw new Thrown(error);
  };
  const check = (holds: boolean | Unknown, message: Value, otherwise: string): undefined => {
    if (!realm.truth(holds)) fail(message, otherwise);
    return undefined;
  };
  const same = (a: Value, b: Value): boolean | Unknown =>
    a instanceof Unknown || b instanceof Unknown
      ? new Unknown('the assertion', undefined, 'boolean')
      : Object.is(a, b);
  const shown = (value: Value): string => inspect(realm, value);
  const ok = realm.function('ok', (_self, [value, message]) =>
    check(realm.truth(value), message, 'The expression evaluated to a falsy value'),
  );
  const matches = (error: Value, expected: Value): boolean => {
    if (expected === undefined) return true;
    if (expected instanceof RegExpObject) return expected.regexp.test(toText(error));
    if (isCallable(expected)) {
      const prototype = expected.get('prototype');
      if (prototype instanceof JSObject && isInstance(error, expected) === true) return true;
      return realm.truth(realm.call(expected, undefined, [error]));
    }
    if (!(expected instanceof JSObject) || !(error instanceof JSObject)) return true;
    return expected.ownKeys().every((key) => {
      const wanted = expected.get(key);
      const actual = error.get(key);
      return wanted instanceof RegExpObject
        ? wanted.regexp.test(toText(actual))
        : isDeepEqual(actual, wanted);
    });
  };
  realm.methods(ok, {
    ok: (_self, [value, message]) =>
      check(realm.truth(value), message, 'The expression evaluated to a falsy value'),
    equal: (_self, [a, b, message]) =>
      check(looseEquals(a, b), message, `${shown(a)} == ${shown(b)}`),
    notEqual: (_self, [a, b, message]) =>
      check(looseEquals(a, b) === false, message, `${shown(a)} != ${shown(b)}`),
    strictEqual: (_self, [a, b, message]) =>
      check(
        same(a, b),
        message,
        `Expected values to be strictly equal:\n\n${shown(a)} !== ${shown(b)}\n`,
      ),
    notStrictEqual: (_self, [a, b, message]) =>
      check(
        same(a, b) !== true,
        message,
        `Expected "actual" to be strictly unequal to: ${shown(b)}`,
      ),
    deepStrictEqual: (_self, [a, b, message]) =>
      check(isDeepEqual(a, b), message, 'Expected values to be strictly deep-equal'),
    deepEqual: (_self, [a, b, message]) =>
      check(isDeepEqual(a, b), message, 'Expected values to be loosely deep-equal'),
    notDeepStrictEqual: (_self, [a, b, message]) =>
      check(
        !isDeepEqual(a, b),
        message,
        'Expected "actual" not to be strictly deep-equal to "expected"',
      ),
    match: (_self, [text, pattern, message]) =>
      check(
        pattern instanceof RegExpObject && pattern.regexp.test(toText(text)),
        message,
        'The input did not match the regular expression',
      ),
    fail: (_self, [message]) => fail(message, 'Failed'),
    throws: (_self, [callback, expected]) => {
      try {
        realm.call(callback, undefined, []);
      } catch (error) {
        const value = realm.caught(error);
        if (matches(value, expected)) return undefined;
        throw new Thrown(value);
      }
      return fail(undefined, 'Missing expected exception.');
    },
    rejects: (_self, [given, expected]) => {
      const { promises } = realm;
      const result = promises.create();
      const source = promises.from(isCallable(given) ? given.call(undefined, []) : given);
      promises.whenSettled(
        source,
        'assert.rejects',
        () =>
          promises.reject(
            result,
            realm.error('Error', 'Missing expected rejection.', 'ERR_ASSERTION'),
          ),
        (reason) =>
          matches(reason, expected)
            ? promises.resolve(result, undefined)
            : promises.reject(result, reason),
      );
      return result;
    },
  });
  return ok.put('strict', ok).put('default', ok);
}
