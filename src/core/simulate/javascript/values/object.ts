import type { Unknown } from './unknown';

/** Any value of the simulated program. Primitives are the host's own; objects never are. */
export type Value =
  undefined | null | boolean | number | string | bigint | symbol | JSObject | Unknown;

/** Well-known symbols are the host's, which only ever serve as keys of our own maps. */
export type PropertyKey = string | symbol;

/** A function, as far as a property needs to know. */
export interface Callable extends JSObject {
  call(self: Value, args: Value[]): Value;
}

/** An own property: data or accessor, with the three attributes of the specification. */
export class Property {
  get: Callable | undefined = undefined;
  set: Callable | undefined = undefined;
  accessor = false;

  constructor(
    public value: Value,
    public writable = true,
    public enumerable = true,
    public configurable = true,
  ) {}

  static accessor(
    get: Callable | undefined,
    set: Callable | undefined,
    enumerable: boolean,
    configurable = true,
  ): Property {
    const property = new Property(undefined, false, enumerable, configurable);
    property.accessor = true;
    property.get = get;
    property.set = set;
    return property;
  }
}

/** An array index in its canonical text: `0` to `4294967294`. */
export function isIndex(key: PropertyKey): key is string {
  if (typeof key !== 'string' || key.length === 0 || key.length > 10) return false;
  const first = key.charCodeAt(0);
  if (first < 48 || first > 57 || (first === 48 && key.length > 1)) return false;
  for (let n = 1; n < key.length; n++) {
    const code = key.charCodeAt(n);
    if (code < 48 || code > 57) return false;
  }
  return Number(key) < 4294967295;
}

/** An ordinary object; exotic ones override the own-property methods. */
export class JSObject {
  /** Made with the first property: most promises and functions never have one of their own. */
  private table: Map<PropertyKey, Property> | null = null;
  /** `#private` members, by the identity of the name in its class. */
  privates: Map<object, Property> | undefined = undefined;
  extensible = true;

  constructor(public proto: JSObject | null) {}

  protected get properties(): Map<PropertyKey, Property> {
    this.table ??= new Map();
    return this.table;
  }

  /** The built-in kind, as `Object.prototype.toString` names it. */
  // eslint-disable-next-line @typescript-eslint/class-literal-property-style -- Subclasses work it out.
  get kind(): string {
    return 'Object';
  }

  getOwn(key: PropertyKey): Property | undefined {
    return this.table?.get(key);
  }

  /** False where the object refuses (it is frozen, or the property cannot change). */
  define(key: PropertyKey, property: Property): boolean {
    const old = this.properties.get(key);
    if (!old && !this.extensible) return false;
    if (old && !old.configurable) {
      const harmless =
        old.writable &&
        !old.accessor &&
        !property.accessor &&
        property.enumerable === old.enumerable;
      if (!harmless) return false;
    }
    this.properties.set(key, property);
    return true;
  }

  delete(key: PropertyKey): boolean {
    const property = this.getOwn(key);
    if (property && !property.configurable) return false;
    this.properties.delete(key);
    return true;
  }

  /** Array indices ascending, then other texts and then symbols, both in order of creation. */
  ownKeys(): PropertyKey[] {
    const indices: string[] = [];
    const texts: string[] = [];
    const symbols: symbol[] = [];
    if (!this.table) return texts;
    for (const key of this.table.keys()) {
      if (typeof key === 'symbol') symbols.push(key);
      else if (isIndex(key)) indices.push(key);
      else texts.push(key);
    }
    if (indices.length === 0 && symbols.length === 0) return texts;
    indices.sort((a, b) => Number(a) - Number(b));
    return [...indices, ...texts, ...symbols];
  }

  has(key: PropertyKey): boolean {
    return this.getOwn(key) !== undefined || (this.proto?.has(key) ?? false);
  }

  get(key: PropertyKey, receiver: Value = this): Value {
    const property = this.getOwn(key);
    if (property === undefined)
      return this.proto === null ? undefined : this.proto.get(key, receiver);
    if (!property.accessor) return property.value;
    return property.get?.call(receiver, []);
  }

  /** False where the property cannot be written; strict code throws then. */
  set(key: PropertyKey, value: Value, receiver: Value = this): boolean {
    const own = this.getOwn(key);
    if (own === undefined && this.proto !== null) return this.proto.set(key, value, receiver);
    if (own?.accessor) {
      if (!own.set) return false;
      own.set.call(receiver, [value]);
      return true;
    }
    if (own && !own.writable) return false;
    if (!(receiver instanceof JSObject)) return false;
    const target = receiver === this ? own : receiver.getOwn(key);
    if (!target) return receiver.define(key, new Property(value));
    if (target.accessor || !target.writable) return false;
    return receiver.write(key, target, value);
  }

  /** Gives an existing writable own data property a new value. */
  protected write(_key: PropertyKey, property: Property, value: Value): boolean {
    property.value = value;
    return true;
  }

  /** Creates a plain property, as a literal or a definition does. */
  put(key: PropertyKey, value: Value): this {
    this.define(key, new Property(value));
    return this;
  }

  /** Creates a property that `for … in` does not see, as built-ins are. */
  hide(key: PropertyKey, value: Value): this {
    this.properties.set(key, new Property(value, true, false, true));
    return this;
  }

  preventExtensions(): void {
    this.extensible = false;
  }

  /** Makes every own property final: `sealed` keeps the values changeable. */
  freeze(sealed: boolean): void {
    for (const key of this.ownKeys()) {
      const property = this.getOwn(key);
      if (!property) continue;
      property.configurable = false;
      if (!sealed && !property.accessor) property.writable = false;
    }
    this.preventExtensions();
  }
}
