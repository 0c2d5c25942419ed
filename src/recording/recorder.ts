import type { Language } from '../core/language';
import type { SuspensionPoint } from '../core/suspension/types';
import type { TraceWriter } from '../core/trace/writer';

/** What is run and recorded. */
export interface Program {
  readonly language: Language;
  /** The file as the user named it: `Trace.file`. The columns of its positions are worked out from its text. */
  readonly file: string;
  /** Where that file is. */
  readonly path: string;
  /** The file of which this one is a piece: what it imports is looked for beside that. Absent or null: it is whole. */
  readonly pieceOf?: string | null;
  /** Its text when the recording began; positions of the trace are in it. */
  readonly text: string;
  /** The suspension points of that text: by them a place gets its keyword, and its columns where a runtime has none. */
  readonly points: readonly SuspensionPoint[];
  /** Python's `-m`: this module is run in place of the file. */
  readonly module?: string;
  /** The arguments that the program gets after its own name. */
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment of the program, without anything of the recorder's. */
  readonly env: NodeJS.ProcessEnv;
}

/** Where a recorder takes its hooks off and lets the program run on at plain speed. */
export interface RecordLimits {
  /** Events of the trace. */
  readonly events: number;
  /** Bytes on the wire. */
  readonly bytes: number;
  /** Milliseconds since the start. */
  readonly ms: number;
}

export const defaultLimits: RecordLimits = {
  events: 1_000_000,
  bytes: 64 * 1024 * 1024,
  ms: 10 * 60_000,
};

/** The descriptor on which a recorder inherits the write end of its pipe; standard output stays the program's. */
export const recorderDescriptor = 3;

/** How to start a program under a recorder, without a shell. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** An entry of `env` that no other program has. */
  readonly mark?: string;
  /** Reads what this recorder sends. */
  readonly decoder: (writer: TraceWriter) => WireDecoder;
  /** What is to be shown of standard error; absent: all of it. */
  readonly shown?: (stderr: Buffer) => Buffer;
}

/**
 * Turns the frames of one recorder into the events of a trace. Each recorder has an encoding of its own, as suits
 * its runtime; what all share is that definitions (a string, a place, a task, a chain of awaits) are sent once and have an
 * id, that an event is a few integers which refer to them, and that a gap says how many events are missing.
 */
export interface WireDecoder {
  /** Reads the payload of one frame, which is whole. Errors: `WireProblem`; the recording then goes on without a trace. */
  read(payload: Buffer): void;
  /** Nothing more comes: closes what is open. */
  end(): void;
  /** Events that the recorder could not send. */
  readonly dropped: number;
  /** Whether the recorder has taken its hooks off: no more of the trace comes, and the program may run on. */
  readonly over: boolean;
  /** Whether the recorder has said that it is at work; without it the program ran unrecorded. */
  readonly hello: boolean;
}

/** The recorder sent what its decoder cannot read. */
export class WireProblem extends Error {}

/** A recording cannot begin: its message is the sentence for the user. */
export class RecordingProblem extends Error {
  /** By which it is known across bundles, each of which has its own copy of this class. */
  override readonly name = 'RecordingProblem';
}
