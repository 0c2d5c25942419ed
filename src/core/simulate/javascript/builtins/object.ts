import { Closure } from '../compile/functions';
import type { Realm } from '../realm';
import { getProperty, shownObject } from '../values/access';
import { ArrayObject } from '../values/array';
import { WrapperObject } from '../values/collections';
import { isCallable, toKey, toText } from '../values/convert';
import { describe } from '../values/describe';
import { forEachOf } from '../values/iterate';
import type { NativeCode } from '../values/function';
import type { PropertyKey, Value } from '../values/object';
import { JSObject, Property } from '../values/object';
import { strictEquals } from '../values/operators';
import { typeError } from '../values/throw';
import { Unknown } from '../values/unknown';

/** An object for a value, as built-ins convert their receiver (ToObject). */
export function toObject(realm: Realm, value: Value): JSObject {
  if (value instanceof JSObject) return value;
  if (value === undefined || value === null)
    throw typeError('Cannot convert undefined or null to object');
  if (value instanceof Unknown) return realm.object();
  const wrapper = new WrapperObject(realm.prototype(wrapperName(value)), value);
  if (typeof value === 'string') {
    [...value].forEach((char, index) =>
      wrapper.define(String(index), new Property(char, false, true, false)),
    );
    wrapper.define('length', new Property(value.length, false, false, false));
  }
  return wrapper;
}

function wrapperName(value: string | number | boolean | bigint | symbol): string {
  const type = typeof value;
  return type === 'bigint' ? 'BigInt' : type.charAt(0).toUpperCase() + type.slice(1);
}

/** The names that `Object.keys` gives. */
export function enumerableTexts(object: JSObject): string[] {
  return object
    .ownKeys()
    .filter(
      (key): key is string => typeof key === 'string' && object.getOwn(key)?.enumerable === true,
    );
}

/** Results for an unknown object are unknown too. */
function unknownOf(name: string, value: Value): Unknown | undefined {
  return value instanceof Unknown ? new Unknown(`Object.${name}(${value.name})`) : undefined;
}

export function fromDescriptor(realm: Realm, property: Property | undefined): Value {
  if (!property) return undefined;
  const object = realm.object();
  if (property.accessor) object.put('get', property.get).put('set', property.set);
  else object.put('value', property.value).put('writable', property.writable);
  return object.put('enumerable', property.enumerable).put('configurable', property.configurable);
}

function toDescriptor(realm: Realm, description: Value, old: Property | undefined): Property {
  if (!(description instanceof JSObject))
    throw typeError(`Property description must be an object: ${describe(description)}`);
  const flag = (name: string, before: boolean): boolean =>
    description.has(name) ? realm.truth(description.get(name)) : before;
  const enumerable = flag('enumerable', old?.enumerable ?? false);
  const configurable = flag('configurable', old?.configurable ?? false);
  if (description.has('get') || description.has('set')) {
    const get = description.get('get') ?? old?.get;
    const set = description.get('set') ?? old?.set;
    return Property.accessor(
      isCallable(get) ? get : undefined,
      isCallable(set) ? set : undefined,
      enumerable,
      configurable,
    );
  }
  const value = description.has('value') ? description.get('value') : old?.value;
  if (old?.accessor && !description.has('value'))
    return Property.accessor(old.get, old.set, enumerable, configurable);
  return new Property(value, flag('writable', old?.writable ?? false), enumerable, configurable);
}

export function defineFrom(
  realm: Realm,
  object: JSObject,
  key: PropertyKey,
  description: Value,
): void {
  if (!object.define(key, toDescriptor(realm, description, object.getOwn(key)))) {
    throw typeError(
      object.getOwn(key)
        ? `Cannot redefine property: ${String(key)}`
        : `Cannot define property ${String(key)}, object is not extensible`,
    );
  }
}

