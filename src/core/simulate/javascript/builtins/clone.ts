import { Closure } from '../compile/functions';
import { randomMethods } from '../modules/crypto';
import type { Realm } from '../realm';
import { ArrayObject } from '../values/array';
import { DateObject, MapObject, RegExpObject, SetObject } from '../values/collections';
import { isCallable } from '../values/convert';
import { ErrorObject } from '../values/error';
import { describe } from '../values/describe';
import { toList } from '../values/iterate';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { Thrown } from '../values/throw';
import { ArrayBufferObject, TypedArrayObject } from '../values/typed_array';
import { Unknown } from '../values/unknown';
import { domException } from './abort';

/** structuredClone and crypto. */
export function installWebGlobals(realm: Realm): void {
  realm.methods(realm.global, {
    structuredClone: (_self, [value, options]) =>
      transferring(realm, value, options instanceof JSObject ? options.get('transfer') : undefined),
  });
  realm.global.hide('crypto', randomMethods(realm));
}

/** StructuredSerializeWithTransfer of the HTML standard: what the list names is moved, everything else cloned. */
export function transferring(realm: Realm, value: Value, list: Value): Value {
  const seen = new Map<JSObject, JSObject>();
  const moved = list === undefined || list === null ? [] : toList(realm, list);
  for (const each of moved) {
    if (!(each instanceof ArrayBufferObject)) {
      realm.unsupported('transferList');
      return new Unknown('message');
    }
    if (each.detached || each.shared)
      throw new Thrown(
        domException(
          realm,
          'An ArrayBuffer is detached and could not be cloned.',
          'DataCloneError',
        ),
      );
    seen.set(each, new ArrayBufferObject(realm.prototype('ArrayBuffer'), each.buffer));
  }
  const copy = clone(realm, value, seen);
  for (const each of moved) if (each instanceof ArrayBufferObject) each.detached = true;
  return copy;
}

/** The structured clone of a value; throws a DataCloneError for what has none. */
export function clone(realm: Realm, value: Value, seen = new Map<JSObject, JSObject>()): Value {
  if (!(value instanceof JSObject)) {
    if (typeof value === 'symbol')
      throw new Thrown(
        domException(realm, `${value.toString()} could not be cloned.`, 'DataCloneError'),
      );
    return value;
  }
  const known = seen.get(value);
  if (known) return known;
  if (
    isCallable(value) ||
    value.kind === 'Promise' ||
    value.kind === 'WeakMap' ||
    value.kind === 'WeakSet'
  ) {
    const shown = value instanceof Closure ? value.source : `#<${describe(value)}>`;
    throw new Thrown(domException(realm, `${shown} could not be cloned.`, 'DataCloneError'));
  }
  if (value.kind === 'MessagePort') {
    const text = 'Object that needs transfer was found in message but not listed in transferList';
    throw new Thrown(domException(realm, text, 'DataCloneError'));
  }
  if (value instanceof TypedArrayObject) {
    const { byteOffset, length } = value.view;
    const constructor = realm.global.get(value.kind);
    const buffer = clone(realm, value.buffer, seen);
    if (!isCallable(constructor)) return undefined;
    const copied = constructor.construct([buffer, byteOffset, length], constructor);
    seen.set(value, copied);
    return copied;
  }
  const copy = emptyCopy(realm, value);
  seen.set(value, copy);
  if (value instanceof MapObject && copy instanceof MapObject) {
    for (const [key, each] of value.entries)
      copy.entries.set(clone(realm, key, seen), clone(realm, each, seen));
  }
  if (value instanceof SetObject && copy instanceof SetObject) {
    for (const each of value.values) copy.values.add(clone(realm, each, seen));
  }
  if (value instanceof ErrorObject) {
    for (const key of ['stack', 'message', 'cause'])
      if (value.getOwn(key)) copy.hide(key, clone(realm, value.get(key), seen));
    return copy;
  }
  for (const key of value.ownKeys()) {
    if (typeof key === 'string' && value.getOwn(key)?.enumerable)
      copy.put(key, clone(realm, value.get(key), seen));
  }
  return copy;
}

function emptyCopy(realm: Realm, value: JSObject): JSObject {
  if (value instanceof ArrayObject) return realm.array([]);
  if (value instanceof ArrayBufferObject)
    return value.shared
      ? value
      : new ArrayBufferObject(realm.prototype('ArrayBuffer'), value.buffer.slice(0));
  if (value instanceof MapObject) return new MapObject(realm.prototype('Map'));
  if (value instanceof SetObject) return new SetObject(realm.prototype('Set'));
  if (value instanceof DateObject) return new DateObject(realm.prototype('Date'), value.time);
  if (value instanceof RegExpObject)
    return new RegExpObject(realm.prototype('RegExp'), value.regexp);
  if (value instanceof ErrorObject) {
    const name = value.get('name');
    return new ErrorObject(
      realm.prototype(typeof name === 'string' && name.endsWith('Error') ? name : 'Error'),
    );
  }
  return realm.object();
}
