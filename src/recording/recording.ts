import { StringDecoder } from 'node:string_decoder';
import * as l10n from '@vscode/l10n';
import type { Trace } from '../core/trace/format';
import { TraceWriter } from '../core/trace/writer';
import { FrameReader } from './frames';
import { ProgramProcess } from './process';
import type { Ending } from './process';
import type { Launch, Program } from './recorder';

export interface RecordingOptions {
  readonly stdin: 'inherit' | 'ignore';
  /** The program is ended after this many ms; absent: it may run as long as it wants. */
  readonly timeout?: number;
  /** Hears the program's output as it comes, byte for byte. Until a promise of it is settled, the program has to wait with more. */
  readonly output?: (stream: 'stdout' | 'stderr', bytes: Buffer) => void | Promise<void>;
  /** Hears that the trace has grown. */
  readonly progress?: () => void;
}

/** So much of standard output, in UTF-16 code units, is kept for the trace; a program may print for ever. */
const maxText = 4 * 1024 * 1024;

/** How a recording ended. */
export interface RecordingEnd extends Ending {
  readonly trace: Trace;
  /** Whether the recorder was at work at all: a program can be started in ways that leave it out. */
  readonly recorded: boolean;
  /** What the recorder sent and could not be read; null where all went well. */
  readonly problem: string | null;
  /** Who ended the program, where it did not end by itself. */
  readonly stopped: 'stop' | 'timeout' | null;
}

/** One run of a program under its recorder. The trace grows while it runs and can be looked at at any time. */
export class Recording {
  /** Errors: the program could not be started. */
  readonly ended: Promise<RecordingEnd>;
  private readonly writer = new TraceWriter();
  private readonly child: ProgramProcess;
  private readonly stdout = new StringDecoder('utf8');
  private text = '';
  /** Characters of standard output that are not kept. */
  private left = 0;
  private stopped: RecordingEnd['stopped'] = null;
  private problem: string | null = null;
  /** When the recorder has last sent something, as `performance.now()` counts. */
  private heard = 0;
  private readonly decoder;

  constructor(
    private readonly program: Program,
    private readonly launch: Launch,
    private readonly options: RecordingOptions,
  ) {
    this.decoder = launch.decoder(this.writer);
    this.child = new ProgramProcess(launch, program.cwd, options.stdin);
    this.ended = this.run();
  }

  /** The trace so far, of which nothing changes any more: whoever is shown it may read it later. */
  get trace(): Trace {
    const { language, file } = this.program;
    const lines = this.text.split('\n');
    if (lines.at(-1) === '') lines.pop();
    const trace = this.writer.finish({ mode: 'recording', language, file }, this.decoder.dropped);
    return {
      ...trace,
      events: [...trace.events],
      tasks: [...trace.tasks],
      // What really came out; a program can write past the objects that its recorder watches.
      stdout: lines.map((line) => line.replace(/\r$/, '')),
    };
  }

  /** Whether the recorder is no longer at work: the trace is as long as it will be, and the program may run on. */
  get over(): boolean {
    return this.decoder.over;
  }

  /** Hands a signal on to the program, which may handle it. */
  send(signal: NodeJS.Signals): void {
    this.child.send(signal);
  }

  /** Ends the program with its whole process tree. */
  stop(): void {
    this.end('stop');
  }

  private end(reason: 'stop' | 'timeout'): void {
    this.stopped ??= reason;
    this.child.stop();
  }

  private async run(): Promise<RecordingEnd> {
    this.listen();
    const { timeout } = this.options;
    const timer =
      timeout === undefined ? undefined : setTimeout(() => this.end('timeout'), timeout);
    try {
      const ending = await this.child.ended;
      this.decode(() => this.decoder.end());
      // Who is killed tells no end: what was the case last, a wait or an endless loop, was so until then.
      if (ending.signal !== null && !this.decoder.over && this.writer.events.length > 0) {
        const end = this.writer.now + Math.max(0, ending.at - this.heard);
        this.writer.now = Math.round(end * 1000) / 1000;
      }
      this.keep(this.stdout.end());
      if (this.left > 0)
        this.writer.emit({
          kind: 'warn',
          task: null,
          text: l10n.t('Characters of the output that are not kept: {0}', this.left),
        });
      const { stopped, problem } = this;
      return { ...ending, trace: this.trace, recorded: this.decoder.hello, problem, stopped };
    } finally {
      clearTimeout(timer);
    }
  }

  private keep(text: string): void {
    const room = maxText - this.text.length;
    this.text += text.slice(0, room);
    this.left += Math.max(0, text.length - room);
  }

  private async hand(stream: 'stdout' | 'stderr', bytes: Buffer): Promise<void> {
    const taken = this.options.output?.(stream, bytes);
    if (taken === undefined) return;
    this.child[stream].pause();
    await taken;
    this.child[stream].resume();
  }

  /** After a problem nothing more is decoded; the pipe is still read, so that the recorder does not see it full. */
  private decode(work: () => void): void {
    if (this.problem !== null) return;
    try {
      work();
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
    }
  }

  private listen(): void {
    const { progress } = this.options;
    this.child.stdout.on('data', (bytes: Buffer) => {
      this.keep(this.stdout.write(bytes));
      void this.hand('stdout', bytes);
    });
    const { shown = (bytes: Buffer) => bytes } = this.launch;
    this.child.stderr.on('data', (bytes: Buffer) => void this.hand('stderr', shown(bytes)));
    const frames = new FrameReader();
    this.child.wire.on('data', (bytes: Buffer) => {
      this.heard = performance.now();
      this.decode(() => {
        for (const payload of frames.read(bytes)) this.decoder.read(payload);
      });
      progress?.();
    });
    // A recorder that dies with its program may break the pipe; the ending says what happened.
    this.child.wire.on('error', () => undefined);
  }
}