/** Object (ECMA-262 20.1). */
export function installObject(realm: Realm): void {
  const entriesOf = (object: JSObject): Value[] =>
    enumerableTexts(object).map((key) => realm.array([key, object.get(key)]));
  const constructor = realm.class('Object', {
    arity: 1,
    construct: ([value], newTarget) => {
      if (newTarget !== constructor) return new JSObject(realm.prototypeFor(newTarget, 'Object'));
      return value === undefined || value === null ? realm.object() : toObject(realm, value);
    },
    call: (_self, [value]) =>
      value === undefined || value === null ? realm.object() : toObject(realm, value),
    prototype: {
      hasOwnProperty: (self: Value, [key]: Value[]) =>
        toObject(realm, self).getOwn(toKey(key)) !== undefined,
      isPrototypeOf: (self: Value, [value]: Value[]) => {
        for (let link = value instanceof JSObject ? value.proto : null; link; link = link.proto)
          if (link === self) return true;
        return false;
      },
      propertyIsEnumerable: (self: Value, [key]: Value[]) =>
        toObject(realm, self).getOwn(toKey(key))?.enumerable ?? false,
      toString: (self: Value) => {
        if (self === undefined) return '[object Undefined]';
        if (self === null) return '[object Null]';
        const object = toObject(realm, self);
        const tag = object.get(Symbol.toStringTag);
        return `[object ${typeof tag === 'string' ? tag : plainKind(object)}]`;
      },
      toLocaleString: (self: Value) => realm.call(getProperty(realm, self, 'toString'), self, []),
      valueOf: (self: Value) => toObject(realm, self),
    },
    statics: {
      keys: (_self, [value]) =>
        unknownOf('keys', value) ?? realm.array(enumerableTexts(toObject(realm, value))),
      values: (_self, [value]) => {
        const object = toObject(realm, value);
        return (
          unknownOf('values', value) ??
          realm.array(enumerableTexts(object).map((key) => object.get(key)))
        );
      },
      entries: (_self, [value]) =>
        unknownOf('entries', value) ?? realm.array(entriesOf(toObject(realm, value))),
      fromEntries: (_self, [iterable]) => {
        if (iterable instanceof Unknown) return new Unknown(`Object.fromEntries(${iterable.name})`);
        const object = realm.object();
        forEachOf(realm, iterable, (entry) => {
          if (!(entry instanceof JSObject) && !(entry instanceof Unknown))
            throw typeError(`Iterator value ${describe(entry)} is not an entry object`);
          object.put(toKey(getProperty(realm, entry, '0')), getProperty(realm, entry, '1'));
        });
        return object;
      },
      assign: (_self, [target, ...sources]) => {
        const object = toObject(realm, target);
        for (const source of sources) {
          if (source === undefined || source === null || source instanceof Unknown) continue;
          const from = toObject(realm, source);
          for (const key of from.ownKeys()) {
            if (!from.getOwn(key)?.enumerable) continue;
            if (!object.set(key, from.get(key))) {
              throw typeError(
                `Cannot assign to read only property '${String(key)}' of object '#<Object>'`,
              );
            }
          }
        }
        return object;
      },
      create: (_self, [proto, properties]) => {
        if (proto !== null && !(proto instanceof JSObject)) {
          throw typeError(`Object prototype may only be an Object or null: ${describe(proto)}`);
        }
        const object = new JSObject(proto);
        if (properties instanceof JSObject) {
          for (const key of properties.ownKeys())
            defineFrom(realm, object, key, properties.get(key));
        }
        return object;
      },
      getPrototypeOf: (_self, [value]) => toObject(realm, value).proto,
      setPrototypeOf: (_self, [value, proto]) => {
        if (value === undefined || value === null)
          throw typeError('Object.setPrototypeOf called on null or undefined');
        if (proto !== null && !(proto instanceof JSObject) && !(proto instanceof Unknown))
          throw typeError(`Object prototype may only be an Object or null: ${describe(proto)}`);
        if (!(value instanceof JSObject) || proto instanceof Unknown) return value;
        if (!value.extensible && value.proto !== proto)
          throw typeError(`${shownObject(value)} is not extensible`);
        value.proto = proto;
        return value;
      },
      defineProperty: (_self, [object, key, description]) => {
        if (!(object instanceof JSObject))
          throw typeError('Object.defineProperty called on non-object');
        defineFrom(realm, object, toKey(key), description);
        return object;
      },
      defineProperties: (_self, [object, properties]) => {
        if (!(object instanceof JSObject))
          throw typeError('Object.defineProperties called on non-object');
        const all = toObject(realm, properties);
        for (const key of all.ownKeys()) defineFrom(realm, object, key, all.get(key));
        return object;
      },
      getOwnPropertyNames: (_self, [value]) =>
        realm.array(
          toObject(realm, value)
            .ownKeys()
            .filter((key) => typeof key === 'string'),
        ),
      getOwnPropertySymbols: (_self, [value]) =>
        realm.array(
          toObject(realm, value)
            .ownKeys()
            .filter((key) => typeof key === 'symbol'),
        ),
      getOwnPropertyDescriptor: (_self, [value, key]) =>
        fromDescriptor(realm, toObject(realm, value).getOwn(toKey(key))),
      getOwnPropertyDescriptors: (_self, [value]) => {
        const object = toObject(realm, value);
        const all = realm.object();
        for (const key of object.ownKeys()) all.put(key, fromDescriptor(realm, object.getOwn(key)));
        return all;
      },
      freeze: (_self, [value]) => {
        if (value instanceof JSObject) value.freeze(false);
        return value;
      },
      seal: (_self, [value]) => {
        if (value instanceof JSObject) value.freeze(true);
        return value;
      },
      preventExtensions: (_self, [value]) => {
        if (value instanceof JSObject) value.preventExtensions();
        return value;
      },
      isExtensible: (_self, [value]) => value instanceof JSObject && value.extensible,
      isFrozen: (_self, [value]) =>
        !(value instanceof JSObject) ||
        (!value.extensible &&
          value.ownKeys().every((key) => {
            const own = value.getOwn(key);
            return !own || (!own.configurable && (own.accessor || !own.writable));
          })),
      isSealed: (_self, [value]) =>
        !(value instanceof JSObject) ||
        (!value.extensible && value.ownKeys().every((key) => !value.getOwn(key)?.configurable)),
      is: (_self, [a, b]) =>
        Object.is(a, b)
          ? true
          : a instanceof Unknown || b instanceof Unknown
            ? strictEquals(a, b)
            : false,
      hasOwn: (_self, [value, key]) =>
        unknownOf('hasOwn', value) ?? toObject(realm, value).getOwn(toKey(key)) !== undefined,
      groupBy: (_self, [iterable, callback]) => {
        const groups = new JSObject(null);
        let index = 0;
        forEachOf(realm, iterable, (value) => {
          const key = toKey(realm.call(callback, undefined, [value, index++]));
          const group = groups.get(key);
          if (group instanceof ArrayObject) group.items.push(value);
          else groups.put(key, realm.array([value]));
        });
        return groups;
      },
    },
  });
  constructor.name = 'Object';
  const proto = Property.accessor(
    realm.function('get __proto__', (self) => toObject(realm, self).proto),
    realm.function('set __proto__', (self, [value]) => {
      if (self instanceof JSObject && (value === null || value instanceof JSObject))
        self.proto = value;
      return undefined;
    }),
    false,
  );
  realm.objectPrototype.define('__proto__', proto);
  installFunction(realm);
  installReflect(realm);
}

