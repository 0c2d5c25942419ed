import type { CallEvent, Phase, QueueName, TraceEvent } from '../trace/format';
import type {
  Frame,
  LoopState,
  QueueEntry,
  TaskState,
  TaskStatus,
  ThreadState,
  Watch,
} from './state';
import { RosterDraft } from './roster';
import { placeOf } from './state';

const queueNames: readonly QueueName[] = [
  'ready',
  'nextTick',
  'microtask',
  'timers',
  'poll',
  'check',
  'close',
];

/** No runtime nests deeper (CPython's default recursion limit); a file that claims to is not followed. */
const maxCalls = 1_000;

/** The loop of one thread while events are applied to it. */
class ThreadLoop {
  phase: Phase | null = null;
  iteration = 0;
  timeout: number | null | undefined = undefined;
  stack: Frame[] = [];
  readonly queues = emptyQueues();
  readonly watches = new Map<number, Watch>();

  static of(state: ThreadState): ThreadLoop {
    const loop = new ThreadLoop();
    loop.phase = state.phase;
    loop.iteration = state.iteration;
    loop.timeout = state.timeout;
    loop.stack = [...state.stack];
    for (const name of queueNames)
      for (const entry of state.queues[name]) loop.queues[name].set(entry.entry, entry);
    for (const watch of state.watches) loop.watches.set(watch.watch, watch);
    return loop;
  }

  /** How many things a snapshot would copy. */
  get size(): number {
    let size = this.stack.length + this.watches.size;
    for (const name of queueNames) size += this.queues[name].size;
    return size;
  }

  snapshot(): ThreadState {
    const { phase, iteration, timeout, queues } = this;
    const listed = (name: QueueName): QueueEntry[] => [...queues[name].values()];
    return {
      phase,
      iteration,
      timeout,
      stack: [...this.stack],
      queues: {
        ready: listed('ready'),
        nextTick: listed('nextTick'),
        microtask: listed('microtask'),
        timers: listed('timers'),
        poll: listed('poll'),
        check: listed('check'),
        close: listed('close'),
      },
      watches: [...this.watches.values()],
    };
  }

  leaveQueue(entry: number | null): void {
    if (entry === null) return;
    for (const name of queueNames) if (this.queues[name].delete(entry)) return;
  }

  /** Takes the innermost such frame off, with whatever a cut trace left above it. */
  leaveStack(matches: (frame: Frame) => boolean): void {
    const index = this.stack.findLastIndex(matches);
    if (index >= 0) this.stack.length = index;
  }

  /** After its selector asyncio runs what is ready, in the same turn; no event of its own says so. */
  run(): void {
    if (this.phase === 'select') this.phase = 'iteration';
  }
}

/**
 * The loop's state while events are applied to it. Its containers change in place, so that an event costs
 * the same however many tasks there are; what they hold (tasks, entries, watches) is replaced and never
 * changed, so that a snapshot copies references only, and those of tasks that are over not one by one.
 */
export class Machine {
  private t = 0;
  /** The thread of the last event, and its loop. */
  private thread: string | null = null;
  private loop = new ThreadLoop();
  private loops = new Map([[this.thread, this.loop]]);
  private readonly tasks = new RosterDraft<TaskState>();
  private printed = 0;
  private assumed = 0;

  apply(event: TraceEvent): void {
    this.t = event.t;
    const thread = event.thread ?? null;
    if (thread !== this.thread) this.enterThread(thread);
    const { loop } = this;
    switch (event.kind) {
      case 'create':
        this.tasks.set(created(event.task, thread, event.t));
        break;
      case 'resume':
        loop.leaveQueue(event.entry);
        loop.run();
        loop.stack.push({ kind: 'task', task: event.task });
        this.settle(event.task, 'running', event).entry = null;
        break;
      case 'suspend': {
        loop.leaveStack((frame) => frame.kind === 'task' && frame.task === event.task);
        const { keyword, waitsFor, detail, watches, tasks, chain } = event;
        // A step that schedules the next one before it gives up control (`sleep(0)`) never waits.
        const isQueued = this.task(event.task).entry !== null;
        const task = this.settle(event.task, isQueued ? 'ready' : 'waiting', event);
        task.waiting = { keyword, waitsFor, detail, watches, tasks, chain };
        task.suspensions++;
        break;
      }
      case 'end': {
        loop.leaveStack((frame) => frame.kind === 'task' && frame.task === event.task);
        const { outcome, value, error } = event;
        const task = this.settle(event.task, 'done', event);
        task.calls = [];
        task.outcome = {
          outcome,
          ...(value === undefined ? {} : { value }),
          ...(error === undefined ? {} : { error }),
        };
        break;
      }
      case 'pass':
        this.move(event);
        break;
      case 'call':
        if (event.task !== null) this.enter(event.task, event);
        break;
      case 'return':
        if (event.task !== null) {
          const task = this.renew(event.task);
          task.calls = task.calls.slice(0, -1);
          task.at = placeOf(event) ?? task.at;
        }
        break;
      case 'cancel':
        this.renew(event.target).cancelled = true;
        break;
      case 'enqueue': {
        const { entry, task, label, waker } = event;
        loop.queues[event.queue].set(entry, { entry, task, label, waker });
        if (task !== null) this.schedule(task, entry, waker, event.t);
        break;
      }
      case 'callback':
        loop.leaveQueue(event.entry);
        loop.run();
        loop.stack.push({
          kind: 'callback',
          entry: event.entry,
          label: event.label,
          internal: event.internal,
        });
        break;
      case 'callbackEnd':
        loop.leaveStack((frame) => frame.kind === 'callback' && frame.entry === event.entry);
        break;
      case 'drop':
        loop.leaveQueue(event.entry);
        if (event.task !== null && this.task(event.task).entry === event.entry)
          this.renew(event.task).entry = null;
        break;
      case 'watch': {
        const { watch, place, label, due, task } = event;
        loop.watches.set(watch, { watch, place, label, due, task });
        break;
      }
      case 'fire':
      case 'unwatch':
        loop.watches.delete(event.watch);
        break;
      case 'phase':
        loop.phase = event.phase;
        loop.iteration = event.iteration;
        loop.timeout = event.timeout;
        break;
      case 'output':
        this.printed++;
        this.move(event);
        break;
      case 'assume':
        this.assumed++;
        break;
      case 'block':
        this.move(event);
        break;
      case 'warn':
        break;
      default:
        event satisfies never;
    }
  }

