import type { ChainLink } from '../../trace/format';
import { Raised, makeException, raise } from '../python/objects/exceptions';
import type { PyException } from '../python/objects/exceptions';
import { Awaitable, PyCoroutine, PyGenerator } from '../python/objects/functions';
import type { AwaitPoint, PyAsyncGenerator } from '../python/objects/functions';
import { typeOf } from '../python/objects/object';
import type { Steps, Value } from '../python/objects/object';
import { Unknown } from '../python/objects/unknown';
import { machine, perWalkthrough } from '../python/machine';
import { copyContext } from '../python/modules/contextvars';
import type { PyContext } from '../python/modules/contextvars';
import { call, send, throwInto } from '../python/operations/call';
import { awaitValue } from '../python/operations/awaiting';
import { define, native, nativeClass } from '../python/operations/native';
import { preview, repr, str } from '../python/operations/repr';
import { truth } from '../python/operations/truth';
import { getRunningLoop, runningEntry } from './events';
import type { Loop } from './events';
import { isCancelled, isExit } from './exceptions';
import { PyFuture, futureClass, internalCallback } from './futures';
import type { DoneCallback } from './futures';

/* Lib/asyncio/tasks.py: the task and its steps. */

export const taskClass = nativeClass('Task', '_asyncio', null, [futureClass]);

/** What a task needs of the loop that runs it. */
export interface TaskLoop extends Loop {
  readonly isRunning: boolean;
  readonly tasks: Set<Task>;
  createTask(coroutine: PyCoroutine, name: string | null, context?: PyContext | null): Task;
}

const tasks = perWalkthrough((): { current: Task | null; named: number } => ({
  current: null,
  named: 0,
}));

/** Counts tasks that the library makes for itself and that no walkthrough shows, as their names count. */
export function countUnseenTasks(count: number): void {
  tasks().named += count;
}

export function currentTask(): Task | null {
  return tasks().current;
}

export class Task extends PyFuture {
  /** The trace's id. */
  readonly id: number;
  readonly context: PyContext;
  name: string;
  private mustCancel = false;
  private cancelRequests = 0;
  private waiter: PyFuture | null = null;
  private first = true;
  private readonly wakeup: DoneCallback;

  constructor(
    readonly coroutine: PyCoroutine,
    override readonly loop: TaskLoop,
    name: string | null,
    context: PyContext | null,
    eagerStart = false,
  ) {
    super(loop, taskClass);
    this.name = name ?? `Task-${++tasks().named}`;
    this.context = context ?? copyContext();
    const code = coroutine.frame?.code;
    const by = machine.task;
    this.id = machine.trace.addTask({
      name: this.name,
      function: (code?.qualname ?? coroutine.qualname).replaceAll('.<locals>', ''),
      parent: by,
    });
    this.purpose = { waitsFor: 'task', detail: this.name, wakes: 'task', watch: null };
    this.wakeup = internalCallback('Task.task_wakeup', (future) => this.wake(future), this.id);
    machine.emit({ kind: 'create', task: this.id, by, ...machine.position() });
    loop.tasks.add(this);
    if (eagerStart && loop.isRunning) this.startEagerly();
    else this.scheduleStep(null, 'Task.__step', 'start');
  }

  /** `__eager_start`: the first step runs within the call that makes the task, up to its first suspension. */
  private startEagerly(): void {
    const { at, turn, resumed } = machine;
    this.context.run(() => this.step(null, null));
    Object.assign(machine, { at, turn, resumed });
  }

  override waitedTasks(): number[] {
    return [this.id];
  }

  private scheduleStep(error: PyException | null, label: string, kind: 'start' | 'callback'): void {
    this.loop.callSoon(
      {
        run: () => this.step(error),
        label,
        internal: true,
        task: this.id,
        waker: { kind, task: machine.task, watch: null },
      },
      this.context,
    );
  }

  override cancel(message: Value = null): boolean {
    if (this.done) return false;
    machine.emit({
      kind: 'cancel',
      task: machine.task,
      target: this.id,
      ...machine.position(),
    });
    this.cancelRequests++;
    // The waiter stays: it may be a task that ignores the cancellation, so that we have to cancel it again.
    if (this.waiter?.cancel(message)) return true;
    this.mustCancel = true;
    this.cancelMessage = message;
    return true;
  }

  cancelling(): number {
    return this.cancelRequests;
  }

  uncancel(): number {
    if (this.cancelRequests > 0 && --this.cancelRequests === 0) this.mustCancel = false;
    return this.cancelRequests;
  }

  private wake(future: PyFuture): void {
    let error: PyException | null = null;
    try {
      future.result();
    } catch (thrown) {
      if (!(thrown instanceof Raised)) throw thrown;
      error = thrown.exception;
    }
    this.step(error);
  }

