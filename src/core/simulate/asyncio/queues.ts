import { PyList } from '../python/objects/containers';
import { Raised, raise } from '../python/objects/exceptions';
import { PyFunction } from '../python/objects/functions';
import { PyObject } from '../python/objects/object';
import type { Steps, Value, PyClass } from '../python/objects/object';
import { heappop, heappush, valueLess } from '../python/modules/heapq';
import { callMethod } from '../python/operations/attributes';
import { define, defineGetters, nativeClass } from '../python/operations/native';
import { identity } from '../python/operations/hash';
import { repr } from '../python/operations/repr';
import { getRunningLoop } from './events';
import { queueEmptyClass, queueFullClass, queueShutDownClass } from './exceptions';
import { createFuture } from './futures';
import type { PyFuture } from './futures';
import { Event, eventClass } from './locks';

/* Lib/asyncio/queues.py. */

export const queueClass = nativeClass('Queue', 'asyncio.queues', (cls) => new AsyncQueue(cls));
export const priorityQueueClass = nativeClass('PriorityQueue', 'asyncio.queues', null, [
  queueClass,
]);
export const lifoQueueClass = nativeClass('LifoQueue', 'asyncio.queues', null, [queueClass]);

export class AsyncQueue extends PyObject {
  maxsize = 0;
  readonly queue: Value[] = [];
  unfinished = 0;
  private readonly getters: PyFuture[] = [];
  private readonly putters: PyFuture[] = [];
  private readonly finished = new Event(eventClass, { waitsFor: 'queue', wakes: 'set' });
  private isShutDown = false;

  constructor(cls: PyClass = queueClass) {
    super(cls);
    this.finished.isSet = true;
  }

  get full(): boolean {
    return this.maxsize > 0 && this.queue.length >= this.maxsize;
  }

  get empty(): boolean {
    return this.queue.length === 0;
  }

  /** Subclasses of the program may override `_get` and `_put`. */
  private takeItem(): Value {
    if (this.cls.lookup('_get') instanceof PyFunction) return callMethod(this, '_get');
    return this.removeItem();
  }

  removeItem(): Value {
    if (this.cls.isSubclassOf(priorityQueueClass)) return heappop(this.queue, valueLess);
    const item = this.cls.isSubclassOf(lifoQueueClass) ? this.queue.pop() : this.queue.shift();
    return item ?? null;
  }

  private addItem(item: Value): void {
    if (this.cls.lookup('_put') instanceof PyFunction) callMethod(this, '_put', item);
    else this.insertItem(item);
  }

  insertItem(item: Value): void {
    if (this.cls.isSubclassOf(priorityQueueClass)) heappush(this.queue, item, valueLess);
    else this.queue.push(item);
  }

  private wakeUpNext(waiters: PyFuture[]): void {
    for (let waiter = waiters.shift(); waiter; waiter = waiters.shift()) {
      if (waiter.done) continue;
      waiter.setResult(null);
      return;
    }
  }

  /** Waits for a place or an item; a waiter that was woken in vain passes the wake-up on. */
  private *waitIn(waiters: PyFuture[], stillNeeded: () => boolean): Steps<void> {
    const waiter = createFuture(getRunningLoop(), { waitsFor: 'queue', wakes: 'put' });
    waiters.push(waiter);
    try {
      yield* waiter.await();
    } catch (thrown) {
      if (!(thrown instanceof Raised)) throw thrown;
      waiter.cancel();
      const index = waiters.indexOf(waiter);
      if (index >= 0) waiters.splice(index, 1);
      if (!stillNeeded() && !waiter.isCancelled) this.wakeUpNext(waiters);
      throw thrown;
    }
  }

  *put(item: Value): Steps {
    while (this.full) {
      if (this.isShutDown) raise(queueShutDownClass);
      yield* this.waitIn(this.putters, () => this.full);
    }
    this.putNowait(item);
    return null;
  }

  putNowait(item: Value): void {
    if (this.isShutDown) raise(queueShutDownClass);
    if (this.full) raise(queueFullClass);
    this.addItem(item);
    this.unfinished++;
    this.finished.isSet = false;
    this.wakeUpNext(this.getters);
  }

  *get(): Steps {
    while (this.empty) {
      if (this.isShutDown) raise(queueShutDownClass);
      yield* this.waitIn(this.getters, () => this.empty);
    }
    return this.getNowait();
  }

  getNowait(): Value {
    if (this.empty) raise(this.isShutDown ? queueShutDownClass : queueEmptyClass);
    const item = this.takeItem();
    this.wakeUpNext(this.putters);
    return item;
  }

  taskDone(): void {
    if (this.unfinished <= 0) raise('ValueError', 'task_done() called too many times');
    if (--this.unfinished === 0) this.finished.set();
  }

  *join(): Steps {
    if (this.unfinished > 0) yield* this.finished.wait();
    return null;
  }

  shutdown(immediate: boolean): void {
    this.isShutDown = true;
    if (immediate) {
      while (!this.empty) {
        this.takeItem();
        if (this.unfinished > 0) this.unfinished--;
      }
      if (this.unfinished === 0) this.finished.set();
    }
    for (const waiters of [this.getters, this.putters]) {
      for (let waiter = waiters.shift(); waiter; waiter = waiters.shift()) {
        if (!waiter.done) waiter.setResult(null);
      }
    }
  }

  describe(): string {
    let text = `maxsize=${this.maxsize}`;
    if (!this.empty) text += ` _queue=${repr(new PyList(this.queue))}`;
    if (this.getters.length > 0) text += ` _getters[${this.getters.length}]`;
    if (this.putters.length > 0) text += ` _putters[${this.putters.length}]`;
    if (this.unfinished > 0) text += ` tasks=${this.unfinished}`;
    return this.isShutDown ? `${text} shutdown` : text;
  }
}

define(queueClass, {
  '__init__(self, maxsize=0)': (self: AsyncQueue, maxsize: number) => {
    self.maxsize = maxsize;
  },
  'qsize(self)': (self: AsyncQueue) => self.queue.length,
  'empty(self)': (self: AsyncQueue) => self.empty,
  'full(self)': (self: AsyncQueue) => self.full,
  'async put(self, item)': (self: AsyncQueue, item: Value) => self.put(item),
  'put_nowait(self, item)': (self: AsyncQueue, item: Value) => {
    self.putNowait(item);
  },
  'async get(self)': (self: AsyncQueue) => self.get(),
  'get_nowait(self)': (self: AsyncQueue) => self.getNowait(),
  'task_done(self)': (self: AsyncQueue) => {
    self.taskDone();
  },
  'async join(self)': (self: AsyncQueue) => self.join(),
  'shutdown(self, immediate=False)': (self: AsyncQueue, immediate: boolean) => {
    self.shutdown(immediate);
  },
  '_get(self)': (self: AsyncQueue) => self.removeItem(),
  '_put(self, item)': (self: AsyncQueue, item: Value) => {
    self.insertItem(item);
  },
  '__repr__(self)': (self: AsyncQueue) =>
    `<${self.cls.name} at 0x${identity(self).toString(16)} ${self.describe()}>`,
  '__str__(self)': (self: AsyncQueue) => `<${self.cls.name} ${self.describe()}>`,
  '@classmethod __class_getitem__(cls, item)': (cls: Value) => cls,
});
defineGetters(queueClass, {
  maxsize: (self: AsyncQueue) => self.maxsize,
  _queue: (self: AsyncQueue) => new PyList(self.queue),
  _unfinished_tasks: (self: AsyncQueue) => self.unfinished,
});
