import type { Realm } from '../realm';
import { constructorName, getProperty } from '../values/access';
import { ArrayObject } from '../values/array';
import { WrapperObject } from '../values/collections';
import { isCallable, toNumber, toText } from '../values/convert';
import type { Value } from '../values/object';
import { JSObject } from '../values/object';
import { isArray } from '../values/proxy';
import { typeError } from '../values/throw';
import { Unknown } from '../values/unknown';
import { RawJsonObject, rawJson } from './raw_json';

/** JSON (ECMA-262 25.5). */
export function installJson(realm: Realm): void {
  const json = realm.methods(
    realm.object(),
    {
      parse: (_self, [text, reviver]) => {
        if (text instanceof Unknown) return new Unknown(`JSON.parse(${text.name})`);
        const value = fromHost(realm, parse(toText(text)));
        return isCallable(reviver)
          ? revive(realm, realm.object().put('', value), '', reviver)
          : value;
      },
      stringify: (_self, [value, replacer, space]) => {
        if (value instanceof Unknown) return Unknown.text(value.text);
        const writer = new JsonWriter(realm, replacer, indentOf(space));
        const text = writer.write(realm.object().put('', value), '', value);
        return text !== undefined && writer.unknown ? Unknown.text(text) : text;
      },
      rawJSON: (_self, [text]) =>
        text instanceof Unknown ? new Unknown(`JSON.rawJSON(${text.name})`) : rawJson(text, parse),
      isRawJSON: (_self, [value]) => value instanceof RawJsonObject,
    },
    JSON,
  );
  json.hide(Symbol.toStringTag, 'JSON');
  realm.global.hide('JSON', json);
}

/** The host's own parser; where its errors do not say the line and column, as Node's do since 22, they are added. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const match = error instanceof SyntaxError && /at position (\d+)$/.exec(error.message);
    if (!match) throw error;
    const before = text.slice(0, Number(match[1])).split('\n');
    const column = (before.at(-1)?.length ?? 0) + 1;
    throw new SyntaxError(`${error.message} (line ${before.length} column ${column})`, {
      cause: error,
    });
  }
}

function indentOf(space: Value): string {
  if (typeof space === 'number') return ' '.repeat(Math.min(10, Math.max(0, Math.trunc(space))));
  return typeof space === 'string' ? space.slice(0, 10) : '';
}

/** A host value that JSON.parse gave, as one of the program's. */
export function fromHost(realm: Realm, value: unknown): Value {
  if (Array.isArray(value)) return realm.array(value.map((each) => fromHost(realm, each)));
  if (typeof value === 'object' && value !== null) {
    const object = realm.object();
    for (const [key, each] of Object.entries(value)) object.put(key, fromHost(realm, each));
    return object;
  }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  return value === null ? null : undefined;
}

function revive(realm: Realm, holder: JSObject, key: string, reviver: JSObject): Value {
  const value = holder.get(key);
  if (value instanceof JSObject) {
    for (const name of value.ownKeys()) {
      if (typeof name !== 'string' || (value instanceof ArrayObject && name === 'length')) continue;
      const next = revive(realm, value, name, reviver);
      if (next === undefined) value.delete(name);
      else value.put(name, next);
    }
  }
  return realm.call(reviver, holder, [key, value]);
}

class JsonWriter {
  /** Whether the text has an unknown in it. */
  unknown = false;
  private readonly stack: JSObject[] = [];
  /** How each object of the stack was reached. */
  private readonly path: string[] = [];
  private readonly allowed: readonly string[] | null;

  constructor(
    private readonly realm: Realm,
    private readonly replacer: Value,
    private readonly indent: string,
  ) {
    this.allowed = replacer instanceof ArrayObject ? replacer.items.map(toText) : null;
  }

  write(holder: JSObject, key: string, given: Value): string | undefined {
    let value = given;
    if (value instanceof JSObject || typeof value === 'bigint') {
      const toJson = getProperty(this.realm, value, 'toJSON');
      if (isCallable(toJson)) value = toJson.call(value, [key]);
    }
    if (isCallable(this.replacer)) value = this.replacer.call(holder, [key, value]);
    if (value instanceof WrapperObject) value = value.primitive;
    if (value instanceof Unknown) {
      this.unknown = true;
      return value.type === 'string' ? JSON.stringify(value.text) : value.text;
    }
    if (typeof value === 'string') return JSON.stringify(value);
    if (typeof value === 'number') return Number.isFinite(value) ? String(toNumber(value)) : 'null';
    if (typeof value === 'boolean' || value === null) return String(value);
    if (typeof value === 'bigint') throw typeError('Do not know how to serialize a BigInt');
    if (!(value instanceof JSObject) || isCallable(value)) return undefined;
    if (value instanceof RawJsonObject) return value.text;
    if (this.stack.includes(value)) throw typeError(this.circularMessage(value, holder, key));
    this.stack.push(value);
    this.path.push(pathStep(holder, key));
    const text = isArray(value) ? this.writeArray(value) : this.writeObject(value);
    this.stack.pop();
    this.path.pop();
    return text;
  }

  private writeArray(array: JSObject): string {
    const texts = Array.from(
      { length: toNumber(array.get('length')) },
      (_, index) => this.write(array, String(index), array.get(String(index))) ?? 'null',
    );
    return this.join(texts, '[', ']');
  }

  private writeObject(object: JSObject): string {
    const texts: string[] = [];
    const keys = this.allowed ?? object.ownKeys().filter((key) => object.getOwn(key)?.enumerable);
    for (const key of keys) {
      if (typeof key !== 'string') continue;
      const text = this.write(object, key, object.get(key));
      if (text !== undefined)
        texts.push(`${JSON.stringify(key)}:${this.indent === '' ? '' : ' '}${text}`);
    }
    return this.join(texts, '{', '}');
  }

  private join(texts: readonly string[], open: string, close: string): string {
    if (texts.length === 0) return open + close;
    if (this.indent === '') return open + texts.join(',') + close;
    const inner = `\n${this.indent.repeat(this.stack.length)}`;
    const outer = `\n${this.indent.repeat(this.stack.length - 1)}`;
    return `${open}${inner}${texts.join(`,${inner}`)}${outer}${close}`;
  }

  /** The circle as V8 draws it: at most the first two and the last of the objects on its way. */
  private circularMessage(value: JSObject, holder: JSObject, key: string): string {
    const start = this.stack.indexOf(value);
    const named = (object: JSObject): string =>
      `object with constructor '${constructorName(object) ?? 'Object'}'`;
    const between = this.stack
      .slice(start + 1)
      .map((object, n) => `\n    |     ${this.path[start + 1 + n]} -> ${named(object)}`);
    const shown =
      between.length > 3 ? [...between.slice(0, 2), '\n    |     ...', between.at(-1)] : between;
    return [
      'Converting circular structure to JSON',
      `\n    --> starting at ${named(value)}`,
      ...shown,
      `\n    --- ${pathStep(holder, key)} closes the circle`,
    ].join('');
  }
}

function pathStep(holder: JSObject, key: string): string {
  return holder instanceof ArrayObject ? `index ${key}` : `property '${key}'`;
}
