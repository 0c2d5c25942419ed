import type { Realm } from '../realm';
import { symbolAsyncDispose, symbolDispose } from '../realm';
import { WrapperObject } from '../values/collections';
import { toBigInt, toInteger, toNumber, toNumeric, toPrimitive, toText } from '../values/convert';
import { describe } from '../values/describe';
import type { NativeCode } from '../values/function';
import type { Value } from '../values/object';
import { JSObject, Property } from '../values/object';
import { rangeError, typeError } from '../values/throw';
import { Unknown } from '../values/unknown';

/** A function of primitives: of an unknown it gives an unknown. */
export function pure(name: string, code: NativeCode): NativeCode {
  return (self, args) => {
    const unknown = args.find((each) => each instanceof Unknown);
    return unknown instanceof Unknown ? new Unknown(`${name}(${unknown.name})`) : code(self, args);
  };
}

function primitiveOf(self: Value): Value {
  return self instanceof WrapperObject ? self.primitive : self;
}

function numberOf(self: Value): number {
  const value = primitiveOf(self);
  if (typeof value === 'number') return value;
  throw typeError("Number.prototype.valueOf requires that 'this' be a Number");
}

/** Number, Boolean, BigInt, Symbol and the global number functions. */
export function installPrimitives(realm: Realm): void {
  const { global } = realm;
  const toNumberValue = (args: readonly Value[]): number => {
    if (args.length === 0) return 0;
    const numeric = toNumeric(args[0]);
    return numeric instanceof Unknown ? NaN : Number(numeric);
  };
  const parseFloatNative = pure('parseFloat', (_self, [text]) => Number.parseFloat(toText(text)));
  const parseIntNative = pure('parseInt', (_self, [text, radix]) =>
    Number.parseInt(toText(text), radix === undefined ? undefined : toNumber(radix)),
  );
  const number = realm.class('Number', {
    arity: 1,
    construct: (args, newTarget) =>
      new WrapperObject(realm.prototypeFor(newTarget, 'Number'), toNumberValue(args)),
    call: pure('Number', (_self, args) => toNumberValue(args)),
    prototype: {
      toString: (self: Value, [radix]: Value[]) =>
        numberOf(self).toString(radix === undefined ? 10 : toNumber(radix)),
      toFixed: (self, [digits]) => numberOf(self).toFixed(toInteger(digits)),
      toPrecision: (self, [digits]) =>
        digits === undefined
          ? String(numberOf(self))
          : numberOf(self).toPrecision(toInteger(digits)),
      toExponential: (self, [digits]) =>
        numberOf(self).toExponential(digits === undefined ? undefined : toInteger(digits)),
      toLocaleString: (self: Value, [locale, options]: Value[]) =>
        numberOf(self).toLocaleString(localeOf(locale), plainOptions(options)),
      valueOf: (self: Value) => numberOf(self),
    },
    statics: {
      isInteger: pure('Number.isInteger', (_self, [value]) => Number.isInteger(value)),
      isSafeInteger: pure('Number.isSafeInteger', (_self, [value]) => Number.isSafeInteger(value)),
      isFinite: pure('Number.isFinite', (_self, [value]) => Number.isFinite(value)),
      isNaN: pure('Number.isNaN', (_self, [value]) => Number.isNaN(value)),
      parseFloat: parseFloatNative,
      parseInt: parseIntNative,
    },
  });
  const constants = {
    MAX_SAFE_INTEGER: Number.MAX_SAFE_INTEGER,
    MIN_SAFE_INTEGER: Number.MIN_SAFE_INTEGER,
    MAX_VALUE: Number.MAX_VALUE,
    MIN_VALUE: Number.MIN_VALUE,
    EPSILON: Number.EPSILON,
    POSITIVE_INFINITY: Infinity,
    NEGATIVE_INFINITY: -Infinity,
    NaN,
  };
  for (const [name, value] of Object.entries(constants)) number.hide(name, value);
  realm.class('Boolean', {
    arity: 1,
    construct: ([value], newTarget) =>
      new WrapperObject(realm.prototypeFor(newTarget, 'Boolean'), realm.truth(value)),
    call: (_self, [value]) =>
      value instanceof Unknown
        ? new Unknown(`Boolean(${value.name})`, undefined, 'boolean')
        : Boolean(value),
    prototype: { toString: (self: Value) => toText(primitiveOf(self)), valueOf: primitiveOf },
  });
  realm.class('BigInt', {
    arity: 1,
    construct: null,
    call: pure('BigInt', (_self, [value]) => bigIntOf(value)),
    prototype: {
      toString: (self: Value, [radix]: Value[]) => {
        const value = primitiveOf(self);
        return typeof value === 'bigint'
          ? value.toString(radix === undefined ? 10 : toNumber(radix))
          : '';
      },
      toLocaleString: (self: Value) => {
        const value = primitiveOf(self);
        return typeof value === 'bigint' ? value.toLocaleString('en-US') : '';
      },
      valueOf: primitiveOf,
    },
    statics: {
      asIntN: (_self, [bits, value]) => BigInt.asIntN(toInteger(bits), toBigInt(value)),
      asUintN: (_self, [bits, value]) => BigInt.asUintN(toInteger(bits), toBigInt(value)),
    },
  });
  installSymbol(realm);
  realm.methods(global, {
    parseFloat: parseFloatNative,
    parseInt: parseIntNative,
    isNaN: pure('isNaN', (_self, [value]) => Number.isNaN(toNumber(value))),
    isFinite: pure('isFinite', (_self, [value]) => Number.isFinite(toNumber(value))),
    encodeURIComponent: pure('encodeURIComponent', (_self, [text]) =>
      encodeURIComponent(toText(text)),
    ),
    decodeURIComponent: pure('decodeURIComponent', (_self, [text]) =>
      decodeURIComponent(toText(text)),
    ),
    encodeURI: pure('encodeURI', (_self, [text]) => encodeURI(toText(text))),
    escape: pure('escape', (_self, [text]) => escapeText(toText(text))),
    decodeURI: pure('decodeURI', (_self, [text]) => decodeURI(toText(text))),
  });
  global.define('NaN', new Property(NaN, false, false, false));
  global.define('Infinity', new Property(Infinity, false, false, false));
  global.define('undefined', new Property(undefined, false, false, false));
}

