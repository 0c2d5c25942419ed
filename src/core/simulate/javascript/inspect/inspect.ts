import { Closure, functionKind } from '../compile/functions';
import type { Realm } from '../realm';
import { constructorName } from '../values/access';
import { ArrayObject } from '../values/array';
import {
  ArgumentsObject,
  DateObject,
  MapObject,
  RegExpObject,
  SetObject,
  WrapperObject,
} from '../values/collections';
import { isCallable, toText } from '../values/convert';
import { ErrorObject } from '../values/error';
import { FunctionObject } from '../values/function';
import { IteratorObject } from '../values/iterate';
import type { PropertyKey, Property, Value } from '../values/object';
import { isIndex, JSObject } from '../values/object';
import { PromiseObject } from '../values/promise';
import { proxyTargets } from '../values/proxy';
import type { Element } from '../values/typed_array';
import { ArrayBufferObject, DataViewObject, TypedArrayObject } from '../values/typed_array';
import { Unknown } from '../values/unknown';
import type { InspectContext } from './context';
import { reduceToSingleString } from './layout';
import { quote } from './quote';

/** Node's util.inspect (lib/internal/util/inspect.js), with its default options unless given. */
export interface InspectOptions {
  readonly depth?: number | null;
  readonly breakLength?: number;
  readonly compact?: number | boolean;
  readonly showHidden?: boolean;
  readonly sorted?: boolean;
  readonly maxArrayLength?: number | null;
  readonly maxStringLength?: number | null;
  readonly getters?: boolean;
}

const customInspect = Symbol.for('nodejs.util.inspect.custom');
const maxSetOrMapEntries = 100;

/** The options that a program gives. */
export function inspectOptions(options: Value): InspectOptions {
  if (!(options instanceof JSObject)) return {};
  const number = (name: string): Record<string, number | null> => {
    const value = options.get(name);
    return typeof value === 'number' || value === null ? { [name]: value } : {};
  };
  const flag = (name: string): Record<string, true> =>
    options.get(name) === true ? { [name]: true } : {};
  const compact = options.get('compact');
  return {
    ...number('depth'),
    ...number('breakLength'),
    ...number('maxArrayLength'),
    ...number('maxStringLength'),
    ...(typeof compact === 'number' || typeof compact === 'boolean' ? { compact } : {}),
    ...flag('showHidden'),
    ...flag('sorted'),
  };
}

export function inspect(realm: Realm, value: Value, options: InspectOptions = {}): string {
  const compact = options.compact ?? 3;
  const context: InspectContext = {
    realm,
    depth: options.depth === undefined ? 2 : (options.depth ?? Infinity),
    breakLength: options.breakLength ?? 80,
    compact: compact === true ? Infinity : compact === false ? 0 : compact,
    showHidden: options.showHidden ?? false,
    sorted: options.sorted ?? false,
    maxArrayLength:
      options.maxArrayLength === undefined ? 100 : (options.maxArrayLength ?? Infinity),
    maxStringLength:
      options.maxStringLength === undefined ? 10000 : (options.maxStringLength ?? Infinity),
    seen: [],
    circular: new Map(),
    indentationLevel: 0,
    currentDepth: 0,
  };
  return formatValue(context, value, 0);
}

export function formatPrimitive(context: InspectContext, value: Exclude<Value, JSObject>): string {
  if (value instanceof Unknown) return value.text;
  switch (typeof value) {
    case 'string': {
      if (value.length > context.maxStringLength) {
        const rest = value.length - context.maxStringLength;
        const shown = formatPrimitive(context, value.slice(0, context.maxStringLength));
        return `${shown}... ${rest} more character${rest > 1 ? 's' : ''}`;
      }
      if (
        context.compact !== Infinity &&
        value.length > 16 &&
        value.length > context.breakLength - context.indentationLevel - 4
      ) {
        return value
          .split(/(?<=\n)/)
          .map(quote)
          .join(` +\n${' '.repeat(context.indentationLevel + 2)}`);
      }
      return quote(value);
    }
    case 'number':
      return Object.is(value, -0) ? '-0' : String(value);
    case 'bigint':
      return `${value}n`;
    case 'symbol':
      return value.toString();
    default:
      return String(value);
  }
}

