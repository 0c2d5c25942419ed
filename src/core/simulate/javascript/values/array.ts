import type { PropertyKey, Value } from './object';
import { isIndex, JSObject, Property } from './object';
import { rangeError } from './throw';

/** An array: its elements are a host array, holes included. */
export class ArrayObject extends JSObject {
  /** Frozen: no element changes. Sealed or not extensible: no element comes or goes. */
  private state: 'open' | 'fixed' | 'frozen' = 'open';

  constructor(
    proto: JSObject | null,
    readonly items: Value[],
  ) {
    super(proto);
  }

  override get kind(): string {
    return 'Array';
  }

  get frozen(): boolean {
    return this.state === 'frozen';
  }

  get fixed(): boolean {
    return this.state !== 'open';
  }

  override getOwn(key: PropertyKey): Property | undefined {
    if (key === 'length') return new Property(this.items.length, !this.frozen, false, false);
    if (isIndex(key)) {
      const index = Number(key);
      if (!(index in this.items)) return undefined;
      return new Property(this.items[index], !this.frozen, true, !this.fixed);
    }
    return super.getOwn(key);
  }

  override get(key: PropertyKey, receiver: Value = this): Value {
    if (typeof key === 'string') {
      if (key === 'length') return this.items.length;
      if (isIndex(key)) {
        const index = Number(key);
        if (index in this.items) return this.items[index];
      }
    }
    return super.get(key, receiver);
  }

  override define(key: PropertyKey, property: Property): boolean {
    if (key === 'length') return this.resize(property.value);
    if (!isIndex(key)) return super.define(key, property);
    const index = Number(key);
    if (this.frozen || (this.fixed && !(index in this.items))) return false;
    this.items[index] = property.accessor ? property.get?.call(this, []) : property.value;
    return true;
  }

  protected override write(key: PropertyKey, property: Property, value: Value): boolean {
    if (key === 'length') return this.resize(value);
    if (!isIndex(key)) return super.write(key, property, value);
    if (this.frozen) return false;
    this.items[Number(key)] = value;
    return true;
  }

  override delete(key: PropertyKey): boolean {
    if (key === 'length') return false;
    if (!isIndex(key)) return super.delete(key);
    const index = Number(key);
    if (index in this.items) {
      if (this.fixed) return false;
      Reflect.deleteProperty(this.items, index);
    }
    return true;
  }

  override ownKeys(): PropertyKey[] {
    return [...Object.keys(this.items), 'length', ...super.ownKeys()];
  }

  override preventExtensions(): void {
    super.preventExtensions();
    if (this.state === 'open') this.state = 'fixed';
  }

  override freeze(sealed: boolean): void {
    super.freeze(sealed);
    if (!sealed) this.state = 'frozen';
  }

  private resize(value: Value): boolean {
    if (this.fixed) return false;
    const length = Number(value);
    if (!Number.isInteger(length) || length < 0 || length > 4294967295) {
      throw rangeError('Invalid array length');
    }
    this.items.length = length;
    return true;
  }
}