/** `escape` (ECMA-262 B.2.1.1). */
function escapeText(text: string): string {
  return text.replace(/[^A-Za-z0-9@*_+\-./]/g, (unit) => {
    const code = unit.charCodeAt(0);
    const hex = code.toString(16).toUpperCase();
    return code < 256 ? `%${hex.padStart(2, '0')}` : `%u${hex.padStart(4, '0')}`;
  });
}

/** BigInt as a function (ECMA-262 21.2.1.1): numbers too, if they are integers. */
function bigIntOf(value: Value): bigint {
  const primitive = toPrimitive(value, 'number');
  if (typeof primitive !== 'number') return toBigInt(primitive);
  if (Number.isInteger(primitive)) return BigInt(primitive);
  throw rangeError(
    `The number ${primitive} cannot be converted to a BigInt because it is not an integer`,
  );
}

/** The locale as given; Node's default is that of the machine, which is taken to be American English. */
export function localeOf(value: Value): string {
  return typeof value === 'string' ? value : 'en-US';
}

/** Formatting options as a host object: only primitives and objects of them matter. */
export function plainOptions(value: Value): Record<string, string | number | boolean> {
  const options: Record<string, string | number | boolean> = {};
  if (!(value instanceof JSObject)) return options;
  for (const key of value.ownKeys()) {
    const option = value.get(key);
    if (typeof key !== 'string') continue;
    if (typeof option === 'string' || typeof option === 'number' || typeof option === 'boolean')
      options[key] = option;
  }
  return options;
}

function installSymbol(realm: Realm): void {
  const symbolOf = (self: Value): symbol => {
    const value = primitiveOf(self);
    if (typeof value === 'symbol') return value;
    throw typeError('not a symbol');
  };
  const constructor = realm.class('Symbol', {
    construct: () => {
      throw typeError('Symbol is not a constructor');
    },
    call: (_self, [description]) =>
      description === undefined ? Symbol() : Symbol(toText(description)),
    prototype: {
      toString: (self: Value) => symbolOf(self).toString(),
      valueOf: symbolOf,
      'get description': (self) => symbolOf(self).description,
    },
    statics: {
      for: (_self, [key]) => Symbol.for(toText(key)),
      keyFor: (_self, [symbol]) => {
        if (typeof symbol === 'symbol') return Symbol.keyFor(symbol);
        throw typeError(`${describe(symbol)} is not a symbol`);
      },
    },
  });
  const wellKnown = {
    iterator: Symbol.iterator,
    asyncIterator: Symbol.asyncIterator,
    hasInstance: Symbol.hasInstance,
    toPrimitive: Symbol.toPrimitive,
    toStringTag: Symbol.toStringTag,
    species: Symbol.species,
    match: Symbol.match,
    matchAll: Symbol.matchAll,
    replace: Symbol.replace,
    search: Symbol.search,
    split: Symbol.split,
    isConcatSpreadable: Symbol.isConcatSpreadable,
    unscopables: Symbol.unscopables,
    dispose: symbolDispose,
    asyncDispose: symbolAsyncDispose,
  };
  for (const [name, symbol] of Object.entries(wellKnown))
    constructor.define(name, new Property(symbol, false, false, false));
}
