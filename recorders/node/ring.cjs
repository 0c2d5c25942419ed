'use strict';

/**
 * The bytes between a thread of the program's and the thread that sends them: a ring in shared memory. The program never
 * waits for room in it: what finds none is counted and left out.
 *
 * A record is a byte with its kind, then unsigned numbers in base 128, low groups first (as in Protocol Buffers); a string is
 * its length in bytes and UTF-8. The first number is the time since the record before, in µs; where the kind has its highest
 * bit set, no time has passed and that number is not there. An id of a call, a promise or a place is told as its distance from
 * the one before it on the wire, which is near it most of the time.
 */

const kinds = require('./kinds.cjs');

/** In bytes, a power of two. */
const size = 1 << 22;
const mask = size - 1;
/** The most bytes that a record without strings takes. */
const recordSize = 64;
/** A string is cut off after this many UTF-16 units. */
const maxText = 20_000;

/** How long, in ms, the end of the program waits for a reader that does not read. */
const patience = 500;

/** Kept before the program can replace it. Of Node's clocks it costs the least. */
const { hrtime } = process;
/** Whether a limit is reached is asked again after so many µs. */
const checkInterval = 1_000;
/** Whether the processor shows its writes to others in order, so that the last one needs no fence (a third of all time). */
const ordered = process.arch === 'x64';

/** Set in the kind of a record at whose time the one before it was written. */
const atOnceBit = 128;

/** Places in the control words. */
const head = 0; // bytes written so far, modulo 2^32
const tail = 1; // bytes sent so far, modulo 2^32
const state = 2; // `running`, or why nobody listens any more
const bell = 3; // the sender sleeps on it; in the main thread's ring only

const states = { running: 0, deaf: 1 };

function newMemory() {
  return new SharedArrayBuffer(size + 16);
}

/** The control words and the bytes in a ring's memory. */
function viewsOf(memory) {
  return { words: new Int32Array(memory, 0, 4), bytes: new Uint8Array(memory, 16) };
}

/** Places in what all threads of the program count together; `ownThreads` are the recorder's. */
const sums = { records: 0, bytes: 1, ownThreads: 2 };

/** What all rings of a program share: `start` is the second, of the clock's, from which they count time. */
function newProgram() {
  return { start: hrtime()[0], counts: new Int32Array(new SharedArrayBuffer(12)) };
}

/** Writes a number in base 128; gives the place after it. */
function put(bytes, start, value) {
  let at = start;
  let rest = value;
  while (rest > 127) {
    bytes[at++ & mask] = (rest & 127) | 128;
    rest = rest < 2147483648 ? rest >>> 7 : Math.floor(rest / 128);
  }
  bytes[at++ & mask] = rest;
  return at;
}

/** How far apart two ids are, as an unsigned number that is small where they are near each other. */
function distance(from, to) {
  const steps = to - from;
  return steps < 0 ? -2 * steps - 1 : 2 * steps;
}

class Ring {
  /**
   * `memory` is of `newMemory`, `program` of `newProgram`. `limits`: events, bytes and ms of the whole program after which
   * `onLimit` is called and nothing more is recorded.
   */
  constructor({ memory, program, limits, onLimit }) {
    const { words, bytes } = viewsOf(memory);
    this.words = words;
    this.bytes = bytes;
    this.counts = program.counts;
    this.at = 0;
    /** Where the last whole record ends. */
    this.ended = 0;
    this.sent = 0;
    this.start = program.start;
    /** When the last record was written, in µs since the start. */
    this.time = 0;
    /** The id of the last call or promise that was told, and that of the last place. */
    this.lastId = 0;
    this.lastPlace = 0;
    this.checkAt = 0;
    this.dropped = 0;
    this.records = 0;
    /** How much of this ring is in the sums of the whole program. */
    this.counted = { records: 0, bytes: 0 };
    /** Up to this one there is room for every record without strings. */
    this.granted = 0;
    this.limits = limits;
    this.onLimit = onLimit;
    this.closed = false;
  }