  /** `entry`: the queue entry that runs the step; null for an eager start. */
  private step(given: PyException | null, entry = runningEntry().entry): void {
    let error = given;
    if (this.mustCancel) {
      if (!error || !isCancelled(error)) error = this.makeCancelledError();
      this.mustCancel = false;
    }
    this.waiter = null;
    const state = tasks();
    const outer = state.current;
    const outerId = machine.task;
    state.current = this;
    machine.task = this.id;
    this.begin(entry);
    try {
      this.advance(error);
    } finally {
      state.current = outer;
      machine.task = outerId;
      machine.resumed = null;
    }
  }

  /** The trace has the name that a task has when it begins. */
  rename(name: string): void {
    this.name = name;
    if (this.first) machine.trace.renameTask(this.id, name);
  }

  /** A step begins: the trace's resume event, which the await completes with its value. */
  private begin(entry: number | null): void {
    const { first } = this;
    const last = this.chain().at(-1);
    machine.nextTurn();
    machine.resumed = machine.emit({
      kind: 'resume',
      task: this.id,
      first,
      entry,
      ...(last
        ? machine.position(last.point.site)
        : machine.start(this.coroutine.frame?.code?.site ?? null)),
    });
    this.first = false;
    if (first) machine.at = this.coroutine.frame?.code?.site ?? machine.at;
  }

  private advance(error: PyException | null): void {
    let result: IteratorResult<Value, Value>;
    try {
      result = error ? throwInto(this.coroutine, error) : send(this.coroutine, null);
    } catch (thrown) {
      if (!(thrown instanceof Raised)) throw thrown;
      this.fail(thrown.exception);
      return;
    }
    if (!result.done) {
      this.suspend(result.value);
    } else if (this.mustCancel) {
      // Cancelled in the very step in which it returns.
      this.mustCancel = false;
      this.end('cancelled');
      super.cancel(this.cancelMessage);
    } else {
      this.end('returned', { value: preview(result.value) });
      super.setResult(result.value);
    }
  }

  private fail(exception: PyException): void {
    if (isCancelled(exception)) {
      this.cancelledException = exception;
      this.end('cancelled', { error: preview(exception) });
      super.cancel();
      return;
    }
    this.end('raised', { error: preview(exception) });
    super.setException(exception);
    if (isExit(exception)) throw new Raised(exception);
  }

  private end(
    outcome: 'returned' | 'raised' | 'cancelled',
    given: { value?: string; error?: string } = {},
  ): void {
    this.loop.tasks.delete(this);
    machine.emit({ kind: 'end', task: this.id, outcome, ...given, ...machine.position() });
  }

  /** The coroutine has yielded something: what it waits for decides when the next step comes. */
  private suspend(yielded: Value): void {
    this.traceSuspension(yielded);
    if (yielded instanceof PyFuture) {
      this.waitFor(yielded);
    } else if (yielded === null) {
      this.scheduleStep(null, 'Task.__step', 'callback');
    } else {
      const what =
        yielded instanceof PyGenerator
          ? `yield was used instead of yield from for generator in task ${repr(this)} with ${repr(yielded)}`
          : `Task got bad yield: ${repr(yielded)}`;
      this.scheduleStep(makeException('RuntimeError', what), 'Task.__step', 'callback');
    }
  }

  private waitFor(future: PyFuture): void {
    if (!future.blocking) {
      const text = `yield was used instead of yield from in task ${repr(this)} with ${repr(future)}`;
      this.scheduleStep(makeException('RuntimeError', text), 'Task.__step', 'callback');
      return;
    }
    if (future === this) {
      const text = `Task cannot await on itself: ${repr(this)}`;
      this.scheduleStep(makeException('RuntimeError', text), 'Task.__step', 'callback');
      return;
    }
    future.blocking = false;
    future.addDoneCallback(this.wakeup, this.context);
    this.waiter = future;
    if (this.mustCancel && future.cancel(this.cancelMessage)) this.mustCancel = false;
  }

  private traceSuspension(yielded: Value): void {
    const chain = this.chain();
    const point = chain.at(-1)?.point ?? null;
    const future = yielded instanceof PyFuture ? yielded : null;
    const purpose = future?.purpose;
    machine.emit({
      kind: 'suspend',
      task: this.id,
      keyword: point?.keyword ?? 'await',
      waitsFor: purpose?.waitsFor ?? 'nothing',
      detail: purpose ? (purpose.detail ?? point?.subject ?? null) : null,
      watches: purpose?.watch === null || purpose === undefined ? [] : [purpose.watch],
      tasks: future?.waitedTasks() ?? [],
      chain: chain.map(({ link }) => link),
      ...(point
        ? machine.position(point.site)
        : machine.start(this.coroutine.frame?.code?.site ?? null)),
    });
  }

