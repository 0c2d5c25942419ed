import type { Realm } from '../realm';
import { isCallable, keyText, toKey } from './convert';
import { ArrayObject } from './array';
import type { PropertyKey, Value } from './object';
import { isIndex, JSObject } from './object';
import { proxyTargets } from './proxy';
import { typeError } from './throw';
import { Unknown } from './unknown';

/** The prototype on which a primitive's properties are looked up. */
function prototypeOfPrimitive(realm: Realm, value: Value): JSObject {
  switch (typeof value) {
    case 'string':
      return realm.prototype('String');
    case 'number':
      return realm.prototype('Number');
    case 'boolean':
      return realm.prototype('Boolean');
    case 'bigint':
      return realm.prototype('BigInt');
    default:
      return realm.prototype('Symbol');
  }
}

export function getProperty(realm: Realm, object: Value, key: PropertyKey): Value {
  if (object instanceof JSObject) return object.get(key);
  if (typeof object === 'string') {
    if (key === 'length') return object.length;
    if (isIndex(key)) return object[Number(key)];
  }
  if (object === undefined || object === null) {
    if (key === Symbol.iterator) {
      const shown = object === null ? 'object null' : 'undefined';
      throw typeError(`${shown} is not iterable (cannot read property Symbol(Symbol.iterator))`);
    }
    throw typeError(`Cannot read properties of ${String(object)} (reading '${keyText(key)}')`);
  }
  if (object instanceof Unknown) return object.member(key);
  return prototypeOfPrimitive(realm, object).get(key, object);
}

export function setProperty(
  realm: Realm,
  object: Value,
  key: PropertyKey,
  value: Value,
  strict: boolean,
): void {
  if (object instanceof JSObject) {
    if (!object.set(key, value) && strict) throw typeError(refusal(object, key));
    return;
  }
  if (object === undefined || object === null) {
    throw typeError(`Cannot set properties of ${String(object)} (setting '${keyText(key)}')`);
  }
  if (object instanceof Unknown) return;
  if (strict) {
    throw typeError(
      `Cannot create property '${keyText(key)}' on ${typeof object} '${String(object)}'`,
    );
  }
}

/** V8's message for a property that cannot be written. */
function refusal(object: JSObject, key: PropertyKey): string {
  const name = keyText(key);
  if (proxyTargets.has(object))
    return `'set' on proxy: trap returned falsish for property '${name}'`;
  const own = object.getOwn(key);
  const shown = shownObject(object);
  if (!own && !hasSetterAbove(object, key))
    return `Cannot add property ${name}, object is not extensible`;
  if (own && !own.accessor)
    return `Cannot assign to read only property '${name}' of object '${shown}'`;
  return `Cannot set property ${name} of ${shown} which has only a getter`;
}

function hasSetterAbove(object: JSObject, key: PropertyKey): boolean {
  for (let link = object.proto; link; link = link.proto)
    if (link.getOwn(key)?.accessor) return true;
  return false;
}

/**
 * An object in V8's messages (`Object::NoSideEffectsToString`): by its class, or, if that has a `toString` of its own
 * which must not be called, by its kind.
 */
export function shownObject(object: JSObject): string {
  let holder: JSObject | null = object;
  while (holder && !holder.getOwn('toString')) holder = holder.proto;
  return holder && !holder.proto
    ? `#<${constructorName(object) ?? 'Object'}>`
    : `[object ${object.kind}]`;
}

/** The name of the class that an object shows as. */
export function constructorName(object: JSObject): string | null {
  for (let link: JSObject | null = object; link; link = link.proto) {
    const own = link.getOwn('constructor');
    if (own && isCallable(own.value)) {
      const name = own.value.get('name');
      if (typeof name === 'string' && name !== '') return name;
    }
  }
  return null;
}

/** `object[key]`, without making a text of an array's index. */
export function getElement(realm: Realm, object: Value, key: Value): Value {
  if (typeof key === 'number' && object instanceof ArrayObject && key in object.items)
    return object.items[key];
  if (key instanceof Unknown)
    return new Unknown(`${object instanceof Unknown ? object.name : 'element'}[${key.name}]`);
  if (object === undefined || object === null) return getProperty(realm, object, toKey(key));
  return getProperty(realm, object, toKey(key));
}

export function setElement(
  realm: Realm,
  object: Value,
  key: Value,
  value: Value,
  strict: boolean,
): void {
  if (
    typeof key === 'number' &&
    object instanceof ArrayObject &&
    key < object.items.length &&
    key in object.items &&
    !object.frozen
  ) {
    object.items[key] = value;
    return;
  }
  if (key instanceof Unknown) {
    if (object instanceof JSObject) setProperty(realm, object, key.text, value, strict);
    return;
  }
  setProperty(realm, object, toKey(key), value, strict);
}
