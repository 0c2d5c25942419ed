import type { Phase } from '../../trace/format';
import type { TraceWriter } from '../../trace/writer';
import { BusyTurns } from '../busy_turns';
import { Context } from './context';
import type { JobAbout } from './context';
import { Immediates } from './immediates';
import { MessagePorts } from './message_ports';
import { MicrotaskQueue } from './microtask_queue';
import { Poll } from './poll';
import { TaskQueues } from './task_queues';
import { Timers } from './timers';

/** What the loop asks of the program that it runs. */
export interface LoopHost {
  /** An exception that no code caught. */
  uncaught(error: unknown): void;
  /** Reports rejections without a handler; true if that scheduled more work. */
  processPromiseRejections(): boolean;
  /** How often the program has looked at the clock. */
  clockReads(): number;
  /** The turns of the loop take time from here on. */
  turnsTakeTime(): void;
}

/** Node's event loop: libuv's phases (src/unix/core.c, `uv_run`), with V8's and Node's queues between all callbacks. */
export class EventLoop {
  readonly context: Context;
  readonly microtasks: MicrotaskQueue;
  readonly taskQueues: TaskQueues;
  readonly timers: Timers;
  readonly immediates: Immediates;
  readonly poll: Poll;
  readonly ports: MessagePorts;
  /** Whether it has come to a poll phase that nothing in the program can end. */
  waitsForever = false;
  private readonly closing: JobAbout[] = [];
  private iteration = 0;

  private readonly busy = new BusyTurns();

  constructor(
    readonly writer: TraceWriter,
    private readonly host: LoopHost,
  ) {
    this.context = new Context(writer, (error) => host.uncaught(error));
    this.microtasks = new MicrotaskQueue(this.context);
    this.taskQueues = new TaskQueues(
      this.context,
      this.microtasks,
      () => host.processPromiseRejections(),
      () => this.immediates.requestTurn(),
    );
    this.timers = new Timers(this.context, this.taskQueues);
    this.immediates = new Immediates(this.context, this.taskQueues);
    this.poll = new Poll(this.context, this.taskQueues);
    this.ports = new MessagePorts(this.context, this.taskQueues, (about) => this.close(about));
  }

  /** Whether something is left that the loop waits for (`uv_loop_alive`). */
  isAlive(): boolean {
    return (
      this.timers.keepsAlive ||
      this.immediates.keepsAlive ||
      this.poll.keepsAlive ||
      this.ports.keepsAlive ||
      this.closing.length > 0
    );
  }

  close(about: JobAbout): void {
    this.closing.push(about);
  }

  phase(phase: Phase, timeout?: number | null): void {
    this.context.task = null;
    this.context.place = null;
    this.writer.emit({
      kind: 'phase',
      task: null,
      phase,
      iteration: this.iteration,
      ...(timeout === undefined ? {} : { timeout }),
    });
  }

  /**
   * `uv_run` in its default mode, until nothing keeps the loop alive. Since libuv 1.45 (Node 20) due timers run once
   * before the first turn and then at the end of each.
   */
  run(): void {
    if (this.isAlive()) this.runTimers();
    while (this.isAlive() && !this.waitsForever) {
      this.iteration++;
      this.runPoll();
      this.runCheck();
      this.runClosing();
      this.runTimers();
    }
  }

  private runTimers(): void {
    const { nextExpiry } = this.timers;
    if (nextExpiry === undefined || nextExpiry > this.writer.now) return;
    this.phase('timers');
    this.timers.process();
  }

  /** Sleeps until the next reply, message or timer, unless there is something to do at once (`uv_backend_timeout`). */
  private runPoll(): void {
    const timer = this.timers.nextExpiry;
    const message = this.ports.signalled ? this.writer.now : undefined;
    const due = [timer, this.poll.nextDue, message].filter((at) => at !== undefined);
    const wake = due.length > 0 ? Math.min(...due) : undefined;
    if (!this.immediates.isEmpty || this.closing.length > 0 || !this.isAlive()) {
      const now = this.afterTurn(wake ?? Infinity);
      if (this.ports.signalled || (this.poll.nextDue !== undefined && this.poll.nextDue <= now)) {
        this.phase('poll', 0);
        this.processPoll();
      }
      return;
    }
    const { now } = this.writer;
    this.busy.paused();
    this.phase('poll', timer === undefined ? null : Math.max(0, timer - now));
    this.waitsForever = wake === undefined;
    if (wake !== undefined && wake > now) this.writer.now = wake;
    this.processPoll();
  }

  /** Lets a turn without a pause take its time, and gives the time after it. `due`: when something happens, in ms. */
  private afterTurn(due: number): number {
    const { writer, busy, host } = this;
    const next = busy.turn(writer.now, due, host.clockReads());
    if (next > writer.now) {
      host.turnsTakeTime();
      writer.now = next;
    }
    if (next >= due) busy.somethingHappened();
    return next;
  }

  private processPoll(): void {
    this.poll.process();
    this.ports.process();
  }

  private runCheck(): void {
    if (this.immediates.isEmpty) return;
    this.phase('check');
    this.immediates.process();
  }

  private runClosing(): void {
    if (this.closing.length === 0) return;
    this.phase('close');
    // libuv keeps the handles that close on a stack (`uv__run_closing_handles`).
    for (const about of this.closing.splice(0).reverse()) {
      this.context.run(this.context.enqueue('close', about));
      this.taskQueues.runNextTicks();
    }
  }
}
