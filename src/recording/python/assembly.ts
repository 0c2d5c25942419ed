import * as l10n from '@vscode/l10n';
import { duration } from '../../core/explain/words';
import type { WaitsFor } from '../../core/explain/types';
import type { Waker } from '../../core/trace/format';
import type { TraceWriter } from '../../core/trace/writer';
import { isInternal, labelText, plainName, stepLabel, wakeupLabel } from './labels';
import type { Place } from '../source';
import type { Places, Suspended } from './places';
import { ReadyQueues } from './queue';
import type { LoopStream, TaskState } from './stream';
import { idOf, itself, taskIn } from './stream';
import { isCleanUp } from './waits';
import type { Definitions, Label, WireEvent } from './wire';

type Handler = (stream: LoopStream, ...integers: readonly number[]) => void;

const none: readonly never[] = [];

/** What a task waits on where a thread, or another process, does it (`THREAD` of wire.py). */
const aThread = -0x7fffffff;

/**
 * Turns each event of the wire into events of the trace, in the words that walkthroughs use. There is a method for each
 * kind, under its name; its parameters are the integers that recorders/python/_await_lens/wire.py documents.
 */
export class Assembly implements Record<WireEvent, Handler> {
  dropped = 0;
  private readonly tasks = new Map<number, TaskState>();
  /** Tasks with which the runtime cleans up; a trace leaves them out as a walkthrough does. */
  private readonly hidden = new Set<number>();
  private readonly timers = new Map<number, Label | undefined>();
  /** What is called when a watched descriptor is ready. */
  private readonly readers = new Map<number, Label | null>();
  /** Watches that the loop keeps for itself. */
  private readonly ownWatches = new Set<number>();

  private readonly queue: ReadyQueues;

  constructor(
    private readonly writer: TraceWriter,
    private readonly definitions: Definitions,
    private readonly places: Places,
  ) {
    this.queue = new ReadyQueues(writer, definitions);
  }

  /** The program has ended, or the recorder is no longer at work. */
  end(): void {
    const { ended } = this.definitions;
    if (ended === null) return;
    if (ended.reason === 'uvloop') {
      const text = l10n.t(
        'uvloop is compiled: the turns of its loop, its polls and its transports are not seen.',
      );
      this.writer.emit({ kind: 'warn', task: null, text });
      return;
    }
    // How many more there would have been nobody knows: the hooks are off.
    this.dropped++;
    const text =
      ended.reason === 'limit'
        ? l10n.t('The recording reached its limit here; the program went on unrecorded.')
        : l10n.t('The recorder saw only a part of the program: {0}', ended.detail);
    this.writer.emit({ kind: 'warn', task: null, text });
  }

  TASK(stream: LoopStream, id: number, code: number, name: number, by: number, place: number) {
    const known = this.definitions.codes.get(code);
    if (known !== undefined && isCleanUp(known)) {
      this.hidden.add(id);
      stream.closing = true;
      return;
    }
    stream.closing = false;
    const task: TaskState = {
      id: this.writer.addTask({
        name: this.name(name),
        function: known === undefined ? '<unknown>' : plainName(known.name),
        parent: this.tasks.get(by)?.id ?? null,
      }),
      started: false,
      depth: 0,
      timers: [],
      sockets: [],
      unwatched: null,
      itself: null,
      place: known !== undefined && this.places.isOwn(known) ? { line: known.line } : {},
    };
    this.tasks.set(id, task);
    this.writer.emit({
      kind: 'create',
      task: task.id,
      by: this.tasks.get(by)?.id ?? null,
      ...this.places.at(place),
    });
  }

  NAME(_: LoopStream, id: number, name: number) {
    const task = this.tasks.get(id);
    if (task !== undefined) this.writer.renameTask(task.id, this.name(name));
  }

  ENQUEUE(stream: LoopStream, which: number, by: number) {
    if (which > 0) {
      this.enqueue(stream, which, wakeupLabel, by);
      return;
    }
    const known = this.definitions.labels.get(-which) ?? null;
    const waker = this.queue.waker(stream, null, by);
    this.queue.join(stream, null, known, labelText(known), waker, this.queue.isEnding(stream, by));
  }

  STEP(stream: LoopStream, id: number, by: number) {
    this.enqueue(stream, id, stepLabel, by);
  }