function plainKind(object: JSObject): string {
  const known = [
    'Array',
    'Function',
    'Error',
    'Boolean',
    'Number',
    'String',
    'Date',
    'RegExp',
    'Arguments',
  ];
  return known.includes(object.kind) ? object.kind : 'Object';
}

/** Array-like arguments, for `apply`. */
function listOf(realm: Realm, value: Value): Value[] {
  if (value instanceof ArrayObject) return [...value.items];
  if (!(value instanceof JSObject)) return [];
  return Array.from({ length: Number(value.get('length')) || 0 }, (_, index) =>
    value.get(String(index)),
  );
}

function installFunction(realm: Realm): void {
  const methods = {
    call: (self: Value, [thisValue, ...args]: Value[]) => realm.call(self, thisValue, args),
    apply: (self: Value, [thisValue, args]: Value[]) =>
      realm.call(self, thisValue, listOf(realm, args)),
    bind: (self: Value, [thisValue, ...args]: Value[]) => {
      if (!isCallable(self)) throw typeError('Bind must be called on a function');
      return realm.bind(self, thisValue, args);
    },
    toString: (self: Value) => {
      if (self instanceof Closure) return self.source;
      return `function ${self instanceof JSObject ? toText(self.get('name')) : ''}() { [native code] }`;
    },
    '@@hasInstance': (self: Value, [value]: Value[]) => {
      if (!(self instanceof JSObject)) return false;
      const prototype = self.get('prototype');
      for (let link = value instanceof JSObject ? value.proto : null; link; link = link.proto)
        if (link === prototype) return true;
      return false;
    },
  };
  const construct = (): JSObject => {
    throw typeError('The walkthrough does not evaluate text as code');
  };
  const parent = realm.class('Function', { arity: 1, construct, prototype: methods });
  for (const name of ['AsyncFunction', 'GeneratorFunction', 'AsyncGeneratorFunction']) {
    realm.class(name, { arity: 1, construct, parent, hidden: true });
    realm.prototype(name).hide(Symbol.toStringTag, name);
  }
}