  /**
   * Begins a record; false if it has to be left out. `extra`: bytes that its strings may take. `atOnce`: whether it is
   * known that no time has passed since the record before, so that the clock, a third of all time, need not be read.
   */
  begin(kind, extra = 0, atOnce = false) {
    if (this.at !== this.ended && !this.mend()) return false;
    if ((++this.records > this.granted || extra > 0) && !this.hasRoom(recordSize + extra))
      return false;
    if (atOnce) {
      this.bytes[this.at++ & mask] = kind | atOnceBit;
      return true;
    }
    const { 0: seconds, 1: nanoseconds } = hrtime();
    const now = (seconds - this.start) * 1_000_000 + ((nanoseconds / 1000) | 0);
    if (now >= this.checkAt && this.isOver(now)) return false;
    const elapsed = now - this.time;
    this.time = now;
    this.bytes[this.at++ & mask] = elapsed === 0 ? kind | atOnceBit : kind;
    if (elapsed > 0) this.number(elapsed);
    return true;
  }

  /**
   * Takes back a record that was not ended, as the stack was full, and tells from where on the next ones count; whether there is room
   * for that. Where the stack is still too full, the next record tries again.
   */
  mend() {
    this.at = this.ended;
    if (++this.records > this.granted && !this.hasRoom(recordSize)) {
      this.at = this.ended + 1;
      return false;
    }
    this.bytes[this.at++ & mask] = kinds.torn | atOnceBit;
    this.number(this.time);
    this.number(this.lastId);
    this.number(this.lastPlace);
    this.end();
    return true;
  }

  /** Whether a record may be written; also says up to which one that need not be asked again. */
  hasRoom(needed) {
    if (this.closed) return false;
    let room = size - ((this.at - this.sent) | 0);
    if (room < needed) {
      this.sent = Atomics.load(this.words, tail);
      room = size - ((this.at - this.sent) | 0);
      if (room < needed) {
        this.dropped++;
        this.granted = --this.records;
        return false;
      }
    }
    this.granted = this.records + Math.floor((room - needed) / recordSize);
    if (this.dropped > 0) this.tellGap();
    return true;
  }

  /** Whether a limit is reached, or nobody listens any more. */
  isOver(now) {
    this.checkAt = now + checkInterval;
    const { events, bytes, ms } = this.limits;
    const deaf = Atomics.load(this.words, state) === states.deaf;
    const records = this.count('records', this.records);
    const written = this.count('bytes', this.at);
    if (!deaf && records < events && written < bytes && now < ms * 1000) return false;
    this.bytes[this.at++ & mask] = kinds.cap | atOnceBit;
    this.end();
    this.closed = true;
    this.granted = 0;
    this.onLimit();
    return true;
  }

  /** The program's sum, after this ring has added its own share. */
  count(what, share) {
    const more = share - this.counted[what];
    this.counted[what] = share;
    return Atomics.add(this.counts, sums[what], more) + more;
  }

  tellGap() {
    this.bytes[this.at++ & mask] = kinds.gap | atOnceBit;
    this.number(this.dropped);
    this.end();
    this.dropped = 0;
  }

  number(value) {
    if (value < 128) this.bytes[this.at++ & mask] = value;
    else this.at = put(this.bytes, this.at, value);
  }

  /** The id of a call or a promise. */
  id(value) {
    this.number(distance(this.lastId, value));
    this.lastId = value;
  }

  /** The id of a site or of a function's definition. */
  place(value) {
    this.number(distance(this.lastPlace, value));
    this.lastPlace = value;
  }

  string(text, limit = maxText) {
    const encoded = Buffer.from(text.length > limit ? text.slice(0, limit) : text, 'utf8');
    this.number(encoded.length);
    for (const byte of encoded) this.bytes[this.at++ & mask] = byte;
  }

  /** Ends a record: only now the sender sees it. */
  end() {
    this.ended = this.at;
    if (ordered) this.words[head] = this.at | 0;
    else Atomics.store(this.words, head, this.at | 0);
  }

  /** Writes a record of one number, or of none. */
  record(kind, value) {
    if (!this.begin(kind)) return;
    if (value !== undefined) this.number(value);
    this.end();
  }
}

/** Waits until all that rings hold is sent, but never for long when nothing moves. The first is the main thread's. */
function flush(rings) {
  const [{ words: first }] = rings;
  Atomics.add(first, bell, 1);
  Atomics.notify(first, bell);
  for (const { words } of rings) {
    let sent = Atomics.load(words, tail);
    while (sent !== Atomics.load(words, head) && Atomics.load(words, state) === states.running) {
      Atomics.wait(words, tail, sent, patience);
      const now = Atomics.load(words, tail);
      if (now === sent) return;
      sent = now;
    }
  }
}

module.exports = {
  Ring,
  newMemory,
  newProgram,
  viewsOf,
  flush,
  size,
  mask,
  head,
  tail,
  state,
  bell,
  states,
  sums,
};
