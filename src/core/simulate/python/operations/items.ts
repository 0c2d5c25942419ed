import { PyBytes, PyDict, PyList, PyRange, PySet, PySlice, PyTuple } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyFunction } from '../objects/functions';
import { GenericAlias } from '../objects/aliases';
import { PyDictView } from '../objects/iterators';
import { Float, PyClass, PyInstance, typeClass, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { Unknown } from '../objects/unknown';
import { callSpecial, findAttribute } from './attributes';
import { call } from './call';
import { equal, label, numberOf, textOf } from './compare';
import { dictGet, dictSet, hashKey, setHas } from './hash';
import { items, iterate } from './iterate';
import { repr } from './repr';

/** `object[key]`. */
export function getItem(object: Value, key: Value): Value {
  if (object instanceof Unknown) return new Unknown(`${object.name}[${label(key)}]`);
  if (object instanceof PyDict && !ownMethod(object, '__getitem__')) return dictItem(object, key);
  if (object instanceof PyList && !ownMethod(object, '__getitem__')) {
    if (key instanceof PySlice) return new PyList(slice(object.items, key));
    return at(object.items, key, 'list');
  }
  if (object instanceof PyTuple) {
    if (key instanceof PySlice) return new PyTuple(slice(object.items, key));
    return at(object.items, key, 'tuple');
  }
  const text = textOf(object);
  if (text !== undefined) return textItem(text, key);
  if (object instanceof PyRange) return rangeItem(object, key);
  if (object instanceof PyBytes) {
    const bytes = [...object.bytes];
    if (!(key instanceof PySlice)) return at(bytes, key, 'index');
    return new PyBytes(Uint8Array.from(slice(bytes, key)), object.cls);
  }
  if (object instanceof PyClass) return classItem(object, key);
  const result = callSpecial(object, '__getitem__', [key]);
  if (result === undefined) {
    raise('TypeError', `'${typeOf(object).name}' object is not subscriptable`);
  }
  return result;
}

function ownMethod(object: PyDict | PyList, name: string): boolean {
  return object.cls.lookup(name) instanceof PyFunction;
}

function dictItem(dict: PyDict, key: Value): Value {
  if (key instanceof Unknown) return new Unknown(`${dict.cls.name}[${key.name}]`);
  const value = dictGet(dict, key);
  if (value !== undefined) return value;
  const missing = callSpecial(dict, '__missing__', [key]);
  if (missing === undefined) raise('KeyError', key);
  return missing;
}

/** `Class[…]`: an enum's member, or a generic alias, which is as good as the class. */
function classItem(cls: PyClass, key: Value): Value {
  const meta = cls.cls.lookup('__getitem__');
  if (meta !== undefined) return call(meta, [cls, key]);
  const generic = findAttribute(cls, '__class_getitem__');
  if (cls === typeClass) return new GenericAlias(cls, key instanceof PyTuple ? key.items : [key]);
  if (generic === undefined) raise('TypeError', `type '${cls.name}' is not subscriptable`);
  const item = call(generic, [key]);
  // The library's classes give themselves; what a program sees is an alias.
  return item === cls ? new GenericAlias(cls, key instanceof PyTuple ? key.items : [key]) : item;
}

/** An index as Python takes it: an int, or something with `__index__`. */
export function indexOf(value: Value, what: string): number {
  const number = value instanceof Float ? undefined : numberOf(value);
  if (number !== undefined) return Number(number);
  const own = callSpecial(value, '__index__');
  if (typeof own === 'number') return own;
  raise('TypeError', `${what} indices must be integers or slices, not ${typeOf(value).name}`);
}

function at(values: readonly Value[], key: Value, what: string): Value {
  if (key instanceof Unknown) return new Unknown(`${what}[${key.name}]`);
  const index = indexOf(key, what);
  const value = values[index < 0 ? index + values.length : index];
  if (value === undefined) raise('IndexError', `${what} index out of range`);
  return value;
}

function textItem(text: string, key: Value): Value {
  if (key instanceof Unknown) return new Unknown(`${text}[${key.name}]`);
  // Astral characters are two code units but one character.
  const characters = /[\ud800-\udfff]/.test(text) ? [...text] : null;
  if (key instanceof PySlice) {
    if (characters) return slice(characters, key).join('');
    const { start, stop, step } = sliceIndices(key, text.length);
    if (step === 1) return text.slice(start, Math.max(start, stop));
    return slice([...text], key).join('');
  }
  const index = indexOf(key, 'string');
  const source = characters ?? text;
  const found = source[index < 0 ? index + source.length : index];
  if (found === undefined) raise('IndexError', 'string index out of range');
  return found;
}

function rangeItem(range: PyRange, key: Value): Value {
  const { start, step, length } = range;
  if (key instanceof PySlice) {
    const part = sliceIndices(key, length);
    return new PyRange(start + part.start * step, start + part.stop * step, step * part.step);
  }
  const index = indexOf(key, 'range');
  const place = index < 0 ? index + length : index;
  if (place < 0 || place >= length) raise('IndexError', 'range object index out of range');
  return start + place * step;
}

/** `slice.indices(length)`. */
export function sliceIndices(
  value: PySlice,
  length: number,
): { start: number; stop: number; step: number } {
  const step = value.step === null ? 1 : indexOf(value.step, 'slice');
  if (step === 0) raise('ValueError', 'slice step cannot be zero');
  const low = step < 0 ? -1 : 0;
  const high = step < 0 ? length - 1 : length;
  const clamp = (bound: Value, fallback: number): number => {
    if (bound === null) return fallback;
    if (bound instanceof Unknown) return fallback;
    const index = indexOf(bound, 'slice');
    return index < 0 ? Math.max(low, index + length) : Math.min(high, index);
  };
  return {
    start: clamp(value.start, step < 0 ? high : low),
    stop: clamp(value.stop, step < 0 ? low : high),
    step,
  };
}

export function slice<T>(values: readonly T[], key: PySlice): T[] {
  const { start, stop, step } = sliceIndices(key, values.length);
  if (step === 1) return values.slice(start, Math.max(start, stop));
  const result: T[] = [];
  for (let index = start; step > 0 ? index < stop : index > stop; index += step) {
    const value = values[index];
    if (value !== undefined) result.push(value);
  }
  return result;
}

/** `object[key] = value`. */
export function setItem(object: Value, key: Value, value: Value): void {
  if (object instanceof Unknown) return;
  if (object instanceof PyDict && !ownMethod(object, '__setitem__')) {
    dictSet(object, key, value);
  } else if (object instanceof PyList && !ownMethod(object, '__setitem__')) {
    setListItem(object, key, value);
  } else if (callSpecial(object, '__setitem__', [key, value]) === undefined) {
    raise('TypeError', `'${typeOf(object).name}' object does not support item assignment`);
  }
}

function setListItem(list: PyList, key: Value, value: Value): void {
  if (key instanceof PySlice) {
    const { start, stop, step } = sliceIndices(key, list.items.length);
    const values = [...items(value)];
    if (step === 1) {
      list.items.splice(start, Math.max(0, stop - start), ...values);
      return;
    }
    for (let index = start; step > 0 ? index < stop : index > stop; index += step) {
      list.items[index] = values.shift() ?? null;
    }
    return;
  }
  const index = indexOf(key, 'list');
  const place = index < 0 ? index + list.items.length : index;
  if (place < 0 || place >= list.items.length) {
    raise('IndexError', 'list assignment index out of range');
  }
  list.items[place] = value;
}

/** `del object[key]`. */
export function deleteItem(object: Value, key: Value): void {
  if (object instanceof Unknown) return;
  if (object instanceof PyDict && !ownMethod(object, '__delitem__')) {
    if (!object.entries.delete(hashKey(key))) raise('KeyError', key);
  } else if (object instanceof PyList) {
    if (key instanceof PySlice) {
      const { start, stop, step } = sliceIndices(key, object.items.length);
      const gone = new Set<number>();
      for (let i = start; step > 0 ? i < stop : i > stop; i += step) gone.add(i);
      object.items = object.items.filter((_, index) => !gone.has(index));
      return;
    }
    const index = indexOf(key, 'list');
    const place = index < 0 ? index + object.items.length : index;
    if (place < 0 || place >= object.items.length) {
      raise('IndexError', 'list assignment index out of range');
    }
    object.items.splice(place, 1);
  } else if (callSpecial(object, '__delitem__', [key]) === undefined) {
    raise('TypeError', `'${typeOf(object).name}' object doesn't support item deletion`);
  }
}

/** `value in container`. */
export function contains(container: Value, value: Value): Value {
  if (container instanceof Unknown) return new Unknown(`${label(value)} in ${container.name}`);
  const own = typeOf(container).lookup('__contains__');
  if (own instanceof PyFunction) return call(own, [container, value]);
  const text = textOf(container);
  if (value instanceof Unknown) {
    return new Unknown(`${value.name} in ${text ?? typeOf(container).name}`);
  }
  if (text !== undefined) {
    const part = textOf(value);
    if (part === undefined) {
      raise(
        'TypeError',
        `'in <string>' requires string as left operand, not ${typeOf(value).name}`,
      );
    }
    return text.includes(part);
  }
  if (container instanceof PyDict) return container.entries.has(hashKey(value));
  if (container instanceof PySet) return setHas(container, value);
  if (container instanceof PyDictView && container.kind === 'keys') {
    return container.dict.entries.has(hashKey(value));
  }
  if (container instanceof PyRange) return rangeContains(container, value);
  if (container instanceof PyBytes) return bytesContain(container, value);
  if (own !== undefined && own !== null) return call(own, [container, value]);
  const meta = container instanceof PyClass ? container.cls.lookup('__contains__') : undefined;
  if (meta !== undefined) return call(meta, [container, value]);
  const iterator = iterate(container);
  for (let item = iterator.next(); item !== undefined; item = iterator.next()) {
    if (equal(item, value)) return true;
  }
  return false;
}

function rangeContains({ start, step, length }: PyRange, value: Value): boolean {
  const number = numberOf(value);
  if (number === undefined) return false;
  const place = (Number(number) - start) / step;
  return Number.isInteger(place) && place >= 0 && place < length;
}

function bytesContain(container: PyBytes, value: Value): boolean {
  if (typeof value === 'number') return container.bytes.includes(value);
  if (!(value instanceof PyBytes))
    raise('TypeError', `a bytes-like object is required, not '${repr(value)}'`);
  const decode = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
  return decode(container.bytes).includes(decode(value.bytes));
}

/** `len(value)`. */
export function length(value: Value): Value {
  if (typeof value === 'string') {
    return /[\ud800-\udfff]/.test(value) ? [...value].length : value.length;
  }
  if (value instanceof Unknown) return new Unknown(`len(${value.name})`);
  const own = callSpecial(value, '__len__');
  if (own !== undefined) return own;
  if (value instanceof PyList || value instanceof PyTuple) return value.items.length;
  if (value instanceof PyDict || value instanceof PySet) return value.size;
  if (value instanceof PyDictView) return value.dict.size;
  if (value instanceof PyRange) return value.length;
  if (value instanceof PyBytes) return value.bytes.length;
  if (value instanceof PyInstance && value.payload !== undefined) return length(value.payload);
  raise('TypeError', `object of type '${typeOf(value).name}' has no len()`);
}
