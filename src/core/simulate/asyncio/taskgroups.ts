import * as l10n from '@vscode/l10n';
import type { PyException } from '../python/objects/exceptions';
import { Raised, raise } from '../python/objects/exceptions';
import { PyCoroutine } from '../python/objects/functions';
import { PyObject } from '../python/objects/object';
import type { PyClass, Steps, Value } from '../python/objects/object';
import { define, nativeClass } from '../python/operations/native';
import { makeGroup } from '../python/operations/groups';
import { close } from '../python/operations/call';
import { isCancelled, isExit } from './exceptions';
import { createFuture, internalCallback } from './futures';
import type { PyFuture } from './futures';
import { createTask, currentTask } from './tasks';
import type { Task } from './tasks';

/* Lib/asyncio/taskgroups.py. */

export const taskGroupClass = nativeClass(
  'TaskGroup',
  'asyncio.taskgroups',
  (cls) => new TaskGroup(cls),
);

export class TaskGroup extends PyObject {
  private entered = false;
  private exiting = false;
  private aborting = false;
  private parent: Task | null = null;
  private parentCancelRequested = false;
  private readonly tasks = new Set<Task>();
  private errors: PyException[] = [];
  private baseError: PyException | null = null;
  private completed: PyFuture | null = null;

  constructor(cls: PyClass = taskGroupClass) {
    super(cls);
  }

  enter(): void {
    if (this.entered) raise('RuntimeError', `${this.describe()} has already been entered`);
    this.parent = currentTask();
    if (!this.parent) {
      raise('RuntimeError', `TaskGroup ${this.describe()} cannot determine the parent task`);
    }
    this.entered = true;
  }

  *exit(exception: PyException | null): Steps {
    this.exiting = true;
    if (exception && isExit(exception)) this.baseError ??= exception;
    let cancellation = exception && isCancelled(exception) ? exception : null;
    // The body has failed or is being cancelled from outside.
    if (exception && !this.aborting) this.abort();
    while (this.tasks.size > 0) {
      try {
        yield* this.waitForTasks();
      } catch (thrown) {
        if (!(thrown instanceof Raised) || !isCancelled(thrown.exception)) throw thrown;
        if (!this.aborting) {
          // Cancelled from outside while the children run.
          cancellation = thrown.exception;
          this.abort();
        }
      }
      this.completed = null;
    }
    if (this.baseError) throw new Raised(this.baseError);
    // The group itself had its parent cancelled: that request is over.
    if (this.parentCancelRequested && this.parent?.uncancel() === 0) cancellation = null;
    if (cancellation && this.errors.length === 0) throw new Raised(cancellation);
    if (exception && !isCancelled(exception)) this.errors.push(exception);
    if (this.errors.length > 0) {
      if (this.parent && this.parent.cancelling() > 0) {
        this.parent.uncancel();
        this.parent.cancel();
      }
      const group = makeGroup('unhandled errors in a TaskGroup', this.errors);
      this.errors = [];
      group.suppressContext = true;
      throw new Raised(group);
    }
    return null;
  }

  private waitForTasks(): Steps {
    if (!this.completed && this.parent) {
      const count = this.tasks.size;
      const detail = count === 1 ? l10n.t('1 task') : l10n.t('{0} tasks', count);
      this.completed = createFuture(this.parent.loop, { waitsFor: 'tasks', detail, wakes: 'task' });
      const ids = [...this.tasks].map((task) => task.id);
      this.completed.waitedTasks = () => ids;
    }
    if (!this.completed) raise('RuntimeError', `TaskGroup ${this.describe()} has not been entered`);
    return this.completed.await();
  }

  createTask(coroutine: Value, name: Value, context: Value): Task {
    const refuse = (why: string): never => {
      if (coroutine instanceof PyCoroutine) close(coroutine);
      raise('RuntimeError', `TaskGroup ${this.describe()} ${why}`);
    };
    if (!this.entered) refuse('has not been entered');
    if (this.exiting && this.tasks.size === 0) refuse('is finished');
    if (this.aborting) refuse('is shutting down');
    const task = createTask(coroutine, name, context);
    // A task that an eager start has ended needs no callback.
    if (task.done) {
      this.onTaskDone(task);
      return task;
    }
    this.tasks.add(task);
    task.addDoneCallback(internalCallback('TaskGroup._on_task_done', () => this.onTaskDone(task)));
    return task;
  }

  private abort(): void {
    this.aborting = true;
    for (const task of this.tasks) if (!task.done) task.cancel();
  }

  private onTaskDone(task: Task): void {
    this.tasks.delete(task);
    if (this.completed && this.tasks.size === 0 && !this.completed.done) {
      this.completed.setResult(true);
    }
    if (task.isCancelled) return;
    const error = task.exception();
    if (!error) return;
    this.errors.push(error);
    if (isExit(error)) this.baseError ??= error;
    if (this.parent?.done) return;
    if (!this.aborting && !this.parentCancelRequested) {
      // The body must not go on as if nothing had happened.
      this.abort();
      this.parentCancelRequested = true;
      this.parent?.cancel();
    }
  }

  describe(): string {
    let info = '';
    if (this.tasks.size > 0) info += ` tasks=${this.tasks.size}`;
    if (this.errors.length > 0) info += ` errors=${this.errors.length}`;
    if (this.aborting) info += ' cancelling';
    else if (this.entered) info += ' entered';
    return `<TaskGroup${info}>`;
  }
}

define(taskGroupClass, {
  '__init__(self)': () => null,
  'async __aenter__(self)': function* (self: TaskGroup): Steps {
    self.enter();
    return self;
  },
  'async __aexit__(self, et, exc, tb)': (
    self: TaskGroup,
    _: Value,
    exception: PyException | null,
  ) => self.exit(exception),
  'create_task(self, coro, *, name=None, context=None)': (
    self: TaskGroup,
    coroutine: Value,
    name: Value,
    context: Value,
  ) => self.createTask(coroutine, name, context),
  '__repr__(self)': (self: TaskGroup) => self.describe(),
});
