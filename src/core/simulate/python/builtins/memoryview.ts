import { PyBytes, PyList, PySlice, bytearrayClass } from '../objects/containers';
import { raise } from '../objects/exceptions';
import { PyClass, PyObject, typeOf } from '../objects/object';
import type { Value } from '../objects/object';
import { equal, notImplemented } from '../operations/compare';
import { getItem, indexOf, sliceIndices } from '../operations/items';
import { iterate } from '../operations/iterate';
import { define, defineGetters } from '../operations/native';
import { bytesOf } from './bytes';

/* Objects/memoryobject.c, of bytes: format B, one dimension. */

export const memoryviewClass = new PyClass('memoryview');

/** A part of the bytes of another object, which it shows and changes. */
export class MemoryView extends PyObject {
  private released = false;

  constructor(
    private readonly base: PyBytes,
    /** The places in the other object's bytes. */
    readonly places: readonly number[],
  ) {
    super(memoryviewClass);
  }

  get object(): PyBytes {
    if (this.released) raise('ValueError', 'operation forbidden on released memoryview object');
    return this.base;
  }

  get bytes(): Uint8Array {
    const { bytes } = this.object;
    return Uint8Array.from(this.places, (place) => bytes[place] ?? 0);
  }

  get readonly(): boolean {
    return this.object.cls !== bytearrayClass;
  }

  part(key: PySlice): MemoryView {
    const { start, stop, step } = sliceIndices(key, this.places.length);
    const places: number[] = [];
    for (let index = start; step > 0 ? index < stop : index > stop; index += step) {
      places.push(this.places[index] ?? 0);
    }
    return new MemoryView(this.object, places);
  }

  set(key: Value, value: Value): void {
    if (this.readonly) raise('TypeError', 'cannot modify read-only memory');
    const target = key instanceof PySlice ? this.part(key).places : [this.placeOf(key)];
    const values = key instanceof PySlice ? bytesOf(value) : [indexOf(value, 'memoryview')];
    if (values.length !== target.length) {
      raise('ValueError', 'memoryview assignment: lvalue and rvalue have different structures');
    }
    for (const [index, place] of target.entries()) this.object.bytes[place] = values[index] ?? 0;
  }

  private placeOf(key: Value): number {
    const index = indexOf(key, 'memoryview');
    const place = this.places[index < 0 ? index + this.places.length : index];
    return place ?? raise('IndexError', 'index out of bounds on dimension 1');
  }

  release(): void {
    this.released = true;
  }
}

function bytesLike(value: Value): PyBytes | undefined {
  if (value instanceof MemoryView) return new PyBytes(value.bytes);
  return value instanceof PyBytes ? value : undefined;
}

define(memoryviewClass, {
  '__new__(cls, object)': (_: Value, source: Value) => {
    if (source instanceof MemoryView) return new MemoryView(source.object, source.places);
    if (!(source instanceof PyBytes)) {
      raise(
        'TypeError',
        `memoryview: a bytes-like object is required, not '${typeOf(source).name}'`,
      );
    }
    return new MemoryView(source, [...source.bytes.keys()]);
  },
  '__init__(self, *args, **kwargs)': () => null,
  '__len__(self)': (self: MemoryView) => self.places.length,
  '__getitem__(self, key)': (self: MemoryView, key: Value) =>
    key instanceof PySlice ? self.part(key) : getItem(new PyBytes(self.bytes), key),
  '__setitem__(self, key, value)': (self: MemoryView, key: Value, value: Value) => {
    self.set(key, value);
  },
  '__iter__(self)': (self: MemoryView) => iterate(new PyBytes(self.bytes)),
  '__eq__(self, value)': (self: MemoryView, value: Value) => {
    const other = bytesLike(value);
    return other ? equal(new PyBytes(self.bytes), new PyBytes(other.bytes)) : notImplemented;
  },
  '__enter__(self)': (self: MemoryView) => self,
  '__exit__(self, *exc_info)': (self: MemoryView) => {
    self.release();
  },
  "tobytes(self, order='C')": (self: MemoryView) => new PyBytes(self.bytes),
  'tolist(self)': (self: MemoryView) => new PyList([...self.bytes]),
  'hex(self)': (self: MemoryView) => hex(self.bytes),
  'release(self)': (self: MemoryView) => {
    self.release();
  },
});
defineGetters(memoryviewClass, {
  obj: (self: MemoryView) => self.object,
  nbytes: (self: MemoryView) => self.places.length,
  itemsize: () => 1,
  format: () => 'B',
  ndim: () => 1,
  readonly: (self: MemoryView) => self.readonly,
});

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
