import { isCallable } from '../values/convert';
import { FunctionObject } from '../values/function';
import type { PropertyKey, Value, JSObject } from '../values/object';
import { Property } from '../values/object';

/** Copies own enumerable properties, as spread and rest do. */
export function copyProperties(
  from: JSObject,
  to: JSObject,
  except: ReadonlySet<PropertyKey> = new Set(),
): void {
  for (const key of from.ownKeys()) {
    const property = from.getOwn(key);
    if (property?.enumerable && !except.has(key)) to.put(key, from.get(key));
  }
}

/** Gives a function without a name of its own the name of the property that holds it. */
export function nameAfterKey(value: Value, key: PropertyKey, prefix = ''): void {
  if (!(value instanceof FunctionObject) || value.name !== '') return;
  const text =
    typeof key === 'symbol' ? (key.description === undefined ? '' : `[${key.description}]`) : key;
  value.name = prefix + text;
}

/** Defines a method or half of an accessor pair. */
export function methodAdder(
  kind: string,
  enumerable: boolean,
): (object: JSObject, key: PropertyKey, value: Value) => void {
  return (object, key, value) => {
    if (!isCallable(value)) return;
    if (kind !== 'getter' && kind !== 'setter') {
      nameAfterKey(value, key);
      object.define(key, new Property(value, true, enumerable, true));
      return;
    }
    value.name = '';
    nameAfterKey(value, key, kind === 'getter' ? 'get ' : 'set ');
    const other = object.getOwn(key);
    const get = kind === 'getter' ? value : other?.get;
    const set = kind === 'setter' ? value : other?.set;
    object.define(key, Property.accessor(get, set, enumerable));
  };
}
