import type { Assumption, Choice, TraceEvent } from '../../trace/format';
import { TraceWriter } from '../../trace/writer';
import { BusyReads } from '../busy_reads';
import type { Choices } from '../choices';
import { Cut } from './objects/exceptions';
import type { PyException } from './objects/exceptions';
import { Namespace } from './objects/functions';
import type { PyAsyncGenerator, PyCoroutine, PyFunction, PyModule } from './objects/functions';
import type { PyObject, Steps, Value } from './objects/object';
import type { Unknown } from './objects/unknown';
import { PendingThreads } from './pending_threads';
import type { Site } from './syntax/ast';
import * as l10n from '@vscode/l10n';

type Untimed<E> = E extends TraceEvent ? Omit<E, 't'> : never;

/**
 * One tick of the clock, in ms: what any work costs. It is far below what a trace shows, and it keeps
 * the order that a real clock gives: of two timers with the same delay the one set first is due first.
 */
const tick = 1e-9;

/** A position as events carry it; empty where there is none. */
type Position = Partial<Pick<Site, 'line' | 'column' | 'endLine' | 'endColumn'>>;

/** Evaluation steps (calls and turns of loops) after which a program that prints nothing is cut. */
const maxSteps = 2_000_000;
const maxDepth = 1000;

/** What the evaluator asks of the event loop's model. */
export interface LoopServices {
  /** Awaits something the source does not define: input or output of an assumed duration. */
  awaitUnknown(value: Unknown, text: string): Steps;
  /** The number of the next item of an unknown asynchronous iterable; null after the last assumed one. */
  unknownTurn(value: Unknown): number | null;
  /** The last reference to an object of `Machine.mortal` is gone. */
  unreferenced(object: PyObject): void;
  /** What the loop itself refers to: its tasks and callbacks. */
  roots(): Iterable<unknown>;
  /** Whether nothing else can change what the running task finds: no other task, timer or operation is there. */
  isAlone(): boolean;
  /** Whether it is an event loop, which refers to its tasks weakly. */
  isLoop(object: PyObject): boolean;
  /** An async generator is iterated for the first time. */
  firstIteration(generator: PyAsyncGenerator): void;
}

/** A thread, as far as the machine asks. */
export interface RunningThread {
  /** Whether the end of the program does not wait for it. */
  readonly daemon: boolean;
}

/** What the evaluator asks of the library. */
export interface LibraryServices {
  /** The module of that name; an unknown where we have no model of it. */
  importModule(name: string): Value;
}

/** The state of one walkthrough that every part of the evaluator needs. */
export class Machine {
  readonly trace = new TraceWriter();
  /** Where the program is: the call, await or branch that was met last. */
  at: Site | null = null;
  /** The trace's id of the running task. */
  task: number | null = null;
  /** The exception that is being handled (`sys.exception`). */
  handling: PyException | null = null;
  /** While the module's definitions are collected nothing is shown and no time passes. */
  muted = false;
  /** The names of the module. */
  globals = new Namespace();
  /** The library's own coroutine whose step runs, for what that drives in its turn. */
  driving: PyCoroutine | null = null;
  /** Calls on the stack, for Python's recursion limit. */
  depth = 0;
  /** While a thread's function runs: the time it has taken in its thread, in ms. */
  threadMs: number | null = null;
  /** The object that a method is walked through with: who really made it may have given it what no code here does. */
  given: Value = null;
  /** The thread whose function runs; null for the main thread. */
  thread: RunningThread | null = null;
  /** What threads still do while the program goes on. */
  readonly pendingThreads = new PendingThreads();
  /** The number of the running step of a task: an `await` during which it stays the same has not suspended. */
  turn = 0;
  private turns = 0;
  /** How often something was assumed; a loop that goes on assuming is ended. */
  guesses = 0;
  /** The resume event of the running step, until the await that it continues has given its value. */
  resumed: TraceEvent | null = null;
  /** Whether the walkthrough was cut: what the library does while it unwinds is no part of it. */
  private ended = false;
  private steps = 0;
  private clock = 0;
  private readonly assumed = new Set<string>();
  private readonly states = new Map<object, unknown>();
  /** The library's modules that the program has imported (`sys.modules`): its own copies, to which it may assign. */
  readonly modules = new Map<string, PyModule>();

  constructor(
    readonly source: string,
    readonly file: string,
    private readonly maxEvents: number,
    private readonly choices: Choices,
    readonly loop: LoopServices,
    private readonly library: LibraryServices,
  ) {}

  importModule(name: string): Value {
    return this.library.importModule(name);
  }

  /** Hears of every function that a definition makes, while one of them is looked for. */
  defined: (made: PyFunction) => void = () => undefined;

  /** The virtual clock in ms, ticks included. Reading it takes a tick, so it never stands still. */
  time(): number {
    this.clock += tick;
    return this.clock + (this.threadMs ?? 0);
  }

  readonly clockReads = new BusyReads();

  /** A thread does something `ms` from now, while the program goes on. */
  inThread(ms: number, run: () => void): void {
    const at = this.time() - (this.threadMs ?? 0) + ms;
    this.pendingThreads.add({ at, daemon: this.thread?.daemon ?? false, run });
  }

