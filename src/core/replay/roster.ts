import type { List } from '../trace/list';

/** Items are kept in chunks of this many: to change one copies its chunk, to remember all copies the list of chunks. */
const chunkSize = 64;

interface Known {
  readonly id: number;
}

/** Items in the order in which they came, found by their ids as well. A roster never changes; a `RosterDraft` gives them out. */
export class Roster<T extends Known> implements List<T> {
  /** `places` may know ids that came later: who plays a trace again gives each id the same place. */
  constructor(
    readonly chunks: readonly (readonly T[])[],
    readonly length: number,
    readonly places: Map<number, number>,
  ) {}

  get(id: number): T | undefined {
    return this.at(this.places.get(id) ?? Infinity);
  }

  at(index: number): T | undefined {
    const at = index < 0 ? this.length + index : index;
    return at < this.length ? this.chunks[Math.floor(at / chunkSize)]?.[at % chunkSize] : undefined;
  }

  *[Symbol.iterator](): Iterator<T> {
    for (const chunk of this.chunks) yield* chunk;
  }
}

/**
 * Picks items out of rosters, in their order. What it finds in a chunk it remembers: from one step to the next few chunks change,
 * so it costs as much as there are chunks, and not items.
 */
export class Picker<T extends Known> {
  private readonly found = new WeakMap<readonly T[], readonly T[]>();

  constructor(private readonly isWanted: (item: T) => boolean) {}

  pick({ chunks }: Roster<T>): T[] {
    return chunks.flatMap((chunk) => {
      let found = this.found.get(chunk);
      if (!found) this.found.set(chunk, (found = chunk.filter(this.isWanted)));
      return found;
    });
  }
}

/** A roster while it changes. What it gave out shares its chunks with it until one of them changes. */
export class RosterDraft<T extends Known> {
  private chunks: (readonly T[])[] = [];
  /** The chunks that no roster shares, and that therefore change in place. */
  private readonly own = new Map<number, T[]>();
  private length = 0;
  private places = new Map<number, number>();

  /** How many things `take` copies. */
  get size(): number {
    return this.chunks.length;
  }

  get(id: number): T | undefined {
    const place = this.places.get(id);
    return place === undefined || place >= this.length
      ? undefined
      : this.chunks[Math.floor(place / chunkSize)]?.[place % chunkSize];
  }

  /** Puts an item in the place of the one with the same id, or after all others. */
  set(item: T): void {
    let place = this.places.get(item.id);
    if (place === undefined) {
      place = this.length;
      this.places.set(item.id, place);
    }
    this.length = Math.max(this.length, place + 1);
    const number = Math.floor(place / chunkSize);
    let chunk = this.own.get(number);
    if (!chunk) {
      chunk = [...(this.chunks[number] ?? [])];
      this.own.set(number, chunk);
      this.chunks[number] = chunk;
    }
    chunk[place % chunkSize] = item;
  }

  take(): Roster<T> {
    this.own.clear();
    return new Roster([...this.chunks], this.length, this.places);
  }

  restore({ chunks, length, places }: Roster<T>): void {
    this.own.clear();
    this.chunks = [...chunks];
    this.length = length;
    this.places = places;
  }
}