export function formatValue(context: InspectContext, value: Value, recurseTimes: number): string {
  if (!(value instanceof JSObject)) return formatPrimitive(context, value);
  const target = proxyTargets.get(value);
  if (target) return formatValue(context, target, recurseTimes);
  const { realm } = context;
  const custom = value.get(customInspect);
  if (isCallable(custom)) {
    const depth = context.depth - recurseTimes;
    const options = realm
      .object()
      .put('depth', context.depth)
      .put('breakLength', context.breakLength)
      .put('compact', context.compact)
      .put(
        'stylize',
        realm.function('stylize', (_self, [text]) => text, 2),
      );
    const again = realm.function('inspect', (_self, [inner, given]) =>
      inspect(realm, inner, inspectOptions(given)),
    );
    const result = custom.call(value, [depth, options, again]);
    if (result !== value) {
      if (typeof result === 'string')
        return result.replaceAll('\n', `\n${' '.repeat(context.indentationLevel)}`);
      return formatValue(context, result, recurseTimes);
    }
  }
  if (context.seen.includes(value)) {
    let index = context.circular.get(value);
    if (index === undefined) {
      index = context.circular.size + 1;
      context.circular.set(value, index);
    }
    return `[Circular *${index}]`;
  }
  return formatRaw(context, value, recurseTimes);
}

/** What an object's class contributes: the text before the brace, the braces, and entries before the properties. */
interface Shape {
  base: string;
  braces: [string, string];
  readonly keys: PropertyKey[];
  readonly entries: () => string[];
  readonly array: boolean;
  /** Without properties the base alone is enough. */
  readonly bare: boolean;
}

function prefix(constructor: string | null, tag: string, fallback: string, size = ''): string {
  if (constructor === null) {
    return tag !== '' && fallback !== tag
      ? `[${fallback}${size}: null prototype] [${tag}] `
      : `[${fallback}${size}: null prototype] `;
  }
  return tag !== '' && constructor !== tag
    ? `${constructor}${size} [${tag}] `
    : `${constructor}${size} `;
}

function formatRaw(context: InspectContext, value: JSObject, recurseTimes: number): string {
  const constructor = constructorName(value);
  const tagValue = value.get(Symbol.toStringTag);
  const ownTag = value.getOwn(Symbol.toStringTag);
  const shownAnyway = ownTag !== undefined && (context.showHidden || ownTag.enumerable);
  const tag =
    typeof tagValue === 'string' && !constructor?.endsWith(tagValue) && !shownAnyway
      ? tagValue
      : '';
  const shape = shapeOf(context, value, constructor, tag, recurseTimes);
  if (shape.bare && shape.keys.length === 0) return shape.base;
  // Empty collections are shown whole at any depth.
  if (shape.keys.length === 0 && isEmptyCollection(value))
    return `${shape.braces[0]}${shape.braces[1]}`;
  if (recurseTimes > context.depth) return `[${prefix(constructor, tag, 'Object').slice(0, -1)}]`;
  context.seen.push(value);
  context.currentDepth = recurseTimes;
  const output = shape.entries();
  for (const key of shape.keys)
    output.push(formatProperty(context, value, key, recurseTimes, shape.array));
  context.seen.pop();
  if (context.sorted && !shape.array) output.sort();
  const index = context.circular.get(value);
  if (index !== undefined) {
    const reference = `<ref *${index}>`;
    if (shape.base === '') shape.braces[0] = `${reference} ${shape.braces[0]}`;
    else shape.base = `${reference} ${shape.base}`;
  }
  if (output.length === 0 && shape.base === '') return `${shape.braces[0]}${shape.braces[1]}`;
  return reduceToSingleString(
    context,
    output,
    shape.base,
    shape.braces,
    shape.array,
    recurseTimes,
    value,
  );
}

function isEmptyCollection(value: JSObject): boolean {
  if (value instanceof ArrayObject) return value.items.length === 0;
  if (value instanceof SetObject) return value.values.size === 0;
  return value instanceof MapObject && value.entries.size === 0;
}

function visibleKeys(value: JSObject, showHidden: boolean): PropertyKey[] {
  return value.ownKeys().filter((key) => {
    if (value instanceof ArrayObject && ((key === 'length' && !showHidden) || isIndex(key)))
      return false;
    return showHidden || value.getOwn(key)?.enumerable === true;
  });
}

