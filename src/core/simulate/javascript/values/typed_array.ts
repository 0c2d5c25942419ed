import { toBigInt, toNumber } from './convert';
import type { PropertyKey, Value } from './object';
import { isIndex, JSObject, Property } from './object';

/** The bytes of an ArrayBuffer or a SharedArrayBuffer, shared by its views. */
export class ArrayBufferObject extends JSObject {
  /** Whether a transfer has moved the bytes elsewhere: its views are empty since then. */
  detached = false;

  constructor(
    proto: JSObject | null,
    private readonly bytes: ArrayBuffer,
    /** Whether it is a SharedArrayBuffer; a walkthrough has one thread, so nobody shares it. */
    readonly shared = false,
  ) {
    super(proto);
  }

  get buffer(): ArrayBuffer {
    return this.detached ? new ArrayBuffer(0) : this.bytes;
  }

  override get kind(): string {
    return this.shared ? 'SharedArrayBuffer' : 'ArrayBuffer';
  }
}

/** An element of a typed array: a bigint in BigInt64Array and BigUint64Array. */
export type Element = number | bigint;

/** A host view that serves as the elements of a typed array of the program. */
export type HostView =
  | BigInt64Array<ArrayBuffer>
  | BigUint64Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>
  | Uint8ClampedArray<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** An integer-indexed exotic object (ECMA-262 10.4.5); `view` holds the elements. */
export class TypedArrayObject extends JSObject {
  constructor(
    proto: JSObject | null,
    private readonly attached: HostView,
    /** The object that stands for the view's buffer, the same for all its views. */
    readonly buffer: ArrayBufferObject,
  ) {
    super(proto);
  }

  get view(): HostView {
    return this.buffer.detached ? this.attached.subarray(0, 0) : this.attached;
  }

  override get kind(): string {
    return this.attached.constructor.name;
  }

  /** The element for a value (ECMA-262 10.4.5.16): ToBigInt or ToNumber, as the class has it. */
  element(value: Value): Element {
    const { attached } = this;
    return attached instanceof BigInt64Array || attached instanceof BigUint64Array
      ? toBigInt(value)
      : toNumber(value);
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
    this.view[Number(key)] = this.element(value);
    return true;
  }

  override ownKeys(): PropertyKey[] {
    return [...Object.keys(this.view), ...super.ownKeys()];
  }
}

/** A DataView over a buffer of the program. */
export class DataViewObject extends JSObject {
  constructor(
    proto: JSObject | null,
    readonly view: DataView,
    readonly buffer: ArrayBufferObject,
  ) {
    super(proto);
  }

  override get kind(): string {
    return 'DataView';
  }
}
