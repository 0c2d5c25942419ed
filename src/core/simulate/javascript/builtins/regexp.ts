import type { Realm } from '../realm';
import { RegExpObject } from '../values/collections';
import { isCallable, toInteger, toText } from '../values/convert';
import { makeIterator } from '../values/iterate';
import type { Value } from '../values/object';
import { JSObject, Property } from '../values/object';
import { typeError } from '../values/throw';
import { Unknown } from '../values/unknown';

function regexpOf(self: Value): RegExpObject {
  if (self instanceof RegExpObject) return self;
  throw typeError('Receiver is not a RegExp');
}

/** Named groups, as an object without a prototype. */
function groupsObject(groups: Readonly<Record<string, Value>>): JSObject {
  const object = new JSObject(null);
  for (const [name, value] of Object.entries(groups)) object.put(name, value);
  return object;
}

/** The array that a match gives, with `index`, `input`, `groups` and, with the flag `d`, `indices`. */
function matchObject(realm: Realm, match: RegExpMatchArray): JSObject {
  const result = realm.array([...match]);
  result.put('index', match.index).put('input', match.input);
  result.put('groups', match.groups && groupsObject(match.groups));
  const { indices } = match as RegExpExecArray;
  if (!indices) return result;
  const pair = (each: readonly number[] | undefined): Value => each && realm.array([...each]);
  const named = indices.groups;
  const ranges = realm.array(Array.from(indices, pair));
  const byName = Object.entries(named ?? {}).map(([name, each]) => [name, pair(each)]);
  ranges.put('groups', named && groupsObject(Object.fromEntries(byName) as Record<string, Value>));
  return result.put('indices', ranges);
}

/** What the host's `replace` takes for the program's replacement: a text, or a function that calls the program's. */
export function replacerOf(
  replacement: Value,
): string | ((...args: (string | number | object | undefined)[]) => string) {
  if (!isCallable(replacement)) return toText(replacement);
  return (...args) => {
    const values = args.map((each) =>
      typeof each === 'object' ? groupsObject(each as Record<string, Value>) : each,
    );
    return toText(replacement.call(undefined, values));
  };
}

/** RegExp (ECMA-262 22.2), on the host's engine: patterns run on the program's own text only. */
export function installRegExp(realm: Realm): void {
  /** Uses the host's expression from the object's own `lastIndex` on, which it then takes over. */
  const use = <Result>(self: Value, code: (regexp: RegExp) => Result): Result => {
    const object = regexpOf(self);
    const { regexp } = object;
    regexp.lastIndex = Number(object.get('lastIndex')) || 0;
    try {
      return code(regexp);
    } finally {
      if (regexp.global || regexp.sticky) object.set('lastIndex', regexp.lastIndex);
    }
  };
  const exec = (self: Value, input: Value): RegExpMatchArray | null =>
    use(self, (regexp) => regexp.exec(toText(input)));
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
      'get dotAll': (self) => regexpOf(self).regexp.dotAll,
      'get hasIndices': (self) => regexpOf(self).regexp.hasIndices,
      '@@match': (self, [text]) => {
        const found = use(self, (regexp) => toText(text).match(regexp));
        if (!found) return null;
        return regexpOf(self).regexp.global ? realm.array([...found]) : matchObject(realm, found);
      },
      '@@matchAll': (self, [text]) => {
        const matches = toText(text).matchAll(use(self, (regexp) => regexp));
        return makeIterator(realm, 'RegExp String', () => {
          const next = matches.next();
          return next.done ? undefined : { value: matchObject(realm, next.value) };
        });
      },
      '@@replace': (self, [text, replacement]) =>
        use(self, (regexp) => toText(text).replace(regexp, replacerOf(replacement) as string)),
      '@@search': (self, [text]) => toText(text).search(regexpOf(self).regexp),
      '@@split': (self, [text, limit]) =>
        realm.array(
          toText(text).split(
            regexpOf(self).regexp,
            limit === undefined ? undefined : toInteger(limit),
          ),
        ),
    },
  });
  realm.methods(constructor, {
    escape: (_self, [text]) => toText(text).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'),
  });
}
