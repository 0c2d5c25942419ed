import { PyObject } from '../python/objects/object';
import type { Steps, Value } from '../python/objects/object';
import { Raised, raise } from '../python/objects/exceptions';
import type { PyException } from '../python/objects/exceptions';
import type { PyClass } from '../python/objects/object';
import { call } from '../python/operations/call';
import { define, defineGetters, nativeClass } from '../python/operations/native';
import { defaultRepr } from '../python/operations/repr';
import { truth } from '../python/operations/truth';
import { getRunningLoop } from './events';
import { brokenBarrierErrorClass, isCancelled } from './exceptions';
import { createFuture } from './futures';
import type { PyFuture, Purpose } from './futures';

/* Lib/asyncio/locks.py. */

export const lockClass = nativeClass('Lock', 'asyncio.locks', (cls) => new Lock(cls));
export const eventClass = nativeClass('Event', 'asyncio.locks', (cls) => new Event(cls));
export const conditionClass = nativeClass(
  'Condition',
  'asyncio.locks',
  (cls) => new Condition(cls),
);
export const semaphoreClass = nativeClass(
  'Semaphore',
  'asyncio.locks',
  (cls) => new Semaphore(cls),
);
export const boundedSemaphoreClass = nativeClass('BoundedSemaphore', 'asyncio.locks', null, [
  semaphoreClass,
]);
export const barrierClass = nativeClass('Barrier', 'asyncio.locks', (cls) => new Barrier(cls));

const lockWait: Partial<Purpose> = { waitsFor: 'lock', wakes: 'release' };

function remove(waiters: PyFuture[], waiter: PyFuture): void {
  const index = waiters.indexOf(waiter);
  if (index >= 0) waiters.splice(index, 1);
}

/** The waiters in order of arrival; a waiter leaves when its wait is over, however it ends. */
function* waitIn(waiters: PyFuture[], waiter: PyFuture): Steps {
  waiters.push(waiter);
  try {
    return yield* waiter.await();
  } finally {
    remove(waiters, waiter);
  }
}

function wasCancelled(thrown: unknown): thrown is Raised {
  return thrown instanceof Raised && isCancelled(thrown.exception);
}

export class Lock extends PyObject {
  locked = false;
  private readonly waiters: PyFuture[] = [];

  constructor(cls: PyClass = lockClass) {
    super(cls);
  }

  *acquire(): Steps {
    if (!this.locked && this.waiters.every((waiter) => waiter.isCancelled)) {
      this.locked = true;
      return true;
    }
    try {
      yield* waitIn(this.waiters, createFuture(getRunningLoop(), lockWait));
    } catch (thrown) {
      // Woken and cancelled at once: the next in line must hear of it.
      if (wasCancelled(thrown) && !this.locked) this.wakeUpFirst();
      throw thrown;
    }
    this.locked = true;
    return true;
  }

  release(): void {
    if (!this.locked) raise('RuntimeError', 'Lock is not acquired.');
    this.locked = false;
    this.wakeUpFirst();
  }

  private wakeUpFirst(): void {
    const [first] = this.waiters;
    if (first && !first.done) first.setResult(true);
  }

  describe(): string {
    return described(this, this.locked ? 'locked' : 'unlocked', this.waiters.length);
  }
}

/** `<asyncio.locks.Lock object at 0x… [unlocked]>`. */
function described(object: PyObject, state: string, waiters: number): string {
  const extra = waiters > 0 ? `${state}, waiters:${waiters}` : state;
  return `${defaultRepr(object).slice(0, -1)} [${extra}]>`;
}

export class Event extends PyObject {
  isSet = false;
  private readonly waiters: PyFuture[] = [];

  constructor(
    cls: PyClass = eventClass,
    private readonly purpose: Partial<Purpose> = { waitsFor: 'event', wakes: 'set' },
  ) {
    super(cls);
  }

  set(): void {
    if (this.isSet) return;
    this.isSet = true;
    for (const waiter of this.waiters) if (!waiter.done) waiter.setResult(true);
  }

  *wait(): Steps {
    if (!this.isSet) yield* waitIn(this.waiters, createFuture(getRunningLoop(), this.purpose));
    return true;
  }

  describe(): string {
    return described(this, this.isSet ? 'set' : 'unset', this.waiters.length);
  }
}

export class Condition extends PyObject {
  lock = new Lock();
  private readonly waiters: PyFuture[] = [];

  constructor(cls: PyClass = conditionClass) {
    super(cls);
  }

