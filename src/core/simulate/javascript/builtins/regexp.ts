import type { Realm } from '../realm';
import { RegExpObject } from '../values/collections';
import { toText } from '../values/convert';
import { makeIterator } from '../values/iterate';
import type { Value } from '../values/object';
import { JSObject, Property } from '../values/object';
import { typeError } from '../values/throw';
import { Unknown } from '../values/unknown';

function regexpOf(self: Value): RegExpObject {
  if (self instanceof RegExpObject) return self;
  throw typeError('Receiver is not a RegExp');
}

/** The array that a match gives, with `index`, `input` and `groups`. */
export function matchObject(realm: Realm, match: RegExpMatchArray): JSObject {
  const result = realm.array([...match]);
  result.put('index', match.index).put('input', match.input);
  if (!match.groups) return result.put('groups', undefined);
  const groups = new JSObject(null);
  for (const [name, text] of Object.entries(match.groups)) groups.put(name, text);
  return result.put('groups', groups);
}

export function matchAll(realm: Realm, text: string, regexp: RegExp): JSObject {
  const matches = text.matchAll(regexp);
  return makeIterator(realm, 'RegExp String', () => {
    const next = matches.next();
    return next.done ? undefined : { value: matchObject(realm, next.value) };
  });
}

type Replacer = string | ((...args: (string | number | undefined)[]) => string);

export function replaceWith(
  text: string,
  pattern: string | RegExp,
  replacement: Replacer,
  all: boolean,
): string {
  if (typeof replacement === 'string')
    return all ? text.replaceAll(pattern, replacement) : text.replace(pattern, replacement);
  return all ? text.replaceAll(pattern, replacement) : text.replace(pattern, replacement);
}

/** RegExp (ECMA-262 22.2), on the host's engine: patterns run on the program's own text only. */
export function installRegExp(realm: Realm): void {
  const exec = (self: Value, input: Value): RegExpMatchArray | null => {
    const object = regexpOf(self);
    const { regexp } = object;
    regexp.lastIndex = Number(object.get('lastIndex')) || 0;
    const match = regexp.exec(toText(input));
    if (regexp.global || regexp.sticky) object.set('lastIndex', regexp.lastIndex);
    return match;
  };
  const make = ([pattern, flags]: Value[]): RegExpObject => {
    const source =
      pattern instanceof RegExpObject
        ? pattern.regexp.source
        : pattern === undefined
          ? '(?:)'
          : toText(pattern);
    const given =
      flags === undefined
        ? pattern instanceof RegExpObject
          ? pattern.regexp.flags
          : ''
        : toText(flags);
    const object = new RegExpObject(realm.prototype('RegExp'), new RegExp(source, given));
    object.define('lastIndex', new Property(0, true, false, false));
    return object;
  };
  const constructor = realm.class('RegExp', {
    arity: 2,
    construct: make,
    call: (_self, args) => make(args),
    prototype: {
      exec: (self, [input]) => {
        const match = exec(self, input);
        return match && matchObject(realm, match);
      },
      test: (self, [input]) =>
        input instanceof Unknown
          ? new Unknown(`test(${input.name})`, undefined, 'boolean')
          : exec(self, input) !== null,
      toString: (self: Value) => String(regexpOf(self).regexp),
      'get source': (self) => regexpOf(self).regexp.source,
      'get flags': (self) => regexpOf(self).regexp.flags,
      'get global': (self) => regexpOf(self).regexp.global,
      'get ignoreCase': (self) => regexpOf(self).regexp.ignoreCase,
      'get multiline': (self) => regexpOf(self).regexp.multiline,
      'get sticky': (self) => regexpOf(self).regexp.sticky,
      'get unicode': (self) => regexpOf(self).regexp.unicode,
      '@@replace': (self, [text, replacement]) =>
        toText(text).replace(regexpOf(self).regexp, toText(replacement)),
      '@@split': (self, [text]) => realm.array(toText(text).split(regexpOf(self).regexp)),
    },
  });
  realm.methods(constructor, {
    escape: (_self, [text]) => toText(text).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
  });
}