function shapeOf(
  context: InspectContext,
  value: JSObject,
  constructor: string | null,
  tag: string,
  recurseTimes: number,
): Shape {
  const keys = visibleKeys(value, context.showHidden);
  const none = (): string[] => [];
  const plain = { base: '', keys, entries: none, array: false, bare: false };
  if (value instanceof ArrayObject) {
    const named =
      constructor !== 'Array' || tag !== ''
        ? prefix(constructor, tag, 'Array', `(${value.items.length})`)
        : '';
    return {
      ...plain,
      braces: [`${named}[`, ']'],
      entries: () => formatArray(context, value, recurseTimes),
      array: true,
    };
  }
  if (value instanceof SetObject) {
    return {
      ...plain,
      braces: [`${prefix(constructor, tag, 'Set', `(${value.values.size})`)}{`, '}'],
      entries: () => formatSet(context, value, recurseTimes),
    };
  }
  if (value instanceof MapObject) {
    return {
      ...plain,
      braces: [`${prefix(constructor, tag, 'Map', `(${value.entries.size})`)}{`, '}'],
      entries: () => formatMap(context, value, recurseTimes),
    };
  }
  if (value instanceof ArgumentsObject) return { ...plain, braces: ['[Arguments] {', '}'] };
  if (value instanceof TypedArrayObject) {
    if (constructor === 'Buffer') return { ...plain, ...bufferShape(value) };
    return {
      ...plain,
      keys: keys.filter((key) => !isIndex(key)),
      braces: [`${prefix(constructor, tag, value.kind, `(${value.view.length})`)}[`, ']'],
      entries: () => formatNumbers(context, value.view),
      array: true,
    };
  }
  const braces: [string, string] = ['{', '}'];
  if (value instanceof ArrayBufferObject) {
    const bytes = [...new Uint8Array(value.buffer)].map(hex).join(' ');
    const contents = value.detached ? '(detached)' : `[Uint8Contents]: <${bytes}>`;
    return {
      ...plain,
      braces: [`${prefix(constructor, tag, value.kind)}{`, '}'],
      entries: () => [contents, `[byteLength]: ${value.buffer.byteLength}`],
    };
  }
  if (value instanceof DataViewObject) {
    const { view, buffer } = value;
    return {
      ...plain,
      braces: [`${prefix(constructor, tag, value.kind)}{`, '}'],
      entries: () => [
        `[byteLength]: ${view.byteLength}`,
        `[byteOffset]: ${view.byteOffset}`,
        `[buffer]: ${formatIndented(context, buffer, recurseTimes)}`,
      ],
    };
  }
  if (value instanceof FunctionObject) {
    const base = functionBase(value, constructor, tag);
    return { ...plain, braces, base, bare: true };
  }
  if (value instanceof RegExpObject) {
    return { ...plain, braces, base: String(value.regexp), bare: true };
  }
  if (value instanceof DateObject) {
    const base = Number.isNaN(value.time) ? 'Invalid Date' : new Date(value.time).toISOString();
    return {
      ...plain,
      braces,
      base: constructor === 'Date' ? base : `${prefix(constructor, tag, 'Date')}${base}`,
      bare: true,
    };
  }
  if (value instanceof ErrorObject) {
    const shownKeys = keys.filter((key) => key !== 'stack' && key !== 'message');
    const base = formatError(context, value, constructor, shownKeys);
    return { ...plain, braces, base, keys: shownKeys, bare: true };
  }
  if (value instanceof WrapperObject) {
    const { primitive } = value;
    const shown = formatPrimitive(context, primitive);
    const base = `[${value.kind}${constructor === value.kind ? '' : ` (${constructor ?? 'null prototype'})`}: ${shown}]`;
    return {
      ...plain,
      braces,
      base,
      keys: typeof primitive === 'string' ? keys.filter((key) => !isIndex(key)) : keys,
      bare: true,
    };
  }
  if (value instanceof PromiseObject) {
    return {
      ...plain,
      braces: [`${prefix(constructor, tag, 'Promise')}{`, '}'],
      entries: () => formatPromise(context, value, recurseTimes),
    };
  }
  if (value.kind === 'Generator' || value.kind === 'AsyncGenerator') {
    return { ...plain, braces: [`Object [${value.kind}] {`, '}'] };
  }
  if (value instanceof IteratorObject) {
    const { remaining } = value;
    if (!remaining) return { ...plain, braces: [`Object [${tag}] {`, '}'] };
    return {
      ...plain,
      braces: [`[${remaining.pairs ? tag.replace('Iterator', 'Entries') : tag}] {`, '}'],
      // A pair is no level of its own (`formatMapIterInner`).
      entries: () =>
        remaining
          .list()
          .map((each) => formatIndented(context, each, recurseTimes - (remaining.pairs ? 1 : 0))),
    };
  }
  if (value.kind === 'WeakSet' || value.kind === 'WeakMap') {
    return {
      ...plain,
      braces: [`${prefix(constructor, tag, value.kind)}{`, '}'],
      entries: () => ['<items unknown>'],
    };
  }
  if (value.kind === 'Module') return { ...plain, braces: ['[Module: null prototype] {', '}'] };
  if (keys.length === 0 && constructor === 'Object' && tag === '')
    return { ...plain, braces, base: '{}', bare: true };
  const named = constructor === 'Object' && tag === '' ? '' : prefix(constructor, tag, 'Object');
  if (keys.length === 0) return { ...plain, braces, base: `${named}{}`, bare: true };
  return { ...plain, braces: [`${named}{`, '}'] };
}

