'use strict';

/**
 * Values in a few characters. Nothing of the program's runs: no getter, no proxy's trap, no `toString`.
 * The form is that of walkthroughs (src/core/simulate/javascript/inspect/preview.ts).
 */

const { types } = require('node:util');

const maxLength = 60;
const { getOwnPropertyDescriptor, getPrototypeOf, keys } = Object;
const mapSize = getOwnPropertyDescriptor(Map.prototype, 'size').get;
const setSize = getOwnPropertyDescriptor(Set.prototype, 'size').get;

function shorten(text) {
  const line = text.slice(0, 4 * maxLength).replace(/\s+/g, ' ');
  return line.length <= maxLength ? line : `${line.slice(0, maxLength - 1)}…`;
}

/** A property without running a getter; undefined where there is none. */
function dataProperty(object, key) {
  for (let link = object; link !== null && !types.isProxy(link); link = getPrototypeOf(link)) {
    const own = getOwnPropertyDescriptor(link, key);
    if (own) return own.value;
  }
  return undefined;
}

function constructorName(object) {
  const constructor = dataProperty(object, 'constructor');
  if (typeof constructor !== 'function' || types.isProxy(constructor)) return null;
  const name = getOwnPropertyDescriptor(constructor, 'name')?.value;
  return typeof name === 'string' && name !== '' ? name : null;
}

function functionText(value) {
  const name = getOwnPropertyDescriptor(value, 'name')?.value;
  return `[Function: ${typeof name === 'string' && name !== '' ? name : '(anonymous)'}]`;
}

function brief(value) {
  if (typeof value === 'function') return '[Function]';
  if (typeof value !== 'object' || value === null) return preview(value);
  if (types.isProxy(value)) return 'Proxy';
  return Array.isArray(value) ? `Array(${value.length})` : (constructorName(value) ?? 'Object');
}

function preview(value) {
  switch (typeof value) {
    case 'string':
      return shorten(`'${value.slice(0, 4 * maxLength)}'`);
    case 'bigint':
      return shorten(`${value}n`);
    case 'function':
      return types.isProxy(value) ? 'Proxy' : shorten(functionText(value));
    case 'object':
      return value === null ? 'null' : objectPreview(value);
    default:
      return String(value);
  }
}

function objectPreview(value) {
  if (types.isProxy(value)) return 'Proxy';
  if (Array.isArray(value)) {
    const shown = [];
    for (let index = 0; index < Math.min(value.length, 5); index++)
      shown.push(brief(getOwnPropertyDescriptor(value, index)?.value));
    if (value.length > 5) shown.push('…');
    return shorten(`[${shown.join(', ')}]`);
  }
  if (types.isNativeError(value)) return errorLine(value);
  if (types.isMap(value)) return `Map(${mapSize.call(value)})`;
  if (types.isSet(value)) return `Set(${setSize.call(value)})`;
  const name = constructorName(value);
  if (name !== null && name !== 'Object') return shorten(`${name} {…}`);
  const own = keys(value);
  if (own.length === 0) return '{}';
  const shown = own.slice(0, 4).map((key) => {
    const property = getOwnPropertyDescriptor(value, key);
    return `${key}: ${property && 'value' in property ? brief(property.value) : '[Getter]'}`;
  });
  return shorten(`{ ${shown.join(', ')}${own.length > 4 ? ', …' : ''} }`);
}

/** An exception on one line, as the head of its stack has it: `TypeError: x is not a function`. */
function errorLine(value) {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return preview(value);
  const name = dataProperty(value, 'name');
  const message = dataProperty(value, 'message');
  if (typeof name !== 'string') return types.isNativeError(value) ? 'Error' : preview(value);
  return shorten(typeof message === 'string' && message !== '' ? `${name}: ${message}` : name);
}

module.exports = { preview, errorLine };
