/** What can be read like an array; its items may be made only when they are asked for. */
export interface List<T> extends Iterable<T> {
  readonly length: number;
  /** The item with this index, counted from 0 or, if negative, from the end; undefined where there is none, as at `Infinity`. */
  at(index: number): T | undefined;
}

/** How an item is written as numbers, and read again. Each item takes `width` numbers. */
export interface Shape<T> {
  readonly width: number;
  write(item: T): readonly number[];
  read(numbers: Float64Array, at: number): T;
}

/**
 * A list that keeps its items as numbers, many in one array: it costs a few bytes an item, nothing when the garbage is
 * collected, and goes from one thread to another without being copied.
 */
export class Packed<T> implements List<T> {
  readonly length: number;

  /** The items from `first` until before `end` that the numbers hold. */
  constructor(
    private readonly shape: Shape<T>,
    private readonly numbers: Float64Array,
    private readonly first = 0,
    end = Math.floor(numbers.length / shape.width),
  ) {
    this.length = end - first;
  }

  at(index: number): T | undefined {
    const at = index < 0 ? this.length + index : index;
    if (!(at >= 0 && at < this.length)) return undefined;
    return this.shape.read(this.numbers, (this.first + at) * this.shape.width);
  }

  *[Symbol.iterator](): Iterator<T> {
    for (let index = 0; index < this.length; index++)
      yield this.shape.read(this.numbers, (this.first + index) * this.shape.width);
  }
}

/** Collects numbers without knowing how many there will be. */
export class Numbers {
  length = 0;
  private room: Float64Array;

  constructor(capacity = 256) {
    this.room = new Float64Array(capacity);
  }

  push(value: number): void {
    if (this.length === this.room.length) this.grow();
    this.room[this.length++] = value;
  }

  get(index: number): number {
    return this.room[index] ?? Number.NaN;
  }

  set(index: number, value: number): void {
    this.room[index] = value;
  }

  /** A copy of what has been collected so far. */
  take(): Float64Array<ArrayBuffer> {
    return this.room.slice(0, this.length);
  }

  private grow(): void {
    const larger = new Float64Array(this.room.length * 2);
    larger.set(this.room);
    this.room = larger;
  }
}

/** The numbers of some items. */
export function pack<T>(shape: Shape<T>, items: Iterable<T>): Float64Array<ArrayBuffer> {
  const numbers = new Numbers();
  for (const item of items) for (const value of shape.write(item)) numbers.push(value);
  return numbers.take();
}

/**
 * Of numbers that stand in order, every `width` places from the first one on: the index of the first that is above `limit`, as they
 * are counted; how many they are if none is. The same as `firstIndex`, for what is asked thousands of times a frame.
 */
export function firstAbove(numbers: Readonly<Float64Array>, limit: number, width = 1): number {
  let low = 0;
  let high = Math.ceil(numbers.length / width);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle * width] ?? Infinity) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The first of `length` indices for which `isBeyond` holds, as it does for all after it; `length` if for none. */
export function firstIndex(length: number, isBeyond: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBeyond(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