const maxBufferBytes = 50;

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** `<Buffer 68 69>` (lib/buffer.js). */
function bufferShape(value: TypedArrayObject): Pick<Shape, 'base' | 'braces' | 'bare' | 'keys'> {
  const bytes = [...value.bytes];
  const rest = bytes.length - maxBufferBytes;
  const more = rest > 0 ? ` ... ${rest} more byte${rest > 1 ? 's' : ''}` : '';
  const shown = bytes.slice(0, maxBufferBytes).map(hex).join(' ');
  return { base: `<Buffer ${shown}${more}>`, braces: ['{', '}'], bare: true, keys: [] };
}

function formatNumbers(context: InspectContext, numbers: ArrayLike<Element>): string[] {
  const shown = Math.min(context.maxArrayLength, numbers.length);
  const output = Array.from({ length: shown }, (_, n) => formatPrimitive(context, numbers[n] ?? 0));
  const rest = numbers.length - shown;
  if (rest > 0) output.push(`... ${rest} more item${rest > 1 ? 's' : ''}`);
  return output;
}

function functionBase(value: FunctionObject, constructor: string | null, tag: string): string {
  const name = value.get('name');
  const shownName = typeof name === 'string' ? name : '';
  if (value instanceof Closure && value.classObject) {
    const parent = value.proto instanceof FunctionObject ? value.proto.get('name') : '';
    let base = shownName === '' ? '[class (anonymous)' : `[class ${shownName}`;
    if (constructor !== 'Function' && constructor !== null) base += ` [${constructor}]`;
    if (typeof parent === 'string' && parent !== '') base += ` extends ${parent}`;
    return `${base}]`;
  }
  const type = functionType(value);
  let base = `[${type}`;
  if (constructor === null) base += ' (null prototype)';
  base += shownName === '' ? ' (anonymous)' : `: ${shownName}`;
  base += ']';
  if (constructor !== type && constructor !== null && constructor !== 'Function')
    base += ` ${constructor}`;
  if (tag !== '' && tag !== type && constructor !== tag) base += ` [${tag}]`;
  return base;
}

function functionType(value: FunctionObject): string {
  return value instanceof Closure ? functionKind(value.template.node) : 'Function';
}

/** The stack, with the class's real name in its head; the keys that the head already shows are left out. */
function formatError(
  context: InspectContext,
  error: ErrorObject,
  constructor: string | null,
  keys: PropertyKey[],
): string {
  const nameValue = error.get('name');
  const name = nameValue === undefined ? 'Error' : toText(nameValue);
  const messageValue = error.get('message');
  const stackValue = error.get('stack');
  const head =
    typeof messageValue === 'string' && messageValue !== '' ? `${name}: ${messageValue}` : name;
  let stack = typeof stackValue === 'string' && stackValue !== '' ? stackValue : `[${head}]`;
  // `name`, `message` and `stack` as own properties show only if the head does not have them.
  for (const key of ['name', 'message', 'stack']) {
    const at = keys.indexOf(key);
    if (at >= 0 && stack.includes(toText(error.get(key)))) keys.splice(at, 1);
  }
  if (error.getOwn('cause') && !keys.includes('cause')) keys.push('cause');
  if (
    error.getOwn('errors') &&
    error.get('errors') instanceof ArrayObject &&
    !keys.includes('errors')
  )
    keys.push('errors');
  stack = improveStack(stack, constructor, name);
  const lineEnd = stack.indexOf('\n    at');
  if (lineEnd < 0) stack = stack.startsWith('[') ? stack : `[${stack}]`;
  if (context.indentationLevel > 0) {
    const indentation = ' '.repeat(context.indentationLevel);
    stack = stack.split('\n').join(`\n${indentation}`);
  }
  return stack;
}