  /** The awaits from the task's own coroutine down to the innermost one in the file. */
  private chain(): { link: ChainLink; point: AwaitPoint }[] {
    const links: { link: ChainLink; point: AwaitPoint }[] = [];
    let inner: PyGenerator | PyAsyncGenerator | null = this.coroutine;
    while (inner) {
      const frame: PyCoroutine['frame'] = inner.frame;
      const point = frame?.at;
      if (frame && point && inner.state !== 'created') {
        const { line, column } = point.site;
        const name = frame.code?.qualname.replaceAll('.<locals>', '') ?? inner.qualname;
        links.push({ link: { function: name, line, column }, point });
      }
      inner = frame ? frame.awaiting : inner instanceof PyGenerator ? inner.awaiting : null;
    }
    return links;
  }

  override setResult(): void {
    raise('RuntimeError', 'Task does not support set_result operation');
  }

  override setException(): void {
    raise('RuntimeError', 'Task does not support set_exception operation');
  }

  override describe(): string {
    const [cls = '', state = '', ...rest] = super.describe().split(' ');
    const shown = this.cancelRequests > 0 && !this.done ? 'cancelling' : state;
    const tail = rest.length > 0 ? ` ${rest.join(' ')}` : '';
    return `${cls} ${shown} name=${repr(this.name)} coro=<${this.coroutine.qualname}()>${tail}`;
  }
}

function taskLoop(): TaskLoop {
  return getRunningLoop() as TaskLoop;
}

/** `asyncio.create_task`. */
export function createTask(coroutine: Value, name: Value, context: Value): Task {
  const loop = taskLoop();
  if (coroutine instanceof Unknown)
    return loop.createTask(wrapAwaitable(coroutine), textName(name));
  if (!(coroutine instanceof PyCoroutine)) {
    raise('TypeError', `a coroutine was expected, got ${repr(coroutine)}`);
  }
  return loop.createTask(coroutine, textName(name), context as PyContext | null);
}

export function textName(name: Value): string | null {
  return name === null ? null : str(name);
}

/** `asyncio.eager_task_factory`. */
export function eagerTask(loop: TaskLoop, coroutine: PyCoroutine, name: Value, context: Value) {
  return new Task(coroutine, loop, textName(name), context as PyContext | null, true);
}

/** `asyncio.create_eager_task_factory`. */
export function eagerTaskFactory(taskConstructor: Value): Value {
  return native(
    'factory(loop, coro, *, name=None, context=None)',
    (loop: Value, coroutine: Value, name: Value, context: Value) =>
      call(
        taskConstructor,
        [coroutine],
        new Map<string, Value>([
          ['loop', loop],
          ['name', name],
          ['context', context],
          ['eager_start', true],
        ]),
      ),
  );
}

/** `asyncio.ensure_future`. */
export function ensureFuture(awaitable: Value): PyFuture {
  if (awaitable instanceof PyFuture) return awaitable;
  if (awaitable instanceof PyCoroutine) return taskLoop().createTask(awaitable, null);
  if (isAwaitable(awaitable)) return taskLoop().createTask(wrapAwaitable(awaitable), null);
  raise('TypeError', 'An asyncio.Future, a coroutine or an awaitable is required');
}

export function isAwaitable(value: Value): boolean {
  return (
    value instanceof PyCoroutine ||
    value instanceof Awaitable ||
    value instanceof Unknown ||
    typeOf(value).lookup('__await__') !== undefined
  );
}

function* awaitedBy(coroutine: () => PyCoroutine, awaitable: Value): Steps {
  return yield* awaitValue(awaitable, coroutine());
}

function wrapAwaitable(awaitable: Value): PyCoroutine {
  const coroutine: PyCoroutine = new PyCoroutine(
    '_wrap_awaitable',
    'ensure_future.<locals>._wrap_awaitable',
    awaitedBy(() => coroutine, awaitable),
    null,
  );
  return coroutine;
}

/** `asyncio.all_tasks`, in order of creation. */
export function allTasks(loop: TaskLoop = taskLoop()): Task[] {
  return [...loop.tasks].filter((task) => !task.done);
}

define(taskClass, {
  '__init__(self, coro, *, loop=None, name=None, context=None, eager_start=False)': () => null,
  '__new__(cls, coro, *, loop=None, name=None, context=None, eager_start=False)': (
    _: Value,
    coroutine: PyCoroutine,
    loop: TaskLoop | null,
    name: Value,
    context: PyContext | null,
    eagerStart: Value,
  ) => {
    const named = textName(name);
    return new Task(coroutine, loop ?? taskLoop(), named, context, truth(eagerStart));
  },
  'get_name(self)': (self: Task) => self.name,
  'set_name(self, value, /)': (self: Task, value: Value) => {
    self.rename(str(value));
  },
  'get_coro(self)': (self: Task) => self.coroutine,
  'get_context(self)': (self: Task) => self.context,
  'cancelling(self)': (self: Task) => self.cancelling(),
  'uncancel(self)': (self: Task) => self.uncancel(),
});
