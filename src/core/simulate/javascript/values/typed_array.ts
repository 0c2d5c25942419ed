import { toNumber } from './convert';
import type { PropertyKey, Value } from './object';
import { isIndex, JSObject, Property } from './object';

/** The bytes of an ArrayBuffer, shared by its views. */
export class ArrayBufferObject extends JSObject {
  constructor(
    proto: JSObject | null,
    readonly buffer: ArrayBuffer,
  ) {
    super(proto);
  }

  override get kind(): string {
    return 'ArrayBuffer';
  }
}

/** A host view that serves as the elements of a typed array of the program. */
export type HostView =
  | Int8Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>
  | Uint8ClampedArray<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** An integer-indexed exotic object (ECMA-262 10.4.5); `view` holds the numbers. */
export class TypedArrayObject extends JSObject {
  constructor(
    proto: JSObject | null,
    readonly view: HostView,
    /** The object that stands for the view's buffer, the same for all its views. */
    readonly buffer: ArrayBufferObject,
  ) {
    super(proto);
  }

  override get kind(): string {
    return this.view.constructor.name;
  }

  get bytes(): Uint8Array<ArrayBuffer> {
    const { buffer, byteOffset, byteLength } = this.view;
    return new Uint8Array(buffer, byteOffset, byteLength);
  }

  override getOwn(key: PropertyKey): Property | undefined {
    if (!isIndex(key)) return super.getOwn(key);
    const value = this.view[Number(key)];
    return value === undefined ? undefined : new Property(value);
  }

  override define(key: PropertyKey, property: Property): boolean {
    return isIndex(key) ? this.store(key, property.value) : super.define(key, property);
  }

  override set(key: PropertyKey, value: Value, receiver: Value = this): boolean {
    return isIndex(key) ? this.store(key, value) : super.set(key, value, receiver);
  }

  /** What lies outside is dropped without an error. */
  private store(key: string, value: Value): boolean {
    this.view[Number(key)] = toNumber(value);
    return true;
  }

  override ownKeys(): PropertyKey[] {
    return [...Object.keys(this.view), ...super.ownKeys()];
  }
}
