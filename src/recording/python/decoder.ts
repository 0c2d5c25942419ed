import type { TraceWriter } from '../../core/trace/writer';
import type { WireDecoder } from '../recorder';
import { WireProblem } from '../recorder';
import { Assembly } from './assembly';
import { Places } from './places';
import type { Source } from '../source';
import { LoopStream } from './stream';
import { Definitions, eventFrameOf, eventKinds } from './wire';

const eventFrame = 'e'.charCodeAt(0);
const threadFrame = 'W'.charCodeAt(0);

/** Reads the frames of recorders/python; the events themselves are `Assembly`'s. */
export class PythonDecoder implements WireDecoder {
  private readonly definitions = new Definitions();
  private readonly streams = new Map<number, LoopStream>();
  /** The names of threads by Python's identifiers: null for the main thread. No two have the same. */
  private readonly threads = new Map<string, string | null>();
  private readonly assembly: Assembly;
  /** The clock at the first event of a loop, which is the trace's 0, in seconds. */
  private start: number | undefined;

  constructor(
    private readonly writer: TraceWriter,
    source: Source,
    /** Whether the file of a code object is the recorded file. */
    isOwnFile: (file: string) => boolean,
  ) {
    const places = new Places(source, this.definitions, isOwnFile);
    this.assembly = new Assembly(writer, this.definitions, places);
  }

  get hello(): boolean {
    return this.definitions.python !== null;
  }

  get dropped(): number {
    return this.assembly.dropped;
  }

  get over(): boolean {
    return this.definitions.ended !== null && this.definitions.ended.reason !== 'uvloop';
  }

  read(payload: Buffer): void {
    if (payload[0] === eventFrame) {
      this.events(payload);
    } else if (payload[0] === threadFrame) {
      const [stream = '', id = '', name = ''] = payload.toString('utf8', 1).split('\0');
      this.stream(Number(stream)).thread = this.thread(id, name);
    } else {
      this.definitions.define(payload);
      // It is the last frame: whoever looks while the program runs on is told.
      if (this.over) this.tellEnd();
    }
  }

  end(): void {
    if (!this.over) this.tellEnd();
  }

  private tellEnd(): void {
    this.writer.thread = null;
    this.assembly.end();
  }

  private events(payload: Buffer): void {
    const frame = eventFrameOf(payload);
    const stream = this.stream(frame.stream);
    const { values } = frame;
    this.start ??= values[1] ?? 0;
    this.writer.thread = stream.thread;
    for (let at = 0; at < values.length;) {
      const event = eventKinds[values[at] ?? 0];
      if (event === undefined) throw new WireProblem(`an event of kind ${values[at]}`);
      const microseconds = Math.round(((values[at + 1] ?? 0) - this.start) * 1e6);
      // Streams are sent one after the other, so one may lag behind another a little.
      this.writer.now = Math.max(this.writer.now, microseconds / 1000);
      at += 2;
      this.assembly[event.name](
        stream,
        values[at] ?? 0,
        values[at + 1] ?? 0,
        values[at + 2] ?? 0,
        values[at + 3] ?? 0,
        values[at + 4] ?? 0,
      );
      at += event.length;
    }
  }

  /** `name` is empty for the main thread. */
  private thread(id: string, name: string): string | null {
    const known = this.threads.get(id);
    if (known !== undefined) return known;
    const same = [...this.threads.values()].filter((other) => other?.split(' #')[0] === name);
    const own = same.length > 0 ? `${name} #${same.length + 1}` : name;
    const shown = name === '' ? null : own;
    this.threads.set(id, shown);
    return shown;
  }

  private stream(number: number): LoopStream {
    let stream = this.streams.get(number);
    if (stream === undefined) this.streams.set(number, (stream = new LoopStream()));
    return stream;
  }
}
