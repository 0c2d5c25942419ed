import { PyClass, PyObject } from './object';
import type { Value } from './object';

export const listClass = new PyClass('list');
export const tupleClass = new PyClass('tuple');
export const bytesClass = new PyClass('bytes');
export const bytearrayClass = new PyClass('bytearray');
export const rangeClass = new PyClass('range');
export const sliceClass = new PyClass('slice');
export const dictClass = new PyClass('dict');
export const setClass = new PyClass('set');
export const frozensetClass = new PyClass('frozenset');

export class PyList extends PyObject {
  constructor(
    public items: Value[],
    cls: PyClass = listClass,
  ) {
    super(cls);
  }
}

export class PyTuple extends PyObject {
  constructor(
    readonly items: readonly Value[],
    cls: PyClass = tupleClass,
  ) {
    super(cls);
  }
}

export const emptyTuple = new PyTuple([]);

/** A bytes or, by its class, a bytearray, whose bytes change. */
export class PyBytes extends PyObject {
  constructor(
    public bytes: Uint8Array,
    cls: PyClass = bytesClass,
  ) {
    super(cls);
  }
}

export class PyRange extends PyObject {
  constructor(
    readonly start: number,
    readonly stop: number,
    readonly step: number,
  ) {
    super(rangeClass);
  }

  get length(): number {
    return Math.max(0, Math.ceil((this.stop - this.start) / this.step));
  }
}

export class PySlice extends PyObject {
  constructor(
    readonly start: Value,
    readonly stop: Value,
    readonly step: Value,
  ) {
    super(sliceClass);
  }
}

/**
 * What a Map can find a Python value by: equal values give the same key. Strings stand for themselves
 * unless they begin with NUL, which marks the keys of composite values.
 */
export type HashKey = string | number | bigint | boolean | null | PyObject;

export interface Entry {
  readonly key: Value;
  value: Value;
}

/** A dict; the class of its keys' hashes is `operations/hash.ts`, which every caller asks for the `HashKey`. */
export class PyDict extends PyObject {
  constructor(
    cls: PyClass = dictClass,
    readonly entries = new Map<HashKey, Entry>(),
  ) {
    super(cls);
  }

  get(key: HashKey): Value | undefined {
    return this.entries.get(key)?.value;
  }

  /** An equal key that is there already stays, as in Python. */
  set(hash: HashKey, key: Value, value: Value): void {
    const entry = this.entries.get(hash);
    if (entry) entry.value = value;
    else this.entries.set(hash, { key, value });
  }

  get size(): number {
    return this.entries.size;
  }
}

/** A set or frozenset, in order of insertion. */
export class PySet extends PyObject {
  /** Whether it was made from a display of constants, which CPython merges in one go: its order follows from that. */
  merged = false;
  readonly entries = new Map<HashKey, Value>();

  constructor(cls: PyClass = setClass) {
    super(cls);
  }

  get size(): number {
    return this.entries.size;
  }
}

setAllocators();

function setAllocators(): void {
  listClass.allocate = (cls) => new PyList([], cls);
  tupleClass.allocate = (cls) => new PyTuple([], cls);
  dictClass.allocate = (cls) => new PyDict(cls);
  setClass.allocate = (cls) => new PySet(cls);
  frozensetClass.allocate = (cls) => new PySet(cls);
}
