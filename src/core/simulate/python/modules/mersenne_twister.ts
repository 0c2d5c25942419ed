/* MT19937, as Modules/_randommodule.c seeds it and reads it. */

const size = 624;
const shift = 397;

/** The full state: 624 words of 32 bits, and how many of them have been used. */
export interface TwisterState {
  readonly words: Uint32Array;
  readonly index: number;
}

export class MersenneTwister {
  private words = new Uint32Array(size);
  private index = size;

  constructor(seed: bigint) {
    this.seed(seed);
  }

  get state(): TwisterState {
    return { words: this.words.slice(), index: this.index };
  }

  set state({ words, index }: TwisterState) {
    this.words = words.slice();
    this.index = index;
  }

  /** `init_by_array` with the 32-bit words of the absolute value, lowest first. */
  seed(seed: bigint): void {
    const key: number[] = [];
    for (let rest = seed < 0n ? -seed : seed; rest > 0n; rest >>= 32n) {
      key.push(Number(rest & 0xffff_ffffn));
    }
    if (key.length === 0) key.push(0);
    this.fill(19_650_218);
    const { words } = this;
    let i = 1;
    const mix = (factor: number): number => {
      const before = words[i - 1] ?? 0;
      return ((words[i] ?? 0) ^ Math.imul(before ^ (before >>> 30), factor)) >>> 0;
    };
    const wrap = (): void => {
      if (++i < size) return;
      words[0] = words[size - 1] ?? 0;
      i = 1;
    };
    for (let count = 0; count < Math.max(size, key.length); count++) {
      const j = count % key.length;
      words[i] = mix(1_664_525) + (key[j] ?? 0) + j;
      wrap();
    }
    for (let count = 1; count < size; count++) {
      words[i] = mix(1_566_083_941) - i;
      wrap();
    }
    words[0] = 0x8000_0000;
  }

  /** `init_genrand`. */
  private fill(seed: number): void {
    const { words } = this;
    words[0] = seed;
    for (let i = 1; i < size; i++) {
      const before = words[i - 1] ?? 0;
      words[i] = Math.imul(1_812_433_253, before ^ (before >>> 30)) + i;
    }
    this.index = size;
  }

  private generate(): void {
    const { words } = this;
    for (let i = 0; i < size; i++) {
      const y = ((words[i] ?? 0) & 0x8000_0000) | ((words[(i + 1) % size] ?? 0) & 0x7fff_ffff);
      const twisted = y & 1 ? 0x9908_b0df : 0;
      words[i] = (words[(i + shift) % size] ?? 0) ^ (y >>> 1) ^ twisted;
    }
    this.index = 0;
  }

  /** The next 32 bits. */
  next(): number {
    if (this.index >= size) this.generate();
    let y = this.words[this.index++] ?? 0;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c_5680;
    y ^= (y << 15) & 0xefc6_0000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** A number from 0 up to 1 with 53 bits. */
  random(): number {
    const high = this.next() >>> 5;
    const low = this.next() >>> 6;
    return (high * 67_108_864 + low) / 9_007_199_254_740_992;
  }

  bits(count: number): bigint {
    let result = 0n;
    for (let done = 0; done < count; done += 32) {
      const word = this.next() >>> Math.max(0, 32 - (count - done));
      result |= BigInt(word) << BigInt(done);
    }
    return result;
  }

  /** A whole number from 0 up to `limit`, which is at least 1. */
  below(limit: number): number {
    const count = Math.floor(Math.log2(limit)) + 1;
    for (;;) {
      const found = count <= 32 ? this.next() >>> (32 - count) : Number(this.bits(count));
      if (found < limit) return found;
    }
  }
}
