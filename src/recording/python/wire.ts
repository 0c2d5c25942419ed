import { WireProblem } from '../recorder';

/** What marshal writes for a constant: one byte. */
const constants = { None: 0x4e, True: 0x54, False: 0x46, Ellipsis: 0x2e } as const;

/**
 * The events of recorders/python/_await_lens/wire.py, by their number, or by the byte of the constant that it has in place of a number,
 * with the count of integers that follow. A test compares the two files.
 */
export const events = {
  TASK: [1, 5],
  ENQUEUE: [constants.True, 2],
  RUN: [constants.None, 1],
  SUSPEND: [constants.False, 3],
  END: [5, 2],
  CALLBACK_END: [6, 0],
  SELECT: [7, 1],
  TIMER: [8, 3],
  FIRE: [9, 2],
  UNWATCH: [10, 1],
  READY: [constants.Ellipsis, 1],
  OUTPUT: [12, 3],
  BLOCK: [13, 2],
  WARN: [14, 1],
  CALL: [15, 1],
  RETURN: [16, 3],
  GAP: [17, 1],
  CANCEL: [18, 1],
  VALUE: [19, 1],
  DROP: [20, 0],
  IO: [21, 4],
  NAME: [22, 2],
  TURN: [23, 1],
  STEP: [24, 2],
  EAGER: [25, 1],
} as const satisfies Record<string, readonly [number, number]>;

export type WireEvent = keyof typeof events;

/** Name and length by number. */
export const eventKinds: readonly (
  { readonly name: WireEvent; readonly length: number } | undefined
)[] = Object.entries(events).reduce<{ name: WireEvent; length: number }[]>(
  (kinds, [name, [number, length]]) => {
    kinds[number] = { name: name as WireEvent, length };
    return kinds;
  },
  [],
);

/** A code object of the program or a library. */
export interface Code {
  readonly file: string;
  readonly name: string;
  readonly line: number;
}

/** Where an instruction is: lines from 1, columns in UTF-8 bytes from 0, -1 where unknown. */
export interface BytePlace {
  readonly code: Code;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface Link {
  readonly parent: Link | null;
  readonly place: BytePlace;
}

export interface Label {
  readonly module: string;
  readonly name: string;
}

/** Everything that the recorder has defined so far, by number. */
export class Definitions {
  readonly codes = new Map<number, Code>();
  readonly places = new Map<number, BytePlace>();
  readonly links = new Map<number, Link>();
  readonly strings = new Map<number, string>();
  readonly labels = new Map<number, Label>();
  readonly groups = new Map<number, readonly number[]>();
  /** Python's version, once the recorder has said hello. */
  python: string | null = null;
  /** Why the recorder stopped or works in part; null while it works. */
  ended: { readonly reason: string; readonly detail: string } | null = null;
  private readonly files = new Map<number, string>();

  /** Reads the payload of a frame that is no event frame. Errors: `WireProblem`. */
  define(payload: Buffer): void {
    const fields = payload.toString('utf8', 1).split('\0');
    const [first = '', second = '', third = ''] = fields;
    const number = Number(first);
    switch (String.fromCharCode(payload[0] ?? 0)) {
      case 'H':
        if (first !== '2') throw new WireProblem(`version ${first} of the wire`);
        this.python = second;
        break;
      case 'F':
        this.files.set(number, second);
        break;
      case 'C':
        this.codes.set(number, {
          file: this.files.get(Number(second)) ?? '',
          name: third,
          line: Number(fields[3]),
        });
        break;
      case 'P': {
        const [line = -1, column = -1, endLine = -1, endColumn = -1] = fields.slice(2).map(Number);
        const code = known(this.codes, Number(second));
        this.places.set(number, { code, line, column, endLine, endColumn });
        break;
      }
      case 'N':
        this.links.set(number, {
          parent: this.links.get(Number(second)) ?? null,
          place: known(this.places, Number(third)),
        });
        break;
      case 'S':
        this.strings.set(number, second);
        break;
      case 'L':
        this.labels.set(number, { module: second, name: third });
        break;
      case 'G':
        this.groups.set(number, second === '' ? [] : second.split(' ').map(Number));
        break;
      case 'X':
        this.ended = { reason: first, detail: second };
        break;
      default:
        throw new WireProblem(`a frame that begins with byte ${payload[0]}`);
    }
  }
}

function known<T>(map: ReadonlyMap<number, T>, number: number): T {
  const value = map.get(number);
  if (value === undefined) throw new WireProblem(`number ${number} is not defined`);
  return value;
}

const list = '['.charCodeAt(0);
const integer = 'i'.charCodeAt(0);
const float = 'g'.charCodeAt(0);
const isConstant = new Set<number>(Object.values(constants));

/** What an event frame has: the number of its stream, and its events, each its kind, the clock in seconds, and its integers. */
export interface EventFrame {
  readonly stream: number;
  readonly values: Float64Array;
}

/**
 * Reads the payload of an event frame, whose first byte is `e`; its values are as CPython's marshal (Python/marshal.c) writes a list of
 * integers, floats and constants; of a constant the value is its byte. Errors: `WireProblem`.
 */
export function eventFrameOf(payload: Buffer): EventFrame {
  const bytes = new DataView(payload.buffer, payload.byteOffset, payload.length);
  const head = 1 + 4 + 1 + 4;
  if (bytes.byteLength < head || bytes.getUint8(5) !== list)
    throw new WireProblem('an event frame without a list');
  // Each value has a byte at least: the count of a broken frame asks for no memory.
  const count = Math.min(bytes.getUint32(6, true), bytes.byteLength - head);
  const values = new Float64Array(count);
  let at = head;
  for (let index = 0; index < count; index++) {
    const kind = bytes.getUint8(at++);
    if (kind === integer) {
      values[index] = bytes.getInt32(at, true);
      at += 4;
    } else if (kind === float) {
      values[index] = bytes.getFloat64(at, true);
      at += 8;
    } else if (isConstant.has(kind)) values[index] = kind;
    else throw new WireProblem(`a value that begins with byte ${kind}`);
  }
  return { stream: bytes.getUint32(1, true), values };
}
