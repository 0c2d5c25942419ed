import { WireProblem } from '../recorder';

/** The kinds of record that recorders/node/kinds.cjs has; what follows each is in thread.ts. */
export const kinds = {
  hello: 1,
  define: 2,
  enter: 3,
  suspend: 4,
  resume: 5,
  raised: 6,
  leave: 7,
  settled: 8,
  combine: 9,
  open: 10,
  before: 11,
  after: 12,
  close: 13,
  turn: 14,
  output: 15,
  begin: 16,
  end: 17,
  warn: 18,
  gap: 19,
  cap: 20,
  type: 21,
  sleep: 22,
  unrecorded: 23,
  suspendSettled: 24,
  suspendThenable: 25,
  suspendProduced: 26,
  torn: 27,
} as const;

/** A value's first number is one of the codes below this, or a whole number added to this. */
const integer = 6;

/** Set in the kind of a record at whose time the one before it was written; no elapsed time follows then. */
const atOnceBit = 128;

/** What every record begins with: its kind, and the time in µs since the thread's record before. */
interface RecordHead {
  readonly kind: number;
  readonly elapsed: number;
}

/** Not enough bytes yet: the rest comes with the next frame. */
export class Incomplete extends Error {}

const incomplete = new Incomplete();

/** Reads numbers and strings as recorders/node/ring.cjs writes them. */
export class RecordReader {
  private at = 0;
  private bytes: Buffer = Buffer.alloc(0);
  private start = 0;
  /** The ids that were read last, and those up to the last `commit`: the next are told as distances from them. */
  private lastId = 0;
  private lastPlace = 0;
  private startId = 0;
  private startPlace = 0;

  /** Adds bytes after those that are not read yet. */
  add(more: Buffer): void {
    this.bytes =
      this.start === this.bytes.length
        ? more
        : Buffer.concat([this.bytes.subarray(this.start), more]);
    this.start = this.at = 0;
  }

  get more(): boolean {
    return this.at < this.bytes.length;
  }

  /** What is read so far is done with. */
  commit(): void {
    this.start = this.at;
    this.startId = this.lastId;
    this.startPlace = this.lastPlace;
  }

  /** Goes back to where the last `commit` was. */
  rollBack(): void {
    this.at = this.start;
    this.lastId = this.startId;
    this.lastPlace = this.startPlace;
  }

  private byte(): number {
    const value = this.bytes[this.at];
    if (value === undefined) throw incomplete;
    this.at++;
    return value;
  }

  head(): RecordHead {
    const kind = this.byte();
    return kind >= atOnceBit
      ? { kind: kind - atOnceBit, elapsed: 0 }
      : { kind, elapsed: this.number() };
  }

  number(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.byte();
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
      if (scale > Number.MAX_SAFE_INTEGER) throw new WireProblem('a number of too many bytes');
    }
  }

  private distance(): number {
    const value = this.number();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** The id of a call or a promise. */
  id(): number {
    return (this.lastId += this.distance());
  }

  /** The id of a site or of a function's definition. */
  place(): number {
    return (this.lastPlace += this.distance());
  }

  /** From where on the next ids and places count. */
  from(id: number, place: number): void {
    this.lastId = id;
    this.lastPlace = place;
  }

  string(): string {
    const length = this.number();
    const end = this.at + length;
    if (end > this.bytes.length) throw incomplete;
    const text = this.bytes.toString('utf8', this.at, end);
    this.at = end;
    return text;
  }

  /** A value that a call gives or gets, as a preview; null where none was told or it is `undefined`. */
  value(): string | null {
    const code = this.number();
    switch (code) {
      case 0:
      case 5:
        return null;
      case 1:
        return 'null';
      case 2:
        return 'true';
      case 3:
        return 'false';
      case 4:
        return this.string();
      default:
        return String(code - integer);
    }
  }
}