function installReflect(realm: Realm): void {
  const checked =
    (name: string, code: (object: JSObject, args: Value[]) => Value): NativeCode =>
    (_self, [object, ...args]) => {
      if (object instanceof JSObject) return code(object, args);
      if (object instanceof Unknown) return new Unknown(`Reflect.${name}(${object.name})`);
      throw typeError(`Reflect.${name} called on non-object`);
    };
  const onObjects: Readonly<Record<string, (object: JSObject, args: Value[]) => Value>> = {
    get: (object, [key, receiver]) => object.get(toKey(key), receiver ?? object),
    set: (object, [key, value, receiver]) => object.set(toKey(key), value, receiver ?? object),
    has: (object, [key]) => object.has(toKey(key)),
    ownKeys: (object) => realm.array(object.ownKeys()),
    deleteProperty: (object, [key]) => object.delete(toKey(key)),
    defineProperty: (object, [key, description]) => {
      const name = toKey(key);
      return object.define(name, toDescriptor(realm, description, object.getOwn(name)));
    },
    getPrototypeOf: (object) => object.proto,
    setPrototypeOf: (object, [proto]) => {
      if (!object.extensible) return false;
      if (proto === null || proto instanceof JSObject) object.proto = proto;
      return true;
    },
    isExtensible: (object) => object.extensible,
    preventExtensions: (object) => {
      object.preventExtensions();
      return true;
    },
    getOwnPropertyDescriptor: (object, [key]) => fromDescriptor(realm, object.getOwn(toKey(key))),
  };
  const reflect = realm.methods(
    realm.object(),
    {
      ...Object.fromEntries(
        Object.entries(onObjects).map(([name, code]) => [name, checked(name, code)]),
      ),
      apply: (_self, [target, self, args]) => realm.call(target, self, listOf(realm, args)),
      construct: (_self, [target, args, newTarget]) => {
        if (!isCallable(target)) throw typeError(`${describe(target)} is not a constructor`);
        return target.construct(listOf(realm, args), isCallable(newTarget) ? newTarget : target);
      },
    },
    Reflect,
  );
  reflect.define(Symbol.toStringTag, new Property('Reflect', false, false, true));
  realm.global.hide('Reflect', reflect);
}
