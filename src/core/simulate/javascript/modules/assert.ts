import { inspect } from '../inspect/inspect';
import type { Realm } from '../realm';
import { isCallable, toText } from '../values/convert';
import { ErrorObject } from '../values/error';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { isInstance, looseEquals } from '../values/operators';
import { RegExpObject } from '../values/collections';
import { Thrown } from '../values/throw';
import { Unknown } from '../values/unknown';
import { isDeepEqual, isLooselyDeepEqual } from './deep_equal';

/** What an assertion compared; it goes into the error. */
interface Comparison {
  readonly actual: Value;
  readonly expected: Value;
  readonly operator: Value;
}

/** node:assert (lib/assert.js); in strict mode `equal` and its like are the strict ones. */
export function makeAssert(realm: Realm): JSObject {
  const legacy = makeFunctions(realm, false);
  const strict = makeFunctions(realm, true);
  strict.put('strict', strict);
  return legacy.put('strict', strict);
}

export function makeStrictAssert(realm: Realm): JSObject {
  const strict = makeFunctions(realm, true);
  return strict.put('strict', strict);
}

function declareError(realm: Realm): void {
  const parent = realm.global.get('Error');
  realm.class('AssertionError', {
    hidden: true,
    ...(isCallable(parent) ? { parent } : {}),
    construct: ([options]) => {
      const option = (name: string): Value =>
        options instanceof JSObject ? options.get(name) : undefined;
      const message = option('message');
      const about = {
        actual: option('actual'),
        expected: option('expected'),
        operator: option('operator'),
      };
      const { actual, expected } = about;
      const otherwise = `Expected values to be strictly equal:\n\n${inspect(realm, actual)} !== ${inspect(realm, expected)}\n`;
      const generated = message === undefined;
      return assertionError(realm, generated ? otherwise : toText(message), about, generated);
    },
  });
}

/** AssertionError (lib/internal/assert/assertion_error.js). */
function assertionError(
  realm: Realm,
  message: string,
  about: Comparison | null,
  generated: boolean,
): JSObject {
  const error = new ErrorObject(realm.prototype('AssertionError'));
  error.frames = realm.frames();
  realm.setStack(error, `AssertionError [ERR_ASSERTION]: ${message}`);
  error.hide('message', message).hide('name', 'AssertionError');
  return error
    .put('generatedMessage', generated)
    .put('code', 'ERR_ASSERTION')
    .put('actual', about?.actual)
    .put('expected', about?.expected)
    .put('operator', about?.operator);
}