  RUN(stream: LoopStream, which: number) {
    // The end of a plain callback is told only where no other entry follows at once.
    if (stream.running?.kind === 'callback') this.CALLBACK_END(stream);
    stream.outer.length = 0;
    if (this.hidden.has(which)) {
      stream.running = { kind: 'hidden' };
      return;
    }
    if (which > 0) this.step(stream, which);
    else this.callback(stream, this.definitions.labels.get(-which) ?? null);
  }

  EAGER(stream: LoopStream, id: number) {
    stream.outer.push(stream.running);
    const task = this.tasks.get(id);
    if (task === undefined) stream.running = { kind: 'hidden' };
    else this.begin(stream, task, null);
  }

  /** What the await gives with which the step begins; it follows the step's `RUN`. */
  VALUE(stream: LoopStream, text: number) {
    const { events } = this.writer;
    const last = events.at(-1);
    if (last?.kind !== 'resume') return;
    events[events.length - 1] =
      text < 0 ? { ...last, error: this.text(-text) } : { ...last, value: this.text(text) };
  }

  SUSPEND(stream: LoopStream, link: number, waits: number, again: number) {
    const task = this.leave(stream);
    if (task === undefined) return;
    this.queue.release(stream);
    const at = this.places.suspendedAt(this.definitions.links.get(link) ?? null);
    const tasks = waits === 0 || waits === aThread ? none : this.waitedTasks(waits);
    const timers = task.timers.length === 0 ? none : task.timers.splice(0);
    const waitsFor = again === 1 ? 'nothing' : this.waitsFor(at, waits, tasks, timers.length);
    const timer = waitsFor === 'timer' ? timers.at(-1) : undefined;
    task.place = at.place;
    const { keyword, chain } = at;
    const detail = this.detail(waitsFor, tasks, timer?.ms);
    const sockets = task.sockets.length === 0 ? none : task.sockets.splice(0);
    const watches = timer !== undefined ? [timer.watch] : waitsFor === 'network' ? sockets : none;
    task.unwatched =
      waitsFor === 'network' && watches.length === 0 ? this.writer.events.length : null;
    const t = this.writer.now;
    const { place } = at;
    if (isWhole(place)) {
      const { line, column, endLine, endColumn } = place;
      // One literal, and no copy: there are as many of these as suspensions.
      this.writer.add({
        kind: 'suspend',
        task: task.id,
        keyword,
        waitsFor,
        detail,
        watches,
        tasks,
        chain,
        line,
        column,
        endLine,
        endColumn,
        t,
      });
    } else {
      const about = { keyword, waitsFor, detail, watches, tasks, chain };
      this.writer.add({ kind: 'suspend', task: task.id, ...about, ...place, t });
    }
    if (again === 1) this.queue.join(stream, task, null, stepLabel, itself(task));
  }

  TURN(stream: LoopStream, link: number) {
    this.SUSPEND(stream, link, 0, 1);
  }

  END(stream: LoopStream, outcome: number, text: number) {
    const task = this.leave(stream);
    if (task === undefined) return;
    this.writer.emit({
      kind: 'end',
      task: task.id,
      outcome: outcome === 1 ? 'returned' : outcome === 2 ? 'raised' : 'cancelled',
      ...(text === 0
        ? {}
        : outcome === 1
          ? { value: this.text(text) }
          : { error: this.text(text) }),
      ...task.place,
    });
    this.queue.release(stream);
  }

  CALLBACK_END(stream: LoopStream) {
    const { running } = stream;
    stream.running = null;
    if (running?.kind === 'callback')
      this.writer.emit({ kind: 'callbackEnd', task: null, entry: running.entry.id });
  }

  SELECT(stream: LoopStream, timeout: number) {
    if (stream.closing) return;
    const iteration = ++stream.iteration;
    this.writer.emit({ kind: 'phase', task: null, phase: 'iteration', iteration });
    this.writer.emit({
      kind: 'phase',
      task: null,
      phase: 'select',
      iteration,
      timeout: timeout < 0 ? null : timeout / 1000,
    });
  }

  TIMER(stream: LoopStream, watch: number, delay: number, label: number) {
    if (stream.running?.kind === 'hidden') return;
    const ms = delay / 1000;
    this.timers.set(watch, this.definitions.labels.get(label));
    const task = taskIn(stream);
    task?.timers.push({ watch, ms });
    this.writer.emit({
      kind: 'watch',
      task: task?.id ?? null,
      watch,
      place: 'timers',
      // `call_at` is asked for a time, which lies microseconds nearer when the recorder hears of it.
      label: l10n.t('{0} timer', duration(ms < 100 ? ms : Math.round(ms))),
      due: this.writer.now + ms,
    });
  }

