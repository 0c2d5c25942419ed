import type { Realm } from '../realm';
import { RegExpObject, WrapperObject } from '../values/collections';
import { isCallable, toInteger, toNumber, toText, toTextOrUnknown } from '../values/convert';
import type { FunctionObject, NativeCode } from '../values/function';
import { makeIterator } from '../values/iterate';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { typeError } from '../values/throw';
import { Unknown } from '../values/unknown';
import { toObject } from './object';
import { localeOf, pure, plainOptions } from './primitives';
import { replacerOf } from './regexp';

function textOf(self: Value): string {
  if (typeof self === 'string') return self;
  if (self instanceof WrapperObject && typeof self.primitive === 'string') return self.primitive;
  if (self === undefined || self === null)
    throw typeError('String.prototype method called on null or undefined');
  return toText(self);
}

/** String (ECMA-262 22.1). */
export function installString(realm: Realm): void {
  const optional = (value: Value): number | undefined =>
    value === undefined ? undefined : toInteger(value);
  /** What a pattern's own method gives, which regular expressions have, and other objects may have; undefined without it. */
  const through = (method: symbol, self: Value, [pattern, ...rest]: Value[]): Value => {
    const code = pattern instanceof JSObject ? pattern.get(method) : undefined;
    return isCallable(code) ? code.call(pattern, [textOf(self), ...rest]) : undefined;
  };
  const regexp = (pattern: Value, flags: string): JSObject => {
    const constructor = realm.prototype('RegExp').get('constructor') as FunctionObject;
    return constructor.construct([toText(pattern), flags], constructor);
  };

  const methods: Record<string, NativeCode> = {
    at: (self, [index]) => textOf(self).at(toInteger(index)),
    charAt: (self, [index]) => textOf(self).charAt(toInteger(index)),
    charCodeAt: (self, [index]) => textOf(self).charCodeAt(toInteger(index)),
    codePointAt: (self, [index]) => textOf(self).codePointAt(toInteger(index)),
    concat: (self, args) => textOf(self).concat(...args.map(toText)),
    endsWith: (self, [search, end]) => textOf(self).endsWith(toText(search), optional(end)),
    includes: (self, [search, from]) => textOf(self).includes(toText(search), optional(from)),
    indexOf: (self, [search, from]) => textOf(self).indexOf(toText(search), optional(from)),
    lastIndexOf: (self, [search, from]) =>
      textOf(self).lastIndexOf(toText(search), from === undefined ? Infinity : toNumber(from)),
    localeCompare: (self, [other, locale, options]) =>
      textOf(self).localeCompare(toText(other), localeOf(locale), plainOptions(options)),
    isWellFormed: (self) =>
      !/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(textOf(self)),
    normalize: (self, [form]) => textOf(self).normalize(form === undefined ? 'NFC' : toText(form)),
    padEnd: (self, [length, fill]) =>
      textOf(self).padEnd(toInteger(length), fill === undefined ? ' ' : toText(fill)),
    padStart: (self, [length, fill]) =>
      textOf(self).padStart(toInteger(length), fill === undefined ? ' ' : toText(fill)),
    repeat: (self, [count]) => textOf(self).repeat(toNumber(count)),
    slice: (self, [start, end]) => textOf(self).slice(toInteger(start), optional(end)),
    startsWith: (self, [search, from]) => textOf(self).startsWith(toText(search), optional(from)),
    substring: (self, [start, end]) => textOf(self).substring(toInteger(start), optional(end)),
    substr: (self, [start, length]) => {
      const text = textOf(self);
      const from =
        toInteger(start) < 0 ? Math.max(0, text.length + toInteger(start)) : toInteger(start);
      return text.slice(
        from,
        length === undefined ? undefined : from + Math.max(0, toInteger(length)),
      );
    },
    split: (self, [separator, limit]) =>
      through(Symbol.split, self, [separator, limit]) ??
      realm.array(
        separator === undefined
          ? [textOf(self)]
          : textOf(self).split(toText(separator), optional(limit)),
      ),
    toLowerCase: (self) => textOf(self).toLowerCase(),
    toUpperCase: (self) => textOf(self).toUpperCase(),
    toLocaleLowerCase: (self) => textOf(self).toLocaleLowerCase('en-US'),
    toLocaleUpperCase: (self) => textOf(self).toLocaleUpperCase('en-US'),
    trim: (self) => textOf(self).trim(),
    trimEnd: (self) => textOf(self).trimEnd(),
    trimStart: (self) => textOf(self).trimStart(),
    match: (self, [pattern]) =>
      through(Symbol.match, self, [pattern]) ??
      through(Symbol.match, self, [regexp(pattern ?? '', '')]) ??
      null,
    matchAll: (self, [pattern]) => {
      if (pattern instanceof RegExpObject && !pattern.regexp.global)
        throw typeError('String.prototype.matchAll called with a non-global RegExp argument');
      const given = pattern instanceof JSObject ? pattern : regexp(pattern, 'g');
      return through(Symbol.matchAll, self, [given]);
    },
    replace: (self, [pattern, replacement]) =>
      through(Symbol.replace, self, [pattern, replacement]) ??
      textOf(self).replace(toText(pattern), replacerOf(replacement) as string),
    replaceAll: (self, [pattern, replacement]) => {
      if (pattern instanceof RegExpObject && !pattern.regexp.global)
        throw typeError('replaceAll must be called with a global RegExp');
      return (
        through(Symbol.replace, self, [pattern, replacement]) ??
        textOf(self).replaceAll(toText(pattern), replacerOf(replacement) as string)
      );
    },
    search: (self, [pattern]) =>
      through(Symbol.search, self, [pattern]) ??
      through(Symbol.search, self, [regexp(pattern, '')]),
  };
  const unknowing = Object.fromEntries(
    Object.entries(methods).map(([name, code]) => [name, pure(name, code)]),
  );
  const make = (args: readonly Value[]): string => (args.length === 0 ? '' : toText(args[0]));
  realm.class('String', {
    arity: 1,
    construct: (args) => toObject(realm, make(args)),
    call: (_self, args) => {
      const [value] = args;
      if (args.length === 0) return '';
      return typeof value === 'symbol' ? value.toString() : toTextOrUnknown(value);
    },
    prototype: {
      ...unknowing,
      toString: textOf,
      valueOf: textOf,
      '@@iterator': (self) => {
        const iterator = textOf(self)[Symbol.iterator]();
        return makeIterator(realm, 'String', () => {
          const next = iterator.next();
          return next.done ? undefined : { value: next.value };
        });
      },
    },
    statics: {
      fromCharCode: pure('String.fromCharCode', (_self, args) =>
        String.fromCharCode(...args.map(toNumber)),
      ),
      fromCodePoint: pure('String.fromCodePoint', (_self, args) =>
        String.fromCodePoint(...args.map(toNumber)),
      ),
      raw: (_self, [strings, ...values]) => {
        const raw = strings instanceof JSObject ? strings.get('raw') : undefined;
        if (!(raw instanceof JSObject)) return '';
        const parts = Array.from({ length: toInteger(raw.get('length')) }, (_, n) =>
          toText(raw.get(String(n))),
        );
        const unknown = values.some((value) => value instanceof Unknown);
        const text = parts
          .map(
            (part, n) =>
              part + (n < parts.length - 1 && n < values.length ? toText(values[n]) : ''),
          )
          .join('');
        return unknown ? Unknown.text(text) : text;
      },
    },
  });
}