function makeFunctions(realm: Realm, strict: boolean): JSObject {
  declareError(realm);
  const fail = (message: Value, otherwise: string, about: Comparison | null = null): never => {
    if (message instanceof ErrorObject) throw new Thrown(message);
    const generated = message === undefined;
    throw new Thrown(
      assertionError(realm, generated ? otherwise : toText(message), about, generated),
    );
  };
  const check = (
    holds: boolean | Unknown,
    message: Value,
    otherwise: string,
    about: Comparison | null = null,
  ): undefined => {
    if (!realm.truth(holds)) fail(message, otherwise, about);
    return undefined;
  };
  const same = (a: Value, b: Value): boolean | Unknown =>
    a instanceof Unknown || b instanceof Unknown
      ? new Unknown('the assertion', undefined, 'boolean')
      : Object.is(a, b);
  const shown = (value: Value): string => inspect(realm, value);
  const whole = (value: Value): string =>
    inspect(realm, value, { compact: false, sorted: true, depth: 1000, maxArrayLength: null });
  /** A value of one line stands behind the colon, a longer one below. */
  const below = (value: Value): string => {
    const text = whole(value);
    return text.includes('\n') ? `\n\n${text}\n` : ` ${text}`;
  };
  const compare =
    (
      operator: string,
      holds: (a: Value, b: Value) => boolean | Unknown,
      say: (a: Value, b: Value) => string,
    ) =>
    (_self: Value, [a, b, message]: Value[]): undefined =>
      check(holds(a, b), message, say(a, b), { actual: a, expected: b, operator });
  const strictEqual = compare('strictEqual', same, (a, b) =>
    a instanceof JSObject || b instanceof JSObject
      ? `Expected values to be strictly equal:\n${difference(whole(a), whole(b))}`
      : `Expected values to be strictly equal:\n\n${shown(a)} !== ${shown(b)}\n`,
  );
  const notStrictEqual = compare(
    'notStrictEqual',
    (a, b) => same(a, b) !== true,
    (_a, b) => `Expected "actual" to be strictly unequal to:${below(b)}`,
  );
  const deepStrictEqual = compare(
    'deepStrictEqual',
    isDeepEqual,
    (a, b) => `Expected values to be strictly deep-equal:\n${difference(whole(a), whole(b))}`,
  );
  const notDeepStrictEqual = compare(
    'notDeepStrictEqual',
    (a, b) => !isDeepEqual(a, b),
    (_a, b) => `Expected "actual" not to be strictly deep-equal to:${below(b)}`,
  );
  const loose = {
    equal: compare('==', looseEquals, (a, b) => `${shown(a)} == ${shown(b)}`),
    notEqual: compare(
      '!=',
      (a, b) => looseEquals(a, b) === false,
      (a, b) => `${shown(a)} != ${shown(b)}`,
    ),
    deepEqual: compare(
      'deepEqual',
      isLooselyDeepEqual,
      (a, b) =>
        `Expected values to be loosely deep-equal:\n\n${shown(a)}\n\nshould loosely deep-equal\n\n${shown(b)}`,
    ),
    notDeepEqual: compare(
      'notDeepEqual',
      (a, b) => !isLooselyDeepEqual(a, b),
      (_a, b) => `Expected "actual" not to be loosely deep-equal to:${below(b)}`,
    ),
  };
  const equalities = strict
    ? {
        equal: strictEqual,
        notEqual: notStrictEqual,
        deepEqual: deepStrictEqual,
        notDeepEqual: notDeepStrictEqual,
      }
    : loose;
  const ok = realm.function('ok', (_self, [value, message]) =>
    check(realm.truth(value), message, 'The expression evaluated to a falsy value', {
      actual: value,
      expected: true,
      operator: '==',
    }),
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
  /** What `throws` and `rejects` give for an error that is not as expected: an object is compared, else the error itself comes out. */
  const mismatch = (error: Value, expected: Value, operator: string): Value => {
    const asked = expected instanceof JSObject && !isCallable(expected) ? expected : null;
    if (!asked || expected instanceof RegExpObject || !(error instanceof JSObject)) return error;
    const comparison = realm.object();
    for (const key of asked.ownKeys()) if (error.has(key)) comparison.put(key, error.get(key));
    const lines = difference(`Comparison ${whole(comparison)}`, `Comparison ${whole(asked)}`);
    const text = `Expected values to be strictly deep-equal:\n${lines}`;
    return assertionError(realm, text, { actual: error, expected, operator }, true);
  };
  realm.methods(ok, {
    ok: (_self, [value, message]) =>
      check(realm.truth(value), message, 'The expression evaluated to a falsy value'),
    ...equalities,
    strictEqual,
    notStrictEqual,
    deepStrictEqual,
    notDeepStrictEqual,
    match: (_self, [text, pattern, message]) =>
      check(
        pattern instanceof RegExpObject && pattern.regexp.test(toText(text)),
        message,
        `The input did not match the regular expression ${shown(pattern)}. Input:\n\n${shown(text)}\n`,
        { actual: text, expected: pattern, operator: 'match' },
      ),
    doesNotMatch: (_self, [text, pattern, message]) =>
      check(
        !(pattern instanceof RegExpObject && pattern.regexp.test(toText(text))),
        message,
        `The input was expected to not match the regular expression ${shown(pattern)}. Input:\n\n${shown(text)}\n`,
        { actual: text, expected: pattern, operator: 'doesNotMatch' },
      ),
    ifError: (_self, [error]) => {
      if (error === undefined || error === null) return undefined;
      const said = error instanceof ErrorObject ? toText(error.get('message')) : shown(error);
      const about = { actual: error, expected: null, operator: 'ifError' };
      return fail(undefined, `ifError got unwanted exception: ${said}`, about);
    },
    doesNotThrow: (_self, [callback, , message]) => {
      try {
        realm.call(callback, undefined, []);
      } catch (error) {
        const value = realm.caught(error);
        const said = value instanceof ErrorObject ? toText(value.get('message')) : '';
        const given = typeof message === 'string' ? `: ${message}` : '.';
        const text = `Got unwanted exception${given}\nActual message: "${said}"`;
        return fail(undefined, text, {
          actual: value,
          expected: undefined,
          operator: 'doesNotThrow',
        });
      }
      return undefined;
    },
    fail: (_self, [message]) => fail(message, 'Failed'),
    throws: (_self, [callback, expected]) => {
      try {
        realm.call(callback, undefined, []);
      } catch (error) {
        const value = realm.caught(error);
        if (matches(value, expected)) return undefined;
        throw new Thrown(mismatch(value, expected, 'throws'));
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
          promises.reject(result, assertionError(realm, 'Missing expected rejection.', null, true)),
        (reason) =>
          matches(reason, expected)
            ? promises.resolve(result, undefined)
            : promises.reject(result, mismatch(reason, expected, 'rejects')),
      );
      return result;
    },
  });
  ok.put('AssertionError', realm.prototype('AssertionError').get('constructor'));
  return ok.put('default', ok);
}

/** The lines that differ, as of Node 24: `+` stands before the actual ones. */
function difference(actual: string, expected: string): string {
  const lines = [...lineDifference(actual.split('\n'), expected.split('\n'))];
  return ['+ actual - expected', '', ...lines, ''].join('\n');
}

/** A comma at the end makes no difference: the last element has none. */
function sameLine(actual = '', expected = ''): boolean {
  return actual === expected || `${actual},` === expected || actual === `${expected},`;
}

function* lineDifference(
  actual: readonly string[],
  expected: readonly string[],
): Generator<string> {
  // lengths[a][b]: how many lines the rests from a and from b have in common, in order.
  const lengths = Array.from({ length: actual.length + 1 }, () =>
    new Array<number>(expected.length + 1).fill(0),
  );
  const common = (a: number, b: number): number => lengths[a]?.[b] ?? 0;
  for (let a = actual.length - 1; a >= 0; a--)
    for (let b = expected.length - 1; b >= 0; b--) {
      const row = lengths[a];
      if (!row) continue;
      row[b] = sameLine(actual[a], expected[b])
        ? common(a + 1, b + 1) + 1
        : Math.max(common(a + 1, b), common(a, b + 1));
    }
  let a = 0;
  let b = 0;
  while (a < actual.length || b < expected.length) {
    if (a < actual.length && b < expected.length && sameLine(actual[a], expected[b])) {
      const [ours = '', theirs = ''] = [actual[a++], expected[b++]];
      yield `  ${ours.endsWith(',') ? ours : theirs}`;
    } else if (a < actual.length && (b >= expected.length || common(a + 1, b) >= common(a, b + 1)))
      yield `+ ${actual[a++] ?? ''}`;
    else yield `- ${expected[b++] ?? ''}`;
  }
}