  FIRE(stream: LoopStream, watch: number, id: number) {
    if (!this.timers.has(watch)) return;
    const label = this.timers.get(watch) ?? null;
    this.timers.delete(watch);
    this.writer.emit({ kind: 'fire', task: null, watch });
    const task = this.tasks.get(id);
    if (task !== undefined) {
      this.queue.join(stream, task, null, wakeupLabel, { kind: 'timer', task: null, watch });
      return;
    }
    this.queue.join(stream, null, label, labelText(label), { kind: 'timer', task: null, watch });
  }

  UNWATCH(stream: LoopStream, watch: number) {
    this.readers.delete(watch);
    if (this.ownWatches.delete(watch)) return;
    this.timers.delete(watch);
    const task = taskIn(stream);
    if (task !== undefined) task.sockets = task.sockets.filter((each) => each !== watch);
    this.writer.emit({ kind: 'unwatch', task: idOf(task), watch });
  }

  IO(stream: LoopStream, watch: number, descriptor: number, direction: number, label: number) {
    const known = this.definitions.labels.get(label) ?? null;
    this.readers.set(watch, known);
    // The loop's own pipe, by which other threads wake it.
    if (known?.name.endsWith('._read_from_self') === true) {
      this.ownWatches.add(watch);
      return;
    }
    const task = taskIn(stream);
    task?.sockets.push(watch);
    this.writer.emit({
      kind: 'watch',
      task: idOf(task),
      watch,
      place: 'selector',
      label:
        direction === 1
          ? l10n.t('data on file descriptor {0}', descriptor)
          : l10n.t('room on file descriptor {0}', descriptor),
      due: null,
    });
  }

  /** A watched descriptor stays watched after it was ready. */
  READY(stream: LoopStream, which: number) {
    const watch = Math.max(which, 0);
    const known =
      (which > 0 ? this.readers.get(which) : this.definitions.labels.get(-which)) ?? null;
    const waker: Waker = this.ownWatches.has(watch)
      ? { kind: 'thread', task: null, watch: null }
      : { kind: 'io', task: null, watch: watch || null };
    this.queue.join(stream, null, known, labelText(known), waker);
  }

  OUTPUT(stream: LoopStream, channel: number, text: number, place: number) {
    const task = idOf(taskIn(stream));
    const name = channel === 1 ? 'stdout' : 'stderr';
    const { events } = this.writer;
    const last = events.at(-1);
    // `print` writes its line end apart.
    if (
      last?.kind === 'output' &&
      last.stream === name &&
      last.task === task &&
      !last.text.endsWith('\n')
    )
      events[events.length - 1] = { ...last, text: last.text + this.text(text) };
    else
      this.writer.emit({
        kind: 'output',
        task,
        stream: name,
        text: this.text(text),
        ...this.places.at(place),
      });
  }

  BLOCK(stream: LoopStream, microseconds: number, place: number) {
    const where = this.places.at(place);
    this.writer.emit({
      kind: 'block',
      task: idOf(taskIn(stream)),
      ms: microseconds / 1000,
      label: this.places.source.textAt(where),
      ...where,
    });
  }

  WARN(stream: LoopStream, text: number) {
    this.writer.emit({ kind: 'warn', task: idOf(taskIn(stream)), text: this.text(text) });
  }

  CALL(stream: LoopStream, code: number) {
    const task = taskIn(stream);
    if (task === undefined) return;
    task.depth++;
    const known = this.definitions.codes.get(code);
    if (task.depth === 1 || known === undefined) return;
    this.writer.emit({
      kind: 'call',
      task: task.id,
      function: plainName(known.name),
      ...(this.places.isOwn(known) ? { line: known.line, column: 1 } : {}),
    });
  }

  RETURN(stream: LoopStream, code: number, text: number, place: number) {
    const task = taskIn(stream);
    if (task === undefined) return;
    const where = this.places.at(place);
    const depth = task.depth--;
    task.place = where;
    const known = this.definitions.codes.get(code);
    if (depth <= 1 || known === undefined) return;
    this.writer.emit({
      kind: 'return',
      task: task.id,
      function: plainName(known.name),
      ...(text < 0 ? { error: this.text(-text) } : { value: this.text(text) }),
      ...where,
    });
  }

  GAP(stream: LoopStream, count: number) {
    this.dropped += count;
  }

  CANCEL(stream: LoopStream, id: number) {
    const task = this.tasks.get(id);
    if (task === undefined) return;
    stream.cancelled = task.id;
    this.writer.emit({ kind: 'cancel', task: idOf(taskIn(stream)), target: task.id });
  }

