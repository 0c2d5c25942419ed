import type { EnqueueEvent, Waker } from '../../core/trace/format';
import type { TraceWriter } from '../../core/trace/writer';
import { labelText, wakeupLabel } from './labels';
import type { Entry, LoopStream, TaskState } from './stream';
import { idOf, taskIn } from './stream';
import { isAsyncio, isHandleRun, wakerOf } from './waits';
import type { Definitions, Label } from './wire';

/** `by` of an entry that another thread has put in the queue. */
const otherThread = -1;

/** Of an entry that joined its queue unseen. */
const unknownWaker: Waker = { kind: 'callback', task: null, watch: null };

/** Tells what joins the ready queues of the loops, and why. */
export class ReadyQueues {
  constructor(
    private readonly writer: TraceWriter,
    private readonly definitions: Definitions,
  ) {}

  /** `atEnd` where the running step is over and has not said so yet: its end is told first. */
  join(
    stream: LoopStream,
    task: TaskState | null,
    label: Label | null,
    text: string,
    waker: Waker,
    atEnd = false,
  ): Entry {
    const hidden = stream.closing || stream.running?.kind === 'hidden';
    const entry = {
      id: hidden ? 0 : this.writer.nextEntry(),
      task: task?.id ?? null,
      label,
      waker,
      hidden,
    };
    stream.join(entry);
    if (hidden) return entry;
    const event: EnqueueEvent = {
      kind: 'enqueue',
      task: entry.task,
      entry: entry.id,
      queue: 'ready',
      label: text,
      waker,
      t: this.writer.now,
    };
    if (atEnd) stream.held.push(event);
    else this.writer.add(event);
    return entry;
  }

  /** The entry that begins to run; where it joined unseen (by code that knows the queue, or in a gap), it joins now. */
  taken(stream: LoopStream, task: TaskState | null, label: Label | null): Entry {
    const entry = stream.take(task?.id ?? null, label);
    if (entry !== undefined) return entry;
    const text = task === null ? labelText(label) : wakeupLabel;
    this.join(stream, task, label, text, unknownWaker);
    return stream.take(task?.id ?? null, label) ?? this.taken(stream, task, label);
  }

  /** Whether the running step is over already: C code calls the callbacks of a task that is done. */
  isEnding({ running }: LoopStream, by: number): boolean {
    const code = this.definitions.codes.get(by);
    return running?.kind === 'task' && code !== undefined && isHandleRun(code);
  }

  /** Tells what the end of a step put in the queue, after that end. */
  release(stream: LoopStream): void {
    if (stream.held.length === 0) return;
    for (const event of stream.held.splice(0)) this.writer.add({ ...event, t: this.writer.now });
  }

  /** Why an entry joins the queue: from what runs, and from the function that called `call_soon`. */
  waker(stream: LoopStream, woken: TaskState | null, by: number): Waker {
    if (by === otherThread) return { kind: 'thread', task: null, watch: null };
    const { running } = stream;
    const task = idOf(taskIn(stream));
    if (woken !== null && stream.cancelled === woken.id) {
      stream.cancelled = null;
      return { kind: 'cancel', task, watch: null };
    }
    if (this.isEnding(stream, by)) return { kind: 'task', task, watch: null };
    const code = this.definitions.codes.get(by);
    const kind = code === undefined ? undefined : wakerOf(code);
    if (running?.kind === 'callback' && code !== undefined && isAsyncio(code)) {
      // A callback of the loop's hands on what caused itself, as `_release_waiter` does a timer or the end of a task.
      const cause = running.entry.waker;
      const same =
        kind === undefined || cause.kind === kind || cause.kind === 'io' || cause.kind === 'thread';
      if (same) return { ...cause, task };
    }
    return { kind: kind ?? (woken === null ? 'callback' : 'resolve'), task, watch: null };
  }
}