  /** Lets threads do what they do up to `end`, in ms. */
  runThreads(end: number): void {
    for (let next = this.pendingThreads.take(end); next; next = this.pendingThreads.take(end)) {
      this.advanceTo(next.at);
      next.run();
    }
  }

  /** The main thread stands still up to `end`, in ms; others go on. */
  blockUntil(end: number): void {
    this.runThreads(end);
    this.advanceTo(end);
  }

  /** Moves the clock forward to `ms`, never back. */
  advanceTo(ms: number): void {
    if (ms > this.clock) this.clock = ms;
    // Microseconds are what is shown; the ticks are below.
    this.trace.now = Math.max(this.trace.now, Math.round(this.clock * 1000) / 1000);
  }

  emit(event: Untimed<TraceEvent>): TraceEvent | null {
    if (this.muted || this.ended) return null;
    if (this.trace.events.length >= this.maxEvents) this.cut('events', this.maxEvents);
    this.trace.emit(event);
    return this.trace.events.at(-1) ?? null;
  }

  /** The position of what is running, as events carry it. */
  position(site: Site | null = this.at): Position {
    if (!site) return {};
    const { line, column, endLine, endColumn } = site;
    return { line, column, endLine, endColumn };
  }

  /** Where something begins: what starts to run is shown at its first line, not over its whole body. */
  start(site: Site | null): Position {
    return site ? { line: site.line, column: site.column } : {};
  }

  /** Records what nobody can choose, once per place and kind. */
  assume(kind: 'value' | 'limit' | 'unsupported', text: string): void {
    this.record({ kind, subject: null, value: null, chosen: false }, text, () => text);
  }

  /** What is assumed of `subject` here: what the user chose, else `usual`. Records it, with the sentence for the value. */
  decide(
    kind: Choice['kind'],
    subject: string,
    usual: number,
    say: (value: number) => string,
  ): number {
    this.guesses++;
    const choice = this.choices.valueOf(kind, this.at, subject);
    const value = choice ?? usual;
    const what = { kind, subject, value, chosen: choice !== undefined };
    this.record(what, `${value} ${subject}`, () => say(value));
    return value;
  }

  /** Records an assumption that `which` tells from the others of its kind and place. The text is made for a new one only: a loop assumes the same over and over. */
  private record(
    about: Pick<Assumption, 'kind' | 'subject' | 'value' | 'chosen'>,
    which: string,
    say: () => string,
  ): void {
    if (this.muted) return;
    const site = this.at;
    const key = `${about.kind} ${site?.start ?? -1} ${which}`;
    if (this.assumed.has(key)) return;
    this.assumed.add(key);
    const place = { line: site?.line ?? null, column: site?.column ?? null };
    this.trace.assume({ ...about, text: say(), ...place }, this.task);
  }

  /** Another step of a task begins. */
  nextTurn(): void {
    this.turn = ++this.turns;
  }

  /** Completes the event of the step that woke the innermost await with what that await gives. */
  wake(turn: number, outcome: () => { value?: string; into?: string; error?: string }): void {
    const { resumed } = this;
    if (resumed === null || this.turn === turn) return;
    this.resumed = null;
    Object.assign(resumed, outcome());
  }

  /** Counts a call or a turn of a loop; ends a walkthrough that never would. */
  step(): void {
    if (++this.steps > maxSteps) this.cut('steps', maxSteps);
  }

  get tooDeep(): boolean {
    return this.depth > maxDepth;
  }

  /** Ends the walkthrough, and says why. */
  end(text: string): never {
    if (!this.ended) {
      this.muted = false;
      this.assume('limit', text);
      this.ended = true;
    }
    throw new Cut();
  }

  private cut(what: 'events' | 'steps', limit: number): never {
    const text =
      what === 'events'
        ? l10n.t('The walkthrough is cut here: it has reached {0} events.', limit)
        : l10n.t('The walkthrough is cut here: it has reached {0} steps of evaluation.', limit);
    this.end(text);
  }

  /** Writes what the program prints. */
  write(stream: 'stdout' | 'stderr', text: string): void {
    if (text === '') return;
    // A thread that has slept prints later than the loop that started it goes on.
    if (this.threadMs !== null && this.threadMs > 0) {
      const position = this.position();
      this.inThread(this.threadMs, () => {
        this.emit({ kind: 'output', task: null, stream, text, ...position });
      });
      return;
    }
    this.emit({ kind: 'output', task: this.task, stream, text, ...this.position() });
  }

  /** Objects with something to do when nothing refers to them any more. */
  readonly mortal = new Set<PyObject>();

  /** State that a part of the library keeps per walkthrough. */
  state<T>(key: object, init: () => T): T {
    if (!this.states.has(key)) this.states.set(key, init());
    return this.states.get(key) as T;
  }
}

/**
 * The running walkthrough. Everything in one is synchronous, so there is only one at a time; the
 * library reaches it from here as CPython's C code reaches its interpreter by `PyThreadState_Get`.
 */
export let machine: Machine;

export function withMachine<T>(next: Machine, run: () => T): T {
  const outer = machine;
  machine = next;
  try {
    return run();
  } finally {
    machine = outer;
  }
}

/** State of a library module in the running walkthrough. */
export function perWalkthrough<T>(init: () => T): () => T {
  const key = {};
  return () => machine.state(key, init);
}