/** The stack begins with the name the error had when it was made; the class may say another. */
function improveStack(stack: string, constructor: string | null, name: string): string {
  const className = constructor ?? name;
  if (name === 'Error' || !stack.includes(name) || className === name) {
    if (name === 'Error' && className !== 'Error' && !stack.startsWith(className)) {
      const match =
        /^([A-Z][a-z_ A-Z0-9[\]()-]+)(?::|\n\s+at)/.exec(stack) ??
        /^([a-z_A-Z0-9-]*Error)$/.exec(stack);
      const fallback = match?.[1] ?? '';
      if (fallback !== '' && className.endsWith('Error'))
        return `${className}${stack.slice(fallback.length)}`;
      if (fallback !== '' && fallback === name) return stack.replace(name, name);
    }
  }
  return stack;
}

function formatArray(context: InspectContext, value: ArrayObject, recurseTimes: number): string[] {
  const { items } = value;
  const shown = Math.min(context.maxArrayLength, items.length);
  const output: string[] = [];
  for (let n = 0; n < items.length && output.length < shown; n++) {
    if (n in items) {
      output.push(formatIndented(context, items[n], recurseTimes));
      continue;
    }
    let end = n;
    while (end < items.length && !(end in items)) end++;
    const holes = end - n;
    output.push(`<${holes} empty item${holes > 1 ? 's' : ''}>`);
    n = end - 1;
  }
  const rest = items.length - shown;
  if (rest > 0 && output.length >= shown)
    output.push(`... ${rest} more item${rest > 1 ? 's' : ''}`);
  return output;
}

function formatIndented(context: InspectContext, value: Value, recurseTimes: number): string {
  context.indentationLevel += 2;
  const text = formatValue(context, value, recurseTimes + 1);
  context.indentationLevel -= 2;
  return text;
}

function formatSet(context: InspectContext, value: SetObject, recurseTimes: number): string[] {
  const output: string[] = [];
  const limit = Math.min(maxSetOrMapEntries, context.maxArrayLength);
  for (const element of value.values) {
    if (output.length === limit) {
      const rest = value.values.size - limit;
      output.push(`... ${rest} more item${rest > 1 ? 's' : ''}`);
      break;
    }
    output.push(formatIndented(context, element, recurseTimes));
  }
  return output;
}

function formatMap(context: InspectContext, value: MapObject, recurseTimes: number): string[] {
  const output: string[] = [];
  const limit = Math.min(maxSetOrMapEntries, context.maxArrayLength);
  for (const [key, element] of value.entries) {
    if (output.length === limit) {
      const rest = value.entries.size - limit;
      output.push(`... ${rest} more item${rest > 1 ? 's' : ''}`);
      break;
    }
    output.push(
      `${formatIndented(context, key, recurseTimes)} => ${formatIndented(context, element, recurseTimes)}`,
    );
  }
  return output;
}

function formatPromise(
  context: InspectContext,
  promise: PromiseObject,
  recurseTimes: number,
): string[] {
  if (promise.state === 'pending') return ['<pending>'];
  const result = formatIndented(context, promise.result, recurseTimes);
  return [promise.state === 'rejected' ? `<rejected> ${result}` : result];
}

function formatProperty(
  context: InspectContext,
  object: JSObject,
  key: PropertyKey,
  recurseTimes: number,
  array: boolean,
): string {
  const property = object.getOwn(key);
  const text = property ? formatPropertyValue(context, property, recurseTimes, array) : 'undefined';
  const separator = text.startsWith('\n') ? '' : ' ';
  if (typeof key === 'symbol') {
    // Without brackets since Node 22.
    const shown = property?.enumerable === false ? `[${key.toString()}]` : key.toString();
    return `${shown}:${separator}${text}`;
  }
  if (key === '__proto__') return `['__proto__']:${separator}${text}`;
  const hidden = property?.enumerable === false;
  const shown = hidden ? `[${key}]` : /^[a-zA-Z_][a-zA-Z_0-9]*$/.test(key) ? key : quote(key);
  return `${shown}:${separator}${text}`;
}

function formatPropertyValue(
  context: InspectContext,
  property: Property,
  recurseTimes: number,
  array: boolean,
): string {
  if (property.accessor) {
    if (property.get) return property.set ? '[Getter/Setter]' : '[Getter]';
    return property.set ? '[Setter]' : 'undefined';
  }
  const difference = context.compact !== Infinity || array ? 2 : 3;
  context.indentationLevel += difference;
  let text = formatValue(context, property.value, recurseTimes + 1);
  if (difference === 3 && context.breakLength < text.length)
    text = `\n${' '.repeat(context.indentationLevel)}${text}`;
  context.indentationLevel -= difference;
  return text;
}
