import { inspect } from '../inspect/inspect';
import type { Realm } from '../realm';
import { ArrayObject } from '../values/array';
import { toText } from '../values/convert';
import { forEachOf, makeIterator, toList } from '../values/iterate';
import type { PropertyKey, Value } from '../values/object';
import { JSObject, Property } from '../values/object';
import { Raised, Thrown, typeError } from '../values/throw';
import { Unknown } from '../values/unknown';

/** What every host has of the URL Standard; the core knows no types of Node or the DOM. */
interface HostParams extends Iterable<[string, string]> {
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  toString(): string;
  readonly size: number;
}

type UrlPart = (typeof parts)[number];

type HostUrl = Record<UrlPart, string> & {
  readonly origin: string;
  readonly searchParams: HostParams;
};

declare const URL: (new (url: string, base?: string) => HostUrl) & {
  canParse(url: string, base?: string): boolean;
};
declare const URLSearchParams: new (init: string | [string, string][]) => HostParams;

/** The parts that can be written. */
const parts = [
  'href',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
] as const;

/** In the order in which the console shows them. */
const shownParts = [
  'href',
  'origin',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'searchParams',
  'hash',
] as const;

class UrlObject extends JSObject {
  constructor(
    proto: JSObject,
    readonly url: HostUrl,
    readonly params: ParamsObject,
  ) {
    super(proto);
  }
}

class ParamsObject extends JSObject {
  constructor(
    proto: JSObject,
    readonly params: HostParams,
  ) {
    super(proto);
  }
}

const customInspect = Symbol.for('nodejs.util.inspect.custom');

/** URL and URLSearchParams (Node: lib/internal/url.js), on the host's own parser. */
export function installUrl(realm: Realm): void {
  const paramsOf = (self: Value): HostParams => {
    if (self instanceof ParamsObject) return self.params;
    throw typeError('Value of "this" must be of type URLSearchParams');
  };
  const urlOf = (self: Value): HostUrl => {
    if (self instanceof UrlObject) return self.url;
    throw typeError('Value of "this" must be of type URL');
  };
  installParams(realm, paramsOf);
  const parse = ([input, base]: Value[]): HostUrl => {
    const text = toText(input);
    try {
      return new URL(text, base === undefined ? undefined : toText(base));
    } catch {
      const error = realm.error('TypeError', 'Invalid URL', 'ERR_INVALID_URL');
      throw new Thrown(error.put('input', text));
    }
  };
  const url = realm.class('URL', {
    arity: 1,
    construct: (args, newTarget) => {
      const made = parse(args);
      const params = new ParamsObject(realm.prototype('URLSearchParams'), made.searchParams);
      return new UrlObject(realm.prototypeFor(newTarget, 'URL'), made, params);
    },
    prototype: {
      'get origin': (self) => urlOf(self).origin,
      'get searchParams': (self) => (self instanceof UrlObject ? self.params : undefined),
      toString: (self: Value) => urlOf(self).href,
      toJSON: (self) => urlOf(self).href,
    },
    statics: {
      canParse: (_self, [input, base]) =>
        URL.canParse(toText(input), base === undefined ? undefined : toText(base)),
      parse: (_self, args) => {
        try {
          return url.construct(args, url);
        } catch (error) {
          realm.caught(error);
          return null;
        }
      },
    },
  });
  const prototype = realm.prototype('URL');
  for (const part of parts) {
    const get = realm.function(`get ${part}`, (self) => urlOf(self)[part]);
    const set = realm.function(`set ${part}`, (self, [value]) => {
      urlOf(self)[part] = toText(value);
      return undefined;
    });
    prototype.define(part, Property.accessor(get, set, true));
  }
  prototype.hide(Symbol.toStringTag, 'URL');
  prototype.hide(
    customInspect,
    realm.function('[nodejs.util.inspect.custom]', (self, [depth]) => {
      if (!(self instanceof UrlObject) || (typeof depth === 'number' && depth < 0)) return self;
      const shown = realm.object();
      for (const part of shownParts) shown.put(part, self.get(part));
      return `URL ${inspect(realm, shown)}`;
    }),
  );
}

function installParams(realm: Realm, of: (self: Value) => HostParams): void {
  const pairs = (init: Value): [string, string][] => {
    const list: [string, string][] = [];
    const add = (name: Value, value: Value): void => void list.push([toText(name), toText(value)]);
    if (init instanceof ParamsObject) return [...init.params];
    if (init instanceof JSObject && init.has(Symbol.iterator)) {
      forEachOf(realm, init, (pair) => {
        const [name, value] = toList(realm, pair);
        add(name, value);
      });
    } else if (init instanceof JSObject) {
      for (const key of init.ownKeys()) if (isShown(init, key)) add(keyValue(key), init.get(key));
    }
    return list;
  };
  const iterator = (self: Value, pick: (pair: [string, string]) => Value): JSObject => {
    const list = [...of(self)];
    return makeIterator(realm, 'URLSearchParams', () => {
      const pair = list.shift();
      return pair && { value: pick(pair) };
    });
  };
  const entries = (self: Value): JSObject => iterator(self, (pair) => realm.array([...pair]));
  realm.class('URLSearchParams', {
    construct: ([init], newTarget) => {
      if (init instanceof Unknown)
        throw new Raised('TypeError', `URLSearchParams of ${init.name} is not known`);
      const given = init instanceof JSObject ? pairs(init) : init === undefined ? '' : toText(init);
      return new ParamsObject(
        realm.prototypeFor(newTarget, 'URLSearchParams'),
        new URLSearchParams(given),
      );
    },
    prototype: {
      append: (self, [name, value]) => {
        of(self).append(toText(name), toText(value));
        return undefined;
      },
      delete: (self, [name]) => {
        of(self).delete(toText(name));
        return undefined;
      },
      get: (self, [name]) => of(self).get(toText(name)),
      getAll: (self, [name]) => realm.array(of(self).getAll(toText(name))),
      has: (self, [name]) => of(self).has(toText(name)),
      set: (self, [name, value]) => {
        of(self).set(toText(name), toText(value));
        return undefined;
      },
      sort: (self) => {
        of(self).sort();
        return undefined;
      },
      'get size': (self) => [...of(self)].length,
      entries,
      keys: (self) => iterator(self, ([name]) => name),
      values: (self) => iterator(self, ([, value]) => value),
      '@@iterator': entries,
      forEach: (self, [callback]) => {
        for (const [name, value] of of(self)) realm.call(callback, undefined, [value, name, self]);
        return undefined;
      },
      toString: (self: Value) => of(self).toString(),
    },
  });
  realm.prototype('URLSearchParams').hide(Symbol.toStringTag, 'URLSearchParams');
  realm.prototype('URLSearchParams').hide(
    customInspect,
    realm.function('[nodejs.util.inspect.custom]', (self) => {
      const shown = [...of(self)].map(
        ([name, value]) => `${inspect(realm, name)} => ${inspect(realm, value)}`,
      );
      return shown.length === 0 ? 'URLSearchParams {}' : `URLSearchParams { ${shown.join(', ')} }`;
    }),
  );
}

function isShown(object: JSObject, key: PropertyKey): boolean {
  return !(object instanceof ArrayObject) && object.getOwn(key)?.enumerable === true;
}

function keyValue(key: PropertyKey): Value {
  return key;
}
