import { pure } from '../builtins/primitives';
import { format } from '../inspect/format';
import { inspect, inspectOptions } from '../inspect/inspect';
import type { Realm } from '../realm';
import { WrapperObject } from '../values/collections';
import { isCallable, toText } from '../values/convert';
import { ErrorObject } from '../values/error';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { PromiseObject } from '../values/promise';
import { isArray, proxyTargets } from '../values/proxy';
import { nodeError } from '../values/throw';
import { TypedArrayObject } from '../values/typed_array';
import { Unknown } from '../values/unknown';
import { isDeepEqual } from './deep_equal';
import { parseArgs } from './parse_args';
import { styleText } from './style_text';
import { makeTimersPromises } from './timers_promises';

const escapeSequences = /\u001b\[[\d;]*[A-Za-z]/g;

const loneSurrogates = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const promisifyCustom = Symbol.for('nodejs.util.promisify.custom');

/** node:util (lib/util.js). */
export function makeUtil(realm: Realm): JSObject {
  const { promises } = realm;
  const util = realm.methods(realm.object(), {
    format: (_self, args) => format(realm, args),
    inspect: (_self, [value, options, depth]) =>
      inspect(
        realm,
        value,
        typeof depth === 'number' || depth === null ? { depth } : inspectOptions(options),
      ),
    isDeepStrictEqual: (_self, [a, b]) => isDeepEqual(a, b),
    inherits: (_self, [constructor, parent]) => {
      const prototype = constructor instanceof JSObject ? constructor.get('prototype') : undefined;
      const above = parent instanceof JSObject ? parent.get('prototype') : undefined;
      if (prototype instanceof JSObject && above instanceof JSObject) prototype.proto = above;
      if (constructor instanceof JSObject && parent instanceof JSObject)
        constructor.put('super_', parent);
      return undefined;
    },
    isArray: (_self, [value]) => isArray(value),
    toUSVString: pure('toUSVString', (_self, [text]) =>
      toText(text).replace(loneSurrogates, '\ufffd'),
    ),
    deprecate: (_self, [callback]) => callback,
    stripVTControlCharacters: pure('stripVTControlCharacters', (_self, [text]) =>
      toText(text).replace(escapeSequences, ''),
    ),
    styleText: (_self, args) => (args[1] instanceof Unknown ? args[1] : styleText(realm, args)),
    parseArgs: (_self, [config]) => parseArgs(realm, config),
    promisify: (_self, [original]) => {
      if (original instanceof Unknown) return new Unknown(`promisify(${original.name})`);
      if (!isCallable(original)) {
        throw nodeError(
          'TypeError',
          'ERR_INVALID_ARG_TYPE',
          'The "original" argument must be of type function. Received undefined',
        );
      }
      const custom = original.get(promisifyCustom);
      if (isCallable(custom)) return custom;
      return realm.function(original.name, (self, args) => {
        const promise = promises.create();
        const { context } = realm;
        const outer = context.collecting;
        context.collecting = [];
        const callback = realm.function('', (_self, [error, ...values]) => {
          if (error !== undefined && error !== null) promises.reject(promise, error);
          else promises.resolve(promise, values[0]);
          return undefined;
        });
        try {
          original.call(self, [...args, callback]);
        } catch (error) {
          promises.reject(promise, realm.caught(error));
        }
        promise.source = { watches: context.collecting };
        context.collecting = outer;
        return promise;
      });
    },
    callbackify: (_self, [original]) =>
      realm.function('callbackified', (self, args) => {
        const callback = args.at(-1);
        const result = realm.call(original, self, args.slice(0, -1));
        if (!(result instanceof PromiseObject)) return undefined;
        const later = (values: Value[]): void =>
          realm.loop.taskQueues.nextTick({
            label: 'callbackify callback',
            run: () => void realm.call(callback, undefined, values),
          });
        promises.whenSettled(
          result,
          'callbackify',
          (value) => later([null, value]),
          (reason) => later([realm.truth(reason) ? reason : falsyRejection(realm, reason)]),
        );
        return undefined;
      }),
  });
  const promisify = util.get('promisify');
  if (promisify instanceof JSObject) promisify.put('custom', promisifyCustom);
  const inspectFunction = util.get('inspect');
  if (inspectFunction instanceof JSObject)
    inspectFunction.put('custom', Symbol.for('nodejs.util.inspect.custom'));
  util.put('types', types(realm));
  for (const name of ['TextDecoder', 'TextEncoder']) util.put(name, realm.global.get(name));
  customPromisify(realm);
  return util;
}

/** A callback takes a falsy first argument for success, so `callbackify` wraps such a reason. */
function falsyRejection(realm: Realm, reason: Value): Value {
  const message = 'Promise was rejected with falsy value';
  return realm.error('Error', message, 'ERR_FALSY_VALUE_REJECTION').put('reason', reason);
}

/** setTimeout and setImmediate promisify to those of timers/promises. */
function customPromisify(realm: Realm): void {
  const timers = realm.modules.get('timers/promises') ?? makeTimersPromises(realm);
  for (const name of ['setTimeout', 'setImmediate']) {
    const native = realm.global.get(name);
    if (native instanceof JSObject) native.hide(promisifyCustom, timers.get(name));
  }
}

function types(realm: Realm): JSObject {
  const is =
    (test: (value: Value) => boolean) =>
    (_self: Value, [value]: Value[]) =>
      test(value);
  const kinds: Readonly<Record<string, string>> = {
    isAnyArrayBuffer: 'ArrayBuffer',
    isArgumentsObject: 'Arguments',
    isArrayBuffer: 'ArrayBuffer',
    isBigIntObject: 'BigInt',
    isBooleanObject: 'Boolean',
    isDate: 'Date',
    isGeneratorObject: 'Generator',
    isMap: 'Map',
    isMapIterator: 'Map Iterator',
    isNumberObject: 'Number',
    isRegExp: 'RegExp',
    isSet: 'Set',
    isSetIterator: 'Set Iterator',
    isStringObject: 'String',
    isSymbolObject: 'Symbol',
    isUint8Array: 'Uint8Array',
    isWeakMap: 'WeakMap',
    isWeakSet: 'WeakSet',
  };
  const ofKinds = Object.entries(kinds).map(([name, kind]) => {
    const holds = (value: Value): boolean =>
      value instanceof JSObject &&
      (value.kind === kind || value.get(Symbol.toStringTag) === kind) &&
      !proxyTargets.has(value);
    return [name, is(holds)] as const;
  });
  return realm.methods(realm.object(), {
    ...Object.fromEntries(ofKinds),
    isPromise: is((value) => value instanceof PromiseObject),
    isBoxedPrimitive: is((value) => value instanceof WrapperObject),
    isExternal: is(() => false),
    isNativeError: is((value) => value instanceof ErrorObject),
    isAsyncFunction: is((value) => inspect(realm, value).startsWith('[AsyncFunction')),
    isGeneratorFunction: is((value) => inspect(realm, value).includes('GeneratorFunction')),
    isProxy: is((value) => value instanceof JSObject && proxyTargets.has(value)),
    isTypedArray: is((value) => value instanceof TypedArrayObject),
  });
}