  *wait(): Steps {
    if (!this.lock.locked) raise('RuntimeError', 'cannot wait on un-acquired lock');
    const waiter = createFuture(getRunningLoop(), { waitsFor: 'event', wakes: 'release' });
    this.lock.release();
    try {
      try {
        yield* waitIn(this.waiters, waiter);
      } finally {
        yield* this.reacquire();
      }
      return true;
    } catch (thrown) {
      // Whoever notified this task meant somebody; let another one have it.
      if (thrown instanceof Raised) this.wake(1);
      throw thrown;
    }
  }

  /** The lock is taken again even if the wait was cancelled, and cancelled again meanwhile. */
  private *reacquire(): Steps<void> {
    let error: PyException | null = null;
    for (;;) {
      try {
        yield* this.lock.acquire();
        break;
      } catch (thrown) {
        if (!wasCancelled(thrown)) throw thrown;
        error = thrown.exception;
      }
    }
    if (error) throw new Raised(error);
  }

  *waitFor(predicate: () => Value): Steps {
    let result = predicate();
    while (!truth(result)) {
      yield* this.wait();
      result = predicate();
    }
    return result;
  }

  notify(count: number): void {
    if (!this.lock.locked) raise('RuntimeError', 'cannot notify on un-acquired lock');
    this.wake(count);
  }

  notifyAll(): void {
    this.notify(this.waiters.length);
  }

  private wake(count: number): void {
    let woken = 0;
    for (const waiter of this.waiters) {
      if (woken >= count) break;
      if (waiter.done) continue;
      woken++;
      waiter.setResult(false);
    }
  }

  describe(): string {
    return described(this, this.lock.locked ? 'locked' : 'unlocked', this.waiters.length);
  }
}

export class Semaphore extends PyObject {
  value = 1;
  bound = Infinity;
  private readonly waiters: PyFuture[] = [];

  constructor(cls: PyClass = semaphoreClass) {
    super(cls);
  }

  get locked(): boolean {
    return this.value === 0 || this.waiters.some((waiter) => !waiter.isCancelled);
  }

  *acquire(): Steps {
    if (!this.locked) {
      this.value--;
      return true;
    }
    const waiter = createFuture(getRunningLoop(), lockWait);
    try {
      yield* waitIn(this.waiters, waiter);
    } catch (thrown) {
      // Woken and cancelled at once: the place goes back.
      if (wasCancelled(thrown) && waiter.done && !waiter.isCancelled) this.value++;
      throw thrown;
    } finally {
      while (this.value > 0 && this.wakeUpNext());
    }
    return true;
  }

  release(): void {
    if (this.value >= this.bound) raise('ValueError', 'BoundedSemaphore released too many times');
    this.value++;
    this.wakeUpNext();
  }

  private wakeUpNext(): boolean {
    const waiter = this.waiters.find((candidate) => !candidate.done);
    if (!waiter) return false;
    this.value--;
    waiter.setResult(true);
    return true;
  }

  describe(): string {
    const state = this.locked ? 'locked' : `unlocked, value:${this.value}`;
    return described(this, state, this.waiters.length);
  }
}

export class Barrier extends PyObject {
  parties = 1;
  private state: 'filling' | 'draining' | 'resetting' | 'broken' = 'filling';
  private count = 0;
  private readonly condition = new Condition();

  constructor(cls: PyClass = barrierClass) {
    super(cls);
  }

  get waiting(): number {
    return this.state === 'filling' ? this.count : 0;
  }

  get broken(): boolean {
    return this.state === 'broken';
  }

  describe(): string {
    const { state, waiting, parties } = this;
    return described(this, this.broken ? state : `${state}, waiters:${waiting}/${parties}`, 0);
  }

  private *locked(body: () => Steps): Steps {
    yield* this.condition.lock.acquire();
    try {
      return yield* body();
    } finally {
      this.condition.lock.release();
    }
  }

  *wait(): Steps {
    return yield* this.locked(() => this.pass());
  }

  private *pass(): Steps {
    yield* this.condition.waitFor(() => this.state !== 'draining' && this.state !== 'resetting');
    if (this.state === 'broken') raise(brokenBarrierErrorClass, 'Barrier aborted');
    const index = this.count++;
    try {
      if (index + 1 === this.parties) {
        this.state = 'draining';
        this.condition.notifyAll();
      } else {
        yield* this.condition.waitFor(() => this.state !== 'filling');
        if (this.isAborted()) raise(brokenBarrierErrorClass, 'Abort or reset of barrier');
      }
      return index;
    } finally {
      this.count--;
      if (this.count === 0) {
        if (this.state === 'resetting' || this.state === 'draining') this.state = 'filling';
        this.condition.notifyAll();
      }
    }
  }

