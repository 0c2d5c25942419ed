import * as l10n from '@vscode/l10n';
import type { TraceWriter } from '../../core/trace/writer';
import { WireProblem } from '../recorder';
import { CallDecoder } from './calls';
import type { Definitions } from './sites';
import { LoopDecoder } from './loop';
import { Places } from './places';
import { Incomplete, RecordReader, kinds } from './records';
import { ProgramState, nameOf } from './state';
import type { Call } from './state';
import { Written } from './written';

/** How a call ends; `handedOn`: it returned an object, by which its promise may be settled later. */
const outcomes = { returned: 0, raised: 1, handedOn: 2 } as const;

/** Code that ran this long, in ms, without telling anything held the loop up. */
const blockingMs = 50;

/** What comes before the program's own first event. */
const preparing = new Set<number>([kinds.hello, kinds.define, kinds.type, kinds.turn, kinds.sleep]);

/** What the decoders of all threads of a program share. */
export interface Program {
  readonly writer: TraceWriter;
  /** The absolute path of the program's file: positions in any other are left out. */
  readonly path: string;
  readonly text: string;
  /** The program's own first event, in µs on the recorder's clock: the trace's 0. Null before it. */
  start: number | null;
  /** The decoders, by the numbers of their threads on the wire; 0 is the main thread. */
  readonly threads: Map<number, ThreadDecoder>;
}

/** Turns the records of one thread into the trace's events. */
export class ThreadDecoder {
  dropped = 0;
  hello = false;
  over = false;
  /** As the trace names it: null for the main thread. */
  private name: string | null = null;
  readonly state = new ProgramState();
  private readonly written = new Written();
  private readonly reader = new RecordReader();
  private readonly writer: TraceWriter;
  private readonly places: Places;
  private readonly calls: CallDecoder;
  private readonly loop: LoopDecoder;
  /** The time of the last record in µs on the recorder's clock, which all threads share. */
  private clock = 0;

  constructor(private readonly program: Program) {
    const { writer, path, text } = program;
    this.writer = writer;
    this.places = new Places(path, text);
    this.calls = new CallDecoder(writer, this.places, this.state);
    this.loop = new LoopDecoder(writer, this.places, this.state);
  }

  /** Bytes of the thread's records; a record may be cut between them. */
  add(bytes: Buffer): void {
    this.reader.add(bytes);
  }

  /** When the next record was written, in µs on the recorder's clock; null where that has not come yet. */
  get next(): number | null {
    const { reader } = this;
    if (!reader.more) return null;
    try {
      return this.clock + reader.head().elapsed;
    } catch (error) {
      if (!(error instanceof Incomplete)) throw error;
      return null;
    } finally {
      reader.rollBack();
    }
  }

  /** Turns the next record into events; false where it has not come whole. */
  step(): boolean {
    const { reader } = this;
    if (!reader.more) return false;
    this.writer.thread = this.name;
    try {
      const { kind, elapsed } = reader.head();
      this.recordOf(kind, elapsed);
    } catch (error) {
      if (!(error instanceof Incomplete)) throw error;
      reader.rollBack();
      return false;
    }
    reader.commit();
    return true;
  }

  /** All of a record is there: it counts from here on. */
  private begin(kind: number, elapsed: number): void {
    const before = this.clock;
    this.clock += elapsed;
    if (this.program.start === null) {
      if (preparing.has(kind)) return;
      this.program.start = this.clock;
    }
    const running = this.state.stack.at(-1);
    if (elapsed >= blockingMs * 1000 && typeof running === 'object')
      this.block(running, this.clock - Math.max(before, this.program.start));
    // Threads are sent one after the other, so one may lag behind another a little.
    this.writer.now = Math.max(this.writer.now, (this.clock - this.program.start) / 1000);
  }

  private block(call: Call, microseconds: number): void {
    this.writer.emit({
      kind: 'block',
      task: call.task,
      ms: microseconds / 1000,
      label: nameOf(call),
      ...this.state.place,
    });
  }