  /** Undefined for a task that does not exist yet. */
  statusOf(task: number): TaskStatus | undefined {
    return this.tasks.get(task)?.status;
  }

  /** How many things a snapshot would copy. */
  get size(): number {
    let { size } = this.tasks;
    for (const loop of this.loops.values()) size += loop.size;
    return size;
  }

  snapshot(): LoopState {
    const { t, thread, loop, printed, assumed } = this;
    const others = new Map<string | null, ThreadState>();
    for (const [name, other] of this.loops) if (other !== loop) others.set(name, other.snapshot());
    return { ...loop.snapshot(), t, thread, others, tasks: this.tasks.take(), printed, assumed };
  }

  restore(state: LoopState): void {
    this.t = state.t;
    this.thread = state.thread;
    this.loop = ThreadLoop.of(state);
    this.loops = new Map([[this.thread, this.loop]]);
    for (const [name, other] of state.others) this.loops.set(name, ThreadLoop.of(other));
    this.tasks.restore(state.tasks);
    this.printed = state.printed;
    this.assumed = state.assumed;
  }

  private enterThread(thread: string | null): void {
    this.thread = thread;
    const known = this.loops.get(thread);
    this.loop = known ?? new ThreadLoop();
    if (!known) this.loops.set(thread, this.loop);
  }

  /** A cut recording may name a task before its `create`; it then exists from here on. */
  private task(id: number): TaskState {
    return this.tasks.get(id) ?? created(id, this.thread, this.t);
  }

  /** The task as an object that nobody else has, and that may change until the next event: to copy it costs less than to spread it. */
  private renew(id: number): Changing {
    const task = { ...this.task(id) };
    this.tasks.set(task);
    return task;
  }

  /** It has another status from here on, at the event's place, and waits for nothing. */
  private settle(id: number, status: TaskStatus, event: TraceEvent): Changing {
    const task = this.renew(id);
    task.status = status;
    task.since = event.t;
    task.at = placeOf(event);
    task.waiting = null;
    return task;
  }

  private enter(id: number, event: CallEvent): void {
    const task = this.renew(id);
    if (task.calls.length < maxCalls) task.calls = [...task.calls, event.function];
    task.at = placeOf(event);
  }

  /** Code that runs has come to the event's place. */
  private move(event: TraceEvent): void {
    const at = placeOf(event);
    if (event.task !== null && at !== null) this.renew(event.task).at = at;
  }

  private schedule(id: number, entry: number, waker: QueueEntry['waker'], t: number): void {
    const task = this.renew(id);
    if (task.status === 'created' || task.status === 'waiting') {
      task.status = 'ready';
      task.since = t;
    }
    if (task.status === 'done') return;
    task.entry = entry;
    task.wokenBy = waker;
  }
}

/** A task's state before anybody has been given it. */
type Changing = { -readonly [K in keyof TaskState]: TaskState[K] };

function created(id: number, thread: string | null, t: number): TaskState {
  return {
    id,
    thread,
    status: 'created',
    since: t,
    at: null,
    calls: [],
    waiting: null,
    wokenBy: null,
    entry: null,
    suspensions: 0,
    cancelled: false,
    outcome: null,
  };
}

function emptyQueues(): Record<QueueName, Map<number, QueueEntry>> {
  return {
    ready: new Map(),
    nextTick: new Map(),
    microtask: new Map(),
    timers: new Map(),
    poll: new Map(),
    check: new Map(),
    close: new Map(),
  };
}