  private isAborted(): boolean {
    return this.state === 'broken' || this.state === 'resetting';
  }

  private change(state: 'resetting' | 'broken'): Steps {
    const { condition } = this;
    const apply = (): void => {
      if (state === 'broken') this.state = 'broken';
      else this.state = this.count > 0 ? 'resetting' : 'filling';
      condition.notifyAll();
    };
    return this.locked(function* () {
      apply();
      return null;
    });
  }

  reset(): Steps {
    return this.change('resetting');
  }

  abort(): Steps {
    return this.change('broken');
  }
}

/** `async with` on a lock or semaphore: acquired on entry, released on exit. */
function* enter(lock: { acquire(): Steps }): Steps {
  yield* lock.acquire();
  return null;
}

function* leave(lock: { release(): void }): Steps {
  lock.release();
  return null;
}

define(lockClass, {
  '__init__(self)': () => null,
  'locked(self)': (self: Lock) => self.locked,
  'async acquire(self)': (self: Lock) => self.acquire(),
  'release(self)': (self: Lock) => {
    self.release();
  },
  'async __aenter__(self)': (self: Lock) => enter(self),
  'async __aexit__(self, exc_type, exc, tb)': (self: Lock) => leave(self),
  '__repr__(self)': (self: Lock) => self.describe(),
});

define(eventClass, {
  '__init__(self)': () => null,
  'is_set(self)': (self: Event) => self.isSet,
  'set(self)': (self: Event) => {
    self.set();
  },
  'clear(self)': (self: Event) => {
    self.isSet = false;
  },
  'async wait(self)': (self: Event) => self.wait(),
  '__repr__(self)': (self: Event) => self.describe(),
});

define(conditionClass, {
  '__init__(self, lock=None)': (self: Condition, lock: Lock | null) => {
    if (lock) self.lock = lock;
  },
  'locked(self)': (self: Condition) => self.lock.locked,
  'async acquire(self)': (self: Condition) => self.lock.acquire(),
  'release(self)': (self: Condition) => {
    self.lock.release();
  },
  'async wait(self)': (self: Condition) => self.wait(),
  'async wait_for(self, predicate)': (self: Condition, predicate: Value) =>
    self.waitFor(() => call(predicate, [])),
  'notify(self, n=1)': (self: Condition, count: number) => {
    self.notify(count);
  },
  'notify_all(self)': (self: Condition) => {
    self.notifyAll();
  },
  'async __aenter__(self)': (self: Condition) => enter(self.lock),
  'async __aexit__(self, exc_type, exc, tb)': (self: Condition) => leave(self.lock),
  '__repr__(self)': (self: Condition) => self.describe(),
});

define(semaphoreClass, {
  '__init__(self, value=1)': (self: Semaphore, value: number) => {
    if (value < 0) raise('ValueError', 'Semaphore initial value must be >= 0');
    self.value = value;
  },
  'locked(self)': (self: Semaphore) => self.locked,
  'async acquire(self)': (self: Semaphore) => self.acquire(),
  'release(self)': (self: Semaphore) => {
    self.release();
  },
  'async __aenter__(self)': (self: Semaphore) => enter(self),
  'async __aexit__(self, exc_type, exc, tb)': (self: Semaphore) => leave(self),
  '__repr__(self)': (self: Semaphore) => self.describe(),
});
defineGetters(semaphoreClass, { _value: (self: Semaphore) => self.value });

define(boundedSemaphoreClass, {
  '__init__(self, value=1)': (self: Semaphore, value: number) => {
    if (value < 0) raise('ValueError', 'Semaphore initial value must be >= 0');
    self.value = value;
    self.bound = value;
  },
});

define(barrierClass, {
  '__init__(self, parties)': (self: Barrier, parties: number) => {
    if (parties < 1) raise('ValueError', 'parties must be > 0');
    self.parties = parties;
  },
  'async wait(self)': (self: Barrier) => self.wait(),
  'async reset(self)': (self: Barrier) => self.reset(),
  'async abort(self)': (self: Barrier) => self.abort(),
  'async __aenter__(self)': (self: Barrier) => self.wait(),
  'async __aexit__(self, exc_type, exc, tb)': function* (): Steps {
    return null;
  },
  '__repr__(self)': (self: Barrier) => self.describe(),
});
defineGetters(barrierClass, {
  parties: (self: Barrier) => self.parties,
  n_waiting: (self: Barrier) => self.waiting,
  broken: (self: Barrier) => self.broken,
});