  /** Reads the fields of a record whole, for the next frame may bring its rest; then does what it says. */
  private recordOf(kind: number, elapsed: number): void {
    const { reader } = this;
    switch (kind) {
      case kinds.enter: {
        const id = reader.id();
        const definition = reader.place();
        const by = reader.number();
        this.begin(kind, elapsed);
        this.calls.enter(id, definition, by);
        return;
      }
      case kinds.suspendSettled: {
        const id = reader.id();
        const site = reader.place();
        this.begin(kind, elapsed);
        this.calls.suspend(id, site, 'settled');
        return;
      }
      case kinds.suspendThenable: {
        const id = reader.id();
        const site = reader.place();
        this.begin(kind, elapsed);
        this.calls.suspend(id, site, 'thenable');
        return;
      }
      case kinds.suspend: {
        const id = reader.id();
        const site = reader.place();
        const promise = reader.id();
        this.begin(kind, elapsed);
        this.calls.suspend(id, site, promise);
        return;
      }
      case kinds.suspendProduced: {
        const id = reader.id();
        const site = reader.place();
        const promise = reader.id();
        const producer = reader.id();
        this.begin(kind, elapsed);
        this.state.promised(promise).producer = producer;
        this.calls.suspend(id, site, promise);
        return;
      }
      case kinds.resume: {
        const id = reader.id();
        const value = reader.value();
        this.begin(kind, elapsed);
        this.calls.resume(id, value, null);
        return;
      }
      case kinds.raised: {
        const id = reader.id();
        const error = reader.string();
        this.begin(kind, elapsed);
        this.calls.resume(id, null, error);
        return;
      }
      case kinds.leave: {
        const id = reader.id();
        const outcome = reader.number();
        const raised = outcome === outcomes.raised;
        const result = raised ? reader.string() : reader.value();
        this.begin(kind, elapsed);
        this.calls.leave(id, raised, result);
        if (outcome !== outcomes.handedOn) this.calls.settle(id, 0);
        return;
      }
      case kinds.settled: {
        const id = reader.id();
        const by = reader.number();
        this.begin(kind, elapsed);
        this.calls.settle(id, by);
        return;
      }
      case kinds.combine: {
        const id = reader.id();
        const combinator = reader.number();
        const members = Array.from({ length: reader.number() }, () => reader.id());
        this.begin(kind, elapsed);
        this.calls.combine(id, combinator, members);
        return;
      }
      case kinds.open: {
        const id = reader.number();
        const type = reader.number();
        const site = reader.number();
        const by = reader.number();
        const owner = reader.number();
        const delay = reader.number();
        this.begin(kind, elapsed);
        this.loop.open(id, type, site, by, owner, delay / 1000);
        return;
      }
      case kinds.before:
      case kinds.after:
      case kinds.close: {
        const id = reader.number();
        this.begin(kind, elapsed);
        if (kind === kinds.before) this.loop.before(id);
        else if (kind === kinds.after) this.loop.after(id);
        else this.loop.close(id);
        return;
      }
      case kinds.sleep: {
        const slept = reader.number();
        this.begin(kind, elapsed);
        this.loop.sleep(slept / 1000);
        return;
      }
      case kinds.turn:
        this.begin(kind, elapsed);
        this.loop.turn();
        return;
      case kinds.output: {
        const stream = reader.number();
        const source = reader.number();
        const by = reader.number();
        const text = reader.string();
        const place = { file: reader.string(), line: reader.number(), column: reader.number() };
        this.begin(kind, elapsed);
        this.output(stream, source, by, text, place);
        return;
      }
      case kinds.begin: {
        const site = reader.number();
        this.begin(kind, elapsed);
        this.loop.beginReaction(site);
        return;
      }
      case kinds.end:
        this.begin(kind, elapsed);
        this.loop.endCallback();
        return;
      default:
        this.rare(kind, elapsed);
    }
  }

  /** The records of which a recording has few. */
  private rare(kind: number, elapsed: number): void {
    const { reader } = this;
    switch (kind) {
      case kinds.hello: {
        reader.string();
        const thread = reader.number();
        const creator = reader.number();
        this.begin(kind, elapsed);
        this.greet(thread, creator);
        return;
      }
      case kinds.define: {
        const text = reader.string();
        this.begin(kind, elapsed);
        this.places.define(JSON.parse(text) as Definitions);
        return;
      }
      case kinds.type: {
        const id = reader.number();
        const name = reader.string();
        this.begin(kind, elapsed);
        this.loop.nameType(id, name);
        return;
      }
      case kinds.warn: {
        const text = reader.string();
        this.begin(kind, elapsed);
        this.writer.emit({ kind: 'warn', task: null, text });
        return;
      }
      case kinds.gap: {
        const count = reader.number();
        this.begin(kind, elapsed);
        this.dropped += count;
        return;
      }
      case kinds.torn: {
        const time = reader.number();
        reader.from(reader.number(), reader.number());
        this.begin(kind, time - this.clock);
        this.dropped++;
        return;
      }
      case kinds.unrecorded: {
        const creator = reader.number();
        this.begin(kind, elapsed);
        this.warnOfWorker(this.state.taskOf(creator));
        return;
      }
      case kinds.cap:
        this.begin(kind, elapsed);
        this.cap();
        return;
      default:
        throw new WireProblem(`a record of kind ${kind}`);
    }
  }

  private cap(): void {
    this.over = true;
    // How many more there would have been nobody knows: the hooks are off.
    this.dropped++;
    const text = l10n.t('The recording reached its limit here; the program went on unrecorded.');
    this.writer.emit({ kind: 'warn', task: null, text });
  }

  private greet(thread: number, creator: number): void {
    this.hello = true;
    if (thread > 0) {
      this.writer.thread = this.name = `worker ${thread}`;
      const main = this.program.threads.get(0);
      this.calls.inWorker(this.name, main?.state.taskOf(creator) ?? null);
    }
    this.loop.enterPhase('main');
  }

  private warnOfWorker(task: number | null): void {
    const text = l10n.t(
      'A worker thread starts here. The recording shows when its messages arrive, but not what runs in it.',
    );
    this.writer.emit({ kind: 'warn', task, text });
  }

  /** `source`: the number of the thread that wrote it; 0 for this one. */
  private output(
    stream: number,
    source: number,
    by: number,
    text: string,
    { file, line, column }: { file: string; line: number; column: number },
  ): void {
    const place =
      file === this.places.path && line > 0
        ? { line, column: this.places.callStart(line, column) }
        : {};
    if (place.line !== undefined) this.state.place = place;
    const write = { stream, text, task: this.state.taskOf(by), place };
    if (this.name !== null) {
      this.written.add(write);
      return;
    }
    const worker = this.program.threads.get(source);
    const printed = worker?.written.take(stream, text);
    if (printed && worker) this.writer.thread = worker.name;
    const { task, place: where } = printed ?? write;
    this.writer.emit({
      kind: 'output',
      task,
      stream: stream === 2 ? 'stderr' : 'stdout',
      text,
      ...where,
    });
  }
}