  DROP(stream: LoopStream) {
    const entry = stream.next();
    if (entry !== undefined) this.writer.emit({ kind: 'drop', task: entry.task, entry: entry.id });
  }

  private enqueue(stream: LoopStream, id: number, text: string, by: number): void {
    const task = this.tasks.get(id);
    // Those that clean up are not known.
    if (task === undefined) return;
    const waker: Waker = task.started
      ? this.queue.waker(stream, task, by)
      : { kind: 'start', task: idOf(taskIn(stream)), watch: null };
    this.watchedBy(task, waker);
    this.queue.join(stream, task, null, text, waker, this.queue.isEnding(stream, by));
  }

  private step(stream: LoopStream, id: number): void {
    const task = this.tasks.get(id);
    if (task === undefined) return;
    this.begin(stream, task, this.queue.taken(stream, task, null).id);
  }

  /** `entry` is that of the queue; null for an eager start. */
  private begin(stream: LoopStream, task: TaskState, entry: number | null): void {
    const first = !task.started;
    task.started = true;
    stream.running = { kind: 'task', task };
    const kind = 'resume';
    const { place } = task;
    const t = this.writer.now;
    if (!first && isWhole(place)) {
      const { line, column, endLine, endColumn } = place;
      this.writer.add({
        kind,
        task: task.id,
        first,
        entry,
        line,
        column,
        endLine,
        endColumn,
        t,
      });
    } else {
      const start = first && place.line !== undefined ? { ...place, column: 1 } : place;
      this.writer.add({ kind, task: task.id, first, entry, ...start, t });
    }
  }

  private callback(stream: LoopStream, label: Label | null): void {
    const entry = this.queue.taken(stream, null, label);
    if (entry.hidden) {
      stream.running = { kind: 'hidden' };
      return;
    }
    stream.running = { kind: 'callback', entry };
    this.writer.emit({
      kind: 'callback',
      task: null,
      entry: entry.id,
      label: labelText(label),
      internal: isInternal(label),
    });
  }

  /** What ran is over, and what it began within goes on; gives the task that ran. */
  private leave(stream: LoopStream): TaskState | undefined {
    const task = taskIn(stream);
    stream.running = stream.outer.pop() ?? null;
    return task;
  }

  private name(number: number): string {
    return number > 0 ? `Task-${number}` : this.text(-number);
  }

  /**
   * A stream's transport watches its descriptor all the time, so that which one a task waits for is known when it wakes it.
   */
  private watchedBy(task: TaskState, { kind, watch }: Waker): void {
    const { unwatched } = task;
    if (unwatched === null || kind !== 'io' || watch === null) return;
    task.unwatched = null;
    const { events } = this.writer;
    const event = events[unwatched];
    if (event?.kind === 'suspend') events[unwatched] = { ...event, watches: [watch] };
  }

  private waitedTasks(waits: number): number[] {
    const numbers = waits > 0 ? [waits] : (this.definitions.groups.get(-waits) ?? []);
    // In the order of their creation: `asyncio.wait` has them in a set, which has none.
    return numbers.flatMap((number) => this.tasks.get(number)?.id ?? []).sort((a, b) => a - b);
  }

  private waitsFor(
    { leaf, own }: Suspended,
    waits: number,
    tasks: readonly number[],
    timers: number,
  ): WaitsFor {
    if (leaf === 'timer') return timers > 0 ? 'timer' : 'nothing';
    if (leaf !== undefined) return leaf;
    if (waits === aThread) return 'thread';
    if (waits < 0) return 'tasks';
    if (tasks.length > 0) return 'task';
    return own ? 'promise' : 'unknown';
  }

  private detail(waitsFor: WaitsFor, tasks: readonly number[], ms?: number): string | null {
    if (ms !== undefined) return duration(ms);
    if (waitsFor === 'task') return this.nameOf(tasks[0]);
    if (waitsFor !== 'tasks' || tasks.length === 0) return null;
    return tasks.length === 1 ? l10n.t('1 task') : l10n.t('{0} tasks', tasks.length);
  }

  private nameOf(task: number | undefined): string | null {
    return task === undefined ? null : (this.writer.tasks[task - 1]?.name ?? null);
  }

  private text(number: number): string {
    return this.definitions.strings.get(number) ?? '';
  }
}

/** A place with all its columns, as Python 3.11 and later tell it. */
function isWhole(place: Partial<Place>): place is Required<Place> {
  return place.endColumn !== undefined;
}
