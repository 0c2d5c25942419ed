import { ArrayObject } from '../values/array';
import { MapObject, SetObject } from '../values/collections';
import { isCallable } from '../values/convert';
import { ErrorObject } from '../values/error';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { proxyTargets } from '../values/proxy';
import { Unknown } from '../values/unknown';

const maxLength = 60;

function shorten(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1)}…`;
}

/** A value in a few characters, for a step of the trace; runs none of the program's code. */
export function preview(value: Value): string {
  if (typeof value === 'string') return shorten(`'${value}'`);
  if (value instanceof Unknown) return shorten(value.text);
  if (!(value instanceof JSObject)) return typeof value === 'bigint' ? `${value}n` : String(value);
  const target = proxyTargets.get(value);
  if (target) return preview(target);
  if (value instanceof ArrayObject) {
    if (value.items.length === 0) return '[]';
    const shown = value.items.slice(0, 5).map(brief).join(', ');
    return shorten(value.items.length > 5 ? `[${shown}, …]` : `[${shown}]`);
  }
  if (value instanceof ErrorObject) return shorten(errorLine(value));
  if (isCallable(value)) return `[Function: ${value.name || '(anonymous)'}]`;
  if (value instanceof MapObject) return `Map(${value.entries.size})`;
  if (value instanceof SetObject) return `Set(${value.values.size})`;
  const name = className(value);
  if (name !== null && name !== 'Object') return `${name} {…}`;
  const keys = value.ownKeys().filter((key) => typeof key === 'string');
  const shown = keys.slice(0, 4).map((key) => `${key}: ${brief(value.getOwn(key)?.value)}`);
  return shorten(
    keys.length === 0 ? '{}' : `{ ${shown.join(', ')}${keys.length > 4 ? ', …' : ''} }`,
  );
}

function brief(value: Value): string {
  if (!(value instanceof JSObject)) return preview(value);
  const target = proxyTargets.get(value);
  if (target) return brief(target);
  if (value instanceof ArrayObject) return `Array(${value.items.length})`;
  return isCallable(value) ? '[Function]' : (className(value) ?? 'Object');
}

/** An exception on one line, as the runtime prints its head: `TypeError: x is not a function`. Runs none of the program's code. */
export function errorLine(value: Value): string {
  if (!(value instanceof JSObject)) return preview(value);
  const given = dataProperty(value, 'name');
  const message = dataProperty(value, 'message');
  // An error whose name only a getter knows goes by its class.
  const unnamed = value instanceof ErrorObject ? (className(value) ?? 'Error') : null;
  const name = typeof given === 'string' ? given : unnamed;
  if (name === null) return preview(value);
  return typeof message === 'string' && message !== '' ? `${name}: ${message}` : name;
}

/** The name of the class that an object shows as; null where there is none without running a getter. */
function className(object: JSObject): string | null {
  for (const link of prototypeChain(object)) {
    const constructor = link.getOwn('constructor')?.value;
    const name = isCallable(constructor) ? dataProperty(constructor, 'name') : undefined;
    if (typeof name === 'string' && name !== '') return name;
  }
  return null;
}

/** A property without running a getter. */
function dataProperty(object: JSObject, key: string): Value {
  for (const link of prototypeChain(object)) {
    const own = link.getOwn(key);
    if (own) return own.value;
  }
  return undefined;
}

/** An object and its prototypes, with a proxy's target in its place: its traps are code of the program. */
function* prototypeChain(object: JSObject): Generator<JSObject> {
  for (let link: JSObject | null = object; link; link = link.proto) {
    for (let target = proxyTargets.get(link); target; target = proxyTargets.get(link))
      link = target;
    yield link;
  }
}
